"""What perr knows of the field, and who uses it: the answers of `perr thesaurus`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from perr_cli.concepts import Entry, Kind, narrower
from perr_cli.index import Filters, Index
from perr_cli.items import HIDDEN, OPTIONAL, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """A concept or a partner, and where it stands in the loaded protocols."""

    id: str
    kind: str
    """`topic`, `device`, `public`, `actor`, `means`, or `partner`."""
    label: dict[str, str]
    acronyms: dict[str, str]
    terms: tuple[str, ...]
    """What means the same."""
    members: tuple[str, ...]
    """What is one of them."""
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    related: tuple[str, ...]
    weight: float | None
    """How specific a concept is, from 1 to 5; None for a partner."""
    communes: dict[str, int]
    """In how many items of each commune it stands."""
    items: tuple[str, ...] | None = field(default=None, metadata=OPTIONAL)
    """Ids of the items in which it stands, where one entry was asked for."""
    excludes: tuple[str, ...] = field(default=(), metadata=HIDDEN)
    context: tuple[str, ...] = field(default=(), metadata=HIDDEN)
    signs: tuple[str, ...] = field(default=(), metadata=HIDDEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThesaurusResult:
    """Entries of the thesaurus."""

    schema: str = field(default="perr.thesaurus/1", init=False)
    entries: tuple[KnownEntry, ...]
    found: tuple[Item, ...] = field(default=(), metadata=HIDDEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsResult:
    """The items in which the thesaurus knows nothing specific."""

    schema: str = field(default="perr.gaps/1", init=False)
    items: int
    """How many items were looked at."""
    gaps: tuple[Item, ...]


SPECIFIC = 3.0
"""The least weight of a concept that says something specific."""
SUBJECTS = (Kind.topic, Kind.device)
"""What a commitment is about; the other kinds say for whom, by whom or by what means."""


def everything(index: Index, filters: Filters) -> ThesaurusResult:
    """Every entry, with how often each commune uses it."""
    entries = index.thesaurus()
    below = narrower(entries)
    return ThesaurusResult(
        entries=tuple(_known(e, below, index.uses(filters._replace(concepts=(e.id,)))) for e in entries)
    )


def some(index: Index, chosen: Sequence[Entry], filters: Filters) -> ThesaurusResult:
    """Some entries, each with the items in which it stands."""
    below = narrower(index.thesaurus())
    found: dict[str, Item] = {}
    known = []
    for entry in chosen:
        about = filters._replace(concepts=(entry.id,))
        items = index.items(about)
        found.update((item.id, item) for item in items)
        known.append(_known(entry, below, index.uses(about), tuple(item.id for item in items)))
    return ThesaurusResult(entries=tuple(known), found=tuple(found.values()))


def gaps(index: Index, items: list[Item]) -> GapsResult:
    """The items without a concept that is specific: the to-do list of the thesaurus."""
    specific = {entry.id for entry in index.thesaurus() if entry.weight >= SPECIFIC and entry.kind in SUBJECTS}
    return GapsResult(items=len(items), gaps=tuple(item for item in items if specific.isdisjoint(item.concepts)))


def _known(
    entry: Entry, below: dict[str, list[str]], communes: dict[str, int], items: tuple[str, ...] | None = None
) -> KnownEntry:
    return KnownEntry(
        id=entry.id, kind=entry.kind.value, label={"fr": entry.fr, "en": entry.en}, acronyms=dict(entry.acronyms),
        terms=(*entry.terms, *entry.capitals), members=entry.members, broader=entry.broader,
        narrower=tuple(below.get(entry.id, ())), related=entry.related,
        weight=None if entry.kind is Kind.partner else entry.weight, communes=communes, items=items,
        excludes=entry.excludes, context=entry.context,
        signs=tuple(" & ".join("|".join(part) for part in sign) for sign in entry.signs),
    )  # fmt: skip
