"""Data files found: the protocol files in folders, and what tells whether any of them has changed."""

from __future__ import annotations

import contextlib
import marshal
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from stat import S_ISDIR

from perr_cli.errors import UnusableData
from perr_cli.language import _
from perr_cli.text import display_path

SHIPPED = "data"
"""The folder of what ships with perr: inside the installed package, or at the top of a working copy."""

THESAURUS = "thesaurus.yaml"
DECISIONS = "decisions.yaml"
BESIDE = frozenset({THESAURUS, DECISIONS})
"""The names of files that hold no protocol."""
_SUFFIXES = (".yaml", ".yml")


def shipped_data() -> Path:
    """The folder with the protocols, sources and thesaurus that come with perr."""
    package = Path(__file__).resolve().parent
    inside = package / SHIPPED
    return inside if inside.is_dir() else package.parents[1] / SHIPPED


Look = tuple[int, int, int, int, int]
"""What tells whether a file has changed: size, mtime and ctime in nanoseconds, inode, device; zeros if unreadable."""


def find(folders: Sequence[Path]) -> dict[str, Look]:
    """The protocol files in folders of the form that `--data` takes, each once, sorted by path, with their looks.

    Raises `UnusableData` for a folder that does not exist or cannot be listed, and where there is no file at all.
    """
    found: dict[str, Look] = {}
    real: set[str] = set()
    for folder in folders:
        listed = _listed(folder)
        if len(folders) > 1:  # two names may lead to one folder
            places = {path: os.path.realpath(path) for path in listed}
            listed = {path: look for path, look in listed.items() if places[path] not in real}
            real.update(places.values())
        found.update(listed)
    if not found:
        raise UnusableData(
            _("no protocol file in {folders}").format(folders=", ".join(map(display_path, folders))),
            _("give a .yaml file, or a folder with some"),
        )
    return dict(sorted(found.items()))


_UNREADABLE: Look = (0, 0, 0, 0, 0)


def look(path: str | Path) -> Look:
    """What tells whether a file has changed."""
    try:
        return _look(os.stat(path))
    except (OSError, ValueError):
        return _UNREADABLE


def _look(s: os.stat_result) -> Look:
    return (s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino, s.st_dev)


def stamp(looks: Mapping[str, Look]) -> bytes:
    """The names and looks of files as bytes: others when any has changed, come or gone. (A digest would be shorter,
    but loading OpenSSL for it takes longer than comparing the stamps of 13,000 files.)"""
    # Version 2 writes equal values as equal bytes; later ones mark what is referred to twice.
    return marshal.dumps(list(looks.items()), 2)


def fingerprint(paths: Iterable[str]) -> str:
    """What files say, as a SHA-256 in hexadecimal digits: the same wherever they lie and however they are called."""
    import hashlib

    from perr_cli import storage

    found = []
    for path in paths:
        with contextlib.suppress(storage.Unreadable):  # it is not part of what was loaded either
            found.append(hashlib.sha256(storage.read_bytes(Path(path))).digest())
    return hashlib.sha256(b"".join(sorted(found))).hexdigest()


def settled(looks: Iterable[Look]) -> bool:
    """Whether every file was last changed long enough ago that another change would show in its look: clocks of file
    systems tick about every 10 milliseconds."""
    return max(ctime for _, _, ctime, _, _ in looks) < time.time_ns() - 20_000_000


def _listed(folder: Path) -> dict[str, Look]:
    """The files below a folder (or the file itself) that end like a protocol file."""
    top = folder
    try:
        if folder.is_file():
            return {str(folder): look(folder)}
        inside = folder / "protocols"
        top = inside if inside.is_dir() else folder
        os.scandir(top).close()
    except OSError as error:
        if os.path.exists(top) and not os.path.isdir(top):
            sentence = _("{path} is not a regular file")
        else:
            sentence = _("{path} cannot be read: {reason}")
        raise UnusableData(
            sentence.format(path=display_path(top), reason=_(error.strerror or str(error))),
            _("give a .yaml file, or a folder with some"),
        ) from None
    return _walk(str(top))


def _walk(top: str) -> dict[str, Look]:
    """Without hidden files and folders, and without walking a loop of links twice: a link to a folder that holds this
    one leads nowhere new. A folder that cannot be listed is there to be named."""
    found: dict[str, Look] = {}
    seen = {look(parent)[3:] for parent in Path(os.path.realpath(top)).parents}  # inodes and devices
    places = [top]
    while places:
        place = places.pop()
        try:
            status = os.stat(place)
            entries = [] if (status.st_ino, status.st_dev) in seen else list(os.scandir(place))
        except FileNotFoundError:
            continue
        except OSError:
            found[place] = _UNREADABLE
            continue
        seen.add((status.st_ino, status.st_dev))
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            if not name.lower().endswith(_SUFFIXES):
                with contextlib.suppress(OSError):  # a link without an end
                    if entry.is_dir():
                        places.append(entry.path)
                continue
            try:
                status = entry.stat()
            except OSError:
                found[entry.path] = _UNREADABLE
                continue
            if S_ISDIR(status.st_mode):
                places.append(entry.path)
            elif name not in BESIDE:
                found[entry.path] = _look(status)
    return found


def thesauri(folders: Sequence[Path]) -> list[Path]:
    """The thesaurus that ships with perr, and those beside the protocols of some folders."""
    shipped = shipped_data() / THESAURUS
    return [shipped, *(path for path in thesauri_beside(folders) if path != shipped)]


def thesauri_beside(folders: Sequence[Path]) -> list[Path]:
    """The thesauri beside the protocols of some folders. What has their name and is no file is there to be named."""
    return [path for folder in dict.fromkeys(folders) if os.path.lexists(path := folder / THESAURUS)]


def thesauri_around(paths: Sequence[Path]) -> list[Path]:
    """The thesaurus that ships with perr, and those that speak of some folders, `protocols/` or files of theirs."""
    places = [path.parent if path.is_file() else path for path in paths]
    inside = [Path(os.path.abspath(place)) for place in places]
    return thesauri([*(place.parent for place in inside if place.name == "protocols"), *places])


def decisions(folders: Sequence[Path]) -> list[Path]:
    """The decisions beside the protocols of some folders. What has their name and is no file is there to be named."""
    return [path for path in dict.fromkeys(map(decisions_beside, folders)) if os.path.lexists(path)]


def decisions_beside(folder: Path) -> Path:
    """Where the decisions about a folder of the form that `--data` takes stand; about a file, in its folder."""
    return (folder.parent if folder.is_file() else folder) / DECISIONS


def source(document: str, protocol: Path) -> Path:
    """Where the source document of a protocol lies: in `sources/` beside the folder of the protocol or inside it, or
    beside the protocol. A name is only a name: no path leads out of these folders."""
    name = Path(document.replace("\\", "/")).name
    folders = [parent / "sources" for parent in protocol.absolute().parents[1:3]]
    folders = [folders[0], protocol.parent / "sources", protocol.parent, *folders[1:]]
    places = [folder / name for folder in folders]
    own = os.path.realpath(protocol)
    return next((place for place in places if os.path.isfile(place) and os.path.realpath(place) != own), places[0])
