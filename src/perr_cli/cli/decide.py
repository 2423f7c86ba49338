"""`perr decide`: a person's word on a pair, kept beside the protocols."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.decisions import Verdict
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _("A person's word on a pair of commitments, kept in decisions.yaml.")
EXAMPLE = "perr --data data decide ris/emploi/1.3 savigny/emploi/1.4 --shared"


def command(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="ID", help=_("A commitment."))],
    other: Annotated[str, typer.Argument(metavar="ID", help=_("A commitment of another commune."))],
    shared: Annotated[bool, typer.Option("--shared", help=_("Both commit to the same thing."))] = False,
    related: Annotated[bool, typer.Option("--related", help=_("The same sub-topic, a different commitment."))] = False,
    none: Annotated[bool, typer.Option("--none", help=_("They have nothing to do with each other."))] = False,
    note: Annotated[
        Optional[str],  # noqa: UP045  (Typer wants Optional)
        typer.Option(
            "--note", metavar=_("TEXT"), help=_("Why; otherwise a former note stays, an empty one removes it.")
        ),
    ] = None,
    format: options.FormatOption = None,
    json: options.Json = False,
) -> Status:
    from perr_cli.recording import decide

    said = [v for v, given in zip(Verdict, (shared, related, none), strict=True) if given]
    if len(said) != 1:
        raise typer.BadParameter(_("give one of --shared, --related and --none"))
    delivery = Delivery.of(format, json)
    library = open_data(context)
    result = decide(library, context.obj.paths, library.item(ref), library.item(other), said[0], note)
    delivery.write(result, library)
    return status(library)
