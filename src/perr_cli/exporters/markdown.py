"""Markdown, for a note, a ticket or a wiki: tables, and a protocol as headings and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from perr_cli.exporters.document import document, table
from perr_cli.exporters.interface import FormatOptions
from perr_cli.items import Item
from perr_cli.language import _
from perr_cli.protocols import Protocol
from perr_cli.results import ShowResult
from perr_cli.text import visible_line

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$!]|(?<=^)[+\-](?=[\s\-]|$)|://|(?i:(?<=www)\.)|@|:(?=[\w+-]+:))")


def write(result: Any, options: FormatOptions) -> str:
    """The result as a person would write it by hand."""
    if isinstance(result, ShowResult):
        return "\n".join(line for protocol in result.protocols for line in _protocol(protocol)) + "\n"
    rows = table(result)
    left_out = _LEFT_OUT if "id" in rows.columns else {"path"}
    columns = [column for column in rows.columns if column not in left_out]
    body = ([_text(row[column]) for column in columns] for row in rows.rows)
    return "\n".join(_table(columns, body)) + "\n"


# Shown by the id already, or by the text beside it.
_LEFT_OUT = frozenset({"commune", "theme", "objective", "level", "path"})


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(column.replace("_", " ") for column in columns) + " |"
    yield "|" + " --- |" * len(columns)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return escape(value) if isinstance(value, str) else str(document(value))


def escape(text: str) -> str:
    """The text as Markdown that shows it, never obeys it: no link, tag, emphasis or cell comes out of it."""
    shown = visible_line(text).lstrip(" ").replace("&", "&amp;").replace("<", "&lt;")
    escaped = _SPECIAL.sub(r"\\\1", shown)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", escaped)


def _protocol(protocol: Protocol) -> Iterator[str]:
    yield f"# {escape(protocol.display_name)}"
    if protocol.title:
        yield f"\n{escape(protocol.title)}"
    if protocol.preconditions:
        yield "\n## " + _("Preconditions") + "\n"
        yield from (f"{n}. {_told(item)}" for n, item in enumerate(protocol.preconditions, 1))
    for theme in protocol.themes:
        yield f"\n## {escape(theme.title)}"
        section: str | None = None
        for objective in theme.objectives:
            if objective.section and objective.section != section:
                yield f"\n### {escape(objective.section)}"
            section = objective.section
            yield f"\n**{objective.short_id}** {_told(objective)}\n"
            yield from (f"- {action.short_id.partition('/')[2]} {_told(action)}" for action in objective.actions)


def _told(item: Item) -> str:
    if item.reading is None:
        return escape(item.text)
    return f"{escape(item.text)} (" + _("read: {reading}").format(reading=escape(item.reading)) + ")"
