"""What is printed on the pages of a PDF, as pdfium tells it: the program of a process of its own (see `apart`).

pdfium runs no scripts and fetches nothing here; pages, characters and drawings are bounded. Standard input is the PDF.
Standard output is JSON, a value a line: how many pages there are, or why it cannot be opened; then each page.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from perr_cli.importers.pdf.printed import Box, Mark, Page, Word
from perr_cli.importers.symbols import shown

MAX_CHARACTERS = 100_000
"""Characters of one page."""
MAX_DRAWINGS = 20_000
"""Drawn things of one page that are looked at."""
MAX_MEMORY = 2 * 2**30
"""Bytes that the process may take."""
_THIN = 3.0
"""Points up to which a drawn rectangle is a ruling."""
_HYPHENS = frozenset((0x02, 0xFFFE, 0xAD))
"""What pdfium calls a hyphen at the end of a line."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PASSWORD = 4
"""An error of pdfium (fpdfview.h, FPDF_ERR_PASSWORD)."""


def answer() -> None:
    """What the process does."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # not every system can bound it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    threading.Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    with contextlib.suppress(OSError):  # nobody may listen any more
        for value in _told(sys.stdin.buffer.read()):
            sys.stdout.write(json.dumps(value) + "\n")
            sys.stdout.flush()
    os._exit(0)


def _end_with(parent: int) -> None:
    """End as soon as who started us is gone: pdfium would go on without anybody who listens."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _told(data: bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        yield "password" if locked else "damaged"
        return
    yield len(document)
    for number in range(len(document)):
        try:
            page, pictures, garbled = _page(document, number)
        except pypdfium2.PdfiumError:
            page, pictures, garbled = Page(0, 0, ()), 0, 0
        yield [page.width, page.height, page.words, page.across, page.down, page.marks, pictures, garbled]


def _page(document: Any, number: int) -> tuple[Page, int, int]:
    """A page, how many pictures are on it, and how many characters cannot be read."""
    page = document[number]
    try:
        width, height = page.get_size()
        left, _bottom, _right, top = page.get_bbox()
        text = page.get_textpage()
        try:
            words, garbled = _words(text, left, top)
        finally:
            text.close()
        drawn = _Drawn(left, top)
        for thing, matrix in _things(page):
            drawn.add(thing, matrix)
        return Page(width, height, words, *drawn.told()), drawn.pictures, garbled
    finally:
        page.close()


# Characters and words


def _words(text: Any, left: float, top: float) -> tuple[tuple[Word, ...], int]:
    """The words of a page, in the order of the file, and how many characters cannot be read."""
    import pypdfium2.raw as c

    raw = text.raw
    box = c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    words: list[Word] = []
    current = _Open()
    garbled = 0
    for index in range(min(text.count_chars(), MAX_CHARACTERS)):
        code = c.FPDFText_GetUnicode(raw, index)
        if code in (0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x202F) or 0x2000 <= code <= 0x200A:
            if code in (0xA0, 0x202F) and current.signs and not c.FPDFText_IsGenerated(raw, index):
                current.space = chr(code)
                continue
            current.end(words)
            continue
        c.FPDFText_GetCharOrigin(raw, index, x, y)
        c.FPDFText_GetLooseCharBox(raw, index, box)
        base = top - y.value
        if code in _HYPHENS:
            code = 0x2D
        elif (
            code < 0x20 or 0x7F <= code < 0xA0 or code == 0xFFFD
            or (c.FPDFText_HasUnicodeMapError(raw, index) == 1 and code > 0xFF)
        ):  # fmt: skip
            garbled += 1
            code = code or 0xFFFD
        size = max(box.top - box.bottom, 0.1)
        if current.signs and (
            abs(base - current.base) > 0.25 * max(size, current.size) or box.left - left - current.right > 0.3 * size
            or box.left - left < current.left - size
        ):  # fmt: skip
            current.end(words)
        if not current.signs:
            current.begin(raw, index, box.left - left, base)
        current.add(chr(code), box.right - left)
    current.end(words)
    return tuple(words), garbled + current.private


class _Open:
    """A word that is being read."""

    def __init__(self) -> None:
        self.signs = ""
        self.space = ""
        self.left = self.right = self.base = self.size = 0.0
        self.bold = False
        self.colour = self.font = ""
        self.private = 0
        """Characters of words, which are no signs that stand alone, that only their font knows."""

    def begin(self, raw: Any, index: int, left: float, base: float) -> None:
        """Its first character."""
        import pypdfium2.raw as c

        self.left, self.base = left, base
        self.size = c.FPDFText_GetFontSize(raw, index)
        matrix = c.FS_MATRIX()
        if c.FPDFText_GetMatrix(raw, index, matrix):
            self.size *= abs(matrix.d) or abs(matrix.b) or 1.0
        self.font, bold = _font(raw, index)
        self.bold = bold or c.FPDFText_GetFontWeight(raw, index) >= 600
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        c.FPDFText_GetFillColor(raw, index, red, green, blue, alpha)
        self.colour = f"{red.value:02x}{green.value:02x}{blue.value:02x}"
        self.colour = "" if self.colour == "000000" else self.colour

    def add(self, sign: str, right: float) -> None:
        """One more character, behind a no-break space if there was one."""
        self.signs += self.space + sign
        self.space = ""
        self.right = right

    def end(self, words: list[Word]) -> None:
        """The word is over."""
        # pdfium tells what is beyond U+FFFF in two halves; half a character alone is none.
        signs = self.signs.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = shown(signs, self.font).strip()
        self.private += len(_PRIVATE.findall(signs)) if len(signs) > 2 else 0
        if text:
            words.append(Word(text, self.left, self.right, self.base, self.size, self.bold, self.colour))
        self.signs = self.space = ""


