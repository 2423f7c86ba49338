"""`perr common`: what several communes have in common."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.progress import Progress
from perr_cli.cli.selection import Asked, select
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _("What communes have in common: groups of commitments about the same thing, who is in, who is missing.")
EXAMPLE = "perr common --keyword mobilité"


def command(
    context: typer.Context,
    communes: Annotated[
        Optional[list[str]],  # noqa: UP045  (Typer wants Optional for lists)
        typer.Argument(metavar="[COMMUNE]...", help=_("Communes; without one, all."), show_default=False),
    ] = None,
    commune: options.Communes = None,
    theme: options.Themes = None,
    level: options.Levels = None,
    keyword: options.Keyword = "",
    concept: options.Concepts = None,
    nature: options.Natures = None,
    partner: options.Partners = None,
    departement: options.Departement = "",
    epci: options.Epci = "",
    min_communes: Annotated[
        int, typer.Option("--min-communes", min=2, metavar="N", help=_("Only what at least so many communes have."))
    ] = 2,
    matrix: Annotated[
        bool, typer.Option("--matrix", help=_("Also how many commitments of each commune are about each concept."))
    ] = False,
    limit: options.Limit = 0,
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli.common import common

    delivery = Delivery.of(format, json, output, raw)
    library = open_data(context)
    # Which communes are compared, and which items of theirs the result is about.
    named = Asked(communes=[*(communes or ()), *(commune or ())], departement=departement, epci=epci)
    chosen = select(library, named)
    asked = Asked(themes=theme, levels=level, concepts=concept, natures=nature, partners=partner, keyword=keyword)
    about = select(library, asked)
    refs = [entry.ref for entry in chosen.protocols]
    if len(refs) == 1:
        raise typer.BadParameter(_("one commune has nothing in common with others: name two at least, or none for all"))
    with Progress(_("comparing {done} of {total} communes")) as progress:
        result = common(
            library.index, refs, labels=library.concept_labels, keep=about.keep, least=min_communes, matrix=matrix,
            limit=limit, decisions=library.decisions, filters={**chosen.echo, **about.echo}, progress=progress,
        )  # fmt: skip
    delivery.write(result, library, names=library.names, concepts=library.concept_labels)
    return status(library, more=library.decision_problems(refs))
