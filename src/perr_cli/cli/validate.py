"""`perr validate`: protocol files checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery
from perr_cli.cli.opening import inputs
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _("Protocol files checked: status 1 where there are errors.")
EXAMPLE = "perr validate data/protocols"


def command(
    context: typer.Context,
    paths: Annotated[
        Optional[list[Path]],  # noqa: UP045  (Typer wants Optional for lists)
        typer.Argument(metavar="[PATH]...", help=_("Files or folders; without any, the data that is loaded.")),
    ] = None,
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli import validation
    from perr_cli.results import validated

    delivery = Delivery.of(format, json, output, raw)
    files, problems = validation.check(paths or context.obj.paths)
    result = validated(files, problems)
    delivery.write(result, inputs=inputs(context, paths or ()))
    return Status.NOTHING if result.errors else Status.DONE
