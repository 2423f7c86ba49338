"""Protocol files checked: what is wrong in each, in the order of files and lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perr_cli import corpus
from perr_cli.problems import Problem


def check(paths: Sequence[Path]) -> tuple[int, list[Problem]]:
    """How many files were checked, and what is wrong with them; without paths, the data that comes with perr.

    Raises `UnusableData` where a path does not exist or holds no protocol file.
    """
    roots = list(paths) or [corpus.shipped_data()]
    files = [file.path for file in corpus.find_files(roots)]
    return len(files), list(corpus.load(files).problems)
