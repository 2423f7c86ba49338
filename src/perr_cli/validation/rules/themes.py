"""A theme is one of the scheme, stands once, and has objectives.

Communes are compared theme by theme: a key that nobody else has compares with
nothing. The keys are those of the thesaurus that comes with perr and of a
`thesaurus.yaml` beside the protocols, where a corpus adds its own. An import
cannot know whether a theme is new or only has an unusual heading. A theme
that a document takes up again further on may stand twice, but mostly the
second heading belongs to another theme.

Passes:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: Lever les freins à l'emploi

Fails:

    commune: Bonneville
    themes:
    - key: emplois
      objectives:
      - text: Lever les freins à l'emploi
    - key: logement
      objectives: []
    - key: securite
      objectives:
      - text: Prévenir la récidive
    - key: securite
      objectives:
      - text: Développer la médiation
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.validation.interface import Codes, Rule, warning
from perr_cli.validation.reading import File

FRENCH = """Une thématique est de la liste, figure une seule fois et a des objectifs.

Les communes se comparent thématique par thématique : une clé que personne
d'autre n'a ne se compare à rien. Les clés sont celles du thésaurus livré avec
perr et d'un `thesaurus.yaml` placé à côté des protocoles, où un corpus ajoute
les siennes. Un import ne peut pas savoir si une thématique est nouvelle ou n'a
qu'un intitulé inhabituel. Une thématique que le document reprend plus loin
peut figurer deux fois, mais le plus souvent le second intitulé est celui d'une
autre.
"""

_CANDIDATES = 6
"""The most keys that are named."""


class Themes(Rule):
    """Keys that are not known or stand twice, and themes with nothing in them."""

    NAME = "themes"
    CODES: ClassVar[Codes] = {
        "unknown-theme": warning(
            N_("no theme of the scheme has the key “{key}”"),
            N_("write one of: {keys}; or add the theme to `thesaurus.yaml`"),
        ),
        "repeated-theme": warning(
            N_("the theme “{key}” begins in line {first} already"), N_("put its objectives there, or correct the key")
        ),
        "empty-theme": warning(
            N_("the theme “{key}” has no objective"), N_("add what the document has under it, or remove the theme")
        ),
    }  # fmt: skip

    def file(self, file: File) -> Iterator[Problem]:
        """What is wrong with a file's themes."""
        lines: dict[str, int | None] = {}
        for number, theme in enumerate(file.protocol.themes if file.protocol else ()):
            spot = file.spot(("themes", number, "key"))
            keys = [known.key for known in self.run.thesaurus.themes]
            if theme.key in lines:
                yield self.problem("repeated-theme", spot, key=theme.key, first=lines[theme.key])
            elif theme.key not in keys:
                nearest = sorted(keys, key=partial(_unlike, theme.key))
                yield self.problem("unknown-theme", spot, key=theme.key, keys=", ".join(nearest[:_CANDIDATES]))
            if not theme.objectives:
                yield self.problem("empty-theme", spot, key=theme.key)
            lines.setdefault(theme.key, spot.line)


def _unlike(a: str, b: str) -> float:
    return -difflib.SequenceMatcher(None, a, b).ratio()
