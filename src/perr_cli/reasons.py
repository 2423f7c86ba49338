"""Why two commitments were put together: the concepts and the words that made their score, and where they stand.

A reason is a feature of both vectors (see `vectors`). It stands in a text by the words that name its concept, or one
that is narrower or related; a concept that is only in the objective stands nowhere in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perr_cli import comparables, text
from perr_cli.alignment import Vectors, common, thousandths
from perr_cli.index import Index
from perr_cli.items import HIDDEN, OPTIONAL, Item

_LEADING = 0.12
"""The least part of the score that makes a concept worth naming."""
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
        parts = common(self._vectors[left.id], self._vectors[right.id])
        whole = sum(part for _, part in parts)
        a, b = self._side(left), self._side(right)
        concepts = self._leading([(name[1:], part) for name, part in parts if name[0] == "#"], whole)
        spans: tuple[list[Span], list[Span]] = ([], [])
        reasons: list[tuple[str, int, list[Span], list[Span]]] = []
        for name, part in concepts:
            places = [side.places([name]) or side.places(self._telling(name, side)) for side in (a, b)]
            reasons.append((name, part, places[0], places[1]))
        terms = [_told_in(a, b, own, other) for _, _, own, other in reasons]
        for name, part in parts:
            if name[0] != "#" and part >= _WORTH * whole and len(reasons) < len(concepts) + _MOST_WORDS:
                own, other = a.words.get(name, []), b.words.get(name, [])
                taken = _taken(reasons[: len(concepts)], own, other)
                if not (taken and all(_within(places, of_concepts) for places, of_concepts in taken)):
                    reasons.append((name, part, own, other))
                    terms.append(_told_in(a, b, own[:1], other[:1])[:1])
        for _, _, own, other in reasons:
            spans[0].extend(own)
            spans[1].extend(other)
        shown = tuple(dict.fromkeys(term for some in terms for term in some))
        around = tuple(name for name, _, own, other in reasons[: len(concepts)] if not own or not other)
        across = left.theme != right.theme
        return Why(
            concepts=tuple(name for name, _ in concepts), terms=shown, objective=around or None,
            reasons=tuple(_explained(a, b, reasons, len(concepts), whole, across=across)) if explain else None,
            left_spans=_joined(spans[0]), right_spans=_joined(spans[1]),
        )  # fmt: skip

    def _leading(self, parts: Sequence[tuple[str, int]], whole: int) -> list[tuple[str, int]]:
        """The concepts that made the score, each with what those near to it gave."""
        chosen: dict[str, int] = {}
        for name, part in parts:
            to = next((other for other in chosen if name in self._near[other] or other in self._near[name]), None)
            if to:
                chosen[to] += part
            elif part >= _LEADING * whole and len(chosen) < _MOST_CONCEPTS:
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


Parts = Sequence[tuple[str, int, list[Span], list[Span]]]


def _explained(a: _Side, b: _Side, parts: Parts, concepts: int, whole: int, *, across: bool) -> Iterable[Reason]:
    for number, (name, part, own, other) in enumerate(parts):
        about = name if number < concepts else next(iter(_told_in(a, b, own[:1], other[:1])), _around(a, b, name))
        yield Reason(
            about=about, left=_told_in(a, a, own, []), right=_told_in(b, b, other, []),
            score=thousandths(part, across=across) / 1000,
        )  # fmt: skip
    rest = thousandths(whole - sum(part for _, part, _, _ in parts), across=across)
    if rest:
        yield Reason(about="…", left=(), right=(), score=rest / 1000)


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


def _taken(parts: Parts, own: list[Span], other: list[Span]) -> list[tuple[list[Span], list[Span]]]:
    """For each side that has a word, where it stands and where the concepts do."""
    sides = [(own, [s for part in parts for s in part[2]]), (other, [s for part in parts for s in part[3]])]
    return [(places, of_concepts) for places, of_concepts in sides if places]


def _within(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return all(any(a <= start and end <= b for a, b in others) for start, end in spans)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The places in their order, those that overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
