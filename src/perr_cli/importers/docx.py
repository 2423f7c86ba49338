"""Word documents (DOCX) read as Word prints them: lists with their numbers, tables with their merged cells, and what is
deleted, hidden or a comment left out (ECMA-376-1, 17).

Nothing in a document is run, fetched or unpacked to disk, and one with a document type declaration is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from perr_cli.importers.archive import Archive
from perr_cli.importers.interface import Block, Cell, Extract, Ignored, Kind, Line, Progress, UnusableDocument
from perr_cli.importers.numbering import Numbering, shown
from perr_cli.importers.wordstyles import Look, Styles, W, lists, paragraph_look, run_look, styles, value
from perr_cli.language import _

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOT_TEXT = frozenset(("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr", "instrText",
                       "delText", "delInstrText"))  # fmt: skip
MAX_DEPTH = 100
"""Tables, boxes and controls inside each other: what is deeper is not read, and the document refused."""


def extract(data: bytes, name: str, progress: Progress) -> Extract:
    """A Word document. See `interface.Extractor`."""
    if data.startswith(_COMPOUND):
        raise _compound(data, name)
    archive = Archive(data, name)
    if "word/document.xml" not in archive.names:
        raise UnusableDocument(
            _("{name} is no Word document").format(name=name), _("open it in its program and save it as Word (DOCX)")
        )
    parts = _Parts(archive, name)
    reader = _Reader(styles(parts.xml("word/styles.xml")), Numbering(lists(parts.xml("word/numbering.xml"))), name)
    reader.read(parts.xml("word/document.xml"), Kind.body)
    for part in sorted(archive.names):
        for kind, beginning in ((Kind.header, "word/header"), (Kind.footer, "word/footer")):
            if part.startswith(beginning) and part.endswith(".xml"):
                reader.read(parts.xml(part), kind)
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        reader.read(parts.xml(part), Kind.footnote)
    reader.ignore("comment", sum(1 for _ in parts.all("word/comments.xml", "comment")))
    reader.ignore("macro", "word/vbaProject.bin" in archive.names)
    if not any(block.kind is Kind.body for block in reader.blocks):
        raise UnusableDocument(
            _("{name} has no text").format(name=name), _("if it is a scan, run a text recognition (OCR) first")
        )
    progress(1, 1)
    return Extract(
        text="".join(reader.text),
        blocks=tuple(reader.blocks),
        ignored=tuple(Ignored(what, times) for what, times in sorted(reader.ignored.items())),
    )


def _compound(data: bytes, name: str) -> UnusableDocument:
    """What is wrong with a file of the old format, which protected documents have, too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnusableDocument(
            _("{name} is protected by a password").format(name=name), _("remove the password and save it again")
        )
    return UnusableDocument(
        _("{name} is a file of {kind}, which perr does not read").format(name=name, kind="Word 97"),
        _("save it as Word (DOCX) or PDF"),
    )


class _Parts:
    """The XML parts of a document."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._name = name

    def xml(self, part: str) -> Any:
        """The root of a part; None where there is none. Raises `UnusableDocument`."""
        from lxml import etree

        data = self._archive.read(part)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise UnusableDocument(
                _("{name} is damaged or cut off").format(name=self._name), _("open it in its program and save it again")
            ) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnusableDocument(
                _("{name} declares a document type, as no Word document does").format(name=self._name),
                _("open it in its program and save it again"),
            )
        return root

    def all(self, part: str, tag: str) -> Iterator[Any]:
        """All elements of a kind in a part."""
        root = self.xml(part)
        return iter(()) if root is None else root.iter(W + tag)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read."""

    lines: list[str] = field(default_factory=lambda: [""])
    looks: list[Look] = field(default_factory=list)
    """Of each run that can be seen."""
    boxes: list[Any] = field(default_factory=list)
    """Text boxes that hang at it, to be read behind it."""
    contents: bool = False

    def add(self, text: str, look: Look) -> None:
        """More text on its last line."""
        self.lines[-1] += text
        if text.strip():
            self.looks.append(look)


