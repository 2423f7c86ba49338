"""A report for Word: its styles, tables and sections as python-docx and LibreOffice read them, and its inert texts."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from perr_cli import language
from perr_cli.exporters.interface import FormatOptions
from perr_cli.exporters.report.docx import write
from perr_cli.report import Report
from perr_cli.text import visible_line
from tests.invented import Commune, reported
from tests.offices import HOSTILE, hostile

SMALL: dict[str, Commune] = {
    "aix": {"emploi": [{"text": "La GUPS", "reading": "La GUSP avec la mairie"}, "Des zèbres"]},
    "bix": {"emploi": ["Une démarche GUSP", "Poursuivre la GUSP"], "logement": ["Les modes de garde"]},
}


def text(report: Report) -> Any:
    return docx.Document(io.BytesIO(write(report, FormatOptions())))


def paragraphs(document: Any) -> list[tuple[str, str]]:
    """The style and the words of each paragraph that is in no table."""
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.text]


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_small_report_has_headings_captions_and_lists() -> None:
    told = paragraphs(text(replace(reported(SMALL), date="2026-01-31")))
    assert [line for line in told if line[0] not in ("Normal", "TOC 1")] == [
        ("Title", "A title"),
        ("Subtitle", "Comparison of Protocoles d'Engagements Renforcés et Réciproques (PERR)"),
        ("Heading 1", "Summary"),
        ("List Bullet", "aix: 2 objectives and 0 actions."),
        ("List Bullet", "bix: 3 objectives and 0 actions."),
        (
            "List Bullet",
            "aix: 2 commitments, of which 1 in common with the other, 0 on the same subject as one of the other's,"
            " 1 its own alone.",
        ),
        (
            "List Bullet",
            "bix: 3 commitments, of which 2 in common with the other, 0 on the same subject as one of the other's,"
            " 1 its own alone.",
        ),
        ("List Bullet", "1 specific subject is common to all: GUSP."),
        ("List Bullet", "aix says nothing of 1 subject that others have: garde."),
        ("Caption", "Table 1: Commitments by theme"),
        ("TOC Heading", "Contents"),
        ("Heading 1", "Employment"),
        ("Heading 2", "Same commitment"),
        ("Caption", "Table 2: Employment: same commitment"),
        ("Heading 2", "Only in aix"),
        ("List Bullet", "emploi/2  Des zèbres"),
        ("Heading 1", "Housing"),
        ("Heading 2", "Only in bix"),
        ("List Bullet", "logement/1  Les modes de garde"),
        ("Heading 1", "What the commitments do"),
        ("Caption", "Table 3: Nature of the commitments"),
        ("Heading 1", "Subjects"),
        ("Caption", "Table 4: Subjects, in how many items"),
        ("Heading 1", "Silences"),
        ("Heading 1", "Partners"),
        ("Caption", "Table 5: Partners, in how many items"),
        ("Heading 1", "What can be checked"),
        ("Caption", "Table 6: What items name by which they can be checked"),
        ("Heading 1", "Sources and method"),
        ("List Bullet", "aix: no source document is named."),
        ("List Bullet", "bix: no source document is named."),
        ("Heading 1", "How to cite"),
    ]
    assert ("Normal", "31 January 2026") in told
    assert [line for style, line in told if style == "TOC 1"] == [
        line for style, line in told if style == "Heading 1"
    ]  # fmt: skip


def test_tables_have_their_cells() -> None:
    overview, aligned, *_, measured = text(reported(SMALL)).tables
    assert cells(overview)[:2] == [
        ["Theme", "Commune", "Commitments", "same commitment", "same subject", "alone"],
        ["Employment", "aix", "2", "1", "0", "1"],
    ]
    assert cells(aligned) == [
        ["aix", "bix", "What they have in common"],
        [
            "emploi/1  La GUPS (read: La GUSP avec la mairie)",
            "emploi/2  Poursuivre la GUSP",
            "GUSP\nwords: GUSP\n0.92",
        ],
        ["emploi/1", "emploi/1  Une démarche GUSP", "GUSP\nwords: GUSP\n0.85"],
    ]
    assert cells(measured)[0] == ["Names", "aix", "bix"]


def test_of_three_communes_an_empty_cell_has_a_dash() -> None:
    towns: dict[str, Commune] = {"a": {"emploi": ["GUSP"]}, "b": {"emploi": ["GUSP"]}, "c": {"logement": ["Bâtir"]}}
    assert cells(text(reported(towns)).tables[1])[1] == ["emploi/1  GUSP", "emploi/1  GUSP", "–", "GUSP"]


def test_a_theme_whose_commitments_stand_elsewhere_says_so() -> None:
    told = paragraphs(text(reported({"a": {"emploi": ["La GUSP"]}, "b": {"logement": ["La GUSP"]}})))
    after = told.index(("Heading 1", "Housing")) + 1
    assert told[after] == ("Normal", "Its commitments stand in the tables of other themes.")


def test_heads_come_again_on_every_page_and_no_row_is_parted() -> None:
    for table in text(reported(SMALL)).tables:
        marks = [{mark.tag for mark in row._tr.trPr} for row in table.rows]
        assert marks[0] == {qn("w:cantSplit"), qn("w:tblHeader")}
        assert {frozenset(some) for some in marks[1:]} == {frozenset({qn("w:cantSplit")})}
        assert table.style.name == "perr"


def test_what_is_wide_lies_across() -> None:
    sections = [
        (section.orientation, section.page_width.cm, section.page_height.cm)
        for section in text(reported(SMALL)).sections
    ]
    across = [(str(orientation), round(width, 1), round(height, 1)) for orientation, width, height in sections]
    assert across == [("PORTRAIT (0)", 21.0, 29.7), ("LANDSCAPE (1)", 29.7, 21.0), ("PORTRAIT (0)", 21.0, 29.7)]


def test_tables_of_many_communes_lie_across_to_the_end() -> None:
    towns = {f"ville-{letter}": {"emploi": ["La GUSP" if letter < "c" else "Agir"]} for letter in "abcdef"}
    many = text(reported(towns))
    assert cells(many.tables[1])[:3] == [
        ["What they have in common", "Commune", "Commitments"],
        ["words: agir", "ville-c", "emploi/1  Agir"],
        ["words: agir", "ville-d", "emploi/1  Agir"],
    ]
    assert [section.page_width.cm > 25 for section in many.sections] == [False, True]
    assert sum(column.width.cm for column in many.tables[-1].columns) == pytest.approx(26.1, abs=0.05)


def test_a_table_is_as_wide_as_its_page() -> None:
    document = text(reported(SMALL))
    for table, width in zip(document.tables[:3], (16.6, 26.1, 16.6), strict=True):
        assert sum(column.width.cm for column in table.columns) == pytest.approx(width, abs=0.05)


FIELDS = {'TOC \\o "1-1" \\h \\z \\u', "SEQ Table \\* ARABIC", "PAGE", "NUMPAGES"}


def package(content: bytes) -> dict[str, str]:
    """The XML of a file by its names."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels"))}


