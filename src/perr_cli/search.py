"""Search: a query and an index to ranked hits with the spans that matched.

An item is a hit when every term stands in it or around it (its objective, section, theme, commune), one term
at least in its own words, and no excluded term anywhere (CONTRACT §5). A hit's score adds up, over the terms,
how rare the term is times how well it matched:

    score = sum over terms of  ln(1 + N / n)  ·  weight of how  ·  weight of where

with N items in the corpus and n of them holding the term in their own words.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from perr_cli import text
from perr_cli.index import Filters, Index
from perr_cli.items import Item
from perr_cli.query import Kind, Term, parse


class How(str, Enum):
    """How a word of the corpus came to match a word of the query."""

    exact = "exact"
    inflected = "inflected"
    synonym = "synonym"
    acronym = "acronym"
    typo = "typo"
    prefix = "prefix"
    phrase = "phrase"
    related = "related"


# Better first: as typed, inflected, synonym, corrected (CONTRACT §5).
_WEIGHT = {
    How.exact: 1.0, How.phrase: 1.0, How.prefix: 0.9, How.inflected: 0.9, How.acronym: 0.8, How.synonym: 0.7,
    How.typo: 0.6, How.related: 0.4,
}  # fmt: skip
_AROUND = 0.25
"""What a match around an item is worth beside one in its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A term of the query as it was understood: the words of the corpus that it found, and how."""

    input: str
    matched: tuple[str, ...]
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryEcho:
    """The query as it was understood."""

    text: str
    terms: tuple[Matched, ...]
    filters: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A span that matched, in code points of the item's reading where there is one, else of its text."""

    start: int
    end: int
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Item):
    """An item that was found."""

    score: float
    highlights: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a search found, best first."""

    schema: str = field(default="perr.search/1", init=False)
    query: QueryEcho
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class _Sought:
    """A term made ready: alternatives best first, each the words to find in a row and in which spelling."""

    ways: tuple[_Way, ...]
    echo: Matched
    rarity: float


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to match a term: `column` is "form" (as written) or "base" (inflection class)."""

    how: How
    column: str
    words: tuple[str, ...]

    def match(self, *columns: str) -> str:
        """The condition in the index's language. Every word is quoted: a person's text is no syntax there."""
        star = " *" if self.how is How.prefix else ""
        return f'{{{" ".join(columns)}}} : "{" ".join(self.words)}"{star}'

    def own(self) -> str:
        """The condition that it stands in the item's own words."""
        return self.match(self.column)

    def around(self) -> str:
        """The condition that it stands around the item."""
        return self.match(f"around_{self.column}")

    def anywhere(self) -> str:
        """The condition that it stands in the item or around it."""
        return self.match(self.column, f"around_{self.column}")

    def fits(self, words: Sequence[str], at: int) -> bool:
        """Whether the words stand at this place of an item's words (its forms or bases, as `column` says)."""
        here = tuple(words[at : at + len(self.words)])
        if self.how is How.prefix:
            return here[:-1] == self.words[:-1] and here[-1].startswith(self.words[-1])
        return here == self.words


def search(
    index: Index,
    query: str,
    *,
    filters: Filters | None = None,
    limit: int = 0,
    any_word: bool = False,
    exact: bool = False,
    echo: dict[str, Any] | None = None,
) -> SearchResult:
    """The items that match, best first, at most `limit` of them (0: all). Raises `QueryError`."""
    asked = parse(query)
    sought = [_sought(index, term, exact) for term in asked.terms]
    excluded = [_sought(index, term, exact) for term in asked.excluded]
    scores = _scores(index, sought, excluded, filters or Filters(), any_word) if sought else {}
    ranked = sorted(scores, key=lambda n: (-scores[n], n))
    shown = ranked[:limit] if limit else ranked
    items = index.items_at(shown)
    return SearchResult(
        query=QueryEcho(text=asked.text, terms=tuple(s.echo for s in (*sought, *excluded)), filters=echo or {}),
        total=len(ranked),
        hits=tuple(_hit(items[n], scores[n], sought) for n in shown),
    )


def matching(index: Index, query: str, filters: Filters | None = None) -> set[str]:
    """The ids of what a query finds: what `--keyword` keeps."""
    return {hit.id for hit in search(index, query, filters=filters).hits}


def _scores(
    index: Index, sought: Sequence[_Sought], excluded: Sequence[_Sought], filters: Filters, any_word: bool
) -> dict[int, float]:
    """The score of every item that matches, by row number."""
    whole = _condition(sought, excluded, any_word)
    restriction, values = filters.sql()

    def found(condition: str) -> list[int]:
        sql = "SELECT rowid FROM words WHERE words MATCH ?"
        if values:
            sql = f"""SELECT item.n FROM words JOIN item ON item.n = words.rowid
                JOIN protocol ON protocol.n = item.protocol WHERE words MATCH ? AND {restriction}"""
        return [row[0] for row in index.rows(sql, (condition, *values))]

    scores = dict.fromkeys(found(whole), 0.0)
    for term in sought if scores else ():
        best: dict[int, float] = {}
        for way in term.ways:
            places = [(way.own(), 1.0), (way.around(), _AROUND)] if len(sought) > 1 else [(way.own(), 1.0)]
            for condition, place in places:
                weight = term.rarity * _WEIGHT[way.how] * place
                for n in found(condition):
                    best[n] = max(best.get(n, 0.0), weight)
        for n in best.keys() & scores.keys():
            scores[n] += best[n]
    return {n: round(score, 4) for n, score in scores.items()}


