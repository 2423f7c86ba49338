"""Signals at many moments of a write: the target is old or whole, and nothing else is left."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CALLS = {
    "report.html": ("report", "ris", "savigny"),
    "report.xlsx": ("report", "ris", "savigny"),
    "items.csv": ("export",),
    "found.json": ("search", "a*", "-n", "0"),
}
MOMENTS = (0.1, 0.2, 0.3, 0.45)
"""Seconds after the start: modules are loaded, data read, results computed, files written."""


def started(name: str, folder: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "perr_cli", *CALLS[name], "-o", name]
    return subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_file_is_old_or_whole(tmp_path: Path, name: str, number: signal.Signals) -> None:
    with started(name, tmp_path) as undisturbed:
        undisturbed.communicate()
    whole = (tmp_path / name).read_bytes()
    for moment in MOMENTS:
        (tmp_path / name).write_bytes(b"old")
        with started(name, tmp_path) as process:
            time.sleep(moment)
            process.send_signal(number)
            _out, told = process.communicate()
        assert process.returncode in (0, 130, -number) or b"perr_cli" not in told  # Python may not have come to perr
        assert (tmp_path / name).read_bytes() in (b"old", whole)
        if number is not signal.SIGKILL:
            assert [path.name for path in tmp_path.iterdir()] == [name]
