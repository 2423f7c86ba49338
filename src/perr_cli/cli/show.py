"""`perr show`: a protocol, a theme, an objective or an item, word for word."""

from __future__ import annotations

from typing import Annotated

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.selection import Asked, select
from perr_cli.errors import Status, UnknownReference
from perr_cli.language import _
from perr_cli.text import visible

HELP = _("A protocol, theme, objective or item as a tree, word for word.")
EXAMPLE = "perr show savigny/logement"


def command(
    context: typer.Context,
    ref: Annotated[
        str, typer.Argument(metavar="REF", help=_("An id or the beginning of one: ris-orangis/emploi/1.3."))
    ],
    theme: options.Themes = None,
    level: options.Levels = None,
    keyword: options.Keyword = "",
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli.results import ShowResult, cut

    delivery = Delivery.of(format, json, output, raw)
    library = open_data(context)
    place = library.place(ref)
    whole = library.protocol(place.protocol)
    protocol = cut(whole, lambda item: place.holds(item.short_id))
    if place.theme and not any(protocol.items()):
        near = [item.id for item in whole.items() if item.theme == place.theme]
        raise UnknownReference(_("item"), visible(ref), near)
    chosen = select(library, Asked(themes=theme, levels=level, keyword=keyword))
    delivery.write(ShowResult(protocols=(cut(protocol, chosen.keep),)), library)
    return status(library)
