"""Where the words of a protocol stand in its source document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from perr_cli import files, importers, storage
from perr_cli.importers.interface import Extract, UnusableDocument
from perr_cli.importers.places import Places
from perr_cli.importers.stream import END, Found, Stream, stream
from perr_cli.items import HIDDEN, Item
from perr_cli.language import _
from perr_cli.protocols import Protocol, Source
from perr_cli.text import display_path, visible_line


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
    path = files.source(source.document, Path(protocol_path))
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
    own = words.text[found.start : found.end].replace(END, " ")
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
