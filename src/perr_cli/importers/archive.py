"""A ZIP opened safely: what it claims is checked before anything is unpacked, and nothing is ever written."""

from __future__ import annotations

import io
import zipfile
import zlib

from perr_cli.importers.interface import UnusableDocument
from perr_cli.language import _

MAX_PART = 64 * 2**20
"""Bytes that one part may unpack to."""
MAX_TOTAL = 256 * 2**20
"""Bytes that all parts together may claim to unpack to."""
MAX_RATIO = 200
"""How many times its packed size a part may unpack to, from `RATIO_FROM` bytes on."""
RATIO_FROM = 2**20
MAX_PARTS = 10_000


class Archive:
    """The parts of a ZIP by their names; those with names that leave it are not there."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises `UnusableDocument` for what is no ZIP, or claims too much."""
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, UnicodeError):
            raise self._broken() from None
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_TOTAL:
            raise self._bomb()
        for part in parts:
            if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(1, part.compress_size):
                raise self._bomb()
            if part.flag_bits & 1:
                raise UnusableDocument(
                    _("{name} is protected by a password").format(name=name), _("remove the password and save it again")
                )
        self.names = frozenset(part.filename for part in parts if ".." not in part.filename.split("/"))

    def read(self, part: str) -> bytes | None:
        """The bytes of a part; None where there is none. Raises `UnusableDocument` where it unpacks to too much."""
        if part not in self.names:
            return None
        try:
            with self._zip.open(part) as file:
                data = file.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
            raise self._broken() from None
        if len(data) > MAX_PART:
            raise self._bomb()
        return data

    def _broken(self) -> UnusableDocument:
        return UnusableDocument(
            _("{name} is damaged or cut off").format(name=self._name), _("open it in its program and save it again")
        )

    def _bomb(self) -> UnusableDocument:
        return UnusableDocument(
            _("{name} would unpack to too much").format(name=self._name), _("save it again, without what is not text")
        )
