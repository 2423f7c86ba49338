"""PDF files with text in them: what is printed on each page, read by pdfium in a process of its own.

A library in C that reads what strangers send may crash, or go round in circles for hours: neither must be perr's end.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Generator
from contextlib import closing
from io import BytesIO
from threading import Timer
from typing import IO, Any

from perr_cli import apart
from perr_cli.importers.interface import Extract, Ignored, Progress, UnusableDocument
from perr_cli.importers.pdf.flow import arranged
from perr_cli.importers.pdf.printed import Box, Mark, Page, Word
from perr_cli.language import _

MAX_PAGES = 2_000
PATIENCE = 20.0
"""Seconds that one page may take; a rich one takes a tenth of one."""
START, EACH = 60.0, 1.0
"""Seconds that a document may take, and those more for each of its pages."""


def extract(data: bytes, name: str, progress: Progress) -> Extract:
    """A PDF. See `interface.Extractor`."""
    pages: list[Page] = []
    pictures = unread = 0
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        with closing(_told(file, name)) as told:
            count = _count(next(told), name)
            for number, (width, height, words, across, down, marks, images, garbled) in enumerate(told, 1):
                pages.append(
                    Page(
                        width, height, tuple(Word(*word) for word in words), tuple(Box(*box) for box in across),
                        tuple(Box(*box) for box in down), tuple(Mark(*mark) for mark in marks),
                    )
                )  # fmt: skip
                pictures += images
                unread += garbled
                progress(number, count)
                if number == count:
                    break
    _check(pages, pictures, unread, name)
    text, blocks = arranged(pages)
    ignored = (Ignored("image", pictures),) if pictures else ()
    return Extract(text=text, blocks=blocks, paged=True, ignored=ignored)


def _told(file: IO[bytes], name: str) -> Generator[Any, None, None]:
    """What the process says, value by value, for as long as it is asked. Raises `UnusableDocument` where it ends
    before, or does not end."""
    process = apart.start("perr_cli.importers.pdf.pdfium", file)
    out = process.stdout or BytesIO()
    try:
        end = time.monotonic() + START
        while True:
            end += EACH
            patience = Timer(max(0.0, min(PATIENCE, end - time.monotonic())), process.kill)
            patience.start()
            line = out.readline()
            late = not patience.is_alive()
            patience.cancel()
            if not line.endswith(b"\n"):
                raise _endless(name) if late else _damaged(name)
            yield json.loads(line)
    finally:
        apart.end(process)


def _count(said: Any, name: str) -> int:
    """How many pages there are."""
    if said == "password":
        raise UnusableDocument(
            _("{name} is protected by a password").format(name=name), _("remove the password and save it again")
        )
    if not isinstance(said, int):
        raise _damaged(name)
    if said > MAX_PAGES:
        raise UnusableDocument(
            _("{name} has more than {limit} pages").format(name=name, limit=MAX_PAGES),
            _("give its part that holds the protocol"),
        )
    return said


def _damaged(name: str) -> UnusableDocument:
    return UnusableDocument(
        _("{name} is damaged or cut off").format(name=name), _("open it in its program and save it again")
    )


def _endless(name: str) -> UnusableDocument:
    return UnusableDocument(
        _("{name} takes too long to read").format(name=name),
        _("give its part that holds the protocol, or print it into a new PDF"),
    )


def _check(pages: list[Page], pictures: int, garbled: int, name: str) -> None:
    """Refuse what has no text, or none that can be read."""
    letters = sum(len(word.text) for page in pages for word in page.words)
    empty = sum(1 for page in pages if not page.words)
    scanned = letters < 25 * len(pages) or (empty * 2 > len(pages) and letters < 200 * len(pages))
    if not letters or (pictures and scanned):
        raise UnusableDocument(
            _("{name} has no text").format(name=name), _("if it is a scan, run a text recognition (OCR) first")
        )
    if garbled * 4 > letters:
        raise UnusableDocument(
            _("the letters of {name} cannot be read: its fonts do not say what they are").format(name=name),
            _("export it anew, or run a text recognition (OCR)"),
        )
