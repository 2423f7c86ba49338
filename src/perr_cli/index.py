"""The index: every item of a corpus and its words in one SQLite database, made to be searched and compared.

It holds all that a result needs to be printed, so that reading it loads neither YAML nor Pydantic. `indexing` says
how it is made; `cache` keeps it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from perr_cli import text
from perr_cli.concepts import Entry, Kind, Role
from perr_cli.items import Item, Level, Nature, Parent, protocol_ref
from perr_cli.themes import ThemeName

if TYPE_CHECKING:
    from perr_cli.problems import Problem
    from perr_cli.protocols import Objective, Protocol

_Value = TypeVar("_Value")

SCHEMA = """
CREATE TABLE protocol (n INTEGER PRIMARY KEY, ref TEXT UNIQUE, commune TEXT, edition TEXT, name TEXT, insee TEXT,
    departement TEXT, epci TEXT, title TEXT, source TEXT, path TEXT,
    themes INTEGER, objectives INTEGER, actions INTEGER, preconditions INTEGER);
CREATE TABLE scheme (n INTEGER PRIMARY KEY, key TEXT, fr TEXT, en TEXT, names TEXT);
CREATE TABLE theme (protocol INTEGER, n INTEGER, key TEXT, title TEXT, PRIMARY KEY (protocol, n));
CREATE TABLE item (n INTEGER PRIMARY KEY, protocol INTEGER, id TEXT, theme_n INTEGER, theme TEXT, section TEXT,
    level TEXT, text TEXT, reading TEXT, note TEXT, nature TEXT, verbs TEXT, partners TEXT, concepts TEXT,
    objective INTEGER);
