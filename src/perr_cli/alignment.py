"""Which commitments of two communes are about the same thing, by their vectors.

The score of two commitments is the product of their vectors (see `vectors`), half of it where their themes differ. A
pair is kept where its score is near the best of either side.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from perr_cli.items import Item


class PairKind(str, Enum):
    """What two commitments have to do with each other."""

    shared = "shared"
    """Both commit to the same thing."""
    related = "related"
    """The same sub-topic, another commitment."""


LEAST = {PairKind.shared: 0.21, PairKind.related: 0.1}
"""The least score of a pair of a kind."""
NEAR = {PairKind.shared: 0.6, PairKind.related: 0.4}
"""The least part of the best score of either side."""
ACROSS_THEMES = 0.5
DIGITS = 3
"""Scores are rounded to so many digits, and compared rounded."""

Vectors = Mapping[str, Mapping[str, float]]


class Scores(NamedTuple):
    """How far the commitments of two sides say the same, by their ids."""

    by_pair: dict[tuple[str, str], float]
    """Of left and right; a pair that is not there has 0."""
    best_left: dict[str, float]
    """The best score of each commitment of the left."""
    best_right: dict[str, float]

    def of(self, left: Item, right: Item) -> float:
        """The score of two commitments."""
        return self.by_pair.get((left.id, right.id), 0.0)

    def kind(self, left: Item, right: Item) -> PairKind | None:
        """What two commitments are to each other."""
        score = self.of(left, right)
        best = min(self.best_left.get(left.id, 0.0), self.best_right.get(right.id, 0.0))
        for kind, least in LEAST.items():
            if score >= max(least, round(NEAR[kind] * best, DIGITS)):
                return kind
        return None


def scores(left: Sequence[Item], right: Sequence[Item], vectors: Vectors) -> Scores:
    """The scores of all commitments of one side with those of the other. Its mirror mirrors it."""
    having: dict[str, list[tuple[int, float]]] = {}
    for number, item in enumerate(right):
        for name, told in vectors[item.id].items():
            having.setdefault(name, []).append((number, told))
    found = Scores({}, {}, {})
    for a in left:
        products: dict[int, list[float]] = {}
        for name, told in vectors[a.id].items():
            for number, other in having.get(name, ()):
                products.setdefault(number, []).append(told * other)
        for number, parts in products.items():
            b = right[number]
            # fsum is exact, so that the order of the features never shows in the score.
            score = round(math.fsum(parts) * (1.0 if a.theme == b.theme else ACROSS_THEMES), DIGITS)
            if score:
                found.by_pair[a.id, b.id] = score
                found.best_left[a.id] = max(score, found.best_left.get(a.id, 0.0))
                found.best_right[b.id] = max(score, found.best_right.get(b.id, 0.0))
    return found


def common(left: Mapping[str, float], right: Mapping[str, float]) -> list[tuple[str, float]]:
    """The features of both vectors with what each gives to their product, the greatest first."""
    parts = [(name, told * right[name]) for name, told in left.items() if name in right]
    return sorted(parts, key=lambda part: (-part[1], part[0]))
