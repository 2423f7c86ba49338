"""What a format is: a function from a result to text, or to the bytes of a file."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol


class FormatOptions(NamedTuple):
    """What a person may ask of a format; each formatter reads what concerns it."""

    raw: bool = False
    """Cells stay as they are, even what a spreadsheet would run."""
    excel: bool = False
    """CSV as a French Excel opens it."""


class Formatter(Protocol):
    """Pure: the same result gives the same text or bytes.

    A format for people's eyes and for pipes is text, which ends with a line break unless it is empty; `cli.delivery`
    writes it to the screen, or to a file as UTF-8. A format that is no text (Parquet, XLSX, DOCX) is bytes, which go
    to a file only, as they are; `cli.delivery` refuses to print them. A formatter that needs a library loads it when
    it is called, and raises a `PerrError` that says how to install it. Titles and dates are the result's.
    """

    def __call__(self, result: Any, options: FormatOptions) -> str | bytes:
        """`result` is one of the frozen results (`SearchResult`, `DiffResult` …)."""
        ...
