"""Why two commitments were put together: the concepts and the words that made their score, and where they stand.

A reason is a feature of both vectors (see `vectors`). It stands in a text by the words that name its concept, or one
that is narrower or related; a concept that is only in the objective stands nowhere in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perr_cli import comparables, text
from perr_cli.alignment import NAMED, Vectors, shared_features, thousandths
from perr_cli.index import Index
from perr_cli.items import HIDDEN, OPTIONAL, Item

_MOST_CONCEPTS = 4
_WORTH = 0.03
"""The least part of the score that makes a word worth naming."""
_MOST_WORDS = 8

Span = tuple[int, int]
"""Code points of a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a concept, with all that is near to it, or a word gave to the score of a pair."""

    about: str
    """The id of a concept, a word that both have, or `…` for all that is not worth naming."""
    left: tuple[str, ...]
    """The words of the left text by which it stands there; none where only the objective has it."""
    right: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What made two items a pair: common concepts, and the words by which they stand in the two texts."""

    concepts: tuple[str, ...]
    terms: tuple[str, ...]
    objective: tuple[str, ...] | None = field(default=None, metadata=OPTIONAL)
    """Those of the concepts that on one side only the objective names."""
    reasons: tuple[Reason, ...] | None = field(default=None, metadata=OPTIONAL)
    """The score, part by part, where that was asked for."""
    left_spans: tuple[Span, ...] = field(default=(), metadata=HIDDEN)
    """Where the terms stand in the left text, for marking."""
    right_spans: tuple[Span, ...] = field(default=(), metadata=HIDDEN)


class _Side(NamedTuple):
    """A text read for its reasons."""

    item: Item
    named: dict[str, list[Span]]
    """Where its concepts are named, by their ids."""
    told: dict[str, list[Span]]
    """Where the parts of signs stand that tell a concept."""
    words: dict[str, list[Span]]
    """Where its words stand, by their inflection classes, and all of it."""

    def places(self, names: Iterable[str]) -> list[Span]:
        """Where some concepts stand: the words that name them, else those of signs."""
        asked = list(names)
        return sorted(
            {span for name in asked for span in self.named.get(name, ())}
            or {span for name in asked for span in self.told.get(name, ())}
        )

    def written(self, span: Span) -> str:
        """The words at a place."""
        return self.item.meaning[span[0] : span[1]]


