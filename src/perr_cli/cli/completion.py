"""`perr completion`: the script that makes a shell complete perr's command lines."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _("The script that makes a shell complete perr's commands, options, communes, themes, concepts and ids.")
EXAMPLE = "perr completion bash"


class Shell(str, Enum):
    """The shells that there is a script for (`shells/`)."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"


def command(
    shell: Annotated[Shell, typer.Argument(metavar=_("SHELL"), help=_("bash, zsh or fish."))],
    output: options.Output = None,
) -> Status:
    script = Path(__file__).parent / "shells" / f"perr.{shell.value}"
    Delivery("script", output).write_text(script.read_text(encoding="utf-8"))
    return Status.DONE
