"""On judged towns: how much of what must be found is found, and how little else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from perr_cli.alignment import PairKind
from perr_cli.compare import diff
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


@pytest.mark.parametrize(
    ("towns", "asked", "least"),
    [("first", 60, 0.93), ("second", 60, 0.84), ("third", 50, 0.95), ("fourth", 50, 0.98)],
)
def test_a_search_finds_what_a_reader_finds(towns: str, asked: int, least: float) -> None:
    library = open_library([JUDGED / towns])
    ids = {item.id for item in library.index.items()}
    scores = {}
    for query, must, may in queries(JUDGED / towns / "search.tsv"):
        assert must | may <= ids, query
        scores[query] = f1({hit.id for hit in search(library.index, query).hits}, must, may)
    assert len(scores) == asked
    assert sum(scores.values()) / len(scores) >= least, {q: round(s, 2) for q, s in scores.items() if s < 1}


def rows(path: Path) -> Iterator[tuple[str, str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, second, third, *_ = [*line.split("\t"), "", ""]
            yield first, second, third


# Of `second` only totals are told, never which items are wrong (see README.md).


@pytest.mark.parametrize(
    ("towns", "pairs", "least"),
    [
        ("first", "pairs-1-2", 0.94),
        ("first", "pairs-2-3", 0.88),
        ("second", "pairs-1-2", 0.83),
        ("second", "pairs-2-3", 0.83),
        ("third", "pairs-1-2", 0.92),
        ("fourth", "pairs-1-2", 0.88),
    ],
)
def test_what_is_shared_is_what_readers_find_shared(towns: str, pairs: str, least: float) -> None:
    judged = {(left, right): grade for left, right, grade in rows(JUDGED / towns / f"{pairs}.tsv")}
    index = open_library([JUDGED / towns]).index
    assert {name for names in judged for name in names} <= {item.id for item in index.items()}
    assert set(judged.values()) == {"1", "2"}
    left, right = (name.partition("/")[0] for name in next(iter(judged)))
    found = {(p.left.id, p.right.id) for p in diff(index, left, right).pairs if p.kind is PairKind.shared}
    must = {names for names, grade in judged.items() if grade == "2"}
    precision, recall = len(found & judged.keys()) / len(found), len(found & must) / len(must)
    assert round(2 * precision * recall / (precision + recall), 4) >= least


@pytest.mark.parametrize(
    ("towns", "size", "natures", "verbs"),
    [("first", 65, 0.98, 0.95), ("second", 214, 0.92, 0.68), ("third", 120, 0.92, 0.90), ("fourth", 112, 0.94, 0.95)],
)
def test_leads_are_those_that_a_reader_sees(towns: str, size: int, natures: float, verbs: float) -> None:
    items = {item.id: item for item in open_library([JUDGED / towns]).index.items()}
    judged = list(rows(JUDGED / towns / "nature.tsv"))
    assert len(judged) == size
    assert sum(items[item].nature == nature for item, _, nature in judged) / size >= natures
    assert sum({*items[item].verbs} == {*filter(None, told.split(", "))} for item, told, _ in judged) / size >= verbs


@pytest.mark.parametrize(("folder", "least"), [("first", 0.85), ("second", 0.72), ("third", 0.67), ("fourth", 0.77)])
def test_partners_are_those_that_a_reader_sees(folder: str, least: float) -> None:
    judged: dict[str, set[str]] = {}
    for item, name, _ in rows(JUDGED / folder / "partners.tsv"):
        judged.setdefault(item, set()).add(name.casefold())
    towns = {item.partition("/")[0] for item in judged}
    found = {
        item.id: {name.casefold() for name in item.partners}
        for item in open_library([JUDGED / folder]).index.items()
        if item.commune in towns
    }
    right = sum(len(names & found[item]) for item, names in judged.items())
    precision, recall = right / sum(map(len, found.values())), right / sum(map(len, judged.values()))
    assert round(2 * precision * recall / (precision + recall), 4) >= least
