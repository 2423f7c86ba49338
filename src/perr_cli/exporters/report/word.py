"""A text for Word, put together from headings, paragraphs, lists and tables; and its bytes, the same for the same text.

Words of the communes are marked as French, whatever the language of the rest is.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

_NEVER = datetime.datetime(2000, 1, 1)
"""The day of a text that bears none."""
_INK = RGBColor(0x1F, 0x3A, 0x5F)
_FONT = "Calibri"
_TABLE = "perr"
_TWIPS = 20
"""Of a point, as OOXML counts; a centimetre has 567."""

_TABLE_STYLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{_TABLE}">
  <w:name w:val="{_TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:pPr><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:color="1F3A5F"/><w:bottom w:val="single" w:sz="8" w:color="1F3A5F"/>
    <w:insideH w:val="single" w:sz="4" w:color="C9D2DC"/>
  </w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
    <w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="1F3A5F"/></w:tcPr></w:tblStylePr>
</w:style>"""


class Run(NamedTuple):
    """Some words of a paragraph. `look` is a character style; `french` are words of a commune."""

    text: str
    look: str = ""
    french: bool = False


Paragraph = Sequence[Run]


class Cell(NamedTuple):
    """A cell of a table: its paragraphs."""

    paragraphs: Sequence[Paragraph]
    right: bool = False
    """Whether it is a number, which stands at the right."""


