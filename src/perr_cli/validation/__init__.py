"""Protocol files checked: what is wrong in each, in the order of files and lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perr_cli import corpus
from perr_cli.errors import UnusableData
from perr_cli.language import _
from perr_cli.problems import Problem
from perr_cli.storage import display_path


def check(paths: Sequence[Path]) -> tuple[int, list[Problem]]:
    """How many files were checked, and what is wrong with them; without paths, the data that comes with perr.

    Raises `UnusableData` where a path does not exist or holds no protocol file.
    """
    roots = list(paths) or [corpus.shipped_data()]
    files = [file.path for file in corpus.find_files(roots)]
    if not files:
        raise UnusableData(
            _("no protocol file in {folders}").format(folders=", ".join(map(display_path, roots))),
            _("give a .yaml file, or a folder with some"),
        )
    return len(files), list(corpus.load(files).problems)
