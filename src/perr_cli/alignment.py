"""Which commitments of two communes are about the same thing, by their vectors.

The score of two commitments is the product of their vectors (see `vectors`), half of it where their themes differ. A
pair is kept where its score is near the best of either side, and one of the first few of a side. All of it is counted
in whole numbers, so that neither an order nor a machine shows in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from heapq import heappush, heappushpop
from typing import NamedTuple

from perr_cli.items import Item


class PairKind(str, Enum):
    """What two commitments have to do with each other."""

    shared = "shared"
    """Both commit to the same thing."""
    related = "related"
    """The same sub-topic, another commitment."""


LEAST = {PairKind.shared: 200, PairKind.related: 85}
"""The least score of a pair of a kind, in thousandths."""
NEAR = {PairKind.shared: 60, PairKind.related: 40}
"""The least part of the best score of either side, in percent."""
MOST = 20
"""How many scores of a commitment count at most, the best ones (of equal ones, the first): who says one thing in
hundreds of ways has no pairs by the thousand. In documents a commitment has up to seven pairs."""
PER_THOUSANDTH = 100_000
"""How much of the product of two vectors, which count in ten-thousandths, is a thousandth of a score."""
NAMED = 12
"""The least part of a product that makes a concept worth naming as its reason, in percent."""
ACROSS = 2
"""What the product is divided by where the themes differ."""

Vectors = Mapping[str, Mapping[str, int]]
"""By the ids of commitments."""


class Scores(NamedTuple):
    """How far the commitments of two sides say the same, in thousandths, by their ids."""

    by_pair: dict[tuple[str, str], int]
    """Of left and right, the first of either; a pair that is not there has 0."""
    best_left: dict[str, int]
    """The best score of each commitment of the left."""
    best_right: dict[str, int]

    def of(self, left: Item, right: Item) -> int:
        """The score of two commitments."""
        return self.by_pair.get((left.id, right.id), 0)

    def kind(self, left: Item, right: Item) -> PairKind | None:
        """What two commitments are to each other."""
        score = self.of(left, right)
        best = min(self.best_left.get(left.id, 0), self.best_right.get(right.id, 0))
        for kind, least in LEAST.items():
            if score >= least and score * 100 >= NEAR[kind] * best:
                return kind
        return None


def scores(left: Sequence[Item], right: Sequence[Item], vectors: Vectors) -> Scores:
    """The scores of all commitments of one side with those of the other. Its mirror mirrors it."""
    having: dict[str, list[tuple[int, int]]] = {}
    for number, item in enumerate(right):
        for name, told in vectors[item.id].items():
            having.setdefault(name, []).append((number, told))
    found = Scores({}, {}, {})
    firsts: list[list[tuple[int, int]]] = [[] for _ in right]
    for place, a in enumerate(left):
        products = [0] * len(right)
        for name, told in vectors[a.id].items():
            for number, other in having.get(name, ()):
                products[number] += told * other
        own: list[tuple[int, int]] = []
        for number, (b, product) in enumerate(zip(right, products, strict=True)):
            score = thousandths(product, across=a.theme != b.theme) if product else 0
            if score:
                _add(own, (score, -number))
                _add(firsts[number], (score, -place))
        if own:
            found.best_left[a.id] = max(own)[0]
        found.by_pair.update(((a.id, right[-number].id), score) for score, number in own)
    for b, first in zip(right, firsts, strict=True):
        if first:
            found.best_right[b.id] = max(first)[0]
        found.by_pair.update(((left[-place].id, b.id), score) for score, place in first)
    return found


def _add(first: list[tuple[int, int]], told: tuple[int, int]) -> None:
    """One more to a heap of the first few."""
    if len(first) < MOST:
        heappush(first, told)
    else:
        heappushpop(first, told)


def thousandths(product: int, *, across: bool) -> int:
    """The score that a product of two vectors is, rounded half up."""
    unit = PER_THOUSANDTH * (ACROSS if across else 1)
    return (product + unit // 2) // unit


def shared_features(left: Mapping[str, int], right: Mapping[str, int]) -> list[tuple[str, int]]:
    """The features of both vectors with what each gives to their product, the greatest first."""
    parts = [(name, told * right[name]) for name, told in left.items() if name in right]
    return sorted(parts, key=lambda part: (-part[1], part[0]))
