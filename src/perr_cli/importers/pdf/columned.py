"""Columns of a page told by the white between them: of a text in two columns, and of tables without rulings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from perr_cli.importers.markers import is_only_a_marker
from perr_cli.importers.pdf.printed import PrintedLine, Word, lines_of

_LEAST = 3
"""Lines from which a column is one."""
_WHITE = 6.0
"""Points of white that part columns at least."""


class Strip(NamedTuple):
    """Lines that are read one after the other; `cell` is (table, row, column) where they are a table's."""

    lines: list[PrintedLine]
    cell: tuple[int, int, int] | None = None


def strips(
    words: Sequence[Word], width: float, page: int, likely: float | None = None
) -> tuple[list[Strip], float | None]:
    """The words of a part of a page in the order of reading, and where the white between its columns is. `likely` is
    where it was on the page before: few lines are enough to see that it is there again."""
    rows = lines_of(words, page)
    gutter = likely if likely is not None and _is_again(rows, likely) else _gutter(rows, width)
    return (_parted(rows, gutter, page) if gutter is not None else [Strip(rows)]), gutter


def _is_again(rows: Sequence[PrintedLine], x: float) -> bool:
    free = [row for row in rows if not _crosses(row, x)]
    return 3 * len(free) >= 2 * len(rows) and any(row.left > x for row in free) and any(row.left < x for row in free)


def _parted(rows: Sequence[PrintedLine], gutter: float, page: int) -> list[Strip]:
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
    crossing = _crossing(rows, int(width))
    first, last = min(row.left for row in rows), max(row.right for row in rows)
    # Words may stand beside the page.
    first, last = max(first, 0.0), min(last, width)
    middle = range(int(first + 0.2 * (last - first)), int(first + 0.8 * (last - first)))
    places = [x for x in middle if 2 * crossing[x] <= len(rows)]
    for least in sorted({crossing[x] for x in places}):
        fitting = [x for x in places if crossing[x] == least and _parts(rows, x)]
        if fitting:
            return fitting[len(fitting) // 2]
    return None


def _crossing(rows: Sequence[PrintedLine], width: int) -> list[int]:
    """For each point of a page's width, how many lines have a word there or near."""
    steps = [0] * (width + 2)
    for row in rows:
        end = -1
        for word in row.words:
            first = max(int(word.left - _WHITE / 2) + 1, end + 1, 0)
            last = min(int(word.right + _WHITE / 2), width)
            if first <= last:
                steps[first] += 1
                steps[last + 1] -= 1
                end = last
    return list(accumulate(steps))


def _parts(rows: Sequence[PrintedLine], x: float) -> bool:
    """Whether there are columns on both sides of a place."""
    free = [row for row in rows if not _crosses(row, x)]
    left = [row for row in free if row.left < x]
    right = [row for row in free if row.right > x]
    beside = len(left) + len(right) - len(free)
    if min(len(left), len(right), beside) < _LEAST or 2 * len(free) < len(rows) or 3 * beside < len(right):
        return False
    # The white behind numbers is none between columns.
    return sum(is_only_a_marker(_text_before(row, x)) for row in left) * 2 <= len(left)


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
