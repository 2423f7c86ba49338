"""A program of ours in a process of its own: it inherits nothing but where to read and write, and ends when we say so.

It is not in our group: an interruption is for us to handle.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import IO


def call(module: str, function: str) -> list[str]:
    """The words that run a function of a module in a Python like ours. By our own search path: `python -m` would import
    from whatever folder somebody stands in."""
    program = f"import sys; sys.path[:] = {sys.path!r}; from {module} import {function}; {function}()"
    return [sys.executable, "-c", program]


def start(module: str, task: IO[bytes]) -> subprocess.Popen[bytes]:
    """A process that runs `answer` of a module, with an open file as its standard input and our number as its argument.
    Raises `OSError`."""
    return subprocess.Popen(  # noqa: S603  (our own program)
        [*call(module, "answer"), str(os.getpid())], stdin=task, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def end(process: subprocess.Popen[bytes]) -> None:
    """Let a process go, whatever it does."""
    if process.stdout:
        process.stdout.close()
    process.kill()
    process.wait()
