"""What is no Word document is refused with what it is and what to do; nothing is read that it does not hold itself."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from perr_cli.importers.docx import extract, opc
from perr_cli.importers.interface import UnusableDocument
from tests.importers.docx.words import W, docx, p, printed, read, root, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OTHER = "which perr does not read ; save it as Word (DOCX) or PDF"


def refusal(data: bytes) -> str:
    """What is said of a document that is none."""
    with pytest.raises(UnusableDocument) as error:
        extract(data, "a.docx", lambda *_: None)
    return str(error.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), f"a.docx is a file of Word 97, {OTHER}"),
        (OLE + "Workbook".encode("utf-16-le"), f"a.docx is a file of Excel, {OTHER}"),
        (OLE, f"a.docx is a file of Office 97, {OTHER}"),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "a.docx is protected by a password ; remove the password and save it again",
        ),
        (zipped({"xl/workbook.xml": "<a/>"}), f"a.docx is a file of Excel, {OTHER}"),
        (zipped({"ppt/presentation.xml": "<a/>"}), f"a.docx is a file of PowerPoint, {OTHER}"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            f"a.docx is a file of OpenDocument, {OTHER}",
        ),
        (
            zipped({"a.txt": "a", "b/c.docx": "c"}),
            "a.docx is a ZIP archive and no Word document ; unpack it, and import the documents that are in it",
        ),
        (b"Bonjour", "a.docx is no Word document ; save it as Word (DOCX) or PDF"),
        (b"PK\x03\x04", "a.docx is damaged or cut off ; "
                        "get it again, or open it in Word and save it again"),
    ],
)  # fmt: skip
def test_other_files_are_told_by_what_they_are(data: bytes, message: str) -> None:
    assert refusal(data) == message


BROKEN = "a.docx is damaged: its part {} cannot be read ; open it in Word and save it again"


@pytest.mark.parametrize(
    ("files", "part"),
    [
        ({"word/document.xml": root("document", p("a"))[:-4]}, "word/document.xml"),
        ({"word/document.xml": "<a>" * 300 + "</a>" * 300}, "word/document.xml"),
        ({"word/document.xml": b""}, "word/document.xml"),
        ({"word/document.xml": '<?xml version="1.0" encoding="UTF-7"?><a/>'}, "word/document.xml"),
        ({"word/_rels/document.xml.rels": "<a"}, "word/_rels/document.xml.rels"),
    ],
)
def test_a_broken_part_is_named(files: dict[str, str | bytes], part: str) -> None:
    assert refusal(docx(p("a"), files=files)) == BROKEN.format(part)


def test_a_part_with_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opc, "MAX_NODES", 500)
    refused = "a.docx is too large: it has more than a thousand pages ; split it, and import its parts"
    assert refusal(docx(p("a") * 100)) == refused


DTDS = [
    '<!DOCTYPE a SYSTEM "{file}">',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "{file}">]>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "{address}">]>',
    '<!DOCTYPE a SYSTEM "{address}">',
    '<!DOCTYPE a [<!ENTITY % x SYSTEM "{address}"> %x;]>',
    '<!DOCTYPE a [<!ENTITY y "aaaaaaaaaa"><!ENTITY x "&y;&y;&y;&y;&y;&y;&y;&y;">]>',
]


@pytest.mark.parametrize("dtd", DTDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_a_document_type_is_refused_and_nothing_is_fetched(dtd: str, encoding: str, part: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    heard: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.dtd"
        listener = threading.Thread(target=listen, args=(server, heard))
        listener.start()
        declared = dtd.format(file=secret.as_uri(), address=address)
        xml = (
            f'<?xml version="1.0" encoding="{encoding}"?><!-- a -->{declared}'
            f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>a &x; b</w:t></w:r></w:p></w:body></w:document>'
        )
        message = refusal(docx(p("a"), styles="", files={part: xml.encode(encoding)}))
        listener.join()
    assert message == (
        "a.docx brings rules for its own XML (a DTD), which no Word document does ; "
        "do not trust it; ask for the document again, as DOCX or PDF"
    )
    assert heard == []


def listen(server: socket.socket, heard: list[object]) -> None:
    """Remember who connects, for a short time."""
    try:
        heard.append(server.accept()[1])
    except TimeoutError:
        return


def test_words_that_look_like_a_document_type_are_text() -> None:
    assert printed(read(p("&lt;!DOCTYPE a&gt; &amp;x;"))) == ["<!DOCTYPE a> &x;"]


def test_links_to_what_is_outside_are_not_followed() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/styles" Target="file:///etc/passwd" TargetMode="External"/>'
        '<Relationship Id="b" Type="x/numbering" Target="../../../../etc/passwd"/></Relationships>'
    )
    assert printed(read(p("a"), files={"word/_rels/document.xml.rels": relations})) == ["a"]


def test_parts_are_found_by_their_relationships() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" '
        'Target="/texte/Principal.xml"/></Relationships>'
    )
    document = root("document", f"<w:body>{p('autre')}</w:body>")
    assert printed(read(p("a"), files={"_rels/.rels": relations, "texte/principal.xml": document})) == ["autre"]
