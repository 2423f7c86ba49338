"""A decision that was written: on what, what it says, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding

from perr_cli.decisions import DecideResult, Verdict
from perr_cli.language import _, named
from perr_cli.render.screen import Screen, datum


def parts(result: DecideResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    said = {Verdict.shared: _("shared"), Verdict.related: _("related"), Verdict.none: _("no pair")}
    decision, before = result.decision, result.replaced
    line = named(f"{decision.left} × {decision.right}", said[decision.kind])
    yield datum(line + (" " + _("(before: {kind})").format(kind=said[before.kind]) if before else ""))
    if decision.note:
        yield Padding(datum(decision.note), (0, 0, 0, 2))
    yield Padding(datum(result.path, "quiet"), (0, 0, 0, 2))
