"""What comparing costs: two communes in a new process, many against one TF-IDF product of the same texts."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import measure
from benchmarks.figures import FLOOR, Figure
from benchmarks.peers import perr

MANY = 100
"""The communes of which it is measured what they have in common."""


def one_shots(folders: Mapping[int, Path]) -> dict[str, Callable[[], float]]:
    """`perr diff` of two communes of each corpus, to take turns with everything else."""
    return {f"diff {size}": measure.once(_diff(folder)) for size, folder in folders.items() if size > 1}


def _diff(folder: Path) -> list[str]:
    left, right = (_refs(folder)[n] for n in (0, 1))
    return [perr.PROGRAM, "--data", str(folder), "diff", left, right, "--json"]


def _refs(folder: Path) -> list[str]:
    from perr_cli.library import open_library

    return [protocol.ref for protocol in open_library([folder]).protocols]


def figures(medians: Mapping[str, float], many: Path | None, rounds: int) -> list[Figure]:
    """What has a limit; `many` is the corpus of which is told what it has in common."""
    names = [name for name in medians if name.startswith("diff ")]
    found = [
        Figure(f"diff of two of {int(name[5:]):,} / {FLOOR}, --json", medians[name] / medians[FLOOR], 2)
        for name in names
    ]
    return found + (_common(many, rounds) if many else [])


def _common(folder: Path, rounds: int) -> list[Figure]:
    """`common` of all communes against one product of their TF-IDF vectors, both in this process; nothing where
    scikit-learn is missing."""
    from perr_cli.common import common
    from perr_cli.library import open_library

    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        return []
    library = open_library([folder])
    refs = [protocol.ref for protocol in library.protocols]
    texts = [item.meaning for item in library.index.items()]

    def product() -> object:
        vectors = TfidfVectorizer().fit_transform(texts)
        return vectors @ vectors.T

    actions = {
        "common": _timed(lambda: common(library.index, refs, labels=library.concept_labels)),
        "tf-idf": _timed(product),
    }
    medians = measure.interleaved(actions, rounds, "common")
    what = f"common of {len(refs):,} ({medians['common']:.2f} s) / one TF-IDF product ({medians['tf-idf']:.2f} s)"
    return [Figure(what, medians["common"] / medians["tf-idf"], 10)]


def _timed(action: Callable[[], object]) -> Callable[[], float]:
    def timed() -> float:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start

    return timed
