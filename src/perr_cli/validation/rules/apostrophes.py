"""A file has one kind of apostrophe.

The typewriter's ' and the printer's ’ mean the same, and perr finds either
by the other. But a file that has both was put together from two documents, or
in part typed again. The first place of the rarer kind is reported, and how
many there are of each.

Passes:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: Lever les freins à l'emploi
      - text: Développer l'accès à l'apprentissage

Fails:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: Lever les freins à l'emploi
      - text: Développer l’accès à l'apprentissage
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.validation.interface import Codes, Rule, warning
from perr_cli.validation.reading import File, Said

FRENCH = """Un fichier a une seule sorte d'apostrophe.

L'apostrophe de machine ' et celle d'imprimerie ’ disent la même chose, et perr
trouve l'une par l'autre. Mais un fichier qui a les deux a été assemblé à
partir de deux documents, ou retapé en partie. Le premier emplacement de la plus rare
est signalé, avec le nombre des deux.
"""

_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ´`‘](?=\w)")


class Apostrophes(Rule):
    """Files with several kinds of apostrophes."""

    NAME = "apostrophes"
    CODES: ClassVar[Codes] = {
        "apostrophes": warning(
            N_("{here} here, but {most} is more frequent in this file ({few} to {many})"),
            N_("write all apostrophes the same way"),
        ),
    }

    def file(self, file: File) -> Iterator[Problem]:
        """The first place of each kind but the most frequent."""
        counts: dict[str, int] = {}
        first: dict[str, Said] = {}
        for said in file.said:
            for kind in _APOSTROPHE.findall(said.text):
                counts[kind] = counts.get(kind, 0) + 1
                first.setdefault(kind, said)
        most = max(counts, key=lambda kind: counts[kind], default="")
        for kind, said in first.items():
            if kind != most:
                at = next(found.start() for found in _APOSTROPHE.finditer(said.text) if found.group() == kind)
                spot = file.spot(said.place, at)
                yield self.problem("apostrophes", spot, here=kind, most=most, few=counts[kind], many=counts[most])
