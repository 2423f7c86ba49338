"""Word documents (DOCX, DOCM) read as they are printed, with all changes accepted (ECMA-376-1, Part 1).

Text boxes come behind the paragraph that they hang on, notes, headers and footers behind the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from perr_cli.importers.docx.cells import firsts, out, spots
from perr_cli.importers.docx.numbering import Numbering, written
from perr_cli.importers.docx.opc import Package, R, W
from perr_cli.importers.docx.runs import Content, Note, Piece, Runs, unclosed_fields, visible
from perr_cli.importers.docx.styles import (
    RunProperties,
    Styles,
    child,
    heading,
    indents,
    is_contents,
    outline,
    points,
    switch,
    value,
    whole,
)
from perr_cli.importers.interface import Block, Cell, Extract, Ignored, Kind, Line, Progress, UnusableDocument
from perr_cli.language import _

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TAB_STOP = 36.0
"""Points between tab stops where the document does not say (§17.15.1.25)."""
_BLANK = 0.25
"""How wide a blank is taken to be, in sizes of its letters."""
_RULER = re.compile(r"[\s|:+=_*~.·…\-–—]{3,}")
_PARAGRAPH, _TABLE, _ROW, _CELL, _CHUNK = (W + name for name in ("p", "tbl", "tr", "tc", "altChunk"))
_DROPPED = ("drop", "margin")


def extract(data: bytes, name: str, progress: Progress) -> Extract:
    """A Word document. See `interface.Extractor`."""
    package = Package(data, name)
    document = _Document(package)
    document.read()
    progress(1, 1)
    if not any(block.kind in (Kind.body, Kind.contents) for block in document.blocks):
        raise _no_text(name, document.ignored["image"])
    document.ignored["macro"] = sum(part.endswith("vbaproject.bin") for part in package.names)
    ignored = tuple(Ignored(what, times) for what, times in sorted(document.ignored.items()) if times)
    return Extract(text="\n".join(document.lines), blocks=tuple(document.blocks), ignored=ignored)


def _no_text(name: str, pictures: int) -> UnusableDocument:
    if pictures:
        return UnusableDocument(
            _("{name} has no text, nothing but pictures").format(name=name),
            _("run OCR on it (text recognition), and import what comes out"),
        )
    return UnusableDocument(_("{name} has no text").format(name=name), _("look for the document that was meant"))


class _Place(NamedTuple):
    """Where paragraphs stand."""

    kind: Kind = Kind.body
    cell: Cell | None = None
    marker: str = ""
    look: RunProperties = RunProperties()
    """What the style of a table says about letters there."""


class _Document:
    """Reads all stories of a document; `lines` are the lines of its text."""

    def __init__(self, package: Package) -> None:
        self.lines: list[str] = []
        self.blocks: list[Block] = []
        self.ignored: Counter[str] = Counter()
        self._length = 0
        self._tables = 0
        self._notes: list[Note] = []
        self._package = package
        self._styles = Styles(package.of_main("styles"))
        self._numbering = Numbering(package.of_main("numbering"), self._styles.list_of)
        self._tab_stop = points(value(package.of_main("settings"), "defaultTabStop")) or _TAB_STOP
        self._unclosed: frozenset[Element] = frozenset()

    def read(self) -> None:
        """Read the body, then what stands at the feet and heads of its pages."""
        root = self._package.document
        body = child(root, "body")
        if body is not None:
            self._root(root, body, _Place())
        for part in ("footnotes", "endnotes"):
            self._read_notes(part, [note for note in self._notes if note.part == part])
        for kind in (Kind.header, Kind.footer):
            paths = dict(self._package.related(self._package.main, kind.value))
            used = [paths.get(one.get(R + "id", ""), "") for one in root.iter(f"{W}{kind.value}Reference")]
            for path in dict.fromkeys(filter(None, used)):
                part_root = self._package.part(path)
                if part_root is not None:
                    self._root(part_root, part_root, _Place(kind))
        comments = self._package.of_main("comments")
        self.ignored["comment"] += 0 if comments is None else sum(one.tag == W + "comment" for one in comments)

    def _read_notes(self, part: str, notes: list[Note]) -> None:
        root = self._package.of_main(part) if notes else None
        if root is None:
            return
        by_id = {one.get(W + "id", ""): one for one in root}
        counted = 0
        for note in notes:
            counted += not note.mark
            mark = note.mark or written(counted, "decimal" if part == "footnotes" else "lowerRoman")
            element = by_id.pop(note.id, None)
            if element is not None:
                self._root(root, element, _Place(Kind.footnote, marker=mark.strip()))

    def _root(self, root: Element, story: Element, place: _Place) -> None:
        self._unclosed = unclosed_fields(root)
        self._story(story, place)

    def _story(self, element: Element, place: _Place) -> None:
        """Read paragraphs and tables. A paragraph whose end was deleted goes on in the next one, as a large first
        letter does, which Word keeps in a paragraph of its own (§17.3.1.11)."""
        runs = Runs(self._styles, self._unclosed, self.ignored)
        self._read(element, runs, place)

    def _read(self, element: Element, runs: Runs, place: _Place) -> None:
        carried = Content()
        last: Element | None = None
        for part, contents in self._nearest(element, (_PARAGRAPH, _TABLE, _CHUNK)):
            here = place._replace(kind=Kind.contents) if contents and place.kind is Kind.body else place
            if part.tag == _PARAGRAPH:
                content = _together(carried, runs.read(part, here.look))
                carried, last = Content(), None
                if _goes_on(part):
                    carried, last = content, part
                else:
                    self._paragraph(part, content, here)
                continue
            if last is not None:
                self._paragraph(last, carried, here)
                carried, last = Content(), None
            if part.tag == _TABLE:
                self._table(part, runs, here)
            else:
                raise UnusableDocument(
                    _("{name} has another document inside of it").format(name=self._package.name),
                    _("open it in Word and save it again"),
                )
        if last is not None:
            self._paragraph(last, carried, place)

    def _nearest(self, element: Element, tags: tuple[str, ...]) -> Iterator[tuple[Element, bool]]:
        """The nearest elements of some kinds inside of one, and whether each stands in a content control that holds a
        table of contents (§17.5.2.12)."""
        stack = [(part, False) for part in reversed(list(visible(element, self.ignored)))]
        while stack:
            part, contents = stack.pop()
            if part.tag in tags:
                yield part, contents
                continue
            if part.tag == W + "sdt":
                gallery = value(child(child(part, "sdtPr"), "docPartObj"), "docPartGallery")
                contents = contents or gallery == "Table of Contents"
            stack += [(inner, contents) for inner in reversed(list(visible(part, self.ignored)))]

    def _table(self, table: Element, runs: Runs, place: _Place) -> None:
        number = self._tables
        self._tables += 1
        style = value(child(table, "tblPr"), "tblStyle")
        first_row, first_column = firsts(table)
        for cell, spot in spots(self._rows(table)):
            look = self._styles.cell(style, row=first_row and spot.row == 0, column=first_column and spot.column == 0)
            here = Cell(number, spot.row, spot.column, spot.rows, spot.columns)
            self._read(cell, runs, place._replace(cell=here, look=look))

    def _rows(self, table: Element) -> Iterator[tuple[Element, list[Element]]]:
        """The rows that are printed, with their cells."""
        for row, _contents in self._nearest(table, (_ROW,)):
            what = out(row)
            if what:
                self.ignored[what] += 1
            else:
                yield row, [cell for cell, _contents in self._nearest(row, (_CELL,))]

    def _paragraph(self, paragraph: Element, content: Content, place: _Place) -> None:
        """A paragraph that has been read, and what hangs on it."""
        self._notes += content.notes
        properties = child(paragraph, "pPr")
        chain = self._styles.chain(value(properties, "pStyle"))
        hidden = not content.pieces and switch(child(properties, "rPr"), "vanish")
        list_id, level = self._list(properties)
        marker = self._numbering.label(list_id, level) if list_id and not hidden else ""
        lines = [line for line in _lines(content.pieces) if line.strip()]
        if lines:
            own = outline(properties)
            first = "".join(piece.text for piece in content.pieces).lstrip("\n")
            look = _look([piece for piece in content.pieces if piece.text.strip()])
            indent = self._indent(properties, list_id, level)
            in_contents = is_contents(chain) or all(piece.contents for piece in content.pieces if piece.text.strip())
            self.blocks.append(
                Block(
                    lines=tuple(map(self._line, lines)),
                    kind=_kind(lines, place.kind, contents=in_contents),
                    heading=heading(chain) if own is None else own,
                    marker=marker or place.marker,
                    depth=level if marker else None,
                    indent=round(self._moved(indent, first, look.size), 2),
                    size=look.size,
                    bold=look.bold,
                    colour=look.colour,
                    cell=place.cell,
                    broken=len(lines) > 1,
                )
            )
        for box in content.boxes:
            self._story(box, place)

    def _line(self, raw: str) -> Line:
        """A line, set down at the end of the text."""
        text = raw.strip(" ")
        start = self._length
        self.lines.append(text)
        self._length += len(text) + 1
        return Line(text, start, start + len(text))

    def _list(self, properties: Element | None) -> tuple[str, int]:
        """The list of a paragraph, by itself or by its style, and its level in it; no list is ""."""
        own = child(properties, "numPr")
        chain = self._styles.chain(value(properties, "pStyle"))
        list_id = value(own, "numId") or next((style.list_id for style in chain if style.list_id), None)
        if list_id is None:
            return "", 0
        said = value(own, "ilvl")
        if said is not None:
            return list_id, whole(said)
        if value(own, "numId") is None:
            linked = self._numbering.level_of(list_id, chain)
            if linked is not None:
                return list_id, linked
        return list_id, next((style.list_level for style in chain if style.list_level is not None), 0)

    def _indent(self, properties: Element | None, list_id: str, level: int) -> dict[str, float]:
        """How a paragraph is indented: by itself, else by its list, else by its style (§17.9.22); one with a list
        of its own goes before it."""
        found: dict[str, float] = {}
        entry = self._numbering.level(list_id, level)
        for style in reversed(self._styles.chain(value(properties, "pStyle"))):
            if style.list_id and entry:
                found.update(entry.indents)
            found.update(style.indents)
        if entry and child(properties, "numPr") is not None:
            found.update(entry.indents)
        found.update(indents(properties))
        return found

    def _moved(self, indent: dict[str, float], text: str, size: float) -> float:
        """Where the first line begins, behind the tabs and blanks that were typed before it."""
        left, first = indent.get("left", 0.0), indent.get("first", 0.0)
        at = left + first
        for sign in text[: len(text) - len(text.lstrip(" \t"))]:
            if sign == " ":
                at += _BLANK * size
            elif at < left:
                at = left
            else:
                at = (at // self._tab_stop + 1) * self._tab_stop
        return at


def _goes_on(paragraph: Element) -> bool:
    """Whether what is in a paragraph goes on in the next: its end was deleted (§17.13.5.15), or it is a large first
    letter."""
    properties = child(paragraph, "pPr")
    frame = child(properties, "framePr")
    marks = child(properties, "rPr")
    dropped = frame is not None and frame.get(W + "dropCap") in _DROPPED
    return dropped or child(marks, "del") is not None or child(marks, "moveFrom") is not None


def _together(first: Content, second: Content) -> Content:
    return Content(first.pieces + second.pieces, first.boxes + second.boxes, first.notes + second.notes)


def _lines(pieces: list[Piece]) -> list[str]:
    return "".join(piece.text for piece in pieces).replace("\t", " ").split("\n")


class _Looks(NamedTuple):
    """How a whole paragraph looks."""

    size: float
    bold: bool
    colour: str


def _look(pieces: list[Piece]) -> _Looks:
    """The size of most letters; bold and a colour where all words have them."""
    words = [piece for piece in pieces if any(map(str.isalnum, piece.text))] or pieces
    sizes: Counter[float] = Counter()
    for piece in words:
        sizes[piece.look.size] += len(piece.text)
    colours = {piece.look.colour for piece in words}
    bold = all(piece.look.bold for piece in words)
    return _Looks(sizes.most_common(1)[0][0], bold, colours.pop() if len(colours) == 1 else "")


def _kind(lines: list[str], kind: Kind, *, contents: bool) -> Kind:
    if kind is Kind.body and contents:
        return Kind.contents
    return Kind.debris if kind is Kind.body and _RULER.fullmatch(" ".join(lines)) else kind
