"""The index: every item of a corpus and its words in one SQLite database, made to be searched and compared.

It holds all that a result needs to be printed, so that reading it loads neither YAML nor Pydantic. Words are
stored as they are written (folded) and as their inflection class (`text.base`), in the item's own words and
in those around it: its objective, section, theme and commune.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from perr_cli import text
from perr_cli.items import Item, Level, Objective, Parent, Protocol, Source, Theme, as_item, protocol_ref
from perr_cli.problems import Problem, Severity
from perr_cli.themes import ThemeName

_SCHEMA = """
CREATE TABLE protocol (n INTEGER PRIMARY KEY, ref TEXT UNIQUE, commune TEXT, edition TEXT, name TEXT, insee TEXT,
    departement TEXT, epci TEXT, title TEXT, source TEXT, path TEXT);
CREATE TABLE scheme (n INTEGER PRIMARY KEY, key TEXT, fr TEXT, en TEXT, names TEXT);
CREATE TABLE theme (protocol INTEGER, n INTEGER, key TEXT, title TEXT, PRIMARY KEY (protocol, n));
CREATE TABLE item (n INTEGER PRIMARY KEY, id TEXT UNIQUE, protocol INTEGER, theme_n INTEGER, theme TEXT, section TEXT,
    level TEXT, text TEXT, reading TEXT, note TEXT, objective INTEGER);
CREATE INDEX item_protocol ON item (protocol);
CREATE TABLE problem (path TEXT, code TEXT, line INTEGER, "column" INTEGER, severity TEXT, arguments TEXT);
CREATE TABLE vocabulary (form TEXT PRIMARY KEY, shown TEXT, base TEXT, items INTEGER) WITHOUT ROWID;
CREATE INDEX vocabulary_base ON vocabulary (base);
CREATE VIRTUAL TABLE words USING fts5(form, base, around_form, around_base, content='',
    tokenize="unicode61 tokenchars '_'");
