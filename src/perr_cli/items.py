"""The values everything else speaks of: items, frozen (`protocols` has what they stand in).

Field names and their order are those of the JSON output (CONTRACT §4, §5); `exporters.document` turns any
of these into JSON, `perr schema` into a JSON Schema.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Level(str, Enum):
    """Where an item stands in its protocol."""

    objective = "objective"
    action = "action"
    precondition = "precondition"


class Nature(str, Enum):
    """What a commitment does (CONTRACT §8), the most change first: where leads differ, the first of these wins."""

    lancer = "lancer"
    renforcer = "renforcer"
    continuer = "continuer"
    soutenir = "soutenir"
    coordonner = "coordonner"
    agir = "agir"


HIDDEN = {"json": False}
"""Metadata of a field that is for people to see and is not part of the JSON output."""

OPTIONAL = {"optional": True}
"""Metadata of a field that the JSON output has only where it has a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """The objective that an action belongs to."""

    id: str
    text: str
    reading: str | None = field(default=None, metadata=HIDDEN)

    @property
    def meaning(self) -> str:
        """What it means: the reading where there is one, else the text."""
        return self.reading or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A commitment or a precondition: anything that has an id and a text."""

    id: str
    commune: str
    """The commune's id form, without an edition."""
    theme: str | None
    """The theme's key; None for a precondition."""
    section: str | None
    level: Level
    text: str
    """Word for word what the source says."""
    reading: str | None
    """What it means, where that differs from `text`; this is what is searched and compared."""
    objective: Parent | None
    """The objective of an action; None for an objective or a precondition."""
    nature: Nature | None = None
    """What it does, as its lead verbs say; None only before it is in an index."""
    verbs: tuple[str, ...] = ()
    """Its lead verbs in the infinitive, in the order of the text."""
    partners: tuple[str, ...] = ()
    """The partners that it names, each once, in the order of the text."""
    concepts: tuple[str, ...] = ()
    """Ids of the concepts that stand in it, in the order of the text."""
    note: str | None = field(default=None, metadata=HIDDEN)

    @property
    def meaning(self) -> str:
        """What is searched and compared: the reading where there is one, else the text."""
        return self.reading or self.text

    def values(self) -> dict[str, Any]:
        """The fields of an item by name, without what a subclass adds: to make one out of the other."""
        return {name: getattr(self, name) for name in Item.__dataclass_fields__}

    @property
    def protocol(self) -> str:
        """What the protocol's ids begin with: the commune, with its edition where it has one."""
        return self.id.partition("/")[0]

    @property
    def short_id(self) -> str:
        """The id inside its protocol: `emploi/1.3`."""
        return self.id.partition("/")[2]


def protocol_ref(commune: str, edition: str | None) -> str:
    """What the ids of a protocol begin with (CONTRACT §3)."""
    return f"{commune}@{edition}" if edition else commune


def as_item(item: Item) -> Item:
    """The item alone, without what an objective carries under it."""
    if type(item) is Item:
        return item
    return Item(**item.values())
