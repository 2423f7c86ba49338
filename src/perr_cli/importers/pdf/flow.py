"""Pages put into the order of reading: tables cell by cell, columns one after the other, running lines apart."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from perr_cli.importers.interface import Block, Cell, Kind, Line
from perr_cli.importers.pdf.columned import strips
from perr_cli.importers.pdf.grids import Grid, grids
from perr_cli.importers.pdf.paragraphs import Paragraph, goes_on, paragraphs
from perr_cli.importers.pdf.printed import Mark, Page, PrintedLine, Word, common_size, is_call, lines_of
from perr_cli.importers.pdf.running import running


@dataclass(slots=True)
class _Flow:
    """Lines that are read one after the other: a column, or a cell."""

    lines: list[PrintedLine]
    left: float
    edge: float
    cell: Cell | None = None
    kind: Kind = Kind.body


@dataclass(slots=True)
class _Table:
    """The table that was read last, which may go on on the next page."""

    number: int
    columns: tuple[float, ...]
    rows: int
    heads: tuple[str, ...]
    last: dict[int, _Flow] = field(default_factory=dict)
    """Column → the flow of its lowest cell."""


def arranged(pages: Sequence[Page]) -> tuple[str, tuple[Block, ...]]:
    """The text of a document, and the blocks in it."""
    arranger = _Arranger(pages)
    return arranger.text(), tuple(arranger.blocks())


class _Arranger:
    """Puts one document in order."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._body = common_size(word for page in pages for word in page.words)
        self._tables = 0
        self._table: _Table | None = None
        self._gutter: float | None = None
        """Where the white between columns was on a page before."""
        self._flows: list[list[_Flow]] = []
        tables = [grids(page.across, page.down) for page in pages]
        outside = [
            lines_of([word for word in page.words if not _in_any(word, found)], number)
            for number, (page, found) in enumerate(zip(pages, tables, strict=True))
        ]
        kinds = running(outside, self._body)
        for number, (page, found) in enumerate(zip(pages, tables, strict=True)):
            self._flows.append(self._page(page, number, found, outside[number], kinds))

    # Text and blocks

    def text(self) -> str:
        """Lines in the order of reading, pages parted by form feeds; sets where each line stands."""
        self._starts: dict[int, int] = {}
        parts: list[str] = []
        length = 0
        for flows in self._flows:
            page = []
            for flow in flows:
                for line in flow.lines:
                    self._starts[id(line)] = length
                    page.append(line.text)
                    length += len(line.text) + 1
            parts.append("\n".join(page))
            length += not page
        return "\f".join(parts)

    def blocks(self) -> list[Block]:
        """The blocks in the order of reading; a cell that goes on on the next page is read at once."""
        found: list[tuple[Block, Paragraph, _Flow]] = []
        made: dict[Cell, list[tuple[Block, Paragraph, _Flow]]] = {}
        order: list[list[tuple[Block, Paragraph, _Flow]]] = []
        for flow in (flow for flows in self._flows for flow in flows):
            here = made.get(flow.cell) if flow.cell else None
            if here is None:
                here = []
                order.append(here)
                if flow.cell:
                    made[flow.cell] = here
            for paragraph in self._paragraphs(flow):
                here.append((self._block(paragraph, flow), paragraph, flow))
        found = [one for group in order for one in group]
        joined: list[tuple[Block, Paragraph, _Flow]] = []
        for one in found:
            before = joined[-1] if joined else None
            if before and _column_goes_on(before, one):
                both = Paragraph([*before[1].lines, *one[1].lines], before[1].text_left, before[1].marked)
                joined[-1] = (self._block(both, before[2]), both, before[2])
            else:
                joined.append(one)
        return [block for block, _, _ in joined]

    def _paragraphs(self, flow: _Flow) -> list[Paragraph]:
        if flow.kind is not Kind.body:
            return [Paragraph([line], line.left) for line in flow.lines]
        return paragraphs(flow.lines, flow.edge, self._body)

    def _block(self, paragraph: Paragraph, flow: _Flow) -> Block:
        lines = tuple(Line(line.text, self._starts[id(line)], self._starts[id(line)] + len(line.text))
                      for line in paragraph.lines)  # fmt: skip
        first = paragraph.lines[0]
        colours = {line.colour for line in paragraph.lines}
        return Block(
            lines=lines,
            kind=Kind.contents if flow.kind is Kind.body and paragraph.contents else flow.kind,
            marker=first.sign,
            indent=max(0.0, round(first.left - flow.left, 1)),
            size=common_size(word for line in paragraph.lines for word in line.words),
            bold=all(line.bold for line in paragraph.lines),
            colour=next(iter(colours)) if len(colours) == 1 else "",
            cell=flow.cell,
        )

    # Pages

    def _page(
        self, page: Page, number: int, found: Sequence[Grid], outside: list[PrintedLine], kinds: dict[int, Kind]
    ) -> list[_Flow]:
        heads = [line for line in outside if kinds.get(id(line)) is Kind.header]
        feet = [line for line in outside if kinds.get(id(line)) is Kind.footer]
        free = [line for line in outside if id(line) not in kinds]
        free, notes = self._notes(free, page)
        flows = [_Flow([line], 0, 0, kind=Kind.header) for line in heads]
        bounds = [-math.inf, *(edge for grid in found for edge in (grid.box.top, grid.box.bottom)), math.inf]
        for n in range(0, len(bounds), 2):
            between = [line for line in free if bounds[n] <= line.base - 1 < bounds[n + 1]]
            flows += self._free(between, number, page)
            if n // 2 < len(found):
                first = not any(flow.kind is Kind.body for flow in flows)
                flows += self._grid(found[n // 2], page, number, first=first)
        flows += [_Flow([line], 0, 0, kind=Kind.footnote) for line in notes]
        flows += [_Flow([line], 0, 0, kind=Kind.footer) for line in feet]
        calls = [call for flow in flows for call in _without_calls(flow)]
        for flow in flows:
            self._sign(flow, page.marks)
        return [flow for flow in (*flows, *calls) if flow.lines]

    def _notes(self, lines: list[PrintedLine], page: Page) -> tuple[list[PrintedLine], list[PrintedLine]]:
        """The lines of a page, and its footnotes: small, at the bottom, beginning with a number."""
        at = len(lines)
        while at and lines[at - 1].size < 0.9 * self._body and lines[at - 1].base > 0.5 * page.height:
            at -= 1
        while at < len(lines) and not re.match(r"[\d*¹²³(\[]", lines[at].text):
            at += 1
        return lines[:at], lines[at:]

    def _free(self, lines: list[PrintedLine], number: int, page: Page) -> list[_Flow]:
        """Text outside of tables that are ruled: columns, and tables without rulings."""
        if not lines:
            return []
        self._table = None
        flows = []
        words = [word for line in lines for word in line.words]
        found, gutter = strips(words, page.width, number, self._gutter)
        self._gutter = gutter or self._gutter
        for strip in found:
            cell = None
            if strip.cell:
                table, row, column = strip.cell
                cell = Cell(self._tables + table, row, column)
            flows.append(_Flow(strip.lines, min(line.left for line in strip.lines),
                               max(line.right for line in strip.lines), cell))  # fmt: skip
        self._tables += len({flow.cell.table for flow in flows if flow.cell})
        return flows

    # Tables

    def _grid(self, grid: Grid, page: Page, number: int, *, first: bool) -> list[_Flow]:
        words = [word for word in page.words if _in(word, grid)]
        cells: list[_Flow] = []
        held: set[int] = set()
        for row, column, rows, columns, box in grid.cells:
            inside = [
                w for w in words if id(w) not in held and box.holds((w.left + w.right) / 2, w.base - 0.3 * w.size)
            ]
            held.update(map(id, inside))
            lines = lines_of(inside, number)
            if lines:
                padding = max(1.0, min(line.left for line in lines) - box.left)
                edge = max(box.right - padding, *(line.right for line in lines))
                cells.append(_Flow(lines, box.left, edge, Cell(0, row, column, rows, columns)))
        if not cells:
            return []
        return self._numbered(grid, cells, first=first)

    def _numbered(self, grid: Grid, cells: list[_Flow], *, first: bool) -> list[_Flow]:
        """The cells with their places in the document's tables: a table may go on from the page before."""
        heads = tuple(" ".join(line.text for line in flow.lines) for flow in cells if flow.cell and flow.cell.row == 0)
        table = self._table
        offset = 0
        goes_on_here = first and table is not None and _same_columns(table.columns, grid.columns)
        if not goes_on_here or table is None:
            table = _Table(self._tables, grid.columns, 0, heads)
            self._tables += 1
        elif heads == table.heads and len(heads) > 1:
            for flow in cells:
                if flow.cell and flow.cell.row == 0:
                    flow.kind = Kind.header
            offset = table.rows
        else:
            offset = table.rows
        self._place(table, cells, offset)
        table.rows = offset + grid.rows
        self._table = table
        return cells

    def _place(self, table: _Table, cells: list[_Flow], offset: int) -> None:
        top = min((f.cell.row for f in cells if f.cell and f.kind is Kind.body), default=0)
        firsts = [f for f in cells if f.cell and f.kind is Kind.body and f.cell.row == top]
        broken = bool(offset) and _is_broken(table, firsts)
        for flow in cells:
            if flow.cell is None:
                continue
            former = table.last.get(flow.cell.column)
            if broken and flow in firsts and former and former.cell:
                flow.cell = former.cell
            else:
                place = flow.cell
                flow.cell = Cell(table.number, place.row + offset, place.column, place.rows, place.columns)
            if flow.kind is Kind.body:
                table.last[flow.cell.column] = flow

    def _sign(self, flow: _Flow, marks: Sequence[Mark]) -> None:
        """Give lines the bullets that are drawn before them."""
        for line in flow.lines:
            for mark in marks:
                if -0.1 * line.size < line.base - mark.y < 0.9 * line.size and 1 < line.left - mark.x < 3 * line.size:
                    line.sign = mark.sign


def _in(word: Word, grid: Grid) -> bool:
    return grid.box.holds((word.left + word.right) / 2, word.base - 0.3 * word.size)


def _in_any(word: Word, found: Sequence[Grid]) -> bool:
    return any(_in(word, grid) for grid in found)


def _same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two pages' tables have the same columns; one may lack some inner ones."""
    few, many = sorted((one, other), key=len)
    return all(any(abs(x - y) < 6 for y in many) for x in few) and len(many) - len(few) <= 1 and len(few) > 1


def _is_broken(table: _Table, firsts: Sequence[_Flow]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before: its first text goes on."""
    for flow in firsts:
        former = table.last.get(flow.cell.column) if flow.cell else None
        above = Paragraph([former.lines[-1]], 0) if former else None
        return above is not None and goes_on(above, paragraphs(flow.lines, flow.edge, 0)[0])
    return False


def _without_calls(flow: _Flow) -> list[_Flow]:
    """Take the calls of footnotes out of lines: flows of their own."""
    calls: list[_Flow] = []
    for n, line in enumerate(flow.lines if flow.kind is Kind.body else ()):
        kept = [word for before, word in zip([None, *line.words], line.words, strict=False)
                if not is_call(word, before, line)]  # fmt: skip
        if kept and len(kept) < len(line.words):
            calls += [_Flow([PrintedLine([word], line.page)], 0, 0, kind=Kind.footnote) for word in line.words
                      if word not in kept]  # fmt: skip
            flow.lines[n] = PrintedLine(_closed(kept), line.page)
    return calls


def _closed(words: list[Word]) -> list[Word]:
    """Words with the punctuation that stood behind a call at the word before it."""
    told: list[Word] = []
    for word in words:
        if told and word.text[0] in ".,;:)»" and word.left - told[-1].right < word.size:
            told[-1] = told[-1]._replace(text=told[-1].text + word.text, right=word.right)
        else:
            told.append(word)
    return told


def _column_goes_on(before: tuple[Block, Paragraph, _Flow], one: tuple[Block, Paragraph, _Flow]) -> bool:
    """Whether a paragraph at the top of a column goes on from the bottom of the one before."""
    (_, above, upper), (_, below, lower) = before, one
    if upper is lower or upper.kind is not Kind.body or lower.kind is not Kind.body or above.contents:
        return False
    if upper.cell != lower.cell or below.lines[0] is not lower.lines[0]:
        return False
    return goes_on(above, below)
