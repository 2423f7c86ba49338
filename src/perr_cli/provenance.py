"""Where the words of a protocol stand in its source document, and which words of the source are in no protocol.

Texts are looked for word for word: the same characters in the same order, with nothing undone but layout (white
space, ends of lines, hyphens there, ligature code points, soft hyphens). What stands on every page is not looked at.
"""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice, pairwise
from pathlib import Path
from typing import NamedTuple

from perr_cli import importers, storage
from perr_cli.importers.interface import Block, Extract, Kind, Line, UnusableDocument
from perr_cli.importers.joining import LIGATURES
from perr_cli.importers.markers import BULLET, STRONG
from perr_cli.importers.places import Places
from perr_cli.importers.structure.entries import INSIDE
from perr_cli.items import HIDDEN, Item
from perr_cli.language import _
from perr_cli.protocols import Protocol, Source
from perr_cli.text import display_path, tokens, visible_line

_END = "\n"
"""Between two lines of a stream, whatever parts them in the document."""
_WINDOW = 50_000
"""Signs within which a text is looked for first."""
_BULLETS = "".join(STRONG)
_LAYOUT = {**LIGATURES, **dict.fromkeys(map(ord, " \t\f\n-\u2010"))}
_MANY = 40
"""Places of one text that are looked at for the best."""


class Found(NamedTuple):
    """A part of a stream."""

    start: int
    end: int


def _span(match: re.Match[str]) -> Found:
    return Found(*match.span())


@dataclass(frozen=True, slots=True)
class Stream:
    """The words of a document's body in the order of reading, with the place in the document of every sign."""

    text: str
    origins: tuple[int, ...]
    """For each sign its place in the document's text; -1 for what is not in it: a bullet that a list gives."""
    blocks: tuple[Block, ...]
    starts: tuple[int, ...]
    """Where each block begins in the stream."""
    bare: str
    """Its text without all that layout may change: what is not in it need not be looked for."""

    def find(self, text: str, start: int = 0) -> Found | None:
        """Where a text stands, from a place on: the first place where it is all that an entry says, else the first.
        Near the place is looked for first: the next text of a protocol is hardly ever far."""
        pattern = _pattern(text)
        if pattern is None or text.translate(_LAYOUT) not in self.bare:
            return None
        for end in (start + _WINDOW, len(self.text)):
            first: Found | None = None
            for match in islice(pattern.finditer(self.text, start, end), _MANY):
                found = _span(match)
                first = first or found
                if self._is_whole(found):
                    return found
            if first:
                return first
        return None

    def last(self, text: str, start: int, end: int) -> Found | None:
        """The last place in a part where a text is all that an entry says."""
        pattern = _pattern(text) if text.translate(_LAYOUT) in self.bare else None
        places = map(_span, islice(pattern.finditer(self.text, start, end), _MANY)) if pattern else ()
        return next(reversed([found for found in places if self._is_whole(found)]), None)

    def _is_whole(self, found: Found) -> bool:
        """Whether an entry is nothing but these words and a marker."""
        before = self.text[max(0, found.start - 24) : found.start].rpartition(_END)[2]
        after = self.text[found.end : found.end + 4].lstrip(" .:;\u00a0")
        begins = not any(map(str.isalpha, before)) or before.rstrip()[-1:] in STRONG or before.rstrip().endswith(":")
        return begins and (not after or after[0] == _END or after[0] in STRONG)

    def places(self, found: Found) -> list[int]:
        """The places in the document of a part's signs, in their order."""
        return [origin for origin in self.origins[found.start : found.end] if origin >= 0]

    def block(self, at: int) -> int:
        """The number of the block that a sign is in."""
        return bisect_right(self.starts, at) - 1


