"""Text read as people and layout tools write it: hard lines, hanging lists, tab-separated cells, HTML and Markdown in
parts of it.

A line is taken for what it looks like: a row of cells where tabs part words, a heading where it is underlined
or begins with `#`, an entry of a list where it begins with a marker. Lines in a row are one paragraph.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from perr_cli.importers.decoding import decode
from perr_cli.importers.html import SILENT, Reader
from perr_cli.importers.interface import Block, Cell, Extract, Ignored, Kind, Line, Progress
from perr_cli.importers.markers import BULLET, NUMBER, is_only_a_marker

_LINE = re.compile(r"([^\n\f]*)(?:[\n\f]|\Z)")
_DEBRIS = re.compile(r"[\s|:+=_*~.\-–—]*")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>")
_SILENT = re.compile(rf"<(?:{'|'.join(SILENT)})\b", re.I)
"""Tags that would take words with them, which they do in a page; in a text they are words themselves."""
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1[:.]?$")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)(.*\S)")
_UNDERLINE = re.compile(r"\s*(=|-|~|\*)\1{2,}\s*$")
_PAGE = re.compile(r"\s*(?:[-–—]\s*)?(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?(?:\s*[-–—])?\s*$", re.I)
_SMALL = re.compile(r"[a-zà-öø-ÿœ(),;:%€&]")
_NARROWEST, _WIDEST = 50, 132
"""How long the longest line may be of a text in which somebody or something broke the lines."""
_PER_CHARACTER = 6.0
"""Points that a character of plain text is taken to be wide."""
_TAB = 4
"""Characters that a tab at the beginning of a line is taken to be wide."""


def extract(data: bytes, name: str, progress: Progress) -> Extract:
    """A text file. See `interface.Extractor`."""
    text = decode(data, name)
    reader = _Text(text)
    blocks = tuple(reader.blocks())
    progress(1, 1)
    ignored = tuple(Ignored(what, times) for what, times in sorted(reader.html.ignored.items()))
    return Extract(text=text, blocks=blocks, marked_up=True, ignored=ignored)


class _Text:
    """Reads a text line by line; a paragraph is told when it has ended."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.html = Reader(text)
        self._lines: list[Line] = []
        self._indent = 0
        self._hang = 0
        """How far the paragraph's later lines may begin, in characters, without being deeper."""
        self._wrapped = _wrapped(text)
        self._table = -1
        self._row = -1

    def blocks(self) -> Iterator[Block]:
        """The blocks in the order of the text."""
        in_table = False
        running = _running(self.text)
        for match in _LINE.finditer(self.text):
            start, end = match.span(1)
            raw = match.group(1)
            if not raw.strip():
                yield from self._end()
                continue
            cells = _cells(raw, in_table)
            if len(cells) > 1:
                yield from self._end()
                self._table += not in_table
                self._row = self._row + 1 if in_table else 0
                in_table = True
                yield from self._cells(cells, start)
                continue
            in_table = False
            if start in running:
                yield from self._end()
                yield _block(self._line(start, end), kind=running[start])
            elif _UNDERLINE.fullmatch(raw) and len(self._lines) == 1:
                heading = 1 if "=" in raw else 2
                yield from (replace(block, heading=heading) for block in self._end())
                yield _block(self._line(start, end), kind=Kind.debris)
            elif _DEBRIS.fullmatch(raw):
                yield from self._end()
                yield _block(self._line(start, end), kind=Kind.debris)
            elif _TAG.search(raw) and not _SILENT.search(raw):
                yield from self._end()
                yield from self.html.read(start, end)
            else:
                yield from self._plain(raw, start)
        yield from self._end()

    def _plain(self, raw: str, start: int) -> Iterator[Block]:
        """A line of a paragraph: its first, or one more."""
        indent = _width(raw)
        heading = _HEADING.match(raw)
        if heading:
            yield from self._end()
            said = heading.group(2).rstrip("#").rstrip() or heading.group(2)
            begin = start + heading.start(2)
            line = Line(said, begin, begin + len(said))
            yield _block(line, heading=len(heading.group(1)))
            return
        stripped = raw.lstrip()
        marked = BULLET.match(stripped) or NUMBER.match(stripped)
        bold = _BOLD.fullmatch(stripped.rstrip())
        if self._lines and (marked or bold or self._parted(indent) or not self._goes_on(stripped)):
            yield from self._end()
        if not self._lines:
            self._indent = indent
            self._hang = indent + (len(marked.group()) if marked else 0)
        self._lines.append(self._line(start, start + len(raw)))

    def _parted(self, indent: int) -> bool:
        """Whether a line that begins there cannot go on with the paragraph: it hangs neither where the first line
        begins nor behind its marker."""
        return indent > self._hang + 1 or indent < self._indent

    def _goes_on(self, line: str) -> bool:
        """Whether a line goes on with the paragraph: its first word had no room on the line before, or is small."""
        before = self._lines[-1]
        begins = before.start - self.text.rfind("\n", 0, before.start) - 1
        end = self._wrapped.get(begins, self._wrapped.get(self._indent, sys.maxsize))
        full = begins + len(before.text) + 1 + len(line.split(maxsplit=1)[0]) > end
        return full or bool(_SMALL.match(line)) or before.text.endswith(("-", "\u00ad"))

    def _line(self, start: int, end: int) -> Line:
        raw = self.text[start:end]
        start += len(raw) - len(raw.lstrip())
        return Line(raw.strip(), start, start + len(raw.strip()))

    def _end(self) -> Iterator[Block]:
        """The paragraph that is open, if there is one."""
        lines, self._lines = self._lines, []
        if lines:
            yield unmarked(Block(lines=tuple(lines), indent=self._indent * _PER_CHARACTER))

    def _cells(self, cells: list[tuple[int, int]], start: int) -> Iterator[Block]:
        for column, (left, right) in enumerate(cells):
            begin, end = start + left, start + right
            place = Cell(self._table, self._row, column)
            raw = self.text[begin:end]
            if not raw.strip():
                continue
            if _TAG.search(raw):
                blocks = list(self.html.read(begin, end))
            elif _DEBRIS.fullmatch(raw):
                blocks = [_block(self._line(begin, end), kind=Kind.debris)]
            else:
                blocks = [unmarked(_block(self._line(begin, end)))]
            yield from (replace(block, cell=place) for block in blocks)


