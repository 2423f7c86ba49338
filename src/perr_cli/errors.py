"""What can go wrong with a call: one root, a sentence and a next step each, and the exit status.

What is wrong *in data* is not an exception but a value, see `problems`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from perr_cli.language import _, joined
from perr_cli.text import shortened


class Status(IntEnum):
    """The exit statuses of CONTRACT §4."""

    DONE = 0
    NOTHING = 1
    UNUSABLE = 2
    INTERRUPTED = 130


class PerrError(Exception):
    """The call, a reference, a file or the data cannot be used: what is wrong, and what to do."""

    status = Status.UNUSABLE

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint

    def __str__(self) -> str:
        return joined(self.sentence, self.hint) if self.hint else self.sentence


class UnknownReference(PerrError):
    """A commune, theme or id that names nothing, or more than one thing."""

    def __init__(
        self, kind: str, given: str, candidates: Sequence[str], *, ambiguous: bool = False, listed: str = "perr list"
    ) -> None:
        """`listed` is the command that lists what there is, for when there are too many candidates to name."""
        names = ", ".join(candidates)
        self.candidates = tuple(candidates)
        sentence = _("“{given}” is ambiguous") if ambiguous else _("no {kind} is called “{given}”")
        hint = _("choose one of: {names}") if names else _("see `{command}`")
        super().__init__(sentence.format(kind=kind, given=shortened(given)), hint.format(names=names, command=listed))


class QueryError(PerrError):
    """A query that cannot be asked."""


class UnusableData(PerrError):
    """No protocol could be read at all."""


class OutputError(PerrError):
    """A result that cannot be written where it was asked for."""


class DecisionError(PerrError):
    """A decision that cannot be taken, or cannot be kept where it should be."""


class ReaderGone(Exception):
    """Whoever read our output has stopped reading (`perr … | head -1`): no failure, nothing to say."""
