"""Which commitments of many communes are about the same thing, and for which reason: what `alignment` finds for two,
found for all pairs of communes at once with numpy.

The products of the commitments of one commune with all those of the later ones are added up feature by feature, from
lists of who has a feature. Whole numbers, so that every link is one that `alignment` finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from perr_cli import alignment
from perr_cli.alignment import ACROSS, LEAST, NAMED, NEAR, PER_THOUSANDTH, PairKind
from perr_cli.decisions import Decisions, Verdict
from perr_cli.items import Item

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]

Reason = str
"""The feature of a vector that gave most to a score: `#` and the id of a concept, or a word; where a person decided and
nothing is common `=` and the id of the earlier commitment, so that such decisions do not fall together."""


class Links:
    """The links between commitments, which come in the order of the corpus, each with its vector."""

    def __init__(
        self,
        items: Sequence[Item],
        vectors: Iterable[Mapping[str, int]],
        decisions: Decisions,
        kept: Sequence[bool] | None = None,
    ) -> None:
        """Links are counted among all items, and told among those that are `kept`."""
        self._items = items
        self._kept = np.ones(len(items), bool) if kept is None else np.array(kept, bool)
        self._decided = _decided(items, decisions)
        themes: dict[str | None, int] = {}
        self._themes = np.array([themes.setdefault(item.theme, len(themes)) for item in items], np.int32)
        self._sides = [(ref, [n for n, _ in some]) for ref, some in groupby(enumerate(items), lambda i: i[1].protocol)]
        self._protocol = np.repeat(np.arange(len(self._sides), dtype=np.int32), [len(ns) for _, ns in self._sides])
        features: dict[str, int] = {}
        held, told, starts = [], [], [0]
        for vector in vectors:
            # In the order of their names, so that of equal reasons the same one counts everywhere.
            held += [features.setdefault(name, len(features)) for name in sorted(vector)]
            told += [vector[name] for name in sorted(vector)]
            starts.append(len(held))
        self._names = list(features)
        self._starts = starts
        self._held = np.array(held, np.int32)
        self._told = np.array(told, np.int32)
        order = np.argsort(self._held, kind="stable")
        owners = np.repeat(np.arange(len(items), dtype=np.int32), np.diff(starts))
        self._owners, self._owned = owners[order], self._told[order]
        self._first = np.searchsorted(self._held[order], np.arange(len(features) + 1))

    def by_protocol(self) -> Iterator[dict[Reason, set[int]]]:
        """For each protocol, by reason: the numbers of its items that are linked with items of later protocols, and
        of these."""
        for _, numbers in self._sides:
            yield self._of(numbers[0], numbers[-1] + 1)

    def _of(self, first: int, end: int) -> dict[Reason, set[int]]:
        """The links of the items from the first to before the end, which are those of a protocol."""
        rows, columns, products = self._linked(first, end)
        told: dict[Reason, set[int]] = {}
        by_row = np.searchsorted(rows, np.arange(end - first + 1))
        for row in range(end - first):
            some = slice(by_row[row], by_row[row + 1])
            number = first + row
            linked = columns[some] + end
            if not len(linked) or not self._kept[number]:
                continue
            reasons = self._reasons(number, linked, products[some])
            linked, reasons = linked[self._kept[linked]], reasons[self._kept[linked]]
            for reason in np.unique(reasons):
                name = self._names[reason] if reason >= 0 else f"={self._items[number].id}"
                told.setdefault(name, {number}).update([number, *linked[reasons == reason].tolist()])
        return told

    def _linked(self, first: int, end: int) -> tuple[Numbers, Numbers, Numbers]:
        """The rows, columns (from the end on) and products of all shared pairs, row by row."""
        products = np.zeros((end - first, len(self._items) - end), np.int32)
        for row in range(end - first):
            line = products[row]
            for feature, told in self._vector(first + row):
                owners, owned = self._having(feature, end)
                line[owners - end] += told * owned
        least = LEAST[PairKind.shared] * PER_THOUSANDTH - PER_THOUSANDTH // 2
        rows, columns = (found.astype(np.int32) for found in np.nonzero(products >= least))
        found = products[rows, columns]
        unit = np.where(self._themes[first + rows] == self._themes[end + columns], 1, ACROSS) * PER_THOUSANDTH
        scores = (found + unit // 2) // unit
        others = self._protocol[end + columns]
        best_left = np.zeros((end - first, len(self._sides)), scores.dtype)
        best_right = np.zeros(len(self._items) - end, scores.dtype)
        np.maximum.at(best_left, (rows, others), scores)
        np.maximum.at(best_right, columns, scores)
        best = np.minimum(best_left[rows, others], best_right[columns])
        shared = (scores >= LEAST[PairKind.shared]) & (scores * 100 >= NEAR[PairKind.shared] * best)
        shared &= _first(rows * len(self._sides) + others, columns, scores) | _first(columns, rows, scores)
        return self._overruled(first, end, products, rows[shared], columns[shared])

    def _overruled(
        self, first: int, end: int, products: Numbers, rows: Numbers, columns: Numbers
    ) -> tuple[Numbers, Numbers, Numbers]:
        """The pairs as people have decided them."""
        decided = {(a - first, b - end): verdict for (a, b), verdict in self._decided.items() if first <= a < end}
        if decided:
            pairs = {(int(a), int(b)) for a, b in zip(rows, columns, strict=True)} - set(decided)
            pairs |= {pair for pair, verdict in decided.items() if verdict is Verdict.shared}
            rows, columns = np.array(sorted(pairs), np.int32).reshape(-1, 2).T
        return rows, columns, products[rows, columns]

    def _reasons(self, number: int, linked: Numbers, products: Numbers) -> Numbers:
        """The feature that gave most to each product: a concept if it gave enough, else a word; -1 for nothing."""
        vector = list(self._vector(number))
        concepts = [part for part in vector if self._names[part[0]][0] == "#"]
        reasons, most = self._most(concepts, linked)
        weak = most.astype(np.int64) * 100 < NAMED * products.astype(np.int64)
        if weak.any():
            words, most_of_words = self._most([part for part in vector if self._names[part[0]][0] != "#"], linked[weak])
            reasons[weak] = np.where(most_of_words > 0, words, reasons[weak])
        return reasons

    def _most(self, vector: Iterable[tuple[int, int]], linked: Numbers) -> tuple[Numbers, Numbers]:
        """Of these features the one that gives most to each product, and how much; -1 and 0 for nothing."""
        reasons, most = np.full(len(linked), -1, np.int32), np.zeros(len(linked), np.int32)
        for feature, told in vector:
            owners, owned = self._having(feature, int(linked[0]))
            at = np.searchsorted(owners, linked)
            at[at == len(owners)] = 0
            has = owners[at] == linked if len(owners) else np.zeros(len(linked), bool)
            given = np.where(has, told * owned[at] if len(owners) else 0, 0)
            better = given > most
            reasons[better], most[better] = feature, given[better]
        return reasons, most

    def _vector(self, number: int) -> Iterator[tuple[int, int]]:
        """The features of an item, and what each tells."""
        some = slice(self._starts[number], self._starts[number + 1])
        return zip(self._held[some].tolist(), self._told[some].tolist(), strict=True)

    def _having(self, feature: int, start: int) -> tuple[Numbers, Numbers]:
        """The items from a number on that have a feature, and what it tells of each."""
        first, end = self._first[feature], self._first[feature + 1]
        owners = self._owners[first:end]
        later = int(np.searchsorted(owners, start))
        return owners[later:], self._owned[first + later : end]


def _first(of: Numbers, other: Numbers, scores: Numbers) -> NDArray[np.bool_]:
    """Which scores are among the first few of what they are `of`; of equal ones, those with the first `other`."""
    counts = np.bincount(of)
    if counts.max(initial=0) <= alignment.MOST:
        return np.ones(len(of), bool)
    order = np.lexsort((other, -scores, of))
    rank = np.empty(len(of), np.int64)
    rank[order] = np.arange(len(of)) - (np.cumsum(counts) - counts)[of[order]]
    return rank < alignment.MOST


def _decided(items: Sequence[Item], decisions: Decisions) -> dict[tuple[int, int], Verdict]:
    """By the numbers of two items, the first of the earlier one."""
    if not len(decisions):
        return {}
    by_id = {item.id: item for item in items}
    number = {item.id: n for n, item in enumerate(items)}
    pairs = ((sorted((number[a.id], number[b.id])), d.kind) for a, b, d in decisions.between(by_id, by_id))
    return {(first, second): kind for (first, second), kind in pairs}
