"""What is wrong in data: a value that says where, what and what to do, never an exception.

A problem keeps its code and its arguments, not its sentence, so that it can be remembered by the index and
told in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from perr_cli.language import N_, _, joined

PROBLEMS: dict[str, tuple[str, str]] = {
    # code: (what is wrong, what to do)
    "not-a-file": (N_("not a regular file"), N_("give a file or a folder")),
    "unreadable": (N_("cannot be read: {reason}"), N_("check the name and the permissions")),
    "too-large": (N_("larger than {limit} bytes"), N_("a protocol file holds one commune")),
    "not-utf8": (N_("not UTF-8, at byte {byte}"), N_("save the file as UTF-8")),
    "control-character": (N_("the character {character} must not stand here"), N_("remove it")),
    "syntax": (N_("not valid YAML: {reason}"), N_("check quotes and indentation at this place")),
    "conflict": (
        N_("two versions of the file were not brought together"),
        N_("keep one of the two, and remove the lines <<<<<<<, ======= and >>>>>>>"),
    ),
    "several-documents": (N_("a second document begins here"), N_("make it a file of its own")),
    "no-protocol": (N_("no protocol in this file"), N_("begin with “commune:” and “themes:”")),
    "no-thesaurus": (N_("no thesaurus in this file"), N_("see `perr schema thesaurus-file`")),
    "alias": (N_("anchors, aliases and merge keys are not allowed"), N_("write the text out")),
    "tag": (N_("the tag {tag} is not allowed"), N_("every value is text: remove the tag")),
    "too-deep": (N_("nested deeper than {limit} levels"), N_("a protocol needs eight")),
    "too-many": (N_("more than {limit} values"), N_("a protocol file holds one commune")),
    "too-long": (N_("a text of more than {limit} characters"), N_("a commitment is a sentence or two: split it")),
    "duplicate-key": (N_("“{key}” stands here and in line {first}"), N_("keep one of them")),
    "key-not-text": (N_("a key must be plain text"), N_("write “key: value”")),
    "missing-field": (N_("{field} is missing"), N_("add it")),
    "more": (N_("{n} more things are wrong here"), N_("correct those above first")),
    "unknown-field": (N_("{field} is not known"), N_("did you mean “{nearest}”?")),
    "wrong-type": (N_("{field} must be {expected}"), N_("see `perr schema {schema}`")),
    "empty": (N_("{field} is empty"), N_("fill it in, or remove the line")),
    "bad-value": (N_("{field}: “{value}” is not {expected}"), N_("write {example}")),
    "same-id": (N_("{id} is the id of two entries"), N_("give one of them another id")),
    "unknown-id": (N_("{entry} names {id}, which does not exist"), N_("correct it, or add an entry with this id")),
    "too-many-signs": (
        N_("the signs have more than {limit} phrases, with those of their sets"),
        N_("use smaller sets, or fewer signs"),
    ),
    "unknown-set": (N_("{entry} uses @{name}, which does not exist"), N_("correct it, or add it to “sets”")),
    "no-decisions": (N_("no list of decisions in this file"), N_("begin with “- left:”")),
    "decided-precondition": (N_("{id} is a precondition, which is not compared"), N_("decide on two commitments")),
    "decided-same-item": (N_("{id} is on both sides"), N_("decide on items of two communes")),
    "decided-one-protocol": (N_("{left} and {right} are in one protocol"), N_("decide on items of two communes")),
    "decided-twice": (N_("{left} and {right} are decided on in {first}, too"), N_("keep one of the two")),
    "stale-gone": (
        N_("the decision on {left} and {right} is not applied: {id} does not exist any more"),
        N_("decide on another item with `perr decide`, or remove it"),
    ),
    "stale-changed": (
        N_("the decision on {left} and {right} is not applied: {id} says something else now"),
        N_("decide again (`perr decide {left} {right} --{kind}`), or remove it"),
    ),
    "stale-moved": (
        N_("the decision on {left} and {right} is not applied: its texts are {now_left} and {now_right} now"),
        N_("decide again (`perr decide {now_left} {now_right} --{kind}`), or remove it"),
    ),
    "same-commune": (
        N_("{commune} is also in {other}"),
        N_("give one of the two files an “id” or an “edition”"),
    ),
}

_OTHERWISE: Mapping[str, Mapping[str, str]] = {
    "thesaurus": {
        "too-large": N_("remove entries that are not needed"),
        "too-many": N_("remove entries that are not needed"),
        "too-deep": N_("see `perr schema thesaurus-file`"),
        "too-long": N_("a term is a few words: shorten it"),
    },
    "decisions": {
        "too-large": N_("remove decisions that do not hold any more"),
        "too-many": N_("remove decisions that do not hold any more"),
        "too-deep": N_("see `perr schema decisions-file`"),
        "too-long": N_("a note is a sentence or two: shorten it"),
    },
}
"""What to do instead in files that hold no protocol, by what they hold."""

_OURS = frozenset({"reason", "expected"})
"""Arguments that are words of ours or the system's, translated like the sentence; the others are a person's."""


class Severity(str, Enum):
    """Whether the data can be used all the same."""

    error = "error"
    warning = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong in a file. Lines and columns count from 1; None where the whole file is meant."""

    path: str
    code: str
    line: int | None = None
    column: int | None = None
    severity: Severity = Severity.error
    arguments: tuple[tuple[str, str], ...] = ()
    sentences: tuple[str, str] | None = None
    """What is wrong and what to do, where that is not what `PROBLEMS` has for the code."""

    @property
    def message(self) -> str:
        """What is wrong, in the reader's language."""
        return self._sentence(0)

    @property
    def hint(self) -> str:
        """What to do, in the reader's language."""
        return self._sentence(1)

    def _sentence(self, part: int) -> str:
        arguments = {name: _(value) if name in _OURS else value for name, value in self.arguments}
        return _((self.sentences or PROBLEMS[self.code])[part]).format(**arguments)

    @property
    def place(self) -> str:
        """Where it is, as editors and compilers write it: `file:line:column`."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)

    def __str__(self) -> str:
        return f"{self.place}: {joined(self.message, self.hint)}"


def problem(
    path: str,
    code: str,
    *,
    line: int | None = None,
    column: int | None = None,
    **arguments: str | int | None,
) -> Problem:
    """An error of a known code; the arguments fill the places in its sentences."""
    texts = tuple((name, str(value)) for name, value in arguments.items())
    return Problem(path=path, code=code, line=line, column=column, arguments=texts)


def in_a_file_of(holds: str, wrong: Problem) -> Problem:
    """The same problem, told for a file that holds a `thesaurus` or `decisions`, not a protocol."""
    hint = _OTHERWISE[holds].get(wrong.code)
    return replace(wrong, sentences=(PROBLEMS[wrong.code][0], hint)) if hint else wrong
