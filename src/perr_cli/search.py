"""Search: a query and an index to ranked hits with the spans that matched.

An item is a hit when every term stands in it or around it (its objective, section, theme, commune), one term
at least in its own words, and no excluded term anywhere (CONTRACT §5). A hit's score adds up, over the terms,
how rare the term is times how well it matched:

    score = sum over terms of  ln(1 + N / n)  ·  weight of the way  ·  weight of where

with N items in the corpus and n of them holding the term in their own words. `terms` says what the ways are.
"""

from __future__ import annotations

import heapq
import math
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from perr_cli import text
from perr_cli.concepts import acronym_key
from perr_cli.index import Filters, Index
from perr_cli.items import HIDDEN, OPTIONAL, Item
from perr_cli.marking import Highlight, Marker, apart
from perr_cli.query import Kind, parse
from perr_cli.terms import How, Sought, Way, abbreviating, nearest, understand

_AROUND = 0.25
"""What a match around an item is worth beside one in its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A term of the query as it was understood: the words of the corpus that it found (the correction, where a
    corrected one found none), and how."""

    input: str
    matched: tuple[str, ...]
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryEcho:
    """The query as it was understood."""

    text: str
    terms: tuple[Matched, ...]
    filters: dict[str, Any]

    @property
    def shown(self) -> str:
        """What was asked for, as people are told: the words, or what the filters name where there are none."""
        return self.text or ", ".join(
            word for name in ("concepts", "natures", "partners") for word in self.filters.get(name, ())
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a term of the query gave to the score of a hit: rarity · weight · share = score."""

    input: str
    matched: tuple[str, ...]
    """The words of the item that matched; none where the term stands only around it."""
    how: How
    where: str
    """`own` for the item's own words, `around` for what surrounds it."""
    rarity: float
    weight: float
    """What the way of matching is worth."""
    share: float
    """What the place is worth."""
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Item):
    """An item that was found."""

    score: float
    highlights: tuple[Highlight, ...]
    explanation: tuple[Part, ...] | None = field(default=None, metadata=OPTIONAL)
    """The parts of the score, where they were asked for."""


class Unfound(NamedTuple):
    """Why nothing was found: a term that no item holds, and words of the corpus that are written like it."""

    input: str
    near: tuple[str, ...]


class Nothing(NamedTuple):
    """Why nothing was found, and what would find something."""

    unfound: tuple[Unfound, ...]
    with_any: int
    """How many items hold one of the terms (`--any`)."""
    unfiltered: int
    """How many would be found without the filters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a search found, best first."""

    schema: str = field(default="perr.search/1", init=False)
    query: QueryEcho
    total: int
    hits: tuple[Hit, ...]
    nothing: Nothing | None = field(default=None, metadata=HIDDEN)


def search(
    index: Index,
    query: str,
    *,
    filters: Filters | None = None,
    limit: int = 0,
    any_word: bool = False,
    exact: bool = False,
    related: bool = False,
    explain: bool = False,
    echo: dict[str, Any] | None = None,
) -> SearchResult:
    """The items that match, best first, at most `limit` of them (0: all). An empty query finds all that the
    filters keep. Raises `QueryError`."""
    filters = filters or Filters()
    asked = parse(query) if query.strip() or not filters.telling else None
    wanted, unwanted = understand(index, asked, exact=exact, related=related) if asked else ([], [])
    terms, excluded = [_Term(index, sought) for sought in wanted], [_Term(index, sought) for sought in unwanted]
    if limit and len(terms) == 1 and not excluded and filters == Filters():
        best, total = terms[0].first(limit)
    else:
        scores = _scores(terms, excluded, any_word) if asked else dict.fromkeys(index.numbers(filters), 0.0)
        if asked and filters != Filters() and scores:
            kept = set(index.numbers(filters))
            scores = {n: score for n, score in scores.items() if n in kept}
        best = heapq.nsmallest(limit or len(scores), scores.items(), key=lambda pair: (-pair[1], pair[0]))
        total = len(scores)
    items = index.items_at(n for n, _ in best)
    marker = Marker(index, [term.sought for term in terms], filters.concepts)
    hits = []
    for n, score in best:
        item = items[n]
        parts = tuple(_part(term, n, item) for term in terms if term.weigh(n)) if explain else None
        named = index.mentions(n, filters.partners) if filters.partners else []
        marks = marker.marks(item) + [(start, end, How.synonym) for start, end in named]
        highlights = apart(item.meaning, marks)
        hits.append(Hit(**item.values(), score=score, highlights=highlights, explanation=parts))
    nothing = None if total or not asked else _nothing(index, terms, excluded, filters, any_word)
    return SearchResult(
        query=QueryEcho(text=query, terms=tuple(t.echo() for t in (*terms, *excluded)), filters=echo or {}),
        total=total, hits=tuple(hits), nothing=nothing,
    )  # fmt: skip


