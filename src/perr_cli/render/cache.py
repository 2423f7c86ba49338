"""Where the index lives, and how much of it there is."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from perr_cli.language import _, decimal, ngettext
from perr_cli.render.screen import Screen, unbroken
from perr_cli.results import CacheResult


def parts(result: CacheResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    if result.folder is None:
        yield Text(_("no cache folder: every call makes its index anew"))
        return
    yield unbroken(result.folder, "id")
    count = ngettext("{n} index, {size} MB", "{n} indexes, {size} MB", result.indexes)
    yield Text(count.format(n=result.indexes, size=decimal(result.bytes / 1e6, 1)))