class Explainer:
    """Tells why commitments were put together, with what the index knows of them."""

    def __init__(self, index: Index, items: Sequence[Item], vectors: Vectors) -> None:
        self._vectors = vectors
        self._places = comparables.places(index, [item.id for item in items])
        # Also of what only an objective names: else the reasons of a pair would depend on which others are shown.
        told = {name[1:] for item in items for name in vectors[item.id] if name[0] == "#"}
        named = {name for places in self._places.values() for name, *_ in places}
        self._near = comparables.near(index, told | named)
        self._sides: dict[str, _Side] = {}

    def why(self, left: Item, right: Item, *, explain: bool = False) -> Why:
        """The reasons of a pair, those of its mirror mirrored."""
        parts = shared_features(self._vectors[left.id], self._vectors[right.id])
        whole = sum(part for _, part in parts)
        a, b = self._side(left), self._side(right)
        concepts = [
            _Found(name, part, *(side.places([name]) or side.places(self._telling(name, side)) for side in (a, b)))
            for name, part in self._leading([(name[1:], part) for name, part in parts if name[0] == "#"], whole)
        ]
        words: list[_Found] = []
        for name, part in parts:
            if name[0] != "#":
                word = _Found(name, part, a.words.get(name, []), b.words.get(name, []))
                concept = next((concept for concept in concepts if concept.holds(word)), None)
                if concept:
                    concept.part += part
                elif part >= _WORTH * whole and len(words) < _MOST_WORDS:
                    words.append(word)
        terms = [term for concept in concepts for term in _told_in(a, b, concept.left, concept.right)]
        terms += [term for word in words for term in _told_in(a, b, word.left[:1], word.right[:1])[:1]]
        found = [*concepts, *words]
        return Why(
            concepts=tuple(concept.name for concept in concepts), terms=tuple(dict.fromkeys(terms)),
            objective=tuple(c.name for c in concepts if not c.left or not c.right) or None,
            reasons=tuple(_explained(a, b, concepts, words, whole)) if explain else None,
            left_spans=_joined(span for one in found for span in one.left),
            right_spans=_joined(span for one in found for span in one.right),
        )  # fmt: skip

    def _leading(self, parts: Sequence[tuple[str, int]], whole: int) -> list[tuple[str, int]]:
        """The concepts that made the score, each with what those near to it gave."""
        chosen: dict[str, int] = {}
        for name, part in parts:
            to = next((other for other in chosen if name in self._near[other] or other in self._near[name]), None)
            if to:
                chosen[to] += part
            elif part * 100 >= NAMED * whole and len(chosen) < _MOST_CONCEPTS:
                chosen[name] = part
        return list(chosen.items())

    def _telling(self, name: str, side: _Side) -> list[str]:
        """The concepts of a text that are narrower than one, or related to it."""
        return [own for own in (*side.named, *side.told) if name in self._near[own]]

    def _side(self, item: Item) -> _Side:
        if item.id not in self._sides:
            where = text.spans(item.meaning)
            named: dict[str, list[Span]] = {}
            told: dict[str, list[Span]] = {}
            for name, start, end, by_sign in self._places.get(item.id, ()):
                span = (where[start][0], where[end - 1][1])
                (told if by_sign else named).setdefault(name, []).append(span)
            words: dict[str, list[Span]] = {}
            pieces = text.words(item.meaning)
            for word, span in zip(pieces, where, strict=True):
                words.setdefault(word.base, []).append(span)
            if said := [span for word, span in zip(pieces, where, strict=True) if word.form]:
                words.setdefault(text.said(pieces), [(said[0][0], said[-1][1])])
            self._sides[item.id] = _Side(item, named, told, words)
        return self._sides[item.id]


@dataclass(slots=True)
class _Found:
    """A concept or a word that both have."""

    name: str
    part: int
    """What it gave to the product."""
    left: list[Span]
    """Where it stands in the left text."""
    right: list[Span]

    def holds(self, word: _Found) -> bool:
        """Whether a word stands only within the words of this concept, wherever it stands."""
        sides = [(own, of) for own, of in ((word.left, self.left), (word.right, self.right)) if own]
        return bool(sides) and all(any(a <= s and e <= b for a, b in of) for own, of in sides for s, e in own)


def _explained(a: _Side, b: _Side, concepts: Sequence[_Found], words: Sequence[_Found], whole: int) -> list[Reason]:
    across = a.item.theme != b.item.theme
    told = [(concept.name, concept) for concept in concepts]
    told += [(next(iter(_told_in(a, b, w.left[:1], w.right[:1])), _around(a, b, w.name)), w) for w in words]
    reasons = [
        Reason(
            about=about, left=_told_in(a, a, one.left, []), right=_told_in(b, b, one.right, []),
            score=thousandths(one.part, across=across) / 1000,
        )
        for about, one in told
    ]  # fmt: skip
    rest = thousandths(whole - sum(one.part for _, one in told), across=across)
    return [*reasons, Reason(about="…", left=(), right=(), score=rest / 1000)] if rest else reasons


def _told_in(a: _Side, b: _Side, own: Sequence[Span], other: Sequence[Span]) -> tuple[str, ...]:
    """The words at these places of both texts, each once, in an order that does not depend on the sides."""
    written = {a.written(span) for span in own} | {b.written(span) for span in other}
    by_form: dict[str, str] = {}
    for words in sorted(written):
        by_form.setdefault(text.fold(words), _shown(words))
    return tuple(by_form[form] for form in sorted(by_form))


def _around(a: _Side, b: _Side, name: str) -> str:
    """How the objectives write a word that neither text has."""
    objectives = [side.item.objective.meaning for side in (a, b) if side.item.objective]
    return min((_shown(w.written) for said in objectives for w in text.words(said) if w.base == name), default=name)


def _shown(words: str) -> str:
    """Words in small letters, acronyms as they are."""
    return words if any(word.capitals for word in text.words(words)) else words.lower()


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The places in their order, those that overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
