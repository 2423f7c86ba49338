"""Hits, best first: where each stands, its words with those that matched marked, and the objective it serves."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from perr_cli.items import Item
from perr_cli.language import N_, _, decimal, named, ngettext, significant
from perr_cli.render.items import told
from perr_cli.render.screen import Screen, datum
from perr_cli.search import Part, SearchResult


def parts(result: SearchResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    title = ngettext("{n} result for “{query}”", "{n} results for “{query}”", result.total)
    counted = datum(title.format(n=result.total, query=result.query.shown), "title")
    if len(result.hits) < result.total:
        shown = len(result.hits)
        counted.append(" " + ngettext("(the first {n})", "(the first {n})", shown).format(n=shown))
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
        words = told(hit, [(h.start, h.end) for h in hit.highlights])
        body = Group(*words, *_objective(hit), *map(_part, hit.explanation or ()))
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


_HOW = {
    "exact": N_("as typed"), "phrase": N_("as typed"), "inflected": N_("inflected"), "synonym": N_("means the same"),
    "acronym": N_("acronym"), "typo": N_("corrected"), "prefix": N_("begins so"), "related": N_("related"),
}  # fmt: skip


def _part(part: Part) -> Text:
    """A line that explains what a word of the query gave to the score."""
    quoted = _("“{word}”")
    matched = ", ".join(quoted.format(word=word) for word in part.matched) or _("in what surrounds it")
    line = f"{quoted.format(word=part.input)} ← {matched} ({_(_HOW[part.how.value])})"
    factors = [decimal(part.rarity, 2), significant(part.weight)]
    factors += [significant(part.share)] if part.share != 1 else []
    return datum(named(line, f"{' × '.join(factors)} = {decimal(part.score, 2)}"), "quiet")
