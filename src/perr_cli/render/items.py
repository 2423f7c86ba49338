"""An item as people read it: its text word for word, and below it what it means where that differs."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from perr_cli.items import Item
from perr_cli.language import _, named
from perr_cli.render.screen import datum, marked


def told(item: Item, spans: Iterable[tuple[int, int]] = (), style: str = "match") -> list[Text]:
    """The item's lines; the spans count in its meaning (the reading where there is one)."""
    if item.reading is None:
        return [marked(item.text, spans, style)]
    reading = Text.assemble(Text(named(_("read"), ""), style="quiet"), marked(item.reading, spans, style))
    return [datum(item.text), reading]
