"""Protocol files checked: what is wrong in each, in the order of files and lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perr_cli import corpus, files
from perr_cli.problems import Problem


def check(paths: Sequence[Path]) -> tuple[int, list[Problem]]:
    """How many files were checked, and what is wrong with them; without paths, the data that comes with perr.

    Raises `UnusableData` where a path does not exist or holds no protocol file.
    """
    found = files.find(list(paths) or [files.shipped_data()])
    return len(found), list(corpus.load_all(found).problems)
