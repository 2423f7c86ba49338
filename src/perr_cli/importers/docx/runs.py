"""What is printed in one paragraph of a Word document: its pieces, each with its look, and what hangs on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from perr_cli.importers.docx.opc import W
from perr_cli.importers.docx.styles import Look, RunProperties, Styles, child, run_properties, value
from perr_cli.importers.symbols import shown

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_VML = "{urn:schemas-microsoft-com:vml}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_SIGNS = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}  # fmt: skip
"""Elements that are printed as one sign (§17.3.3); pages and columns are broken by a `w:br`, too."""
DELETED = frozenset((W + "del", W + "moveFrom"))
_PROPERTIES = frozenset(
    (*(W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr")), _MATH + "ctrlPr")
)
_PICTURES = frozenset(
    (f"{_DRAWING}picture}}pic", f"{_DRAWING}chart}}chart", f"{_DRAWING}diagram}}relIds", f"{_VML}imagedata",
     f"{_VML}textpath")
)  # fmt: skip
_TEXT = frozenset((W + "t", _MATH + "t"))
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_CONTENTS = re.compile(r"\s*TOC\b", re.I)
_CODE = 20
"""Signs of an instruction that tell what it does."""
_BLANK = re.compile("[\t\r\n]")


class Piece(NamedTuple):
    """Some text in one look, in which tabs and ends of lines stand as characters."""

    text: str
    look: Look
    contents: bool
    """Whether it stands in a table of contents."""


@dataclass(slots=True)
class Note:
    """A note that the text refers to: the part that it stands in, its id there, and its mark, if that was typed."""

    part: str
    id: str
    mark: str = ""


@dataclass(slots=True)
class Content:
    """What is in a paragraph."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """The contents of text boxes, which are paragraphs again."""
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    """An open field (§17.16.18): first its instruction, then what that came to."""

    code: str = ""
    """How its instruction begins."""
    shown: bool = False
    contents: bool = False
    """Whether it makes a table of contents."""


@dataclass(slots=True)
class _Run:
    """The run that is read; with a note, its text is the note's mark."""

    look: Look
    note: Note | None = None


class Runs:
    """Reads the paragraphs of a story (the body, a header) one after another, because fields may go over several."""

    def __init__(self, styles: Styles, unclosed: frozenset[Element], ignored: Counter[str]) -> None:
        """`unclosed` are the beginnings of fields that have no end; `ignored` counts what is no text."""
        self._styles = styles
        self._unclosed = unclosed
        self._ignored = ignored
        self._fields: list[_Field] = []
        self._instructions = 0
        self._contents = 0
        """How many open fields are in their instruction, and in a table of contents."""
        self._hiding = False

    def read(self, paragraph: Element, table: RunProperties) -> Content:
        """What is in a paragraph; `table` is what the style of its table says about letters."""
        content = Content()
        style = value(child(paragraph, "pPr"), "pStyle")
        outside = _Run(self._look(None, style, table))
        self._hiding = False
        stack: list[tuple[Element, _Run]] = [(paragraph, outside)]
        while stack:
            element, run = stack.pop()
            if element.tag == W + "r":
                run = _Run(self._look(element, style, table))
            if not self._leaf(element, run, content):
                stack += [(part, run) for part in reversed(list(visible(element, self._ignored)))]
        return content

    def _look(self, run: Element | None, style: str | None, table: RunProperties) -> Look:
        properties = child(run, "rPr")
        return self._styles.look(run_properties(properties), value(properties, "rStyle"), style, table)

    def _leaf(self, element: Element, run: _Run, content: Content) -> bool:
        """Read an element that has no parts to read; tell whether it was one."""
        tag = element.tag
        if tag == _MATH + "den":  # ½ is no 12
            self._say("/", run, content)
            return False
        if tag in _TEXT:
            self._say(_text(element), run, content)
        elif tag in _SIGNS:
            self._say(_SIGNS[tag], run, content)
        elif tag == W + "sym":
            font = element.get(W + "font", "")
            self._say(shown(_character(element.get(W + "char", "")), font), run, content)
        elif tag == W + "fldChar":
            self._field(element)
        elif tag == W + "instrText":
            if self._fields and len(self._fields[-1].code) < _CODE:
                self._fields[-1].code += element.text or ""
        elif tag in _NOTES:
            if self._is_printed(run):
                note = Note(_NOTES[tag], element.get(W + "id", ""))
                content.notes.append(note)
                run.note = note if element.get(W + "customMarkFollows", "0") in ("1", "true", "on") else None
        elif tag == W + "txbxContent":
            if self._is_printed(run):
                content.boxes.append(element)
        else:
            if tag in _PICTURES:
                self._ignored["image"] += 1
            return False
        return True

    def _is_printed(self, run: _Run) -> bool:
        if self._instructions:
            return False
        if run.look.hidden:
            # Hidden words are counted where they begin: they may be in several runs.
            self._ignored["hidden"] += not self._hiding
            self._hiding = True
            return False
        return True

    def _say(self, text: str, run: _Run, content: Content) -> None:
        if not text or not self._is_printed(run):
            return
        self._hiding = False
        if run.note:
            run.note.mark += text
        else:
            content.pieces.append(Piece(shown(text, run.look.font), run.look, self._contents > 0))

    def _field(self, element: Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin" and element not in self._unclosed:
            self._fields.append(_Field())
            self._instructions += 1
        elif self._fields and kind == "separate" and not self._fields[-1].shown:
            now = self._fields[-1]
            now.shown, now.contents = True, _CONTENTS.match(now.code) is not None
            self._instructions -= 1
            self._contents += now.contents
        elif self._fields and kind == "end":
            ended = self._fields.pop()
            self._instructions -= not ended.shown
            self._contents -= ended.contents


def visible(element: Element, ignored: Counter[str]) -> Iterator[Element]:
    """The parts of an element that are printed: no properties, nothing that was deleted, and of alternatives one
    (ECMA-376-3 §9.3: the first that is understood, else the fallback)."""
    for part in element:
        if part.tag in DELETED:
            ignored["deleted"] += next(part.iter(W + "r", W + "p"), None) is not None
        elif part.tag == _MC + "AlternateContent":
            way = _chosen(part)
            yield from () if way is None else visible(way, ignored)
        elif part.tag not in _PROPERTIES:
            yield part


def _chosen(alternatives: Element) -> Element | None:
    """The first of several ways to say the same in which there is text; without any, the first."""
    ways = [way for way in alternatives if way.tag in (_MC + "Choice", _MC + "Fallback")]
    told = (way for way in ways if next(way.iter(*_TEXT), None) is not None)
    return next(told, ways[0]) if ways else None


def unclosed_fields(root: Element) -> frozenset[Element]:
    """The beginnings of fields without an end: what follows them is text."""
    begun: list[Element] = []
    for element in root.iter(W + "fldChar"):
        if any(True for _ in element.iterancestors(*DELETED)):
            continue
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            begun.append(element)
        elif kind == "end" and begun:
            begun.pop()
    return frozenset(begun)


def _text(element: Element) -> str:
    """The text of an element; blanks at its ends count only where it says so (§17.3.3.31)."""
    text = _BLANK.sub(" ", element.text or "")
    if text[:1] == " " or text[-1:] == " ":
        said: Iterable[str | None] = (one.get(_XML_SPACE) for one in (element, *element.iterancestors()))
        if next(filter(None, said), "") != "preserve":
            return text.strip(" ")
    return text


def _character(code: str) -> str:
    """The character with a hexadecimal code."""
    return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{2,4}", code) and not 0xD800 <= int(code, 16) < 0xE000 else ""
