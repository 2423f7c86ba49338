"""Two communes side by side: which of their commitments are about the same thing, and why.

The alignment compares wording: each commitment is a vector of inflection classes and one of character
n-grams, both weighted by TF-IDF over the two communes (Salton & Buckley 1988), an action with a part of its
objective's words. The score of a pair is the mean of the two cosines; it is lowered across themes. A pair is
kept when it is near the best of either side.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from perr_cli import text
from perr_cli.decisions import Decision, Verdict
from perr_cli.items import OPTIONAL, Item, Level

SHARED, RELATED = 0.22, 0.16
"""The least score of a shared and of a related pair."""
_ACROSS_THEMES = 0.75
_NEAR_BEST = 0.8
_PARENT = 0.3
_NGRAM = 4


Decided = Callable[[Item, Item], "Decision | None"]
"""What a person has decided about two items, in whichever order."""


def _nothing_decided(_a: Item, _b: Item) -> None:
    return None


class PairKind(str, Enum):
    """What two commitments have to do with each other."""

    shared = "shared"
    related = "related"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What made two items a pair: common concepts, and the words that both use."""

    concepts: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two commitments put together."""

    left: Item
    right: Item
    kind: PairKind
    score: float
    why: Why
    decided: bool | None = field(default=None, metadata=OPTIONAL)
    """Whether a person has decided that it is one; None where it was computed."""
    note: str | None = field(default=None, metadata=OPTIONAL)
    """Why that was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preconditions:
    """What either commune expects of others; listed, not compared."""

    left: tuple[Item, ...]
    right: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCount:
    """How many commitments each commune has in a theme, and how many of them stand in a pair."""

    theme: str
    left: int
    right: int
    left_shared: int
    right_shared: int
    left_related: int
    right_related: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffResult:
    """Two communes compared (CONTRACT §6)."""

    schema: str = field(default="perr.diff/1", init=False)
    left: str
    right: str
    filters: dict[str, Any]
    pairs: tuple[Pair, ...]
    only_left: tuple[Item, ...]
    only_right: tuple[Item, ...]
    preconditions: Preconditions
    themes: tuple[ThemeCount, ...]


def diff(
    left: Sequence[Item],
    right: Sequence[Item],
    *,
    names: tuple[str, str],
    keep: Callable[[Item], bool] = lambda _: True,
    filters: Mapping[str, Any] | None = None,
    decided: Decided = _nothing_decided,
) -> DiffResult:
    """Compare the items of two communes; `keep` says which of them the result is about, `decided` what people
    have decided about two items.

    Scores come from all commitments of both communes, so that a filter never changes or creates a pair.
    """
    ours, theirs = _commitments(left), _commitments(right)
    pairs = tuple(pair for pair in align(ours, theirs, decided) if keep(pair.left) and keep(pair.right))
    kept_left, kept_right = list(filter(keep, ours)), list(filter(keep, theirs))
    paired_left, paired_right = {p.left.id for p in pairs}, {p.right.id for p in pairs}
    return DiffResult(
        left=names[0], right=names[1], filters=dict(filters or {}), pairs=pairs,
        only_left=tuple(item for item in kept_left if item.id not in paired_left),
        only_right=tuple(item for item in kept_right if item.id not in paired_right),
        preconditions=Preconditions(
            left=tuple(i for i in left if i.level is Level.precondition and keep(i)),
            right=tuple(i for i in right if i.level is Level.precondition and keep(i)),
        ),
        themes=_theme_counts(kept_left, kept_right, pairs),
    )  # fmt: skip


def _commitments(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item.level is not Level.precondition]


def _theme_counts(left: Sequence[Item], right: Sequence[Item], pairs: Sequence[Pair]) -> tuple[ThemeCount, ...]:
    def count(items: Sequence[Item], theme: str, side: str, kind: PairKind | None = None) -> int:
        chosen = {getattr(p, side).id for p in pairs if p.kind is kind}
        return sum(item.theme == theme and (kind is None or item.id in chosen) for item in items)

    return tuple(
        ThemeCount(
            theme=theme, left=count(left, theme, "left"), right=count(right, theme, "right"),
            left_shared=count(left, theme, "left", PairKind.shared),
            right_shared=count(right, theme, "right", PairKind.shared),
            left_related=count(left, theme, "left", PairKind.related),
            right_related=count(right, theme, "right", PairKind.related),
        )
        for theme in dict.fromkeys(item.theme for item in (*left, *right) if item.theme)
    )  # fmt: skip


