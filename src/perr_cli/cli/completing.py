"""Completion: a command line that is still being typed, answered to a shell.

The script of a shell (see `completion`) calls perr with `_PERR_COMPLETE` set to the shell's name, and with what is
typed: bash with its line up to the cursor and the word that it would replace, the others with the words. The answer is
`files` where only the shell can complete, else `words` and a candidate a line, behind a tab what it means. No candidate
has a control character. Zsh and fish quote what they put in; bash leaves that to its completers, so that its candidates
come quoted. Whatever is wrong is an answer without candidates: nobody asked for a message while typing.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from perr_cli import candidates, language
from perr_cli.candidates import Candidate
from perr_cli.text import INVISIBLE, visible_line

if TYPE_CHECKING:
    from perr_cli.library import Library

OF: Mapping[str, Callable[[Library, str], Iterable[Candidate]]] = {
    "commune": candidates.communes,
    "communes": candidates.communes,
    "left": candidates.communes,
    "right": candidates.communes,
    "ref": candidates.refs,
    "other": candidates.refs,
    "theme": candidates.themes,
    "concept": candidates.concepts,
    "partner": candidates.partners,
    "term": candidates.entries,
    "departement": candidates.departements,
    "epci": candidates.epcis,
}
"""What a parameter is completed with, by its name, which means the same in every command."""

CHOICES: Mapping[str, Sequence[str]] = {"lang": language.LANGUAGES}
"""The parameters for which there are but these words."""

FILES = frozenset(("data", "files", "output", "paths", "report", "target"))
"""The parameters that name files and folders."""

_MANY = 100
"""So many files are read while somebody waits for a candidate; more wait for the first command."""
_LONGEST = 80
_CURSOR = "\ue000"
"""Stands for the cursor while a line is parted into words. It is for private use, and nobody types it."""


class Typed(NamedTuple):
    """A command line up to the cursor."""

    words: list[str]
    """The words before the one that is being typed, without the program."""
    word: str
    kept: int = 0
    """How much of the word the shell leaves where it is."""
    quote: str | None = None
    """The quotation mark that is open, if any, where the candidates must be quoted; else None."""

    @classmethod
    def of(cls, shell: str, arguments: Sequence[str]) -> Typed:
        """What a shell tells."""
        if shell != "bash":
            *words, last = arguments
            return cls(words, _split(last)[-1])
        line, replaced = arguments
        _program, *words, word = _split(line)
        # Readline's own word begins behind an open quote, or behind one of its breaks: `=`, `@`.
        ending = replaced if word.endswith(replaced) else re.sub(r"\\(.)", r"\1", replaced)
        kept = len(word) - len(ending) if word.endswith(ending) else 0
        return cls(words, word, kept, _open_quote(line))

    def line(self, candidate: Candidate, *, with_meaning: bool) -> str | None:
        """How the shell is told of a candidate; None where it must not be."""
        value, meaning = candidate
        if INVISIBLE.search(value) or not value.startswith(self.word[: self.kept]):
            return None
        value = value[self.kept :]
        told = visible_line(meaning) if with_meaning else ""
        told = told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
        return (value if self.quote is None else quoted(value, self.quote)) + (f"\t{told}" if told else "")


def quoted(text: str, quote: str) -> str:
    r"""A text that a shell takes for one word, behind a quotation mark that is open, or behind none.

    >>> quoted("l'eau $x", ""), quoted("l'eau $x", "'"), quoted("l'eau $x!", '"')
    ("l\\'eau\\ \\$x", "l'\\''eau $x", 'l\'eau \\$x"\'!\'"')
    """
    if quote == "'":
        return text.replace("'", r"'\''")
    if quote == '"':
        # An exclamation mark calls the history, in double quotes and behind a backslash alike.
        return re.sub(r'([$`"\\])', r"\\\1", text).replace("!", "\"'!'\"")
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", text)


def complete(shell: str, arguments: Sequence[str]) -> int:
    """Answer a shell: always with status 0, and never with a message."""
    with contextlib.suppress(Exception):
        typed = Typed.of(shell, arguments)
        language.use(language.wanted(typed.words))
        found = answer(typed)
        told = (typed.line(candidate, with_meaning=shell != "bash") for candidate in found or ())
        lines = ["files"] if found is None else ["words", *filter(None, told)]
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def answer(typed: Typed) -> list[Candidate] | None:
    """The candidates for the word that is being typed, whole; None where it is the name of a file."""
    from typer._click.core import Parameter
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete

    from perr_cli.cli.app import build

    context = _resolve_context(build(), {}, "perr", list(typed.words))
    asked, value = _resolve_incomplete(context, list(typed.words), typed.word)
    if context.parent is None and context._protected_args:
        return []  # there is no such command
    parameter = (asked.name or "") if isinstance(asked, Parameter) else ""
    if parameter in FILES:
        return None
    if parameter in OF:
        found = list(OF[parameter](_library(context), value))
    elif parameter in CHOICES:
        found = [Candidate(word) for word in CHOICES[parameter] if word.startswith(value)]
    else:
        found = [Candidate(item.value, item.help or "") for item in asked.shell_complete(context, value)]
    # A shell may put what all candidates begin with for the word: it must not become shorter.
    found = [candidate for candidate in found if candidate.value.startswith(value)] or found
    option = typed.word.removesuffix(value)  # `--commune=`
    return [Candidate(option + name, meaning) for name, meaning in found]


def _split(line: str) -> list[str]:
    """The words of a line up to the cursor, without their quotes; the last one is being typed and may be empty."""
    from typer._click.shell_completion import split_arg_string

    *words, last = split_arg_string(line + _CURSOR)
    return [*words, last.removesuffix(_CURSOR)]


def _open_quote(line: str) -> str:
    """The quotation mark that a line leaves open, else nothing."""
    for quote in ("", '"', "'"):
        with contextlib.suppress(ValueError):
            shlex.split(line + _CURSOR + quote)
            return quote
    return ""


def _library(context: Any) -> Library:
    """The data that the line names. Raises whatever is wrong with it."""
    from perr_cli.cli.opening import Folders
    from perr_cli.library import open_library

    named = context.find_root().params.get("data") or ()
    # The shell has not done it yet.
    folders = Folders.of([os.path.expandvars(os.path.expanduser(name)) for name in named])
    return open_library(folders.paths, _wait)


def _wait(_done: int, total: int) -> None:
    if total > _MANY:
        raise TimeoutError
