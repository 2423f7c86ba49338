"""NDJSON: one row a line, for tools that read a line at a time."""

from __future__ import annotations

from typing import Any

from perr_cli.exporters.document import table
from perr_cli.exporters.interface import FormatOptions
from perr_cli.exporters.json import dump


def write(result: Any, options: FormatOptions) -> str:
    """Every row of the result as a JSON object on a line of its own."""
    return "".join(f"{dump(row)}\n" for row in table(result).rows)
