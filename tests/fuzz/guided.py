"""Inputs by the coverage that they reach, with atheris (libFuzzer for Python), where it is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory


def run(name: str, seconds: float, kept: Path) -> int:
    """Whether an input broke the law of a target: 0 or 1. It is kept and told."""
    kept.mkdir(exist_ok=True)
    corpus = kept / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as seeds:
        words = [sys.executable, "-m", __name__, name, seeds, str(corpus)]
        bounds = [
            f"-max_total_time={seconds:.0f}",
            "-timeout=20",
            "-rss_limit_mb=2048",
            f"-artifact_prefix={kept}/{name}-",
        ]
        return int(subprocess.run([*words, *bounds], check=False).returncode != 0)


def _fuzz(name: str, seeds: Path) -> None:
    """Hand over to libFuzzer, which does not come back."""
    import atheris

    with atheris.instrument_imports(include=["perr_cli"]):
        from tests.fuzz.targets import TARGETS

    for number, data in enumerate(TARGETS[name].seeds()):
        (seeds / str(number)).write_bytes(data)
    del sys.argv[1]
    atheris.Setup(sys.argv, TARGETS[name].run)
    atheris.Fuzz()


if __name__ == "__main__":
    _fuzz(sys.argv[1], Path(sys.argv[2]))
