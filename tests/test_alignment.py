"""Scores of commitments by their vectors, and which are pairs; the vectors are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli.alignment import PairKind, Scores, scores, shared_features, thousandths
from perr_cli.items import Item, Level

SHARED, RELATED = PairKind.shared, PairKind.related


def item(ref: str, theme: str = "emploi") -> Item:
    return Item(
        id=ref, commune=ref[0], theme=theme, section=None, level=Level.objective, text=ref, reading=None, objective=None
    )  # fmt: skip


A, B = item("a/1"), item("b/1")


def score(left: dict[str, int], right: dict[str, int], theme: str = "emploi") -> int:
    """The score of two commitments, in thousandths."""
    return scores([A], [item("b/1", theme)], {"a/1": left, "b/1": right}).of(A, B)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"x": 10_000}, {"x": 10_000}, 1000),
        ({"x": 10_000}, {"y": 10_000}, 0),
        ({"x": 6_000, "y": 8_000}, {"x": 10_000}, 600),
        ({"x": 6_000, "y": 8_000}, {"y": 6_000, "x": 8_000}, 960),
        ({"x": 6_000, "#x": 8_000}, {"x": 10_000}, 600),
        # rounded half up
        ({"x": 10_000}, {"x": 5}, 1),
        ({"x": 10_000}, {"x": 4}, 0),
        ({}, {}, 0),
    ],
)
def test_the_score_is_the_product(left: dict[str, int], right: dict[str, int], expected: int) -> None:
    assert score(left, right) == expected


def test_across_themes_it_is_half() -> None:
    assert score({"x": 10_000}, {"x": 10_000}, "logement") == 500
    # half of the product, not of the rounded score
    assert score({"x": 10_000}, {"x": 2_109}, "logement") == 105
    assert score({"x": 10_000}, {"x": 2_110}, "logement") == 106


def test_what_has_nothing_in_common_is_not_kept() -> None:
    assert scores([A], [B], {"a/1": {"x": 10_000}, "b/1": {"y": 10_000}}) == Scores({}, {}, {})


def test_the_best_of_each_side_is_kept() -> None:
    left, right = [A, item("a/2")], [B, item("b/2")]
    vectors = {
        "a/1": {"x": 10_000}, "a/2": {"y": 10_000},
        "b/1": {"x": 6_000, "y": 8_000}, "b/2": {"x": 8_000, "y": 6_000},
    }  # fmt: skip
    assert scores(left, right, vectors) == Scores(
        {("a/1", "b/1"): 600, ("a/1", "b/2"): 800, ("a/2", "b/1"): 800, ("a/2", "b/2"): 600},
        {"a/1": 800, "a/2": 800},
        {"b/1": 800, "b/2": 800},
    )


def test_of_many_alike_the_first_twenty_of_either_side_are_compared() -> None:
    left, right = [item(f"a/{n}") for n in range(25)], [item(f"b/{n}") for n in range(30)]
    found = scores(left, right, {one.id: {"x": 9_000} for one in (*left, *right)})
    assert set(found.by_pair) == {(f"a/{a}", f"b/{b}") for a in range(25) for b in range(30) if a < 20 or b < 20}


def test_of_many_the_best_twenty_are_compared_not_the_first() -> None:
    right = [item(f"b/{n}") for n in range(30)]
    found = scores([A], right, {"a/1": {"x": 10_000}} | {f"b/{n}": {"x": 5_000 + 10 * n} for n in range(30)})
    assert found.best_left == {"a/1": 529}
    assert [found.kind(A, other) for other in right] == [SHARED] * 30  # each has only one to be compared with
    more = [A, *(item(f"a/{n}") for n in range(2, 30))]
    told = {one.id: {"x": 10_000} for one in more} | {f"b/{n}": {"x": 5_000 + 10 * n} for n in range(30)}
    found = scores(more, right, told)
    assert {b for a, b in found.by_pair if a == "a/29"} == {f"b/{n}" for n in range(10, 30)}


@pytest.mark.parametrize(
    ("points", "best_left", "best_right", "kind"),
    [
        # the least score of either kind
        (1000, 1000, 1000, SHARED),
        (200, 200, 200, SHARED),
        (199, 199, 199, RELATED),
        (85, 85, 85, RELATED),
        (84, 84, 84, None),
        (0, 0, 0, None),
        # near the best of one of the sides: 60 percent, and 40
        (480, 800, 800, SHARED),
        (479, 800, 800, RELATED),
        (320, 800, 800, RELATED),
        (319, 800, 800, None),
        (250, 1000, 250, SHARED),
        (250, 250, 1000, SHARED),
        (250, 1000, 600, RELATED),
        (250, 1000, 700, None),
        # counted exactly: 60 percent of 335 are 201, of 351 are 210.6
        (210, 350, 350, SHARED),
        (210, 351, 351, RELATED),
    ],
)
def test_the_kind_of_a_pair(points: int, best_left: int, best_right: int, kind: PairKind | None) -> None:
    found = Scores({("a/1", "b/1"): points}, {"a/1": best_left}, {"b/1": best_right})
    assert found.kind(A, B) is kind


def test_two_that_were_not_compared_are_no_pair() -> None:
    assert Scores({}, {}, {}).kind(A, B) is None


@pytest.mark.parametrize(
    ("product", "across", "expected"),
    [
        (0, False, 0),
        (49_999, False, 0),
        (50_000, False, 1),
        (149_999, False, 1),
        (99_999, True, 0),
        (100_000, True, 1),
        (100_000_000, False, 1000),
        (100_000_000, True, 500),
    ],
)
def test_thousandths(product: int, across: bool, expected: int) -> None:
    assert thousandths(product, across=across) == expected


def test_what_two_vectors_have_in_common_comes_by_what_it_gives_then_by_name() -> None:
    left = {"a": 1, "b": 2, "c": 3, "d": 4}
    assert shared_features(left, {"c": 2, "e": 9, "b": 3, "a": 7}) == [("a", 7), ("b", 6), ("c", 6)]


vectors = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 10_000))


@given(st.lists(vectors, max_size=5), st.lists(vectors, max_size=5), st.data())
def test_the_mirror_mirrors_and_the_order_does_not_matter(
    ours: list[dict[str, int]], theirs: list[dict[str, int]], data: st.DataObject
) -> None:
    told = {f"a/{n}": one for n, one in enumerate(ours)} | {f"b/{n}": one for n, one in enumerate(theirs)}
    themes = st.sampled_from(["emploi", "logement"])
    left, right = ([item(ref, data.draw(themes)) for ref in told if ref[0] == side] for side in "ab")
    there = scores(left, right, told)
    back = scores(data.draw(st.permutations(right)), data.draw(st.permutations(left)), told)
    assert there.by_pair == {(a, b): points for (b, a), points in back.by_pair.items()}
    assert (there.best_left, there.best_right) == (back.best_right, back.best_left)
    assert [there.kind(a, b) for a in left for b in right] == [back.kind(b, a) for a in left for b in right]


@given(vectors, vectors)
def test_the_parts_make_the_whole(left: dict[str, int], right: dict[str, int]) -> None:
    assert thousandths(sum(part for _, part in shared_features(left, right)), across=False) == score(left, right)
    assert dict(shared_features(left, right)) == dict(shared_features(right, left))