def _block(line: Line, *, kind: Kind = Kind.body, heading: int = 0) -> Block:
    return Block(lines=(line,), kind=kind, heading=heading)


def unmarked(block: Block) -> Block:
    """A block whose words stand between asterisks, as Markdown makes them bold: without these, and bold."""
    first = block.lines[0]
    found = BULLET.match(first.text)
    marker, rest = (found.group(), first.text[found.end() :]) if found else ("", first.text)
    bold = _BOLD.fullmatch(rest)
    if not bold or len(block.lines) > 1 or bold.group(1) in bold.group(2):
        return block
    text = marker + bold.group(2) + rest[bold.end(2) + len(bold.group(1)) :]
    return replace(block, lines=(first._replace(text=text),), bold=True)


def _cells(raw: str, in_table: bool) -> list[tuple[int, int]]:
    """Where the cells of a line stand, if it is a row: parted by tabs, of which those before a list's entry, or behind
    its marker, are none."""
    parts = [
        match.span() for match in re.finditer(r"[^\t]*", raw) if match.start() == 0 or raw[match.start() - 1] == "\t"
    ]
    filled = [raw[left:right] for left, right in parts if raw[left:right].strip()]
    if len(parts) < 2 or (len(filled) < 2 and not (in_table and len(parts) > 1)):
        return [(0, len(raw))]
    if filled and is_only_a_marker(filled[0]):
        return [(0, len(raw))]
    return parts


def _width(raw: str) -> int:
    blank = raw[: len(raw) - len(raw.lstrip())]
    return sum(_TAB if character == "\t" else 1 for character in blank)


def _wrapped(text: str) -> dict[int, int]:
    """For each indent the column at which lines are broken that begin there, where they are."""
    longest: dict[int, int] = {}
    for line in re.split("[\n\f]", text):
        if not _DEBRIS.fullmatch(line):
            indent = _width(line)
            longest[indent] = max(longest.get(indent, 0), len(line.rstrip()))
    return {indent: end for indent, end in longest.items() if _NARROWEST <= end <= _WIDEST}


def _running(text: str) -> dict[int, Kind]:
    """Where lines begin that stand at the top or the bottom of pages: page numbers, and what is the same on several."""
    edges: list[tuple[int, str, Kind]] = []
    start = 0
    pages = text.split("\f")
    for page in pages if len(pages) > 1 else ():
        lines = [match for match in _LINE.finditer(page) if match.group(1).strip()]
        if lines:
            edges.append((start + lines[0].start(), lines[0].group(1), Kind.header))
            edges.append((start + lines[-1].start(), lines[-1].group(1), Kind.footer))
        start += len(page) + 1
    alike = Counter(re.sub(r"\d+", "#", line).strip() for _, line, _ in edges)
    return {
        at: kind for at, line, kind in edges if _PAGE.fullmatch(line) or alike[re.sub(r"\d+", "#", line).strip()] > 1
    }  # fmt: skip
