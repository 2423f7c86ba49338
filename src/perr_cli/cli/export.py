"""`perr export`: the items as a flat table, a row each."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Optional

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.selection import Asked, select
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _(
    "The items as a flat table, a row each: .csv, .ndjson, .json or .parquet. `perr schema items` says what its columns"
    " mean."
)
EXAMPLE = "perr export -o items.csv"


class Format(str, Enum):
    """The formats of a flat table."""

    csv = "csv"
    ndjson = "ndjson"
    json = "json"
    parquet = "parquet"


def command(
    context: typer.Context,
    commune: options.Communes = None,
    theme: options.Themes = None,
    level: options.Levels = None,
    keyword: options.Keyword = "",
    concept: options.Concepts = None,
    nature: options.Natures = None,
    partner: options.Partners = None,
    departement: options.Departement = "",
    epci: options.Epci = "",
    format: Annotated[
        Optional[Format],  # noqa: UP045  (Typer wants Optional)
        typer.Option(
            "--format", "-f", help=_("How to write the table; otherwise as the output file's name says, else CSV.")
        ),
    ] = None,
    json: options.Json = False,
    output: options.Output = None,
    excel: Annotated[
        bool, typer.Option("--excel", help=_("CSV that a French Excel opens: semicolons, decimal commas, a BOM."))
    ] = False,
    raw: options.Raw = False,
) -> Status:
    from perr_cli.exporters import FLAT
    from perr_cli.results import ExportResult

    delivery = Delivery.of(format, json, output, raw, excel=excel, suffixes=FLAT, default="csv")
    if excel and delivery.format != "csv":
        raise typer.BadParameter(_("--excel is for CSV, not for {format}").format(format=delivery.format))
    library = open_data(context)
    delivery.check(library.inputs())
    asked = Asked(
        communes=commune, themes=theme, levels=level, concepts=concept, natures=nature, partners=partner,
        keyword=keyword, departement=departement, epci=epci,
    )  # fmt: skip
    chosen = select(library, asked)
    items = filter(chosen.keep, library.index.items(chosen.filters))
    delivery.write(ExportResult(filters=chosen.echo, items=tuple(items)), library)
    return status(library)
