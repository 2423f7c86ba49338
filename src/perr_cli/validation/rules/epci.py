"""An EPCI has one spelling, in all files.

`--epci` and the tables take two spellings for two bodies. Names that differ
in case, accents, hyphens or words such as `de` and `la` alone, or in a single
letter within one département, are told as one; the rarer is reported.

Passes:

    # a.yaml
    commune: Ris-Orangis
    epci: Grand Paris Sud Seine-Essonne-Sénart
    themes: []
    # b.yaml
    commune: Savigny-le-Temple
    epci: Grand Paris Sud Seine-Essonne-Sénart
    themes: []

Fails:

    # a.yaml
    commune: Ris-Orangis
    epci: Grand Paris Sud Seine-Essonne-Sénart
    themes: []
    # b.yaml
    commune: Savigny-le-Temple
    epci: Grand Paris Sud Seine Essonne Sénart
    themes: []
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.text import LINKS, tokens
from perr_cli.validation.interface import Codes, Rule, Run, warning
from perr_cli.validation.near import Near
from perr_cli.validation.reading import File, Spot

FRENCH = """Un EPCI s'écrit d'une seule façon, dans tous les fichiers.

Pour `--epci` et les tableaux, deux graphies sont deux organismes. Des noms qui
ne diffèrent que par la casse, les accents, les traits d'union ou des mots tels
que `de` et `la`, ou par une seule lettre dans un même département, sont tenus
pour un seul ; le plus rare est signalé.
"""


@dataclass(slots=True)
class _Spelling:
    """A way in which a body is written, where, and in which départements."""

    written: str
    spots: list[Spot] = field(default_factory=list)
    departements: set[str | None] = field(default_factory=set)


class Epci(Rule):
    """Bodies with two spellings."""

    NAME = "epci"
    CODES: ClassVar[Codes] = {
        "epci": warning(
            N_("“{written}” is written “{other}” in {path}"), N_("write it the same way in both, if it is one body")
        ),
    }

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._spellings: dict[str, _Spelling] = {}

    def file(self, file: File) -> Iterator[Problem]:
        """Nothing yet: spellings are compared when all are known."""
        if file.protocol and file.protocol.epci:
            spelling = self._spellings.setdefault(file.protocol.epci, _Spelling(file.protocol.epci))
            spelling.spots.append(file.spot(("epci",)))
            spelling.departements.add(file.protocol.departement)
        yield from ()

    def corpus(self) -> Iterator[Problem]:
        """Every spelling beside which there is a more frequent one."""
        first: dict[str, _Spelling] = {}
        near = Near()
        for spelling in sorted(self._spellings.values(), key=lambda s: (-len(s.spots), s.spots[0])):
            key = " ".join(form for form, _, _ in tokens(spelling.written) if form not in LINKS)
            other = first.get(key) or next(
                (first[found] for found in near.of(key) if _could_be_one(first[found], spelling)), None
            )
            if other is None:
                first[key] = spelling
                near.add(key)
                continue
            for spot in spelling.spots:
                yield self.problem(
                    "epci", spot, written=spelling.written, other=other.written, path=other.spots[0].path
                )  # fmt: skip


def _could_be_one(a: _Spelling, b: _Spelling) -> bool:
    return bool(a.departements & b.departements or None in a.departements | b.departements)
