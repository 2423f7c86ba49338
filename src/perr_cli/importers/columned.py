"""Columns of a page told by the white between them: of a text in two columns, and of tables without rulings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from perr_cli.importers.printed import PrintedLine, Word, lines_of

_LEAST = 3
"""Lines from which a column is one."""


class Strip(NamedTuple):
    """Lines that are read one after the other; `cell` is (table, row, column) where they are a table's."""

    lines: list[PrintedLine]
    cell: tuple[int, int, int] | None = None


def strips(words: Sequence[Word], width: float, page: int) -> list[Strip]:
    """The words of a part of a page in the order of reading."""
    pieces = [piece for line in lines_of(words, page) for piece in _pieces(line)]
    gutter = _gutter(pieces, width)
    if gutter is None:
        return [Strip(lines_of(words, page))]
    found: list[Strip] = []
    band: list[PrintedLine] = []
    tables = 0
    for piece in [*sorted(pieces, key=lambda piece: piece.base), None]:
        if piece is not None and not (piece.left < gutter - 1 and piece.right > gutter + 1):
            band.append(piece)
            continue
        if band:
            made = _band(band, gutter, page, tables)
            tables += any(strip.cell for strip in made)
            found += made
            band = []
        if piece is not None:
            if found and found[-1].cell is None and found[-1].lines[-1].right > gutter > found[-1].lines[-1].left:
                found[-1].lines.append(piece)
            else:
                found.append(Strip([piece]))
    return found


def _pieces(line: PrintedLine) -> list[PrintedLine]:
    """A line parted where the white is wide."""
    groups = [[line.words[0]]]
    for word, after in pairwise(line.words):
        if after.left - word.right > 1.6 * after.size and len(word.text) > 2:
            groups.append([])
        groups[-1].append(after)
    return [PrintedLine(group, line.page) for group in groups]


def _gutter(pieces: Sequence[PrintedLine], width: float) -> float | None:
    """Where the white between two columns is; None where the text has one."""
    best: tuple[int, float] | None = None
    for step in range(int(0.2 * width), int(0.75 * width), 2):
        left = [piece for piece in pieces if piece.right <= step]
        right = [piece for piece in pieces if piece.left >= step]
        crossing = len(pieces) - len(left) - len(right)
        if len(left) < _LEAST or len(right) < _LEAST or crossing * 3 > len(left) + len(right):
            continue
        if not _is_white(left, right) or _beside(left, right) < _LEAST:
            continue
        if best is None or crossing < best[0]:
            best = (crossing, (max(p.right for p in left) + min(p.left for p in right)) / 2)
    return best[1] if best else None


def _is_white(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    return min(piece.left for piece in right) - max(piece.right for piece in left) >= 8


def _beside(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> int:
    """How many lines on one side have one beside them on the other."""
    bases = sorted(piece.base for piece in left)
    return sum(any(abs(piece.base - base) < 0.8 * piece.size for base in bases) for piece in right)


def _band(pieces: Sequence[PrintedLine], gutter: float, page: int, table: int) -> list[Strip]:
    """Two columns, one after the other; or the rows of a table, where the left ones are few."""
    left = _lines([piece for piece in pieces if piece.right <= gutter], page)
    right = _lines([piece for piece in pieces if piece.left >= gutter], page)
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


def _lines(pieces: Sequence[PrintedLine], page: int) -> list[PrintedLine]:
    return lines_of([word for piece in pieces for word in piece.words], page)
