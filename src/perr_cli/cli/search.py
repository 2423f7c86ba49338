"""`perr search`: the items that match a query, best first."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.selection import Asked, select
from perr_cli.cli.understanding import tell_how
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _(
    "Items that match every word, best first. “…” is a phrase, word* a beginning, -word excludes (after --):"
    " perr search mobilité -- -emploi"
)
EXAMPLE = "perr search mobilité"


def command(
    context: typer.Context,
    query: Annotated[
        Optional[list[str]],  # noqa: UP045  (Typer wants Optional for lists)
        typer.Argument(metavar=_("[QUERY]..."), help=_("Words to look for."), show_default=False),
    ] = None,
    any_word: Annotated[bool, typer.Option("--any", help=_("At least one word instead of all."))] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help=_("Words as typed only: no inflection, synonym or correction."))
    ] = False,
    related: Annotated[
        bool, typer.Option("--related", help=_("Also what is narrower than the words or related to them."))
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("Say which word matched what, how, and what it counts."))
    ] = False,
    commune: options.Communes = None,
    theme: options.Themes = None,
    level: options.Levels = None,
    concept: options.Concepts = None,
    nature: options.Natures = None,
    partner: options.Partners = None,
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
    asked = Asked(
        communes=commune, themes=theme, levels=level, concepts=concept, related=related, natures=nature,
        partners=partner, departement=departement, epci=epci,
    )  # fmt: skip
    chosen = select(library, asked)
    result = search(
        library.index, " ".join(query or ()), filters=chosen.filters, limit=limit, any_word=any_word, exact=exact,
        related=related, explain=explain, echo=chosen.echo,
    )  # fmt: skip
    tell_how(result)
    delivery.write(result, library)
    return status(library, Status.DONE if result.total else Status.NOTHING)
