"""What a format is: a function from a result to text."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol


class FormatOptions(NamedTuple):
    """What a person may ask of a format. `raw` leaves cells as they are, even what a spreadsheet would run."""

    raw: bool = False


class Formatter(Protocol):
    """Pure: the same result gives the same text, which ends with a line break unless it is empty."""

    def __call__(self, result: Any, options: FormatOptions) -> str:
        """`result` is one of the frozen results (`SearchResult`, `DiffResult` …)."""
        ...
