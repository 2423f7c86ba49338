"""The values everything else speaks of: protocols and their items, frozen.

Field names and their order are those of the JSON output (CONTRACT §4, §5); `exporters.document` turns any
of these into JSON, `perr schema` into a JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Level(str, Enum):
    """Where an item stands in its protocol."""

    objective = "objective"
    action = "action"
    precondition = "precondition"


HIDDEN = {"json": False}
"""Metadata of a field that is for people to see and is not part of the JSON output."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Item):
    """An objective with the actions under it."""

    actions: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One theme of a protocol, in the document's order."""

    key: str
    title: str
    """As printed in the document; the scheme's label where the file has none."""
    objectives: tuple[Objective, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a protocol was taken from."""

    document: str
    sha256: str | None = None
    lines: str | None = None
    pages: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """One commune's protocol."""

    commune: str
    name: str
    insee: str | None
    departement: str | None
    epci: str | None
    edition: str | None
    title: str | None
    source: Source | None
    preconditions: tuple[Item, ...]
    themes: tuple[Theme, ...]
    path: str = field(default="", metadata=HIDDEN)

    @property
    def ref(self) -> str:
        """What the ids of this protocol begin with: `ris-orangis`, `ris-orangis@2019`."""
        return protocol_ref(self.commune, self.edition)

    @property
    def display_name(self) -> str:
        """The commune's name as people write it, with the edition where there is one."""
        return f"{self.name} ({self.edition})" if self.edition else self.name

    def items(self) -> Iterator[Item]:
        """Every item in the document's order: preconditions, then objectives with their actions."""
        yield from self.preconditions
        for theme in self.themes:
            for objective in theme.objectives:
                yield objective
                yield from objective.actions


def protocol_ref(commune: str, edition: str | None) -> str:
    """What the ids of a protocol begin with (CONTRACT §3)."""
    return f"{commune}@{edition}" if edition else commune


def as_item(item: Item) -> Item:
    """The item alone, without what an objective carries under it."""
    if type(item) is Item:
        return item
    return Item(**item.values())
