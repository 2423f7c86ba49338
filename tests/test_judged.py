"""Search on judged queries: how much of what must be found is found, and how little else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from perr_cli.library import open_library
from perr_cli.search import search

JUDGED = Path(__file__).parent / "judged"


def queries(path: Path) -> Iterator[tuple[str, set[str], set[str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            query, must, may, *_ = [*line.split("\t"), "", ""]
            yield query, set(filter(None, must.split(","))), set(filter(None, may.split(",")))


def f1(found: set[str], must: set[str], may: set[str]) -> float:
    if not must:
        return float(found <= may)
    precision = len(found & (must | may)) / len(found) if found else 0.0
    recall = len(found & must) / len(must)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@pytest.mark.parametrize(("towns", "least"), [("first", 0.93), ("second", 0.84)])
def test_a_search_finds_what_a_reader_finds(towns: str, least: float) -> None:
    library = open_library([JUDGED / towns])
    ids = {item.id for item in library.index.items()}
    scores = {}
    for query, must, may in queries(JUDGED / towns / "search.tsv"):
        assert must | may <= ids, query
        scores[query] = f1({hit.id for hit in search(library.index, query).hits}, must, may)
    assert len(scores) == 60
    assert sum(scores.values()) / len(scores) >= least, {q: round(s, 2) for q, s in scores.items() if s < 1}
