"""An item in its source: where it stands, and the words around it with the item marked."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from perr_cli.language import _
from perr_cli.provenance import TraceResult, TraceSpan
from perr_cli.render.screen import Screen, datum


def parts(result: TraceResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    where = ", ".join(map(_place, result.spans))
    yield Text.assemble(datum(result.id, "id"), "  ", datum(result.document), ", ", Text(where))
    yield Text()
    own = result.excerpt[len(result.before) : len(result.excerpt) - len(result.after)]
    text = Text()
    text.append_text(_lines(result.before, "quiet"))
    text.append("▶", style="id")
    text.append_text(_lines(own, "match"))
    text.append("◀", style="id")
    text.append_text(_lines(result.after, "quiet"))
    yield text


def _lines(text: str, style: str) -> Text:
    """A text in its lines, each made visible."""
    told = Text()
    for number, line in enumerate(text.split("\n")):
        told.append("\n" if number else "")
        told.append_text(datum(line, style))
    return told


def _place(span: TraceSpan) -> str:
    line = f"{span.line_start}" if span.line_start == span.line_end else f"{span.line_start}-{span.line_end}"
    if span.page is not None:
        return _("page {page}, line {line}").format(page=span.page, line=line)
    return _("line {line}").format(line=line)
