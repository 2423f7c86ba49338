"""Themes × communes, or communes × themes where there are too many communes for columns."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from perr_cli.language import _
from perr_cli.render.screen import Screen, datum
from perr_cli.render.tables import plain_table
from perr_cli.results import ThemesResult


def parts(result: ThemesResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    yield Text(_("Objectives / actions by theme"), style="title")
    cell = [
        {ref: f"{counts.objectives} / {counts.actions}" for ref, counts in theme.counts.items()}
        for theme in result.themes
    ]
    if len(result.communes) * 20 + 24 <= screen.width:
        table = plain_table(_("Theme"), "key", numbers=list(result.communes))
        for theme, counts in zip(result.themes, cell, strict=True):
            row = [Text(counts.get(ref, "–")) for ref in result.communes]
            table.add_row(datum(theme.label), datum(theme.key, "id"), *row)
    else:
        table = plain_table(_("Commune"), numbers=[theme.key for theme in result.themes])
        for ref in result.communes:
            table.add_row(datum(ref, "id"), *(Text(counts.get(ref, "–")) for counts in cell))
    yield table
