"""The words of a document in a row, in the order of reading, each sign with its place; texts found among them.

Texts are looked for word for word: the same characters in the same order, with nothing undone but layout (white
space, ends of lines, hyphens there, ligature code points, soft hyphens). What stands on every page is not there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from perr_cli.importers.interface import Block, Extract, Kind, Line
from perr_cli.importers.joining import LIGATURES
from perr_cli.importers.markers import BULLET, STRONG
from perr_cli.importers.structure.entries import INSIDE
from perr_cli.text import tokens

END = "\n"
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
    raw: str
    """The document's text with its markup, without white space."""

    def find(self, text: str, start: int = 0) -> Found | None:
        """Where a text stands, from a place on: the first place where it is all that an entry says, else the first.
        Near the place is looked for first: the next text of a protocol is hardly ever far."""
        pattern = self._pattern(text)
        if pattern is None:
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
        pattern = self._pattern(text)
        places = map(_span, islice(pattern.finditer(self.text, start, end), _MANY)) if pattern else ()
        return next(reversed([found for found in places if self._is_whole(found)]), None)

    def _pattern(self, text: str) -> re.Pattern[str] | None:
        """A text as it may be printed; None where it is not. The document's own markup (`<b>`) may stand in it."""
        if text.translate(_LAYOUT) in self.bare:
            return _pattern(text)
        if "<" in text and "".join(text.split()) in self.raw:
            return _pattern(_TAG.sub("", text))
        return None

    def _is_whole(self, found: Found) -> bool:
        """Whether an entry is nothing but these words and a marker."""
        before = self.text[max(0, found.start - 24) : found.start].rpartition(END)[2]
        after = self.text[found.end : found.end + 4].lstrip(" .:;\u00a0")
        begins = not any(map(str.isalpha, before)) or before.rstrip()[-1:] in STRONG or before.rstrip().endswith(":")
        return begins and (not after or after[0] == END or after[0] in STRONG)

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
                    if told != " " or (signs and signs[-1] not in (" ", END)):
                        signs.append(told)
                        origins.append(at)
            signs.append(END)
            origins.append(-1)
    text = "".join(signs)
    raw = "".join(extract.text.split()) if "<" in extract.text else ""
    return Stream(text, tuple(origins), tuple(blocks), tuple(starts), text.translate(_LAYOUT), raw)


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
    inside = rf"(?:[-‐]?{END})?"
    told = [inside.join(map(re.escape, word)) for word in words if word]
    # A line that ends behind a hyphen of the word's own has no second one.
    pattern = rf"[ ]?{END}?".join(told)  # of blanks there is never more than one, and none where a line begins
    for hyphen in (r"\-", "\u2010"):
        pattern = pattern.replace(hyphen + inside, f"{hyphen}{END}?")
    return re.compile(pattern) if told else None


def missing_words(words: Stream, covered: Sequence[Found]) -> Iterator[tuple[int, Found, str]]:
    """The runs of words that nothing covers: the number of their block, their place, what they say. Markers at the
    beginning of an entry are no words."""
    taken = bytearray(len(words.text))
    for start, end in covered:
        taken[start:end] = b"\1" * (end - start)
    for number, start in enumerate(words.starts):
        end = words.starts[number + 1] if number + 1 < len(words.starts) else len(words.text)
        at = start
        while at < end and words.origins[at] < 0:  # the marker that a list gives
            at += 1
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
        kept = text[begin:stop].rstrip(f" {END}{_BULLETS}")
        yield Found(bullet.end() if bullet else begin, begin + len(kept))
