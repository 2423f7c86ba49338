"""A Word document as the package that it is (ECMA-376-2): its parts, how they belong together, each parsed safely.

Nothing is read that the package does not hold itself. A part with a DTD is refused before it is parsed, so
that there are no entities to expand.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from perr_cli.importers.docx.archive import Archive, locked
from perr_cli.importers.interface import UnusableDocument
from perr_cli.language import _

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
"""How the names of elements and attributes begin: those of Word, and ids of relationships."""

_STRICT = {
    b'"http://purl.oclc.org/ooxml/wordprocessingml/main"': W[1:-1],
    b'"http://purl.oclc.org/ooxml/officeDocument/relationships"': R[1:-1],
    b'"http://purl.oclc.org/ooxml/officeDocument/math"': "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
"""The namespaces of « Strict Open XML » (ECMA-376-1 from its second edition), which Word can write, too."""
_ENCODINGS = ("utf-8", "utf-16")  # ECMA-376-2 allows no others

MAX_NODES = 3_000_000
"""The most tags and attributes of a part: what they take in memory, and time. A page has two thousand, or fewer."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("WordDocument", "Word 97"), ("Workbook", "Excel"), ("Book", "Excel"), ("PowerPoint Document", "PowerPoint"),
    ("__substg1.0", "Outlook"),
)  # fmt: skip
"""What the streams of old Office files are called, and what the files are."""
_ENCRYPTED = ("EncryptedPackage", "DRMContent")
_FOLDERS = (
    ("xl/", "Excel"), ("ppt/", "PowerPoint"), ("visio/", "Visio"), ("index/document.iwa", "Pages"),
    ("meta-inf/container.xml", "EPUB"), ("fixeddocseq.fdseq", "XPS"),
)  # fmt: skip


class Package:
    """The parts of a Word document."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises `UnusableDocument` for what is none; `name` is how messages call it."""
        if not data.startswith(b"PK"):
            raise _no_zip(data, name)
        self.name = name
        self._archive = Archive(data, name)
        self._relationships: dict[str, list[tuple[str, str, str]]] = {}
        self.main = next((path for _id, path in self.related("", "officeDocument")), "word/document.xml")
        document = self.part(self.main)
        if document is None or document.tag != W + "document":
            raise self._no_word()
        self.document = document

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return self._archive.names

    def part(self, path: str) -> Element | None:
        """The root of a part; None where there is no such part."""
        data = self._archive.read(path)
        return None if data is None else self._parsed(data, path)

    def related(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        """The ids and paths of the parts that belong to one as its `kind`: styles, header, footnotes."""
        if part not in self._relationships:
            self._relationships[part] = list(self._related(part))
        return ((name, path) for type_, name, path in self._relationships[part] if type_.endswith(f"/{kind}"))

    def _related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """The type, id and path of all parts that belong to one."""
        folder, base = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        for one in () if root is None else root:
            if one.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                yield one.get("Type", ""), one.get("Id", ""), path.lstrip("/")

    def of_main(self, kind: str) -> Element | None:
        """The part that belongs to the main one as its `kind`."""
        return next((self.part(path) for _id, path in self.related(self.main, kind)), None)

    def _parsed(self, data: bytes, path: str) -> Element:
        from xml.parsers.expat import ExpatError

        from lxml import etree

        if data.count(b"<") + data.count(b"=") > MAX_NODES:
            raise UnusableDocument(
                _("{name} is too large: it has more than a thousand pages").format(name=self.name),
                _("split it, and import its parts"),
            )
        for strict, usual in _STRICT.items():
            data = data.replace(strict, f'"{usual}"'.encode())
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True, collect_ids=False,
        )  # fmt: skip
        try:
            if _has_dtd(data):
                raise self._untrusted()
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ExpatError, ValueError, LookupError) as error:
            raise UnusableDocument(
                _("{name} is damaged: its part {part} cannot be read").format(name=self.name, part=path),
                _("open it in Word and save it again"),
            ) from error

    def _untrusted(self) -> UnusableDocument:
        sentence = _("{name} brings rules for its own XML (a DTD), which no Word document does")
        return UnusableDocument(
            sentence.format(name=self.name), _("do not trust it; ask for the document again, as DOCX or PDF")
        )

    def _no_word(self) -> UnusableDocument:
        """What to raise for a ZIP that is something else."""
        kind = next((kind for begin, kind in _FOLDERS if any(name.startswith(begin) for name in self.names)), "")
        if b"opendocument" in (self._archive.read("mimetype") or b""):
            kind = "OpenDocument"
        return not_read(self.name, kind) if kind else UnusableDocument(
            _("{name} is a ZIP archive and no Word document").format(name=self.name),
            _("unpack it, and import the documents that are in it"),
        )  # fmt: skip


def not_read(name: str, kind: str) -> UnusableDocument:
    """What to raise for a file of another program."""
    return UnusableDocument(
        _("{name} is a file of {kind}, which perr does not read").format(name=name, kind=kind),
        _("save it as Word (DOCX) or PDF"),
    )


def _no_zip(data: bytes, name: str) -> UnusableDocument:
    """What to raise for what is no ZIP: a document of an old Word, one with a password, or anything else."""
    if data.startswith(_OLE):
        if any(stream.encode("utf-16-le") in data for stream in _ENCRYPTED):
            return locked(name)
        kinds = (kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data)
        return not_read(name, next(kinds, "Office 97"))
    return UnusableDocument(_("{name} is no Word document").format(name=name), _("save it as Word (DOCX) or PDF"))


class _Seen(Exception):
    """Enough of a part was seen."""


def _has_dtd(data: bytes) -> bool:
    """Whether a part declares a document type, which may only stand before its first element. Raises `ValueError` for
    encodings in which it could be hidden."""
    from xml.parsers import expat

    found = False

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise ValueError(encoding)

    def doctype(*_: object) -> None:
        nonlocal found
        found = True
        raise _Seen

    def begun(*_: object) -> None:
        raise _Seen

    parser = expat.ParserCreate()
    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = begun
    with suppress(_Seen):
        parser.Parse(data, True)
    return found