CREATE INDEX item_id ON item (id);
CREATE INDEX item_protocol ON item (protocol);
CREATE TABLE vector (item INTEGER PRIMARY KEY, data TEXT, places TEXT);
CREATE TABLE near (entry TEXT, other TEXT, PRIMARY KEY (entry, other)) WITHOUT ROWID;
CREATE TABLE partner (item INTEGER, name TEXT, entry INTEGER, start INTEGER, "end" INTEGER);
CREATE TABLE problem (path TEXT, code TEXT, line INTEGER, "column" INTEGER, severity TEXT, arguments TEXT);
CREATE TABLE vocabulary (form TEXT PRIMARY KEY, shown TEXT, base TEXT, count INTEGER) WITHOUT ROWID;
CREATE INDEX vocabulary_base ON vocabulary (base);
CREATE TABLE entry (n INTEGER PRIMARY KEY, id TEXT UNIQUE, fr TEXT, en TEXT, data TEXT);
CREATE TABLE phrase (words TEXT, entry INTEGER, role TEXT, tied INTEGER);
CREATE TABLE term_word (form TEXT PRIMARY KEY, base TEXT) WITHOUT ROWID;
CREATE INDEX term_word_base ON term_word (base);
CREATE TABLE used (entry INTEGER, written TEXT, count INTEGER);
CREATE TABLE place (n INTEGER PRIMARY KEY, first INTEGER, last INTEGER);
CREATE VIRTUAL TABLE words USING fts5(form, base, expanded, concept, content='', tokenize="unicode61 tokenchars '-_'");
CREATE VIRTUAL TABLE around USING fts5(form, base, expanded, concept, content='', tokenize="unicode61 tokenchars '-_'");
"""

BREAK = "_"
"""Parts what must not be read in a row, such as a section and a theme. No word of a text or a query is this."""

SUFFIXES = {
    Role.term: "",
    Role.capital: "",
    Role.acronym: "_a",
    Role.expansion: "_x",
    Role.member: "_m",
    Role.sign: "_s",
}
"""How the column `concept` tells by what an entry of the thesaurus stands in a text: its id, and one of these."""

_ITEM = """SELECT item.id, protocol.commune, item.theme, item.section, item.level, item.text, item.reading,
    objective.id, objective.text, objective.reading, item.concepts, item.note, item.theme_n, item.n,
    item.nature, item.verbs, item.partners
    FROM item JOIN protocol ON protocol.n = item.protocol LEFT JOIN item AS objective ON objective.n = item.objective"""


class Listed(NamedTuple):
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


class Filters(NamedTuple):
    """Which items a call is about; an empty tuple asks for no restriction."""

    protocols: tuple[str, ...] = ()
    """Protocol refs, as `Listed.ref`."""
    themes: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    concepts: tuple[str, ...] = ()
    """Ids of concepts of which one must stand in the item."""
    natures: tuple[Nature, ...] = ()
    partners: tuple[str, ...] = ()
    """Names of partners, as items have them, of which one must stand in the item."""

    @property
    def telling(self) -> bool:
        """Whether they say what items are about, so that a search needs no query."""
        return bool(self.concepts or self.natures or self.partners)

    def sql(self) -> tuple[str, list[str]]:
        """A condition on `item` and `protocol`, and its parameters."""
        parts: list[str] = ["1"]
        values: list[str] = []
        for column, wanted in (
            ("protocol.ref", self.protocols),
            ("item.theme", self.themes),
            ("item.level", tuple(level.value for level in self.levels)),
            ("item.nature", tuple(nature.value for nature in self.natures)),
        ):
            if wanted:
                parts.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values.extend(wanted)
        if self.concepts:
            tokens = " OR ".join(f'"{name}{suffix}"' for name in self.concepts for suffix in SUFFIXES.values())
            parts.append("item.n IN (SELECT rowid FROM words WHERE words MATCH ?)")
            values.append(f"concept : ({tokens})")
        if self.partners:
            parts.append(f"item.n IN (SELECT item FROM partner WHERE name IN ({','.join('?' * len(self.partners))}))")
            values.extend(self.partners)
        return " AND ".join(parts), values


class Index:
    """Reads a built index. Everything comes in the order of the corpus."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._spelt: dict[tuple[int, int], dict[str, int]] = {}

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a question."""
        return self.connection.execute(sql, values).fetchall()

    @cached_property
    def size(self) -> int:
        """How many items there are."""
        ((n,),) = self.rows("SELECT max(n) FROM item")  # they are numbered from 1; counting would read them all
        return int(n or 0)

    def protocols(self) -> list[Listed]:
        """The protocols that are loaded."""
        sql = f"SELECT {', '.join(Listed._fields)} FROM protocol ORDER BY n"
        return [Listed(*row) for row in self.rows(sql)]

    def problems(self) -> "tuple[Problem, ...]":
        """What was wrong with files that are not in the index."""
        rows = self.rows('SELECT path, code, line, "column", severity, arguments FROM problem ORDER BY rowid')
        if not rows:
            return ()
        from perr_cli.problems import Problem, Severity

        return tuple(
            Problem(path=path, code=code, line=line, column=column, severity=Severity(severity),
                    arguments=tuple((name, value) for name, value in json.loads(arguments)))
            for path, code, line, column, severity, arguments in rows
        )  # fmt: skip

    def items(self, filters: Filters | None = None) -> list[Item]:
        """The items that the filters keep."""
        condition, values = (filters or Filters()).sql()
        return [_item(row) for row in self.rows(f"{_ITEM} WHERE {condition} ORDER BY item.n", values)]

    def numbers(self, filters: Filters) -> list[int]:
        """The row numbers of the items that the filters keep."""
        condition, values = filters.sql()
        sql = f"SELECT item.n FROM item JOIN protocol ON protocol.n = item.protocol WHERE {condition} ORDER BY item.n"
        return [n for (n,) in self.rows(sql, values)]

    def rowids(self, table: str, condition: str, limit: int = -1) -> list[int]:
        """The row numbers that match a full text condition in `words` or `around`, at most `limit` of them."""
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT ?"
        return [n for (n,) in self.rows(sql, (condition, limit))]

    def uses(self, filters: Filters) -> dict[str, int]:
        """How many of the items that the filters keep each protocol has, by its ref."""
        condition, values = filters.sql()
        sql = f"""SELECT protocol.ref, count(*) FROM item JOIN protocol ON protocol.n = item.protocol
            WHERE {condition} GROUP BY protocol.n ORDER BY protocol.n"""
        return dict(self.rows(sql, values))

    def count(self, condition: str) -> int:
        """How many items match a full text condition in their own words."""
        ((n,),) = self.rows("SELECT count(*) FROM words WHERE words MATCH ?", (condition,))
        return int(n)

    def ranges(self, condition: str) -> list[tuple[int, int]]:
        """The items around which a full text condition holds, as ranges of row numbers, both ends included."""
        sql = "SELECT first, last FROM around JOIN place ON place.n = around.rowid WHERE around MATCH ?"
        return self.rows(sql, (condition,))

    def items_at(self, numbers: Iterable[int]) -> dict[int, Item]:
        """The items with these row numbers."""
        wanted = list(numbers)
        found: dict[int, Item] = {}
        for asked in some(wanted):
            marks = ",".join("?" * len(asked))
            found.update((row[13], _item(row)) for row in self.rows(f"{_ITEM} WHERE item.n IN ({marks})", asked))
        return found

    def partners(self) -> list[tuple[str, str]]:
        """(name, id of its entry) of every partner that the corpus names, in the order of their names."""
        sql = "SELECT DISTINCT name, entry.id FROM partner JOIN entry ON entry.n = partner.entry ORDER BY name, entry.n"
        return self.rows(sql)

    def mentions(self, n: int, names: Sequence[str]) -> list[tuple[int, int]]:
        """Where an item names some partners, in code points of its meaning."""
        marks = ",".join("?" * len(names))
        return self.rows(f'SELECT start, "end" FROM partner WHERE item = ? AND name IN ({marks})', (n, *names))

    def protocol(self, ref: str) -> "Protocol":
        """One protocol with all its items."""
        from perr_cli.protocols import Protocol, Source, Theme

        ((n, commune, edition, name, insee, departement, epci, title, source, path),) = self.rows(
            "SELECT n, commune, edition, name, insee, departement, epci, title, source, path FROM protocol"
            " WHERE ref = ?",
            (ref,),
        )
        rows = self.rows(f"{_ITEM} WHERE item.protocol = ? ORDER BY item.n", (n,))
        themes = [
            Theme(key=key, title=title, objectives=tuple(_objectives(row for row in rows if row[12] == theme_n)))
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

    def printed(self) -> list[tuple[str, str]]:
        """(key, title as printed) of every theme that the scheme does not have, in the order of the corpus."""
        return self.rows("SELECT key, title FROM theme WHERE key NOT IN (SELECT key FROM scheme) ORDER BY protocol, n")

    def themes(self) -> list[tuple[str, str, str]]:
        """(protocol ref, theme key, title as printed) of every theme, in the order of the corpus."""
        return self.rows(
            "SELECT protocol.ref, theme.key, theme.title FROM theme JOIN protocol ON protocol.n = theme.protocol"
            " ORDER BY protocol.n, theme.n"
        )

    def thesaurus(self) -> list[Entry]:
        """Every concept and partner, in the order of the thesaurus."""
        return [_entry(data) for (data,) in self.rows("SELECT data FROM entry ORDER BY n")]

    def labels(self, language: str) -> dict[str, str]:
        """Id → label of every concept and partner, in a language (`fr`, `en`)."""
        return dict(self.rows(f"SELECT id, {'fr' if language == 'fr' else 'en'} FROM entry"))

    def named(
        self, words: Sequence[str], acronym: Sequence[str] = (), *, tied: bool = True
    ) -> list[tuple[Entry, Role]]:
        """The entries that some words mean (inflection classes without links), or that have this acronym; without
        `tied`, not by phrases that are written with links."""
        found: dict[str, tuple[Entry, Role]] = {}
        for key, roles in ((acronym, (Role.acronym,)), (words, (Role.expansion, Role.term))):
            sql = f"{_NAMED} WHERE phrase.words = ? AND tied <= ? ORDER BY phrase.role"
            for data, role in self.rows(sql, (" ".join(key), tied)):
                if role in roles:
                    entry = _entry(data)
                    found.setdefault(entry.id, (entry, Role(role)))
        return list(found.values())

    def begun(self, words: Sequence[str], *, tied: bool) -> list[tuple[Entry, Role]]:
        """The entries with an acronym that stands for something that begins with these words; without `tied`, only
        where no links stand between them."""
        start = " ".join(words) + " "
        rows = self.rows(
            f"{_NAMED} WHERE phrase.words >= ? AND phrase.words < ? AND phrase.role = 'expansion' GROUP BY entry.n",
            (start, start[:-1] + "!"),
        )
        found = [(_entry(data), Role(role)) for data, role in rows]
        return [(entry, role) for entry, role in found if tied or _begins(entry, words)]

    def standing_for(self, words: Sequence[str]) -> list[Entry]:
        """The entries with an acronym that stands for something with these words (inflection classes) in a row, each
        with these acronyms only."""
        rarest = f"%{max(words, key=len)}%"
        rows = self.rows(
            f"{_NAMED} WHERE phrase.role = 'expansion' AND phrase.words LIKE ? GROUP BY entry.n", (rarest,)
        )
        row = f" {' '.join(words)} "
        found = []
        for entry in (_entry(data) for data, _ in rows):
            fit = tuple(pair for pair in entry.acronyms if row in f" {' '.join(_bases(pair[1]))} ")
            if fit:
                found.append(entry._replace(acronyms=fit))
        return found

    def knows(self, base: str) -> bool:
        """Whether an inflection class stands anywhere in the corpus or in a term of the thesaurus."""
        sql = "SELECT 1 FROM vocabulary WHERE base = ? UNION ALL SELECT 1 FROM term_word WHERE base = ? LIMIT 1"
        return bool(self.rows(sql, (base, base)))

    def spelt_like(self, shortest: int, longest: int) -> dict[str, int]:
        """Word → how often it is used, of all words of the corpus and the thesaurus with so many letters."""
        asked = (shortest, longest)
        if asked not in self._spelt:
            rows = self.rows(
                "SELECT form, 0 FROM term_word WHERE length(form) BETWEEN ? AND ?"
                " UNION ALL SELECT form, count FROM vocabulary WHERE length(form) BETWEEN ? AND ?",
                asked * 2,
            )
            self._spelt[asked] = dict(rows)
        return self._spelt[asked]

    def spellings(self, condition: str, values: Sequence[str]) -> list[str]:
        """How words of the corpus are mostly written; the condition is on `form` and `base`."""
        return [
            shown for (shown,) in self.rows(f"SELECT shown FROM vocabulary WHERE {condition} ORDER BY form", values)
        ]

    def used(self, entry: str) -> list[tuple[str, int]]:
        """By what words an entry is named in the corpus, and how often each, the commonest first."""
        rows = self.rows(
            "SELECT min(written), sum(count) AS n FROM used JOIN entry ON entry.n = used.entry WHERE id = ?"
            " GROUP BY lower(written) ORDER BY n DESC, written",
            (entry,),
        )
        return [(text.joined(written.split(" ")), count) for written, count in rows]


_NAMED = "SELECT entry.data, phrase.role FROM phrase JOIN entry ON entry.n = phrase.entry"


def _begins(entry: Entry, words: Sequence[str]) -> bool:
    """Whether these words begin what an acronym of the entry stands for, with no link between them."""
    return any(_bases(expansion)[: len(words)] == list(words) for _, expansion in entry.acronyms)


def _bases(written: str) -> list[str]:
    return [text.base(token.form) for token in text.tokens(written)]


def some(values: Sequence[_Value]) -> "Iterator[Sequence[_Value]]":
    """So many as a question may have parameters in any SQLite."""
    for start in range(0, len(values), 500):
        yield values[start : start + 500]


def _entry(data: str) -> Entry:
    values = json.loads(data)
    return Entry(**{name: _frozen(value) for name, value in values.items()} | {"kind": Kind(values["kind"])})


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _item(row: Sequence[Any]) -> Item:
    parent = Parent(id=row[7], text=row[8], reading=row[9]) if row[7] else None
    return Item(
        id=row[0], commune=row[1], theme=row[2], section=row[3], level=Level(row[4]), text=row[5], reading=row[6],
        objective=parent, nature=Nature(row[14]), verbs=_lines(row[15]), partners=_lines(row[16]),
        concepts=tuple(row[10].split()), note=row[11],
    )  # fmt: skip


def _lines(told: str) -> tuple[str, ...]:
    return tuple(told.split("\n")) if told else ()


def _objectives(rows: Iterable[Sequence[Any]]) -> "Iterator[Objective]":
    """Objectives with the actions that follow them."""
    from perr_cli.protocols import Objective

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
