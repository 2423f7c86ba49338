"""A comparison to hand over: what communes commit to together and alone, put together once for every manner of writing.

`report` computes, `words` has the sentences that every manner shares, `exporters/report` writes. Two communes are
compared pair by pair, as by `perr diff`; more by groups of what is the same, as by `perr common`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple, TypedDict

from perr_cli.alignment import PairKind
from perr_cli.common import Group, common
from perr_cli.compare import DiffResult, Pair, diff
from perr_cli.decisions import Decisions
from perr_cli.index import Filters, Index
from perr_cli.items import Item, Level
from perr_cli.profile import CommuneProfile, Measurable, Natures, profile
from perr_cli.protocols import Protocol, Source

MOST = 12
"""The most communes of one report: its tables have a column a commune."""

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many commitments of a commune stand in a shared pair, else in a related one, else in none."""

    shared: int
    related: int
    alone: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.parts)

    @property
    def parts(self) -> tuple[int, int, int]:
        """In this order."""
        return self.shared, self.related, self.alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A topic or a device of which a commune says nothing, and how many of the others do."""

    label: str
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A commune of the report."""

    ref: str
    """What its ids begin with."""
    name: str
    """As people write it, with the edition where there is one."""
    insee: str | None
    departement: str | None
    epci: str | None
    title: str | None
    source: Source | None
    objectives: int
    actions: int
    tally: Tally
    nature: Natures
    """Of the commitments and preconditions that the report is about."""
    measurable: Measurable
    silences: tuple[Silence, ...]
    outside: Ids
    """Of those that stand alone: the ids of those that make a pair with one which the report leaves out."""
    preconditions: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """Commitments that are about the same thing."""

    kind: PairKind
    score: float | None
    """From 0 to 1; None where more than two communes are compared."""
    cells: tuple[tuple[Item, ...], ...]
    """The commitments of each commune, in the order of the communes."""
    concepts: tuple[str, ...]
    """Labels of the concepts that put them together."""
    terms: tuple[str, ...]
    """The words that put them together."""
    decided: bool
    """Whether a person has decided it."""
    note: str | None
    """Why that was decided."""

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes of its commitments, each once."""
        return tuple(dict.fromkeys(item.theme for cell in self.cells for item in cell if item.theme))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedTheme:
    """A theme: what is aligned in it (a row stands in the theme of its first commitment), and what is not."""

    key: str
    label: str
    tallies: tuple[Tally, ...]
    """By commune."""
    aligned: tuple[Aligned, ...]
    alone: tuple[tuple[Item, ...], ...]
    """By commune: the commitments that no other commune has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A concept or a partner, with the ids of the items of each commune in which it stands."""

    id: str
    label: str
    items: tuple[Ids, ...]

    @property
    def communes(self) -> int:
        """How many communes have it."""
        return sum(map(bool, self.items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Communes compared, whatever it is written as."""

    schema: str = field(default="perr.report/1", init=False)
    title: str
    communes: tuple[Compared, ...]
    themes: tuple[ComparedTheme, ...]
    matrix: tuple[Covered, ...]
    """The specific subjects of the items, what most communes have first."""
    partners: tuple[Covered, ...]
    items: tuple[Item, ...]
    """All that the report is about, in the order of the documents."""
    scope: tuple[str, ...]
    """The labels of the themes and the keyword that it is restricted to; none for everything."""
    date: str | None
    """ISO 8601, where one was asked for: the same data give the same bytes."""
    version: str
    """Of perr."""
    fingerprint: str
    """SHA-256 of the files that the report was made of, in hexadecimal digits."""


class About(NamedTuple):
    """What a report says of itself."""

    title: str
    scope: tuple[str, ...]
    date: str | None
    version: str
    fingerprint: str


class Labels(NamedTuple):
    """What themes and concepts are called in the reader's language, by their keys and ids."""

    themes: Mapping[str, str]
    concepts: Mapping[str, str]


