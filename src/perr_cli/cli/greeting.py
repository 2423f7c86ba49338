"""`perr` alone: what is loaded, and what to try."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.errors import Status


def greet(context: typer.Context, named: Sequence[str]) -> Status:
    """Greet; `named` are the data folders of the call as it names them."""
    from perr_cli.greeting import greeting
    from perr_cli.render.greeting import parts
    from perr_cli.render.screen import Screen

    library = open_data(context)
    screen = Screen.of(sys.stdout)
    told = greeting(library, context.obj.paths, named)
    Delivery("table").write_text(screen.text(parts(told, screen)))
    return status(library)
