"""The protocols that are loaded, a row each."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from perr_cli.language import _, ngettext
from perr_cli.render.screen import Screen, datum
from perr_cli.render.tables import plain_table
from perr_cli.results import ListResult


def parts(result: ListResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    count = len(result.protocols)
    yield Text(ngettext("{n} protocol", "{n} protocols", count).format(n=count), style="title")
    narrow = screen.width < 60
    counts = [] if narrow else [_("Themes"), _("Objectives"), _("Actions"), _("Conditions")]
    table = plain_table(_("Commune"), "id", numbers=counts, whole=counts)
    for p in result.protocols:
        numbers = [] if narrow else [str(n) for n in (p.themes, p.objectives, p.actions, p.preconditions)]
        ref = f"{p.commune}@{p.edition}" if p.edition else p.commune
        table.add_row(datum(p.name), datum(ref, "id"), *numbers)
    yield table
