"""perr itself: the only module that knows how to call it."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.peers.interface import Row, Search

NAME = "perr"
NEEDS = "pip install perr-cli"
WARM = True
PROGRAM = os.path.join(os.path.dirname(sys.executable), "perr")


def is_here() -> bool:
    """Whether it is installed."""
    return os.path.exists(PROGRAM)


def build(data: str, rows: Iterable[Row], index: str) -> None:
    """Nothing: perr makes its index by itself at the first search, which is never measured."""


def command(data: str, index: str, query: str, limit: int) -> list[str]:  # noqa: ARG001
    """One search as scripts ask for it."""
    return search(data, query, limit, "json")


def opened(data: str, index: str) -> Search:  # noqa: ARG001
    """The opened library."""
    from pathlib import Path

    from perr_cli.library import open_library
    from perr_cli.search import search as find

    library = open_library([Path(data)])
    return lambda query, limit: [hit.id for hit in find(library.index, query, limit=limit).hits]


def search(data: str, query: str, limit: int, form: str) -> list[str]:
    """The command line of one search, in any format."""
    return [PROGRAM, "--data", data, "search", "-n", str(limit), "--format", form, "--", query]
