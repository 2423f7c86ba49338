"""The formats: to the byte where a program reads, inert where a person's program could run it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perr_cli.exporters import FormatOptions, formatter
from perr_cli.exporters.csv import inert
from perr_cli.exporters.json import dump
from perr_cli.exporters.markdown import escape
from perr_cli.items import Item, Level, Nature, Parent
from perr_cli.results import ExportResult
from perr_cli.search import Hit, QueryEcho, SearchResult
from tests.invented import opened


def result(text: str) -> SearchResult:
    item = Item(
        id="a/emploi/1", commune="a", theme="emploi", section=None, level=Level.objective, text=text, reading=None,
        objective=None,
    )  # fmt: skip
    hit = Hit(**item.values(), score=1.5, highlights=())
    return SearchResult(query=QueryEcho(text="x", terms=(), filters={}), total=1, hits=(hit,))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+33", "'+33"),
        ("-emploi", "'-emploi"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\\t=1"),
        ("\r=1", "'\\r=1"),
        ("\n=1", "'\\n=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("a|@x", "a|'@x"),
        ("a,-1", "a,'-1"),
        ("16-25 ans", "16-25 ans"),
        ("\u202e", "\\u202e"),
        ("a;=1+1", "a;'=1+1"),
        ("l'emploi : 50 % - ou plus", "l'emploi : 50 % - ou plus"),
        ("a\x1bb\nc", "a\\u001bb\\nc"),
    ],
)
def test_a_cell_is_only_shown(text: str, cell: str) -> None:
    assert inert(text) == cell


def test_raw_leaves_a_cell_as_it_is() -> None:
    assert "=1+1" in formatter("csv")(result("=1+1"), FormatOptions(raw=True)).splitlines()[1]


def test_a_french_excel_gets_a_bom_semicolons_and_decimal_commas() -> None:
    header, row, _ = str(formatter("csv")(result("=1+1; l'été"), FormatOptions(excel=True))).split("\r\n")
    assert header.startswith("\ufeffid;commune;theme;")
    assert row == "a/emploi/1;a;emploi;;objective;\"'=1+1; l'été\";;;;;;;;1,5"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_a_csv_row_has_as_many_cells_as_the_header(text: str, raw: bool) -> None:
    written = formatter("csv")(result(text), FormatOptions(raw=raw))
    assert isinstance(written, str)
    header, row = csv.reader(io.StringIO(written, newline=""))
    assert len(header) == len(row) == 14


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_gives_the_text_back_and_nothing_to_obey(text: str) -> None:
    for name in ("json", "ndjson"):
        written = formatter(name)(result(text), FormatOptions())
        read = json.loads(written)
        assert (read["hits"][0] if name == "json" else read)["text"] == text
        assert not set(written) & set("\x1b\x07\x00\u202e\u2066\x9b")


def test_ndjson_is_a_row_a_line_with_the_fields_of_an_item_and_its_score() -> None:
    row = json.loads(formatter("ndjson")(result("Texte"), FormatOptions()))
    assert list(row) == [
        "id", "commune", "theme", "section", "level", "text", "reading", "objective", "nature", "verbs", "partners",
        "concepts", "score",
    ]  # fmt: skip


ANY = st.text(st.characters(exclude_categories=["Cs"]))
SAID = st.builds("{}é{}".format, ANY, ANY)  # a text of which nothing can be seen is refused
PROTOCOLS = st.lists(
    st.fixed_dictionaries(
        {"text": SAID, "actions": st.lists(SAID, max_size=2)}, optional={"reading": SAID, "section": SAID}
    ),
    min_size=1,
    max_size=3,
)


@given(PROTOCOLS)
@settings(max_examples=50)
def test_what_a_protocol_says_comes_out_to_the_letter(objectives: list[dict[str, Any]]) -> None:
    exported = ExportResult(filters={}, items=tuple(opened({"a": {"emploi": objectives}}).items()))
    said = [
        {"text": text, "reading": reading, "section": objective.get("section"), "objective_text": above}
        for objective in objectives
        for text, reading, above in (
            (objective["text"], objective.get("reading"), None),
            *((action, None, objective["text"]) for action in objective["actions"]),
        )
    ]
    lines = str(formatter("ndjson")(exported, FormatOptions())).split("\n")[:-1]
    assert [
        taken({**row, "objective_text": (row["objective"] or {}).get("text")}) for row in map(json.loads, lines)
    ] == said
    assert [taken(row) for row in columns(exported).to_pylist()] == said


def taken(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("text", "reading", "section", "objective_text")}


def columns(exported: ExportResult) -> Any:
    """What is in the Parquet file."""
    written = formatter("parquet")(exported, FormatOptions())
    assert isinstance(written, bytes)
    return pyarrow.parquet.read_table(io.BytesIO(written))


HOSTILE = "=1+1\t\x00\x1b[31m\u202e\r\n'\"👩‍👩‍👧"


def test_parquet_has_the_columns_of_the_csv_typed() -> None:
    parent = Parent(id="a/emploi/1", text=HOSTILE)
    item = Item(
        id="a/emploi/1.1", commune="a", theme="emploi", section=None, level=Level.action, text=HOSTILE, reading=None,
        objective=parent, nature=Nature.agir, verbs=("agir",), partners=(), concepts=("b", "c"),
    )  # fmt: skip
    exported = ExportResult(filters={}, items=(item,))
    header = str(formatter("csv")(exported, FormatOptions())).partition("\r\n")[0]
    read = columns(exported)
    assert read.column_names == header.split(",")
    assert {name: str(kind) for name, kind in zip(read.column_names, read.schema.types, strict=True)} == (
        dict.fromkeys(read.column_names, "string")
        | dict.fromkeys(["verbs", "partners", "concepts"], "list<element: string not null>")
    )
    assert read.to_pylist() == [
        {
            "id": "a/emploi/1.1", "commune": "a", "theme": "emploi", "section": None, "level": "action",
            "text": HOSTILE, "reading": None, "objective_id": "a/emploi/1", "objective_text": HOSTILE,
            "nature": "agir", "verbs": ["agir"], "partners": [], "concepts": ["b", "c"],
        }
    ]  # fmt: skip


def test_a_parquet_file_without_rows_has_its_columns() -> None:
    read = columns(ExportResult(filters={}, items=()))
    assert (read.num_rows, read.num_columns, str(read.schema.field("verbs").type)) == (
        0, 13, "list<element: string not null>",
    )  # fmt: skip


def test_json_refuses_what_is_not_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump(float("nan"))


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a | b", "a \\| b"),
        ("`x` *y* _z_", "\\`x\\` \\*y\\* \\_z\\_"),
        ("<script>", "&lt;script\\>"),
        ("[x](javascript:y)", "\\[x\\](javascript:y)"),
        ("![x](y)", "\\!\\[x\\](y)"),
        ("https://a.b x@y.fr", "https\\://a.b x\\@y.fr"),
        ("# x", "\\# x"),
        ("- x", "\\- x"),
        ("1. x", "1\\. x"),
        ("~~x~~", "\\~\\~x\\~\\~"),
        ("&lt;", "&amp;lt;"),
        ("\u202ex", "\\\\u202ex"),
        ("R&D", "R&amp;D"),
        ("12. x", "12\\. x"),
        (":smile: 12:30", "\\:smile: 12:30"),
        ("un\ndeux", "un deux"),
        ("---", "\\---"),
        ("-", "\\-"),
        ("-emploi", "-emploi"),
        ("    x", "x"),
        ("www.a.b WWW.a.b", "www\\.a.b WWW\\.a.b"),
        ("\uffff", "\\\\uffff"),
        ("\x1b", "\\\\u001b"),
    ],
)
def test_markdown_shows_and_never_obeys(text: str, markdown: str) -> None:
    assert escape(text) == markdown
