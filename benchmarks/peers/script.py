"""What a user's script for one query is: open the prepared index, search, print the hits."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def command(module: str, index: str, query: str, limit: int) -> list[str]:
    """The command line that runs this peer's `once` as such a script."""
    return [sys.executable, "-c", f"from {module} import once; once()", index, query, str(limit)]


def run(hits: Callable[[str, str, int], Iterator[tuple[str, str]]]) -> None:
    """Print id and text of what this call asks for."""
    index, query, limit = sys.argv[1:]
    for ref, text in hits(index, query, int(limit)):
        print(ref, text, sep="\t")
