"""Files that are no protocol, or one that is hard to read: YAML by the chapters of its specification, JSON, bytes."""

from __future__ import annotations

YAML = (
    # 2 Overview: collections, structures, scalars, tags, whole documents
    "- a\n- b\n", "a: 1\nb: 2\n", "a:\n- b\n- c\n", "-\n  a: b\n", "- [a, b]\n", "a: {b: c}\n", "---\na\n---\nb\n", "---\na: b\n...\n---\nc: d\n...\n",
    "a: &x b\nc: *x\n", "? - a\n  - b\n: - c\n", "- ? a\n  : b\n", "--- |\n  a\n  b\n", "--- >\n  a\n  b\n", "a: >\n  b\n\n    c\n\n  d\n", "a: |\n  b\n", 'a: "b\\u263A"\n',
    "a: 'b'' c'\n", "a: b\n  c\n", "a: \"b\n  c\"\n", "a: 0o14\nb: 0xC\nc: 12e03\n", "a: .inf\nb: -.inf\nc: .nan\n", "a: null\nb: ~\nc:\n", "a: true\nb: False\nc: y\n",
    "a: 2001-12-14t21:59:43.10-05:00\nb: 2002-12-14\n", "a: !!str 2002-04-28\n", "a: !!binary |\n  R0lGODlhDAAMAIQ\n", "a: !local x\n", "%TAG ! tag:x.fr,2002:\n--- !shape\na: b\n",
    "--- !!set\n? a\n? b\n", "--- !!omap\n- a: b\n", "--- !<tag:clarkevans.com,2002:invoice>\na: b\n", "---\nTime: 1\n---\nTime: 2\n",
    # 5 Characters: indicators, breaks, escapes
    "a: b\r\nc: d\r\n", "a: b\rc: d\r", "a: b\u2028c\n", "a: b\x85c\n", "\ufeffa: b\n", "a: \ufeffb\n", "a: \tb\n", "a:\tb\n", "\ta: b\n", "a:\n\tb: c\n", "@a: b\n", "`a: b\n", "a: @b\n",
    'a: "\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\"\\/\\\\\\N\\_\\L\\P\\x41\\u0041\\U00000041"\n', 'a: "\\c\\xq-"\n', 'a: "\\ud800"\n', 'a: "\\ud83d\\ude00"\n', 'a: "\\U00110000"\n', 'a: "\\x"\n',
    # 6 Structures: indentation, comments, separation, directives, properties
    "  # a\n\n  a:\n   b: c\n   d: e\n", "? a\n: - b\n  -  - c\n     - d\n", "a: # x\n  b\n", "#\n", "# only\n# this\n", "%YAML 1.2\n---\na: b\n", "%YAML 1.1\n%YAML 1.1\n---\na\n", "%FOO bar\n---\na: b\n",
    "%YAML 1.2\na: b\n", "%TAG !y! tag:x\n%TAG !y! tag:z\n---\n!y!a b\n", "%", "% x\n--- a\n", "!!str &a1 \"b\":\n  !!str c\n", "!<tag:yaml.org,2002:str> a : !<!bar> b\n", "- !<!> a\n", "- !h!b a\n",
    "a: &x &y b\n", "a: !!str !!str b\n", "&a a: b\nc: &a d\n", "a: *\n", "a: &\n", "a: *unknown\n", "a: &a [*a]\n", "&a a: *a\n",
    # 7 Flow styles
    "{ ? a : b, : c }\n", "{a, b: , \"c\"}\n", "{\"a\":b, 'c':d}\n", "[? a : b]\n", "[a: b]\n", "{a b:\n  c}\n", "[a, [b, c]]\n", "[a, b\n", "[a, b]]\n", "{a: b\n", "{a: b}}\n", "[,]\n", "{,}\n", "[a,,b]\n",
    "[\n- a\n]\n", "{a: b: c}\n", "'a\n", '"a\n', "'a' b\n", '"a" b\n', "a: 'b\n c'\n", "[a]: b\n", "{a: b}: c\n", "a: [b, c]: d\n", "a : b : c\n", "a: b: c\n", "a:b\n", "a\n:b\n", ":\n", "-\n", "?\n", "? \n: \n", "--- a: b\n",
    # 8 Block styles
    "- |\n a\n- >\n b\n", "- |1\n  a\n", "- |+\n a\n\n", "- >-\n a\n\n\n", "- |0\n a\n", "- |10\n a\n", "- |x\n a\n", "a: |\n b\n  c\n d\n", "a: |\n   \n  b\n", "a: >\n\n\n\n b\n", "a:\n- b\n -c\n", "a:\n  b: c\n d: e\n", "a: b\n c: d\n",
    "- - a\n  - b\n- - c\n", "-\ta\n", "-a\n", "- a\nb: c\n", "a: - b\n", "a:\n- b\nc\n", "? |\n  a\n: b\n", "? a\n", "? a\n? b\n: c\n", "a: !!map\n  b: c\n", "a: !!seq\n- b\n", "a: b\na: c\n", "{a: 1, a: 2}\n", "? a: b\n: c\n",
    # 9 Documents
    "", "\n\n", "---\n", "...\n", "---\n...\n", "a\n", "a: b\n---\n", "a: b\n...\nc: d\n", "--- |\n%!PS\n", "---\na\n...\n# x\n", "--- --- a\n", "---a\n", "...a\n", "<<: {a: b}\n", "<<: [{a: b}, {c: d}]\n", "a: &x {b: c}\nd:\n  <<: *x\n",
    # 10 Schemas, and what loaders have done with them
    "!!python/object/apply:os.system ['id']\n", "a: !!python/name:os.system\n", "!!python/module:os a\n", "!!python/object/new:os.system [id]\n", "!ruby/object:Gem::Installer\ni: x\n", "!!javax.script.ScriptEngineManager [x]\n",
    "a: !!int x\n", "a: !!float x\n", "a: !!bool x\n", "a: !!null x\n", "a: !!timestamp x\n", "a: !!int 1_000\n", "a: 2026-02-31\n", "a: 12:30:45\n", "a: 190:20:30\n", "a: 0b1010\n", "a: 01004\n", "a: 1e999\n", "a: " + "9" * 5000 + "\n",
    "=: a\n", "a: =\n", "a: <<\n", "yes: no\non: off\n", "null: a\n", "~: a\n", "1: a\n", "1.5: a\n", "? [a, b]\n: c\n", "? {a: b}\n: c\n", "? !!null\n: a\n",
)  # fmt: skip
"""Sound and broken YAML, in the order of the YAML 1.2.2 specification's chapters."""

