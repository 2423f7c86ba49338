"""From protocols to the index: what each item says and what stands around it, in the words that are searched.

An item's row in `words` has four columns: its words as written (folded), their inflection classes, the words that
its acronyms stand for, and the concepts and partners that stand in it. What surrounds several items (an objective, a
section, a theme's title, the commune's name) is a row of `around` with the same columns, and with the range of the
items that it surrounds.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from perr_cli import text
from perr_cli.concepts import Entry, Kind, Mark, Recognizer, Role, acronym_key, names, phrases
from perr_cli.index import BREAK, SCHEMA, SUFFIXES
from perr_cli.items import Item, Nature
from perr_cli.leads import Leads
from perr_cli.partners import Mention, Namer
from perr_cli.problems import Problem
from perr_cli.protocols import Protocol
from perr_cli.text import Word
from perr_cli.thesaurus import Thesaurus
from perr_cli.vectors import Told, Vector, Weigher, near, outermost

Near = Callable[[], frozenset[int]]
Columns = tuple[str, str, str, str]
"""form, base, expanded, concept: see the module."""
Place = tuple[str, int, int, bool]
"""The id of an entry, from which piece to which it is mentioned, and whether that is only a part of a sign."""


@dataclass(slots=True)
class Prepared:
    """A protocol as rows. Items are numbered from 0; the writer gives them their final numbers."""

    ref: str
    path: str
    protocol: tuple[str | int | None, ...]
    themes: list[tuple[int, str, str]]
    items: list[tuple[Any, ...]] = field(default_factory=list)
    """Each with the number of its objective as the last value."""
    partners: list[tuple[int, Mention]] = field(default_factory=list)
    """The mentions of partners, each with the number of its item."""
    vectors: list[tuple[int, Vector, list[Place]]] = field(default_factory=list)
    """What the commitments say, each with the number of its item, and its mentions of entries."""
    words: list[Columns] = field(default_factory=list)
    around: list[tuple[int, int, Columns]] = field(default_factory=list)
    """What surrounds the items from the first to the last number, both included."""
    written: list[str] = field(default_factory=list)
    """Every word as it was written."""
    used: list[tuple[int, str]] = field(default_factory=list)
    """Every mention of an entry of the thesaurus, as it was written."""


class Preparer:
    """Makes rows of protocols with the knowledge of a thesaurus."""

    def __init__(self, known: Thesaurus) -> None:
        entries = known.entries
        self.known = known
        self._leads = Leads(known.lexicon)
        self._weigher = Weigher(known)
        self._namer = Namer(entries)
        self._recognizer = Recognizer(entries)
        self._concepts = frozenset(n for n, entry in enumerate(entries) if entry.kind is not Kind.partner)
        self._ids = [entry.id for entry in entries]
        self._expanded = {
            (number, acronym_key(acronym)): " ".join(text.base(token.form) for token in text.tokens(expansion))
            for number, entry in enumerate(entries)
            for acronym, expansion in entry.acronyms
        }

    def prepare(self, protocol: Protocol) -> Prepared:
        """The rows of one protocol."""
        p = protocol
        source = json.dumps(asdict(p.source)) if p.source else None
        objectives = [objective for theme in p.themes for objective in theme.objectives]
        row = (
            p.ref, p.commune, p.edition, p.name, p.insee, p.departement, p.epci, p.title, source, p.path,
            len({theme.key for theme in p.themes}), len(objectives), sum(len(o.actions) for o in objectives),
            len(p.preconditions),
        )  # fmt: skip
        made = Prepared(p.ref, p.path, row, [(n, theme.key, theme.title) for n, theme in enumerate(p.themes)])
        for item in p.preconditions:
            self._add(made, item, None, frozenset)
        for number, theme in enumerate(p.themes):
            start = len(made.items)
            near = self._nearby(theme.title)
            section: tuple[str | None, int] = (None, start)
            for objective in theme.objectives:
                at = len(made.items)
                if objective.section != section[0]:
                    self._surround(made, section[0], section[1], at - 1)
                    section = (objective.section, at)
                columns, told = self._add(made, objective, number, near)
                if objective.actions:
                    nearer = self._nearby(objective.meaning, theme.title)
                    for action in objective.actions:
                        self._add(made, action, number, nearer, (at, told))
                    made.around.append((at + 1, len(made.items) - 1, columns))
            self._surround(made, section[0], section[1], len(made.items) - 1)
            self._surround(made, theme.title, start, len(made.items) - 1)
        self._surround(made, p.name, 0, len(made.items) - 1)
        return made

    def _nearby(self, *around: str) -> Near:
        """What tells, if it is asked, the entries that have a word of their context in these texts."""
        return lambda: frozenset().union(*(self._recognizer.contexts(text.words(original)) for original in around))

    def _add(
        self,
        made: Prepared,
        item: Item,
        theme: int | None,
        near: Near,
        objective: tuple[int | None, Told | None] = (None, None),
    ) -> tuple[Columns, Told]:
        """Add an item, whose objective has this number and tells this much."""
        words, columns, marks = self._columns(made, item.meaning, near)
        concepts = dict.fromkeys(mark.entry for mark in marks if mark.entry in self._concepts)
        verbs = self._leads.verbs(words)
        nature = self._leads.nature(verbs)
        mentions = self._namer.mentions(item.meaning, words, marks, starts=nature is Nature.lancer)
        number = len(made.items)
        made.partners += [(number, mention) for mention in mentions]
        made.items.append(
            (item.id, theme, item.theme, item.section, item.level.value, item.text, item.reading, item.note,
             nature.value, "\n".join(verbs),
             "\n".join(dict.fromkeys(mention.name for mention in mentions)),
             " ".join([self._ids[n] for n in concepts]), objective[0])
        )  # fmt: skip
        told = self._weigher.told(words, marks)
        if theme is not None:
            told_by = outermost(marks, self._weigher.partners)
            places = [(self._ids[m.entry], m.start, m.end, m.role is Role.sign) for m in told_by]
            made.vectors.append((number, self._weigher.vector(told, objective[1]), places))
        made.words.append(columns)
        return columns, told

    def _surround(self, made: Prepared, original: str | None, first: int, last: int) -> None:
        if original and first <= last:
            made.around.append((first, last, self._columns(made, original, frozenset)[1]))

    def _columns(self, made: Prepared, original: str, near: Near) -> tuple[list[Word], Columns, list[Mark]]:
        written = text.pieces(original)
        made.written += written
        words = list(map(text.word, written))
        marks = self._recognizer.marks(words, near)
        said = [word for word in words if word.form]
        expanded: list[str] = []
        for entry, role, start, end in marks:
            if role is not Role.sign:
                made.used.append((entry, " ".join(written[start:end])))
            if role is Role.acronym:
                expanded += [BREAK, self._expanded[entry, tuple([word.form for word in words[start:end]])]]
        concepts = dict.fromkeys([self._ids[entry] + SUFFIXES[role] for entry, role, _, _ in marks])
        columns = (
            " ".join([word.form for word in said]), " ".join([word.base for word in said]),
            " ".join(expanded), " ".join(concepts),
        )  # fmt: skip
        return words, columns, marks


def write(
    connection: sqlite3.Connection,
    known: Thesaurus,
    prepared: Iterable[Prepared],
    problems: Iterable[Problem],
) -> None:
    """Fill an empty database with a corpus, whose protocols come in the order of their refs."""
    connection.executescript(SCHEMA)
    written: Counter[str] = Counter()
    used: Counter[tuple[int, str]] = Counter()
    with connection:
        connection.executemany(
            "INSERT INTO scheme (key, fr, en, names) VALUES (?, ?, ?, ?)",
            [(theme.key, theme.fr, theme.en, json.dumps((*theme.names, *theme.topics))) for theme in known.themes],
        )
        _write_entries(connection, known.entries)
        writer = _Writer(connection)
        for protocol in prepared:
            writer.add(protocol)
            written.update(protocol.written)
            used.update(protocol.used)
        _write_vocabulary(connection, written)
        connection.executemany("INSERT INTO used VALUES (?, ?, ?)", ((*name, count) for name, count in used.items()))
        connection.execute("CREATE INDEX used_entry ON used (entry)")
        connection.execute("CREATE INDEX partner_name ON partner (name)")
        connection.execute("CREATE INDEX partner_item ON partner (item)")
        connection.executemany(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?)",
            [(p.path, p.code, p.line, p.column, p.severity.value, json.dumps(p.arguments)) for p in problems],
        )


def _write_entries(connection: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    connection.executemany(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
        ((n, e.id, e.fr, e.en, json.dumps(e._asdict(), ensure_ascii=False)) for n, e in enumerate(entries)),
    )
    connection.executemany(
        "INSERT INTO near VALUES (?, ?)",
        ((entry.id, name) for entry, shares in zip(entries, near(entries), strict=True) for name, _ in shares),
    )
    said = [(n, phrase) for n, entry in enumerate(entries) for phrase in dict.fromkeys(phrases(entry))]
    connection.executemany(
        "INSERT INTO phrase VALUES (?, ?, ?, ?)",
        [(" ".join(phrase.words), n, phrase.role.value, phrase.tied) for n, phrase in said],
    )
    known = {token.form for entry in entries for name in names(entry) for token in text.tokens(name)}
    connection.executemany("INSERT INTO term_word VALUES (?, ?)", [(form, text.base(form)) for form in sorted(known)])
    connection.execute("CREATE INDEX phrase_words ON phrase (words)")
    connection.execute("CREATE INDEX phrase_expansion ON phrase (words) WHERE role = 'expansion'")
    connection.execute("CREATE INDEX phrase_entry ON phrase (entry)")


class _Writer:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._protocols = 0
        self._items = 0
        self._places = 0

    def add(self, made: Prepared) -> None:
        """Write one protocol, its themes and its items."""
        many = self._connection.executemany
        self._protocols += 1
        n, start = self._protocols, self._items + 1
        self._connection.execute(f"INSERT INTO protocol VALUES ({', '.join('?' * 15)})", (n, *made.protocol))
        many("INSERT INTO theme VALUES (?, ?, ?, ?)", [(n, *theme) for theme in made.themes])
        many(
            "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (at, n, *row, None if objective is None else start + objective)
                for at, (*row, objective) in enumerate(made.items, start)
            ],
        )
        many(
            "INSERT INTO vector VALUES (?, ?, ?)",
            [
                (start + n, json.dumps(vector, ensure_ascii=False), json.dumps(places))
                for n, vector, places in made.vectors
            ],
        )
        many("INSERT INTO partner VALUES (?, ?, ?, ?, ?)", [(start + n, *mention) for n, mention in made.partners])
        many(
            "INSERT INTO words (rowid, form, base, expanded, concept) VALUES (?, ?, ?, ?, ?)",
            [(at, *columns) for at, columns in enumerate(made.words, start)],
        )
        places = self._places + 1
        many(
            "INSERT INTO place VALUES (?, ?, ?)",
            [(at, start + first, start + last) for at, (first, last, _) in enumerate(made.around, places)],
        )
        many(
            "INSERT INTO around (rowid, form, base, expanded, concept) VALUES (?, ?, ?, ?, ?)",
            [(at, *columns) for at, (_, _, columns) in enumerate(made.around, places)],
        )
        self._items += len(made.items)
        self._places += len(made.around)


def _write_vocabulary(connection: sqlite3.Connection, written: Counter[str]) -> None:
    """Every form, how it is mostly written, and how often it stands anywhere."""
    forms: dict[str, Counter[str]] = {}
    for word, count in written.items():
        form = text.word(word).form
        if form:
            forms.setdefault(form, Counter())[word.lower()] += count
    rows: list[tuple[Any, ...]] = [
        (form, max(spelt, key=lambda s: (spelt[s], s)), text.base(form), spelt.total())
        for form, spelt in sorted(forms.items())
    ]
    connection.executemany("INSERT INTO vocabulary VALUES (?, ?, ?, ?)", rows)
