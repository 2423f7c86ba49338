"""A report as a workbook: a sheet for each question that a team asks of it.

Cells hold text or numbers and nothing else: no formula, no link, nothing that a spreadsheet would run.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from perr_cli.alignment import PairKind
from perr_cli.exporters.document import ITEM_COLUMNS, document
from perr_cli.exporters.interface import FormatOptions
from perr_cli.items import Item
from perr_cli.language import _
from perr_cli.report import Aligned, Covered, Report, words
from perr_cli.text import cell, visible_line

_NEVER = datetime.datetime(2000, 1, 1)
"""The day of a workbook that bears none: the same data give the same bytes."""
_LONGEST = 32_767
"""The most characters of a cell, as UTF-16 counts them."""
_NAME = 31
"""The most characters of a sheet's name, counted likewise."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
_MATRIX_MOST = "9CC5E8"
_COLOURS = {PairKind.shared: ("DDEBD5", "1E4620"), PairKind.related: ("FCEFCF", "5C4300")}
"""The ground and the letters of the cells that name a kind."""


def write(report: Report, options: FormatOptions) -> bytes:
    """The workbook as an XLSX file (ECMA-376)."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    made = datetime.datetime.fromisoformat(report.date) if report.date else _NEVER
    book.set_properties(
        {"title": _fit(report.title)[:255], "created": made, "comments": _fit(words.made(report))[:255]}
    )
    sheets = _Sheets(book)
    _summary(sheets, report)
    _aligned(sheets, report)
    for number, commune in enumerate(report.communes):
        _alone(sheets, report, number, commune.name)
    _covered(sheets, report, _("Matrix"), _("Subject"), report.matrix)
    _silences(sheets, report)
    if report.partners:
        _covered(sheets, report, _("Partners"), _("Partner"), report.partners)
    _items(sheets, report)
    _method(sheets, report)
    book.close()
    return target.getvalue()


class Column(NamedTuple):
    """A column of a sheet: its head, its width in characters, and the format of its cells."""

    head: str
    width: float
    format: str = "cell"


class _Sheets:
    """A workbook with its formats, in which sheets are added."""

    def __init__(self, book: Any) -> None:
        self.book = book
        wrapped = {"text_wrap": True, "valign": "top", "font_name": "Calibri", "font_size": 11}
        ruled = {"bottom": 1, "bottom_color": "D5DBE3"}
        looks: dict[str, dict[str, Any]] = {
            "text": wrapped,
            "cell": {**wrapped, **ruled},
            "score": {**wrapped, **ruled, "num_format": "0.00", "align": "center"},
            "number": {**wrapped, **ruled, "num_format": "0", "align": "center"},
            "head": {**wrapped, "bold": True, "font_color": "FFFFFF", "bg_color": "1F3A5F", "valign": "vcenter"},
            "title": {**wrapped, "bold": True, "font_size": 18, "font_color": "1F3A5F"},
            "heading": {**wrapped, "bold": True, "font_size": 13, "font_color": "1F3A5F"},
        }
        looks["number head"] = {**looks["head"], "align": "center"}
        for kind, (ground, letters) in _COLOURS.items():
            looks[kind.value] = {**wrapped, "bg_color": ground, "font_color": letters}
        looks |= {f"{name} quoted": {**look, "quote_prefix": True} for name, look in looks.items()}
        self.formats = {name: self.book.add_format(look) for name, look in looks.items()}
        self._names: set[str] = set()

    def add(self, name: str) -> Any:
        """A sheet, with a name that every program takes."""
        sheet = self.book.add_worksheet(self._name(name))
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&L&F&C&A&R&P / &N")
        return sheet

    def table(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> tuple[Any, int]:
        """A sheet with a head that stays, a filter, and a row a thing; and how many rows it has."""
        sheet = self.add(name)
        sheet.set_row(0, _height((column.head, column.width - 3) for column in columns))  # 3 for the filter's button
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            self.put(sheet, 0, number, column.head, "head" if column.format == "cell" else "number head")
        if sum(column.width for column in columns) > _WIDE:
            sheet.set_paper(8)  # A3
        count = 0
        for count, row in enumerate(rows, 1):
            for number, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.put(sheet, count, number, value, column.format)
            sheet.set_row(
                count, _height((str(value or ""), column.width) for column, value in zip(columns, row, strict=True))
            )
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        return sheet, count

    def put(self, sheet: Any, row: int, column: int, value: Any, look: str) -> None:
        """A number as a number, anything else as text that is only shown. One that begins like a formula has the
        apostrophe before it that a person would type: it stays a text when somebody edits the cell."""
        form = self.formats[look]
        if isinstance(value, (int, float)):
            sheet.write_number(row, column, value, form)
        elif value:
            text = _fit(str(value))
            quoted = text.startswith(("=", "+", "-", "@"))
            sheet.write_string(row, column, text, self.formats[f"{look} quoted"] if quoted else form)
        else:
            sheet.write_blank(row, column, None, form)

    def colour_kinds(self, sheet: Any, count: int, column: int) -> None:
        """Kinds in colours of their own, beside their words."""
        for kind in PairKind:
            sheet.conditional_format(
                1, column, max(count, 1), column,
                {"type": "cell", "criteria": "==", "value": f'"{words.kind(kind)}"',
                 "format": self.formats[kind.value]},
            )  # fmt: skip

    def _name(self, wanted: str) -> str:
        plain = " ".join(_FORBIDDEN.sub(" ", visible_line(wanted)).split()) or "–"
        for number in range(1, len(self._names) + 2):
            end = f" ({number})" if number > 1 else ""
            name = _cut(plain, _NAME - len(end)).rstrip(" '") + end
            if name.casefold() not in self._names:
                break
        self._names.add(name.casefold())
        return name


def _fit(text: str) -> str:
    """The text as a cell can hold it: control characters made visible, and what is beyond the most of a cell named."""
    shown = "\n".join(map(cell, text.split("\n")))
    if len(_cut(shown, _LONGEST)) == len(shown):
        return shown
    said = _(" [… {n} more characters; the protocol file has all]")
    kept = _cut(shown, _LONGEST - len(said) - len(str(len(shown))))
    return kept + said.format(n=len(shown) - len(kept))


def _cut(text: str, most: int) -> str:
    """What Excel counts as so many characters: those beyond U+FFFF, which UTF-16 writes as two, are two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


