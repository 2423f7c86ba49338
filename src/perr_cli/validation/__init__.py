"""Data files checked by rules: what is wrong in each, in the order of files and lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from perr_cli import files
from perr_cli.problems import Problem
from perr_cli.text import display_path
from perr_cli.validation.interface import Rule, Run
from perr_cli.validation.reading import read
from perr_cli.validation.rules import RULES


class Checked(NamedTuple):
    """How many files were checked, what is wrong with them, and the documents that they were taken from."""

    files: int
    problems: list[Problem]
    documents: list[str]


def check(
    paths: Sequence[Path] = (),
    progress: Callable[[int, int], None] = lambda *_: None,
    rules: Iterable[type[Rule]] = RULES,
) -> Checked:
    """Check files, or folders of the form that `--data` takes; without any, the data that comes with perr. `progress`
    hears how many files of how many are read.

    Raises `UnusableData` where a path does not exist or holds no protocol file.
    """
    roots = list(paths) or [files.shipped_data()]
    named = [path for path in roots if path.name in files.BESIDE]
    folders = [path for path in roots if path not in named]
    decisions = _once(files.decisions(folders), named, files.DECISIONS)
    thesauri = _once(files.thesauri_beside(folders), named, files.THESAURUS)
    # Decisions that are named alone are about what stands beside them; a thesaurus is about nothing.
    about = folders or [path.parent for path in decisions]
    run = Run(
        thesauri=tuple(dict.fromkeys((*files.thesauri_around(about), *thesauri))), own_thesauri=thesauri,
        decisions=decisions, whole=not any(folder.is_file() for folder in about),
    )  # fmt: skip
    found = list(files.find(about)) if about else []
    active = [rule(run) for rule in rules if folders or rule.BESIDE]
    problems: list[Problem] = []
    documents: list[str] = []
    for number, path in enumerate(found):
        progress(number, len(found))
        file = read(Path(path))
        problems += [problem for rule in active for problem in rule.file(file)]
        if file.protocol and file.protocol.source:
            documents.append(str(files.source(file.protocol.source.document, Path(path))))
    problems += [problem for rule in active for problem in rule.corpus()]
    checked = [*(found if folders else ()), *map(str, (*decisions, *thesauri))]
    return Checked(len(checked), _sorted(problems, checked), documents)


def _once(beside: Sequence[Path], named: Sequence[Path], name: str) -> tuple[Path, ...]:
    return tuple(dict.fromkeys((*beside, *(path for path in named if path.name == name))))


def _sorted(problems: Iterable[Problem], checked: Sequence[str]) -> list[Problem]:
    order = {display_path(path): number for number, path in enumerate(checked)}
    return sorted(problems, key=lambda p: (order.get(p.path, len(order)), p.path, p.line or 0, p.column or 0))