def align(left: Sequence[Item], right: Sequence[Item], decided: Decided = _nothing_decided) -> list[Pair]:
    """The pairs of two lists of commitments, in the order of the left, best first. Its mirror mirrors it.

    What is decided about a pair overrules what is computed, and changes nothing about other pairs.
    """
    words = _vectors([*left, *right], _words)
    shapes = _vectors([*left, *right], _ngrams)
    scores: dict[tuple[str, str], float] = {}
    best: dict[str, float] = {}
    for a in left:
        for b in right:
            score = (_cosine(words[a.id], words[b.id]) + _cosine(shapes[a.id], shapes[b.id])) / 2
            score = round(score if a.theme == b.theme else score * _ACROSS_THEMES, 4)
            scores[a.id, b.id] = score
            if score >= RELATED:
                best[a.id] = max(score, best.get(a.id, 0.0))
                best[b.id] = max(score, best.get(b.id, 0.0))
    pairs = []
    for a in left:
        for b in right:
            score, decision = scores[a.id, b.id], decided(a, b)
            if decision:
                kind = None if decision.kind is Verdict.none else PairKind(decision.kind.value)
            elif score < RELATED or score < _NEAR_BEST * min(best[a.id], best[b.id]):
                kind = None
            else:
                kind = PairKind.shared if score >= SHARED else PairKind.related
            if kind:
                pairs.append(
                    Pair(
                        left=a, right=b, kind=kind, score=score, why=Why(concepts=(), terms=_common_words(a, b)),
                        decided=True if decision else None, note=decision.note if decision else None,
                    )
                )  # fmt: skip
    order = {item.id: number for number, item in enumerate((*left, *right))}
    return sorted(pairs, key=lambda p: (order[p.left.id], -p.score, order[p.right.id]))


def _words(original: str) -> Iterable[str]:
    return (text.base(t.form) for t in text.tokens(original) if not text.is_stop_word(t.form))


def _ngrams(original: str) -> Iterable[str]:
    folded = f" {' '.join(t.form for t in text.tokens(original))} "
    return (folded[i : i + _NGRAM] for i in range(len(folded) - _NGRAM + 1))


def _vectors(items: Sequence[Item], features: Callable[[str], Iterable[str]]) -> dict[str, dict[str, float]]:
    """Unit TF-IDF vectors by item id; an action has `_PARENT` of its objective's features."""
    counts: dict[str, Counter[str]] = {item.id: Counter(features(item.meaning)) for item in items}
    holding = Counter(feature for count in counts.values() for feature in count)
    vectors: dict[str, dict[str, float]] = {}
    for item in items:
        raw = {f: float(n) for f, n in counts[item.id].items()}
        if item.objective:
            for feature in features(item.objective.meaning):
                raw[feature] = raw.get(feature, 0.0) + _PARENT
        vector = {f: n * math.log(1 + len(items) / max(1, holding[f])) for f, n in raw.items()}
        length = math.sqrt(math.fsum(value * value for value in vector.values())) or 1.0
        vectors[item.id] = {f: value / length for f, value in vector.items()}
    return vectors


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    # fsum is exact, so that the order of the features never shows in the score.
    return math.fsum(value * large[feature] for feature, value in small.items() if feature in large)


def _common_words(a: Item, b: Item) -> tuple[str, ...]:
    """The words of one item that the other has too, as the first writes them, without function words."""
    theirs = set(_words(b.meaning))
    own = {
        text.base(token.form): a.meaning[token.start : token.end].lower()
        for token in reversed(list(text.tokens(a.meaning)))
        if not text.is_stop_word(token.form)
    }
    return tuple(sorted(word for base, word in own.items() if base in theirs))
