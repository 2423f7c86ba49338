"""The greeting: what is loaded, and three commands to try that fit it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perr_cli.index import Listed
from perr_cli.language import _
from perr_cli.library import Library
from perr_cli.text import base, fold

_WORDS = ("mobilité", "emploi", "logement", "école", "santé", "jeunes")
"""What a protocol may speak of: the first of these that stands in one is searched for."""


class Try(NamedTuple):
    """A command to try, and what it shows."""

    command: str
    shows: str


class Greeting(NamedTuple):
    """What is loaded, and what to try."""

    protocols: Sequence[Listed]
    folders: Sequence[Path]
    """Where they come from; nowhere means that they come with perr."""
    tries: Sequence[Try]

    @property
    def commitments(self) -> int:
        """How many objectives and actions there are."""
        return sum(entry.objectives + entry.actions for entry in self.protocols)


def greeting(library: Library, folders: Sequence[Path], named: Sequence[str] = ()) -> Greeting:
    """The greeting for some loaded data. `named` are the folders as the call names them, so that a command which
    is copied finds them again."""
    program = " ".join(("perr", *(f"--data {shlex.quote(name)}" for name in named)))
    tries = [Try(f"{program} {command}", shows) for command, shows in _fitting(library)]
    return Greeting(library.protocols, folders, tries[:3])


def _fitting(library: Library) -> Iterator[tuple[str, str]]:
    refs = [entry.ref for entry in library.protocols]
    for word in _WORDS:
        if library.index.spellings("base = ?", (base(fold(word)),)):
            yield f"search {word}", _("what they say about it")
            break
    for ref, theme, _title in library.index.themes()[:1]:
        yield f"show {ref}/{theme}", _("a theme, word for word")
    if len(refs) > 1:
        yield f"diff {refs[0]} {refs[1]}", _("what both promise, and what only one")
    for ref in refs[:1]:
        yield f"profile {ref}", _("how a protocol is written")
    yield "themes", _("which theme has how many commitments")
