"""A word has no digit in the middle.

A scanner reads `l` as `1` and `o` as `0`: `bai1leurs`, `l0gement`, `1ogement`.
What people write with digits is fine: `16-25`, `2e`, `1ère`, `CO2`, `3D`,
`H24`, `10h30`, and names in capitals such as `E2C`.

Passes:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: Orienter les 16-25 ans vers l'E2C dès la 3e, H24, en 3D

Fails:

    commune: Bonneville
    themes:
    - key: logement
      objectives:
      - text: Conforter le partenariat avec les bai1leurs
      - text: Développer le 1ogement adapté
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.validation.interface import MOST, Codes, Rule, warning
from perr_cli.validation.reading import File

FRENCH = """Un mot n'a pas de chiffre en son milieu.

Un scanner lit `l` comme `1` et `o` comme `0` : `bai1leurs`, `l0gement`,
`1ogement`. Ce que l'on écrit avec des chiffres est admis : `16-25`, `2e`,
`1ère`, `CO2`, `3D`, `H24`, `10h30`, et les noms en capitales tels que `E2C`.
"""

_INSIDE = re.compile(r"(?<![\w@./-])[^\W\d_]+\d+[a-zà-ÿœæ][^\W_]*(?![\w@])")
_BEFORE = re.compile(r"(?<![\w@./,-])[01](?!(?:[èeé]res?|ers?|[eè]mes?|[mk]?nde?s?)\b)[a-zà-ÿœæ]{4,}(?![\w@])")
_DIGIT = re.compile(r"\d[a-zà-ÿœæ]")
"""What most texts do not have, and need not be read for."""
_SHORTEST = 4


class Digits(Rule):
    """Digits in words."""

    NAME = "digits"
    CODES: ClassVar[Codes] = {
        "digits": warning(N_("a digit stands in the word “{word}”"), N_("write the letter that was meant"))
    }

    def file(self, file: File) -> Iterator[Problem]:
        """The words of a file that have a digit."""
        for said in file.said:
            for pattern in (_INSIDE, _BEFORE) if _DIGIT.search(said.text) else ():
                for found in islice(pattern.finditer(said.text), MOST):
                    if len(found.group()) >= _SHORTEST:
                        yield self.problem("digits", file.spot(said.place, found.start()), word=found.group())
