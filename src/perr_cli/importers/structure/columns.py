"""What the columns of tables hold: told by their heads, or by a table before that had the same columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from perr_cli.importers.structure.entries import Entry
from perr_cli.importers.structure.headings import Headings

_HEAD_WORDS = 12
"""The most words of a column's head."""


@dataclass(slots=True)
class Columns:
    """The tables of a document."""

    roles: dict[tuple[int, int], str] = field(default_factory=dict)
    """(table, column) → theme, section, objective, action, both, other."""
    rows: dict[tuple[int, int], str] = field(default_factory=dict)
    """(table, row) → the same, where the first cell of a row says what stands in it."""
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
        if (entry.cell.table, entry.cell.row) in self.rows:
            return self.rows[entry.cell.table, entry.cell.row]
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
        heads = _row_heads(rows, headings) if width > 1 else {}
        if heads:
            found.rows.update({(number, row): role for row, (_, role) in heads.items()})
            found.heads.update(entry.number for entry, _ in heads.values())
            former_width = 0
            continue
        roles: dict[int, str] = {}
        texts: set[str] = set()
        for row in [rows[n] for n in sorted(rows)]:
            told = _heads(row, headings)
            if told and (not roles or {e.text for e in row} <= texts):
                if not roles and row[0].cell:
                    found.first[number] = row[0].cell.row
                if not roles:
                    headed = max(e.cell.column + e.cell.columns for e in row if e.cell)
                    roles = told | dict.fromkeys(range(headed, width), "other")
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


def _row_heads(rows: Mapping[int, Sequence[Entry]], headings: Headings) -> dict[int, tuple[Entry, str]]:
    """The heads of rows, where every row has one: « Objectif » | …, « Actions » | …"""
    found = {}
    for number, row in rows.items():
        first = [entry for entry in row if entry.cell and entry.cell.column == 0]
        role = headings.column(first[0].full) if len(first) == 1 and len(first[0].text.split()) <= 3 else None
        if role is None or len(row) < 2:
            return {}
        found[number] = (first[0], role)
    return found if {"objective", "action"} <= {role for _, role in found.values()} else {}


def _column(entry: Entry) -> int:
    return entry.cell.column if entry.cell else 0


def by_column(entries: Sequence[Entry], headings: Headings) -> list[Entry]:
    """The entries in the order of reading, where the columns of a table are themes: column by column."""
    rows: defaultdict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.cell is not None:
            rows[entry.cell.table, entry.cell.row].append(entry)
    beside: set[int] = set()
    for (table, _row), row in rows.items():
        matches = [headings.theme(entry.full, False) for entry in row if not entry.marker.family or entry.marker.label]
        keys = {match.key for match in matches if match and match.cover >= 0.5}
        if len(keys) >= 3 and len(row) == len(matches) and len({entry.cell.column for entry in row if entry.cell}) >= 3:
            beside.add(table)
    ordered: list[Entry] = []
    for entry in entries:
        if entry.cell is None or entry.cell.table not in beside:
            ordered.append(entry)
        elif ordered and ordered[-1].cell and ordered[-1].cell.table == entry.cell.table:
            continue
        else:
            whole = [one for one in entries if one.cell and one.cell.table == entry.cell.table]
            ordered += sorted(whole, key=_column)
    return [replace(entry, number=number) for number, entry in enumerate(ordered)]
