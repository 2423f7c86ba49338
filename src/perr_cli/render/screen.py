"""The screen: how wide it is, whether it has colours, and rich output as text.

A datum reaches Rich only as `Text`, never as markup, and with every character that a terminal could obey
written out.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

from rich.console import Console, RenderableType
from rich.text import Text
from rich.theme import Theme

from perr_cli.text import visible, visible_line

NARROWEST, WIDEST, UNKNOWN = 20, 400, 80
"""Columns: what is drawn at the least and the most, and where nothing tells the width."""

_STYLES = Theme(
    {
        "id": "cyan",
        "quiet": "dim",
        "match": "bold yellow",
        "shared": "bold green",
        "related": "bold blue",
        "only": "bold magenta",
        "title": "bold",
        "error": "bold red",
        "warning": "bold yellow",
    }
)


@dataclass(frozen=True, slots=True)
class Screen:
    """Where the output goes: its width in columns, and whether colours may be used."""

    width: int
    colour: bool

    @classmethod
    def of(cls, stream: IO[str] | None, environment: Mapping[str, str] = os.environ) -> Screen:
        """The screen behind a stream. `COLUMNS`, `NO_COLOR`, `FORCE_COLOR` and `TERM` are heard."""
        terminal = stream is not None and stream.isatty()
        try:
            width = int(environment.get("COLUMNS", ""))
        except ValueError:
            width = 0
        if width <= 0 and stream is not None and terminal:
            try:
                width = os.get_terminal_size(stream.fileno()).columns
            except OSError:
                width = 0
        asked = bool(environment.get("FORCE_COLOR"))
        able = terminal and environment.get("TERM", "dumb") not in ("dumb", "unknown", "")
        return cls(
            width=min(max(width, NARROWEST), WIDEST) if width > 0 else UNKNOWN,
            colour=(able or asked) and not environment.get("NO_COLOR"),
        )

    def text(self, parts: Iterable[RenderableType]) -> str:
        """The parts below each other as text, with colours if there are any, without trailing blanks."""
        target = io.StringIO()
        console = Console(
            file=target, width=self.width, force_terminal=self.colour, no_color=not self.colour, theme=_STYLES,
            color_system="standard" if self.colour else None, markup=False, emoji=False, highlight=False,
            legacy_windows=False, force_interactive=False, _environ={},
        )  # fmt: skip
        for part in parts:
            console.print(part, soft_wrap=isinstance(part, Text) and part.no_wrap)
        return "".join(f"{line.rstrip()}\n" for line in target.getvalue().splitlines())


def datum(text: str, style: str = "") -> Text:
    """A person's text on one line, shown as it is."""
    return Text(visible_line(text), style=style, overflow="fold")


def unbroken(text: str, style: str = "") -> Text:
    """A path on one line, however long: it can be copied, and a script can take it."""
    return Text(visible_line(text), style=style, no_wrap=True, overflow="ignore")


def marked(text: str, spans: Iterable[tuple[int, int]], style: str = "match") -> Text:
    """A person's text with spans of it (in code points of the original) in a style."""
    result = Text(overflow="fold")
    at = 0
    for start, end in spans:
        result.append(visible(_one_line(text[at:start])))
        result.append(visible(_one_line(text[start:end])), style=style)
        at = end
    result.append(visible(_one_line(text[at:])))
    return result


def _one_line(text: str) -> str:
    return "".join(" " if c in "\r\n\t\u2028\u2029" else c for c in text)
