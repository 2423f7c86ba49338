"""A protocol as a tree: what it says word for word, with the numbers that ids are made of."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from perr_cli.items import Item
from perr_cli.language import _, named, ngettext
from perr_cli.protocols import Protocol
from perr_cli.render.screen import Screen, datum
from perr_cli.results import ShowResult


def parts(result: ShowResult, screen: Screen) -> Iterator[RenderableType]:
    """The protocols of a result, below each other."""
    for protocol in result.protocols:
        yield from _protocol(protocol)


def _protocol(protocol: Protocol) -> Iterator[RenderableType]:
    objectives = sum(len(theme.objectives) for theme in protocol.themes)
    actions = sum(len(o.actions) for theme in protocol.themes for o in theme.objectives)
    counts = [
        ngettext("{n} objective", "{n} objectives", objectives).format(n=objectives),
        ngettext("{n} action", "{n} actions", actions).format(n=actions),
    ]
    yield Text.assemble(datum(protocol.display_name, "title"), " · ", datum(protocol.ref, "id"))
    yield datum(" · ".join(filter(None, (protocol.insee, protocol.epci, *counts))), "quiet")
    if protocol.preconditions:
        yield Padding(Text(_("Preconditions"), style="title"), (1, 0, 0, 0))
        yield _tree((item, f"{n}", "•") for n, item in enumerate(protocol.preconditions, 1))
    for theme in protocol.themes:
        yield Padding(Text.assemble(datum(theme.title, "title"), " · ", datum(theme.key, "id")), (1, 0, 0, 0))
        section: str | None = None
        for objective in theme.objectives:
            if objective.section and objective.section != section:
                yield Padding(datum(objective.section, "underline"), (0, 0, 0, 2))
            section = objective.section
            rows = [(objective, _number(objective), "→"), *((a, _number(a), "○") for a in objective.actions)]
            yield _tree(iter(rows))


def _number(item: Item) -> str:
    return item.short_id.partition("/")[2]


def _tree(rows: Iterator[tuple[Item, str, str]]) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=4, justify="right", no_wrap=True)
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    for item, number, marker in rows:
        notes = [
            datum(named(name, value), "quiet")
            for name, value in ((_("read"), item.reading), (_("note"), item.note))
            if value
        ]
        grid.add_row(Text(number, style="id"), Text(marker, style="quiet"), Group(datum(item.text), *notes))
    return grid
