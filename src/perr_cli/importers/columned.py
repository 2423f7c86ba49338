"""Columns of a page told by the white between them: of a text in two columns, and of tables without rulings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from perr_cli.importers.markers import is_only_a_marker
from perr_cli.importers.printed import PrintedLine, Word, lines_of

_LEAST = 3
"""Lines from which a column is one."""
_WHITE = 8.0
"""Points of white that part columns at least."""


class Strip(NamedTuple):
    """Lines that are read one after the other; `cell` is (table, row, column) where they are a table's."""

    lines: list[PrintedLine]
    cell: tuple[int, int, int] | None = None


def strips(words: Sequence[Word], width: float, page: int) -> list[Strip]:
    """The words of a part of a page in the order of reading."""
    rows = lines_of(words, page)
    gutter = _gutter(rows, width)
    if gutter is None:
        return [Strip(rows)]
    found: list[Strip] = []
    band: list[PrintedLine] = []
    tables = 0
    for row in [*rows, None]:
        if row is not None and not _crosses(row, gutter):
            band.append(row)
            continue
        if band:
            made = _band(band, gutter, page, tables)
            tables += any(strip.cell for strip in made)
            found += made
            band = []
        if row is not None:
            if found and found[-1].cell is None and _crosses(found[-1].lines[0], gutter):
                found[-1].lines.append(row)
            else:
                found.append(Strip([row]))
    return found


def _crosses(row: PrintedLine, x: float) -> bool:
    """Whether a line has a word where the white between the columns would be."""
    return any(word.left < x + _WHITE / 2 and word.right > x - _WHITE / 2 for word in row.words)


def _gutter(rows: Sequence[PrintedLine], width: float) -> float | None:
    """Where the middle of the white between two columns is; None where the text has one column."""
    best: list[tuple[int, float]] = []
    for x in range(int(0.2 * width), int(0.75 * width), 2):
        free = [row for row in rows if not _crosses(row, x)]
        left = [row for row in free if row.left < x]
        right = [row for row in free if row.right > x]
        if sum(is_only_a_marker(_text_before(row, x)) for row in left) * 2 > len(left):
            continue  # the white behind numbers
        beside = len(left) + len(right) - len(free)
        if min(len(left), len(right), beside) >= _LEAST and 2 * len(free) >= len(rows) and 3 * beside >= len(right):
            best.append((len(rows) - len(free), x))
    if not best:
        return None
    least = min(crossing for crossing, _ in best)
    places = [x for crossing, x in best if crossing == least]
    return places[len(places) // 2]


def _text_before(row: PrintedLine, x: float) -> str:
    return " ".join(word.text for word in row.words if word.right <= x)


def _band(rows: Sequence[PrintedLine], gutter: float, page: int, table: int) -> list[Strip]:
    """Two columns, one after the other; or the rows of a table, where the left ones are few."""
    words = [word for row in rows for word in row.words]
    left = lines_of([word for word in words if word.right <= gutter], page)
    right = lines_of([word for word in words if word.right > gutter], page)
    if not left or not right:
        return [Strip(left or right)]
    if len(left) * 2 > len(right):
        return [Strip(left), Strip(right)]
    tops = [left[0].base] + [after.base for line, after in pairwise(left) if after.base - line.base > 1.8 * line.size]
    found: list[Strip] = []
    for row, (top, below) in enumerate(zip(tops, [*tops[1:], float("inf")], strict=True)):
        for column, lines in enumerate((left, right)):
            inside = [
                line
                for line in lines
                if (row == 0 or line.base >= top - 0.5 * line.size) and line.base < below - 0.5 * line.size
            ]
            if inside:
                found.append(Strip(inside, (table, row, column)))
    return found
