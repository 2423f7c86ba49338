"""YAML in and out of files: the one safe loader, and the one atomic write.

The loader walks libyaml's events instead of loading objects: nothing is executed or resolved, depth and size
are bounded, aliases, tags and duplicate keys are refused where they stand, and every scalar stays the text
that was typed (`no`, `01004` and `12:30` are words here).
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from errno import EACCES, EDQUOT, EFBIG, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR
from pathlib import Path
from typing import Any

from perr_cli.errors import OutputError
from perr_cli.language import _
from perr_cli.problems import Problem, problem
from perr_cli.text import display_path, visible

MAX_BYTES = 4 * 2**20
MAX_DEPTH = 20
MAX_VALUES = 200_000
MAX_TEXT = 65_536
_LONGEST_NAME = 255
"""Bytes of a file's name, on the systems that people have."""

Place = tuple["str | int", ...]
"""A place inside a document: `("themes", 0, "key")`."""
_Marks = tuple[Any, Any, Any]
"""The YAML library's marks of a value: where its key begins (None in a list), where it does, where it ends."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file, counted from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Document:
    """A YAML document as plain mappings, lists and texts, with the mark of every value and key."""

    data: Any
    marks: dict[int, dict[str | int, _Marks]] = field(default_factory=dict)
    """For each mapping or list (by its `id`, while it is part of `data`) where each key and value begins."""
    bounds: tuple[Mark, Mark] | None = None
    """Where the first mapping or list begins, and where it ends: at its bracket, if it has one."""

    def mark(self, place: Place) -> Mark | None:
        """Where a value stands, or the nearest value around it that is known: at its key, but for a text, which
        may be wrong inside."""
        found = self._at(place)
        if found is None:
            return self.mark(place[:-1]) if place else Mark(1, 1)
        (key, value, _end), child = found
        return _mark(value if key is None or isinstance(child, str) else key)

    def key(self, place: Place) -> Mark | None:
        """Where the key of a value stands."""
        found = self._at(place)
        return _mark(found[0][0]) if found and found[0][0] else None

    def span(self, place: Place) -> tuple[Mark, Mark] | None:
        """Where a value begins and where it ends; for a mapping or a list, where its first sign does."""
        found = self._at(place)
        return (_mark(found[0][1]), _mark(found[0][2])) if found else None

    def _at(self, place: Place) -> tuple[_Marks, Any] | None:
        if not place:
            return None
        value: Any = self.data
        for part in place[:-1]:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        marks = self.marks.get(id(value), {}).get(place[-1])
        return (marks, value[place[-1]]) if marks else None


class Unreadable(Exception):
    """A file that cannot be read as a YAML mapping; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; raises `Unreadable`. Never waits on a FIFO, nor opens one,
    which would tell who writes into it that it is read."""
    name = display_path(path)
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise Unreadable(problem(name, "not-a-file"))
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable(problem(name, "not-a-file"))
            data = file.read(limit + 1)
            if data is None:  # a file of the kernel's that would have to be waited for
                raise Unreadable(problem(name, "not-a-file"))
    except (OSError, ValueError) as error:  # a name that cannot be is no file's
        reason = getattr(error, "strerror", None) or os.strerror(ENOENT)
        raise Unreadable(problem(name, "unreadable", reason=reason)) from None
    if len(data) > limit:
        raise Unreadable(problem(name, "too-large", limit=limit))
    return data


def load(path: Path) -> Document:
    """The mapping that a YAML file holds; raises `Unreadable`."""
    return parse(read_bytes(path), display_path(path))


def parse(data: bytes, name: str, kind: type[dict[Any, Any]] | type[list[Any]] = dict) -> Document:
    """The mapping (or the list, which may be empty) that the bytes of a YAML file hold; raises `Unreadable`."""
    text = _decode(data, name)
    try:
        return _Builder(name).build(text, kind)
    except RecursionError:  # the pure Python parser, where libyaml is missing
        raise Unreadable(problem(name, "too-deep", limit=MAX_DEPTH)) from None


_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Controls, and what YAML takes for a line break though no editor shows one.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


# What Git leaves where two versions cannot be brought together. Inside a quoted text it would be words.
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?= |$)", re.M)


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """The mark that a file begins with, if any, and the encoding of the rest."""
    return next(((bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)), (b"", "utf-8"))


def _decode(data: bytes, name: str) -> str:
    bom, encoding = encoding_of(data)
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        raise Unreadable(problem(name, "not-utf8", line=line, byte=len(bom) + error.start)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = _FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        shown = f"U+{ord(bad.group()):04X}"
        raise Unreadable(problem(name, "control-character", line=line, column=column, character=shown))
    conflict = _CONFLICT.search(text)
    if conflict:
        raise Unreadable(problem(name, "conflict", line=text.count("\n", 0, conflict.start()) + 1, column=1))
    return text


class _Builder:
    """Makes plain values out of YAML events, without recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks: dict[int, dict[str | int, _Marks]] = {}
        self.values = 0

    def build(self, text: str, wanted: type[Any]) -> Document:
        import yaml
        from yaml.events import (
            AliasEvent,
            DocumentStartEvent,
            MappingEndEvent,
            MappingStartEvent,
            ScalarEvent,
            SequenceEndEvent,
            SequenceStartEvent,
        )  # fmt: skip

        stack: list[_Open] = []
        root: Any = None
        bounds: list[Mark] = []
        documents, line = 0, 1
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            event: Any
            for event in yaml.parse(text, Loader=loader):
                kind = type(event)
                if kind is ScalarEvent:
                    self._check(event)
                    # `key:` with nothing behind it is an absent value; `key: ""` is an empty text.
                    value = None if event.value == "" and not event.style else event.value
                    if len(value or "") > MAX_TEXT:
                        raise self._refuse("too-long", event, limit=MAX_TEXT)
                    if stack:
                        self._add(stack[-1], value, event)
                    else:
                        root, line = value, event.start_mark.line + 1
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    self._check(event)
                    if len(stack) >= MAX_DEPTH:
                        raise self._refuse("too-deep", event, limit=MAX_DEPTH)
                    value = {} if kind is MappingStartEvent else []
                    if stack:
                        self._add(stack[-1], value, event)
                    else:
                        root, line = value, event.start_mark.line + 1
                        bounds = [_mark(event.start_mark)] * 2
                    stack.append(_Open(value, self.marks.setdefault(id(value), {})))
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    stack.pop()
                    if not stack:
                        bounds[1] = _mark(event.start_mark)
                elif kind is DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        raise self._refuse("several-documents", event)
                elif kind is AliasEvent:
                    raise self._refuse("alias", event)
        except yaml.YAMLError as error:
            raise self._syntax(error) from None
        if root is None and wanted is list:
            root = []
        if not isinstance(root, wanted):
            raise Unreadable(problem(self.name, "no-protocol" if wanted is dict else "no-decisions", line=line))
        return Document(root, self.marks, (bounds[0], bounds[1]) if bounds else None)

    def _check(self, event: Any) -> None:
        self.values += 1
        if event.anchor is not None:
            raise self._refuse("alias", event)
        if event.tag is not None:
            raise self._refuse("tag", event, tag=visible(event.tag))
        if self.values > MAX_VALUES:
            raise self._refuse("too-many", event, limit=MAX_VALUES)

    def _add(self, into: _Open, child: Any, event: Any) -> None:
        """Put a key or a value where it belongs."""
        if isinstance(into.value, list):
            into.marks[len(into.value)] = (None, event.start_mark, event.end_mark)
            into.value.append(child)
        elif into.key is not None:
            into.marks[into.key] = (into.key_mark, event.start_mark, event.end_mark)
            into.value[into.key] = child
            into.key = None
        elif not isinstance(child, str):
            raise self._refuse("key-not-text", event)
        elif child == "<<" and not event.style:
            raise self._refuse("alias", event)
        elif child in into.value:
            first = _mark(into.marks[child][0]).line
            raise self._refuse("duplicate-key", event, key=visible(child), first=first)
        else:
            into.key, into.key_mark = child, event.start_mark

    def _refuse(self, code: str, event: Any, **arguments: str | int) -> Unreadable:
        mark = _mark(event.start_mark)
        return Unreadable(problem(self.name, code, line=mark.line, column=mark.column, **arguments))

    def _syntax(self, error: Exception) -> Unreadable:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        if "nesting depth" in reason:  # libyaml's own limit, which it may meet while it looks ahead
            return Unreadable(problem(self.name, "too-deep", line=line, column=column, limit=MAX_DEPTH))
        return Unreadable(problem(self.name, "syntax", line=line, column=column, reason=visible(reason)))


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been seen yet, with the key whose value comes next."""

    value: Any
    marks: dict[str | int, _Marks]
    key: str | None = None
    key_mark: Any = None


def _mark(mark: Any) -> Mark:
    """A mark of the YAML library, which counts from 0."""
    return Mark(mark.line + 1, mark.column + 1)


@contextlib.contextmanager
def atomic(target: Path, *, replace: bool = True) -> Iterator[Path]:
    """A temporary file beside `target` that takes its place when the block ends well, and is gone otherwise.

    The target is whole or as it was, whatever interrupts. A symbolic link is not written through, and only
    a regular file is replaced. Raises `OutputError`.
    """
    import secrets

    # Named before it is made: an interruption in between leaves nothing, either.
    temporary = target.parent / f".perr-{secrets.token_hex(8)}.tmp"
    try:
        check_target(target, replace=replace)
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield temporary
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~umask)
        os.replace(temporary, target)
    except OSError as error:
        raise _not_written(target, error) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


_PORTABLE = re.compile(r"""[^\s.~\-<>:"/\\|?*][^<>:"/\\|?*]{0,199}(?<![\s.])""")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)


def is_portable(name: str) -> bool:
    """Whether every system could have a file of this name."""
    return bool(_PORTABLE.fullmatch(name)) and not _RESERVED.match(name) and name == visible(name)


def check_target(target: Path, *, replace: bool = True, new_folder: bool = True) -> None:
    """Refuse what `atomic` would not write, as far as that can be told before; with `new_folder` its folder may still
    have to be made. Raises `OutputError`."""
    name = display_path(target)
    try:
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise OutputError(_("{path} is not a regular file").format(path=name), _("choose another name"))
        if target.exists() and not replace:
            raise OutputError(_("{path} exists").format(path=name), _("choose another name, or add --force"))
        if len(os.fsencode(target.name)) > _LONGEST_NAME:  # told before its folder is made, too
            raise OSError(ENAMETOOLONG, os.strerror(ENAMETOOLONG))
        if not new_folder:
            target.parent.stat()
        folder = next((one for one in target.parents if os.path.lexists(one)), Path())
        if not folder.is_dir():
            raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR))
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
    except (OSError, ValueError) as error:  # a name that cannot be
        raise _not_written(target, error) from None


def _not_written(target: Path, error: Exception) -> OutputError:
    reason = _(getattr(error, "strerror", None) or str(error))
    full = getattr(error, "errno", None) in (EDQUOT, EFBIG, ENOSPC)
    return OutputError(
        _("{path} cannot be written: {reason}").format(path=display_path(target), reason=reason),
        _("make room, or write elsewhere") if full else _("choose a folder that exists and can be written"),
    )
