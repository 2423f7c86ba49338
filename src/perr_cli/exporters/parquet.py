"""Parquet, for `perr export` alone: the columns of the CSV, typed, texts to the letter.

Every column is text but `verbs`, `partners` and `concepts`, which are lists of text, empty where there is nothing. The
objective of an action is two columns as in CSV, because `objective_id` joins and groups without a dot, in R and pandas
as in DuckDB. What has no value is null. The same items give the same bytes.
"""

from __future__ import annotations

import io
from typing import Any

from perr_cli import __version__
from perr_cli.errors import PerrError
from perr_cli.exporters.document import ITEM_COLUMNS, table
from perr_cli.exporters.interface import FormatOptions
from perr_cli.language import _
from perr_cli.results import ExportResult

_LISTS = frozenset(("verbs", "partners", "concepts"))
_OBJECTIVE = ("objective_id", "objective_text")
_ALWAYS = _LISTS | {"id", "commune", "level", "text"}
"""The columns that are never null."""


def write(result: ExportResult, options: FormatOptions) -> bytes:
    """A row an item. Raises `PerrError` where pyarrow is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise PerrError(
            _("Parquet needs a library that is not installed (pyarrow)"),
            _("install it: pip install 'perr-cli[parquet]'"),
        ) from None
    names = [name for column in ITEM_COLUMNS for name in (_OBJECTIVE if column == "objective" else (column,))]
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for row in table(result).rows:
        objective = row["objective"] or {}
        row |= {name: objective.get(name.removeprefix("objective_")) for name in _OBJECTIVE}
        for name, values in columns.items():
            values.append(row[name])
    texts = pyarrow.list_(pyarrow.field("element", pyarrow.string(), nullable=False))
    schema = pyarrow.schema(
        [
            pyarrow.field(name, texts if name in _LISTS else pyarrow.string(), nullable=name not in _ALWAYS)
            for name in columns
        ],
        metadata={"perr": __version__},
    )
    target = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns, schema=schema), target)
    return target.getvalue()
