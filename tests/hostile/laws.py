"""What must be true of everything that perr prints, whatever the data say."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any, NoReturn

from markdown_it import MarkdownIt

from tests.conftest import Done

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal or a reader of lines could obey; a line break ends a line of ours."""
_ACTIVE = {"link_open", "image", "html_block", "heading_open", "fence", "code_block", "hr", "blockquote_open"}


def holds(done: Done, allowed: tuple[int, ...] = (0, 1)) -> None:
    """A call ends as it should: a status, no fault, and nothing that a terminal would obey."""
    assert done.status in allowed, done
    assert "Traceback" not in done.err
    assert "fault" not in done.err
    for line in done.err.splitlines():
        assert not CONTROL.search(line), line


def shown(out: str) -> None:
    """A table has no character that is obeyed instead of shown."""
    assert not CONTROL.search(out), CONTROL.search(out)


def strict_json(out: str) -> Any:
    """RFC 8259: no NaN, no control character, no lone surrogate, no key twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)

    assert not re.search("[\x00-\x09\x0b-\x1f]", out)
    out.encode("utf-8")
    return json.loads(out, parse_constant=_refuse, object_pairs_hook=once)


def _refuse(name: str) -> NoReturn:
    raise AssertionError(name)


def strict_lines(out: str) -> list[Any]:
    """NDJSON: each line is a value."""
    return [strict_json(line) for line in out.split("\n")[:-1]]


def inert_csv(out: str) -> list[list[str]]:
    """RFC 4180: every row as wide as the head, and no cell that a spreadsheet would run (OWASP)."""
    rows = list(csv.reader(io.StringIO(out), strict=True))
    assert len({len(row) for row in rows}) <= 1
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []
    assert [cell for row in rows for cell in row if CONTROL.search(cell)] == []
    return rows


def inert_markdown(out: str, *, headings: bool = False) -> None:
    """CommonMark with tables: nothing of the data is a link, a picture, a tag or a block."""
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).parse(out)
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert not kinds & (_ACTIVE - ({"heading_open"} if headings else set())), kinds
    tags = {c.content for token in tokens for c in token.children or () if c.type == "html_inline"}
    assert tags <= {"<br>"}, tags
