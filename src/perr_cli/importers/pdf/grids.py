"""Tables found by their rulings: lines that cross make a grid, and a cell is what no ruling parts."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from perr_cli.importers.pdf.printed import Box

_NEAR = 3.0
"""Points within which two rulings are the same, or touch."""


class GridCell(NamedTuple):
    """A cell: its place in the grid, and its rectangle on the page."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of one page."""

    box: Box
    columns: tuple[float, ...]
    """Where its columns begin, and where the last ends."""
    rows: int
    cells: tuple[GridCell, ...]


def grids(across: Sequence[Box], down: Sequence[Box]) -> list[Grid]:
    """The tables that rulings draw, from top to bottom. A single frame is none."""
    found = [grid for group in _groups([*across, *down], len(across)) if (grid := _grid(*group))]
    outer = [grid for grid in found if not any(other is not grid and _inside(grid.box, other.box) for other in found)]
    return sorted(outer, key=lambda grid: grid.box.top)


def _inside(box: Box, other: Box) -> bool:
    return (
        other.left - _NEAR <= box.left and box.right <= other.right + _NEAR
        and other.top - _NEAR <= box.top and box.bottom <= other.bottom + _NEAR
    )  # fmt: skip


def _groups(lines: Sequence[Box], across: int) -> list[tuple[list[Box], list[Box]]]:
    """Rulings that touch each other, directly or through others."""
    parent = list(range(len(lines)))

    def find(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    order = sorted(range(len(lines)), key=lambda n: lines[n].top)
    open_: list[int] = []
    for n in order:
        line = lines[n]
        open_ = [m for m in open_ if lines[m].bottom + _NEAR >= line.top]
        for m in open_:
            if lines[m].left - _NEAR <= line.right and line.left <= lines[m].right + _NEAR:
                parent[find(n)] = find(m)
        open_.append(n)
    groups: defaultdict[int, tuple[list[Box], list[Box]]] = defaultdict(lambda: ([], []))
    for n, line in enumerate(lines):
        groups[find(n)][0 if n < across else 1].append(line)
    return list(groups.values())


def _grid(across: list[Box], down: list[Box]) -> Grid | None:
    if not across or not down:
        return None
    # A row that a page breaks is open below or above, a table may be open at its sides.
    ys = _merged([*((line.top + line.bottom) / 2 for line in across), *_ends(down, 1, 3)])
    xs = _merged([*((line.left + line.right) / 2 for line in down), *_ends(across, 0, 2)])
    if len(ys) < 2 or len(xs) < 2 or (len(ys) == 2 and len(xs) == 2):
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns > 20_000:
        return None
    walls = _Walls(across, down)
    region: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            place = (row, column)
            top, bottom, left, right = ys[row], ys[row + 1], xs[column], xs[column + 1]
            region[place] = place
            if column and not walls.stands(left, top, bottom):
                region[place] = region[row, column - 1]
            elif row and not walls.lies(top, left, right):
                region[place] = region[row - 1, column]
    members: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place, first in region.items():
        members[first].append(place)
    cells = []
    for places in members.values():
        top, left = min(r for r, _ in places), min(c for _, c in places)
        bottom, right = max(r for r, _ in places), max(c for _, c in places)
        box = Box(xs[left], ys[top], xs[right + 1], ys[bottom + 1])
        cells.append(GridCell(top, left, bottom - top + 1, right - left + 1, box))
    if len(cells) < 2:
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), rows, tuple(sorted(cells)))


def _ends(lines: Sequence[Box], first: int, last: int) -> tuple[float, float]:
    """How far rulings reach."""
    return min(line[first] for line in lines), max(line[last] for line in lines)


class _Walls:
    """Where rulings part cells."""

    def __init__(self, across: Sequence[Box], down: Sequence[Box]) -> None:
        self._across = sorted(across, key=lambda line: line.top)
        self._down = sorted(down, key=lambda line: line.left)
        self._tops = [line.top for line in self._across]
        self._lefts = [line.left for line in self._down]

    def stands(self, x: float, top: float, bottom: float) -> bool:
        """Whether a vertical ruling stands there for most of the way."""
        near = self._down[bisect_right(self._lefts, x - 2 * _NEAR) : bisect_right(self._lefts, x + 2 * _NEAR)]
        return sum(max(0.0, min(line.bottom, bottom) - max(line.top, top)) for line in near) > 0.6 * (bottom - top)

    def lies(self, y: float, left: float, right: float) -> bool:
        """Whether a horizontal ruling lies there for most of the way."""
        near = self._across[bisect_right(self._tops, y - 2 * _NEAR) : bisect_right(self._tops, y + 2 * _NEAR)]
        return sum(max(0.0, min(line.right, right) - max(line.left, left)) for line in near) > 0.6 * (right - left)


def _merged(values: Sequence[float]) -> list[float]:
    """Values that are nearly the same as one, sorted."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * _NEAR:
            found.append(value)
    return found
