"""Two communes side by side: which of their commitments are about the same thing, which only one has, and why.

`alignment` finds the pairs, people's decisions overrule it, `reasons` tells why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from perr_cli.alignment import LEAST, PairKind, Scores, scores
from perr_cli.decisions import Decision, Decisions, Verdict
from perr_cli.index import Filters, Index
from perr_cli.items import OPTIONAL, Item, Level
from perr_cli.language import _
from perr_cli.reasons import Explainer, Why


class Only(str, Enum):
    """The parts of a comparison."""

    shared = "shared"
    related = "related"
    left = "left"
    right = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two commitments put together."""

    left: Item
    right: Item
    kind: PairKind
    score: float
    why: Why
    decided: bool | None = field(default=None, metadata=OPTIONAL)
    """True where a person has decided that it is one."""
    note: str | None = field(default=None, metadata=OPTIONAL)
    """Why that was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The commitment of the other side that comes nearest to one without a pair."""

    id: str
    score: float
    why_not: str
    """In the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(Item):
    """A commitment that only one of the communes has."""

    nearest: Nearest | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preconditions:
    """What either commune expects of others; listed, not compared."""

    left: tuple[Item, ...]
    right: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCount:
    """How many commitments each commune has in a theme, and how many of them stand in a pair of a kind."""

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
    only_left: tuple[Single, ...]
    only_right: tuple[Single, ...]
    preconditions: Preconditions
    themes: tuple[ThemeCount, ...]


def diff(
    index: Index,
    left: str,
    right: str,
    *,
    keep: Callable[[Item], bool] = lambda _: True,
    least: float = 0.0,
    only: Sequence[Only] = (),
    explain: bool = False,
    decisions: Decisions | None = None,
    filters: Mapping[str, Any] | None = None,
) -> DiffResult:
    """Compare two protocols by their refs. `keep` says which items the result is about, `least` how high a computed
    score must be, `only` which parts are asked for.

    Scores come from all commitments of both, so that a filter never changes or creates a pair.
    """
    sides = [index.items(Filters(protocols=(ref,))) for ref in (left, right)]
    ours, theirs = ([item for item in side if item.level is not Level.precondition] for side in sides)
    vectors = index.vectors(Filters(protocols=(left, right)))
    found = scores(ours, theirs, vectors)
    chosen = _chosen(ours, theirs, found, decisions or Decisions())
    chosen = [
        (a, b, kind, decision)
        for a, b, kind, decision in chosen
        if keep(a) and keep(b) and (decision or found.of(a, b) >= least)
    ]
    kept = [list(filter(keep, side)) for side in (ours, theirs)]
    counts = _theme_counts(*kept, chosen)
    paired = {a.id for a, *_ in chosen}, {b.id for _, b, *_ in chosen}
    singles = [[item for item in side if item.id not in ids] for side, ids in zip(kept, paired, strict=True)]
    parts = set(only or Only)
    chosen = [pair for pair in chosen if Only(pair[2].value) in parts]
    explainer = Explainer(index, [item for a, b, *_ in chosen for item in (a, b)], vectors)
    pairs = [
        Pair(
            left=a, right=b, kind=kind, score=found.of(a, b), why=explainer.why(a, b, explain=explain),
            decided=True if decision else None, note=decision.note if decision else None,
        )
        for a, b, kind, decision in chosen
    ]  # fmt: skip
    distant = _Distant(index, found, decisions or Decisions(), vectors) if explain else None
    return DiffResult(
        left=left, right=right, filters=dict(filters or {}), pairs=tuple(pairs),
        only_left=_alone(singles[0], kept[1], distant, mirrored=False) if Only.left in parts else (),
        only_right=_alone(singles[1], kept[0], distant, mirrored=True) if Only.right in parts else (),
        preconditions=Preconditions(
            left=tuple(i for i in sides[0] if i.level is Level.precondition and keep(i)),
            right=tuple(i for i in sides[1] if i.level is Level.precondition and keep(i)),
        ),
        themes=counts,
    )  # fmt: skip


Chosen = tuple[Item, Item, PairKind, "Decision | None"]


def _chosen(ours: Sequence[Item], theirs: Sequence[Item], found: Scores, decisions: Decisions) -> list[Chosen]:
    """The pairs, decisions over scores, in the order of the left, best first."""
    own, other = {item.id: item for item in ours}, {item.id: item for item in theirs}
    decided = {(a.id, b.id): d for a, b, d in decisions.between(own, other)}
    order = {name: number for number, name in enumerate([*own, *other])}
    chosen: list[Chosen] = []
    for names in sorted(
        {*found.by_pair, *decided}, key=lambda n: (order[n[0]], -found.by_pair.get(n, 0.0), order[n[1]])
    ):
        a, b = own[names[0]], other[names[1]]
        decision = decided.get(names)
        if decision is None:
            kind = found.kind(a, b)
        else:
            kind = None if decision.kind is Verdict.none else PairKind(decision.kind.value)
        if kind:
            chosen.append((a, b, kind, decision))
    return chosen


def _theme_counts(left: Sequence[Item], right: Sequence[Item], chosen: Sequence[Chosen]) -> tuple[ThemeCount, ...]:
    def count(items: Sequence[Item], theme: str, side: int, kind: PairKind | None = None) -> int:
        paired = {pair[side].id for pair in chosen if pair[2] is kind}
        return sum(item.theme == theme and (kind is None or item.id in paired) for item in items)

    return tuple(
        ThemeCount(
            theme=theme, left=count(left, theme, 0), right=count(right, theme, 1),
            left_shared=count(left, theme, 0, PairKind.shared), right_shared=count(right, theme, 1, PairKind.shared),
            left_related=count(left, theme, 0, PairKind.related),
            right_related=count(right, theme, 1, PairKind.related),
        )
        for theme in dict.fromkeys(item.theme for item in (*left, *right) if item.theme)
    )  # fmt: skip


class _Distant:
    """Tells of a commitment without a pair what comes nearest to it, and why they are no pair."""

    def __init__(self, index: Index, found: Scores, decisions: Decisions, vectors: Mapping[str, Any]) -> None:
        self._index = index
        self._found = found
        self._decisions = decisions
        self._vectors = vectors

    def nearest(self, item: Item, others: Sequence[Item], *, mirrored: bool) -> Nearest | None:
        """The nearest of the others; `mirrored` where the item stands on the right."""
        scored = [(self._found.of(*((other, item) if mirrored else (item, other))), other) for other in others]
        score, other = max(scored, key=lambda pair: pair[0], default=(0.0, item))
        if not score:
            return None
        return Nearest(id=other.id, score=score, why_not=self._why_not(item, other, score))

    def _why_not(self, item: Item, other: Item, score: float) -> str:
        decision = self._decisions.on(item, other)
        if decision:
            return _("it was decided that they are none: {note}").format(note=decision.note or "")
        why = Explainer(self._index, [item, other], self._vectors).why(item, other)
        said = _("in common: {words}").format(words=", ".join(why.terms or why.concepts) or "–")
        if score >= LEAST[PairKind.related]:
            return said + "; " + _("both have something nearer")
        said += "; " + _("that is too little ({score} is under {least})").format(
            score=score, least=LEAST[PairKind.related]
        )
        return said if item.theme == other.theme else said + "; " + _("another theme")


def _alone(
    items: Sequence[Item], others: Sequence[Item], distant: _Distant | None, *, mirrored: bool
) -> tuple[Single, ...]:
    return tuple(
        Single(**item.values(), nearest=distant.nearest(item, others, mirrored=mirrored) if distant else None)
        for item in items
    )
