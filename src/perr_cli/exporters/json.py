"""JSON: one document, as CONTRACT §4 to §8 describe it, texts to the byte."""

from __future__ import annotations

import json
import re
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
    return _OBEYED.sub(lambda match: json.dumps(match.group())[1:-1], text)


# A line break that is still there is ours: one in a text is escaped already.
_OBEYED = re.compile(INVISIBLE.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f"))
