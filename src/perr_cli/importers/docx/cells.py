"""Where the cells of a Word table stand (ECMA-376-1 §17.4): rows and columns, merged cells as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perr_cli.importers.docx.opc import W
from perr_cli.importers.docx.styles import child, switch, value, whole

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAX_SPAN = 1000
_FIRST_ROW, _FIRST_COLUMN = 0x20, 0x80
"""What `w:tblLook` says in one number (§17.4.55)."""


@dataclass(slots=True)
class Spot:
    """The place of a cell; it grows while the table is read."""

    row: int
    column: int
    rows: int
    columns: int


def spots(rows: Iterable[tuple[Element, Sequence[Element]]]) -> list[tuple[Element, Spot]]:
    """The cells of rows (each with its cells) in the order of reading, each with its place. Cells that continue another
    have its place: below it (`vMerge` §17.4.84), or beside it (`hMerge` §17.4.22, which old programs write)."""
    found: list[tuple[Element, Spot]] = []
    merged: dict[int, Spot] = {}
    for number, (row, cells) in enumerate(rows):
        column = _span(child(row, "trPr"), "gridBefore", 0)
        above, merged = merged, {}
        before: Spot | None = None
        for cell in cells:
            properties = child(cell, "tcPr")
            columns = _span(properties, "gridSpan", 1)
            down = child(properties, "vMerge")
            origin = above.get(column)
            if before and value(properties, "hMerge") == "continue":
                before.columns = max(before.columns, column + columns - before.column)
            elif down is not None and down.get(W + "val") != "restart" and origin:
                before = merged[column] = origin
                before.rows = number - before.row + 1
            else:
                before = Spot(number, column, 1, columns)
                if down is not None:
                    merged[column] = before
            found.append((cell, before))
            column += columns
    return found


def _span(properties: Element | None, name: str, default: int) -> int:
    return min(max(whole(value(properties, name), default), default), _MAX_SPAN)


def firsts(table: Element) -> tuple[bool, bool]:
    """Whether a table's style sets its first row, and its first column, apart."""
    look = child(child(table, "tblPr"), "tblLook")
    if look is None:
        return False, False
    said = look.get(W + "val", "")
    number = int(said, 16) if said.isalnum() and len(said) <= 4 and set(said.lower()) <= set("0123456789abcdef") else 0
    row, column = (look.get(W + name) for name in ("firstRow", "firstColumn"))
    return (
        row in ("1", "true", "on") if row is not None else bool(number & _FIRST_ROW),
        column in ("1", "true", "on") if column is not None else bool(number & _FIRST_COLUMN),
    )


def out(row: Element) -> str:
    """Why a row is not printed: it was deleted, or is hidden; empty where it is."""
    properties = child(row, "trPr")
    if child(properties, "del") is not None:
        return "deleted"
    return "hidden" if switch(properties, "hidden") else ""