def fields(parts: dict[str, str]) -> set[str]:
    return {
        code.strip()
        for xml in parts.values()
        for code in re.findall(r"<w:instrText[^>]*>([^<]*)", xml.replace("&quot;", '"'))
    }


def test_fields_are_the_contents_the_numbers_and_no_other() -> None:
    parts = package(write(reported(SMALL), FormatOptions()))
    assert fields(parts) == FIELDS
    xml = parts["word/document.xml"]
    kinds = re.findall(r'w:fldCharType="(\w+)"', xml)
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 1 + 6
    anchors = re.findall(r'<w:hyperlink w:anchor="(\w+)"', xml)
    assert anchors == re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', xml)
    assert len(anchors) == len(set(anchors)) == 10


@pytest.mark.parametrize(("code", "said", "around"), [("en", "en-GB", "fr-FR"), ("fr", "fr-FR", None)])
def test_the_document_says_in_which_language_it_is(code: language.Language, said: str, around: str | None) -> None:
    """The communes' own words are French, whatever the rest is."""
    before = language.current()
    language.use(code)
    try:
        document = text(reported(SMALL))
    finally:
        language.use(before)
    assert document.core_properties.language == said
    (default,) = document.styles.element.xpath(".//w:docDefaults//w:lang")
    assert default.get(qn("w:val")) == said
    zebras = next(run for paragraph in document.paragraphs for run in paragraph.runs if run.text == "Des zèbres")
    assert [mark.get(qn("w:val")) for mark in zebras._r.xpath("./w:rPr/w:lang")] == ([around] if around else [])


def test_the_properties_name_the_title_and_what_it_was_made_with() -> None:
    properties = text(replace(reported(SMALL, title="T" * 300), date="2026-01-31")).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("T" * 255, "perr", "perr")
    assert properties.comments == f"Made with perr 1.0; fingerprint of the data: {'0123456789abcdef' * 4}."
    assert {str(properties.created)[:10], str(properties.modified)[:10]} == {"2026-01-31"}


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    """The XML of a report with a harmless text in it."""
    return package(write(hostile("zèbre"), FormatOptions()))


@pytest.mark.parametrize("said", HOSTILE)
def test_a_persons_text_is_a_text(said: str, expected: dict[str, str]) -> None:
    content = write(hostile(said), FormatOptions())
    parts = package(content)
    assert fields(parts) == FIELDS
    assert parts.keys() == expected.keys()
    for name in parts:
        if name.endswith(".rels"):
            assert parts[name] == expected[name]
    xml = parts["word/document.xml"]
    tags = set(re.findall(r"<(w:\w+)", xml))
    assert tags <= set(re.findall(r"<(w:\w+)", expected["word/document.xml"]))
    assert not tags & {"w:altChunk", "w:object", "w:fldSimple", "w:drawing", "w:sdt"}
    document = docx.Document(io.BytesIO(content))
    shown = visible_line(said)
    told = paragraphs(document)
    assert told[0] == ("Title", shown)
    captions = [line for style, line in told if style == "Caption"]
    assert f"Table 2: {shown}: same commitment" in captions
    every = [*(line for _, line in told), *(cell for row in cells(document.tables[1]) for cell in row)]
    assert {f"emploi/1  {shown}", f"emploi/2  GUSP {shown} (read: GUSP {shown} lu)"} <= set(every)
    assert cells(document.tables[1])[0][:2] == [shown, visible_line(f"{said} 2")]
