"""The peers, one file each: what users have, or would write, to search a folder of protocols.

Add one by its file and its name here. None is imported before it is asked for. What a peer's script imports is
part of its time: hence no pathlib, and `TYPE_CHECKING = False`, which type checkers know, instead of typing's.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from benchmarks.peers.interface import Peer

MODULES = ("perr", "ripgrep", "fts5", "sqlite_utils", "tantivy", "whoosh")


def peers() -> list[Peer]:
    """All of them, in the order of the table."""
    import importlib
    from typing import cast

    return [cast("Peer", importlib.import_module(f"benchmarks.peers.{name}")) for name in MODULES]
