"""What has been understood of a document: drafts of protocols, and what was left out of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from perr_cli.language import N_, _
from perr_cli.text import visible_line


class Span(NamedTuple):
    """A part of the document's text, in code points."""

    start: int
    end: int


GUESSES = {
    "deeper": N_("it stands deeper than an action in the document"),
    "raised": N_("no objective stands before it in the document"),
    "key": N_("the theme was told from some of its words"),
    "own key": N_("no theme of the scheme: kept under a key of its own"),
    "name": N_("the document has “{detail}”"),
    "elsewhere": N_("no title names the commune: taken from “{detail}”"),
    "joined": N_("joined from the ends of lines: {detail}"),
}
"""What can be guessed, as it is told beside the guess."""


class Guess(NamedTuple):
    """Something that the document does not say surely: a key of `GUESSES`, and what fills its place."""

    what: str
    detail: str = ""

    def __str__(self) -> str:
        return _(GUESSES[self.what]).format(detail=visible_line(self.detail))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of the document that have a place in a draft, and what was guessed about them."""

    text: str
    spans: tuple[Span, ...] = ()
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftObjective:
    """An objective with its actions, and the section that it stands under."""

    said: Said
    section: Said | None = None
    actions: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTheme:
    """A theme: its title as printed, and the key that it was given."""

    key: str
    title: Said
    objectives: tuple[DraftObjective, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One commune's protocol, as far as the document tells it."""

    commune: Said
    insee: Said | None = None
    departement: Said | None = None
    title: Said | None = None
    preconditions: tuple[Said, ...] = ()
    themes: tuple[DraftTheme, ...] = ()
    span: Span
    """Its part of the document."""

    def items(self) -> int:
        """How many preconditions, objectives and actions it has."""
        objectives = [objective for theme in self.themes for objective in theme.objectives]
        return len(self.preconditions) + len(objectives) + sum(len(objective.actions) for objective in objectives)


class Why(str, Enum):
    """Why words of a document are in no protocol."""

    header = "header"  # printed on every page, or the head of a table's columns
    footer = "footer"
    contents = "contents"
    footnote = "footnote"
    debris = "debris"
    front = "front"  # before the first protocol: title page, preamble
    heading = "heading"  # a heading that opens nothing
    paragraph = "paragraph"  # a text in a theme that is no entry of it: an introduction
    column = "column"  # a column that holds no commitment
    marker = "marker"  # the label of an entry: « Objectif 2.1 : »
    end = "end"  # after the last theme: signatures, annexes


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Words that are in no draft."""

    text: str
    why: Why
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A whole document. Law: every word of it is in a draft or in what was left out, once."""

    drafts: tuple[Draft, ...]
    left_out: tuple[LeftOut, ...]