"""

BREAK = "_"
"""Parts what must not be read in a row, such as a section and a theme. No word of a text or a query is this."""

_ITEM = """SELECT item.id, protocol.commune, item.theme, item.section, item.level, item.text, item.reading,
    objective.id, objective.text, objective.reading, item.note, item.theme_n, item.n
    FROM item JOIN protocol ON protocol.n = item.protocol LEFT JOIN item AS objective ON objective.n = item.objective"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One protocol in the list of those loaded, with how much it holds."""

    commune: str
    name: str
    insee: str | None
    edition: str | None
    departement: str | None
    epci: str | None
    path: str
    themes: int
    objectives: int
    actions: int
    preconditions: int

    @property
    def ref(self) -> str:
        """What the ids of the protocol begin with."""
        return protocol_ref(self.commune, self.edition)

    @property
    def display_name(self) -> str:
        """The commune's name as people write it, with the edition where there is one."""
        return f"{self.name} ({self.edition})" if self.edition else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which items a call is about; an empty tuple asks for no restriction."""

    protocols: tuple[str, ...] = ()
    """Protocol refs, as `Entry.ref`."""
    themes: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()

    def sql(self) -> tuple[str, list[str]]:
        """A condition on `item` and `protocol`, and its parameters."""
        parts: list[str] = ["1"]
        values: list[str] = []
        for column, wanted in (
            ("protocol.ref", self.protocols),
            ("item.theme", self.themes),
            ("item.level", tuple(level.value for level in self.levels)),
        ):
            if wanted:
                parts.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values.extend(wanted)
        return " AND ".join(parts), values


class Index:
    """Reads a built index. Everything comes in the order of the corpus."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a question."""
        return self.connection.execute(sql, values).fetchall()

    @cached_property
    def size(self) -> int:
        """How many items there are."""
        ((n,),) = self.rows("SELECT count(*) FROM item")
        return int(n)

    def entries(self) -> list[Entry]:
        """The protocols that are loaded."""
        counted = """SELECT p.commune, p.name, p.insee, p.edition, p.departement, p.epci, p.path,
            (SELECT count(DISTINCT key) FROM theme WHERE protocol = p.n),
            count(*) FILTER (WHERE i.level = 'objective'), count(*) FILTER (WHERE i.level = 'action'),
            count(*) FILTER (WHERE i.level = 'precondition')
            FROM protocol AS p LEFT JOIN item AS i ON i.protocol = p.n GROUP BY p.n ORDER BY p.n"""
        names = tuple(Entry.__dataclass_fields__)
        return [Entry(**dict(zip(names, row, strict=True))) for row in self.rows(counted)]

    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with files that are not in the index."""
        return tuple(
            Problem(path=path, code=code, line=line, column=column, severity=Severity(severity),
                    arguments=tuple((name, value) for name, value in json.loads(arguments)))
            for path, code, line, column, severity, arguments in self.rows(
                'SELECT path, code, line, "column", severity, arguments FROM problem ORDER BY rowid'
            )
        )  # fmt: skip

    def items(self, filters: Filters | None = None) -> list[Item]:
        """The items that the filters keep."""
        condition, values = (filters or Filters()).sql()
        return [_item(row) for row in self.rows(f"{_ITEM} WHERE {condition} ORDER BY item.n", values)]

    def items_at(self, numbers: Iterable[int]) -> dict[int, Item]:
        """The items with these row numbers."""
        wanted = list(numbers)
        found: dict[int, Item] = {}
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ",".join("?" * len(some))
            found.update((row[12], _item(row)) for row in self.rows(f"{_ITEM} WHERE item.n IN ({marks})", some))
        return found

    def protocol(self, ref: str) -> Protocol:
        """One protocol with all its items."""
        ((n, commune, edition, name, insee, departement, epci, title, source, path),) = self.rows(
            "SELECT n, commune, edition, name, insee, departement, epci, title, source, path FROM protocol"
            " WHERE ref = ?",
            (ref,),
        )
        rows = self.rows(f"{_ITEM} WHERE item.protocol = ? ORDER BY item.n", (n,))
        themes = [
            Theme(key=key, title=title, objectives=tuple(_objectives(row for row in rows if row[11] == theme_n)))
            for theme_n, key, title in self.rows("SELECT n, key, title FROM theme WHERE protocol = ? ORDER BY n", (n,))
        ]
        return Protocol(
            commune=commune, name=name, insee=insee, departement=departement, epci=epci, edition=edition, title=title,
            source=Source(**json.loads(source)) if source else None,
            preconditions=tuple(_item(row) for row in rows if row[4] == Level.precondition.value),
            themes=tuple(themes), path=path,
        )  # fmt: skip

    def scheme(self) -> list[ThemeName]:
        """The theme scheme that the corpus was read with."""
        rows = self.rows("SELECT key, fr, en, names FROM scheme ORDER BY n")
        return [ThemeName(key, fr, en, tuple(json.loads(names))) for key, fr, en, names in rows]

    def themes(self) -> list[tuple[str, str, str]]:
        """(protocol ref, theme key, title as printed) of every theme, in the order of the corpus."""
        return self.rows(
            "SELECT protocol.ref, theme.key, theme.title FROM theme JOIN protocol ON protocol.n = theme.protocol"
            " ORDER BY protocol.n, theme.n"
        )


def _item(row: Sequence[Any]) -> Item:
    parent = Parent(id=row[7], text=row[8], reading=row[9]) if row[7] else None
    return Item(
        id=row[0], commune=row[1], theme=row[2], section=row[3], level=Level(row[4]), text=row[5], reading=row[6],
        objective=parent, note=row[10],
    )  # fmt: skip


def _objectives(rows: Iterable[Sequence[Any]]) -> Iterator[Objective]:
    """Objectives with the actions that follow them."""
    pending: Item | None = None
    actions: list[Item] = []
    for row in rows:
        item = _item(row)
        if item.level is Level.objective:
            if pending:
                yield Objective(**pending.values(), actions=tuple(actions))
            pending, actions = item, []
        else:
            actions.append(item)
    if pending:
        yield Objective(**pending.values(), actions=tuple(actions))


def build(
    connection: sqlite3.Connection,
    scheme: Iterable[ThemeName],
    protocols: Iterable[Protocol],
    problems: Iterable[Problem],
) -> None:
    """Fill an empty database with a corpus."""
    connection.executescript(_SCHEMA)
    writer = _Writer(connection)
    with connection:
        connection.executemany(
            "INSERT INTO scheme (key, fr, en, names) VALUES (?, ?, ?, ?)",
            [(theme.key, theme.fr, theme.en, json.dumps(theme.names)) for theme in scheme],
        )
        for protocol in protocols:
            writer.add(protocol)
        writer.finish()
        connection.executemany(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?)",
            [(p.path, p.code, p.line, p.column, p.severity.value, json.dumps(p.arguments)) for p in problems],
        )


class _Writer:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.protocols = 0
        self.items = 0
        self.count: Counter[str] = Counter()
        self.spellings: dict[str, Counter[str]] = {}

    def add(self, protocol: Protocol) -> None:
        """Write one protocol, its themes and its items."""
        n = self.protocols = self.protocols + 1
        source = json.dumps(asdict(protocol.source)) if protocol.source else None
        self.connection.execute(
            "INSERT INTO protocol VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (n, protocol.ref, protocol.commune, protocol.edition, protocol.name, protocol.insee, protocol.departement,
             protocol.epci, protocol.title, source, protocol.path),
        )  # fmt: skip
        commune = self._words(protocol.name)
        for item in protocol.preconditions:
            self._item(item, n, None, [commune])
        for number, theme in enumerate(protocol.themes):
            self.connection.execute("INSERT INTO theme VALUES (?, ?, ?, ?)", (n, number, theme.key, theme.title))
            title = self._words(theme.title)
            for objective in theme.objectives:
                around = [self._words(objective.section or ""), title, commune]
                at = self._item(as_item(objective), n, number, around)
                inside = [self._words(objective.meaning), *around]
                for action in objective.actions:
                    self._item(action, n, number, inside, at)

    def _item(
        self, item: Item, protocol: int, theme: int | None, around: Sequence[list[str]], objective: int | None = None
    ) -> int:
        n = self.items = self.items + 1
        self.connection.execute(
            "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (n, item.id, protocol, theme, item.theme, item.section, item.level.value, item.text, item.reading,
             item.note, objective),
        )  # fmt: skip
        own = self._words(item.meaning)
        self.count.update(set(own))
        beside = [form for words in around if words for form in (BREAK, *words)]
        self.connection.execute(
            "INSERT INTO words (rowid, form, base, around_form, around_base) VALUES (?, ?, ?, ?, ?)",
            (n, " ".join(own), " ".join(map(text.base, own)), " ".join(beside), " ".join(map(text.base, beside))),
        )
        return n

    def _words(self, original: str) -> list[str]:
        forms = []
        for token in text.tokens(original):
            forms.append(token.form)
            spelling = original[token.start : token.end].lower()
            self.spellings.setdefault(token.form, Counter())[spelling] += 1
        return forms

    def finish(self) -> None:
        """Write the vocabulary: every form, how it is mostly spelt, and in how many items it stands."""
        self.connection.executemany(
            "INSERT INTO vocabulary VALUES (?, ?, ?, ?)",
            (
                (form, max(spelt, key=lambda s: (spelt[s], s)), text.base(form), self.count[form])
                for form, spelt in self.spellings.items()
            ),
        )
