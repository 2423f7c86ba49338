"""What the columns of tables hold: told by their heads, or by a table before that had the same columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from perr_cli.importers.entries import Entry
from perr_cli.importers.headings import Headings

_HEAD_WORDS = 12
"""The most words of a column's head."""


@dataclass(slots=True)
class Columns:
    """The tables of a document."""

    roles: dict[tuple[int, int], str] = field(default_factory=dict)
    """(table, column) → theme, section, objective, action, both, other."""
    heads: set[int] = field(default_factory=set)
    """The numbers of entries that are heads of columns."""
    first: dict[int, int] = field(default_factory=dict)
    """Table → the row from which the roles hold: that of the heads."""
    widths: dict[int, int] = field(default_factory=dict)
    """Table → how many columns it has."""

    def role(self, entry: Entry) -> str | None:
        """What the column holds in which an entry stands."""
        if entry.cell is None:
            return None
        if entry.cell.columns >= self.widths[entry.cell.table] > 1:
            return None  # it goes over all columns
        if entry.cell.row < self.first.get(entry.cell.table, 0):
            return None
        return self.roles.get((entry.cell.table, entry.cell.column))

    def is_first(self, entry: Entry) -> bool:
        """Whether an entry stands in the first of several columns, or goes over all of them."""
        cell = entry.cell
        return cell is not None and cell.column == 0 and self.widths[cell.table] > 1


def columns(entries: Sequence[Entry], headings: Headings) -> Columns:
    """Read the heads of all tables."""
    tables: defaultdict[int, defaultdict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if entry.cell is not None:
            tables[entry.cell.table][entry.cell.row].append(entry)
    found = Columns()
    former: dict[int, str] = {}
    former_width = 0
    for number, rows in sorted(tables.items()):
        width = max(e.cell.column + e.cell.columns for row in rows.values() for e in row if e.cell)
        found.widths[number] = width
        roles: dict[int, str] = {}
        texts: set[str] = set()
        for row in [rows[n] for n in sorted(rows)]:
            told = _heads(row, headings)
            if told and (not roles or {e.text for e in row} <= texts):
                if not roles and row[0].cell:
                    found.first[number] = row[0].cell.row
                roles = roles or told
                texts = texts or {entry.text for entry in row}
                found.heads.update(entry.number for entry in row)
        if not roles and former_width == width:
            roles = former
        found.roles.update({(number, column): role for column, role in roles.items()})
        former, former_width = roles, width
    return found


def _heads(row: Sequence[Entry], headings: Headings) -> dict[int, str]:
    """The roles that a row of heads gives; nothing if it is none."""
    roles: dict[int, str] = {}
    for entry in row:
        if entry.cell is None or entry.marker.family or len(entry.text.split()) > _HEAD_WORDS:
            return {}
        role = headings.column(entry.full)
        if role:
            roles.setdefault(entry.cell.column, role)
    cells = {entry.cell.column for entry in row if entry.cell}
    return roles if len(roles) > 1 and len(roles) * 2 > len(cells) else {}
