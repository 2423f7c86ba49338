"""The items in which the thesaurus knows nothing specific."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from perr_cli.knowledge import GapsResult
from perr_cli.language import ngettext
from perr_cli.render.items import told
from perr_cli.render.screen import Screen, datum


def parts(result: GapsResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    title = ngettext(
        "nothing specific is known in {n} of {items} items", "nothing specific is known in {n} of {items} items",
        len(result.gaps),
    )  # fmt: skip
    yield Text(title.format(n=len(result.gaps), items=result.items), style="title")
    for item in result.gaps:
        yield Padding(datum(item.id, "id"), (1, 0, 0, 0))
        yield from (Padding(line, (0, 0, 0, 2)) for line in told(item))
