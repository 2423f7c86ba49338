"""What people see on a terminal: the only place besides the command line that knows one.

`render` draws a result. There is one module a kind of result, with a `parts` that says what to draw.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from perr_cli.render.screen import Screen

RENDERERS = {
    "list": "list_",
    "themes": "themes",
    "show": "show",
    "search": "search",
    "diff": "diff",
    "common": "common",
    "decide": "decide",
    "profile": "profile",
    "trace": "trace",
    "import": "import_",
    "validate": "validate",
    "thesaurus": "thesaurus",
    "gaps": "gaps",
    "cache": "cache",
}
"""By the name of a result's schema, the module that draws it."""


def render(result: Any, screen: Screen, **names: Any) -> str:
    """The result as text for a screen. `names` are what a renderer needs to name things: see each."""
    name = result.schema.partition("/")[0].removeprefix("perr.")
    module = import_module(f"perr_cli.render.{RENDERERS[name]}")
    return screen.text(module.parts(result, screen, **names))
