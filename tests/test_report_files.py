"""A report as Markdown, as a workbook and as a text for Word: what a reader finds, and that no text is obeyed."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from markdown_it import MarkdownIt

from perr_cli.exporters import FormatOptions, formatter
from perr_cli.library import Library
from perr_cli.report import About, Labels, Report, report
from tests.conftest import needs
from tests.invented import Commune, opened

HOSTILE = (
    "=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.fr")', "{=1}", "'=1",
    "http://x.fr", "mailto:a@b.fr", "internal:Sheet!A1", "_x000D_", "<w:br/>&amp;", "]]>", "\x00\x0b\x1b[31m",
    "\ufffe\uffff",
    "a | b", "[x](http://x.fr)", "![x](y)", "<b>x</b>", "# x", "`x`", "<!-- x -->", "&lt;", "\u202egnp.exe", "{n}",
    "a\nb", "1. x", "- x", "~~x~~", "www.x.fr", "a@b.fr", ":smile:", "$x$",
)  # fmt: skip
LONG = "Développer " + "très " * 8_000 + "loin"


def made(left: Commune, right: Commune, *names: str, about: About | None = None) -> Report:
    towns = dict(zip(names or ("Arc", "Bec"), (left, right), strict=True))
    index = opened(towns)
    told = about or About("Title", (), None, "1.0", "f" * 64)
    return report(index, [ref.ref for ref in index.protocols()], about=told, labels=Labels({}, {}))


@pytest.fixture(scope="module")
def shipped(library: Library) -> Report:
    return report(
        library.index, ["ris-orangis", "savigny-le-temple"], about=About("Ris × Savigny", (), None, "1.0", "f" * 64),
        labels=Labels(library.theme_labels, library.concept_labels),
    )  # fmt: skip


@pytest.fixture(scope="module")
def hostile() -> Report:
    objectives = [{"text": text.strip() or "x", "actions": [text.strip() or "x"]} for text in HOSTILE]
    about = About(HOSTILE[0] + HOSTILE[16] + HOSTILE[15], HOSTILE, None, HOSTILE[1], "f" * 64)
    return made({"emploi": objectives}, {"emploi": objectives}, "=A1 <b>", "[B](x)", about=about)


def written(result: Report, manner: str) -> Any:
    return formatter(f"report.{manner}")(result, FormatOptions())


def test_markdown_is_what_one_would_write_by_hand() -> None:
    text = written(
        made({"emploi": ["Développer la mobilité", "Chanter"]}, {"emploi": ["Aider les déplacements"]}), "markdown"
    )
    assert text[: text.index("## What the")] == (
        "# Title\n\nComparison of Protocoles d'Engagements Renforcés et Réciproques (PERR)\n\n## Summary\n\n"
        "- Arc: 2 objectives and 0 actions.\n- Bec: 1 objective and 0 actions.\n"
        "- Arc: 2 commitments, of which 1 in common with the other, 0 on the same subject as one of the other's,"
        " 1 its own alone.\n"
        "- Bec: 1 commitment, of which 1 in common with the other, 0 on the same subject as one of the other's,"
        " 0 its own alone.\n"
        "- 1 specific subject is common to all: mobilite.\n\n"
        "| Theme | Commune | Commitments | same commitment | same subject | alone |\n"
        "| --- | --- | ---: | ---: | ---: | ---: |\n"
        "| emploi | Arc | 2 | 1 | 0 | 1 |\n| emploi | Bec | 1 | 1 | 0 | 0 |\n\n"
        "## emploi\n\n### Same commitment\n\n| Arc | Bec | What they have in common |\n| --- | --- | --- |\n"
        "| **emploi/1** Développer la mobilité | **emploi/1** Aider les déplacements |"
        " mobilite<br>words: déplacements, mobilité<br>0.56 |\n\n"
        "### Only in Arc\n\n- **emploi/2** Chanter\n\n"
    )


def test_markdown_shows_and_obeys_nothing(hostile: Report) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(written(hostile, "markdown"))
    inline = Counter(child.type for token in tokens for child in token.children or ())
    assert set(inline) == {"text", "strong_open", "strong_close", "html_inline"}
    breaks = {child.content for token in tokens for child in token.children or () if child.type == "html_inline"}
    assert breaks == {"<br>"}
    assert not {"html_block", "fence", "code_block", "hr"} & {token.type for token in tokens}


@pytest.fixture(scope="module")
def book(shipped: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(shipped, "xlsx")))


def test_a_workbook_has_a_sheet_for_every_question(book: Any) -> None:
    assert book.sheetnames == [
        "Summary", "Aligned", "Only in Ris-Orangis", "Only in Savigny-le-Temple", "Matrix", "Silences", "Partners",
        "Items", "Method",
    ]  # fmt: skip


def test_tables_have_heads_that_stay_filters_and_wrapped_text(book: Any) -> None:
    for name in book.sheetnames[1:-1]:
        sheet = book[name]
        assert sheet.freeze_panes in ("A2", "B2", "C2"), name
        assert sheet.auto_filter.ref == sheet.dimensions, name
        assert sheet.print_title_rows == "$1:$1", name
        assert all(cell.alignment.wrap_text for cell in sheet[2]), name
    assert book["Aligned"].conditional_formatting


def test_every_item_is_in_the_workbook_word_for_word(book: Any, shipped: Report) -> None:
    rows = list(book["Items"].iter_rows(values_only=True))
    place = {name: number for number, name in enumerate(rows[0])}
    assert [(row[place["id"]], row[place["text"]]) for row in rows[1:]] == [
        (item.id, item.text) for item in shipped.items
    ]


def test_cells_hold_text_and_numbers_only(hostile: Report) -> None:
    package = zipfile.ZipFile(io.BytesIO(written(hostile, "xlsx")))
    for name in package.namelist():
        xml = package.read(name).decode()
        assert not re.search(r"<f[ >]|<hyperlink|TargetMode=\"External\"", xml), name
    book = openpyxl.load_workbook(io.BytesIO(written(hostile, "xlsx")))
    texts = [row[5].value for row in book["Items"].iter_rows(min_row=2)]
    assert texts == [item.text if item.text.isprintable() else shown(item.text) for item in hostile.items]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} == {"s", "n"}


def shown(text: str) -> str:
    from perr_cli.text import visible

    return "\n".join(map(visible, text.split("\n")))


def test_what_a_cell_cannot_hold_is_counted() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(made({"emploi": [LONG]}, {"emploi": ["x"]}), "xlsx")))
    text = book["Items"]["F2"].value
    assert len(LONG) == 40_015
    assert len(text) <= 32_767
    kept, _, said = text.partition(" [… ")
    assert LONG.startswith(kept)
    assert said == f"{len(LONG) - len(kept)} more characters; the protocol file has all]"


def test_names_of_sheets_are_such_that_every_program_takes_them() -> None:
    long = "Saint-Quentin-Fallavier-la-Vallée [a]:*?/\\ "
    book = openpyxl.load_workbook(
        io.BytesIO(written(made({"emploi": ["a"]}, {"emploi": ["b"]}, long + "x", long + "y"), "xlsx"))
    )
    names = [name for name in book.sheetnames if name.startswith("Only in")]
    assert names == ["Only in Saint-Quentin-Fallavier", "Only in Saint-Quentin-Falla (2)"]


@pytest.fixture(scope="module")
def text(shipped: Report) -> Any:
    return docx.Document(io.BytesIO(written(shipped, "docx")))


def test_a_text_has_real_headings_and_lists(text: Any) -> None:
    styles = Counter(paragraph.style.name for paragraph in text.paragraphs)
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "Caption", "TOC Heading", "TOC 1"} <= set(
        styles
    )
    first = [paragraph.text for paragraph in text.paragraphs if paragraph.style.name == "Heading 1"]
    assert [first[0], first[-2], first[-1]] == ["Summary", "Sources and method", "How to cite"]
    assert [paragraph.text for paragraph in text.paragraphs if paragraph.style.name == "TOC 1"] == first


def test_its_tables_repeat_their_heads_and_have_numbered_captions(text: Any) -> None:
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in text.tables)
    captions = [paragraph.text for paragraph in text.paragraphs if paragraph.style.name == "Caption"]
    assert [caption.partition(":")[0] for caption in captions] == [f"Table {n}" for n in range(1, len(text.tables) + 1)]
    assert {"TOC", "SEQ", "PAGE", "NUMPAGES"} >= {
        field.text.split()[0] for field in text.element.body.xpath(".//w:instrText")
    }


def test_wide_tables_stand_on_pages_across(text: Any) -> None:
    assert [section.orientation for section in text.sections] == [0, 1, 0]
    assert text.core_properties.language == "en-GB"
    assert {run.get(f"{{{run.nsmap['w']}}}val") for run in text.element.body.xpath(".//w:rPr/w:lang")} == {"fr-FR"}


def test_no_text_becomes_a_field_or_a_link(hostile: Report) -> None:
    raw = written(hostile, "docx")
    made_text = docx.Document(io.BytesIO(raw))
    assert {field.text.split()[0] for field in made_text.element.body.xpath(".//w:instrText")} == {"TOC", "SEQ"}
    assert not [link for link in made_text.element.body.xpath(".//w:hyperlink") if link.get(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")]  # fmt: skip
    for name in zipfile.ZipFile(io.BytesIO(raw)).namelist():
        assert b'TargetMode="External"' not in zipfile.ZipFile(io.BytesIO(raw)).read(name), name
    whole = "".join(paragraph.text for paragraph in made_text.paragraphs)
    cells = "".join(cell.text for table in made_text.tables for row in table.rows for cell in row.cells)
    assert all(shown(item.text.replace("\n", " ")) in whole + cells for item in hostile.items)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory, shipped: Report, hostile: Report) -> Callable[[str], Path]:
    """What LibreOffice makes of the files: all in one run, because it starts slowly."""
    office = needs("soffice")
    folder = tmp_path_factory.mktemp("office")
    for name, result in (("shipped", shipped), ("hostile", hostile)):
        for suffix in ("xlsx", "docx"):
            (folder / f"{name}.{suffix}").write_bytes(written(result, suffix))

    def convert(*words: str) -> None:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        subprocess.run(
            [office, profile, "--headless", "--norestore", "--convert-to", *words, "--outdir", str(folder)],
            cwd=folder, check=True, capture_output=True, timeout=240,
        )  # fmt: skip

    convert("pdf:writer_pdf_Export", "shipped.docx", "hostile.docx")
    # All sheets, each into a file of its own: 44 is the comma, 34 the quote, 76 UTF-8, -1 every sheet.
    convert(
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "shipped.xlsx", "hostile.xlsx"
    )
    return lambda name: folder / name


def test_libreoffice_prints_the_text(converted: Callable[[str], Path], shipped: Report) -> None:
    printed = pypdfium2.PdfDocument(converted("shipped.pdf"))
    pages = [page.get_textpage().get_text_bounded() for page in printed]
    sizes = {tuple(round(side) for side in page.get_size()) for page in printed}
    printed.close()
    assert len(pages) > 10
    assert sizes == {(595, 842), (842, 595)}  # points of A4, upright and across
    # A hyphen at the end of a line is no letter for who reads a PDF.
    bare = re.sub(r"\W", "", "".join(pages))
    assert [item.id for item in shipped.items if re.sub(r"\W", "", item.text) not in bare] == []


def test_libreoffice_opens_the_workbook_and_computes_nothing(converted: Callable[[str], Path], hostile: Report) -> None:
    with converted("shipped-Matrix.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ["Subject", "Ris-Orangis", "Savigny-le-Temple", "Communes"]
    with converted("hostile-Items.csv").open(encoding="utf-8", newline="") as file:
        texts = [row[5] for row in csv.reader(file)][1:]
    assert texts == [shown(item.text) for item in hostile.items]
    assert converted("hostile.pdf").exists()
