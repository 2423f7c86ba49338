"""Two communes side by side: which of their commitments are about the same thing, which only one has, and why.

`alignment` finds the pairs, people's decisions overrule it, `reasons` tells why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from perr_cli import comparables
from perr_cli.alignment import LEAST, PairKind, Scores, Vectors, scores
from perr_cli.decisions import Decision, Decisions, Verdict
from perr_cli.index import Filters, Index
from perr_cli.items import HIDDEN, OPTIONAL, Item, Level
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
    outside: str | None = field(default=None, metadata=HIDDEN)
    """The id of a commitment that makes a pair with it, which the filters leave out."""


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
    left_alone: int = field(metadata=HIDDEN)
    """How many stand in no pair at all."""
    right_alone: int = field(metadata=HIDDEN)


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
    labels: Mapping[str, str] | None = None,
    filters: Mapping[str, Any] | None = None,
) -> DiffResult:
    """Compare two protocols by their refs. `keep` says which items the result is about, `least` how high a computed
    score must be, `only` which parts are asked for; `labels` name the concepts for what `explain` tells.

    Scores come from all commitments of both, so that a filter never changes or creates a pair. Raises `UnusableData`
    where there are too many of them.
    """
    sides = [index.items(Filters(protocols=(ref,))) for ref in (left, right)]
    ours, theirs = ([item for item in side if item.level is not Level.precondition] for side in sides)
    for side in (ours, theirs):
        comparables.check(side)
    vectors = comparables.vectors(index, Filters(protocols=(left, right)))
    found = scores(ours, theirs, vectors)
    decisions = decisions or Decisions()
    every = list(_chosen(ours, theirs, found, decisions))
    chosen = [
        pair
        for pair in every
        if keep(pair.left) and keep(pair.right) and (pair.decision or found.of(pair.left, pair.right) / 1000 >= least)
    ]
    outside = {pair.left.id: pair.right.id for pair in reversed(every) if not keep(pair.right)}
    outside |= {pair.right.id: pair.left.id for pair in reversed(every) if not keep(pair.left)}
    ours, theirs = list(filter(keep, ours)), list(filter(keep, theirs))
    paired_left, paired_right = {pair.left.id for pair in chosen}, {pair.right.id for pair in chosen}
    parts = set(only or Only)
    shown = [pair for pair in chosen if Only(pair.kind.value) in parts]
    explainer = Explainer(index, [item for pair in shown for item in (pair.left, pair.right)], vectors)
    nearest = _Distant(index, found, decisions, vectors, least, labels or {}).nearest if explain else None

    def singles(own: Sequence[Item], others: Sequence[Item], paired: set[str]) -> tuple[Single, ...]:
        return tuple(
            Single(**item.values(), nearest=nearest(item, others) if nearest else None, outside=outside.get(item.id))
            for item in own
            if item.id not in paired
        )

    return DiffResult(
        left=left, right=right, filters=dict(filters or {}),
        pairs=tuple(
            Pair(
                left=a, right=b, kind=kind, score=found.of(a, b) / 1000, why=explainer.why(a, b, explain=explain),
                decided=True if decision else None, note=decision.note if decision else None,
            )
            for a, b, kind, decision in shown
        ),
        only_left=singles(ours, theirs, paired_left) if Only.left in parts else (),
        only_right=singles(theirs, ours, paired_right) if Only.right in parts else (),
        preconditions=Preconditions(
            left=tuple(i for i in sides[0] if i.level is Level.precondition and keep(i)),
            right=tuple(i for i in sides[1] if i.level is Level.precondition and keep(i)),
        ),
        themes=_theme_counts(ours, theirs, chosen),
    )  # fmt: skip


class _Chosen(NamedTuple):
    """Two commitments that are a pair, and the decision that made them one."""

    left: Item
    right: Item
    kind: PairKind
    decision: Decision | None


def _chosen(ours: Sequence[Item], theirs: Sequence[Item], found: Scores, decisions: Decisions) -> Iterator[_Chosen]:
    """The pairs, decisions over scores, in the order of the left, best first."""
    own, other = {item.id: item for item in ours}, {item.id: item for item in theirs}
    decided = {(a.id, b.id): decision for a, b, decision in decisions.between(own, other)}
    place = {name: number for number, name in enumerate([*own, *other])}

    def order(names: tuple[str, str]) -> tuple[int, int, int]:
        return place[names[0]], -found.by_pair.get(names, 0), place[names[1]]

    for names in sorted({*found.by_pair, *decided}, key=order):
        a, b = own[names[0]], other[names[1]]
        decision = decided.get(names)
        if decision is None:
            kind = found.kind(a, b)
        else:
            kind = None if decision.kind is Verdict.none else PairKind(decision.kind.value)
        if kind:
            yield _Chosen(a, b, kind, decision)


def _theme_counts(left: Sequence[Item], right: Sequence[Item], chosen: Sequence[_Chosen]) -> tuple[ThemeCount, ...]:
    def paired(*kinds: PairKind) -> tuple[set[str], set[str]]:
        pairs = [pair for pair in chosen if pair.kind in kinds]
        return {pair.left.id for pair in pairs}, {pair.right.id for pair in pairs}

    shared, related, every = paired(PairKind.shared), paired(PairKind.related), paired(*PairKind)
    counts = []
    for theme in dict.fromkeys(item.theme for item in (*left, *right) if item.theme):
        own, other = ([item.id for item in side if item.theme == theme] for side in (left, right))
        counts.append(
            ThemeCount(
                theme=theme, left=len(own), right=len(other),
                left_shared=len(shared[0] & {*own}), right_shared=len(shared[1] & {*other}),
                left_related=len(related[0] & {*own}), right_related=len(related[1] & {*other}),
                left_alone=len({*own} - every[0]), right_alone=len({*other} - every[1]),
            )
        )  # fmt: skip
    return tuple(counts)


class _Distant:
    """Tells of a commitment without a pair what comes nearest to it, and why they are no pair."""

    def __init__(
        self,
        index: Index,
        found: Scores,
        decisions: Decisions,
        vectors: Vectors,
        least: float,
        labels: Mapping[str, str],
    ) -> None:
        self._least = max(LEAST[PairKind.related] / 1000, least)
        self._index = index
        self._found = found
        self._decisions = decisions
        self._vectors = vectors
        self._labels = labels

    def nearest(self, item: Item, others: Sequence[Item]) -> Nearest | None:
        """The nearest of the others."""
        other = max(others, key=lambda other: self._score(item, other), default=None)
        if other is None or not self._score(item, other):
            return None
        return Nearest(id=other.id, score=self._score(item, other) / 1000, why_not=self._why_not(item, other))

    def _score(self, a: Item, b: Item) -> int:
        return self._found.of(a, b) or self._found.of(b, a)

    def _why_not(self, item: Item, other: Item) -> str:
        decision = self._decisions.on(item, other)
        if decision:
            return _("a person has decided that they are none") + (f" ({decision.note})" if decision.note else "")
        why = Explainer(self._index, [item, other], self._vectors).why(item, other)
        common = [self._labels.get(concept, concept) for concept in why.concepts] or why.terms
        said = [_("in common: {words}").format(words=", ".join(common) or "–")]
        if item.theme != other.theme:
            said.append(_("another theme"))
        score = self._score(item, other) / 1000
        if score < self._least:
            said.append(_("too little ({score} is under {least})").format(score=score, least=self._least))
        else:
            said.append(_("there is something nearer"))
        return "; ".join(said)
