"""The thesaurus: all entries as a table, or one with all that is known of it and the items in which it stands."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from perr_cli.knowledge import KnownEntry, ThesaurusResult
from perr_cli.language import N_, _, current, ngettext
from perr_cli.render.screen import Screen, datum, marked
from perr_cli.render.tables import plain_table

_KINDS = {
    "topic": N_("topic"), "device": N_("device"), "public": N_("public"), "actor": N_("actor"), "means": N_("means"),
    "partner": N_("partner"),
}  # fmt: skip

_WIDE = 110
"""Columns from which acronyms and kinds have room, too."""


def parts(result: ThesaurusResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    if any(entry.items is not None for entry in result.entries):
        for entry in result.entries:
            yield from _whole(entry, result)
        return
    count = len(result.entries)
    used = sum(bool(entry.communes) for entry in result.entries)
    title = ngettext("{n} entry, {used} in use", "{n} entries, {used} in use", count)
    yield Text(title.format(n=count, used=used), style="title")
    wide = screen.width >= _WIDE
    table = plain_table(
        _("Name"), "id", *([_("Acronyms"), _("Kind")] if wide else []), numbers=[_("Items"), _("Communes")]
    )  # fmt: skip
    for entry in result.entries:
        more = [datum(", ".join(entry.acronyms)), Text(_(_KINDS[entry.kind]))] if wide else []
        counts = (str(sum(entry.communes.values()) or "–"), str(len(entry.communes) or "–"))
        table.add_row(datum(entry.label[current()]), datum(entry.id, "id"), *more, *counts)
    yield table


def _whole(entry: KnownEntry, result: ThesaurusResult) -> Iterator[RenderableType]:
    name = entry.label[current()]
    yield Text.assemble(datum(name, "title"), " · ", datum(entry.id, "id"), " · ", Text(_(_KINDS[entry.kind])))
    told = (
        (_("acronyms"), [f"{acronym} ({stands_for})" for acronym, stands_for in entry.acronyms.items()]),
        (_("means the same"), entry.terms),
        (_("one of them"), entry.members),
        (_("told by"), entry.signs),
        (_("not in"), entry.excludes),
        (_("only near"), entry.context),
        (_("broader"), entry.broader),
        (_("narrower"), entry.narrower),
        (_("related"), entry.related),
    )
    for title, values in told:
        if values:
            yield Padding(Text.assemble(Text(f"{title}: ", style="quiet"), datum("; ".join(values))), (0, 0, 0, 2))
    items = [item for item in result.found if item.id in (entry.items or ())]
    count = ngettext("in {n} item", "in {n} items", len(items)).format(n=len(items))
    yield Padding(Text(count, style="title"), (1, 0, 0, 2))
    for item in items:
        yield Padding(Text.assemble(datum(item.id, "id"), " ", marked(item.meaning, ())), (0, 0, 0, 2))
    yield ""
