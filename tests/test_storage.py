"""The safe loader: what it refuses, where, and what it keeps as typed; the atomic write."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from perr_cli import storage
from perr_cli.errors import OutputError
from perr_cli.storage import MAX_BYTES, Unreadable, atomic, load, parse


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("a: &x 1\n", "f:1:4: anchors, aliases and merge keys are not allowed ; write the text out"),
        ("a: *x\n", "f:1:4: anchors, aliases and merge keys are not allowed ; write the text out"),
        ("<<: {a: b}\n", "f:1:1: anchors, aliases and merge keys are not allowed ; write the text out"),
        (
            "a: !!python/object:os.system x\n",
            "f:1:4: the tag tag:yaml.org,2002:python/object:os.system is not allowed ;"
            " every value is text: remove the tag",
        ),
        ("a: !mine x\n", "f:1:4: the tag !mine is not allowed ; every value is text: remove the tag"),
        (
            "a: !!binary x\n",
            "f:1:4: the tag tag:yaml.org,2002:binary is not allowed ; every value is text: remove the tag",
        ),
        ("a: !!set {b}\n", "f:1:4: the tag tag:yaml.org,2002:set is not allowed ; every value is text: remove the tag"),
        (
            "a: !!omap []\n",
            "f:1:4: the tag tag:yaml.org,2002:omap is not allowed ; every value is text: remove the tag",
        ),
        ("a: ! b\n", "f:1:4: the tag ! is not allowed ; every value is text: remove the tag"),
        ("a: &x [*x]\n", "f:1:4: anchors, aliases and merge keys are not allowed ; write the text out"),
        ("a:\n  <<: [*b, *b]\n", "f:2:3: anchors, aliases and merge keys are not allowed ; write the text out"),
        ("a: {b: 1, b: 2}\n", "f:1:11: “b” stands here and in line 1 ; keep one of them"),
        (
            "a: x\n<<<<<<< HEAD\nb: y\n",
            "f:2:1: two versions of the file were not brought together ; "
            "keep one of the two, and remove the lines <<<<<<<, ======= and >>>>>>>",
        ),
        (
            "a: 'x\n\n<<<<<<< HEAD\n  y\n=======\n  z\n>>>>>>> b'\n",
            "f:3:1: two versions of the file were not brought together ; "
            "keep one of the two, and remove the lines <<<<<<<, ======= and >>>>>>>",
        ),
        (
            "a: x\nb\n",
            "f:3:1: not valid YAML: could not find expected ':' ; check quotes and indentation at this place",
        ),
        (
            "a: [1\n",
            "f:2:1: not valid YAML: did not find expected ',' or ']' ; check quotes and indentation at this place",
        ),
        ("a: b\n...\n---\nc: d\n", "f:3:1: a second document begins here ; make it a file of its own"),
        ("a: " + "[" * 20 + "]" * 20, "f:1:23: nested deeper than 20 levels ; a protocol needs eight"),
        ("null\n", "f:1: no protocol in this file ; begin with “commune:” and “themes:”"),
        (b"a: \xc0\xaf\n", "f:1: not UTF-8, at byte 3 ; save the file as UTF-8"),
        (b"a: b\nc: '\xed\xa0\x80'\n", "f:2: not UTF-8, at byte 9 ; save the file as UTF-8"),
        ("\ufeff\ufeffa: b\n", "f:1:1: the character U+FEFF must not stand here ; remove it"),
        ("a: b\x7f\n", "f:1:5: the character U+007F must not stand here ; remove it"),
        ('a: 1\n"a:": 2\na: 3\n', "f:3:1: “a” stands here and in line 1 ; keep one of them"),
        ("a: 1\nb: 2\na: 3\n", "f:3:1: “a” stands here and in line 1 ; keep one of them"),
        (
            "a:\n\tb: 1\n",
            "f:2:1: not valid YAML: found character that cannot start any token ;"
            " check quotes and indentation at this place",
        ),
        (
            "a: 'b\n",
            "f:2:1: not valid YAML: found unexpected end of stream ; check quotes and indentation at this place",
        ),
        ("a: 1\n---\nb: 2\n", "f:2:1: a second document begins here ; make it a file of its own"),
        ("? [a]\n: b\n", "f:1:3: a key must be plain text ; write “key: value”"),
        ("", "f:1: no protocol in this file ; begin with “commune:” and “themes:”"),
        ("# only a comment\n", "f:1: no protocol in this file ; begin with “commune:” and “themes:”"),
        ("- a\n", "f:1: no protocol in this file ; begin with “commune:” and “themes:”"),
        (b"commune: \xe9\n", "f:1: not UTF-8, at byte 9 ; save the file as UTF-8"),
        ("a: b\nc: d\ufeff\n", "f:2:5: the character U+FEFF must not stand here ; remove it"),
        (b"a: b\rc: d\re: \xe9\r", "f:3: not UTF-8, at byte 13 ; save the file as UTF-8"),
        ("a: un\u2028deux\n", "f:1:6: the character U+2028 must not stand here ; remove it"),
        (
            "a: " + "x" * 65_537,
            "f:1:4: a text of more than 65536 characters ; a commitment is a sentence or two: split it",
        ),
        ("a: \x00\n", "f:1:4: the character U+0000 must not stand here ; remove it"),
        ("a: \x1b[31m\n", "f:1:4: the character U+001B must not stand here ; remove it"),
        (
            'a: "\\ud800"\n',
            "f:1:7: not valid YAML: found invalid Unicode character escape code ;"
            " check quotes and indentation at this place",
        ),
    ],
)
def test_refused_with_its_place(yaml: str | bytes, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse(yaml if isinstance(yaml, bytes) else yaml.encode(), "f")
    assert str(refused.value) == message


@pytest.mark.parametrize("brackets", [1_000, 30_000, 100_000])
def test_any_depth_is_refused_and_no_crash(brackets: int) -> None:
    # Where it is noticed depends on the YAML library, which may look ahead before it tells what it saw.
    with pytest.raises(Unreadable) as refused:
        parse(b"a: " + b"[" * brackets, "f")
    assert refused.value.problem.code == "too-deep"


@pytest.mark.parametrize(
    "typed", ["no", "yes", "12:30", "1_000", "2026-02-31", "01004", "2A004", ".nan", "1e999", "null", "~", "0x1F"]
)
def test_every_scalar_is_the_text_that_was_typed(typed: str) -> None:
    assert parse(f"a: {typed}\n".encode(), "f").data == {"a": typed}


@pytest.mark.parametrize(
    "data",
    [
        b"a: b\nc:\n- d\n",
        b"\xef\xbb\xbfa: b\nc:\n- d\n",
        b"a: b\r\nc:\r\n- d\r\n",
        b"a: b\rc:\r- d",
        "\ufeffa: b\nc:\n- d\n".encode("utf-16-le"),
        "\ufeffa: b\nc:\n- d\n".encode("utf-16-be"),
        b"---\na: b\nc:\n- d\n...\n",
    ],
)
def test_encodings_and_line_ends_make_no_difference(data: bytes) -> None:
    assert parse(data, "f").data == {"a": "b", "c": ["d"]}


def test_a_key_with_nothing_behind_it_is_absent_and_an_empty_text_is_not() -> None:
    assert parse(b'a:\nb: ""\n', "f").data == {"a": None, "b": ""}


def test_what_is_no_regular_file_is_named_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "big").write_bytes(b"a" * (MAX_BYTES + 1))
    told = {}
    for name in ("fifo", "loop", "big", "absent", "."):
        with pytest.raises(Unreadable) as refused:
            load(tmp_path / name)
        told[name] = refused.value.problem.message
    assert told == {
        "fifo": "not a regular file",
        "loop": "cannot be read: Too many levels of symbolic links",
        "big": "larger than 4194304 bytes",
        "absent": "cannot be read: No such file or directory",
        ".": "cannot be read: Is a directory",
    }


def test_a_file_that_would_have_to_be_waited_for_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the kernel's log in `/proc`, which looks like a file."""
    (tmp_path / "log").touch()

    class Log(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002  (the signature of a file)
            return None  # type: ignore[return-value]  # as a file that is not to be waited for does

    monkeypatch.setattr(storage, "open", lambda *_: Log(), raising=False)
    with pytest.raises(Unreadable, match="not a regular file"):
        load(tmp_path / "log")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old")

    def write_and_fail() -> None:
        with atomic(target) as temporary:
            temporary.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_and_fail()
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("out", "old")]


