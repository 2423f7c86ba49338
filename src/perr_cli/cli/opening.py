"""The data of a call: the folders that were named, opened with a progress bar where it takes long."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from perr_cli.cli.delivery import tell_problems
from perr_cli.cli.progress import Progress
from perr_cli.errors import PerrError, UnusableData
from perr_cli.language import _

if TYPE_CHECKING:
    from perr_cli.library import Library


class Folders(NamedTuple):
    """The data folders of a call; none means the protocols that come with perr."""

    paths: tuple[Path, ...]

    @classmethod
    def of(cls, named: Sequence[str]) -> Folders:
        """Those named by `--data`, else by `PERR_DATA`. Raises `UnusableData` for an empty name."""
        if not all(named):
            raise UnusableData(_("the name of the data folder is empty"), _("give a .yaml file, or a folder with some"))
        if not named:
            named = [part for part in os.environ.get("PERR_DATA", "").split(os.pathsep) if part]
        return cls(tuple(map(Path, named)))


def inputs(context: typer.Context, paths: Sequence[Path] = ()) -> list[str]:
    """The files below these paths and in the data folders of the call: what its output must not replace."""
    from perr_cli import files

    folders = [*paths, *context.obj.paths]
    if not folders:
        return []
    beside = [str(path) for path in (*files.thesauri(folders), *files.decisions(folders))]
    try:
        return [*files.find(folders), *beside]
    except UnusableData:
        return beside


def open_data(context: typer.Context, *, anew: bool = False) -> Library:
    """The library of the call's folders, its index made anew if that is asked for. Raises `UnusableData`."""
    from perr_cli.library import open_library

    folders: Folders = context.obj
    with Progress(_("reading {done} of {total} files")) as progress:
        library = open_library(folders.paths, progress, anew=anew)
    context.call_on_close(partial(_close, library))
    return library


def _close(library: Library) -> None:
    """A call that ends with an error names the unreadable files as others do: they may be why it does."""
    if isinstance(sys.exc_info()[1], PerrError):
        tell_problems(library.problems)
    library.index.connection.close()
