"""`perr schema`: the JSON Schema of a protocol file, of a JSON output or of a row of a table."""

from __future__ import annotations

from typing import Annotated

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery
from perr_cli.cli.opening import inputs
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _(
    "The JSON Schema of a protocol file, of a JSON output or of a row of `perr export` (items); without a name, of"
    " every one."
)
EXAMPLE = "perr schema search"


def command(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar=_("[NAME]"), help=_("protocol, items, or a command: list, themes, show, search …"))
    ] = "",
    json: options.Json = False,  # noqa: ARG001  (a script may say it to every command: a schema is JSON anyway)
    output: options.Output = None,
) -> Status:
    from perr_cli import schemas

    Delivery("json", output).write(schemas.schema(name), inputs=inputs(context))
    return Status.DONE
