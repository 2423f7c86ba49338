"""Bytes of a text file made characters: its mark, else UTF-8, else the code page of Western Windows."""

from __future__ import annotations

import re

from perr_cli.errors import PerrError
from perr_cli.importers.interface import UnusableDocument
from perr_cli.language import _

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""", re.I)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def decode(data: bytes, name: str) -> str:
    """The text of a file, its line ends as one line feed each; a form feed stays. A file without a mark is UTF-8, else
    what it says itself (HTML), else UTF-16 where every other byte is zero, else Windows-1252.

    Raises `UnusableDocument` for what is no text.
    """
    text = _decoded(data)
    if text is None or _CONTROL.search(text):
        raise _no_text(name)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as(data[len(mark) :], encoding)
    head = data[:1024]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if max(zeros) * 4 > len(head):
        return _as(data, "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le")
    declared = _CHARSET.search(head)
    own = [declared.group(1).decode("ascii")] if declared else []
    # Latin-1 is called so by many, but written by programs that mean Windows-1252.
    tried = ["utf-8", *("cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1") else name for name in own)]
    return next((text for name in (*tried, "cp1252") if (text := _as(data, name)) is not None), None)


def _as(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
    return text if isinstance(text, str) else None


def _no_text(name: str) -> PerrError:
    return UnusableDocument(
        _("{name} is not a text file").format(name=name), _("save it as text, Word (DOCX), HTML or PDF")
    )
