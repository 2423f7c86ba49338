"""On judged towns: how much of what must be found is found, and how little else."""

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


def rows(path: Path) -> Iterator[tuple[str, str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            item, first, second, *_ = [*line.split("\t"), "", ""]
            yield item, first, second


def test_leads_are_those_that_a_reader_sees() -> None:
    items = {item.id: item for item in open_library([JUDGED / "first"]).index.items()}
    judged = list(rows(JUDGED / "first" / "nature.tsv"))
    natures = [items[item].nature == nature for item, _, nature in judged]
    verbs = [set(items[item].verbs) == set(filter(None, verbs.split(", "))) for item, verbs, _ in judged]
    assert len(judged) == 65
    assert sum(natures) >= 64
    assert sum(verbs) >= 62


def test_partners_are_those_that_a_reader_sees() -> None:
    judged: dict[str, set[str]] = {}
    for item, name, _ in rows(JUDGED / "first" / "partners.tsv"):
        judged.setdefault(item, set()).add(name.casefold())
    towns = {item.partition("/")[0] for item in judged}
    found = {
        item.id: {name.casefold() for name in item.partners}
        for item in open_library([JUDGED / "first"]).index.items()
        if item.commune in towns
    }
    right = sum(len(names & found[item]) for item, names in judged.items())
    precision, recall = right / sum(map(len, found.values())), right / sum(map(len, judged.values()))
    assert 2 * precision * recall / (precision + recall) >= 0.84
