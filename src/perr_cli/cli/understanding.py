"""What a query was understood as, told on stderr: which words were corrected, and why nothing was found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING

from perr_cli.cli.delivery import tell
from perr_cli.language import _, joined, ngettext
from perr_cli.text import shortened, visible

if TYPE_CHECKING:
    from perr_cli.search import Nothing, SearchResult


_MOST = 5
"""Words that are told of one query; whoever asks for a thousand does not read what each was taken for."""


def tell_how(result: SearchResult) -> None:
    """Say which words were corrected, and why nothing was found."""
    corrected = [term for term in result.query.terms if term.how.value == "typo"]
    for term in corrected[:_MOST]:
        tell(
            "perr: "
            + _("“{input}” is not in the corpus, searched for “{matched}”").format(
                input=shortened(visible(term.input)), matched=visible(", ".join(term.matched))
            )
        )
    if len(corrected) > _MOST:
        tell("perr: " + _and_more(len(corrected) - _MOST))
    if not result.total:
        query = shortened(visible(result.query.shown))
        reasons = [*_reasons(result.nothing)] if result.nothing else []
        hint = reduce(joined, reasons) if reasons else _("try fewer words or fewer filters")
        tell("perr: " + joined(_("nothing found for “{query}”").format(query=query), hint))


def _reasons(nothing: Nothing) -> Iterator[str]:
    for word in nothing.unfound[:_MOST]:
        sentence = _("“{word}” is nowhere, nor a word like it")
        if word.near:
            sentence = _("“{word}” is nowhere, did you mean {near}?")
        yield sentence.format(word=shortened(visible(word.input)), near=visible(", ".join(word.near)))
    if len(nothing.unfound) > _MOST:
        yield _and_more(len(nothing.unfound) - _MOST)
    if nothing.unfiltered:
        yield ngettext("{n} result without the filters", "{n} results without the filters", nothing.unfiltered).format(
            n=nothing.unfiltered
        )
    if nothing.with_any:
        yield ngettext("{n} result with --any", "{n} results with --any", nothing.with_any).format(n=nothing.with_any)


def _and_more(count: int) -> str:
    return ngettext("and {n} more word", "and {n} more words", count).format(n=count)
