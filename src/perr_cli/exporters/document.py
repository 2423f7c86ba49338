"""A result as plain data: the document of the JSON output, and the rows of the flat formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import singledispatch
from typing import Any

from perr_cli.compare import DiffResult, Pair
from perr_cli.items import Item, as_item
from perr_cli.results import ListResult, ShowResult, ThemesResult, ValidateResult
from perr_cli.search import SearchResult


def document(value: Any) -> Any:
    """Plain mappings, lists and scalars of a frozen value: its fields by name, but for the hidden ones."""
    if is_dataclass(value):
        return {
            field.name: document(getattr(value, field.name))
            for field in fields(value)
            if field.metadata.get("json", True)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: document(child) for key, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [document(child) for child in value]
    return value


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one shape. `columns` names every field, in order, also where there is no row."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]


ITEM_COLUMNS = tuple(field.name for field in fields(Item) if field.metadata.get("json", True))


@singledispatch
def table(result: Any) -> Table:
    """The rows of a result, one for each thing that it is about."""
    raise TypeError(f"no rows for {type(result).__name__}")


@table.register
def _(result: ListResult) -> Table:
    return _of(result.protocols, ("commune", "name", "insee", "edition", "themes", "objectives", "actions",
                                  "preconditions", "path"))  # fmt: skip


@table.register
def _(result: ThemesResult) -> Table:
    rows = [
        {"theme": theme.key, "label": theme.label, "commune": commune, **document(counts)}
        for theme in result.themes
        for commune, counts in theme.counts.items()
    ]
    return Table(("theme", "label", "commune", "objectives", "actions"), tuple(rows))


@table.register
def _(result: ShowResult) -> Table:
    return _of(result.items(), ITEM_COLUMNS)


@table.register
def _(result: SearchResult) -> Table:
    rows = tuple({**document(as_item(hit)), "score": hit.score} for hit in result.hits)
    return Table((*ITEM_COLUMNS, "score"), rows)


@table.register
def _(result: ValidateResult) -> Table:
    return _of(result.findings, ("path", "line", "column", "severity", "code", "message", "hint"))


DIFF_COLUMNS = ("kind", "score", "left_id", "left_text", "right_id", "right_text", "why")


@table.register
def _(result: DiffResult) -> Table:
    return Table(DIFF_COLUMNS, tuple(_diff_rows(result)))


def _diff_rows(result: DiffResult) -> Iterator[dict[str, Any]]:
    for pair in result.pairs:
        yield _diff_row(pair.kind.value, pair.left, pair.right, pair.score, why(pair))
    for item in result.only_left:
        yield _diff_row("only_left", item, None)
    for item in result.only_right:
        yield _diff_row("only_right", None, item)


def _diff_row(
    kind: str, left: Item | None, right: Item | None, score: float | None = None, why: str = ""
) -> dict[str, Any]:
    return dict(zip(DIFF_COLUMNS, (kind, score, left and left.id, left and left.text, right and right.id,
                                   right and right.text, why), strict=True))  # fmt: skip


def why(pair: Pair) -> str:
    """The reasons of a pair in one line: its concepts, then its words."""
    return "; ".join((*pair.why.concepts, *pair.why.terms))


def _of(values: Iterable[Any], columns: tuple[str, ...]) -> Table:
    return Table(columns, tuple(document(value) for value in values))
