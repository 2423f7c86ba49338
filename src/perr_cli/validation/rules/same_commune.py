"""Every protocol has a name of its own, and every commune one INSEE code.

The ids of a protocol begin with its commune's folded name, or with its `id`,
and its `edition`. Of two files that begin alike only the first is loaded:
give one of them an `id` where two communes bear one name, an `edition` where
one commune has several protocols. Two communes with one INSEE code are one
commune under two names, or one of the codes is wrong.

Passes:

    # a.yaml
    commune: Saint-Denis
    insee: "93066"
    edition: "2015"
    themes: []
    # b.yaml
    commune: Saint-Denis
    insee: "93066"
    edition: "2019"
    themes: []

Fails:

    # a.yaml
    commune: Saint-Denis
    insee: "93066"
    themes: []
    # b.yaml
    commune: SAINT DENIS
    themes: []
    # c.yaml
    commune: Saint-Denis-sur-Seine
    insee: "93066"
    themes: []
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from perr_cli.corpus import Seen
from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.validation.interface import Codes, Rule, Run, known_problems, warning
from perr_cli.validation.reading import File

FRENCH = """Chaque protocole a un nom à lui, et chaque commune un code INSEE.

Les identifiants d'un protocole commencent par le nom replié de sa commune, ou
par son `id`, et par son `edition`. De deux fichiers qui commencent de même,
seul le premier est chargé : donnez à l'un un `id` si deux communes portent le
même nom, une `edition` si une commune a plusieurs protocoles. Deux communes
qui ont un même code INSEE sont une seule commune sous deux noms, ou l'un des
codes est faux.
"""


class SameCommune(Rule):
    """Refs and INSEE codes that two files share."""

    NAME = "same-commune"
    CODES: ClassVar[Codes] = known_problems("same-commune") | {
        "same-insee": warning(
            N_("{insee} is also the INSEE code of {commune}, in {other}"),
            N_("correct one of them, or give both files the same name and different editions"),
        ),
    }

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._seen = Seen()
        self._codes: dict[tuple[str, str | None], tuple[str, str, str]] = {}

    def file(self, file: File) -> Iterator[Problem]:
        """What a file shares with one before it."""
        protocol = file.protocol
        if protocol is None:
            return
        clash = self._seen.clash(protocol.ref, file.path)
        if clash:
            told = next(name for name in ("id", "edition", "commune") if _has(file, name))
            spot = file.spot((told,))
            yield replace(clash, line=spot.line, column=spot.column)
        if protocol.insee:
            own = (protocol.ref, protocol.name, file.path)
            ref, name, path = self._codes.setdefault((protocol.insee, protocol.edition), own)
            if ref != protocol.ref:
                spot = file.spot(("insee",))
                yield self.problem("same-insee", spot, insee=protocol.insee, commune=name, other=path)


def _has(file: File, name: str) -> bool:
    return file.document is not None and file.document.data.get(name) is not None
