"""What a rule is: it is shown every file, then asked about all of them, and says what is wrong where.

A rule is a class in a module of its own. The module's docstring is its manual in English, `FRENCH` the same in
French; `manual` says how they are laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, NamedTuple

from perr_cli import thesaurus
from perr_cli.errors import UnusableData
from perr_cli.problems import PROBLEMS, Problem, Severity
from perr_cli.text import visible
from perr_cli.thesaurus import Thesaurus
from perr_cli.validation.reading import File, Spot
from perr_cli.validation.words import Vocabulary


class Code(NamedTuple):
    """A kind of finding: how bad it is, what is wrong, what to do; the sentences have places for arguments."""

    severity: Severity
    message: str
    hint: str


Codes = Mapping[str, Code]


def error(message: str, hint: str) -> Code:
    """What cannot be right, whatever the document says."""
    return Code(Severity.error, message, hint)


def warning(message: str, hint: str) -> Code:
    """What a person should look at: the document may say it so."""
    return Code(Severity.warning, message, hint)


def known_problems(*codes: str, severity: Severity = Severity.error) -> dict[str, Code]:
    """Kinds of problems that those who read files find by themselves."""
    return {code: Code(severity, *PROBLEMS[code]) for code in codes}


@dataclass(frozen=True, kw_only=True)
class Run:
    """What is checked, and what perr knows."""

    thesauri: tuple[Path, ...] = ()
    """The files that say what perr knows, the later over the earlier."""
    own_thesauri: tuple[Path, ...] = ()
    """Those of them that are to be checked."""
    decisions: tuple[Path, ...] = ()
    """The files of decisions that are to be checked."""
    whole: bool = True
    """Whether folders are checked, not only some files of theirs."""

    @cached_property
    def thesaurus(self) -> Thesaurus:
        """What perr knows of the field. Where a file of it cannot be used, only what ships with perr: the rule on
        such files says why."""
        try:
            return thesaurus.load(self.thesauri)
        except UnusableData:
            return thesaurus.load(self.thesauri[:1])

    @cached_property
    def words(self) -> Vocabulary:
        """The words that it knows."""
        return Vocabulary(self.thesaurus)


class Rule:
    """A rule in one run. What it finds in a file must not take longer than reading it does."""

    NAME: ClassVar[str]
    CODES: ClassVar[Codes]
    """What it can find; a code may be the rule's name."""
    BESIDE: ClassVar[bool] = False
    """Whether it is about files beside the protocols, and has its use where no protocol is checked."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def file(self, file: File) -> Iterable[Problem]:  # noqa: ARG002  (see the subclasses)
        """What is wrong in one file; files come in the order of their paths."""
        return ()

    def corpus(self) -> Iterable[Problem]:
        """What is wrong in all of them together, or in files that hold no protocol."""
        return ()

    def problem(self, code: str, spot: Spot, **arguments: object) -> Problem:
        """A finding. The arguments fill the places of its sentences."""
        severity, *sentences = self.CODES[code]
        return Problem(
            path=spot.path, code=code, line=spot.line, column=spot.column, severity=severity,
            arguments=tuple((name, _shown(str(value))) for name, value in arguments.items()),
            sentences=(sentences[0], sentences[1]),
        )  # fmt: skip


MOST = 10
"""The most findings of one sort in one text: more of them tell nothing new."""
_LONGEST = 500
"""The most characters of a text that a finding shows."""


def _shown(value: str) -> str:
    return visible(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
