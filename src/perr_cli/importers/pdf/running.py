"""What is printed on every page: heads, feet and page numbers, told by their place and by how often they come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from perr_cli.importers.interface import Kind
from perr_cli.importers.pdf.printed import PrintedLine

_EDGE = 4
"""How many lines at the top and at the bottom of a page may be running ones."""
_NUMBER = re.compile(
    r"[-–—\s|]*(?:page|p\.?)?\s*\d{1,4}(?:\s*(?:/|sur|of|\|)\s*\d{1,4})?[-–—\s|]*|[-–—\s]*[ivxl]{1,6}[-–—\s]*", re.I
)


def running(pages: Sequence[Sequence[PrintedLine]], body: float) -> dict[int, Kind]:
    """The running lines among the lines of pages (from top to bottom), by their identity; `body` is the size of the
    document's letters."""
    edges: list[tuple[PrintedLine, Kind, bool]] = []
    for lines in pages:
        half = max(1, len(lines) // 2)
        top, bottom = lines[: min(_EDGE, half)], lines[-min(_EDGE, half) :]
        edges += [(line, Kind.header, n == 0) for n, line in enumerate(top)]
        edges += [(line, Kind.footer, n == 0) for n, line in enumerate(reversed(bottom)) if line not in top]
    seen = Counter(_key(line, kind) for line, kind, _ in edges)
    least = max(2, round(0.25 * len(pages)))
    outer = Counter((round(line.base / 4), round(line.size), kind) for line, kind, outermost in edges if outermost)
    found: dict[int, Kind] = {}
    for line, kind, outermost in edges:
        near = sum(seen[key] for key in _near(_key(line, kind)))
        number = outermost and len(pages) > 1 and _NUMBER.fullmatch(line.text)
        # The head of a chapter is another in each, but as small and as high on all pages.
        place = round(line.base / 4), round(line.size), kind
        small = outermost and line.size < 0.9 * body and outer[place] >= 2 and 2 * outer[place] >= len(pages)
        # A title may stand at the same height on several pages, and is no running line.
        often = near >= least if line.size < 0.95 * body else line.size < 1.2 * body and near > max(1, 0.4 * len(pages))
        if often or number or small:
            found[id(line)] = kind
    return found


_Key = tuple[str, int, int, Kind]


def _key(line: PrintedLine, kind: Kind) -> _Key:
    """What a running line has in common on all pages: its words, its height, its size."""
    return re.sub(r"\d+", "#", line.text), round(line.base / 4), round(line.size), kind


def _near(key: _Key) -> list[_Key]:
    text, height, size, kind = key
    return [(text, height + step, size, kind) for step in (-1, 0, 1)]
