"""What a peer is: one way to search the corpus, from preparing its index to one query."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Search = Callable[[str, int], list[str]]
    """The ids that a query finds, best first, at most so many of them (0: all)."""


class Row(NamedTuple):
    """An item of a protocol, as a peer indexes it."""

    id: str
    text: str
    """Word for word: what the file shows."""
    meant: str
    """What is searched: the reading where there is one, else the text."""
    around: str
    """The words around it: its commune, theme, section and objective."""


class Peer(Protocol):
    """A module of this package. Folders are `str`: pathlib would slow down the peers that start fast."""

    NAME: str
    """What tables call it."""
    NEEDS: str
    """What makes it available."""
    WARM: bool
    """Whether it has an API within a process, so that its warm time means something."""

    def is_here(self) -> bool:
        """Whether it is installed."""
        ...

    def build(self, data: str, rows: Iterable[Row], index: str) -> None:
        """Prepare the folder `index` for the corpus in the folder `data`, whose items are `rows`."""
        ...

    def command(self, data: str, index: str, query: str, limit: int) -> list[str]:
        """The command line that a user would script for one query."""
        ...

    def opened(self, data: str, index: str) -> Search:
        """The opened index, for many queries within one process."""
        ...
