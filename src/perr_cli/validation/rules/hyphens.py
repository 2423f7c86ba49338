"""No word is broken by the end of a line that is gone.

A text that was put together from printed lines keeps the hyphen at which a
word was broken, and a space behind it: `déve- lopper`, or `déve¬lopper`. The
hint says how perr would write it: in one word if it knows that word, with the
hyphen otherwise. `pré- et post-natal` is fine.

Passes:

    commune: Bonneville
    themes:
    - key: education
      objectives:
      - text: Développer le suivi pré- et post-natal – et le porte-à-porte

Fails:

    commune: Bonneville
    themes:
    - key: education
      objectives:
      - text: Déve- lopper le soutien scolaire
      - text: Accompa¬gner les parents
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.text import fold
from perr_cli.validation.interface import MOST, Codes, Rule, warning
from perr_cli.validation.reading import File

FRENCH = """Aucun mot n'est coupé par une fin de ligne qui n'est plus là.

Un texte assemblé à partir de lignes imprimées garde le trait d'union auquel un
mot a été coupé, et une espace derrière : `déve- lopper`, ou `déve¬lopper`. Le
conseil dit comment perr l'écrirait : en un mot s'il connaît ce mot, avec le
trait d'union sinon. `pré- et post-natal` est admis.
"""

_BROKEN = re.compile(r"(?<![\w-])([^\W\d_]+)(?:[-\u2010]\s+|¬\s*)([a-zà-ÿœæ]+)")
_BREAK = re.compile(r"[-\u2010]\s|¬")
"""What most texts do not have, and need not be read for."""
_JOINTS = frozenset(("et", "ou", "ni", "puis", "voire", "à"))


class Hyphens(Rule):
    """Words that were broken at the end of a line."""

    NAME = "hyphens"
    CODES: ClassVar[Codes] = {
        "hyphens": warning(
            N_("“{broken}” is broken as at the end of a line"), N_("write “{joined}”, if that is what it says")
        ),
    }

    def file(self, file: File) -> Iterator[Problem]:
        """The broken words of a file."""
        for said in file.said:
            for found in islice(_BROKEN.finditer(said.text), MOST) if _BREAK.search(said.text) else ():
                before, behind = found.groups()
                if behind in _JOINTS:
                    continue
                whole = self.run.words.knows(fold(before + behind))
                joined = before + ("" if whole else "-") + behind
                yield self.problem("hyphens", file.spot(said.place, found.start()), broken=found.group(), joined=joined)
