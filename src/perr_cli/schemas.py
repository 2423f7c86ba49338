"""JSON Schemas, made from the types that files and results are made of."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel, TypeAdapter

from perr_cli import dictionary
from perr_cli.common import CommonResult
from perr_cli.compare import DiffResult
from perr_cli.deciding import DecisionsModel
from perr_cli.decisions import DecideResult
from perr_cli.errors import UnknownReference
from perr_cli.imported import ImportResult
from perr_cli.items import Item
from perr_cli.knowledge import GapsResult, ThesaurusResult
from perr_cli.language import _
from perr_cli.model import ProtocolModel
from perr_cli.profile import ProfileResult
from perr_cli.provenance import TraceResult
from perr_cli.results import CacheResult, ExportResult, ListResult, ShowResult, ThemesResult, ValidateResult
from perr_cli.search import SearchResult
from perr_cli.text import visible
from perr_cli.thesaurus import ThesaurusModel

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, type[BaseModel]] = {
    "protocol": ProtocolModel,
    "thesaurus-file": ThesaurusModel,
    "decisions-file": DecisionsModel,
}
OUTPUTS: dict[str, type[Any]] = {
    "list": ListResult,
    "themes": ThemesResult,
    "show": ShowResult,
    "search": SearchResult,
    "diff": DiffResult,
    "common": CommonResult,
    "decide": DecideResult,
    "profile": ProfileResult,
    "trace": TraceResult,
    "import": ImportResult,
    "validate": ValidateResult,
    "export": ExportResult,
    "thesaurus": ThesaurusResult,
    "gaps": GapsResult,
    "cache": CacheResult,
}
ROWS = {"items": Item}
"""What stands in the rows of a flat table, with a description of every field."""
NAMES = (*FILES, *OUTPUTS, *ROWS)


def schema(name: str = "") -> dict[str, Any]:
    """The schema of a file (`protocol`), of a command's output (`search`, `perr.search/1`) or of a row (`items`);
    without a name, of anything that perr reads or writes. Raises `UnknownReference`."""
    plain = name.removeprefix("perr.").partition("/")[0]
    if not plain:
        return {"$schema": _DIALECT, "title": "perr", "anyOf": [_schema(known) for known in NAMES]}
    if plain not in NAMES:
        raise UnknownReference(_("schema"), visible(name), NAMES)
    return {"$schema": _DIALECT, **_schema(plain)}


def _schema(name: str) -> dict[str, Any]:
    if name in FILES:
        made = FILES[name].model_json_schema(mode="validation")
    elif name in ROWS:
        made = TypeAdapter(ROWS[name]).json_schema(mode="serialization")
        _close(made, ROWS[name])
    else:
        result = OUTPUTS[name]
        made = TypeAdapter(result).json_schema(mode="serialization")
        # Every output names its own schema, in a field that has but one value.
        made["properties"]["schema"] = {"const": f"perr.{name}/1"}
        _close(made, result)
        made["title"] = f"perr {name}"
    inlined: dict[str, Any] = _inlined(made, made.get("$defs", {}))
    return dictionary.described(inlined) if name in ROWS else inlined


def _close(made: dict[str, Any], result: type[Any]) -> None:
    """Leave hidden fields out, and say that an object has exactly the others."""
    hidden, optional = _marked(result, "json", False), _marked(result, "optional", True)
    for shape in (made, *made.get("$defs", {}).values()):
        if "properties" in shape:
            for name in hidden.get(shape["title"], ()):
                shape["properties"].pop(name, None)
            free = optional.get(shape["title"], ())
            shape["required"] = [name for name in shape["properties"] if name not in free]
            shape["additionalProperties"] = False


def _marked(start: type[Any], mark: str, value: bool) -> dict[str, list[str]]:
    """The fields whose metadata have a mark, by the name of their class, in a class and all that it holds."""
    import typing

    found: dict[str, list[str]] = {}
    todo: list[Any] = [start]
    while todo:
        kind = todo.pop()
        if is_dataclass(kind) and isinstance(kind, type) and kind.__name__ not in found:
            found[kind.__name__] = [f.name for f in fields(kind) if f.metadata.get(mark) is value]
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
