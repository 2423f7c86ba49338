"""`perr report`: a comparison to hand over."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Annotated

import typer

from perr_cli import __version__
from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.progress import Progress
from perr_cli.cli.selection import Asked, select
from perr_cli.errors import Status
from perr_cli.language import _
from perr_cli.text import visible

HELP = _("A comparison to hand over: .html (a page), .xlsx (a workbook), .docx (a text) or .md.")
EXAMPLE = "perr report ris-orangis savigny-le-temple -o report.html"


def _day(value: str) -> str:
    """The day of a report in ISO 8601: what is given, else that of SOURCE_DATE_EPOCH (seconds since 1970, UTC), else
    none."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if value or not epoch:
            return datetime.date.fromisoformat(value).isoformat() if value else ""
        return datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc).date().isoformat()
    except (ValueError, OverflowError, OSError):
        told = (
            _("“{day}” is no day: give it as 2026-01-31")
            if value
            else _("SOURCE_DATE_EPOCH is “{day}”: it must be a number of seconds since 1970")
        )
        raise typer.BadParameter(told.format(day=visible(value or epoch))) from None


def command(
    context: typer.Context,
    communes: Annotated[list[str], typer.Argument(metavar="COMMUNE...", help=_("Two communes or more."))],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar=_("FILE"), help=_("The file; its ending says what it is."))
    ],
    theme: options.Themes = None,
    keyword: options.Keyword = "",
    title: Annotated[str, typer.Option("--title", metavar=_("TITLE"), help=_("A title of one's own."))] = "",
    date: Annotated[
        str,
        typer.Option(
            "--date", metavar=_("DAY"), callback=_day, help=_("The day that it bears (2026-01-31); else none.")
        ),
    ] = "",
) -> Status:
    from perr_cli import report
    from perr_cli.exporters.report import MANNERS
    from perr_cli.files import fingerprint
    from perr_cli.report import words

    delivery = Delivery.of(output=output, suffixes=MANNERS)
    library = open_data(context)
    delivery.check(library.inputs())
    refs = list(dict.fromkeys(library.commune(name) for name in communes))
    if not 2 <= len(refs) <= report.MOST:
        raise typer.BadParameter(
            _("a report compares 2 to {most} communes, not {n}").format(most=report.MOST, n=len(refs))
        )
    chosen = select(library, Asked(themes=theme, keyword=keyword))
    themes = (library.theme_labels[key] for key in chosen.echo.get("themes", ()))
    scope = (*themes, *([_("“{query}”").format(query=keyword)] if keyword else []))
    with Progress(_("comparing {done} of {total} pairs of communes")) as progress:
        result = report.report(
            library.index, refs, keep=chosen.keep, decisions=library.decisions, progress=progress,
            about=report.About(
                title=title or words.title([library.names[ref] for ref in refs]),
                scope=scope, date=date or None, version=__version__, fingerprint=fingerprint(library.files),
            ),
            labels=report.Labels(library.theme_labels, library.concept_labels),
        )  # fmt: skip
    delivery.write(result, library)
    return status(library, more=library.decision_problems(refs))