JSON = (
    '[""]', '["a"]', '{"a":"b"}', '{"a":"b","a":"c"}', '{"":0}', '{"a":[]}', '{"a":{}}', "[]", "{}", "null", "true", '"a"', "42", " ", "[1]\n", '{"a":"\\u0000"}', '["\\uD801\\udc37"]', '["\\uD888\\u1334"]',
    '["\\uDFAA"]', '["\\uD800\\n"]', '["\\uDd1e\\uD834"]', '["\\uD800"]', '["\\u0012"]', '["\\uFFFF"]', '["\\u002c"]', '["\\""]', '["\\\\a"]', '["\\/"]', '["\\b\\f\\n\\r\\t"]', '["€𝄞"]', '["\x7f"]', '["\u2028\u2029"]', '["\u0821"]',
    "[123]", "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0.000000000000000000000000000000001]", "[20e1]", "[-0]", "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]", "[1e-2]", "[123.456789]",
    "[0.4e00669999999999999999999999999999999999999999999999999999999]", "[-1e+9999]", "[1.5e+9999]", "[123123e100000]", "[-237462374673276894279832749832423479823246327846]", "[100000000000000000000]",
    "[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]", "[0.1.2]", "[0.3e+]", "[0.3e]", "[0.e1]", "[0E+]", "[0E]", "[0e+]", "[0e]", "[1.0e+]", "[1.0e-]", "[1.0e]", "[1 000.0]", "[1eE2]", "[2.e+3]",
    "[2.e-3]", "[2.e3]", "[9.e+]", "[Inf]", "[NaN]", "[１]", "[1+2]", "[0x1]", "[0x42]", "[Infinity]", "[0e+-1]", "[-123.123foo]", "[123å]", "[- 1]", "[-012]", "[-.123]", "[-1x]", "[1ea]", "[1.]", "[.123]", "[1.2a-3]", "[1.8011670033376514H-308]",
    '["x"', '["x', "[1,]", '["a",]', "[,1]", "[,]", "[1,,2]", '["x",,]', '["x"]]', '["",]', '["a":1]', "[:]", "[1:2]", "[;]", "[3[4]]", "[1 true]", '["a" "b"]', "[*]", '["",', '["a",\n4\n,1,', '["a\x0b"\\f]', "[1,\n1\n,1", "[{}", "[fals]", "[nul]", "[tru]",
    '{"x", null}', '{"x"::"b"}', "{🇨🇭}", '{"a":"a" 123}', "{key: 'value'}", '{"a" b}', '{:"b"}', '{"a":"b",,}', '{"a":"b",}', '{"a":"b"}#', '{"a":"b"}/**/', '{"a":"b"}//', '{"a":"b",,"c":"d"}', "{a: \"b\"}", '{"a":"a', '{ "foo" : "bar", "a" }', "{'a':0}",
    '{"id":0,}', '{"a":/*comment*/"b"}', '{"a":true} "x"', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{1:1}', "{9999E9999:1}", '{null:null,null:null}', '{"b"::"a"}',
    '["\\u00A"]', '["\\uD800\\u"]', '["\\uD800\\u1"]', '["\\uD800\\u1x"]', "[é]", '["\\a"]', '["\\x00"]', '["\\\\\\"]', '["\\\t"]', '["\\🌀"]', '["\\"]', '["\\uqqqq"]', "['single']", 'abc', '["\\', '"', '["new\nline"]', '["\t"]', '"\\UA66D"', '""x',
    "<.>", "[<null>]", "[1]x", "]", "1]", "[a", '["asd]', "]{", "#", "*", "}", "[][]", '["a", {}', "{}}", '{"":', "{", "{]", "[{", "[,", '{"', "{'", "{{", "[\\u000A\"\"]", '["a', "//", "aå", "[True]", "[1", '{"asd":"asd"', "å", "\u2060", "[\u2060]", "[\x0c]", "\ufeff{}", "[\n\n\r]",
    "[" * 30_000, "[" * 100_000, '[{"":' * 50_000, "{" * 30_000, '{"a":' * 30_000, "[" * 30_000 + "]" * 30_000, '["' + "a" * 70_000 + '"]', '["' + "\\" * 10_000 + '"]', "[" + "1," * 100_000 + "1]",
)  # fmt: skip
"""By the article *Parsing JSON is a minefield* (N. Seriot): accepted, refused and undecided by the standard."""

