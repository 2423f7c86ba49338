"""perr beside what a user would pick instead: one-shot, warm, and how good the answers are."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks import corpus, measure, quality
from benchmarks.peers import peers
from benchmarks.peers.interface import Peer
from benchmarks.tables import Table

WARM_QUERIES = (
    "mobilité", "emploi formation", '"estime de soi"', "accès aux droits", "citoy*", "jeunes -emploi",
    "décrochage scolaire", "copropriete", "police municipale", "gestion urbaine", "incivilité",
)  # fmt: skip


class Prepared:
    """A peer with its index of one corpus."""

    def __init__(self, peer: Peer, data: Path, index: Path) -> None:
        self.peer, self.data, self.index = peer, str(data), str(index)

    def one_shot(self, query: str, limit: int) -> Callable[[], float]:
        """The action of one query in a new process."""
        return measure.once(self.peer.command(self.data, self.index, query, limit))

    def warm(self, limit: int) -> Callable[[], float]:
        """The action of many queries in this process."""
        return measure.within(self.peer.opened(self.data, self.index), WARM_QUERIES, limit)


def installed() -> list[Peer]:
    """The peers that are here; the others are named with what they need."""
    here = []
    for peer in peers():
        if peer.is_here():
            here.append(peer)
        else:
            measure.told(f"{peer.NAME} is skipped: {peer.NEEDS}")
    return here


def prepare(among: Sequence[Peer], communes: int, seed: int, data: Path, work: Path) -> dict[str, Prepared]:
    """Each peer with its index, which is used again where it already stands in `work`."""
    prepared = {}
    for peer in among:
        index = work / f"{data.name}-{corpus.slug(peer.NAME)}"
        if not index.exists():
            measure.told(f"{peer.NAME}: preparing {communes:,} communes")
            with tempfile.TemporaryDirectory(dir=work) as unfinished:
                made = Path(unfinished, "index")
                made.mkdir()
                peer.build(str(data), corpus.rows(corpus.generate(communes, seed)), str(made))
                made.rename(index)
        prepared[peer.NAME] = Prepared(peer, data, index)
    return prepared


def scores(among: Sequence[Peer], table: Path, data: Path) -> dict[str, float]:
    """The mean F1 of each peer on a gold table about the protocols in a folder."""
    gold = quality.read(table)
    rows = list(corpus.rows(corpus.read(data)))
    found = {}
    for peer in among:
        with tempfile.TemporaryDirectory() as index:
            peer.build(str(data), rows, index)
            found[peer.NAME] = quality.mean_f1(peer.opened(str(data), index), gold)
    return found


def table(
    at: int, one_shot: Mapping[str, float], warm: Mapping[str, float], f1: Mapping[str, float], query: str
) -> Table:
    """One line a peer; the ratios are to perr."""
    ours = next(iter(one_shot.values()))
    rows = [
        (
            name,
            f"{seconds * 1000:.0f} ms",
            f"{seconds / ours:.2f}",
            f"{warm[name] * 1000:.2f} ms" if name in warm else "",
            *([f"{f1[name]:.3f}"] if f1 else []),
        )
        for name, seconds in one_shot.items()
    ]
    title = f"Searching {at:,} communes: `{query}` in a new process; {len(WARM_QUERIES)} queries within one"
    return Table(title, ("", "one-shot", "/ perr", "warm", *(["mean F1"] if f1 else [])), rows)
