"""What a document is once it has been read: its text, and the blocks that stand in it.

An extractor knows one kind of file and nothing about protocols: it tells how things look and where they
stand. What they mean is for `structure` to find out, which knows no kind of file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Protocol

from perr_cli.errors import PerrError


class UnusableDocument(PerrError):
    """A document that cannot be read as one: why, and the remedy (OCR, remove the password, save as …)."""


class Kind(str, Enum):
    """What a block is in its document. Only `body` can become part of a protocol; words of the others are told as
    left out."""

    body = "body"
    header = "header"  # what is printed at the top of every page
    footer = "footer"  # what is printed at the bottom of every page, page numbers included
    contents = "contents"  # an entry of a table of contents
    footnote = "footnote"  # the text of a note, or its mark in the text
    debris = "debris"  # markup that is none, rulers: `---`


class Line(NamedTuple):
    """A piece of a block as it is printed on one line: `text` is what is read there, and stands at `start` to `end`
    (code points) of the document's text. The two are equal but where the document writes characters otherwise
    (`&nbsp;`)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a block in a table: which table of the document, which row and column, from 0. A cell that was
    merged over several rows or columns stands in the first of them, and says how many it takes."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a heading, an entry of a list, or a paragraph inside a cell, in the order of reading.

    A bullet or a number that is printed as characters is left in the first line; one that the file makes by itself
    (Word's lists, HTML's `ol`) is in `marker`.
    """

    lines: tuple[Line, ...]
    """At least one. What parts two lines is the end of a line of print, or nothing but white space."""
    kind: Kind = Kind.body
    heading: int = 0
    """The level of a heading that the file calls one, from 1; 0 for anything else."""
    marker: str = ""
    """The bullet or number that a list gives it by itself: `•`, `2.1.`, `a)`."""
    depth: int | None = None
    """How deep in lists it stands, from 0, where the file has lists; None outside of one."""
    indent: float = 0.0
    """How far its first line begins from the left edge of its page or cell, in points."""
    size: float = 0.0
    """The size of its letters in points; 0 where the file does not say."""
    bold: bool = False
    """Whether all its words are bold."""
    colour: str = ""
    """The colour of its letters as `rrggbb`, where the whole block has one and it is not black."""
    cell: Cell | None = None
    broken: bool = False
    """Whether somebody broke its lines where they end (`<br>`), not the print."""


class Ignored(NamedTuple):
    """Something in a document that is not imported at all, whose words are not the document's any more (or not yet):
    `what` is one of deleted, comment, macro, script, style, image, hidden, and `times` how many of them there are."""

    what: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A document that has been read.

    Law: every word of `text` (markup aside) is in exactly one line of exactly one block.
    """

    text: str
    """The document as text. A text or HTML file: as it was decoded, its line ends as one line feed. Word: a paragraph a
    line. PDF: a printed line a line, and a form feed (U+000C) between two pages."""
    blocks: tuple[Block, ...]
    paged: bool = False
    """Whether form feeds in `text` part pages."""
    marked_up: bool = False
    """Whether `text` has markup between its words."""
    ignored: tuple[Ignored, ...] = ()


Progress = Callable[[int, int], None]
"""Hears how many pages of how many are read; the second is 0 where it is not known."""


class Extractor(Protocol):
    """Reads the bytes of one kind of file; `name` is how messages call it.

    Raises `UnusableDocument`; never executes, fetches or follows anything; takes bounded time and memory.
    """

    def __call__(self, data: bytes, name: str, progress: Progress) -> Extract:
        """The document in these bytes."""
        ...
