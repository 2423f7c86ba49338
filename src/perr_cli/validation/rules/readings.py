"""A reading says what a text means where the two differ, and a note says why.

Search and comparison go by the reading. Who reads it must be able to judge it:
a `note` says what the source has and how it is known what it means. A reading
that is its text again says nothing. A note without a reading is fine.

Passes:

    commune: Bonneville
    themes:
    - key: lien-social
      objectives:
      - text: Poursuivre le partenariat avec Démon
        reading: Poursuivre le partenariat avec Démos
        note: la source dit « Démon », coquille pour le projet Démos

Fails:

    commune: Bonneville
    themes:
    - key: lien-social
      objectives:
      - text: Poursuivre le partenariat avec Démon
        reading: Poursuivre le partenariat avec Démos
      - text: Favoriser la mobilité
        reading: Favoriser la mobilité
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.validation.interface import Codes, Rule, error, warning
from perr_cli.validation.reading import File

FRENCH = """Une lecture dit ce qu'un texte signifie là où les deux diffèrent ; une note
dit pourquoi.

La recherche et la comparaison suivent la lecture. Qui la lit doit pouvoir en
juger : une `note` dit ce que porte la source et comment on sait ce qu'elle
signifie. Une lecture qui répète son texte ne dit rien. Une note sans lecture
est admise.
"""


class Readings(Rule):
    """Readings that nobody has explained, or that change nothing."""

    NAME = "readings"
    CODES: ClassVar[Codes] = {
        "reading-without-note": warning(
            N_("a reading without a note"), N_("say in a “note” what the source has, and why this is what it means")
        ),
        "same-reading": error(N_("the reading is the text again"), N_("remove it, or write what the text means")),
    }

    def file(self, file: File) -> Iterator[Problem]:
        """What is wrong with the readings of a file."""
        for said in file.said:
            if said.item is None or said.item.reading is None:
                continue
            spot = file.spot(said.place)
            if said.item.reading.split() == said.item.text.split():
                yield self.problem("same-reading", spot)
            elif not said.note:
                yield self.problem("reading-without-note", spot)
