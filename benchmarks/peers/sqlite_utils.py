"""`sqlite-utils search` on a prepared database with full-text search enabled."""

from __future__ import annotations

import os
import sys

from benchmarks.peers import fts5

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.peers.interface import Row, Search

NAME = "sqlite-utils search"
NEEDS = "pip install 'perr-cli[bench]' (sqlite-utils)"
WARM = True


def is_here() -> bool:
    """Whether it is installed."""
    from importlib.util import find_spec

    return find_spec("sqlite_utils") is not None


def build(data: str, rows: Iterable[Row], index: str) -> None:  # noqa: ARG001  (peers share a signature)
    """A table of items with an index that folds accents and takes plurals off (porter: it knows no French)."""
    import sqlite_utils

    db = sqlite_utils.Database(_path(index))
    table = db["item"]
    table.insert_all({"id": row.id, "text": row.text, "own": row.meant, "around": row.around} for row in rows)
    table.enable_fts(["own", "around"], tokenize="porter unicode61 remove_diacritics 2")
    table.optimize()
    db.close()


def command(data: str, index: str, query: str, limit: int) -> list[str]:  # noqa: ARG001
    """The command, with the two columns that matter."""
    program = os.path.join(os.path.dirname(sys.executable), "sqlite-utils")
    columns = ["-c", "id", "-c", "text"]
    return [program, "search", _path(index), "item", _expression(query), "--limit", str(limit or -1), *columns]


def opened(data: str, index: str) -> Search:  # noqa: ARG001
    """The same search through the library."""
    import sqlite_utils

    table = sqlite_utils.Database(_path(index))["item"]
    return lambda query, limit: [
        row["id"] for row in table.search(_expression(query), columns=["id", "text"], limit=limit or -1)
    ]


def _path(index: str) -> str:
    return os.path.join(index, "sqlite-utils.db")


def _expression(query: str) -> str:
    return fts5.expression(query, list)
