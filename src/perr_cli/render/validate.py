"""What was found in files that were checked, file by file: the place, the sentence, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from perr_cli.language import _, ngettext
from perr_cli.render.screen import Screen, datum
from perr_cli.results import Finding, ValidateResult


def parts(result: ValidateResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    for path, findings in groupby(result.findings, key=lambda finding: finding.path):
        yield datum(path, "id")
        yield _table(findings)
        yield Text()
    yield Text(
        ", ".join(
            (
                ngettext("{n} file", "{n} files", result.files).format(n=result.files),
                ngettext("{n} error", "{n} errors", result.errors).format(n=result.errors),
                ngettext("{n} warning", "{n} warnings", result.warnings).format(n=result.warnings),
            )
        ),
        style="title",
    )


def _table(findings: Iterable[Finding]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True, min_width=7)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        place = ":".join(str(part) for part in (finding.line, finding.column) if part is not None)
        told = Text("\n").join((datum(finding.message), datum(f"{finding.hint} [{finding.code}]", "quiet")))
        table.add_row(Text(place), Text(_(finding.severity), style=finding.severity), told)
    return table
