"""Blocks made entries: each one thing that a document says, with its marker apart and its lines joined.

A block is parted where entries stand in a row inside of it, and put together again where a page parted it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from perr_cli.importers.interface import Block, Cell, Extract, Kind, Line
from perr_cli.importers.joining import Joiner, undone
from perr_cli.importers.markers import BULLET, NONE, STRONG, Labels, Marker, automatic
from perr_cli.importers.structure.draft import LeftOut, Span, Why

INSIDE = re.compile(rf"(?<=\s)•(?=\s)|[{re.escape(''.join(STRONG))}](?=\s?[^\W_])")
"""A bullet inside a line, also stuck to what stands before; `•` is one only between blanks: habitant•e•s."""
_OPEN_END = re.compile(r"[^\W_,(«'’-]$|[,(«'’-]$")
_MOST_LINES = 500
"""Lines of an entry from which no page is thought to have parted it."""
_HYPHENS = ("-", "\u2010", "\u00ad")
_GOES_ON = re.compile(r"[a-zà-öø-ÿœ0-9(«,;:%€&/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that a document says."""

    text: str
    marker: Marker
    block: Block
    """How it looks: the block that it was in."""
    lines: tuple[Line, ...]
    printed: str = ""
    """The part of its marker that stands in the document's text."""
    page: int = 0
    guesses: tuple[str, ...] = ()
    number: int = field(default=0, compare=False)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it stands."""
        return tuple(Span(line.start, line.end) for line in self.lines)

    @property
    def full(self) -> str:
        """Its text with the marker that is printed before it."""
        between = "" if not self.printed or self.printed[-1].isspace() or not self.printed[-1].isalnum() else " "
        return self.printed + between + self.text

    @property
    def cell(self) -> Cell | None:
        """The cell that it stands in."""
        return self.block.cell

    @property
    def capitals(self) -> bool:
        """Whether it is written in capitals."""
        return self.text.upper() == self.text and any(map(str.isalpha, self.text))

    def left(self, why: Why) -> LeftOut:
        """It, left out, with its marker where that has words."""
        return LeftOut(text=self.full, why=why, spans=self.spans)


def entries(extract: Extract, labels: Labels, joiner: Joiner) -> tuple[list[Entry], list[LeftOut]]:
    """The entries of a document's body in the order of reading, and the blocks that are none of it."""
    found: list[Entry] = []
    left: list[LeftOut] = []
    pages = [match.start() for match in re.finditer("\f", extract.text)]
    for block in extract.blocks:
        if block.kind is not Kind.body:
            text = " ".join(undone(line.text) for line in block.lines)
            spans = tuple(Span(line.start, line.end) for line in block.lines)
            left.append(LeftOut(text=text, why=Why(block.kind.value), spans=spans))
            continue
        for number, lines in enumerate(_parted(block, labels)):
            page = bisect_left(pages, lines[0].start)
            entry = _entry(block, lines, page, labels, joiner, own=number == 0)
            if found and not found[-1].text and not entry.marker.family:
                found[-1] = _labelled(found[-1], entry)
            elif found and _goes_on(found[-1], entry):
                found[-1] = _together(found[-1], entry, joiner)
            else:
                found.append(entry)
    return [replace(_telling(entry), number=number) for number, entry in enumerate(found)], left


def _entry(block: Block, lines: Sequence[Line], page: int, labels: Labels, joiner: Joiner, *, own: bool) -> Entry:
    first = lines[0]
    text = undone_left(first.text)
    marker, rest = labels.split(text)
    printed = marker.printed
    if block.marker and own and not marker.label and not _is_bullet(marker):
        labelled = labels.split(f"{block.marker} x")[0]
        marker, rest, printed = labelled if labelled.label else automatic(block.marker), text, ""
    texts = [rest, *(line.text for line in lines[1:])]
    joined = joiner.join(texts)
    return Entry(
        text=joined.text, marker=marker, block=block, lines=tuple(lines), printed=printed, page=page,
        guesses=joined.guessed,
    )  # fmt: skip


def _is_bullet(marker: Marker) -> bool:
    """Whether a marker is a sign that somebody typed, which tells more than the one that the file gives."""
    return bool(marker.family) and not any(map(str.isalnum, marker.printed.strip()))


def undone_left(text: str) -> str:
    """A line without the blanks that it begins with."""
    return text.lstrip(" \t\n\f\u00a0\u202f")


def _parted(block: Block, labels: Labels) -> Iterator[list[Line]]:
    """The lines of each entry in a block."""
    lines = [part for line in block.lines for part in _pieces(line)]
    if not lines:
        return  # nothing but white space that is no blank: `&nbsp;`
    group: list[Line] = []
    first = labels.split(undone_left(lines[0].text))[0]
    for line in lines:
        if group and _begins(line, group[-1], block, first, labels):
            yield group
            group = []
        group.append(line)
    yield group


def _pieces(line: Line) -> Iterator[Line]:
    """A line, parted where bullets stand inside of it."""
    cuts = [match.start() for match in INSIDE.finditer(line.text) if match.start() > 0]
    exact = len(line.text) == line.end - line.start
    for begin, end in zip([0, *cuts], [*cuts, len(line.text)], strict=True):
        text = line.text[begin:end]
        if text.strip():
            kept = text.rstrip()
            span = (line.start + begin, line.start + begin + len(kept)) if exact else (line.start, line.end)
            yield Line(kept, *span)


def _begins(line: Line, before: Line, block: Block, first: Marker, labels: Labels) -> bool:
    """Whether a line inside a block begins an entry of its own."""
    text = undone_left(line.text)
    if text[:1] in STRONG or (line.start == before.end and BULLET.match(text)):
        return True
    marker = labels.split(text)[0]
    if marker.label:
        return True
    if block.broken:
        # Somebody broke the line: an entry of its own in a cell, unless a sentence goes on.
        return bool(marker.family) or (block.cell is not None and not _GOES_ON.match(text))
    return bool(marker.family) and marker.family == first.family


def _goes_on(before: Entry, entry: Entry) -> bool:
    """Whether an entry is the rest of the one before, which a page parted."""
    if entry.page == before.page or entry.cell != before.cell or entry.marker.family:
        return False
    if entry.block.heading or entry.block.bold != before.block.bold or len(before.lines) > _MOST_LINES:
        return False
    if before.lines[-1].text.rstrip().endswith(_HYPHENS):
        return True
    return bool(_GOES_ON.match(entry.text)) and bool(_OPEN_END.search(before.text))


def _labelled(label: Entry, entry: Entry) -> Entry:
    """An entry whose marker stands by itself: on a line above, or in a cell beside."""
    lines = (*label.lines, *entry.lines)
    return replace(entry, marker=label.marker, printed=f"{label.printed.rstrip()} ", lines=lines)


def _telling(entry: Entry) -> Entry:
    """An entry that is nothing but a marker is a text."""
    return entry if entry.text else replace(entry, text=entry.printed.strip(), marker=NONE, printed="")


def _together(before: Entry, entry: Entry, joiner: Joiner) -> Entry:
    # The hyphen of a last line was kept: it may be undone now.
    joined = joiner.join([before.text, *(line.text for line in entry.lines)])
    return replace(
        before, text=joined.text, lines=(*before.lines, *entry.lines), page=entry.page,
        guesses=(*before.guesses, *joined.guessed),
    )  # fmt: skip


def marker_left(entry: Entry) -> LeftOut | None:
    """What is printed as a marker and will not be in the draft: its label, its number."""
    if not any(map(str.isalnum, entry.printed)):
        return None
    return LeftOut(text=entry.printed.strip(), why=Why.marker, spans=entry.spans[:1])
