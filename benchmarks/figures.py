"""perr against itself and its floors: sizes, a typo, memory, the making of the index, and what each may cost."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import measure
from benchmarks.peers import perr
from benchmarks.tables import Table

WORD, SLIP = "mobilité", "mobilté"
LIMIT = 20
FLOOR = "an empty Typer command"
LIMITS_BY_SIZE = {1300: 1.15, 13000: 1.5}
"""What one search may cost at so many communes, as a multiple of its cost in the smallest corpus."""


class Figure(NamedTuple):
    """Something measured and what it may be at most."""

    what: str
    value: float
    at_most: float
    unit: str = "×"


def search(folder: Path, query: str = WORD, form: str = "json") -> list[str]:
    """The command line of one search."""
    return perr.search(str(folder), query, LIMIT, form)


def one_shots(folders: Mapping[int, Path], at: int) -> dict[str, Callable[[], float]]:
    """What takes turns with the peers; perr's own place among them is `json` at that size."""
    return {
        FLOOR: measure.once([sys.executable, str(Path(__file__).with_name("empty.py"))]),
        **{f"json {size}": measure.once(search(folder)) for size, folder in folders.items()},
        **{f"table {size}": measure.once(search(folder, form="table")) for size, folder in folders.items()},
        "typo": measure.once(search(folders[at], SLIP)),
    }


def sizes(medians: Mapping[str, float], memory: Mapping[int, float]) -> Table:
    """One search in corpora of every size."""
    floor = medians[FLOOR]
    rows = [
        (
            f"{size:,}",
            *(cell for form in ("json", "table") for cell in _beside(medians[f"{form} {size}"], floor)),
            f"{held / measure.MB:.0f} MB",
        )
        for size, held in memory.items()
    ]
    title = f"`perr search {WORD} -n {LIMIT}` in a new process; × is to {FLOOR} ({floor * 1000:.0f} ms)"
    return Table(title, ("communes", "--json", "×", "table", "×", "memory"), rows)


def _beside(seconds: float, floor: float) -> tuple[str, str]:
    return f"{seconds * 1000:.0f} ms", f"{seconds / floor:.2f}"


def targets(medians: Mapping[str, float], memory: Mapping[int, float], at: int, more: Sequence[Figure]) -> Table:
    """The figures that have a limit, those of a search before `more`."""
    smallest, largest = min(memory), max(memory)
    figures = [
        *(
            Figure(f"one search at {size:,} communes / at {smallest:,}", _ratio(medians, size, smallest), limit)
            for size, limit in LIMITS_BY_SIZE.items()
            if size in memory and size > smallest
        ),
        Figure(f"one search at {at:,} / {FLOOR}, --json", medians[f"json {at}"] / medians[FLOOR], 1.5),
        Figure(f"one search at {at:,} / {FLOOR}, table", medians[f"table {at}"] / medians[FLOOR], 2.2),
        Figure(f"{SLIP} / {WORD}, at {at:,}", medians["typo"] / medians[f"json {at}"], 1.2),
        Figure(f"memory of one search at {largest:,}", memory[largest] / measure.MB, 60, " MB"),
        *more,
    ]
    rows = [
        (f.what, f"{f.value:.2f}{f.unit}", f"{f.at_most:g}{f.unit}", "yes" if f.value <= f.at_most else "no")
        for f in figures
    ]
    return Table("What has a limit", ("figure", "measured", "at most", "held"), rows)


def _ratio(medians: Mapping[str, float], size: int, smallest: int) -> float:
    return medians[f"json {size}"] / medians[f"json {smallest}"]


def memory(folders: Mapping[int, Path]) -> dict[int, float]:
    """What one search holds at most, in bytes, for every size; the index is there already."""
    return {size: measure.peak(search(folder)) for size, folder in folders.items()}


def index(folder: Path, at: int, rounds: int) -> list[Figure]:
    """The making of the index: the first search ever, against reading the files and nothing else."""
    parse = [sys.executable, str(Path(__file__).with_name("parse.py")), str(folder)]
    actions = {"index": measure.cold(search(folder)), "parse": measure.once(parse)}
    medians = measure.interleaved(actions, rounds, "index")
    ratio = medians["index"] / medians["parse"]
    what = f"first search at {at:,} ({medians['index']:.1f} s) / yaml.CSafeLoader ({medians['parse']:.1f} s)"
    figures = [Figure(what, ratio, 3)]
    held = measure.peak_of_tree(search(folder))
    if held is not None:
        what = f"memory of the first search at {at:,}, children included"
        figures.append(Figure(what, held / measure.MB, 400, " MB"))
    return figures
