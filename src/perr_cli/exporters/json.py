"""JSON: one document, as CONTRACT §4 to §8 describe it, texts to the byte."""

from __future__ import annotations

import json
from typing import Any

from perr_cli.exporters.document import document
from perr_cli.exporters.interface import FormatOptions
from perr_cli.text import visible


def write(result: Any, options: FormatOptions) -> str:
    """The whole result; a plain mapping (a schema, say) is written as it is."""
    return dump(document(result), indent=2) + "\n"


def dump(value: Any, *, indent: int | None = None) -> str:
    """Strict JSON. Text stays readable; what a terminal could obey is escaped, which JSON reads back the same."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return "".join(map(_escaped, text)) if _needs_escape(text) else text


def _needs_escape(text: str) -> bool:
    plain = text.replace("\n", "")
    return visible(plain) != plain


def _escaped(character: str) -> str:
    if character == "\n" or visible(character) == character:
        return character
    return json.dumps(character)[1:-1]
