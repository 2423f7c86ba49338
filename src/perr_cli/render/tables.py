"""The one kind of table that lists are drawn as."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text


def plain_table(*columns: str, numbers: Sequence[str] = (), whole: Sequence[str] = ()) -> Table:
    """An airy table with a rule under its header; `numbers` name the columns set to the right, `whole` those whose
    cells are never broken."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="title", padding=(0, 1, 0, 0))
    for name in (*columns, *numbers):
        table.add_column(Text(name), justify="right" if name in numbers else "left", overflow="fold",
                         no_wrap=name in whole)  # fmt: skip
    return table