class _Term:
    """A term looked up in the index."""

    def __init__(self, index: Index, sought: Sought) -> None:
        self._index = index
        self.sought = sought

    @cached_property
    def ways(self) -> list[tuple[Way, set[int]]]:
        """The ways with the items that hold the term so in their own words, the best first."""
        ordered = sorted(self.sought.ways, key=lambda way: -way.weight)
        return [(way, set(self._index.rowids("words", way.condition()))) for way in ordered if way.words]

    @cached_property
    def own(self) -> dict[int, float]:
        """Item → weight of the best way in which its own words hold the term."""
        best: dict[int, float] = {}
        for way, rows in reversed(self.ways):
            best.update(dict.fromkeys(rows, way.weight))
        return best

    def first(self, limit: int) -> tuple[list[tuple[int, float]], int]:
        """The best items with their scores, and how many there are in all, where this is the only term: the rows
        of the best way in their order, then those of the next. The index counts and orders faster than we."""
        conditions: dict[float, list[str]] = {}
        for way in sorted(self.sought.ways, key=lambda way: -way.weight):
            if way.words:
                conditions.setdefault(way.weight, []).append(way.condition())
        total = self._index.count(" OR ".join(chain.from_iterable(conditions.values()))) if conditions else 0
        rarity = math.log(1 + self._index.size / max(1, total))
        best: dict[int, float] = {}
        for weight, alike in conditions.items():
            if len(best) < min(limit, total):
                rows = self._index.rowids("words", " OR ".join(alike), limit + len(best))
                best = dict.fromkeys(rows, round(rarity * weight, 4)) | best
                ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
                best = dict(ranked[:limit])
        return list(best.items()), total

    @cached_property
    def around(self) -> list[tuple[Way, _Ranges]]:
        """The ways with the items around which the term stands so, the best first."""
        return [(way, _Ranges(self._index.ranges(way.condition()))) for way, _ in self.ways]

    @cached_property
    def marker(self) -> Marker:
        """Finds this term alone in a text."""
        return Marker(self._index, [self.sought], ())

    @cached_property
    def rarity(self) -> float:
        """ln(1 + N / n): see the module."""
        return math.log(1 + self._index.size / max(1, len(self.own)))

    def weigh(self, n: int) -> float:
        """What an item gets for this term: 0 where it stands neither in it nor around it."""
        around = next((way.weight for way, ranges in self.around if n in ranges), 0.0)
        return self.rarity * max(self.own.get(n, 0.0), around * _AROUND)

    def best(self, n: int) -> tuple[Way, bool]:
        """The way that gave an item its weight, and whether in its own words."""
        for way, rows in self.ways:
            if n in rows:
                return way, True
        return next(way for way, ranges in self.around if n in ranges), False

    def echo(self) -> Matched:
        """The term as it was understood."""
        term = self.sought.term
        ways = sorted((way for way in self.sought.ways if way.words), key=lambda way: -way.weight)
        held = (way.how for way in ways if self._index.rowids("words", way.condition(), 1))
        how = next(held, ways[0].how if ways else How.exact)
        corrected = (" ".join(term.forms),) if self.sought.corrected else ()
        return Matched(input=term.input, matched=tuple(dict.fromkeys(self._matched())) or corrected, how=how)

    def _matched(self) -> Iterable[str]:
        index, term = self._index, self.sought.term
        own = [way for way in self.sought.ways if way.column in ("form", "base")]
        if len(term.forms) > 1:
            conditions = [way.condition() for way in own]
            if any(index.rowids("words", c, 1) or index.rowids("around", c, 1) for c in conditions):
                spelt = (index.spellings("form = ?", (form,)) for form in term.forms)
                yield " ".join(unicodedata.normalize("NFC", words[0]) for words in spelt if words)
        elif term.kind is Kind.prefix:
            yield from index.spellings("form >= ? AND form < ?", (term.forms[0], term.forms[0] + "\U0010ffff"))
        else:
            for way in own[-1:]:
                shown = index.spellings(f"{way.column} = ?", way.words)
                yield from (unicodedata.normalize("NFC", word) for word in shown)
        for meaning in self.sought.meanings:
            yield from (written for written, _ in index.used(meaning.entry.id))
        for entry in abbreviating(index, self.sought):
            acronyms = {acronym_key(acronym) for acronym, _ in entry.acronyms}
            yield from (written for written, _ in index.used(entry.id) if acronym_key(written) in acronyms)


