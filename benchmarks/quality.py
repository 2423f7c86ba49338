"""How well a search finds what people marked as right: the mean F1 over the queries of a gold table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from benchmarks.peers.interface import Search


class Gold(NamedTuple):
    """A query with the ids that must be found and those that may."""

    query: str
    must: frozenset[str]
    may: frozenset[str]


def read(path: Path) -> list[Gold]:
    """The rows of a gold table: query, must, may, divided by tabs; ids by commas; `#` begins a comment."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            query, must, may = (*line.split("\t"), "", "")[:3]
            found.append(Gold(query, *(frozenset(filter(None, ids.split(","))) for ids in (must, may))))
    return found


def mean_f1(search: Search, gold: list[Gold]) -> float:
    """Precision counts hits that must or may be found, recall those that must."""
    return sum(_score(set(search(row.query, 0)), row) for row in gold) / len(gold)


def _score(found: set[str], gold: Gold) -> float:
    """F1 of one query; where nothing must be found, whether nothing wrong was.

    >>> round(_score({"a", "b"}, Gold("", frozenset("a"), frozenset())), 2)
    0.67
    """
    if not gold.must:
        return float(found <= gold.may)
    precision = len(found & (gold.must | gold.may)) / len(found) if found else 0.0
    recall = len(found & gold.must) / len(gold.must)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
