"""Clock and memory: interleaved medians of commands and searches, peaks of processes.

Run as a module it is the small parent that `peak` needs: `python -m benchmarks.measure COMMAND…`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
"""Where commands run, so that `python -m benchmarks…` is found."""

MB = 1_000_000


def interleaved(actions: Mapping[str, Callable[[], float]], rounds: int, label: str) -> dict[str, float]:
    """The median seconds of each action. They take turns, so that the machine's moods hit all alike.

    An unmeasured round goes first: caches are filled then.
    """
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(rounds + 1):
        told(f"{label}: round {number} of {rounds}")
        for name, action in actions.items():
            seconds = action()
            if number:
                taken[name].append(seconds)
    return {name: median(times) for name, times in taken.items()}


def once(command: Sequence[str]) -> Callable[[], float]:
    """An action: the command in a new process."""
    return lambda: _seconds(command, os.environ)


def cold(command: Sequence[str]) -> Callable[[], float]:
    """An action: the command in a new process, with an empty cache folder."""

    def action() -> float:
        with tempfile.TemporaryDirectory() as cache:
            return _seconds(command, {**os.environ, "XDG_CACHE_HOME": cache})

    return action


def within(search: Callable[[str, int], object], queries: Sequence[str], limit: int) -> Callable[[], float]:
    """An action: these queries within this process; its seconds are the median over the queries."""

    def action() -> float:
        taken = []
        for query in queries:
            start = time.perf_counter()
            search(query, limit)
            taken.append(time.perf_counter() - start)
        return median(taken)

    return action


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    with tempfile.TemporaryFile() as output:  # not the null device, for which some programs do less
        start = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.PIPE, check=False)
        seconds = time.perf_counter() - start
    _must_succeed(command, done.returncode, done.stderr)
    return seconds


def peak(command: Sequence[str]) -> float:
    """The bytes of memory that the command held at most, in the largest of its processes.

    Linux counts the memory of a process's parent at the time of the start, so the parent must be a small one.
    """
    small = [sys.executable, "-m", "benchmarks.measure", *command]
    done = subprocess.run(small, cwd=ROOT, capture_output=True, check=False)
    _must_succeed(command, done.returncode, done.stderr)
    return float(done.stdout)


def peak_of_tree(command: Sequence[str], pause: float = 0.01) -> float | None:
    """The bytes that a cold command and its children held together at most; None where /proc does not tell.

    Looked at every `pause` seconds; memory that they share is counted once.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    most = 0
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while process.poll() is None:
            most = max(most, sum(map(_proportional, _family(process.pid))))
            time.sleep(pause)
    _must_succeed(command, process.returncode, b"")
    return float(most)


def _family(root: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it has just ended
            continue
        for child in children:
            yield from _family(int(child))


def _proportional(process: int) -> int:
    """The bytes of a process, its part of shared ones."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def told(text: str) -> None:
    """Say what is going on, apart from the results."""
    print(text, file=sys.stderr, flush=True)


def _must_succeed(command: Sequence[str], status: int, stderr: bytes) -> None:
    if status:
        raise SystemExit(f"{' '.join(command)}: status {status}: {stderr.decode(errors='replace').strip()[-500:]}")


def _main() -> None:
    """Run a command and print the bytes that it held at most."""
    with open(os.devnull, "wb") as null:
        process = subprocess.Popen(sys.argv[1:], stdout=null)
    _, status, usage = os.wait4(process.pid, 0)
    print(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
    sys.exit(os.waitstatus_to_exitcode(status) != 0)


if __name__ == "__main__":
    _main()