def _condition(sought: Sequence[_Sought], excluded: Sequence[_Sought], any_word: bool) -> str:
    own = " OR ".join(way.own() for term in sought for way in term.ways)
    whole = f"({own})"
    if not any_word and len(sought) > 1:
        for term in sought:
            whole += f" AND ({' OR '.join(way.anywhere() for way in term.ways)})"
    banned = " OR ".join(way.anywhere() for term in excluded for way in term.ways)
    return f"({whole}) NOT ({banned})" if banned else whole


def _sought(index: Index, term: Term, exact: bool) -> _Sought:
    forms = term.forms
    if term.kind is Kind.prefix:
        return _made(index, term, (_Way(How.prefix, "form", forms),), How.prefix)
    written = How.phrase if term.kind is Kind.phrase else How.exact
    if exact:
        return _made(index, term, (_Way(written, "form", forms),), written)
    corrected = tuple(_corrected(index, form) for form in forms)
    bases = tuple(text.base(form) for form in corrected)
    if corrected != forms:
        return _made(index, term, (_Way(How.typo, "base", bases),), How.typo, corrected)
    how = written if term.kind is Kind.phrase else How.inflected
    ways = (_Way(written, "form", forms), _Way(how, "base", bases))
    as_typed = how is How.inflected and _known(index, "form", forms[0])
    return _made(index, term, ways, How.exact if as_typed else how)


def _made(index: Index, term: Term, ways: tuple[_Way, ...], how: How, forms: tuple[str, ...] | None = None) -> _Sought:
    """The term with how rare it is and the words of the corpus that it stands for (`forms`, else as typed)."""
    forms = forms or term.forms
    last = ways[-1]
    shown: tuple[str, ...] = ()
    if len(forms) > 1:
        anywhere = " OR ".join(way.anywhere() for way in ways)
        if index.rows("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (anywhere,)):
            shown = (" ".join(spelt for form in forms for spelt in _spellings(index, "form = ?", (form,))),)
    elif how is How.prefix:
        shown = _spellings(index, "form >= ? AND form < ?", (forms[0], forms[0] + "\U0010ffff"))
    else:
        shown = _spellings(index, f"{last.column} = ?", last.words)
    holds = " OR ".join(way.own() for way in ways)
    (holding,) = index.rows("SELECT count(*) FROM words WHERE words MATCH ?", (holds,))[0]
    rarity = math.log(1 + index.size / max(1, holding))
    return _Sought(ways, Matched(input=term.input, matched=shown, how=how), rarity)


def _spellings(index: Index, condition: str, values: Sequence[str]) -> tuple[str, ...]:
    rows = index.rows(f"SELECT shown FROM vocabulary WHERE {condition} ORDER BY form", values)
    return tuple(unicodedata.normalize("NFC", row[0]) for row in rows)


def _known(index: Index, column: str, word: str) -> bool:
    return bool(index.rows(f"SELECT 1 FROM vocabulary WHERE {column} = ? LIMIT 1", (word,)))


def _corrected(index: Index, form: str) -> str:
    """The form itself where the corpus has it or an inflection of it, else the nearest that it has.

    Near is one slip (a letter more, less, other, or two swapped) in four letters or more, two in eight or more.
    """
    if text.is_stop_word(form) or form.isdigit() or _known(index, "base", text.base(form)):
        return form
    slips = 0 if len(form) < 4 else 1 if len(form) < 8 else 2
    if not slips:
        return form
    from rapidfuzz.distance import OSA

    near = index.rows(
        "SELECT form, items FROM vocabulary WHERE length(form) BETWEEN ? AND ?", (len(form) - slips, len(form) + slips)
    )
    ranked = [
        (distance, other[0] != form[0], -items, other)
        for other, items in near
        if (distance := OSA.distance(form, other, score_cutoff=slips)) <= slips
        and not other.isdigit()
        and not text.is_stop_word(other)
    ]
    return min(ranked)[3] if ranked else form


def _hit(item: Item, score: float, sought: Sequence[_Sought]) -> Hit:
    return Hit(**item.values(), score=score, highlights=highlights(item.meaning, sought))


def highlights(original: str, sought: Sequence[_Sought]) -> tuple[Highlight, ...]:
    """Where the terms stand in a text. Spans do not overlap: the longest, then the better way, wins."""
    found = list(text.tokens(original))
    words = {"form": [token.form for token in found], "base": [text.base(token.form) for token in found]}
    spans: list[tuple[int, int, How]] = []
    for term in sought:
        for way in term.ways:
            column = words[way.column]
            for at in range(len(column) - len(way.words) + 1):
                if way.fits(column, at):
                    spans.append((found[at].start, found[at + len(way.words) - 1].end, way.how))
    spans.sort(key=lambda span: (span[0] - span[1], -_WEIGHT[span[2]], span[0]))
    taken = bytearray(len(original))
    chosen = []
    for start, end, how in spans:
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            chosen.append((start, end, how))
    return tuple(Highlight(start=start, end=end, how=how) for start, end, how in sorted(chosen))
