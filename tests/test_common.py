"""What communes have in common: groups by reason."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perr_cli import alignment
from perr_cli.alignment import PairKind
from perr_cli.common import CommonResult, common
from perr_cli.compare import diff
from perr_cli.decisions import Decision, Decisions, Verdict
from perr_cli.links import Links
from tests.conftest import Perr
from tests.invented import Commune, opened
from tests.test_alignment import item
from tests.test_compare_laws import communes

TOWN = "commune: {name}\nthemes:\n- key: emploi\n  objectives:\n  - text: {first}\n  - text: {second}\n"


def test_decided_pairs_with_no_word_in_common_are_groups_of_their_own(perr: Perr, tmp_path: Path) -> None:
    (tmp_path / "protocols").mkdir()
    for name, first, second in (("Arc", "Zèbres verts", "Girafes"), ("Bec", "Xylophones", "Kangourous bleus")):
        town = TOWN.format(name=name, first=first, second=second)
        (tmp_path / "protocols" / f"{name}.yaml").write_text(town, encoding="utf-8")
    (tmp_path / "decisions.yaml").write_text(
        "- {left: arc/emploi/1, right: bec/emploi/1, kind: shared}\n"
        "- {left: arc/emploi/2, right: bec/emploi/2, kind: shared}\n"
    )
    groups = json.loads(perr("--data", str(tmp_path), "common", "--json").out)["groups"]
    assert [(group["label"], [item["id"] for item in group["items"]]) for group in groups] == [
        ("Girafes", ["arc/emploi/2", "bec/emploi/2"]),
        ("Zèbres verts", ["arc/emploi/1", "bec/emploi/1"]),
    ]


NAMES = ("a", "b", "c")


def shared(left: Commune, *others: Commune, decisions: Decisions) -> tuple[set[frozenset[str]], CommonResult]:
    """The shared pairs of every two of some communes, and what they have in common."""
    index = opened(dict(zip(NAMES, (left, *others), strict=False)))
    names = NAMES[: 1 + len(others)]
    pairs = {
        frozenset((pair.left.id, pair.right.id))
        for a, b in combinations(names, 2)
        for pair in diff(index, a, b, decisions=decisions).pairs
        if pair.kind.value == "shared"
    }
    return pairs, common(index, names, labels={}, decisions=decisions)


def decisions_of(said: list[tuple[int, int, Verdict]]) -> Decisions:
    return Decisions(Decision(left=f"a/emploi/{a}", right=f"b/emploi/{b}", kind=kind) for a, b, kind in said)


decided = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.sampled_from(Verdict)), max_size=3)


@settings(max_examples=60)
@given(communes, communes, decided)
def test_the_groups_of_two_communes_are_the_shared_pairs_of_their_diff(
    a: Commune, b: Commune, said: list[tuple[int, int, Verdict]]
) -> None:
    pairs, result = shared(a, b, decisions=decisions_of(said))
    groups = [{item.id for item in group.items} for group in result.groups]
    assert set().union(*pairs) == set().union(*groups)
    assert all(any(pair <= group for group in groups) for pair in pairs)


@settings(max_examples=60)
@given(communes, communes, communes, decided)
def test_whoever_shares_something_with_another_is_in_a_group_with_it(
    a: Commune, b: Commune, c: Commune, said: list[tuple[int, int, Verdict]]
) -> None:
    pairs, result = shared(a, b, c, decisions=decisions_of(said))
    groups = [{item.id for item in group.items} for group in result.groups]
    assert set().union(*pairs) == set().union(*groups)
    assert all(any(pair <= group for group in groups) for pair in pairs)
    for group in result.groups:
        assert {*group.communes} == {item.protocol for item in group.items}
        assert sorted([*group.communes, *group.missing]) == [*NAMES]


def test_a_group_has_the_name_of_its_concept_else_of_its_word() -> None:
    index = opened({
        "a": {"emploi": ["Développer la GUSP", "Des zèbres"]},
        "b": {"emploi": ["Une gestion urbaine et sociale de proximité", "Un zèbre"]},
        "c": {"emploi": ["La démarche GUSP"]},
    })  # fmt: skip
    result = common(index, NAMES, labels={"gusp": "gestion urbaine"}, matrix=True)
    assert [(g.label, g.concepts, g.communes, g.missing) for g in result.groups] == [
        ("gestion urbaine", ("gusp",), ("a", "b", "c"), ()),
        ("zèbre", (), ("a", "b"), ("c",)),
    ]
    assert result.matrix is not None
    assert dict(zip(result.matrix.concepts, result.matrix.counts, strict=True))["gusp"] == (1, 1, 1)


def test_only_what_enough_communes_have_and_only_so_many_groups() -> None:
    index = opened({name: {"emploi": ["La GUSP", *(["Une crèche"] if name != "c" else [])]} for name in NAMES})
    assert [g.label for g in common(index, NAMES, labels={}).groups] == ["gusp", "garde"]
    assert [g.label for g in common(index, NAMES, labels={}, least=3).groups] == ["gusp"]
    limited = common(index, NAMES, labels={}, limit=1)
    assert ([g.label for g in limited.groups], limited.total) == (["gusp"], 2)


def test_a_filter_keeps_items_and_never_makes_a_group() -> None:
    index = opened({"a": {"emploi": ["La GUSP"]}, "b": {"emploi": ["La GUSP"]}, "c": {"emploi": ["La GUSP"]}})
    kept = common(index, NAMES, labels={}, keep=lambda item: item.commune != "b")
    assert [[item.id for item in group.items] for group in kept.groups] == [["a/emploi/1", "c/emploi/1"]]
    assert common(index, NAMES, labels={}, keep=lambda item: item.commune == "b").groups == ()


@pytest.mark.parametrize(
    ("most", "groups"),
    [
        (2, {"x": {"a/1", "b/1"}, "y": {"a/1", "a/2", "b/2"}}),
        (1, {"x": {"a/1", "b/1"}, "y": {"a/2", "b/2"}}),  # b/2 is not the first of a/1, nor a/1 of b/2
    ],
)
def test_only_the_first_few_of_either_side_are_linked_as_in_a_diff(most: int, groups: dict[str, set[str]]) -> None:
    vectors = {
        "a/1": {"x": 8_000, "y": 6_000}, "a/2": {"y": 10_000},
        "b/1": {"x": 9_000}, "b/2": {"y": 9_000},
    }  # fmt: skip
    items = [item(ref) for ref in vectors]
    with mock.patch.object(alignment, "MOST", most):
        linked = next(Links(items, vectors.values(), Decisions()).by_protocol())
        compared = alignment.scores(items[:2], items[2:], vectors)
    assert {reason: {items[n].id for n in numbers} for reason, numbers in linked.items()} == groups
    shared_pairs = {
        frozenset((a.id, b.id)) for a in items[:2] for b in items[2:] if compared.kind(a, b) is PairKind.shared
    }
    assert shared_pairs == {frozenset((a, b)) for group in groups.values() for a in group for b in group if a[0] < b[0]}
