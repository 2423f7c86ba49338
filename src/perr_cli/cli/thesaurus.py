"""`perr thesaurus`: what perr knows of the field, and who uses it."""

from __future__ import annotations

from typing import Annotated

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.selection import Asked, select
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _("The concepts, acronyms and partners that perr knows, and who uses them.")
EXAMPLE = "perr thesaurus gusp"


def command(
    context: typer.Context,
    term: Annotated[
        str, typer.Argument(metavar=_("[TERM]"), help=_("A concept or partner: its id, acronym, name or another term."))
    ] = "",
    gaps: Annotated[
        bool, typer.Option("--gaps", help=_("The items in which the thesaurus knows nothing specific."))
    ] = False,
    commune: options.Communes = None,
    theme: options.Themes = None,
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli import knowledge

    delivery = Delivery.of(format, json, output, raw)
    library = open_data(context)
    filters = select(library, Asked(communes=commune, themes=theme)).filters
    index = library.index
    if gaps:
        result: object = knowledge.gaps(index, index.items(filters))
    else:
        result = knowledge.some(index, library.entries(term), filters) if term else knowledge.everything(index, filters)
    delivery.write(result, library)
    return status(library)
