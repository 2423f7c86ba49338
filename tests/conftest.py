"""The vocabulary of the tests: the shipped data opened once, protocol files written, the program run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from perr_cli.items import Item
from perr_cli.library import Library, open_library
from tests.server import Server

# Laws are about what is computed; how fast is for benchmarks, and a busy machine is no failure.
settings.register_profile("perr", deadline=None)
settings.load_profile("perr")

MINIMAL = "commune: {name}\nthemes:\n- key: emploi\n  objectives:\n  - text: Lever les freins à l'emploi\n"


class Done(NamedTuple):
    """What a run of the program left behind."""

    status: int
    out: str
    err: str


Perr = Callable[..., Done]


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The tests have a cache folder of their own."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def library() -> Library:
    """The protocols that ship with perr."""
    return open_library()


@pytest.fixture(scope="session")
def items(library: Library) -> dict[str, Item]:
    """Every shipped item by its id."""
    return {item.id: item for item in library.index.items()}


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Where perr is loaded already."""
    server = Server()
    yield server
    server.close()


@pytest.fixture
def perr(tmp_path: Path, cache_folder: Path, server: Server) -> Perr:
    """Runs the program in an empty folder, in English, and tells status, stdout and stderr."""

    def run(*words: str, env: dict[str, str] | None = None, stdin: str = "") -> Done:
        clean = {
            "PATH": os.environ["PATH"],
            "PERR_LANG": "en",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "XDG_CACHE_HOME": str(cache_folder),
        }
        if Server.serves(env or {}):
            return Done(*server.run(words, env=clean | (env or {}), cwd=tmp_path, stdin=stdin))
        done = subprocess.run(
            [sys.executable, "-m", "perr_cli", *words],
            env=clean | (env or {}),
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


def write_data(place: Path, **files: str | bytes) -> Path:
    """The data folder in some place, with these files in it (name → text or bytes) and a good one."""
    data = place / "data"
    data.mkdir(exist_ok=True)
    (data / "good.yaml").write_text(MINIMAL.format(name="Bonneville"), encoding="utf-8")
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (data / f"{name}.yaml").write_bytes(raw)
    return data


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes files (name → text or bytes) into a new data folder; a good one, `good.yaml`, is always there."""

    return partial(write_data, tmp_path)


def needs(program: str) -> str:
    """The path of a program that a test needs: without it the test is skipped, but in CI it must be there."""
    found = shutil.which(program)
    if found is None and os.environ.get("CI") != "true":
        pytest.skip(f"{program} is not installed")
    assert found, f"{program} is not installed"
    return found