def stream(extract: Extract, part: tuple[int, int] | None = None, *, by_column: bool = False) -> Stream:
    """The words of a document, or of the blocks that begin in a part of its text; tables row by row, or `by_column`."""
    signs: list[str] = []
    origins: list[int] = []
    blocks: list[Block] = []
    starts: list[int] = []
    for block in _by_column(extract.blocks) if by_column else extract.blocks:
        if block.kind is not Kind.body or (part and not part[0] <= block.lines[0].start < part[1]):
            continue
        blocks.append(block)
        starts.append(len(signs))
        if block.marker:
            given = f"{block.marker} "
            signs += given
            origins += [-1] * len(given)
        for line in block.lines:
            for at, sign in zip(_places(line, extract.text), line.text, strict=True):
                for letter in sign.translate(LIGATURES):
                    told = " " if letter in " \t\f" else letter
                    if told != " " or (signs and signs[-1] not in (" ", _END)):
                        signs.append(told)
                        origins.append(at)
            signs.append(_END)
            origins.append(-1)
    text = "".join(signs)
    return Stream(text, tuple(origins), tuple(blocks), tuple(starts), text.translate(_LAYOUT))


def _by_column(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks in their order, but those of a table column by column."""
    for _table, group in groupby(blocks, lambda block: block.cell and block.cell.table):
        yield from sorted(group, key=lambda block: block.cell.column if block.cell else 0)


def _places(line: Line, text: str) -> list[int]:
    """Where each sign of a line stands in the document: one behind the other, with markup between."""
    if len(line.text) == line.end - line.start:
        return list(range(line.start, line.end))
    places = []
    absent: set[str] = set()  # from here on, so that nothing is looked for twice
    at = line.start
    for sign in line.text:
        found = line.end if sign in absent else at
        while found < line.end and text[found] != sign:
            tag = _TAG.match(text, found)
            found = tag.end() if tag else found + 1
        if found >= line.end:
            absent.add(sign)
        # What is written otherwise (`&eacute;`) stands where the sign before it ends.
        places.append(min(found if found < line.end else at, line.end - 1))
        at = found + 1 if found < line.end else at
    return places


_TAG = re.compile(r"<[^<>]*>")


def _pattern(text: str) -> re.Pattern[str] | None:
    """A text as it may be printed: at each white space, and inside of words, a line may end."""
    words = text.translate(LIGATURES).split(" ")
    inside = rf"(?:[-‐]?{_END})?"
    told = [inside.join(map(re.escape, word)) for word in words if word]
    # A line that ends behind a hyphen of the word's own has no second one.
    pattern = rf"[ ]?{_END}?".join(told)  # of blanks there is never more than one, and none where a line begins
    for hyphen in (r"\-", "\u2010"):
        pattern = pattern.replace(hyphen + inside, f"{hyphen}{_END}?")
    return re.compile(pattern) if told else None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A protocol's source: the document as it was read, where things stand in it, and its words."""

    path: Path
    sha256: str
    extract: Extract
    places: Places
    words: Stream

    @property
    def name(self) -> str:
        """What messages call it."""
        return display_path(self.path)


def open_source(source: Source, protocol_path: str) -> SourceDocument:
    """Read the document that a protocol was taken from. Raises `UnusableDocument`."""
    path = _path(source.document, Path(protocol_path))
    try:
        data = storage.read_bytes(path, limit=importers.MAX_BYTES)
    except storage.Unreadable as unreadable:
        raise UnusableDocument(
            f"{display_path(path)}: {unreadable.problem.message}",
            _("put the document into the folder “sources” beside “protocols”"),
        ) from None
    extract = importers.read(data, path.name)
    places = Places(extract)
    words = stream(extract, places.range(lines=source.lines, pages=source.pages))
    return SourceDocument(path, hashlib.sha256(data).hexdigest(), extract, places, words)


def _path(document: str, protocol: Path) -> Path:
    """Where a source lies: in `sources/` beside the folder of the protocol or inside it, or beside the protocol. A name
    is only a name: no path leads out of these folders."""
    name = Path(document.replace("\\", "/")).name
    folders = [parent / "sources" for parent in protocol.absolute().parents[1:3]]
    folders = [folders[0], protocol.parent / "sources", protocol.parent, *folders[1:]]
    places = [folder / name for folder in folders]
    return next((place for place in places if os.path.isfile(place)), places[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceSpan:
    """A part of the document in which an item stands. Lines count from 1 (in a Word document paragraphs, in a PDF the
    lines of the page), `start` and `end` are code points of the document's text, `page` counts from 1 in a PDF."""

    line_start: int
    line_end: int
    start: int
    end: int
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceResult:
    """The answer of `perr trace`: an item in its source document."""

    schema: str = field(default="perr.trace/1", init=False)
    id: str
    text: str
    document: str
    sha256: str
    spans: tuple[TraceSpan, ...]
    excerpt: str
    """The words of the source around it."""
    before: str = field(default="", metadata=HIDDEN)
    after: str = field(default="", metadata=HIDDEN)
    changed: bool = field(default=False, metadata=HIDDEN)
    """Whether the document is another than the one that the protocol was taken from."""


def trace(protocol: Protocol, item: Item, *, markup: bool = False) -> TraceResult:
    """An item of a protocol in its source. Raises `UnusableDocument` where there is none, or it has no such text."""
    source = source_of(protocol)
    found = _aligned(protocol, source).get(item.id) or source.words.find(item.text)
    if found is None:
        raise UnusableDocument(
            _("{document} does not say “{text}”").format(document=source.path.name, text=visible_line(item.text)),
            _("see what differs: perr validate --against-source"),
        )
    spans = tuple(_spans(source, source.words.places(found)))
    before, own, after = _raw(source, spans) if markup else _around(source.words, found)
    return TraceResult(
        id=item.id, text=item.text, document=source.path.name, sha256=source.sha256, spans=spans,
        excerpt=before + own + after, before=before, after=after,
        changed=protocol.source is not None and protocol.source.sha256 not in (None, source.sha256),
    )  # fmt: skip


def trace_all(protocol: Protocol) -> dict[str, tuple[TraceSpan, ...]]:
    """The id of every item of a protocol, with where its source has it; nothing for what it does not have. Raises
    `UnusableDocument` where there is no source."""
    source = source_of(protocol)
    found = _aligned(protocol, source)
    return {
        item.id: tuple(_spans(source, source.words.places(found[item.id]))) if item.id in found else ()
        for item in protocol.items()
    }


def source_of(protocol: Protocol) -> SourceDocument:
    """The document that a protocol was taken from, its words in the order in which the protocol has them: a table whose
    columns are themes is read column by column. Raises `UnusableDocument`."""
    if protocol.source is None:
        raise UnusableDocument(
            _("{commune} names no source").format(commune=protocol.ref), _("add “source:” with “document:” to its file")
        )
    source = open_source(protocol.source, protocol.path)
    said = protocol.source
    missing = _missing(protocol, source)
    if missing and any(block.cell for block in source.words.blocks):
        part = source.places.range(lines=said.lines, pages=said.pages)
        other = replace(source, words=stream(source.extract, part, by_column=True))
        if _missing(protocol, other) < missing:
            return other
    return source


def _missing(protocol: Protocol, source: SourceDocument) -> int:
    """How many texts of a protocol are not where they should be."""
    return sum(len(told) for told in texts(protocol)) - len(_aligned(protocol, source))


def _aligned(protocol: Protocol, source: SourceDocument) -> dict[str, Found]:
    """Where each text of a protocol stands in its source."""
    preconditions, themes = texts(protocol)
    return align(source.words, preconditions) | align(source.words, themes)


def _spans(source: SourceDocument, places: Sequence[int]) -> Iterator[TraceSpan]:
    """The parts of the document that some places make: one a page, or where the order of reading goes back."""
    parts: list[list[int]] = []
    for at in places:
        last = parts[-1] if parts else None
        if last is None or at < last[-1] or source.places.place(at).page != source.places.place(last[-1]).page:
            parts.append([at])
        else:
            last.append(at)
    for part in parts:
        first, last_ = source.places.place(part[0]), source.places.place(part[-1])
        yield TraceSpan(
            line_start=first.line, line_end=last_.line, start=part[0], end=part[-1] + 1, page=first.page
        )  # fmt: skip


_AROUND = 240
"""Signs of the source that are shown before and behind an item."""


def _around(words: Stream, found: Found) -> tuple[str, str, str]:
    """What the source says before an item, the item, and behind it, without markup."""
    before, after = _near(words.text[: found.start], words.text[found.end :])
    own = words.text[found.start : found.end].replace(_END, " ")
    return re.sub(r"\n+", "\n", before), own, re.sub(r"\n+", "\n", after)


def _near(before: str, after: str) -> tuple[str, str]:
    """The end of one text and the beginning of another, in whole words."""
    if len(before) > _AROUND:
        before = re.sub(r"^\S*\s", "", before[-_AROUND:])
    if len(after) > _AROUND:
        after = re.sub(r"\s\S*$", "", after[:_AROUND])
    return before.lstrip("\n"), after.rstrip("\n")


def _raw(source: SourceDocument, spans: Sequence[TraceSpan]) -> tuple[str, str, str]:
    """The same with the document's own markup: whole lines around the item."""
    text = source.extract.text
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    before, after = _near(text[:start], text[end:])
    return before, text[start:end], after


class Told(NamedTuple):
    """A text of a protocol that must stand in its source: the id of an item, or what else it is; and the text."""

    key: str
    text: str


def texts(protocol: Protocol) -> tuple[list[Told], list[Told]]:
    """What a protocol says, in the order of the document: its preconditions, and its themes. A section that stands over
    several objectives is printed once."""
    preconditions = [Told(item.id, item.text) for item in protocol.preconditions]
    told: list[Told] = []
    for number, theme in enumerate(protocol.themes):
        if theme.title:
            told.append(Told(f"title {number}", theme.title))
        section: str | None = None
        for objective in theme.objectives:
            if objective.section and objective.section != section:
                told.append(Told(f"section {objective.id}", objective.section))
            section = objective.section
            told.append(Told(objective.id, objective.text))
            told += [Told(action.id, action.text) for action in objective.actions]
    return preconditions, told


def align(words: Stream, told: Sequence[Told]) -> dict[str, Found]:
    """Where each of some texts stands: behind the one before, and as near as it can to the one behind it (a heading
    stands in a table of contents, too)."""
    found: list[tuple[Told, Found]] = []
    cursor = 0
    for one in told:
        place = words.find(one.text, cursor)
        if place is not None:
            cursor = place.end
            found.append((one, place))
    below = len(words.text)
    for number in range(len(found) - 1, -1, -1):
        one, place = found[number]
        later = words.last(one.text, place.end, below)
        found[number] = (one, later or place)
        below = found[number][1].start
    return {one.key: place for one, place in found}


def missing_words(words: Stream, covered: Sequence[Found]) -> Iterator[tuple[int, Found, str]]:
    """The runs of words that nothing covers: the number of their block, their place, what they say. Markers at the
    beginning of an entry are no words."""
    taken = bytearray(len(words.text))
    for start, end in covered:
        taken[start:end] = b"\1" * (end - start)
    for number, start in enumerate(words.starts):
        end = words.starts[number + 1] if number + 1 < len(words.starts) else len(words.text)
        at = start
        while at < end:
            if taken[at]:
                at += 1
                continue
            stop = at
            while stop < end and not taken[stop]:
                stop += 1
            for begin, end_ in _entries(words.text, at, stop):
                said = " ".join(words.text[begin:end_].split())
                if any(True for _token in tokens(said)) and any(place >= 0 for place in words.origins[begin:end_]):
                    yield number, Found(begin, end_), said
            at = stop


def _entries(text: str, start: int, end: int) -> Iterator[Found]:
    """A run of words parted where bullets stand inside of it, each part without its bullet."""
    cuts = [start, *(match.start() for match in INSIDE.finditer(text, start, end)), end]
    for begin, stop in pairwise(cuts):
        bullet = BULLET.match(text, begin, stop)
        kept = text[begin:stop].rstrip(f" {_END}{_BULLETS}")
        yield Found(bullet.end() if bullet else begin, begin + len(kept))
