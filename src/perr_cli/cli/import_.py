"""`perr import`: documents made into protocol files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Optional

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, tell
from perr_cli.cli.progress import Progress
from perr_cli.errors import OutputError, PerrError, Status
from perr_cli.language import _
from perr_cli.text import display_path

HELP = _("A document (text, Markdown, HTML, Word, PDF) made into protocol files.")
EXAMPLE = "perr import data/sources -o mine --report left-out.json"


def command(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(metavar=_("FILE..."), help=_("Documents, folders with some, or - for standard input.")),
    ],
    target: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            parser=options.named,
            metavar=_("FILE|DIR"),
            help=_("A .yaml file, or a folder for protocols and their documents."),
        ),
    ],
    commune: Annotated[
        str, typer.Option("--commune", metavar=_("NAME"), help=_("The commune, where the document does not name it."))
    ] = "",
    insee: Annotated[str, typer.Option("--insee", metavar="CODE", help=_("The commune's INSEE code."))] = "",
    edition: Annotated[
        str, typer.Option("--edition", metavar="EDITION", help=_("The edition, where a commune has several protocols."))
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=_("Write over files that exist."))] = False,
    report: Annotated[
        Optional[Path],  # noqa: UP045  (Typer wants Optional)
        typer.Option(
            "--report", metavar=_("FILE"), help=_("Write what was left out there, as JSON, and not to stderr.")
        ),
    ] = None,
    format: options.FormatOption = None,
    json: options.Json = False,
    raw: options.Raw = False,
) -> Status:
    from perr_cli import imported, importing
    from perr_cli.cli.reporting import lines
    from perr_cli.storage import check_target

    delivery = Delivery.of(format, json, None, raw)
    importer = importing.opened(
        context.obj.paths, importing.Target(target, force), importing.Told(commune, insee, edition)
    )
    documents: list[imported.ImportedDocument] = []
    done = Status.DONE
    found: list[importing.Input] = []
    for name in files:
        try:
            found += importing.documents([name])
        except PerrError as error:
            done = Status.UNUSABLE
            tell(f"perr: {error}")
    inputs = [str(document.path) for document in found if document.path]
    reporting = Delivery.of(options.Format.json, False, report)
    if report:
        _check_report(report, target)
        reporting.check([*inputs, str(target)])
        check_target(report, replace=force)
    for document in found:
        try:
            with Progress(_("reading {done} of {total} pages")) as progress:
                documents.append(importer.run(document, progress))
        except PerrError as error:
            # One bad document never hides the good ones.
            done = Status.UNUSABLE
            tell(f"perr: {error}")
    result = imported.ImportResult(documents=tuple(documents))
    if report:
        reporting.write(result, inputs=inputs)
    else:
        for line in lines(result):
            tell(line)
        if documents and not target.suffix:
            told = _("next: correct the files, then run `perr --data {folder} validate --against-source`")
            tell(told.format(folder=display_path(target)))
    delivery.write(result)
    return done


def _check_report(report: Path, target: Path) -> None:
    """Refuse a report that would stand where the call writes protocols. Raises `OutputError`."""
    places = (target / name for name in ("protocols", "sources"))
    if any(Path(os.path.realpath(report)).is_relative_to(os.path.realpath(place)) for place in places):
        raise OutputError(
            _("{path} is where protocols and their documents go").format(path=display_path(report.parent)),
            _("choose another folder"),
        )