def test_a_write_replaces_whole_and_keeps_the_mode(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old")
    target.chmod(0o640)
    with atomic(target) as temporary:
        temporary.write_text("new")
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("new", 0o640)


@pytest.mark.parametrize("kind", ["symlink", "folder", "fifo"])
def test_only_a_regular_file_is_replaced(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "out"
    (tmp_path / "other").write_text("other")
    if kind == "symlink":
        target.symlink_to("other")
    elif kind == "folder":
        target.mkdir()
    else:
        os.mkfifo(target)
    with pytest.raises(OutputError, match="is not a regular file"), atomic(target):
        pass
    assert (tmp_path / "other").read_text() == "other"


def test_an_existing_file_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old")
    with (
        pytest.raises(OutputError, match="exists ; choose another name, or add --force"),
        atomic(target, replace=False),
    ):
        pass


def test_twenty_levels_are_read_and_values_are_counted() -> None:
    assert parse(("a: " + "[" * 19 + "]" * 19).encode(), "f").data
    with pytest.raises(Unreadable, match="more than 200000 values ; a protocol file holds one commune"):
        parse(b"a:\n" + b"- x\n" * 200_000, "f")


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match="nowhere/out cannot be written: No such file or directory"),
        atomic(tmp_path / "nowhere" / "out"),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