def report(
    index: Index,
    refs: Sequence[str],
    *,
    about: About,
    labels: Labels,
    keep: Callable[[Item], bool] = lambda _: True,
    decisions: Decisions | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Report:
    """Compare protocols by their refs, two of them at least. `keep` says which items the report is about; `progress`
    hears how many pairs of communes of how many are compared."""
    pairs = list(combinations(refs, 2))
    diffs = []
    for done, (left, right) in enumerate(pairs, 1):
        diffs.append(diff(index, left, right, keep=keep, decisions=decisions))
        progress(done, len(pairs))
    every = [item for ref in refs for item in index.items(Filters(protocols=(ref,)))]
    items = [item for item in every if keep(item)]
    found, whole = (profile(some, index.thesaurus(), loaded=refs, chosen=refs) for some in (items, every))
    if len(refs) == 2:
        rows = [_pair(pair, labels) for pair in diffs[0].pairs]
    else:
        every_pair = [pair for one in diffs for pair in one.pairs]
        agreed = [pair for pair in every_pair if pair.decided and pair.kind is PairKind.shared]
        groups = common(index, refs, labels=labels.concepts, keep=keep, decisions=decisions).groups
        rows = [_group(group, refs, agreed) for group in groups]
        rows += _related(items, refs, every_pair, labels)
    kinds = _kinds(diffs)
    outside = {one.id for diff in diffs for one in (*diff.only_left, *diff.only_right) if one.outside} - set(kinds)
    return Report(
        title=about.title,
        communes=tuple(
            _compared(index.protocol(ref), of, items, kinds, outside, tuple(_silences(of, in_all, labels)))
            for ref, of, in_all in zip(refs, found.communes, whole.communes, strict=True)
        ),
        themes=tuple(_themes(refs, items, rows, kinds, labels)),
        matrix=tuple(_matrix(found.communes, labels)),
        partners=tuple(_partners(found.communes)),
        items=tuple(items),
        scope=about.scope, date=about.date, version=about.version, fingerprint=about.fingerprint,
    )  # fmt: skip


def _pair(pair: Pair, labels: Labels) -> Aligned:
    return Aligned(
        kind=pair.kind, score=pair.score, cells=((pair.left,), (pair.right,)),
        concepts=tuple(labels.concepts.get(concept, concept) for concept in pair.why.concepts), terms=pair.why.terms,
        decided=bool(pair.decided), note=pair.note,
    )  # fmt: skip


def _cells(items: Sequence[Item], refs: Sequence[str]) -> tuple[tuple[Item, ...], ...]:
    return tuple(tuple(item for item in items if item.protocol == ref) for ref in refs)


def _group(group: Group, refs: Sequence[str], agreed: Sequence[Pair]) -> Aligned:
    """`agreed` are the pairs of which a person has said that they are the same."""
    ids = {item.id for item in group.items}
    decided = [pair for pair in agreed if ids.issuperset((pair.left.id, pair.right.id))]
    # Where a person decided and nothing is common, the group bears the text of its first commitment.
    words = () if group.concepts or (decided and group.label == group.items[0].text) else (group.label,)
    return Aligned(
        kind=PairKind.shared, score=None, cells=_cells(group.items, refs),
        concepts=(group.label,) if group.concepts else (), terms=words, **_decided(decided),
    )  # fmt: skip


def _related(items: Sequence[Item], refs: Sequence[str], pairs: Sequence[Pair], labels: Labels) -> Iterator[Aligned]:
    """A row for each commitment that is in no group, and not in an earlier row: all that is on its subject."""
    grouped = {item.id for pair in pairs if pair.kind is PairKind.shared for item in (pair.left, pair.right)}
    of_item: dict[str, list[Pair]] = {}
    for pair in pairs:
        for item in (pair.left, pair.right):
            of_item.setdefault(item.id, []).append(pair)
    told: set[str] = set()
    for item in items:
        own = of_item.get(item.id)
        if not own or item.id in grouped or item.id in told:
            continue
        ids = {one.id for pair in own for one in (pair.left, pair.right)}
        concepts = dict.fromkeys(name for pair in own for name in pair.why.concepts)
        told |= ids
        yield Aligned(
            kind=PairKind.related, score=None, cells=_cells([one for one in items if one.id in ids], refs),
            concepts=tuple(labels.concepts.get(name, name) for name in concepts),
            terms=tuple(dict.fromkeys(term for pair in own for term in pair.why.terms)),
            **_decided([pair for pair in own if pair.decided]),
        )  # fmt: skip


class _Decided(TypedDict):
    decided: bool
    note: str | None


def _decided(pairs: Sequence[Pair]) -> _Decided:
    """What people have said of the pairs that they decided."""
    notes = dict.fromkeys(pair.note for pair in pairs if pair.note)
    return {"decided": bool(pairs), "note": "; ".join(notes) or None}


Kinds = Mapping[str, PairKind]
"""The best kind of pair in which a commitment stands, by its id; none of those that are alone."""


def _kinds(diffs: Sequence[DiffResult]) -> Kinds:
    pairs = sorted((pair for one in diffs for pair in one.pairs), key=lambda pair: pair.kind is PairKind.shared)
    return {item.id: pair.kind for pair in pairs for item in (pair.left, pair.right)}


def _tally(items: Sequence[Item], kinds: Kinds) -> Tally:
    found = Counter(kinds.get(item.id) for item in items if item.level is not Level.precondition)
    return Tally(shared=found[PairKind.shared], related=found[PairKind.related], alone=found[None])


def _compared(
    protocol: Protocol,
    found: CommuneProfile,
    items: Sequence[Item],
    kinds: Kinds,
    outside: Container[str],
    silences: tuple[Silence, ...],
) -> Compared:
    own = [item for item in items if item.protocol == protocol.ref]
    levels = Counter(item.level for item in own)
    return Compared(
        ref=protocol.ref, name=protocol.display_name, insee=protocol.insee, departement=protocol.departement,
        epci=protocol.epci, title=protocol.title, source=protocol.source,
        objectives=levels[Level.objective], actions=levels[Level.action], tally=_tally(own, kinds),
        nature=found.nature, measurable=found.measurable,
        silences=silences,
        outside=tuple(item.id for item in own if item.id in outside),
        preconditions=tuple(item for item in own if item.level is Level.precondition),
    )  # fmt: skip


def _silences(found: CommuneProfile, whole: CommuneProfile, labels: Labels) -> Iterator[Silence]:
    """A commune is not silent on what stands in its protocol where the report does not look."""
    for name, others in zip(found.silent_on.others, found.silent_on.spread, strict=True):
        if name in whole.silent_on.others:
            yield Silence(label=labels.concepts.get(name, name), others=others)


def _themes(
    refs: Sequence[str], items: Sequence[Item], rows: Sequence[Aligned], kinds: Kinds, labels: Labels
) -> Iterator[ComparedTheme]:
    """In the order of the scheme, then as they stand in the documents."""
    order = [*labels.themes, *(item.theme for item in items if item.theme)]
    present = {item.theme for item in items}
    for key in dict.fromkeys(key for key in order if key in present):
        own = [[item for item in items if (item.protocol, item.theme) == (ref, key)] for ref in refs]
        yield ComparedTheme(
            key=key,
            label=labels.themes.get(key, key),
            tallies=tuple(_tally(side, kinds) for side in own),
            aligned=tuple(row for row in rows if row.themes[0] == key),
            alone=tuple(tuple(item for item in side if item.id not in kinds) for side in own),
        )


def _matrix(communes: Sequence[CommuneProfile], labels: Labels) -> Iterator[Covered]:
    used = [
        {concept.concept: concept.items for concept in commune.concepts if concept.specific} for commune in communes
    ]
    covered = [
        Covered(id=name, label=labels.concepts.get(name, name), items=tuple(of.get(name, ()) for of in used))
        for name in dict.fromkeys(name for of in used for name in of)
    ]
    yield from sorted(covered, key=_most)


def _partners(communes: Sequence[CommuneProfile]) -> Iterator[Covered]:
    named = [{partner.partner: partner.items for partner in commune.partners} for commune in communes]
    covered = [
        Covered(id=name, label=name, items=tuple(of.get(name, ()) for of in named))
        for name in dict.fromkeys(name for of in named for name in of)
    ]
    yield from sorted(covered, key=_most)


def _most(covered: Covered) -> tuple[int, int, str]:
    """What most communes have comes first, then what stands in most items."""
    return -covered.communes, -sum(map(len, covered.items)), covered.label
