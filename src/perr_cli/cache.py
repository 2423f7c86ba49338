"""The cache: built indexes kept in the user's cache folder, and used only while they are known to be right.

Each set of data folders has a pointer file. It names a database and holds what the database's file looked like when it
was written (size, times, inode) and the stamp of the corpus that it was made from (see `files.stamp`). A
database that anybody has touched since, or whose corpus has changed, is made anew; one that cannot be kept is made in
memory. So the cache can be damaged, foreign, locked or missing: it changes nothing but the time.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple
from zlib import crc32

from perr_cli import __version__
from perr_cli.index import SCHEMA

_MADE = [__version__, crc32(SCHEMA.encode()), sqlite3.sqlite_version]
"""What made a database: another perr, or another SQLite, makes its own."""
_SUFFIX = ".sqlite"
_UNDONE = ".undone"
_LARGEST = 64 * 2**20
"""Bytes of a pointer: a file of the corpus takes about a hundred."""
_OURS = re.compile(r"[0-9a-f]{8}(\.index|-\w+(\.sqlite|\.undone))")
"""The names of the files that the cache makes."""


def folder() -> Path | None:
    """The user's cache folder for perr, which may not exist yet; None where the system names no absolute one.

    (Three conventions by hand: to load the library that knows them all takes as long as a search.)
    """
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        # What is not absolute is to be ignored, says the XDG Base Directory Specification.
        base = base if os.path.isabs(base) else os.path.expanduser("~/.cache")
    return Path(base, "perr") if os.path.isabs(base) else None


class Slot(NamedTuple):
    """Where the index of a set of data folders is kept."""

    folder: Path
    key: str

    @classmethod
    def of(cls, roots: Sequence[Path]) -> Slot | None:
        """The slot of some data folders; None where there is no cache folder."""
        place = folder()
        if place is None or os.path.islink(place):  # who made a link of it may mean another's folder
            return None
        # Two sets of folders that share a key would only take turns: the stamp has the names of the files.
        named = b"\0".join(os.fsencode(os.path.abspath(root)) for root in roots)
        return cls(place, f"{crc32(named):08x}")

    @property
    def pointer(self) -> Path:
        """The file that names the database."""
        return self.folder / f"{self.key}.index"

    def open(self, stamp: bytes) -> sqlite3.Connection | None:
        """The kept database, if it is untouched and its corpus has this stamp."""
        try:
            header, _, made_from = _read(self.pointer).partition(b"\n")
            said = json.loads(header)
            path = self.folder / Path(said["database"]).name
            fits = made_from == stamp and said["made"] == _MADE and said["file"] == _look(path)
            return _connect(path) if fits else None
        except (OSError, ValueError, TypeError, LookupError, RecursionError, sqlite3.Error):
            return None

    def keep(self, stamp: bytes, fill: Callable[[sqlite3.Connection], bool]) -> sqlite3.Connection | None:
        """Make the database anew with `fill` and keep it; None where it cannot be kept. Where `fill` says that it is
        right for this call only, nothing points to it."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = [_new_file(self.folder, f"{self.key}-", _UNDONE)]
        except OSError:
            return None
        try:
            connection = sqlite3.connect(made[0])
            # Nobody reads it before it is whole, and a broken one is made anew: no journal is needed.
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            lasting = fill(connection)
            connection.close()
            path = made[0].with_suffix(_SUFFIX)
            made[0] = made[0].rename(path)
            # Open before anybody else can take it for old.
            opened = _connect(path)
            if not lasting:
                path.unlink()
                return opened
            said = {"made": _MADE, "database": path.name, "file": _look(path)}
            made.append(_new_file(self.folder, f"{self.key}-", _UNDONE))
            made[-1].write_bytes(json.dumps(said).encode() + b"\n" + stamp)
            os.replace(made[-1], self.pointer)
            self._forget_others(path)
            return opened
        except BaseException as error:
            # What nothing points to would only fill the disk.
            for file in made:
                with contextlib.suppress(OSError):
                    file.unlink()
            if isinstance(error, (OSError, sqlite3.Error)):
                return None
            raise

    def _forget_others(self, kept: Path) -> None:
        """Remove older databases, which whoever still reads them keeps open, and what builds have left that did not
        end: what is younger than an hour may still be written."""
        for other in (*self.folder.glob(f"{self.key}-*{_SUFFIX}"), *self.folder.glob(f"{self.key}-*{_UNDONE}")):
            with contextlib.suppress(OSError):
                old = other.suffix == _SUFFIX or other.stat().st_mtime < time.time() - 3600
                if old and other.name != kept.name:
                    other.unlink()


def _look(path: Path) -> list[int]:
    """What tells whether a file has been touched. Raises `OSError`."""
    status = os.stat(path, follow_symlinks=False)
    return [status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev]


def _read(path: Path) -> bytes:
    """The bytes of a regular file, none of one that is far too large; never waits on a FIFO. Raises `OSError`."""
    status = os.stat(path, follow_symlinks=False)
    if not S_ISREG(status.st_mode) or status.st_size > _LARGEST:
        return b""
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
        return file.read(_LARGEST)


def _connect(path: Path) -> sqlite3.Connection:
    # Immutable: no journal beside it is read, no lock is asked for.
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


def _new_file(place: Path, prefix: str, suffix: str) -> Path:
    """A new, empty file that only the user can read."""
    import tempfile

    descriptor, name = tempfile.mkstemp(dir=place, prefix=prefix, suffix=suffix)
    os.close(descriptor)
    return Path(name)


class Kept(NamedTuple):
    """What the cache holds."""

    folder: str | None
    indexes: int
    bytes: int


def kept() -> Kept:
    """What the cache holds now."""
    place = folder()
    sizes = [path.stat().st_size for path in _files() if path.suffix == _SUFFIX and path.is_file()]
    return Kept(str(place) if place else None, len(sizes), sum(sizes))


def clear() -> None:
    """Remove every file that the cache made. Raises `OSError`."""
    for path in _files():
        path.unlink(missing_ok=True)


def _files() -> list[Path]:
    """What has a name in the cache folder that the cache gives. A folder of that name is nothing that it made."""
    place = folder()
    found = place.iterdir() if place and os.path.isdir(place) and not os.path.islink(place) else ()
    return [path for path in found if _OURS.fullmatch(path.name) and (path.is_symlink() or not path.is_dir())]
