"""`perr profile`: how protocols are written."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.selection import Asked, select
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _(
    "How protocols are written: what commitments do, which partners they name, what they are about, of what they say"
    " nothing, what can be measured. A description, not a mark."
)
EXAMPLE = "perr profile ris-orangis savigny-le-temple"


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
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli.profile import profile

    delivery = Delivery.of(format, json, output, raw)
    library = open_data(context)
    # Which communes are told of, and which items of all: what the others speak of goes through the same filters.
    named = Asked(communes=[*(communes or ()), *(commune or ())], departement=departement, epci=epci)
    chosen = select(library, named)
    asked = Asked(themes=theme, levels=level, concepts=concept, natures=nature, partners=partner, keyword=keyword)
    about = select(library, asked)
    result = profile(
        filter(about.keep, library.index.items(about.filters)), library.index.thesaurus(),
        loaded=[entry.ref for entry in library.protocols], chosen=[entry.ref for entry in chosen.protocols],
    )  # fmt: skip
    delivery.write(result, library, names=library.names, concepts=library.concept_labels)
    return status(library)
