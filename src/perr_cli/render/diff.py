"""Two communes side by side: per theme what both commit to, then what only one does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from perr_cli import text
from perr_cli.compare import DiffResult, Pair, PairKind
from perr_cli.items import Item
from perr_cli.language import _, ngettext
from perr_cli.render.items import told
from perr_cli.render.screen import Screen, datum

_BESIDE = 60
"""Columns from which two texts fit beside each other."""


def parts(
    result: DiffResult, screen: Screen, names: tuple[str, str], labels: Mapping[str, str]
) -> Iterator[RenderableType]:
    """The comparison. `names` are the communes' names, `labels` the themes'."""
    about = result.filters.get("keyword")
    yield datum(f"{names[0]} × {names[1]}" + (f" · “{about}”" if about else ""), "title")
    yield _summary(result, names)
    yield ""
    for count in result.themes:
        pairs = [pair for pair in result.pairs if pair.left.theme == count.theme]
        left = [item for item in result.only_left if item.theme == count.theme]
        right = [item for item in result.only_right if item.theme == count.theme]
        if pairs or left or right:
            yield datum(labels.get(count.theme, count.theme), "title")
            rows = list(_rows(pairs, left, right))
            yield _beside(rows, names) if screen.width >= _BESIDE else _below(rows)
    for name, items in zip(names, (result.preconditions.left, result.preconditions.right), strict=True):
        if items:
            yield datum(_("Preconditions of {commune}").format(commune=name), "title")
            yield from (Padding(_cell(item), (0, 0, 1, 2)) for item in items)


def _summary(result: DiffResult, names: tuple[str, str]) -> Text:
    shared = sum(pair.kind is PairKind.shared for pair in result.pairs)
    related = len(result.pairs) - shared
    only = _("{n} only in {commune}")
    return Text(", ").join(
        (
            Text(ngettext("{n} shared pair", "{n} shared pairs", shared).format(n=shared), style="shared"),
            Text(ngettext("{n} related pair", "{n} related pairs", related).format(n=related), style="related"),
            datum(only.format(n=len(result.only_left), commune=names[0]), "only"),
            datum(only.format(n=len(result.only_right), commune=names[1]), "only"),
        )
    )


Row = tuple["RenderableType | None", Text, "RenderableType | None"]


def _rows(pairs: list[Pair], left: list[Item], right: list[Item]) -> Iterator[Row]:
    before: str | None = None
    for pair in pairs:
        name, style = (_("shared"), "shared") if pair.kind is PairKind.shared else (_("related"), "related")
        name += "\n" + _("(decided)") if pair.decided else ""
        repeated = pair.left.id == before
        before = pair.left.id
        own = datum(pair.left.short_id + " " + _("(as above)"), "id") if repeated else _cell(pair.left, pair.right)
        yield own, Text(name, style=style), _cell(pair.right, pair.left)
    for item in left:
        yield _cell(item), Text(_("only here"), style="only"), None
    for item in right:
        yield None, Text(_("only there"), style="only"), _cell(item)


def _beside(rows: list[Row], names: tuple[str, str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="title", expand=True,
                  padding=(0, 1, 0, 0))  # fmt: skip
    table.add_column(datum(names[0]), ratio=1, overflow="fold")
    table.add_column("", no_wrap=True, min_width=9)
    table.add_column(datum(names[1]), ratio=1, overflow="fold")
    for left, kind, right in rows:
        table.add_row(*(Padding(cell, (0, 0, 1, 0)) if cell else "" for cell in (left, kind, right)))
    return table


def _below(rows: list[Row]) -> Group:
    def blocks() -> Iterator[RenderableType]:
        for left, kind, right in rows:
            yield kind
            yield from (Padding(cell, (0, 0, 0, 1)) for cell in (left, right) if cell)
            yield ""

    return Group(*blocks())


def _cell(item: Item, other: Item | None = None) -> Group:
    """An item's id and text, the words that the other has too marked."""
    common = {text.base(t.form) for t in text.tokens(other.meaning)} if other else set()
    spans = [
        (token.start, token.end)
        for token in text.tokens(item.meaning)
        if not text.is_stop_word(token.form) and text.base(token.form) in common
    ]
    return Group(datum(item.short_id, "id"), *told(item, spans, "underline"))