_NAME = ctypes.create_string_buffer(128)


def _font(raw: Any, index: int) -> tuple[str, bool]:
    """The family of a character's font, and whether its name says that it is bold."""
    import pypdfium2.raw as c

    flags = ctypes.c_int()
    length = c.FPDFText_GetFontInfo(raw, index, _NAME, len(_NAME), flags)
    # A font of which only some letters are there is called ABCDEF+Name.
    name = _NAME.raw[: max(0, min(length, len(_NAME)) - 1)].decode("utf-8", "replace").rpartition("+")[2].lower()
    bold = "bold" in name or "black" in name or "heavy" in name or name.endswith(("-bd", "-b"))
    return re.sub(r"[-,].*$|mt$", "", name), bold


# Drawings

_Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of a transformation, as PDF writes them."""


def _things(page: Any) -> Iterator[tuple[Any, Any]]:
    """The drawn things of a page, with the matrix of the form that they are in, if any."""
    import pypdfium2.raw as c

    todo: list[tuple[Any, _Matrix | None, Any, int, int]] = [
        (page.raw, None, c.FPDFPage_GetObject, c.FPDFPage_CountObjects(page.raw), 0)
    ]
    seen = 0
    while todo:
        holder, matrix, get, count, depth = todo.pop()
        for index in range(count):
            seen += 1
            if seen > MAX_DRAWINGS:
                return
            thing = get(holder, index)
            kind = c.FPDFPageObj_GetType(thing)
            if kind == c.FPDF_PAGEOBJ_FORM and depth < 4:
                inner = _product(_matrix(thing), matrix)
                todo.append((thing, inner, c.FPDFFormObj_GetObject, c.FPDFFormObj_CountObjects(thing), depth + 1))
            elif kind in (c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE):
                yield thing, matrix


def _matrix(thing: Any) -> _Matrix:
    import pypdfium2.raw as c

    matrix = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(thing, matrix):
        return (1, 0, 0, 1, 0, 0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _product(one: _Matrix, other: _Matrix | None) -> _Matrix:
    """First one, then the other."""
    if other is None:
        return one
    (a, b, c, d, e, f), (u, v, w, x, y, z) = one, other
    return (a * u + b * w, a * v + b * x, c * u + d * w, c * v + d * x, e * u + f * w + y, e * v + f * x + z)


class _Drawn:
    """What is drawn on a page: rulings, bullets, pictures."""

    def __init__(self, left: float, top: float) -> None:
        self.pictures = 0
        self._left, self._top = left, top
        self._across: list[Box] = []
        self._down: list[Box] = []
        self._marks: list[Mark] = []

    def told(self) -> tuple[tuple[Box, ...], tuple[Box, ...], tuple[Mark, ...]]:
        """The horizontal and vertical rulings, and the bullets."""
        return tuple(self._across), tuple(self._down), tuple(self._marks)

    def add(self, thing: Any, outer: _Matrix | None) -> None:
        """One more thing."""
        import pypdfium2.raw as c

        if c.FPDFPageObj_GetType(thing) == c.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        c.FPDFPath_GetDrawMode(thing, fill, stroke)
        count = c.FPDFPath_CountSegments(thing)
        if not (fill.value or stroke.value) or not 0 < count <= 2_000:
            return
        matrix = _product(_matrix(thing), outer)
        runs, curved = self._runs(thing, matrix, count)
        for points in runs:
            self._run(points, bool(stroke.value), bool(fill.value), curved)

    def _runs(self, thing: Any, matrix: _Matrix, count: int) -> tuple[list[list[tuple[float, float]]], bool]:
        """The points of each part of a path, on the page; and whether there are curves."""
        import pypdfium2.raw as c

        runs: list[list[tuple[float, float]]] = []
        curved = False
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(count):
            segment = c.FPDFPath_GetPathSegment(thing, index)
            kind = c.FPDFPathSegment_GetType(segment)
            c.FPDFPathSegment_GetPoint(segment, x, y)
            a, b, m, d, e, f = matrix
            point = (a * x.value + m * y.value + e - self._left, self._top - (b * x.value + d * y.value + f))
            curved = curved or kind == c.FPDF_SEGMENT_BEZIERTO
            if kind == c.FPDF_SEGMENT_MOVETO or not runs:
                runs.append([])
            runs[-1].append(point)
            if c.FPDFPathSegment_GetClose(segment):
                runs[-1].append(runs[-1][0])
        return runs, curved

    def _run(self, points: list[tuple[float, float]], stroke: bool, fill: bool, curved: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if 1.2 < box.width < 8 and 1.2 < box.height < 8 and 0.7 < box.width / box.height < 1.4:
            sign = "▪" if not curved else "•" if fill else "○"
            self._marks.append(Mark(sign, (box.left + box.right) / 2, (box.top + box.bottom) / 2))
        elif curved:
            return
        elif box.height <= _THIN and box.width > 2 * _THIN:
            self._across.append(box)
        elif box.width <= _THIN and box.height > 2 * _THIN:
            self._down.append(box)
        elif stroke:
            for (x, y), (u, v) in pairwise(points):
                side = Box(min(x, u), min(y, v), max(x, u), max(y, v))
                if side.height <= 1 and side.width > 2 * _THIN:
                    self._across.append(side)
                elif side.width <= 1 and side.height > 2 * _THIN:
                    self._down.append(side)
