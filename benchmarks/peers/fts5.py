"""SQLite's FTS5 through Python, over French stems in a prepared database."""

from __future__ import annotations

import os
import sqlite3

from benchmarks.peers import script, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.peers.interface import Row, Search

    Stem = Callable[[list[str]], list[str]]
    """Words to their stems."""

NAME = "FTS5 through Python, French stems"
NEEDS = "pip install 'perr-cli[bench]' (PyStemmer)"
WARM = True


def is_here() -> bool:
    """Whether it is installed."""
    from importlib.util import find_spec

    return find_spec("Stemmer") is not None


def build(data: str, rows: Iterable[Row], index: str) -> None:  # noqa: ARG001  (peers share a signature)
    """A table with the texts, and the words of both columns as stems."""
    stem = _stemmer()
    with sqlite3.connect(_path(index)) as db:
        db.execute("CREATE TABLE item (n INTEGER PRIMARY KEY, id TEXT, text TEXT)")
        db.execute("CREATE VIRTUAL TABLE stems USING fts5(own, around, content='', tokenize='unicode61')")
        for n, row in enumerate(rows, 1):
            db.execute("INSERT INTO item VALUES (?, ?, ?)", (n, row.id, row.text))
            stems = (" ".join(stem(words.tokens(part))) for part in (row.meant, row.around))
            db.execute("INSERT INTO stems (rowid, own, around) VALUES (?, ?, ?)", (n, *stems))
        db.execute("INSERT INTO stems (stems) VALUES ('optimize')")
    db.close()


def command(data: str, index: str, query: str, limit: int) -> list[str]:  # noqa: ARG001
    """A Python script that opens the database and asks it once."""
    return script.command(__name__, index, query, limit)


def opened(data: str, index: str) -> Search:  # noqa: ARG001
    """The database, opened once."""
    db = sqlite3.connect(_path(index))
    stem = _stemmer()
    return lambda query, limit: [ref for ref, _ in _hits(db, stem, query, limit)]


def _path(index: str) -> str:
    return os.path.join(index, "fts5.db")


def _stemmer() -> Stem:
    import Stemmer

    stem: Stem = Stemmer.Stemmer("french").stemWords
    return stem


def _hits(db: sqlite3.Connection, stem: Stem, query: str, limit: int) -> Iterator[tuple[str, str]]:
    best = "SELECT rowid AS place, rank FROM stems WHERE stems MATCH ? ORDER BY rank LIMIT ?"
    sql = f"SELECT id, text FROM ({best}) JOIN item ON n = place ORDER BY rank, place"
    return db.execute(sql, (expression(query, stem), limit or -1))


def expression(query: str, stem: Stem) -> str:
    """The query in FTS5's language: every term somewhere, one at least in the item's own words."""
    asked: list[str] = []
    excluded: list[str] = []
    for term in words.terms(query):
        stems = term.words if term.prefix else stem(list(term.words))
        (excluded if term.excluded else asked).append(f'"{" ".join(stems)}"' + " *" * term.prefix)
    whole = f"({' AND '.join(asked)}) AND own : ({' OR '.join(asked)})"
    return f"({whole}) NOT ({' OR '.join(excluded)})" if excluded else whole


def once() -> None:
    """Answer this call."""
    script.run(lambda index, query, limit: _hits(sqlite3.connect(_path(index)), _stemmer(), query, limit))