_WIDE = 240
"""How wide a sheet is, in characters, that needs A3 to be read on paper."""
_LINE = 15.0
"""How high a line of a cell is, in points."""
_HIGHEST = 409.0
"""How high a row can be."""


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """How high a row must be for texts in columns of such widths: programs do not measure it by themselves."""
    lines = max(
        sum(max(1, -(-len(line) // max(int(width * 0.95), 1))) for line in text.split("\n")) for text, width in cells
    )
    return min(lines * _LINE + 2, _HIGHEST)


def _summary(sheets: _Sheets, report: Report) -> None:
    sheet = sheets.add(_("Summary"))
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, max(5, len(report.communes)), 17)
    sheet.hide_gridlines(2)
    row = 0
    told = [(report.title, "title"), (words.subtitle(report), "text")]
    told += [(words.day(report.date), "text")] if report.date else []
    for text, look in (*told, *((sentence, "text") for sentence in words.summary(report))):
        row = _line(sheets, sheet, row, text, look)
    row += 1
    for number, head in enumerate((_("Theme"), _("Commune"), _("Commitments"), *words.standings())):
        sheets.put(sheet, row, number, head, "number head" if number > 1 else "head")
    sheet.set_row(row, 2 * _LINE)
    for theme in report.themes:
        for commune, tally in zip(report.communes, theme.tallies, strict=True):
            row += 1
            for number, value in enumerate((theme.label, commune.name, tally.total, *tally.parts)):
                sheets.put(sheet, row, number, value, "number" if number > 1 else "cell")
            sheet.set_row(row, _height([(theme.label, 46), (commune.name, 26)]))
    _natures(sheets, sheet, row + 2, report)


_ACROSS = 132.0
"""The width of the summary."""


def _line(sheets: _Sheets, sheet: Any, row: int, text: str, look: str) -> int:
    """A sentence across the sheet, as high as it needs; the next row."""
    sheet.merge_range(row, 0, row, 5, "", sheets.formats[look])
    sheets.put(sheet, row, 0, text, look)
    scale = 1.0 if look == "text" else 1.7
    sheet.set_row(row, scale * _height([(text, _ACROSS / scale)]) + 2)
    return row + 1


def _natures(sheets: _Sheets, sheet: Any, row: int, report: Report) -> None:
    for number, head in enumerate((_("Nature"), *(commune.name for commune in report.communes))):
        sheets.put(sheet, row, number, head, "number head" if number else "head")
    sheet.set_row(row, _height([("\n", 17), *((commune.name, 17) for commune in report.communes)]))
    for below, nature in enumerate(words.NATURES, row + 1):
        sheets.put(sheet, below, 0, words.nature(nature), "cell")
        for number, commune in enumerate(report.communes, 1):
            sheets.put(sheet, below, number, getattr(commune.nature, nature.value), "number")


def _aligned(sheets: _Sheets, report: Report) -> None:
    columns = [Column(_("Theme"), 24), Column(_("What it is"), 18), Column(_("Score"), 9, "score")]
    for commune in report.communes:
        columns += [Column(_("{commune}: ids").format(commune=commune.name), 17), Column(commune.name, 52)]
    columns += [Column(_("What they have in common"), 42)]
    rows = ([theme.label, *_row(row)] for theme in report.themes for row in theme.aligned)
    sheet, count = sheets.table(_("Aligned"), columns, rows)
    sheets.colour_kinds(sheet, count, 1)
    sheet.freeze_panes(1, 2)


def _row(row: Aligned) -> list[Any]:
    cells = [
        cell for items in row.cells for cell in (_lines(item.short_id for item in items), _lines(map(_told, items)))
    ]
    return [words.kind(row.kind), row.score, *cells, _lines(words.reasons(row))]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _told(item: Item) -> str:
    """The text, and what it means where that differs."""
    return item.text if item.reading is None else f"{item.text} ({_('read: {reading}').format(reading=item.reading)})"


def _alone(sheets: _Sheets, report: Report, number: int, name: str) -> None:
    columns = [Column(_("Theme"), 30), Column(_("Id"), 17), Column(_("Level"), 14), Column(_("Text"), 80),
               Column(_("Nature"), 24), Column(_("Objective"), 60)]  # fmt: skip
    rows = (
        [
            theme.label, item.short_id, words.level(item.level), _told(item), words.nature(item.nature),
            item.objective.text if item.objective else "",
        ]
        for theme in report.themes
        for item in theme.alone[number]
    )  # fmt: skip
    if any(theme.alone[number] for theme in report.themes):
        sheets.table(_("Only in {commune}").format(commune=name), columns, rows)


def _covered(sheets: _Sheets, report: Report, name: str, head: str, found: Sequence[Covered]) -> None:
    """How many items of each commune speak of each thing, the more the darker."""
    columns = [Column(head, 50), *(Column(commune.name, 20, "number") for commune in report.communes),
               Column(_("Communes"), 12, "number")]  # fmt: skip
    rows = ([one.label, *map(len, one.items), one.communes] for one in found)
    sheet, count = sheets.table(name, columns, rows)
    sheet.conditional_format(
        1, 1, max(count, 1), len(report.communes),
        {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": f"#{_MATRIX_MOST}"},
    )  # fmt: skip
    sheet.freeze_panes(1, 1)


def _silences(sheets: _Sheets, report: Report) -> None:
    columns = [Column(_("Commune"), 30), Column(_("Says nothing of"), 60), Column(_("Others that do"), 16, "number")]
    rows = (
        [commune.name, silence.label, silence.others] for commune in report.communes for silence in commune.silences
    )
    if any(commune.silences for commune in report.communes):
        sheets.table(_("Silences"), columns, rows)


_WIDTHS = {"id": 28, "text": 80, "reading": 40, "objective": 60, "section": 20, "concepts": 40, "partners": 30}


def _items(sheets: _Sheets, report: Report) -> None:
    columns = [Column(name, _WIDTHS.get(name, 16)) for name in ITEM_COLUMNS]
    rows = ([_flat(document(item)[name]) for name in ITEM_COLUMNS] for item in report.items)
    sheets.table(_("Items"), columns, rows)


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['id']} {value['text']}"
    return "; ".join(value) if isinstance(value, list) else value or ""


_PAPER = 95
"""The widest column that A4 has room for."""


def _method(sheets: _Sheets, report: Report) -> None:
    sheet = sheets.add(_("Method"))
    sheet.set_column(0, 0, _PAPER)
    sheet.hide_gridlines(2)
    parts = (
        (_("Sources"), words.sources(report)),
        (_("Method"), (*words.method(report), words.made(report))),
        (_("How to cite"), (words.cite(report),)),
    )
    row = 0
    for heading, paragraphs in parts:
        sheets.put(sheet, row, 0, heading, "heading")
        row += 1
        for paragraph in paragraphs:
            sheets.put(sheet, row, 0, paragraph, "text")
            sheet.set_row(row, _height([(paragraph, _PAPER)]))
            row += 1
        row += 1
