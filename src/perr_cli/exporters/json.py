"""JSON: one document, as CONTRACT §4 to §8 describe it, texts to the byte."""

from __future__ import annotations

import json
from typing import Any

from perr_cli.exporters.document import document
from perr_cli.exporters.interface import FormatOptions
from perr_cli.text import INVISIBLE


def write(result: Any, options: FormatOptions) -> str:
    """The whole result; a plain mapping (a schema, say) is written as it is."""
    return dump(document(result), indent=2) + "\n"


def dump(value: Any, *, indent: int | None = None) -> str:
    """Strict JSON. Text stays readable; what a terminal could obey is escaped, which JSON reads back the same."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return INVISIBLE.sub(lambda m: m.group() if m.group() == "\n" else json.dumps(m.group())[1:-1], text)
