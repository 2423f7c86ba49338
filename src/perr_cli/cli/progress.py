"""A line on stderr that says how far something is: only on a terminal, only when it takes over a second."""

from __future__ import annotations

import sys
import time

_PATIENCE = 1.0
"""Seconds before progress is worth a line."""
_EVERY = 0.1
"""Seconds between two of them."""


class Progress:
    """Hears how much of how much is done, and is wiped at the end. `message` has the places `done` and `total`."""

    def __init__(self, message: str) -> None:
        self._message = message
        self._next = time.monotonic() + _PATIENCE
        self._drawn = False
        self._wanted = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Draw the line, if it is time."""
        if self._wanted and time.monotonic() > self._next:
            self._next = time.monotonic() + _EVERY
            self._drawn = True
            sys.stderr.write("\r" + self._message.format(done=done, total=total))
            sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
