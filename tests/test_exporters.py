"""The formats: to the byte where a program reads, inert where a person's program could run it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli.exporters import FormatOptions, formatter
from perr_cli.exporters.csv import inert
from perr_cli.exporters.json import dump
from perr_cli.exporters.markdown import escape
from perr_cli.items import Item, Level
from perr_cli.search import Hit, QueryEcho, SearchResult


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
        ("\x1b", "\\\\u001b"),
    ],
)
def test_markdown_shows_and_never_obeys(text: str, markdown: str) -> None:
    assert escape(text) == markdown
