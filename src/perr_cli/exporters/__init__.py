"""A result in a format: the formats by name.

To add a format: a module with a `write` that is a `Formatter` (see `interface`), and a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from perr_cli.exporters.interface import FormatOptions, Formatter

FORMATS = ("json", "ndjson", "csv", "markdown")
"""Every format but the table, which is for the terminal and lives in `render`. Each is a module here. `github` is one
more, for `perr validate` alone, and `parquet`, for `perr export` alone."""

SUFFIXES: Mapping[str, str] = {
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".csv": "csv",
    ".md": "markdown",
    ".txt": "table",
}
"""The format that a file's name asks for, unless a command has formats of its own (`cli.delivery`)."""

FOR_PROGRAMS = frozenset(("json", "ndjson", "csv", "parquet", "github"))
"""The formats that a program reads."""

FLAT: Mapping[str, str] = {
    ".csv": "csv",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".json": "json",
    ".parquet": "parquet",
}
"""The same for `perr export`."""


def formatter(name: str) -> Formatter:
    """The formatter of a format; its module is only loaded when it is used."""
    write: Formatter = import_module(f"perr_cli.exporters.{name}").write
    return write


__all__ = ["FLAT", "FORMATS", "FOR_PROGRAMS", "SUFFIXES", "FormatOptions", "Formatter", "formatter"]
