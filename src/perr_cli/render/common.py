"""What communes have in common: a group below the other, each with who is in, who is missing, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from perr_cli.common import CommonResult, Group, Matrix
from perr_cli.items import Item
from perr_cli.language import _, named, ngettext
from perr_cli.render.items import told
from perr_cli.render.screen import Screen, datum
from perr_cli.render.tables import plain_table
from perr_cli.text import visible_line

Names = Mapping[str, str]

_NAMED = 12
"""The most communes that are named in a line."""
_TOLD = 12
"""The most items of a group that are shown."""
_LABEL = 30
"""Columns of a concept in the matrix."""


def parts(result: CommonResult, screen: Screen, names: Names, concepts: Names) -> Iterator[RenderableType]:
    """The groups, then the matrix. `names` are the communes', `concepts` the labels of concepts."""
    yield Text(
        ngettext("{n} thing in common among {of} communes", "{n} things in common among {of} communes",
                 result.total).format(n=result.total, of=len(result.communes)), style="title",
    )  # fmt: skip
    for group in result.groups:
        yield ""
        yield datum(group.label, "title").append(
            "  " + _("{n} of {of} communes").format(n=len(group.communes), of=len(result.communes)), style="shared"
        )
        if len(result.communes) > 2:
            yield from _who(_("in"), group.communes, names)
        if group.missing:
            yield from _who(_("missing"), group.missing, names)
        yield from _items(group, names)
    if result.total > len(result.groups):
        more = _("… and {n} more; -n 0 shows all").format(n=result.total - len(result.groups))
        yield ""
        yield Text(more, style="quiet")
    if result.matrix:
        yield ""
        yield from _matrix(result.matrix, screen, names, concepts)


def _who(told: str, refs: Sequence[str], names: Names) -> Iterator[RenderableType]:
    shown = ", ".join(names.get(ref, ref) for ref in refs[:_NAMED])
    if len(refs) > _NAMED:
        shown += " " + _("and {n} more").format(n=len(refs) - _NAMED)
    yield Padding(datum(named(told, shown), "quiet"), (0, 0, 0, 2))


def _items(group: Group, names: Names) -> Iterator[RenderableType]:
    """Its items by commune, at most so many."""
    by_commune: dict[str, list[Item]] = {}
    for item in group.items[:_TOLD]:
        by_commune.setdefault(item.protocol, []).append(item)
    for ref, items in by_commune.items():
        yield Padding(datum(names.get(ref, ref), "only"), (0, 0, 0, 2))
        yield from (Padding(_line(item), (0, 0, 0, 4)) for item in items)
    if len(group.items) > _TOLD:
        yield Padding(Text(_("… and {n} more items").format(n=len(group.items) - _TOLD), style="quiet"), (0, 0, 0, 2))


def _line(item: Item) -> Text:
    return Text(" ").join([datum(item.short_id, "id"), *told(item)])


def _matrix(matrix: Matrix, screen: Screen, names: Names, concepts: Names) -> Iterator[RenderableType]:
    widths = [cell_len(visible_line(names.get(ref, ref))) for ref in matrix.communes]
    fits = max(sum(total <= screen.width - _LABEL - 1 for total in accumulate(width + 1 for width in widths)), 1)
    table = plain_table()
    table.add_column(_("concept"), overflow="fold", max_width=_LABEL)
    for ref in matrix.communes[:fits]:
        table.add_column(datum(names.get(ref, ref)), justify="right", overflow="fold")
    for concept, counts in zip(matrix.concepts, matrix.counts, strict=True):
        table.add_row(datum(concepts.get(concept, concept)), *(Text(str(n) if n else "·") for n in counts[:fits]))
    yield table
    if len(matrix.communes) > fits:
        more = _("{n} more communes do not fit; see --json").format(n=len(matrix.communes) - fits)
        yield Text(more, style="quiet")
