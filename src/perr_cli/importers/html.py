"""HTML read as a browser shows it, forgivingly: pages of a site, and the fragments that layout tools leave in text.

The parser of the standard library is used because it says where in the file each thing stands, and takes
whatever it meets: nothing that is opened need be closed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from perr_cli.importers.decoding import decode
from perr_cli.importers.interface import Block, Cell, Extract, Ignored, Kind, Line, Progress
from perr_cli.importers.tags import is_markup

MAX_DEPTH = 200
"""Lists and tables inside each other; what is deeper counts as if it were not."""
MAX_COLUMNS = 1000
"""The columns of a table in which cells go over several rows."""

SILENT = {
    "script": "script", "style": "style", "template": "script", "noscript": "script", "svg": "image",
    "object": "script", "iframe": "script", "math": "image",
}  # fmt: skip
"""Elements whose text is no text of the document, and what they are told as."""
_BREAKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select"
    " summary table tbody td textarea tfoot th thead title tr ul".split()
)
"""Elements that begin and end a paragraph."""
_FURNITURE = {
    "title": Kind.header, "nav": Kind.header, "header": Kind.header, "footer": Kind.footer, "aside": Kind.header,
}  # fmt: skip
_BOLD = frozenset(("b", "strong", "th"))
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SHORT_COMMENT = re.compile("<!---?>")
_DOCTYPE = re.compile(r"<(!doctype|\?xml)\b", re.I)
_END_TAG = re.compile(r"</([A-Za-z][^\s<>/]*)(?=[\s>/])[^<>]*>")  # the name is whole: no end is looked for twice
_SPACES = re.compile(r"[ \t\n\f\r]+")
_BULLETS = ("•", "○", "▪")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def extract(data: bytes, name: str, progress: Progress) -> Extract:
    """A whole page. See `interface.Extractor`."""
    text = decode(data, name)
    reader = Reader(text, furniture=True)
    blocks = tuple(reader.read(0, len(text)))
    progress(1, 1)
    ignored = tuple(Ignored(what, times) for what, times in sorted(reader.ignored.items()))
    return Extract(text=text, blocks=blocks, marked_up=True, ignored=ignored)


@dataclass(slots=True)
class _List:
    """An open list: how its entries are marked, and the number of the last."""

    ordered: bool
    style: str = "1"
    number: int = 0


@dataclass(slots=True)
class _Table:
    """An open table, with the cell that is read."""

    number: int
    row: int = -1
    column: int = -1
    spans: dict[int, int] = field(default_factory=dict)
    """Column → the first row that no cell above takes there."""
    rows: int = 1
    columns: int = 1
    inside: bool = False


class Reader(HTMLParser):
    """Reads parts of a text as HTML, one after another; `ignored` counts what is no text."""

    def __init__(self, text: str, *, furniture: bool = False) -> None:
        """With `furniture`, navigation, page headers and footers are told as such."""
        super().__init__(convert_charrefs=False)
        self.source = text
        self.ignored: Counter[str] = Counter()
        self._furniture = furniture
        self._whole = text
        self._closing: dict[str, bool] = {}
        """Whether the whole text has an end of an element, as far as that was asked."""
        self._tables = 0

    def read(self, start: int, end: int) -> Iterator[Block]:
        """The blocks of a part of the text, from `start` to `end`."""
        self.reset()
        part = self.source[start:end]
        self._base = start
        self._starts = [0, *(match.end() for match in re.finditer("\n", part))]
        self._silent: list[str] = []
        self._kinds: list[tuple[str, Kind]] = []
        self._lists: list[_List] = []
        self._open: list[_Table] = []
        self._unclosed: set[str] = set()
        self._bold = 0
        self._heading = 0
        self._marker = ""
        self._pieces: list[tuple[str, int, int, bool]] = []
        self._lines: list[list[tuple[str, int, int, bool]]] = []
        self._blocks: list[Block] = []
        self.feed(part)
        self.close()
        self._flush()
        yield from self._blocks

    def said(self, tag: str) -> str:
        """What a tag says as a text: nothing, but where it is none."""
        words = Reader(tag)
        words._whole, words._closing = self._whole, self._closing
        return " ".join(line.text for block in words.read(0, len(tag)) for line in block.lines)

    def _is_markup(self, tag: str, attrs: Sequence[tuple[str, str | None]] = ()) -> bool:
        return is_markup(tag, attrs, closes=None if self._furniture else self._closes)

    def _closes(self, tag: str) -> bool:
        """Whether something closes an element anywhere in the text."""
        if tag not in self._closing:
            self._closing[tag] = re.search(f"</{tag}", self._whole, re.I) is not None
        return self._closing[tag]

    # The parser calls these.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        if not self._is_markup(tag, attrs):
            self.handle_data(self.get_starttag_text() or "")
            return
        if tag in SILENT:
            self.ignored[SILENT[tag]] += 1
            self._silent.append(tag)
        if self._silent and not self._breaks_out(tag):
            return
        values = {name: value or "" for name, value in attrs}
        if tag in _BREAKS:
            self._flush()
        if tag == "body":
            self._kinds.clear()
        if tag in _FURNITURE and self._furniture:
            self._kinds.append((tag, _FURNITURE[tag]))
        if tag == "br":
            self._end_line()
        elif tag == "img":
            self.ignored["image"] += 1
        elif tag in _BOLD:
            self._bold += 1
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading = int(tag[1])
        elif tag in ("ul", "ol", "menu") and len(self._lists) < MAX_DEPTH:
            self._lists.append(_List(tag == "ol", values.get("type", "1"), _number(values.get("start", "1")) - 1))
        elif tag == "li":
            self._marker = self._mark(values)
        else:
            self._in_table(tag, values)

    def handle_endtag(self, tag: str) -> None:
        """See `HTMLParser`."""
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
            return
        if tag == "br":  # as browsers take it
            self._end_line()
        if tag in _BREAKS:
            self._flush()
        if self._kinds and self._kinds[-1][0] == tag:
            self._kinds.pop()
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in ("ul", "ol", "menu") and self._lists:
            self._lists.pop()
        elif tag == "table" and self._open:
            self._open.pop()
        elif tag in ("td", "th") and self._open:
            self._open[-1].inside = False
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading = 0

    def parse_endtag(self, i: int) -> int:
        """See `HTMLParser`."""
        found = _END_TAG.match(self.rawdata, i)
        if found and not self._is_markup(found.group(1).lower()):
            self.handle_data(found.group())
            return found.end()
        return super().parse_endtag(i)

    def handle_data(self, data: str) -> None:
        """See `HTMLParser`."""
        if not self._silent:
            start = self._place()
            self._pieces.append((data, start, start + len(data), self._bold > 0))

    def handle_entityref(self, name: str) -> None:
        """See `HTMLParser`."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """See `HTMLParser`."""
        self._reference(f"&#{name}")

    def handle_comment(self, data: str) -> None:  # noqa: ARG002  (the parser's signature)
        """See `HTMLParser`."""
        self.ignored["comment"] += 1

    # Where markup ends, as browsers see it in every version of Python. What is never closed is text, and its end is
    # looked for only once.

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: ARG002
        """See `HTMLParser`."""
        short = _SHORT_COMMENT.match(self.rawdata, i)
        if short:
            self.handle_comment("")
            return short.end()
        return self._closed(i, 4, "-->")

    def parse_html_declaration(self, i: int) -> int:
        """See `HTMLParser`: `<!DOCTYPE html>`, `<![if …]>`."""
        return self._closed(i, 2, ">")

    def parse_pi(self, i: int) -> int:
        """See `HTMLParser`."""
        return self._closed(i, 2, ">")

    def _closed(self, start: int, opening: int, closing: str) -> int:
        found = -1 if closing in self._unclosed else self.rawdata.find(closing, start + opening)
        if found < 0:
            self._unclosed.add(closing)
            self.handle_data(self.rawdata[start : start + opening])
            return start + opening
        if opening == 4:
            early = self.rawdata.find("--!>", start + opening, found)
            found, closing = (early, "--!>") if early >= 0 else (found, closing)
        if not _DOCTYPE.match(self.rawdata, start):
            self.handle_comment(self.rawdata[start:found])
        return found + len(closing)

    # What they are made of.

    def _breaks_out(self, tag: str) -> bool:
        """Whether a tag ends what was silent, as it does in browsers: drawings need not be closed."""
        if self._silent[0] in ("svg", "math") and tag in _BREAKS and tag != "title":
            self._silent.clear()
        return not self._silent

    def _place(self) -> int:
        line, column = self.getpos()
        return self._base + self._starts[line - 1] + column

    def _reference(self, written: str) -> None:
        from html import unescape

        if self._silent:
            return
        start = self._place()
        end = start + len(written)
        if self.source[end : end + 1] == ";":
            written, end = f"{written};", end + 1
        try:
            said = unescape(written)
        except ValueError:  # a number of more digits than Python reads: no character at all
            said = "\ufffd"
        self._pieces.append((said, start, end, self._bold > 0))

    def _mark(self, values: dict[str, str]) -> str:
        if not self._lists:
            return _BULLETS[0]
        entry = self._lists[-1]
        if not entry.ordered:
            return _BULLETS[min(len(self._lists), len(_BULLETS)) - 1]
        entry.number = _number(values["value"]) if "value" in values else entry.number + 1
        return f"{_counted(entry.number, entry.style)}."

    def _in_table(self, tag: str, values: dict[str, str]) -> None:
        if tag == "table" and len(self._open) < MAX_DEPTH:
            self._open.append(_Table(self._tables))
            self._tables += 1
        elif self._open and tag == "tr":
            table = self._open[-1]
            table.row += 1
            table.column = -1
            table.inside = False
        elif self._open and tag in ("td", "th"):
            table = self._open[-1]
            table.row = max(table.row, 0)
            table.column += table.columns if table.column >= 0 else 1
            while table.spans.get(table.column, 0) > table.row:
                table.column += 1
            table.rows, table.columns = _number(values.get("rowspan", "1")), _number(values.get("colspan", "1"))
            if table.rows > 1:
                columns = range(table.column, min(table.column + table.columns, MAX_COLUMNS))
                table.spans.update(dict.fromkeys(columns, table.row + table.rows))
            table.inside = True

    def _end_line(self) -> None:
        self._lines.append(self._pieces)
        self._pieces = []

    def _flush(self) -> None:
        """End the paragraph, if there is one."""
        self._end_line()
        lines = tuple(line for pieces in self._lines if (line := _line(pieces)) is not None)
        pieces = [piece for pieces in self._lines for piece in pieces if piece[0].strip()]
        self._lines = []
        if not lines:
            return
        table = self._open[-1] if self._open else None
        block = Block(
            lines=lines,
            # A page's own title often stands in its header.
            kind=self._kinds[0][1] if self._kinds and not self._heading else Kind.body,
            heading=self._heading,
            marker=self._marker,
            depth=len(self._lists) - 1 if self._lists and self._marker else None,
            bold=all(bold for *_, bold in pieces),
            broken=len(lines) > 1,
        )
        if table and table.inside:
            cell = Cell(table.number, table.row, table.column, table.rows, table.columns)
            block = replace(block, cell=cell)
        self._marker = ""
        self._blocks.append(block)


def _line(pieces: list[tuple[str, int, int, bool]]) -> Line | None:
    """What pieces say on one line, white space as one blank."""
    text = "".join(piece[0] for piece in pieces)
    shown = _SPACES.sub(" ", text).strip(" ")
    if not shown:
        return None
    # Where the first and the last sign stand that is no white space.
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece[0]))

    def at(index: int) -> tuple[tuple[str, int, int, bool], int]:
        number = bisect_right(ends, index) - 1
        return pieces[number], index - ends[number]

    (first, before), (last, within) = (
        at(len(text) - len(text.lstrip(" \t\n\f\r"))),
        at(len(text.rstrip(" \t\n\f\r")) - 1),
    )
    start = first[1] + before if len(first[0]) == first[2] - first[1] else first[1]
    end = last[1] + within + 1 if len(last[0]) == last[2] - last[1] else last[2]
    return Line(shown, start, end)


def _number(written: str) -> int:
    digits = re.match(r"\s*(\d{1,4})", written)
    return min(int(digits.group(1)), 1000) if digits else 1


def _counted(number: int, style: str) -> str:
    if style in ("a", "A") and 0 < number <= len(_LETTERS):
        return _LETTERS[number - 1] if style == "a" else _LETTERS[number - 1].upper()
    if style in ("i", "I") and 0 < number < 40:
        roman = "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
        return roman if style == "i" else roman.upper()
    return str(number)
