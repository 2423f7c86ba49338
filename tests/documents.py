"""The examples of the documentation: found, run, and written anew (`python -m tests.documents`) when perr prints
something else on purpose.

The examples of a document are run from its beginning to its end in one copy of the data, as a reader types them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
DOCUMENTS = {"README.md": "en", "README.fr.md": "fr", "GUIDE.md": "en", "GUIDE.fr.md": "fr"}
"""Each document with its language."""

_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


class Example(NamedTuple):
    """A command line with what is shown below it."""

    command: str
    output: str


def text(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text(encoding="utf-8")


def examples(document: str) -> Iterator[Example]:
    """Every `$ …` of a document's console blocks, in order."""
    for block in _BLOCK.findall(text(document)):
        yield from _of_block(block)


def _of_block(block: str) -> Iterator[Example]:
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = example.partition("\n")
        yield Example(command, output.rstrip("\n"))


class Place:
    """A folder with a copy of the data, in which a shell finds this perr."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "data", folder / "data")
        program = folder / ".bin" / "perr"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m perr_cli "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        self._environment = {
            "PATH": f"{program.parent}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": os.environ.get("HOME", ""), "PERR_LANG": language, "COLUMNS": "80",
        }  # fmt: skip
        if "XDG_CACHE_HOME" in os.environ:  # the tests' own: no index of theirs stays in the user's cache
            self._environment["XDG_CACHE_HOME"] = os.environ["XDG_CACHE_HOME"]

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """A command line as a shell runs it."""
        return subprocess.run(
            command, shell=True, cwd=self.folder, env=self._environment, capture_output=True, encoding="utf-8",
            timeout=120, check=False,
        )  # fmt: skip


def write(name: str) -> None:
    """Write below each example of a document what is printed now."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), DOCUMENTS[name])

        def printed(block: re.Match[str]) -> str:
            told = (
                (example.command, place.run(example.command).stdout.rstrip("\n")) for example in _of_block(block[0])
            )
            return "\n".join(f"$ {command}\n{output}" if output else f"$ {command}" for command, output in told) + "\n"

        new = _BLOCK.sub(printed, text(name))
    (ROOT / name).write_text(new, encoding="utf-8")


if __name__ == "__main__":
    for document in DOCUMENTS:
        if (ROOT / document).exists():
            write(document)
