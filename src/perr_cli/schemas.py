"""JSON Schemas, made from the types that files and results are made of."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter

from perr_cli.compare import DiffResult
from perr_cli.errors import UnknownReference
from perr_cli.language import _
from perr_cli.model import ProtocolModel
from perr_cli.results import ListResult, ShowResult, ThemesResult, ValidateResult
from perr_cli.search import SearchResult
from perr_cli.text import visible

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
OUTPUTS: dict[str, type[Any]] = {
    "list": ListResult,
    "themes": ThemesResult,
    "show": ShowResult,
    "search": SearchResult,
    "diff": DiffResult,
    "validate": ValidateResult,
}


def schema(name: str = "") -> dict[str, Any]:
    """The schema of `protocol` (a file) or of a command's output (`search`, `perr.search/1`); without a name,
    of anything that perr reads or writes. Raises `UnknownReference`."""
    plain = name.removeprefix("perr.").partition("/")[0]
    if not plain:
        every = {known: _schema(known) for known in ("protocol", *OUTPUTS)}
        return {"$schema": _DIALECT, "title": "perr", "anyOf": list(every.values())}
    if plain != "protocol" and plain not in OUTPUTS:
        raise UnknownReference(_("schema"), visible(name), ["protocol", *OUTPUTS])
    return {"$schema": _DIALECT, **_schema(plain)}


def _schema(name: str) -> dict[str, Any]:
    if name == "protocol":
        made = ProtocolModel.model_json_schema(mode="validation")
    else:
        result = OUTPUTS[name]
        made = TypeAdapter(result).json_schema(mode="serialization")
        made["title"] = f"perr {name}"
        # Every output names its own schema, in a field that has but one value.
        made["properties"]["schema"] = {"const": f"perr.{name}/1"}
        _close(made, result)
    inlined: dict[str, Any] = _inlined(made, made.get("$defs", {}))
    return inlined


def _close(made: dict[str, Any], result: type[Any]) -> None:
    """Leave hidden fields out, and say that an object has exactly the others."""
    hidden = _hidden(result)
    for shape in (made, *made.get("$defs", {}).values()):
        if "properties" in shape:
            for name in hidden.get(shape["title"], ()):
                shape["properties"].pop(name, None)
            shape["required"] = list(shape["properties"])
            shape["additionalProperties"] = False


def _hidden(start: type[Any]) -> dict[str, list[str]]:
    import typing

    found: dict[str, list[str]] = {}
    todo: list[Any] = [start]
    while todo:
        kind = todo.pop()
        if is_dataclass(kind) and isinstance(kind, type) and kind.__name__ not in found:
            found[kind.__name__] = [f.name for f in fields(kind) if not f.metadata.get("json", True)]
            todo.extend(typing.get_type_hints(kind).values())
        else:
            todo.extend(typing.get_args(kind))
    return found


def _inlined(node: Any, definitions: dict[str, Any]) -> Any:
    """The schema without references, so that schemas can stand inside each other; ours never recurse."""
    if isinstance(node, dict):
        if "$ref" in node:
            return _inlined(definitions[node["$ref"].rpartition("/")[2]], definitions)
        return {key: _inlined(value, definitions) for key, value in node.items() if key != "$defs"}
    return [_inlined(child, definitions) for child in node] if isinstance(node, list) else node
