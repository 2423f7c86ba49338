"""perr for the tests: a process that has loaded what perr loads, and forks for every call.

A call is as alone as in a process of its own (arguments, environment, folder, streams, status) and starts at once; the
thesaurus that ships with perr is read once. What depends on how Python itself starts needs a process of its own: see
`Server.serves`.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

_PATIENCE = 60
"""Seconds after which a call counts as stuck."""


class Server:
    """The process that forks, as the tests see it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=Path(__file__).parents[1],
        )  # fmt: skip

    @staticmethod
    def serves(env: Mapping[str, str]) -> bool:
        """Whether a call with such an environment needs no new Python: it reads these when it starts."""
        return not any(name.startswith(("PYTHON", "LC_", "LANG")) for name in env)

    def run(self, words: Sequence[str], *, env: Mapping[str, str], cwd: Path, stdin: str) -> tuple[int, str, str]:
        """The status of a call, what it printed, and what it told."""
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder) / name for name in ("in", "out", "err")]
            streams[0].write_text(stdin, encoding="utf-8", errors="surrogateescape")
            asked = {
                "words": list(words),
                "env": dict(env),
                "cwd": str(cwd),
                "streams": [str(path) for path in streams],
            }
            assert self._process.stdin
            assert self._process.stdout
            print(json.dumps(asked), file=self._process.stdin, flush=True)
            ready, _, _ = select.select([self._process.stdout], [], [], _PATIENCE)
            assert ready, f"perr {' '.join(words)} does not end"
            status = int(self._process.stdout.readline())
            out, err = (path.read_text(encoding="utf-8", errors="surrogateescape") for path in streams[1:])
            return status, out, err

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def _serve() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _call(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _call(asked: dict[str, Any]) -> None:
    from perr_cli.__main__ import main

    for number, path in enumerate(asked["streams"]):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT), number)
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    sys.argv = ["perr", *asked["words"]]
    main()


_HEAVY = ("jinja2", "lxml.etree", "numpy", "rich.table", "typer", "perr_cli.__main__", "perr_cli.importing",
    "perr_cli.validation")  # fmt: skip
"""What takes long to load. Commands are not among it: their help speaks the language that is chosen before."""


def _prepare() -> None:
    from perr_cli import building, files, thesaurus
    from perr_cli.indexing import Preparer

    for name in _HEAVY:
        import_module(name)
    shipped = files.thesauri(())
    known = thesaurus.load(shipped)
    prepared = Preparer(known)
    read = thesaurus.read
    mock.patch.object(
        thesaurus, "read", lambda paths: (known, []) if list(paths) == list(shipped) else read(paths)
    ).start()
    mock.patch.object(building, "Preparer", lambda of: prepared if of is known else Preparer(of)).start()


if __name__ == "__main__":
    _prepare()
    _serve()
