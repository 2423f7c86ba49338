"""Two communes side by side: how much of each theme they share, then per theme what both commit to, with the reasons,
and what only one does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from perr_cli.alignment import PairKind
from perr_cli.compare import DiffResult, Only, Pair, Single, ThemeCount
from perr_cli.items import Item
from perr_cli.language import _, decimal, ngettext
from perr_cli.render.items import told
from perr_cli.render.screen import Screen, datum
from perr_cli.render.tables import plain_table

_BESIDE = 60
"""Columns from which two texts fit beside each other."""
_BETWEEN = 20
"""The most columns of what stands between them."""

Labels = Mapping[str, str]


def parts(
    result: DiffResult, screen: Screen, names: tuple[str, str], labels: Labels, concepts: Labels
) -> Iterator[RenderableType]:
    """The comparison. `names` are the communes' names, `labels` the themes', `concepts` those of concepts."""
    about = result.filters.get("keyword")
    yield datum(f"{names[0]} × {names[1]}" + (" · " + _("“{query}”").format(query=about) if about else ""), "title")
    only = {Only(part) for part in result.filters.get("only", Only)}
    yield _summary(result, names, only)
    yield ""
    yield _coverage(result.themes, names, labels)
    for count in result.themes:
        pairs = [pair for pair in result.pairs if pair.left.theme == count.theme]
        left = [item for item in result.only_left if item.theme == count.theme]
        right = [item for item in result.only_right if item.theme == count.theme]
        if pairs or left or right:
            yield ""
            yield datum(labels.get(count.theme, count.theme), "title")
            rows = [*_paired(pairs, concepts), *_alone(left, right, names)]
            yield _beside(rows, names) if screen.width >= _BESIDE else _below(rows, names)
    if only != set(Only):
        return
    for name, items in zip(names, (result.preconditions.left, result.preconditions.right), strict=True):
        if items:
            yield datum(_("Preconditions of {commune}").format(commune=name), "title")
            yield from (Padding(_cell(item), (0, 0, 1, 2)) for item in items)


def _summary(result: DiffResult, names: tuple[str, str], parts: set[Only]) -> Text:
    """How many of each part that was asked for."""
    shared = sum(pair.kind is PairKind.shared for pair in result.pairs)
    related = len(result.pairs) - shared
    only = _("{n} only in {commune}")
    told = {
        Only.shared: Text(ngettext("{n} shared pair", "{n} shared pairs", shared).format(n=shared), style="shared"),
        Only.related: Text(ngettext("{n} related pair", "{n} related pairs", related).format(n=related), "related"),
        Only.left: datum(only.format(n=len(result.only_left), commune=names[0]), "only"),
        Only.right: datum(only.format(n=len(result.only_right), commune=names[1]), "only"),
    }
    return Text(", ").join(text for part, text in told.items() if part in parts)


def _coverage(counts: Sequence[ThemeCount], names: tuple[str, str], labels: Labels) -> Table:
    """How many commitments of each theme are shared, related, alone; below it what that means."""
    table = plain_table()
    table.padding = (0, 2, 0, 0)
    table.add_column(_("theme"), ratio=1, overflow="fold")
    for name in names:
        table.add_column(datum(name), overflow="fold")
    for count in counts:
        table.add_row(
            datum(labels.get(count.theme, count.theme)),
            _of(count.left, count.left_shared, count.left_related, count.left_alone),
            _of(count.right, count.right_shared, count.right_related, count.right_alone),
        )
    return table


def _of(number: int, shared: int, related: int, alone: int) -> Text:
    if not number:
        return Text("–", style="quiet")
    related = number - shared - alone  # with a shared pair, too, it counts as shared
    parts = (
        (ngettext("{n} shared", "{n} shared", shared), shared, "shared"),
        (ngettext("{n} related", "{n} related", related), related, "related"),
        (ngettext("{n} alone", "{n} alone", alone), alone, "only"),
    )
    return Text(", ").join(Text(told.format(n=n), style=style) for told, n, style in parts if n)


class _Row:
    """A row of the table: what stands on the left, between, and on the right."""

    def __init__(self, left: RenderableType | None, between: RenderableType, right: RenderableType | None) -> None:
        self.left, self.between, self.right = left, between, right
        self.follows = False
        """Whether it belongs to the row above."""


def _paired(pairs: Sequence[Pair], concepts: Labels) -> Iterator[_Row]:
    before: str | None = None
    for pair in pairs:
        own: RenderableType = _cell(pair.left, pair.why.left_spans)
        if pair.left.id == before:
            own = datum(pair.left.short_id + " " + _("(as above)"), "id")
        before = pair.left.id
        yield _Row(own, _between(pair, concepts), _cell(pair.right, pair.why.right_spans))
        for reason in pair.why.reasons or ():
            about = datum(concepts.get(reason.about, reason.about), "quiet")
            about.append(f" {decimal(reason.score, 3)}", style="quiet")
            row = _Row(_words(reason.left, reason.about), about, _words(reason.right, reason.about))
            row.follows = True
            yield row


def _words(words: Sequence[str], about: str) -> RenderableType:
    if words or about == "…":
        return datum(" · ".join(words), "quiet")
    return Text(_("(in the objective)"), style="quiet")


def _between(pair: Pair, concepts: Labels) -> Group:
    """Kind and score, what both are about, and how they begin where that differs."""
    name, style = (_("shared"), "shared") if pair.kind is PairKind.shared else (_("related"), "related")
    lines = [Text(f"{name} {decimal(pair.score, 2)}" if pair.score else name, style=style)]
    if pair.decided:
        lines.append(Text(_("decided"), style="title"))
    if pair.note:
        lines.append(datum(pair.note, "quiet"))
    about = [concepts.get(concept, concept) for concept in pair.why.concepts] or list(pair.why.terms)
    lines.append(datum(", ".join(about)))
    if pair.left.verbs != pair.right.verbs:
        own, other = (", ".join(item.verbs) or "–" for item in (pair.left, pair.right))
        lines.append(datum(f"{own} ↔ {other}", "quiet"))
    return Group(*lines)


def _alone(left: Sequence[Single], right: Sequence[Single], names: tuple[str, str]) -> Iterator[_Row]:
    for item in left:
        yield _Row(_cell(item), _single(item, names[0]), _nearest(item))
    for item in right:
        yield _Row(_nearest(item), _single(item, names[1]), _cell(item))


def _single(item: Single, name: str) -> RenderableType:
    """That only its commune has it, or that the filters leave out what makes a pair with it."""
    if item.outside:
        return Text(_("paired outside the filters"), style="related")
    return datum(_("only in {commune}").format(commune=name), "only")


def _nearest(item: Single) -> RenderableType | None:
    """What comes nearest to it, where that was asked for, or makes a pair with it outside the filters."""
    lines = [datum(_short(item.outside), "id")] if item.outside else []
    near = item.nearest
    if near:
        told = _("nearest: {id} ({score}); {why}")
        lines.append(datum(told.format(id=_short(near.id), score=decimal(near.score, 2), why=near.why_not), "quiet"))
    return Group(*lines) if lines else None


def _short(name: str) -> str:
    """An id without its commune, which the column names."""
    return name.partition("/")[2]


def _beside(rows: Sequence[_Row], names: tuple[str, str]) -> Table:
    table = plain_table()
    table.expand = True
    table.add_column(datum(names[0]), ratio=1, overflow="fold")
    table.add_column("", max_width=_BETWEEN, overflow="fold")
    table.add_column(datum(names[1]), ratio=1, overflow="fold")
    for number, row in enumerate(rows):
        last = number + 1 == len(rows) or not rows[number + 1].follows
        cells = (row.left, row.between, row.right)
        table.add_row(*(Padding(cell, (0, 0, int(last), 0)) if cell else "" for cell in cells))
    return table


def _below(rows: Sequence[_Row], names: tuple[str, str]) -> Group:
    def blocks() -> Iterator[RenderableType]:
        for number, row in enumerate(rows):
            yield row.between
            for name, cell in zip(names, (row.left, row.right), strict=True):
                if cell:
                    yield Padding(datum(name, "quiet"), (0, 0, 0, 1))
                    yield Padding(cell, (0, 0, 0, 1))
            if number + 1 == len(rows) or not rows[number + 1].follows:
                yield ""

    return Group(*blocks())


def _cell(item: Item, spans: Sequence[tuple[int, int]] = ()) -> Group:
    """An item's id and text, with the words marked that made the pair."""
    return Group(datum(item.short_id, "id"), *told(item, spans, "underline"))
