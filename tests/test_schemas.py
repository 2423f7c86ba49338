"""Every JSON output follows the schema that perr gives of it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml

from perr_cli import knowledge
from perr_cli.common import common
from perr_cli.compare import diff
from perr_cli.decisions import DecideResult, Decision, Verdict
from perr_cli.errors import UnknownReference
from perr_cli.exporters import FormatOptions, formatter
from perr_cli.exporters.document import document
from perr_cli.files import shipped_data
from perr_cli.imported import (
    Guessed,
    IgnoredThings,
    ImportedDocument,
    ImportedProtocol,
    ImportResult,
    LeftOutWords,
)
from perr_cli.index import Filters
from perr_cli.items import Level, Nature
from perr_cli.library import Library
from perr_cli.problems import problem
from perr_cli.profile import profile
from perr_cli.provenance import trace
from perr_cli.results import CacheResult, ExportResult, ShowResult, counted, listed, validated
from perr_cli.schemas import FILES, OUTPUTS, ROWS, schema
from perr_cli.search import search


@pytest.fixture(scope="module")
def results(library: Library) -> dict[str, Any]:
    """A result of every kind."""
    refs = [entry.ref for entry in library.protocols]
    return {
        "list": listed(library.protocols),
        "themes": counted(library.protocols, library.index.items(), library.theme_labels),
        "show": ShowResult(protocols=tuple(library.protocol(e.ref) for e in library.protocols)),
        "search": search(library.index, "mobilité -emploi", echo={"themes": ["emploi"]}),
        "diff": diff(library.index, *refs, explain=True, filters={"keyword": "x"}),
        "common": common(library.index, refs, labels={"gusp": "GUSP"}, matrix=True),
        "decide": DecideResult(
            decision=Decision(left="a/emploi/1", right="b/emploi/1", kind=Verdict.none, note="x", left_text="y"),
            replaced=Decision(left="a/emploi/1", right="b/emploi/1", kind=Verdict.shared),
            path="decisions.yaml",
        ),
        "profile": profile(library.index.items(), library.index.thesaurus(), loaded=refs, chosen=refs),
        "thesaurus": knowledge.some(library.index, library.entries("gusp"), Filters()),
        "trace": trace(library.protocol(refs[0]), library.item("ris/emploi/1.3")),
        "import": ImportResult(
            documents=(
                ImportedDocument(
                    document="a.pdf",
                    sha256="0" * 64,
                    protocols=(
                        ImportedProtocol(
                            path="a.yaml",
                            commune="a",
                            name="A",
                            themes=1,
                            objectives=1,
                            actions=0,
                            preconditions=0,
                            guesses=(Guessed(line=1, text="A", guess="x"),),
                        ),
                    ),
                    left_out=(LeftOutWords(text="x", why="footer", line_start=1, line_end=1, start=0, end=1, page=1),),
                    ignored=(IgnoredThings(what="comment", times=1),),
                ),
            )
        ),
        "gaps": knowledge.gaps(library.index, library.index.items()),
        "cache": CacheResult(folder="/home/a/.cache/perr", indexes=1, bytes=4096),
        "export": ExportResult(filters={"themes": ["emploi"]}, items=tuple(library.index.items())),
        "validate": validated(1, [problem("a.yaml", "duplicate-key", line=2, key="a", first=1)]),
    }


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_follows_its_schema_and_the_one_of_all(results: dict[str, Any], name: str) -> None:
    output = document(results[name])
    assert output["schema"] == f"perr.{name}/1"
    jsonschema.Draft202012Validator.check_schema(schema(name))
    jsonschema.validate(output, schema(name))
    jsonschema.validate(output, schema())


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_schema_refuses_what_is_not_said(results: dict[str, Any], name: str) -> None:
    output = document(results[name])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**output, "surprise": 1}, schema(name))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema": output["schema"]}, schema(name))


@pytest.mark.parametrize("commune", ["ris-orangis", "savigny-le-temple"])
def test_a_protocol_file_follows_its_schema(commune: str) -> None:
    text = (shipped_data() / "protocols" / f"{commune}.yaml").read_text(encoding="utf-8")
    jsonschema.validate(yaml.load(text, yaml.BaseLoader), schema("protocol"))  # noqa: S506  (BaseLoader makes texts only)


def test_a_schema_goes_by_its_full_name_too() -> None:
    assert schema("perr.list/1") == schema("list")


def test_an_unknown_schema_names_the_others() -> None:
    names = ", ".join((*FILES, *OUTPUTS, *ROWS))
    with pytest.raises(UnknownReference, match=f"choose one of: {names}"):
        schema("x")


@pytest.mark.parametrize("name", OUTPUTS)
def test_what_is_written_reads_back_as_the_document(results: dict[str, Any], name: str) -> None:
    written = formatter("json")(results[name], FormatOptions())
    assert isinstance(written, str)
    assert json.loads(written) == document(results[name])
    assert written.endswith("}\n")


@pytest.mark.parametrize("query", ["mobilité", "xylophone", "de la", '"estime de soi" -mobilité', "citoy*"])
def test_every_search_follows_its_schema(library: Library, query: str) -> None:
    jsonschema.validate(document(search(library.index, query)), schema("search"))


def test_every_exported_row_follows_the_data_dictionary(results: dict[str, Any]) -> None:
    written = formatter("ndjson")(results["export"], FormatOptions())
    assert isinstance(written, str)
    rows = [json.loads(line) for line in written.splitlines()]
    assert len(rows) == 115
    dictionary = jsonschema.Draft202012Validator(schema("items"))
    dictionary.check_schema(schema("items"))
    for row in rows:
        dictionary.validate(row)
        assert list(row) == list(schema("items")["properties"]) == schema("items")["required"]
        assert not dictionary.is_valid({**row, "surprise": 1})
        assert not dictionary.is_valid({**row, "level": "theme"})
        assert not dictionary.is_valid({**row, "nature": "faire"})
        assert dictionary.is_valid({**row, "theme": "a-theme-of-ones-own"})


def test_the_data_dictionary_says_what_every_field_and_value_means() -> None:
    told = schema("items")
    fields = told["properties"]
    assert told["description"].startswith("One row of `perr export`")
    assert all(field["description"].endswith(".") for field in fields.values())
    assert fields["text"]["description"] == "Word for word what the source says, its slips included."
    for name, kind in (("level", Level), ("nature", Nature)):
        assert all(f"`{one.value}`" in fields[name]["description"] for one in kind)
