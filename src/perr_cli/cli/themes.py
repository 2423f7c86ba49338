"""`perr themes`: how many objectives and actions each commune has in each theme."""

from __future__ import annotations

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.selection import Asked, select
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _("Themes × communes: how many objectives and actions each.")
EXAMPLE = "perr themes"


def command(
    context: typer.Context,
    commune: options.Communes = None,
    theme: options.Themes = None,
    departement: options.Departement = "",
    epci: options.Epci = "",
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli.results import counted

    delivery = Delivery.of(format, json, output, raw)
    library = open_data(context)
    chosen = select(library, Asked(communes=commune, themes=theme, departement=departement, epci=epci))
    delivery.write(counted(chosen.protocols, library.index.items(chosen.filters), library.theme_labels), library)
    return status(library)
