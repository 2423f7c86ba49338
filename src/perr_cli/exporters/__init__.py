"""A result in a format: the formats by name.

To add a format: a module with a `Formatter` (see `interface`), and a line here.
"""

from __future__ import annotations

from collections.abc import Mapping

from perr_cli.exporters import csv, json, markdown, ndjson
from perr_cli.exporters.interface import FormatOptions, Formatter

FORMATTERS: Mapping[str, Formatter] = {
    "json": json.write,
    "ndjson": ndjson.write,
    "csv": csv.write,
    "markdown": markdown.write,
}
"""Every format but the table, which is for the terminal and lives in `render`."""

SUFFIXES: Mapping[str, str] = {
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".csv": "csv",
    ".md": "markdown",
}
"""The format that a file's name asks for."""

__all__ = ["FORMATTERS", "SUFFIXES", "FormatOptions", "Formatter"]
