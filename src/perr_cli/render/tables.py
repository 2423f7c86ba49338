"""Every result as a table for people: one function a result, `render` picks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatch
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from perr_cli.compare import DiffResult
from perr_cli.items import Item
from perr_cli.language import _, ngettext
from perr_cli.render.diff import compared
from perr_cli.render.items import told
from perr_cli.render.screen import Screen, datum
from perr_cli.render.show import shown
from perr_cli.results import ListResult, ShowResult, ThemesResult, ValidateResult
from perr_cli.search import SearchResult


def render(result: Any, screen: Screen, **names: Any) -> str:
    """The result as text for a screen. `names` are what a renderer needs to name things: see each."""
    return screen.text(parts(result, screen, **names))


@singledispatch
def parts(result: Any, screen: Screen, **names: Any) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    raise TypeError(f"no table for {type(result).__name__}")


def plain_table(*columns: str, numbers: Sequence[str] = ()) -> Table:
    """An airy table with a rule under its header; `numbers` name the columns set to the right."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="title", padding=(0, 1, 0, 0))
    for name in (*columns, *numbers):
        table.add_column(Text(name), justify="right" if name in numbers else "left", overflow="fold")
    return table


@parts.register
def _list(result: ListResult, screen: Screen, **names: Any) -> Iterator[RenderableType]:
    count = len(result.protocols)
    yield Text(ngettext("{n} protocol", "{n} protocols", count).format(n=count), style="title")
    narrow = screen.width < 60
    table = plain_table(
        _("Commune"), "id",
        numbers=[] if narrow else [_("Themes"), _("Objectives"), _("Actions"), _("Conditions")],
    )  # fmt: skip
    for p in result.protocols:
        numbers = [] if narrow else [str(n) for n in (p.themes, p.objectives, p.actions, p.preconditions)]
        ref = f"{p.commune}@{p.edition}" if p.edition else p.commune
        table.add_row(datum(p.name), datum(ref, "id"), *numbers)
    yield table


@parts.register
def _themes(result: ThemesResult, screen: Screen, **names: Any) -> Iterator[RenderableType]:
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


@parts.register
def _show(result: ShowResult, screen: Screen, **names: Any) -> Iterator[RenderableType]:
    yield from shown(result)


@parts.register
def _search(result: SearchResult, screen: Screen, **names: Any) -> Iterator[RenderableType]:
    title = ngettext("{n} result for “{query}”", "{n} results for “{query}”", result.total)
    counted = datum(title.format(n=result.total, query=result.query.text), "title")
    if len(result.hits) < result.total:
        counted.append(" " + _("(the first {n})").format(n=len(result.hits)))
    yield counted
    if not result.hits:
        return
    widest = max((len(hit.id) for hit in result.hits), default=0)
    beside = screen.width - widest >= 42
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    if beside:
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for hit in result.hits:
        body = Group(*told(hit, [(h.start, h.end) for h in hit.highlights]), *_objective(hit))
        ref = datum(hit.id, "id")
        if beside:
            table.add_row(ref, body)
        else:
            table.add_row(Group(ref, body))
    yield Padding(table, (1, 0, 0, 0))


def _objective(item: Item) -> Iterator[Text]:
    """The objective that an action serves, on one line: short texts say little without it."""
    if item.objective:
        parent = datum(f"→ {item.objective.text}", "quiet")
        parent.no_wrap, parent.overflow = True, "ellipsis"
        yield parent


@parts.register
def _diff(result: DiffResult, screen: Screen, **names: Any) -> Iterator[RenderableType]:
    yield from compared(result, screen, names["names"], names["labels"])


@parts.register
def _validate(result: ValidateResult, screen: Screen, **names: Any) -> Iterator[RenderableType]:
    for finding in result.findings:
        place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None)
        yield Text.assemble(
            datum(place, "id"), " ", Text(_(finding.severity), style=finding.severity), " ", datum(finding.message)
        )
        yield Padding(datum(f"{finding.hint} [{finding.code}]", "quiet"), (0, 0, 0, 2))
    yield Text(
        ", ".join(
            (
                ngettext("{n} file", "{n} files", result.files).format(n=result.files),
                ngettext("{n} error", "{n} errors", result.errors).format(n=result.errors),
                ngettext("{n} warning", "{n} warnings", result.warnings).format(n=result.warnings),
            )
        ),
        style="title",
    )
