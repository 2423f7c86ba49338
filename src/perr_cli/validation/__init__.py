"""Protocol files and decisions checked: what is wrong in each, in the order of files and lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perr_cli import corpus, deciding, files
from perr_cli.problems import Problem


def check(paths: Sequence[Path]) -> tuple[int, list[Problem]]:
    """How many files were checked, and what is wrong with them; without paths, the data that comes with perr.

    Raises `UnusableData` where a path does not exist or holds no protocol file.
    """
    folders = list(paths) or [files.shipped_data()]
    found, beside = files.find(folders), files.decisions(folders)
    read = corpus.load_all(found)
    decisions = deciding.load(beside)
    # A protocol whose file was not named or could not be read may be there all the same.
    whole = not read.problems and not any(folder.is_file() for folder in folders)
    stale = decisions.stale((item for p in read.protocols for item in p.items()), lambda _: whole)
    decided = sorted((*decisions.problems, *stale), key=lambda p: (p.path, p.line or 0, p.column or 0))
    return len(found) + len(beside), [*read.problems, *decided]