BYTES = (
    b"", b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xef\xbb\xbf{}", b"\xff\xfea\x00:\x00 \x00b\x00\n\x00", b"\xfe\xff\x00a\x00:\x00 \x00b\x00\n", b"a: \xe9\n", b"a: \xc0\xaf\n", b"a: \xed\xa0\x80\n", b"a: \xf4\x90\x80\x80\n", b"a: \xc3\n",
    b"a: \x80\n", b"a: \xf8\x88\x80\x80\x80\n", b"\x1b[31m: b\n", b"a: b\x00\n", b"PK\x03\x04", b"%PDF-1.7\n", b"\x7fELF", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"SQLite format 3\x00", b"\x1f\x8b\x08", b"<html>", b"<?xml version='1.0'?>", b"#!/bin/sh\nid\n",
    b"<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n", b"\r\n\r\n", b"\t\n", b" " * 1000, b"\n" * 100_000, b"a: " + b"x" * 100_000 + b"\n", b"a: [" + b"x," * 50_000 + b"]\n", b"".join(b"k%d: v\n" % n for n in range(50_000)), b"---\na\n" * 20_000,
    b"a: &a [x]\n" + b"".join(b"k%d: [*a,*a]\n" % n for n in range(1000)), b"? " * 30_000, b"- " * 30_000, b"a: " * 30_000, b"!" * 30_000, b"&a " * 30_000, b"|" * 30_000, b">" * 30_000, b"%" * 30_000, b"'" * 30_001, b'"' * 30_001, b"#" * 100_000, b"\\" * 30_000,
)  # fmt: skip
"""What is no text, no UTF-8, another kind of file, or very much of one thing."""

ALL = (*(text.encode("utf-8", "surrogatepass") for text in (*YAML, *JSON)), *BYTES)
"""Every one as bytes."""
