"""A draft written as a protocol file: always the same text for the same draft, and every guess with a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from perr_cli.importers.structure.draft import Draft, DraftObjective, Guess, Said
from perr_cli.language import _

_NOT_PLAIN = re.compile(
    r"""^[-?:,\[\]{}#&*!|>'"%@`=<\s]|^[.\d+~]|: |:$| #|\s$"""
    r"|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
    r"|^(?:y|n|yes|no|on|off|true|false|null)$",
    re.I,
)
"""What cannot stand without quotes, or would be no text for other programs."""
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')


class SourceNote(NamedTuple):
    """Where a draft was taken from, as the file says it."""

    document: str
    sha256: str
    lines: str | None = None
    pages: str | None = None


class GuessedLine(NamedTuple):
    """A guess, with its line in the file."""

    line: int
    text: str
    guess: str


class Written(NamedTuple):
    """A protocol file's text, and where the guesses stand in it."""

    text: str
    guesses: tuple[GuessedLine, ...]


def write(draft: Draft, source: SourceNote, *, edition: str | None = None) -> Written:
    """The file of a draft."""
    lines: list[str] = []
    guesses: list[GuessedLine] = []
    for line, said in _lines(draft, source, edition):
        lines.append(line + _comment(said.guesses if said else ()))
        if said:
            guesses += [GuessedLine(len(lines), said.text, str(guess)) for guess in said.guesses]
    return Written("\n".join(lines) + "\n", tuple(guesses))


_Line = tuple[str, "Said | None"]


def _lines(draft: Draft, source: SourceNote, edition: str | None) -> Iterator[_Line]:
    yield f"commune: {scalar(draft.commune.text)}", draft.commune
    for name, said in (("insee", draft.insee), ("departement", draft.departement)):
        if said:
            yield f'{name}: "{said.text}"', said
    if edition:
        yield f'edition: "{edition}"', None
    if draft.title:
        yield f"title: {scalar(draft.title.text)}", draft.title
    yield "source:", None
    for name, value in source._asdict().items():
        if value is not None:
            yield f"  {name}: {value if name == 'lines' else scalar(value)}", None
    if draft.preconditions:
        yield "preconditions:", None
        for said in draft.preconditions:
            yield f"- {scalar(said.text)}", said
    yield "themes:" if draft.themes else "themes: []", None
    for theme in draft.themes:
        yield f"- key: {scalar(theme.key)}", None
        yield f"  title: {scalar(theme.title.text)}", theme.title
        yield "  objectives:", None
        for objective in theme.objectives:
            yield from _objective(objective)


def _objective(objective: DraftObjective) -> Iterator[_Line]:
    yield f"  - text: {scalar(objective.said.text)}", objective.said
    if objective.section:
        yield f"    section: {scalar(objective.section.text)}", objective.section
    if objective.actions:
        yield "    actions:", None
        for action in objective.actions:
            yield f"    - {scalar(action.text)}", action


def _comment(guesses: tuple[Guess, ...]) -> str:
    return "".join("  # " + _("guessed: {guess}").format(guess=guess) for guess in guesses)


def scalar(text: str) -> str:
    """A text as YAML: plain where that is read as the same text by everybody, else between double quotes.

    >>> scalar("Lever les freins"), scalar("no"), scalar('Dits : « a »')
    ('Lever les freins', '"no"', '"Dits : « a »"')
    """
    if text and not _NOT_PLAIN.search(text):
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04x}"
