"""Building an index from files: read, checked, prepared and written, by several processes where there are many.

Every other process takes each so many'th batch of files and sends the rows of its protocols; this one writes them, in
the order of the files.
"""

from __future__ import annotations

import gc
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path

from perr_cli import corpus, indexing, thesaurus
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
    """Fill an empty database with the protocols in these files. Raises `UnusableData` for a bad thesaurus."""
    known = thesaurus.load(thesauri)
    titles = {theme.key: theme.fr for theme in known.themes}
    reader = _Reader(Preparer(known.entries), titles)
    problems: list[Problem] = []

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
        indexing.write(connection, known.themes, known.entries, protocols(), problems)


@contextmanager
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
    others = [_start(reader, batches[first::processes]) for first in range(processes)]
    try:
        for number, batch in enumerate(batches):
            try:
                read: list[Read] = others[number % processes][1].recv()
            except (EOFError, OSError):  # it was ended from outside
                read = [reader.read(path) for path in batch]
            yield from read
    finally:
        for process, receiver in others:
            receiver.close()
            process.terminate()
            process.join()


def _start(reader: _Reader, batches: Sequence[Sequence[str]]) -> tuple[Process, Connection]:
    receiver, sender = Pipe(duplex=False)
    process = Process(target=_send, args=(reader, batches, sender), daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _send(reader: _Reader, batches: Sequence[Sequence[str]], sender: Connection) -> None:
    """What another process does. It ends when nobody listens any more; an interruption is for the first process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()
    for batch in batches:
        try:
            sender.send([reader.read(path) for path in batch])
        except OSError:
            os._exit(0)
