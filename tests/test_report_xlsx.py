"""A report as a workbook: its sheets as openpyxl and LibreOffice read them, and what none of its cells ever does."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from perr_cli.exporters.interface import FormatOptions
from perr_cli.exporters.report.xlsx import write
from perr_cli.report import Report
from perr_cli.text import visible
from tests.invented import Commune, reported
from tests.offices import HOSTILE, hostile, named

SMALL: dict[str, Commune] = {
    "aix": {"emploi": [{"text": "La GUPS", "reading": "La GUSP avec la mairie"}, "Des zèbres"]},
    "bix": {"emploi": ["Poursuivre la GUSP"], "logement": ["Les modes de garde"]},
}


def book(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write(report, FormatOptions())))


def values(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def texts(rows: list[list[Any]]) -> list[Any]:
    """The column “text” of the items."""
    return [row[rows[0].index("text")] for row in rows[1:]]


def parts(report: Report) -> dict[str, str]:
    """The XML of the file by its names."""
    with zipfile.ZipFile(io.BytesIO(write(report, FormatOptions()))) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_the_sheets_of_a_small_report() -> None:
    read = book(reported(SMALL))
    assert read.sheetnames == [
        "Summary", "Aligned", "Only in aix", "Only in bix", "Matrix", "Silences", "Partners", "Items", "Method",
    ]  # fmt: skip
    assert values(read["Aligned"]) == [
        ["Theme", "What it is", "Score", "aix: ids", "aix", "bix: ids", "bix", "What they have in common"],
        ["Employment", "same commitment", 0.924, "emploi/1", "La GUPS (read: La GUSP avec la mairie)", "emploi/1",
         "Poursuivre la GUSP", "GUSP\nwords: GUSP"],
    ]  # fmt: skip
    assert values(read["Only in aix"]) == [
        ["Theme", "Id", "Level", "Text", "Nature", "Objective"],
        ["Employment", "emploi/2", "objective", "Des zèbres", "agir (intervene directly)", None],
    ]
    assert values(read["Matrix"]) == [["Subject", "aix", "bix", "Communes"], ["GUSP", 1, 1, 2], ["garde", 0, 1, 1]]
    assert values(read["Silences"]) == [["Commune", "Says nothing of", "Others that do"], ["aix", "garde", 1]]
    assert values(read["Partners"]) == [["Partner", "aix", "bix", "Communes"], ["mairie", 1, 0, 1]]
    assert [row[0] for row in values(read["Items"])] == [
        "id", "aix/emploi/1", "aix/emploi/2", "bix/emploi/1", "bix/logement/1",
    ]  # fmt: skip


def test_a_sheet_that_would_be_empty_is_left_out() -> None:
    read = book(reported({"a": {"emploi": ["Agir"]}, "b": {"emploi": ["Agir"]}}))
    assert read.sheetnames == ["Summary", "Aligned", "Matrix", "Items", "Method"]


def test_the_summary_counts_by_theme_and_nature() -> None:
    rows = values(book(reported(SMALL))["Summary"])
    assert [row[0] for row in rows[:3]] == [
        "A title", "Comparison of Protocoles d'Engagements Renforcés et Réciproques (PERR)",
        "aix: 2 objectives and 0 actions.",
    ]  # fmt: skip
    start = next(number for number, row in enumerate(rows) if row[0] == "Theme")
    assert rows[start : start + 5] == [
        ["Theme", "Commune", "Commitments", "same commitment", "same subject", "alone"],
        ["Employment", "aix", 2, 1, 0, 1],
        ["Employment", "bix", 1, 1, 0, 0],
        ["Housing", "aix", 0, 0, 0, 0],
        ["Housing", "bix", 1, 0, 0, 1],
    ]
    assert ["renforcer (do more of it)", 0, 0, None, None, None] in rows
    assert ["continuer (carry on what exists)", 0, 1, None, None, None] in rows


def test_heads_stay_filters_are_there_and_text_is_wrapped() -> None:
    read = book(reported(SMALL))
    looks = {sheet.title: (sheet.freeze_panes, sheet.auto_filter.ref) for sheet in read}
    assert looks == {
        "Summary": (None, None), "Aligned": ("C2", "A1:H2"), "Only in aix": ("A2", "A1:F2"),
        "Only in bix": ("A2", "A1:F2"), "Matrix": ("B2", "A1:D3"), "Silences": ("A2", "A1:C2"),
        "Partners": ("B2", "A1:D2"), "Items": ("A2", "A1:L5"), "Method": (None, None),
    }  # fmt: skip
    cells = [cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.alignment.wrap_text for cell in cells} == {True}
    assert {sheet.print_title_rows for sheet in read if sheet.freeze_panes} == {"$1:$1"}
    assert {sheet.page_setup.orientation for sheet in read} == {"landscape"}
    aligned = read["Aligned"]
    assert [round(aligned.column_dimensions[letter].width) for letter in "ABCEH"] == [25, 19, 10, 53, 43]
    rules = [rule for found in aligned.conditional_formatting for rule in found.rules]
    assert {rule.formula[0] for rule in rules} == {'"same commitment"', '"same subject"'}


def test_a_row_is_as_high_as_its_longest_text() -> None:
    long = "mot " * 100
    sheet = book(reported({"a": {"emploi": [long]}, "b": {"emploi": ["La GUSP"]}}))["Only in a"]
    assert [sheet.row_dimensions[number].height for number in (1, 2)] == [17.25, 92.25]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_persons_text_is_a_text(text: str) -> None:
    report = hostile(text)
    xml = parts(report)
    assert not [
        name for name, content in xml.items() if re.search(r"<f[ >]|<hyperlink|TargetMode|externalLink", content)
    ]
    read = book(report)
    assert {cell.data_type for sheet in read for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not [cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    shown = visible(text)
    assert read["Summary"]["A1"].value == shown
    assert read["Aligned"]["E1"].value == shown
    assert texts(values(read["Items"]))[:4] == [shown, f"GUSP {shown}", shown, f"GUSP {shown}"]
    cells = [cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert {cell.quotePrefix for cell in cells if cell.value[0] in "=+-@"} <= {True}
    assert {bool(cell.quotePrefix) for cell in cells if cell.value[0] not in "=+-@"} == {False}


@pytest.mark.parametrize("text", ["x" * 40_000, "👩" * 40_000, "\x1b" * 40_000], ids=["plain", "astral", "control"])
def test_a_text_that_is_too_long_for_a_cell_says_what_is_missing(text: str) -> None:
    sheet = book(reported({"aix": {"emploi": [text]}, "bix": {"emploi": ["La GUSP"]}}))["Only in aix"]
    cell = sheet["D2"].value
    kept, said = cell.removesuffix(" more characters; the protocol file has all]").split(" [… ")
    assert 32_700 < len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert visible(text).startswith(kept)
    assert int(said) == len(visible(text)) - len(kept)


@pytest.mark.parametrize(
    ("names", "sheets"),
    [
        (("[a]:b*c?d/e\\f", "'g'"), ["Only in a b c d e f", "Only in 'g"]),
        (("L'Haÿ-les-Roses", "A & <B>"), ["Only in L'Haÿ-les-Roses", "Only in A & <B>"]),
        (("Saint-Étienne-du-Rouvray-sur-Mer", "Saint-Étienne-du-Rouvray-sur-Loire"),
         ["Only in Saint-Étienne-du-Rouvra", "Only in Saint-Étienne-du-Ro (2)"]),
        (("AIX", "aix"), ["Only in AIX", "Only in aix (2)"]),
        (("👩" * 20, "a\nb\tc"), ["Only in " + "👩" * 11, "Only in a b c"]),
        (("\x1b", "\uffff"), ["Only in u001b", "Only in uffff"]),
    ],
)  # fmt: skip
def test_a_sheet_has_a_name_that_every_program_takes(names: tuple[str, str], sheets: list[str]) -> None:
    report = named(reported({"aix": {"emploi": ["Agir"]}, "bix": {"emploi": ["Peindre"]}}), *names)
    read = book(report)
    assert read.sheetnames[2:4] == sheets
    assert [read[name].auto_filter.ref for name in sheets] == ["A1:F2", "A1:F2"]


def test_many_communes_with_one_beginning_have_a_sheet_each() -> None:
    towns = {f"ville-{letter}": {"emploi": [letter * 5]} for letter in "abcdefghijkl"}
    read = book(named(reported(towns), *["Une commune dont le nom est long"] * 12))
    assert len({name.casefold() for name in read.sheetnames}) == len(read.sheetnames) == 12 + 5
    assert "Only in Une commune dont l (12)" in read.sheetnames
