"""How a protocol is written: what its commitments do, whom they name, what they are about, and what is left unsaid.

perr describes what stands there and gives no commune a mark. All items that the filters keep count, objectives, actions
and preconditions alike: what a commune expects of others says as much of *réciproque* as what it commits to.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from perr_cli.items import HIDDEN, Item, Nature
from perr_cli.knowledge import SPECIFIC, SUBJECTS
from perr_cli.measures import Measure, measures

if TYPE_CHECKING:
    from perr_cli.concepts import Entry

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Natures:
    """How many items there are of each nature."""

    lancer: int = 0
    renforcer: int = 0
    continuer: int = 0
    soutenir: int = 0
    coordonner: int = 0
    agir: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfiledTheme:
    """The nature of the items of one theme."""

    theme: str | None
    """None for the preconditions, which stand outside the themes."""
    items: int
    nature: Natures
    found: dict[str, Ids] = field(metadata=HIDDEN)
    """Nature → ids of its items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPartner:
    """A partner, and the items that name it."""

    partner: str
    items: Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedConcept:
    """A concept, and the items in which it stands."""

    concept: str
    items: Ids
    specific: bool = field(metadata=HIDDEN)
    """Whether it tells what the items are about, not for whom or how, and tells it closely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Topics and devices of which a commune says nothing, neither of them nor of anything narrower."""

    others: Ids
    """What other loaded communes have: what most of them have comes first, then what is most specific."""
    field: Ids
    """The rest of the thesaurus: what no loaded commune has."""
    spread: tuple[int, ...] = dataclasses.field(metadata=HIDDEN)
    """How many communes have each of `others`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurable:
    """Ids of the items that name something by which they can be checked: see `measures`."""

    amount: Ids = ()
    deadline: Ids = ()
    target: Ids = ()
    indicator: Ids = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneProfile:
    """One commune. Partners and concepts with the most items come first, then as they stand in the document."""

    commune: str
    """What the ids of the protocol begin with."""
    items: int
    nature: Natures
    partners: tuple[NamedPartner, ...]
    concepts: tuple[UsedConcept, ...]
    silent_on: Silence
    measurable: Measurable
    themes: tuple[ProfiledTheme, ...]
    """In the order of the document, the preconditions last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileResult:
    """The answer of `perr profile`."""

    schema: str = field(default="perr.profile/1", init=False)
    communes: tuple[CommuneProfile, ...]
    loaded: int = field(metadata=HIDDEN)
    """How many communes there are to compare with, those of the answer included."""


def profile(
    items: Iterable[Item], entries: Sequence[Entry], *, loaded: Sequence[str], chosen: Sequence[str]
) -> ProfileResult:
    """The profiles of the `chosen` protocols. `items` are those that the filters keep, of all that are `loaded`: what
    the others speak of is seen through the same filters."""
    by_protocol: dict[str, list[Item]] = {ref: [] for ref in loaded}
    for item in items:
        by_protocol[item.protocol].append(item)
    known = _Known.of(entries)
    spoken = _Spoken(known, by_protocol)
    return ProfileResult(
        communes=tuple(_commune(ref, by_protocol[ref], known, spoken.silence(ref)) for ref in chosen),
        loaded=len(loaded),
    )


class _Known(NamedTuple):
    """What the thesaurus says of concepts."""

    subjects: Sequence[Entry]
    specific: frozenset[str]
    above: dict[str, frozenset[str]]
    """Id → itself and all that is broader."""

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> _Known:
        subjects = [entry for entry in entries if entry.kind in SUBJECTS]
        specific = frozenset(entry.id for entry in subjects if entry.weight >= SPECIFIC)
        broader = {entry.id: entry.broader for entry in entries}
        return cls(subjects, specific, {name: frozenset(_above(name, broader)) for name in broader})


def _above(name: str, broader: dict[str, Ids]) -> set[str]:
    found: set[str] = set()
    todo = [name]
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += broader.get(one, ())
    return found


class _Spoken:
    """Of what each loaded protocol speaks: a concept, and whatever is broader."""

    def __init__(self, known: _Known, by_protocol: dict[str, list[Item]]) -> None:
        self._has: dict[str, frozenset[str]] = {}
        for ref, items in by_protocol.items():
            stand = {concept for item in items for concept in item.concepts}
            self._has[ref] = frozenset().union(*(known.above[concept] for concept in stand))
        spread = Counter(concept for has in self._has.values() for concept in has)
        said = sorted((entry for entry in known.subjects if spread[entry.id]), key=lambda e: (-spread[e.id], -e.weight))
        self._said = [(entry.id, spread[entry.id]) for entry in said]
        self._unsaid = tuple(entry.id for entry in known.subjects if not spread[entry.id])

    def silence(self, ref: str) -> Silence:
        """What a protocol leaves unsaid."""
        others = [(concept, spread) for concept, spread in self._said if concept not in self._has[ref]]
        return Silence(
            others=tuple(concept for concept, _ in others),
            field=self._unsaid,
            spread=tuple(spread for _, spread in others),
        )


def _commune(ref: str, items: Sequence[Item], known: _Known, silence: Silence) -> CommuneProfile:
    partners = _most((partner, item.id) for item in items for partner in item.partners)
    concepts = _most((concept, item.id) for item in items for concept in item.concepts)
    return CommuneProfile(
        commune=ref,
        items=len(items),
        nature=_natures(items),
        partners=tuple(NamedPartner(partner=name, items=ids) for name, ids in partners),
        concepts=tuple(UsedConcept(concept=name, items=ids, specific=name in known.specific) for name, ids in concepts),
        silent_on=silence,
        measurable=_measurable(items),
        themes=tuple(_themes(items)),
    )


def _themes(items: Sequence[Item]) -> Iterator[ProfiledTheme]:
    keys = dict.fromkeys(item.theme for item in items)
    for key in sorted(keys, key=lambda key: key is None):
        inside = [item for item in items if item.theme == key]
        found = {nature.value: tuple(item.id for item in inside if _nature(item) is nature) for nature in Nature}
        yield ProfiledTheme(theme=key, items=len(inside), nature=_natures(inside), found=found)


def _natures(items: Iterable[Item]) -> Natures:
    return Natures(**Counter(_nature(item).value for item in items))


def _nature(item: Item) -> Nature:
    return item.nature or Nature.agir  # none of the others, where nothing says more


def _measurable(items: Iterable[Item]) -> Measurable:
    found: dict[str, list[str]] = {measure.value: [] for measure in Measure}
    for item in items:
        for measure in measures(item.meaning):
            found[measure.value].append(item.id)
    return Measurable(**{name: tuple(ids) for name, ids in found.items()})


def _most(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, Ids]]:
    """Names with the ids of their items, the names with the most first."""
    found: dict[str, dict[str, None]] = {}
    for name, item in pairs:
        found.setdefault(name, {})[item] = None
    return sorted(((name, tuple(ids)) for name, ids in found.items()), key=lambda pair: -len(pair[1]))
