"""What an import gives: the protocols that were written, what was guessed, and the words that were left out."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessed:
    """Something that the document does not say surely: the line in the protocol file, the words, and why."""

    line: int
    text: str
    guess: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedProtocol:
    """A protocol file that was written."""

    path: str
    commune: str
    name: str
    themes: int
    objectives: int
    actions: int
    preconditions: int
    guesses: tuple[Guessed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutWords:
    """Words of the document that are in no protocol: why, and where they stand in its text. Lines count from 1 (in a
    Word document paragraphs, in a PDF the lines of the page), `start` and `end` are code points."""

    text: str
    why: str
    line_start: int
    line_end: int
    start: int
    end: int
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoredThings:
    """Something in the document that is not imported at all: comments, deleted words, pictures …"""

    what: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDocument:
    """A document that was read, with the protocols that it became."""

    document: str
    sha256: str
    protocols: tuple[ImportedProtocol, ...]
    left_out: tuple[LeftOutWords, ...]
    ignored: tuple[IgnoredThings, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """The answer of `perr import`."""

    schema: str = field(default="perr.import/1", init=False)
    documents: tuple[ImportedDocument, ...]
