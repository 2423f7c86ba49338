"""Paging: what is longer than the terminal is shown by the reader's pager, as git does it.

The pager is what `PERR_PAGER` says, else `PAGER`, else `less`; an empty one, or `cat`, is none.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from typing import IO

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_NOT_RUN = (126, 127)
"""What the shell says where there is no such program."""
_OPTIONS = {"LESS": "FRX", "LV": "-c"}
"""For `less` and `lv`: colours are shown, a short text is left on the screen. What the reader has set counts more."""


def paged(text: str, stream: IO[str]) -> bool:
    """Whether a pager has shown the text: only where the stream is a terminal that it is too long for."""
    command = os.environ.get("PERR_PAGER", os.environ.get("PAGER", "less")).strip()
    if command in ("", "cat") or not _too_long(text, stream):
        return False
    stream.flush()
    with _left_to_the_pager():
        return _run(command, text)


def _too_long(text: str, stream: IO[str]) -> bool:
    # A terminal that can do nothing has no use for a pager.
    if not stream.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        return False
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except OSError:
        return False
    widths = (len(line) for line in _COLOUR.sub("", text).splitlines())
    # The prompt that follows takes a line.
    return sum(max(1, -(-width // max(columns, 1))) for width in widths) >= lines


def _run(command: str, text: str) -> bool:
    environment = _OPTIONS | os.environ
    # Through the shell, as git and man do: PAGER may have options. It is the reader's own.
    pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)  # noqa: S602
    try:
        with contextlib.suppress(BrokenPipeError):  # who has seen enough leaves early
            pager.communicate(text.encode("utf-8", "backslashreplace"))
    except BaseException:
        pager.terminate()
        raise
    return pager.wait() not in _NOT_RUN


@contextlib.contextmanager
def _left_to_the_pager() -> Iterator[None]:
    """Ctrl-C means the pager, as long as it is there. (A handler is not inherited by it, to ignore would be.)"""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
