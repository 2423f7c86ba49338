"""A ZIP is opened safely: nothing is written, nothing expands beyond measure, nothing leads outside."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from perr_cli.importers.docx import archive
from perr_cli.importers.docx.archive import Archive
from perr_cli.importers.interface import UnusableDocument
from tests.importers.docx.words import zipped

DAMAGED = "a.docx is damaged or cut off"
TOO_LARGE = "a.docx would become larger than 200 MB, or 200 times as large, when it is opened"


def refused(data: bytes, *reads: str) -> str:
    """Why an archive, or one of its entries, is not read."""
    try:
        opened = Archive(data, "a.docx")
        for name in reads:
            opened.read(name)
    except UnusableDocument as error:
        return error.sentence
    return "nothing is refused"


def test_entries_are_read_by_their_names() -> None:
    opened = Archive(zipped({"word/Document.xml": "a", "word\\styles.xml": "b", "./c": "c", "d/": ""}), "a.docx")
    assert opened.names == {"word/document.xml", "word/styles.xml", "c"}
    assert [opened.read(name) for name in ("word/document.XML", "word/styles.xml", "c", "e")] == [
        b"a",
        b"b",
        b"c",
        None,
    ]


@pytest.mark.parametrize("name", ["../a", "/etc/a", "b/../../a", "C:\\a", "..\\a", "c:a"])
def test_what_leads_outside_is_not_there(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    opened = Archive(zipped({name: "a", "b": "b"}), "a.docx")
    assert opened.names == {"b"}
    assert opened.read(name) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("limit", "size"), [("MAX_ENTRY", 1000), ("MAX_TOTAL", 1500), ("MAX_RATIO", 10), ("MAX_ENTRIES", 1)]
)
def test_what_would_become_too_large_is_refused_before_it_is_read(
    limit: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = zipped({"a": "a" * 1001, "b": "a" * 1001})
    monkeypatch.setattr(archive, "FLOOR", 500)
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    assert Archive(data, "a.docx").names == {"a", "b"}
    monkeypatch.setattr(archive, limit, size)
    assert refused(data).startswith("a.docx would become larger than")


def test_a_bomb_is_refused() -> None:
    assert refused(zipped({"word/document.xml": b"\0" * (archive.FLOOR * 3)})) == TOO_LARGE


def test_an_entry_that_is_larger_than_it_says_is_damaged() -> None:
    data = zipped({"a": b"a" * 5000})
    for place in (data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24):
        data = data[:place] + (10).to_bytes(4, "little") + data[place + 4 :]
    assert refused(data, "a") == DAMAGED


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_an_archive_that_ends_too_soon_is_damaged(part: float) -> None:
    data = zipped({"a": bytes(range(256)), "b": "b"})
    assert refused(data[: int(len(data) * part)], "a", "b") == DAMAGED


def test_a_changed_entry_is_damaged() -> None:
    data = bytearray(zipped({"a": bytes(range(256))}))
    data[60] ^= 0xFF
    assert refused(bytes(data), "a") == DAMAGED


def test_an_entry_in_an_unusual_packing_is_damaged() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as writer:
        writer.writestr("a", "a" * 100)
    assert refused(made.getvalue(), "a") == DAMAGED


def test_an_entry_with_a_password_is_told() -> None:
    data = bytearray(zipped({"a": "a"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert refused(bytes(data), "a") == "a.docx is protected by a password"
