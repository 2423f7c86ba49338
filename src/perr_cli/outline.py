"""What documents call the parts of a protocol: `outline` of the thesaurus, for whoever reads documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Outline(NamedTuple):
    """Phrases by the part that they name. Their meanings stand with the file's model in `thesaurus`."""

    titles: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    preconditions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    def extended(self, more: Mapping[str, Sequence[str]]) -> Outline:
        """The outline with the phrases that one more file has."""
        return Outline(**{name: tuple(dict.fromkeys((*own, *more[name]))) for name, own in self._asdict().items()})
