"""Two communes compared: what is put together, and the laws that hold for any two."""

from __future__ import annotations

import pytest

from perr_cli.compare import DiffResult, PairKind, diff
from perr_cli.index import Filters
from perr_cli.items import Item, Level
from perr_cli.library import Library

LEFT, RIGHT = "ris-orangis", "savigny-le-temple"


def side(library: Library, ref: str) -> list[Item]:
    return library.index.items(Filters(protocols=(ref,)))


@pytest.fixture(scope="module")
def result(library: Library) -> DiffResult:
    return diff(side(library, LEFT), side(library, RIGHT), names=(LEFT, RIGHT))


def test_the_same_device_is_shared_with_its_words(result: DiffResult) -> None:
    (pair,) = (p for p in result.pairs if (p.left.short_id, p.right.short_id) == ("logement/1", "logement/2.3"))
    assert pair.kind is PairKind.shared
    assert pair.why.terms == ("gestion", "proximité", "sociale", "urbaine")


def test_the_mirror_mirrors(library: Library, result: DiffResult) -> None:
    mirror = diff(side(library, RIGHT), side(library, LEFT), names=(RIGHT, LEFT))
    assert {(p.right.id, p.left.id, p.kind, p.score) for p in mirror.pairs} == {
        (p.left.id, p.right.id, p.kind, p.score) for p in result.pairs
    }
    assert (mirror.only_left, mirror.only_right) == (result.only_right, result.only_left)


@pytest.mark.parametrize("ref", [LEFT, RIGHT])
def test_a_commune_shares_everything_with_itself(library: Library, ref: str) -> None:
    own = side(library, ref)
    same = diff(own, own, names=(ref, ref))
    alike = {p.left.id for p in same.pairs if p.left.id == p.right.id and p.kind is PairKind.shared}
    assert alike == {item.id for item in own if item.level is not Level.precondition}
    assert (same.only_left, same.only_right) == ((), ())


def test_every_commitment_is_in_a_pair_or_only_on_its_side(library: Library, result: DiffResult) -> None:
    paired = {p.left.id for p in result.pairs}
    only = {item.id for item in result.only_left}
    commitments = {item.id for item in side(library, LEFT) if item.level is not Level.precondition}
    assert paired | only == commitments
    assert not paired & only
    assert len(result.preconditions.left) == 4


@pytest.mark.parametrize("theme", ["emploi", "logement", "securite"])
def test_a_filter_never_creates_a_pair(library: Library, result: DiffResult, theme: str) -> None:
    def keep(item: Item) -> bool:
        return item.theme == theme

    filtered = diff(side(library, LEFT), side(library, RIGHT), names=(LEFT, RIGHT), keep=keep)
    assert set(filtered.pairs) == {p for p in result.pairs if keep(p.left) and keep(p.right)}


def test_theme_counts_are_of_commitments_in_their_own_theme(result: DiffResult) -> None:
    counted = {t.theme: (t.left, t.right) for t in result.themes}
    assert counted == {
        "emploi": (13, 11), "education": (11, 11), "logement": (13, 15), "securite": (13, 3), "lien-social": (16, 5),
    }  # fmt: skip
    assert all(t.left_shared <= t.left and t.right_shared <= t.right for t in result.themes)


def test_theme_counts_add_up(result: DiffResult) -> None:
    for side_, only in (("left", result.only_left), ("right", result.only_right)):
        paired = {getattr(p, side_).id for p in result.pairs}
        assert sum(getattr(t, side_) for t in result.themes) == len(paired) + len(only)
        for kind in PairKind:
            of_kind = {getattr(p, side_).id for p in result.pairs if p.kind is kind}
            assert sum(getattr(t, f"{side_}_{kind.value}") for t in result.themes) == len(of_kind)


def test_two_empty_communes_have_nothing_to_share() -> None:
    empty = diff([], [], names=("a", "b"))
    assert (empty.pairs, empty.only_left, empty.only_right, empty.themes) == ((), (), (), ())
