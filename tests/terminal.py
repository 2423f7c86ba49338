"""A terminal: a program run in one, keys typed, and what it has shown."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path

PATIENCE = 30
"""Seconds without a sign of life after which a program counts as stuck."""


class Terminal:
    """A program in a terminal of some size."""

    def __init__(
        self, words: Sequence[str], *, env: Mapping[str, str], cwd: Path, columns: int = 80, lines: int = 24
    ) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._program = subprocess.Popen(
            words, stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, env=dict(env), start_new_session=True,
            # Without it, the terminal would send no signals.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  (tests have no threads)
        )  # fmt: skip
        os.close(theirs)
        self.shown = ""

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._program.pid

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def insist(self, keys: str, text: str) -> None:
        """Press keys again and again until a text is shown: what is typed while a program is interrupted is lost."""
        for _ in range(PATIENCE):
            self.type(keys)
            while self._read(1):
                if text in self.shown:
                    return
        raise AssertionError(f"{text!r} was never shown: {self.shown!r}")

    def until(self, text: str) -> str:
        """Wait until a text is shown; what was shown up to its end, and not looked at before."""
        while text not in self.shown:
            assert self._read(), f"{text!r} was never shown: {self.shown!r}"
        before, _, self.shown = self.shown.partition(text)
        return before + text

    def end(self) -> tuple[int, str]:
        """Wait for the program's end: its status, and what it has shown since it was last looked at."""
        while self._read():
            pass
        status = self._program.wait(PATIENCE)
        os.close(self._ours)
        return status, self.shown.replace("\r\n", "\n")

    def stop(self) -> None:
        """End the program."""
        self._program.kill()
        self._program.wait(PATIENCE)
        os.close(self._ours)

    def _read(self, patience: float = PATIENCE) -> bool:
        ready, _, _ = select.select([self._ours], [], [], patience)
        if not ready:
            return False
        try:
            read = os.read(self._ours, 65_536)
        except OSError:  # so a terminal tells that nobody has it open any more
            return False
        self.shown += read.decode("utf-8", "replace")
        return bool(read)