class WordText:
    """A text that grows from its beginning to its end. `language` is that of the words around the communes' own."""

    def __init__(self, *, title: str, comments: str, language: str, date: str | None) -> None:
        self._document: Any = docx.Document()
        self._headings: list[tuple[str, str]] = []
        self._tables = 0
        self._contents: Any = None
        self._language = {"fr": "fr-FR", "en": "en-GB"}[language]
        made = datetime.datetime.fromisoformat(date) if date else _NEVER
        properties = self._document.core_properties
        properties.title, properties.comments, properties.author = title[:255], comments[:255], "perr"
        properties.created = properties.modified = made
        properties.language, properties.last_modified_by = self._language, "perr"
        self._styles()
        self._page(self._document.sections[0], landscape=False)
        self._footer(title)

    @property
    def width(self) -> int:
        """The width between the margins, in twentieths of a point."""
        section = self._document.sections[-1]
        return int((section.page_width - section.left_margin - section.right_margin) / Pt(1) * _TWIPS)

    def heading(self, text: str, level: int) -> None:
        """A heading; level 0 is the title. Those of level 1 stand in the contents."""
        paragraph = self._document.add_heading(text, level)
        if level == 1:
            name = f"_Toc{len(self._headings) + 1:06d}"
            self._headings.append((text, name))
            number = str(len(self._headings))
            start = _element("w:bookmarkStart", {"w:id": number, "w:name": name})
            paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
            paragraph._p.append(_element("w:bookmarkEnd", {"w:id": number}))

    def paragraph(self, runs: Paragraph, style: str = "Normal") -> Any:
        """A paragraph in a style of the text: `Normal`, `Subtitle`, `List Bullet`, `List Number` …"""
        paragraph = self._document.add_paragraph(style=style)
        self._fill(paragraph._p, runs)
        return paragraph

    def contents(self, title: str) -> None:
        """Where the table of contents stands."""
        self.paragraph([Run(title)], "TOC Heading")
        self._contents = self.paragraph([])

    def pages(self, *, landscape: bool) -> None:
        """New pages, upright or across."""
        self._page(self._document.add_section(), landscape=landscape)

    def table(
        self,
        caption: tuple[str, str],
        heads: Sequence[Cell],
        rows: Iterable[Sequence[Cell]],
        parts: Sequence[float],
    ) -> None:
        """A table below its caption (what stands before and after its number), with heads on every page; `parts` are
        what each column has of the width."""
        self._caption(*caption)
        whole = self.width
        widths = [int(whole * part / sum(parts)) for part in parts]
        table = _element("w:tbl", {}, [
            _element("w:tblPr", {}, [
                _element("w:tblStyle", {"w:val": _TABLE}),
                _element("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"}),
                _element("w:tblLayout", {"w:type": "fixed"}),
                _element("w:tblLook", {"w:val": "0020", "w:firstRow": "1", "w:noHBand": "1", "w:noVBand": "1"}),
            ]),
            _element("w:tblGrid", {}, [_element("w:gridCol", {"w:w": str(width)}) for width in widths]),
        ])  # fmt: skip
        table.append(self._row(heads, widths, ["w:cantSplit", "w:tblHeader"], style="CellHead"))
        for cells in rows:
            table.append(self._row(cells, widths, ["w:cantSplit"]))
        body = self._document.element.body
        body.insert(len(body) - 1, table)
        self.paragraph([], "Table end")

    def saved(self) -> bytes:
        """The file."""
        self._fill_contents()
        target = io.BytesIO()
        self._document.save(target)
        # The parts of the package bear the time at which they are written.
        fixed = io.BytesIO()
        with zipfile.ZipFile(target) as made, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as package:
            for name in made.namelist():
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), made.read(name), zipfile.ZIP_DEFLATED)
        return fixed.getvalue()

    def _row(self, cells: Sequence[Cell], widths: Sequence[int], marks: Sequence[str], style: str = "Cell") -> Any:
        row = _element("w:tr", {}, [_element("w:trPr", {}, [_element(mark) for mark in marks])])
        for cell, width in zip(cells, widths, strict=True):
            properties = _element("w:tcPr", {}, [_element("w:tcW", {"w:w": str(width), "w:type": "dxa"})])
            made = _element("w:tc", {}, [properties])
            for runs in cell.paragraphs:
                paragraph = _element("w:p", {}, [_element("w:pPr", {}, [_element("w:pStyle", {"w:val": style})])])
                if cell.right:
                    paragraph[0].append(_element("w:jc", {"w:val": "right"}))
                self._fill(paragraph, runs)
                made.append(paragraph)
            row.append(made)
        return row

    def _fill(self, paragraph: Any, runs: Paragraph) -> None:
        for run in runs:
            properties = _element("w:rPr")
            if run.look:
                properties.append(_element("w:rStyle", {"w:val": run.look}))
            if run.french and self._language != "fr-FR":
                properties.append(_element("w:lang", {"w:val": "fr-FR"}))
            paragraph.append(_element("w:r", {}, [properties, _text(run.text)]))

    def _caption(self, before: str, after: str) -> None:
        self._tables += 1
        paragraph = self._document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = True
        self._fill(paragraph._p, [Run(before)])
        _field(paragraph._p, "SEQ Table \\* ARABIC", str(self._tables))
        self._fill(paragraph._p, [Run(after)])

    def _fill_contents(self) -> None:
        """The entries as they are when the text is opened; Word counts the pages when it updates the field."""
        if self._contents is None:
            return
        last = self._contents._p
        entries = []
        for text, name in self._headings:
            entry = _element("w:p", {}, [_element("w:pPr", {}, [_element("w:pStyle", {"w:val": "TOC1"})])])
            link = _element("w:hyperlink", {"w:anchor": name, "w:history": "1"})
            link.append(_element("w:r", {}, [_text(text)]))
            entry.append(link)
            entries.append(entry)
        if not entries:
            return
        begin = _element("w:r", {}, [_element("w:fldChar", {"w:fldCharType": "begin", "w:dirty": "true"})])
        code = _element("w:r", {}, [_instruction('TOC \\o "1-1" \\h \\z \\u')])
        parted = _element("w:r", {}, [_element("w:fldChar", {"w:fldCharType": "separate"})])
        for number, run in enumerate((begin, code, parted), 1):
            entries[0].insert(number, run)
        for entry in entries:
            last.addprevious(entry)
        last.append(_element("w:r", {}, [_element("w:fldChar", {"w:fldCharType": "end"})]))

    def _page(self, section: Any, *, landscape: bool) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
        section.left_margin = section.right_margin = Cm(1.8 if landscape else 2.2)
        section.top_margin = section.bottom_margin = Cm(1.8)
        section.header_distance = section.footer_distance = Cm(0.9)

    def _footer(self, title: str) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        self._fill(paragraph._p, [Run(f"{title} · ")])
        _field(paragraph._p, "PAGE", "1")
        self._fill(paragraph._p, [Run(" / ")])
        _field(paragraph._p, "NUMPAGES", "1")

    def _styles(self) -> None:
        styles = self._document.styles
        styles.element.append(parse_xml(_TABLE_STYLE))
        for name, size, bold, coloured, before, after in (
            ("Normal", 10.5, False, False, 0, 6), ("Title", 24, True, True, 0, 4),
            ("Subtitle", 12, False, False, 0, 12), ("Heading 1", 16, True, True, 18, 6),
            ("Heading 2", 13, True, True, 14, 4),
            ("Heading 3", 11, True, True, 10, 3), ("Caption", 9, False, False, 8, 3),
            ("List Bullet", 10.5, False, False, 0, 3), ("List Number", 10.5, False, False, 0, 3),
            ("Footer", 8.5, False, False, 0, 0),
        ):  # fmt: skip
            style = styles[name]
            _font(style, size, bold=bold, coloured=coloured)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        styles["Subtitle"].font.italic = False
        for left_over in styles.element.xpath(
            "//w:style[w:name/@w:val='Title' or w:name/@w:val='Subtitle']//*[self::w:pBdr or self::w:spacing[@w:val]]"
        ):
            left_over.getparent().remove(left_over)
        for name, size, after in (("Cell", 9, 1), ("Table end", 4, 4), ("Cell Head", 9, 1), ("TOC 1", 10.5, 3)):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            _font(style, size, bold=False, coloured=False)
            style.paragraph_format.space_after = Pt(after)
        styles["Cell Head"].font.bold, styles["Cell Head"].font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
        # Word puts the numbers of pages there.
        styles["TOC 1"].paragraph_format.tab_stops.add_tab_stop(Cm(16.6), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        styles["TOC Heading"].paragraph_format.page_break_before = True
        _font(styles["TOC Heading"], 13, bold=True, coloured=True)
        for name, colour, bold in (("Id", "5A6B7D", False), ("Reason", "3D4B5A", False), ("Kind", "1F3A5F", True)):
            style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            style.font.color.rgb, style.font.bold = RGBColor.from_string(colour), bold
            style.font.size = Pt(8 if name == "Id" else 9)
        for language in styles.element.xpath(".//w:docDefaults//w:lang"):
            language.set(qn("w:val"), self._language)


def _font(style: Any, size: float, *, bold: bool, coloured: bool) -> None:
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.font.color.rgb = _INK if coloured else RGBColor(0x22, 0x2B, 0x36)


def _element(name: str, attributes: dict[str, str] | None = None, children: Iterable[Any] = ()) -> Any:
    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    made.extend(children)
    return made


def _text(text: str) -> Any:
    made = _element("w:t", {"xml:space": "preserve"})
    made.text = text
    return made


def _instruction(code: str) -> Any:
    made = _element("w:instrText", {"xml:space": "preserve"})
    made.text = f" {code} "
    return made


def _field(into: Any, code: str, shown: str) -> None:
    """What Word fills in, with what it shows until then."""
    for child in (
        _element("w:fldChar", {"w:fldCharType": "begin"}), _instruction(code),
        _element("w:fldChar", {"w:fldCharType": "separate"}), _text(shown),
        _element("w:fldChar", {"w:fldCharType": "end"}),
    ):  # fmt: skip
        into.append(_element("w:r", {}, [child]))
