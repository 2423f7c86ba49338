"""CSV (RFC 4180, UTF-8): one header, one row a thing, cells that no spreadsheet runs.

A cell that begins like a formula gets a `'` before it, and so does what follows a separator inside a cell, since
a program that splits at another separator would see a cell there (OWASP, CSV injection).

A French Excel opens another CSV: semicolons, decimal commas, and a BOM, without which it takes UTF-8 for its own code
page.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

from perr_cli.exporters.document import table
from perr_cli.exporters.interface import FormatOptions
from perr_cli.text import cell

_FORMULA = re.compile(r"(^|[;,\t\r\n|])([\"']?\s*)(?=[=+\-@\t\r\n＝＋－＠])")


def write(result: Any, options: FormatOptions) -> str:
    """The rows of the result; nested fields become columns (`objective_id`), lists are joined by `; `."""
    rows = table(result)
    columns = [name for column in rows.columns for name in _NESTED.get(column, (column,))]
    target = io.StringIO()
    if options.excel:
        target.write("\ufeff")
    writer = csv.writer(target, delimiter=";" if options.excel else ",", lineterminator="\r\n")
    writer.writerow(columns)
    for row in map(_flat, rows.rows):
        writer.writerow([_cell(row.get(name), options) for name in columns])
    return target.getvalue()


_NESTED = {"objective": ("objective_id", "objective_text")}


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            flat.update({f"{name}_{key}": child for key, child in value.items()})
        else:
            flat[name] = "; ".join(map(str, value)) if isinstance(value, list) else value
    return flat


def _cell(value: Any, options: FormatOptions) -> Any:
    if options.excel and isinstance(value, float):
        return str(value).replace(".", ",")
    return inert(value) if isinstance(value, str) and not options.raw else value


def inert(text: str) -> str:
    """The text as a cell that is only shown.

    >>> inert("=1+1"), inert("a;=1+1"), inert("d'aller-vers")
    ("'=1+1", "a;'=1+1", "d'aller-vers")
    """
    return cell(_FORMULA.sub(r"\1'\2", text))
