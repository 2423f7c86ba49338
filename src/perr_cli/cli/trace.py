"""`perr trace`: an item in its source document."""

from __future__ import annotations

from typing import Annotated

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status, tell
from perr_cli.cli.opening import open_data
from perr_cli.errors import Status
from perr_cli.language import _, joined

HELP = _("An item in its source document: its lines or page, and the words around it.")
EXAMPLE = "perr trace ris/emploi/1.3"


def command(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="ID", help=_("An item: ris-orangis/emploi/1.3."))],
    markup: Annotated[bool, typer.Option("--markup", help=_("Show the document's own markup, too."))] = False,
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli.provenance import trace

    delivery = Delivery.of(format, json, output, raw)
    library = open_data(context)
    item = library.item(ref)
    result = trace(library.protocol(item.protocol), item, markup=markup)
    if result.changed:
        sentence = _("{document} has changed since the protocol was taken from it").format(document=result.document)
        tell("perr: " + joined(sentence, _("compare: perr validate --against-source")))
    delivery.write(result, library)
    return status(library)
