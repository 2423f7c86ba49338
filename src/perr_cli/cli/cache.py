"""`perr cache`: where the index lives."""

from __future__ import annotations

from typing import Annotated

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import inputs, open_data
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _("Where the index lives, and how large it is. It is made anew by itself whenever a file has changed.")
EXAMPLE = "perr cache"


def command(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help=_("Make the index of the data anew."))] = False,
    clear: Annotated[bool, typer.Option("--clear", help=_("Remove every index."))] = False,
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
) -> Status:
    from perr_cli import cache
    from perr_cli.results import CacheResult

    delivery = Delivery.of(format, json, output)
    if clear:
        cache.clear()
    library = open_data(context, anew=True) if rebuild else None
    delivery.write(CacheResult(**cache.kept()._asdict()), library, inputs(context))
    return status(library) if library else Status.DONE
