"""What `perr` alone says: what is loaded, and what to try."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from perr_cli.greeting import Greeting
from perr_cli.language import _, ngettext
from perr_cli.render.screen import Screen, datum
from perr_cli.text import display_path

_FEW = 4
"""So many communes are named."""


def parts(result: Greeting, screen: Screen) -> Iterator[RenderableType]:
    """What to draw, below each other."""
    yield Text(_("Search and compare French urban policy protocols (PERR)."), style="title")
    yield Padding(datum(_loaded(result)), (1, 0, 0, 0))
    where = ", ".join(map(display_path, result.folders))
    shipped = _("They come with perr. Yours: perr --data DIR, or PERR_DATA.")
    yield datum(_("From {folders}.").format(folders=where) if where else shipped, "quiet")
    yield Padding(Text(_("To try:")), (1, 0, 0, 0))
    longest = max(len(command) for command, _shows in result.tries)
    fits = all(longest + len(shows) + 4 <= screen.width for _command, shows in result.tries)
    for command, shows in result.tries:
        line = datum(f"  {command}", "id")
        yield line.append(f"{'':{longest - len(command) + 2}}{shows}", style="quiet") if fits else line
    yield Padding(Text(_("Help: perr --help for all commands, perr search --help for one, man perr.")), (1, 0, 0, 0))


def _loaded(result: Greeting) -> str:
    many, promised = len(result.protocols), result.commitments
    told = ", ".join((
        ngettext("{n} protocol", "{n} protocols", many).format(n=many),
        ngettext("{n} commitment", "{n} commitments", promised).format(n=promised),
    ))  # fmt: skip
    names = ", ".join(entry.display_name for entry in result.protocols)
    return _("{loaded}: {names}").format(loaded=told, names=names) if many <= _FEW else told
