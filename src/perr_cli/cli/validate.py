"""`perr validate`: data files checked by rules, and the rules' manuals."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, tell_problems
from perr_cli.cli.opening import inputs
from perr_cli.cli.progress import Progress
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _("Protocol files, decisions and thesauri checked: status 1 where there are errors.")
EXAMPLE = "perr validate data/protocols"


class Format(str, Enum):
    """The shared formats, and one for the annotations of a continuous integration."""

    table = "table"
    json = "json"
    ndjson = "ndjson"
    csv = "csv"
    markdown = "markdown"
    github = "github"


def command(
    context: typer.Context,
    paths: Annotated[
        Optional[list[Path]],  # noqa: UP045  (Typer wants Optional for lists)
        typer.Argument(
            metavar=_("[PATH]..."), parser=options.named,
            help=_("Files or folders; without any, the data that is loaded."),
        ),
    ] = None,
    rule: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--rule", metavar=_("RULE"), help=_("Print the manual of a rule, by its name or by a code that it finds;"
            " an empty name lists them.")
        ),
    ] = None,
    against_source: Annotated[
        bool, typer.Option("--against-source", help=_("Check the files against their source documents, too."))
    ] = False,
    format: Annotated[
        Optional[Format],  # noqa: UP045
        typer.Option(
            "--format", "-f",
            help=_("How to write the result; otherwise as the output file's name says, else a table."),
        ),
    ] = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:  # fmt: skip
    from perr_cli import validation
    from perr_cli.results import validated
    from perr_cli.validation.rules import ON_DEMAND, RULES

    delivery = Delivery.of(format, json, output, raw)
    if rule is not None:
        return _manual(rule, paths, delivery)
    with Progress(_("reading {done} of {total} files")) as progress:
        rules = (*RULES, *ON_DEMAND) if against_source else RULES
        checked = validation.check(paths or context.obj.paths, progress, rules)
    result = validated(checked.files, checked.problems)
    delivery.write(result, inputs=[*inputs(context, paths or ()), *checked.documents])
    unread = [problem for problem in checked.problems if problem.code in ("unreadable", "not-a-file")]
    tell_problems(unread)
    if unread:
        return Status.UNUSABLE
    return Status.NOTHING if result.errors else Status.DONE


def _manual(rule: str, paths: list[Path] | None, delivery: Delivery) -> Status:
    from perr_cli.validation import manual

    if paths or delivery.format != "table":
        raise typer.BadParameter(_("--rule prints a manual, and takes no file and no format"))
    delivery.write_text(manual.named(rule).text() if rule else manual.listed())
    return Status.DONE