class _Ranges:
    """Item numbers as ranges, joined and sorted."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._first: list[int] = []
        self._last: list[int] = []
        for first, last in sorted(ranges):
            if self._last and first <= self._last[-1] + 1:
                self._last[-1] = max(last, self._last[-1])
            else:
                self._first.append(first)
                self._last.append(last)

    def __bool__(self) -> bool:
        return bool(self._first)

    def __contains__(self, n: int) -> bool:
        at = bisect_right(self._first, n) - 1
        return at >= 0 and n <= self._last[at]


def _scores(terms: Sequence[_Term], excluded: Sequence[_Term], any_word: bool) -> dict[int, float]:
    """The score of every item that matches, by its number."""
    if len(terms) == 1 and not excluded:
        (term,) = terms
        shared = {weight: round(term.rarity * weight, 4) for weight in set(term.own.values())}
        return {n: shared[weight] for n, weight in term.own.items()}
    scores: dict[int, float] = {}
    for n in set().union(*(term.own for term in terms)):
        weights = [term.weigh(n) for term in terms]
        if (any_word or all(weights)) and not any(term.weigh(n) for term in excluded):
            scores[n] = round(sum(weights), 4)
    return scores


def _nothing(
    index: Index, terms: Sequence[_Term], excluded: Sequence[_Term], filters: Filters, any_word: bool
) -> Nothing:
    unfound = tuple(
        Unfound(input=term.sought.term.input, near=tuple(_near(index, term.sought)))
        for term in terms
        if not term.own and not any(ranges for _, ranges in term.around)
    )
    everywhere = filters == Filters()
    with_any = set() if any_word else set(_scores(terms, excluded, True))
    return Nothing(
        unfound=unfound,
        with_any=len(with_any if everywhere else with_any.intersection(index.numbers(filters))),
        unfiltered=0 if everywhere else len(_scores(terms, excluded, any_word)),
    )


def _near(index: Index, sought: Sought) -> list[str]:
    """Up to three words that are written somewhat like those of a term that stands nowhere."""
    found: list[str] = []
    for form in sought.term.forms:
        if not index.knows(text.base(form)):
            found += nearest(index, form, max(1, len(form) // 4))[:3]
    return [shown for form in found[:3] for shown in index.spellings("form = ?", (form,))]


def _part(term: _Term, n: int, item: Item) -> Part:
    way, own = term.best(n)
    spans = term.marker.marks(item) if own else []
    best = [(start, end) for start, end, how in spans if how is way.how] or [(s, e) for s, e, _ in spans]
    share = 1.0 if own else _AROUND
    return Part(
        input=term.sought.term.input,
        matched=tuple(dict.fromkeys(item.meaning[start:end] for start, end in sorted(best))),
        how=way.how, where="own" if own else "around", rarity=round(term.rarity, 4), weight=way.weight, share=share,
        score=round(term.rarity * way.weight * share, 4),
    )  # fmt: skip
