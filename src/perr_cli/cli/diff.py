"""`perr diff`: two communes side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.selection import Asked, select
from perr_cli.errors import Status
from perr_cli.index import Filters
from perr_cli.language import _

HELP = _("Two communes side by side: shared, related, only in A, only in B.")
EXAMPLE = "perr diff ris-orangis savigny-le-temple --keyword mobilité"


def command(
    context: typer.Context,
    left: Annotated[str, typer.Argument(metavar="A", help=_("A commune."))],
    right: Annotated[str, typer.Argument(metavar="B", help=_("Another commune."))],
    theme: options.Themes = None,
    level: options.Levels = None,
    keyword: options.Keyword = "",
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli.compare import diff

    delivery = Delivery.of(format, json, output, raw)
    library = open_data(context)
    refs = (library.commune(left), library.commune(right))
    chosen = select(library, Asked(themes=theme or (), levels=level or (), keyword=keyword))
    sides = [library.index.items(Filters(protocols=(ref,))) for ref in refs]
    result = diff(*sides, names=refs, keep=chosen.keep, filters=chosen.echo, decided=library.decisions.on)
    names = {entry.ref: entry.display_name for entry in library.protocols}
    delivery.write(result, library, names=(names[refs[0]], names[refs[1]]), labels=library.theme_labels)
    stale = library.stale(item for side in sides for item in side)
    return status(library, more=(*library.decisions.problems, *stale))
