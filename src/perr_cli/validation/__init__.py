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
    roots = list(paths) or [files.shipped_data()]
    named = [path for path in roots if path.name == files.DECISIONS]
    folders = [path for path in roots if path not in named]
    found = files.find(folders) if folders else {}
    read = corpus.load_all(found)
    beside = list(dict.fromkeys((*files.decisions(folders), *named)))
    # Decisions that are named alone are about what stands beside them.
    about = folders or [path.parent for path in named]
    decided = _decided(beside, read if folders else corpus.load_all(files.find(about)), about)
    return len(found) + len(beside), [*read.problems, *decided]


def _decided(paths: Sequence[Path], read: corpus.Corpus, folders: Sequence[Path]) -> list[Problem]:
    """What is wrong in files of decisions about some protocols."""
    decisions = deciding.load(paths)
    # A protocol whose file was not named or could not be read may be there all the same.
    whole = not read.problems and not any(folder.is_file() for folder in folders)
    stale = decisions.stale((item for p in read.protocols for item in p.items()), lambda _: whole)
    return sorted((*decisions.problems, *stale), key=lambda p: (p.path, p.line or 0, p.column or 0))
