"""What a query was understood as, told on stderr: which words were corrected, and why nothing was found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING

from perr_cli.cli.delivery import tell
from perr_cli.language import _, joined, ngettext
from perr_cli.text import visible

if TYPE_CHECKING:
    from perr_cli.search import Nothing, SearchResult


def tell_how(result: SearchResult) -> None:
    """Say which words were corrected, and why nothing was found."""
    for term in result.query.terms:
        if term.how.value == "typo":
            tell(
                "perr: "
                + _("“{input}” is not in the corpus, searched for “{matched}”").format(
                    input=visible(term.input), matched=visible(", ".join(term.matched))
                )
            )
    if not result.total:
        query = visible(result.query.shown)
        reasons = [*_reasons(result.nothing)] if result.nothing else []
        hint = reduce(joined, reasons) if reasons else _("try fewer words or fewer filters")
        tell("perr: " + joined(_("nothing found for “{query}”").format(query=query), hint))


def _reasons(nothing: Nothing) -> Iterator[str]:
    for word in nothing.unfound:
        sentence = _("“{word}” is nowhere, nor a word like it")
        if word.near:
            sentence = _("“{word}” is nowhere, did you mean {near}?")
        yield sentence.format(word=visible(word.input), near=visible(", ".join(word.near)))
    if nothing.unfiltered:
        yield ngettext("{n} result without the filters", "{n} results without the filters", nothing.unfiltered).format(
            n=nothing.unfiltered
        )
    if nothing.with_any:
        yield ngettext("{n} result with --any", "{n} results with --any", nothing.with_any).format(n=nothing.with_any)
