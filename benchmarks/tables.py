"""A table as aligned text or as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Table(NamedTuple):
    """Rows of cells under a title; the first column is text, the others are figures."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def as_text(table: Table) -> str:
    """For a terminal.

    >>> print(as_text(Table("Sizes", ("communes", "ms"), [("2", "150"), ("1,300", "160")])))
    Sizes
    communes   ms
    2         150
    1,300     160
    """
    lines = [table.head, *table.rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(table.head))]
    places = [str.ljust, *(str.rjust for _ in table.head[1:])]
    aligned = (
        "  ".join(place(cell, width) for place, cell, width in zip(places, line, widths, strict=True)) for line in lines
    )
    return "\n".join([table.title, *(line.rstrip() for line in aligned)])


def as_markdown(table: Table) -> str:
    """For the README.

    >>> print(as_markdown(Table("Sizes", ("communes", "ms"), [("2", "150")])))
    Sizes
    <BLANKLINE>
    | communes | ms |
    | --- | ---: |
    | 2 | 150 |
    """
    rule = ["---", *("---:" for _ in table.head[1:])]
    return "\n".join([table.title, "", *(f"| {' | '.join(line)} |" for line in (table.head, rule, *table.rows))])
