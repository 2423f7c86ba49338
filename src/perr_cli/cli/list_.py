"""`perr list`: the protocols that are loaded."""

from __future__ import annotations

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.selection import Asked, select
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _("The protocols: commune, themes, objectives, actions, preconditions.")
EXAMPLE = "perr list"


def command(
    context: typer.Context,
    commune: options.Communes = None,
    departement: options.Departement = "",
    epci: options.Epci = "",
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli.results import listed

    delivery = Delivery.of(format, json, output, raw)
    library = open_data(context)
    chosen = select(library, Asked(communes=commune, departement=departement, epci=epci))
    delivery.write(listed(chosen.protocols), library)
    return status(library)
