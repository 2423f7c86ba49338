"""What was found in files that were checked: the place, the sentence, what to do."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from perr_cli.language import _, ngettext
from perr_cli.render.screen import Screen, datum
from perr_cli.results import ValidateResult


def parts(result: ValidateResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    for finding in result.findings:
        place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None)
        yield Text.assemble(
            datum(place, "id"), " ", Text(_(finding.severity), style=finding.severity), " ", datum(finding.message)
        )
        yield Padding(datum(f"{finding.hint} [{finding.code}]", "quiet"), (0, 0, 0, 2))
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
