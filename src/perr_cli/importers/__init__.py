"""Documents of town halls read: which file is of which kind, and what is printed in it.

To add a kind: a module with an `extract` that is an `Extractor` (see `interface`), and a line in `KINDS`.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple

from perr_cli.importers.interface import Block, Extract, Extractor, Progress, UnusableDocument
from perr_cli.language import N_, _

MAX_BYTES = 100 * 2**20
"""The largest document that is read."""
MAX_TEXT = 8 * 2**20
"""Characters (of a text file, bytes) of the longest text: some three thousand pages."""


class FileKind(NamedTuple):
    """A kind of file: its module here, what people call it, and how the names of such files end."""

    module: str
    name: str
    suffixes: tuple[str, ...]


TEXT = FileKind("text", N_("a text file"), (".txt", ".text", ".tsv", ".csv"))
MARKDOWN = FileKind("markdown", "Markdown", (".md", ".markdown"))
HTML = FileKind("html", N_("a web page"), (".html", ".htm", ".xhtml"))
WORD = FileKind("docx", N_("a Word document"), (".docx", ".docm"))
PDF = FileKind("pdf", N_("a PDF"), (".pdf",))
KINDS = (TEXT, MARKDOWN, HTML, WORD, PDF)
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)

_OTHERS = {
    ".doc": "Word 97", ".odt": "OpenDocument", ".rtf": "RTF", ".xlsx": "Excel", ".xls": "Excel", ".ods": "OpenDocument",
    ".pptx": "PowerPoint", ".ppt": "PowerPoint", ".epub": "EPUB", ".pages": "Pages",
}  # fmt: skip
"""Kinds of files that are not read, by how their names end."""
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def read(data: bytes, name: str, progress: Progress = lambda *_: None) -> Extract:
    """What a document says. `name` tells what kind of file it should be, and is how messages call it.

    Raises `UnusableDocument`.
    """
    kind = kind_of(data, name)
    if kind not in (WORD, PDF):
        _check_length(data, name)
    extract: Extractor = import_module(f"perr_cli.importers.{kind.module}").extract
    read = extract(data, name, progress)
    _check_length(read.text, name)
    return read


def _check_length(text: str | bytes, name: str) -> None:
    """Refuse a text of which nobody could check what was made of it."""
    if len(text) > MAX_TEXT:
        raise UnusableDocument(
            _("{name} has more than {limit} characters of text").format(name=name, limit=MAX_TEXT),
            _("give its part that holds the protocol"),
        )


def kind_of(data: bytes, name: str) -> FileKind:
    """What kind of file these bytes are. Raises `UnusableDocument` where that is none which is read, or where the
    name says another."""
    suffix = PurePath(name).suffix.lower()
    if not data.strip():
        raise UnusableDocument(_("{name} is empty").format(name=name), _("look for the document that was meant"))
    found = _seen(data)
    said = next((kind for kind in KINDS if suffix in kind.suffixes), None)
    if (found is None and suffix in _OTHERS) or data.startswith(b"{\\rtf"):
        raise UnusableDocument(
            _("{name} is a file of {kind}, which perr does not read").format(
                name=name, kind=_OTHERS.get(suffix, "RTF")
            ),
            _("save it as Word (DOCX) or PDF"),
        )
    if found is None:
        if said in (WORD, PDF):
            raise _misnamed(name, TEXT)
        return said or TEXT
    if said in (None, found) or (found is HTML and said in (TEXT, MARKDOWN)):
        return found
    if data.startswith(b"PK") and b"word/" not in data:  # another ZIP: who reads Word documents says of which kind
        return found
    raise _misnamed(name, found)


def _misnamed(name: str, found: FileKind) -> UnusableDocument:
    return UnusableDocument(
        _("{name} is {kind}, whatever its name says").format(name=name, kind=_(found.name)),
        _("rename it so that it ends in {suffix}").format(suffix=found.suffixes[0]),
    )


def _seen(data: bytes) -> FileKind | None:
    """What the first bytes tell."""
    # Some programs put something before it, which readers pass over.
    head = data[:1024].lstrip()
    if head.startswith(b"%PDF-") or (b"%PDF-" in head and b"startxref" in data[-2048:]):
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return WORD
    return HTML if _PAGE.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) else None


__all__ = ["KINDS", "MAX_BYTES", "SUFFIXES", "Block", "Extract", "UnusableDocument", "kind_of", "read"]
