"""Where code points of a document's text stand: on which line, and on which page."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from perr_cli.importers.interface import Extract


class Place(NamedTuple):
    """A line, from 1 (of its page, where the document has pages), and the page, from 1, or None."""

    line: int
    page: int | None


class Places:
    """The lines and pages of one document."""

    def __init__(self, extract: Extract) -> None:
        self.paged = extract.paged
        self._length = len(extract.text)
        self._lines = [
            0,
            *(n + 1 for n, sign in enumerate(extract.text) if sign == "\n" or (sign == "\f" and extract.paged)),
        ]
        self._pages = [0, *(n + 1 for n, sign in enumerate(extract.text) if sign == "\f")] if extract.paged else [0]

    def place(self, offset: int) -> Place:
        """Where a code point stands."""
        line = bisect_right(self._lines, offset)
        if not self.paged:
            return Place(line, None)
        page = bisect_right(self._pages, offset)
        return Place(line - bisect_right(self._lines, self._pages[page - 1]) + 1, page)

    def part(self, start: int, end: int) -> dict[str, str]:
        """A part of the document as `source` says it: its lines, else its pages."""
        first, last = self.place(start), self.place(max(start, end - 1))
        if self.paged:
            return {"pages": f"{first.page}-{last.page}" if first.page != last.page else f"{first.page}"}
        return {"lines": f"{first.line}-{last.line}"}

    def range(self, *, lines: str | None, pages: str | None) -> tuple[int, int] | None:
        """Where the part begins and ends that `source` says; None for the whole document."""
        said, starts = (pages, self._pages) if self.paged else (lines, self._lines)
        if not said:
            return None
        first, _, last = said.partition("-")
        begin, end = int(first), int(last or first)
        if begin > len(starts):
            return (self._length, self._length)
        return starts[begin - 1], starts[end] if end < len(starts) else self._length + 1
