"""`python -m benchmarks`: make the corpora, measure perr and its peers side by side, print tables."""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import perr_cli
from benchmarks import comparison, corpus, figures, measure, pairs
from benchmarks.peers import perr
from benchmarks.tables import Table, as_markdown, as_text


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--communes", type=int, nargs="+", default=[2, 100, 1300, 13000], metavar="N")
    parser.add_argument("--at", type=int, default=1300, metavar="N", help="the size that peers are compared at")
    parser.add_argument("--rounds", type=int, default=15, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--gold", type=Path, metavar="FILE", help="query, ids that must and may be found; by tabs")
    parser.add_argument("--gold-data", type=Path, metavar="DIR", help="the protocols that --gold is about")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep corpora and indexes here and use them again")
    parser.add_argument("--markdown", action="store_true", help="print the tables as README shows them")
    arguments = parser.parse_args(words)
    if bool(arguments.gold) != bool(arguments.gold_data):
        parser.error("--gold and --gold-data belong together")
    if min(*arguments.communes, arguments.at, arguments.rounds) < 1:
        parser.error("--communes, --at and --rounds are 1 at least")
    return arguments


def _measured(asked: argparse.Namespace, work: Path) -> Iterator[Table]:
    """All tables, each as soon as it can be made."""
    folders = {}
    for size in sorted({*asked.communes, asked.at}):
        measure.told(f"corpus: {size:,} communes")
        folders[size] = corpus.write(size, asked.seed, work)
    here = comparison.installed()
    prepared = comparison.prepare(here, asked.at, asked.seed, folders[asked.at], work)

    ours = figures.one_shots(folders, asked.at)
    theirs = {name: peer.one_shot(figures.WORD, figures.LIMIT) for name, peer in prepared.items() if name != perr.NAME}
    diffs = pairs.one_shots({size: folders[size] for size in (min(folders), asked.at)})
    medians = measure.interleaved({**ours, **theirs, **diffs}, asked.rounds, "one-shot")
    memory = figures.memory(folders)
    few = max(1, asked.rounds // 5)
    more = [*figures.index(folders[asked.at], asked.at, few), *pairs.figures(medians, folders.get(pairs.MANY), few)]
    yield figures.sizes(medians, memory)
    yield figures.targets(medians, memory, asked.at, more)

    opened = {name: peer.warm(figures.LIMIT) for name, peer in prepared.items() if peer.peer.WARM}
    warm = measure.interleaved(opened, asked.rounds, "warm")
    f1 = comparison.scores(here, asked.gold, asked.gold_data) if asked.gold else {}
    one_shot = {name: medians.get(name, medians[f"json {asked.at}"]) for name in prepared}
    yield comparison.table(asked.at, one_shot, warm, f1, figures.WORD)


def _circumstances(asked: argparse.Namespace, words: Sequence[str]) -> str:
    return (
        f"`python -m benchmarks {shlex.join(words)}`: perr {perr_cli.__version__}, "
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} CPUs; "
        f"medians over rounds ({asked.rounds}) in which all commands take turns; seed {asked.seed}."
    )


def main(words: Sequence[str]) -> None:
    """Measure and print."""
    asked = _arguments(words)
    with tempfile.TemporaryDirectory() as temporary:
        work = (asked.work or Path(temporary)).absolute()
        os.environ["XDG_CACHE_HOME"] = str(work / "cache")  # perr's index of these corpora is nobody's
        shown = as_markdown if asked.markdown else as_text
        tables = [shown(table) for table in _measured(asked, work)]
        print("\n\n".join([_circumstances(asked, words), *tables]))


if __name__ == "__main__":
    main(sys.argv[1:])
