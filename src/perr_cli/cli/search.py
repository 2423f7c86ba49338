"""`perr search`: the items that match a query, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status, tell
from perr_cli.cli.opening import open_data
from perr_cli.cli.selection import Asked, select
from perr_cli.errors import Status
from perr_cli.language import _
from perr_cli.text import visible

if TYPE_CHECKING:
    from perr_cli.search import SearchResult

HELP = _(
    "Items that match every word, best first. “…” is a phrase, word* a beginning, -word excludes (after --):"
    " perr search mobilité -- -emploi"
)
EXAMPLE = "perr search mobilité"


def command(
    context: typer.Context,
    query: Annotated[
        Optional[list[str]],  # noqa: UP045  (Typer wants Optional for lists)
        typer.Argument(metavar="[QUERY]...", help=_("Words to look for."), show_default=False),
    ] = None,
    any_word: Annotated[bool, typer.Option("--any", help=_("At least one word instead of all."))] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help=_("Words as typed only: no inflection, no correction."))
    ] = False,
    commune: options.Communes = None,
    theme: options.Themes = None,
    level: options.Levels = None,
    departement: options.Departement = "",
    epci: options.Epci = "",
    limit: options.Limit = 0,
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli.search import search

    delivery = Delivery.of(format, json, output, raw)
    library = open_data(context)
    asked = Asked(communes=commune or (), themes=theme or (), levels=level or (), departement=departement, epci=epci)
    chosen = select(library, asked)
    result = search(
        library.index, " ".join(query or ()), filters=chosen.filters, limit=limit, any_word=any_word, exact=exact,
        echo=chosen.echo,
    )  # fmt: skip
    _tell_how(result)
    delivery.write(result, library)
    return status(library, Status.DONE if result.total else Status.NOTHING)


def _tell_how(result: SearchResult) -> None:
    """Say which words were corrected, and that nothing was found."""
    from perr_cli.search import How

    for term in result.query.terms:
        if term.how is How.typo:
            tell(
                _("perr: “{input}” is not in the corpus, searched for “{matched}”").format(
                    input=visible(term.input), matched=", ".join(term.matched)
                )
            )
    if not result.total:
        unknown = [visible(term.input) for term in result.query.terms if not term.matched]
        hint = (
            _("not in the corpus: {words}").format(words=", ".join(unknown))
            if unknown
            else _("try fewer words, or --any")
        )
        tell(_("perr: nothing found for “{query}” ; {hint}").format(query=visible(result.query.text), hint=hint))
