"""Building an index from files: read, checked, prepared and written, by several processes where there are many.

Every other process takes each so many'th batch of files and sends the rows of its protocols; this one writes them, in
the order of the files.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from perr_cli import apart, corpus, indexing, thesaurus
from perr_cli.indexing import Prepared, Preparer
from perr_cli.problems import Problem

_BATCH = 32
"""Files that are sent at once."""
_WORTH = 200
"""Files from which more processes are faster than one."""
_PROCESSES = 4

Read = tuple[Prepared | None, list[Problem]]
"""A file read: its rows, or what is wrong with it."""


def fill(
    connection: sqlite3.Connection,
    paths: Sequence[str],
    thesauri: Sequence[Path],
    progress: Callable[[int, int], None] = lambda *_: None,
) -> None:
    """Fill an empty database with the protocols in these files, as the thesauri say that can be used."""
    known, problems = thesaurus.read(thesauri)
    titles = {theme.key: theme.fr for theme in known.themes}
    reader = _Reader(Preparer(known), titles)

    def protocols() -> Iterator[Prepared]:
        seen = corpus.Seen()
        for number, (made, wrong) in enumerate(_read(paths, reader)):
            progress(number, len(paths))
            problems.extend(wrong)
            clash = seen.clash(made.ref, made.path) if made else None
            if clash:
                problems.append(clash)
            elif made:
                yield made
        progress(len(paths), len(paths))

    with _without_collecting():
        indexing.write(connection, known, protocols(), problems)


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """Rows are many and never part of a cycle: looking for cycles would take a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Reader:
    preparer: Preparer
    titles: dict[str, str]

    def read(self, path: str) -> Read:
        """One file."""
        protocol, problems = corpus.load(Path(path), lambda key: self.titles.get(key, key))
        return (self.preparer.prepare(protocol) if protocol else None), problems


def _read(paths: Sequence[str], reader: _Reader) -> Iterator[Read]:
    processes = min(_PROCESSES, os.cpu_count() or 1)
    if len(paths) < _WORTH or processes < 2:
        yield from map(reader.read, paths)
        return
    batches = [paths[at : at + _BATCH] for at in range(0, len(paths), _BATCH)]
    others: list[_Other] = []
    try:
        for first in range(processes):
            others.append(_Other(reader, batches[first::processes]))
        for number, batch in enumerate(batches):
            yield from others[number % processes].next() or map(reader.read, batch)
    finally:
        for other in others:
            other.end()


class _Other:
    """Another process that reads files, and ends as soon as nobody listens."""

    def __init__(self, reader: _Reader, batches: Sequence[Sequence[str]]) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        with contextlib.suppress(OSError), tempfile.TemporaryFile() as task:
            pickle.dump((reader.preparer.known, reader.titles, batches), task)
            task.seek(0)
            self._process = apart.start("perr_cli.building", task)

    def next(self) -> list[Read]:
        """What it has read of its next batch; nothing where it could not be started or was ended from outside."""
        if self._process is None or self._process.stdout is None:
            return []
        try:
            read: list[Read] = pickle.load(self._process.stdout)  # noqa: S301  (our own program wrote it)
            return read
        except (EOFError, OSError, pickle.UnpicklingError):
            self.end()
            return []

    def end(self) -> None:
        """Let it go."""
        if self._process:
            apart.end(self._process)
        self._process = None


def answer() -> NoReturn:
    """What another process does: read the files that it is told on standard input, send the rows of each batch."""
    known, titles, batches = pickle.load(sys.stdin.buffer)  # noqa: S301  (our own program wrote it)
    reader = _Reader(Preparer(known), titles)
    with _without_collecting(), contextlib.suppress(OSError):  # nobody may listen any more
        for batch in batches:
            pickle.dump([reader.read(path) for path in batch], sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
            sys.stdout.buffer.flush()
    os._exit(0)  # at once: what cannot be flushed any more is not wanted any more
