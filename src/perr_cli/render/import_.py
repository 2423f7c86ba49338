"""The protocol files that documents became, with what was guessed in them."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from perr_cli.imported import ImportResult
from perr_cli.language import _, ngettext
from perr_cli.render.screen import Screen, datum


def parts(result: ImportResult, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    for document in result.documents:
        for protocol in document.protocols:
            yield Text.assemble(datum(protocol.path, "id"), "  ", datum(protocol.name, "title"))
            counts = (
                ngettext("{n} theme", "{n} themes", protocol.themes).format(n=protocol.themes),
                ngettext("{n} objective", "{n} objectives", protocol.objectives).format(n=protocol.objectives),
                ngettext("{n} action", "{n} actions", protocol.actions).format(n=protocol.actions),
                ngettext("{n} precondition", "{n} preconditions", protocol.preconditions).format(
                    n=protocol.preconditions
                ),
            )
            yield Padding(Text(", ".join(counts)), (0, 0, 0, 2))
            for guess in protocol.guesses:
                told = _("line {line}, “{text}”: {guess}")
                told = told.format(line=guess.line, text=guess.text, guess=guess.guess)
                yield Padding(datum(told, "quiet"), (0, 0, 0, 2))