class _Reader:
    """Reads the parts of one document into its text."""

    def __init__(self, known: Styles, numbering: Numbering, name: str) -> None:
        self.text: list[str] = []
        self.blocks: list[Block] = []
        self.ignored: Counter[str] = Counter()
        self._styles = known
        self._numbering = numbering
        self._name = name
        self._length = 0
        self._tables = 0
        self._fields: list[str] = []
        """The instructions of the fields that are open."""
        self._joined: _Paragraph | None = None
        """A paragraph whose end was deleted: the next one goes on with it."""

    def ignore(self, what: str, times: int) -> None:
        """Count what is not imported."""
        if times:
            self.ignored[what] += times

    def read(self, root: Any, kind: Kind) -> None:
        """A part of the document, if there is one."""
        if root is not None:
            self._children(root, kind, None, 0)

    def _children(self, parent: Any, kind: Kind, cell: Cell | None, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise UnusableDocument(
                _("{name} is nested too deep").format(name=self._name), _("open it in its program and save it again")
            )
        for child in parent:
            tag = _tag(child)
            if tag == "p":
                self._paragraph(child, kind, cell, depth)
            elif tag == "tbl":
                self._table(child, kind, depth + 1)
            elif tag in ("del", "moveFrom"):
                self.ignore("deleted", 1)
            elif tag in ("footnote", "endnote") and child.get(W + "type") not in (None, "normal"):
                continue
            elif tag not in _NOT_TEXT and isinstance(child.tag, str):
                self._children(child, kind, cell, depth + 1)

    # Tables

    def _table(self, table: Any, kind: Kind, depth: int) -> None:
        number = self._tables
        self._tables += 1
        above: dict[int, tuple[int, int]] = {}
        rows = [row for row in _rows(table) if not self._is_deleted(row)]
        taken = [list(_cells(row)) for row in rows]
        for at, cells in enumerate(taken):
            for column, columns, merge, element in cells:
                if merge == "continue" and column in above:
                    first, _width = above[column]
                    cell = Cell(number, first, column, 1, columns)
                else:
                    height = _height(taken, at, column) if merge == "restart" else 1
                    cell = Cell(number, at, column, height, columns)
                    above[column] = (at, columns)
                self._children(element, kind, cell, depth + 1)

    def _is_deleted(self, row: Any) -> bool:
        deleted = row.find(f"{W}trPr/{W}del") is not None
        self.ignore("deleted", deleted)
        return deleted

    # Paragraphs

    def _paragraph(self, element: Any, kind: Kind, cell: Cell | None, depth: int) -> None:
        properties = element.find(W + "pPr")
        style = self._styles.look(value(properties, "pStyle"))
        direct = paragraph_look(properties)
        look = direct.over(style)
        paragraph = self._joined or _Paragraph()
        self._joined = None
        paragraph.contents = paragraph.contents or look.contents
        self._runs(element, paragraph, look, depth)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._joined = paragraph
            return
        if any(line.strip() for line in paragraph.lines):
            self._emit(paragraph, look, direct, kind, cell)
        for box in paragraph.boxes:
            self._children(box, kind, None, depth + 1)

    def _emit(self, paragraph: _Paragraph, look: Look, direct: Look, kind: Kind, cell: Cell | None) -> None:
        marker, listed, indent = "", None, look.indent
        if look.number and look.number != "0" and kind is not Kind.contents:
            listed = look.depth or 0
            marker = self._numbering.next(look.number, listed)
            level = self._numbering.level(look.number, listed)
            if direct.indent is None and level and level.indent is not None:
                indent = level.indent
        lines = tuple(self._lines(paragraph.lines))
        sizes = [run.size for run in paragraph.looks if run.size]
        colours = {run.colour for run in paragraph.looks}
        self.blocks.append(
            Block(
                lines=lines,
                kind=Kind.contents if kind is Kind.body and paragraph.contents else kind,
                heading=look.heading or 0,
                marker=marker,
                depth=listed,
                indent=indent or 0.0,
                size=max(sizes, key=sizes.count) if sizes else 0.0,
                bold=all(run.bold for run in paragraph.looks),
                colour=(next(iter(colours)) or "") if len(colours) == 1 else "",
                cell=cell,
                broken=len(lines) > 1,
            )
        )

    def _lines(self, lines: list[str]) -> Iterator[Line]:
        """Add the lines to the document's text, and say where they stand."""
        for line in lines:
            start = self._length + len(line) - len(line.lstrip(" \t"))
            self.text.append(line + "\n")
            self._length += len(line) + 1
            kept = line.strip(" \t")
            if kept:
                yield Line(kept, start, start + len(kept))

    def _runs(self, parent: Any, paragraph: _Paragraph, look: Look, depth: int) -> None:
        for child in parent:
            tag = _tag(child)
            if tag == "r":
                self._run(child, paragraph, look)
            elif tag in ("del", "moveFrom"):
                self.ignore("deleted", 1)
            elif tag == "fldSimple":
                paragraph.contents = paragraph.contents or _is_contents(child.get(W + "instr") or "")
                self._runs(child, paragraph, look, depth + 1)
            elif tag == "AlternateContent":
                self._runs(_chosen(child), paragraph, look, depth + 1)
            elif tag not in _NOT_TEXT and isinstance(child.tag, str) and depth < MAX_DEPTH:
                self._runs(child, paragraph, look, depth + 1)

    def _run(self, run: Any, paragraph: _Paragraph, look: Look) -> None:
        own = run_look(run.find(W + "rPr")).over(look)
        if own.hidden:
            self.ignore("hidden", any(text.text for text in run.iter(W + "t")))
            return
        for child in run:
            tag = _tag(child)
            if tag == "t":
                if not self._in_instruction():
                    paragraph.add(shown(child.text or "").replace("\n", " "), own)
            elif tag in _SIGNS:
                paragraph.add(_SIGNS[tag], own)
            elif tag in ("br", "cr"):
                paragraph.lines.append("")
            elif tag == "sym":
                code = child.get(W + "char") or ""
                paragraph.add(shown(chr(int(code, 16))) if _is_code(code) else "", own)
            elif tag == "fldChar":
                self._field(child.get(W + "fldCharType"))
            elif tag == "instrText" and self._fields:
                self._fields[-1] += child.text or ""
            elif tag in ("drawing", "pict", "object", "AlternateContent"):
                self._drawing(child, paragraph)
        paragraph.contents = paragraph.contents or any(map(_is_contents, self._fields))

    def _drawing(self, drawing: Any, paragraph: _Paragraph) -> None:
        """A picture, or a box with text in it."""
        chosen = _chosen(drawing) if _tag(drawing) == "AlternateContent" else drawing
        boxes = [box for box in chosen.iter(W + "txbxContent") if not _inside_fallback(box, chosen)]
        outer = [box for box in boxes if not any(box is not other and box in other.iter() for other in boxes)]
        paragraph.boxes += outer
        self.ignore("image", not outer)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append("\0")
        elif kind == "separate" and self._fields:
            self._fields[-1] = self._fields[-1].lstrip("\0") or " "
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _in_instruction(self) -> bool:
        """Whether the innermost open field has not come to its result yet."""
        return bool(self._fields) and self._fields[-1].startswith("\0")


_SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def _tag(element: Any) -> str:
    """The name of an element of Word's or of its compatibility; of another with the same name, too."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _is_code(code: str) -> bool:
    try:
        return 0 < int(code, 16) < 0xD800 or 0xE000 <= int(code, 16) <= 0xFFFF
    except ValueError:
        return False


def _is_contents(instruction: str) -> bool:
    return instruction.strip("\0 ").upper().startswith("TOC")


def _chosen(alternatives: Any) -> Any:
    """What stands in the first choice of alternatives, else in the fallback; never in both."""
    found = alternatives.find(_MC + "Choice")
    return found if found is not None else alternatives.find(_MC + "Fallback") if (
        alternatives.find(_MC + "Fallback") is not None
    ) else alternatives  # fmt: skip


def _inside_fallback(element: Any, top: Any) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not top:
        if parent.tag == _MC + "Fallback" and parent.getparent().find(_MC + "Choice") is not None:
            return True
        parent = parent.getparent()
    return False


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, also those in content controls."""
    for child in table:
        if _tag(child) == "tr":
            yield child
        elif _tag(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[tuple[int, int, str, Any]]:
    """(column, columns, how it is merged with those above, element) of each cell of a row."""
    before = value(row.find(W + "trPr"), "gridBefore")
    column = int(before) if before and before.isdigit() else 0
    for element in _cell_elements(row):
        properties = element.find(W + "tcPr")
        span = value(properties, "gridSpan")
        columns = min(int(span), 1000) if span and span.isdigit() else 1
        merged = properties.find(W + "vMerge") if properties is not None else None
        merge = "" if merged is None else merged.get(W + "val") or "continue"
        yield column, columns, merge, element
        column += columns


def _cell_elements(row: Any) -> Iterator[Any]:
    for child in row:
        if _tag(child) == "tc":
            yield child
        elif _tag(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cell_elements(child)


def _height(rows: list[list[tuple[int, int, str, Any]]], at: int, column: int) -> int:
    """How many rows a cell takes that is merged with those below."""
    height = 1
    for cells in rows[at + 1 :]:
        if not any(place == column and merge == "continue" for place, _, merge, _e in cells):
            break
        height += 1
    return height
