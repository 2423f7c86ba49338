"""A protocol as frozen values: its source, its themes, its objectives with their actions.

Apart from `items`, because most calls never put a whole protocol together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from perr_cli.items import HIDDEN, Item, protocol_ref


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
