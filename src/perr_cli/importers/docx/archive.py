"""A ZIP opened in memory: nothing is written, and what would expand beyond measure is refused before it is expanded.

Sizes are first taken from the archive's directory. It may lie, but never gets more: an entry is read up to the
size that was declared for it, and is damaged where it goes on behind.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO

from perr_cli.importers.interface import UnusableDocument
from perr_cli.language import _

MAX_ENTRIES = 10_000
MAX_ENTRY = 100 * 2**20
"""The most bytes that one entry may expand to."""
MAX_TOTAL = 200 * 2**20
"""The most bytes that all entries together may expand to."""
MAX_RATIO = 200
"""How many times its packed size an entry may expand to. Text of ten thousand equal lines comes to 150."""
FLOOR = 10 * 2**20
"""Bytes up to which the ratio does not count: an empty picture is packed a thousand times smaller."""

_DIRECTORY_ENTRY = b"PK\x01\x02"
_OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:")
"""Names that would lead out of a folder into which somebody unpacks."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, OverflowError,
    NotImplementedError, RuntimeError, struct.error,
)  # fmt: skip
"""What the library raises for damaged archives."""


class Archive:
    """The entries of a ZIP, by their names in lower case (ECMA-376-2: no two of them differ by case alone)."""

    def __init__(self, data: bytes, name: str) -> None:
        """`name` is how messages call it. Raises `UnusableDocument`."""
        self._name = name
        if data.count(_DIRECTORY_ENTRY) > MAX_ENTRIES:
            raise self._bomb()
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        except _DAMAGE as error:
            raise self.damaged() from error
        self._check(entries, len(data))
        named = {_plain(entry.filename): entry for entry in entries}
        self._entries = {name.lower(): entry for name, entry in named.items() if not _OUTSIDE.search(name)}

    @property
    def names(self) -> frozenset[str]:
        """All names, in lower case. Those that lead outside are left out."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes | None:
        """An entry; None if there is none. Raises `UnusableDocument`."""
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise locked(self._name)
        if entry.compress_type not in _PACKED:
            raise self.damaged()
        try:
            return self._zip.read(entry)
        except _DAMAGE as error:
            raise self.damaged() from error

    def damaged(self) -> UnusableDocument:
        """What to raise where something in it cannot be read."""
        return UnusableDocument(
            _("{name} is damaged or cut off").format(name=self._name),
            _("get it again, or open it in Word and save it again"),
        )

    def _check(self, entries: list[zipfile.ZipInfo], size: int) -> None:
        total = sum(entry.file_size for entry in entries)
        largest = max((entry.file_size for entry in entries), default=0)
        if total > MAX_TOTAL or largest > MAX_ENTRY or (total > FLOOR and total > MAX_RATIO * size):
            raise self._bomb()
        if any(entry.file_size > max(FLOOR, MAX_RATIO * entry.compress_size) for entry in entries):
            raise self._bomb()

    def _bomb(self) -> UnusableDocument:
        sentence = _("{name} would become larger than {size} MB, or {ratio} times as large, when it is opened")
        return UnusableDocument(
            sentence.format(name=self._name, size=MAX_TOTAL // 2**20, ratio=MAX_RATIO),
            _("check where it comes from; take large pictures out of it, and save it again"),
        )


def locked(name: str) -> UnusableDocument:
    """What to raise for a document that needs a password."""
    return UnusableDocument(
        _("{name} is protected by a password").format(name=name), _("remove the password and save it again")
    )


def _plain(name: str) -> str:
    """A name as it should be: some programs write backslashes."""
    return name.replace("\\", "/").removeprefix("./")
