"""A text stands once in a protocol.

An objective that is printed twice, in one theme or in two, an action that
stands under two objectives, or that only repeats its objective, is often a
slip of copying; each is counted and compared twice. Case, accents and
punctuation make no difference. Where the document really prints it twice, say
so in a `note` of either: then nothing is reported, nor are the actions of an
objective that stands twice.

Passes:

    commune: Bonneville
    themes:
    - key: logement
      objectives:
      - text: Renforcer l'attractivité des quartiers
        note: la source l'imprime sous deux thématiques
        actions:
        - Impulser des actions culturelles
    - key: lien-social
      objectives:
      - text: Renforcer l'attractivité des quartiers
        actions:
        - Impulser des actions culturelles

Fails:

    commune: Bonneville
    themes:
    - key: logement
      objectives:
      - text: Renforcer l'attractivité des quartiers
    - key: lien-social
      objectives:
      - text: Renforcer l'attractivité des quartiers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from perr_cli.items import Item
from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.text import said as all_said
from perr_cli.text import word
from perr_cli.validation.interface import Codes, Rule, warning
from perr_cli.validation.reading import File, Said

FRENCH = """Un texte figure une seule fois dans un protocole.

Un objectif imprimé deux fois, dans une thématique ou dans deux, une action qui
figure sous deux objectifs ou qui ne fait que répéter le sien, est souvent une
erreur de copie ; chacun est compté et comparé deux fois. La casse, les accents
et la ponctuation ne changent rien. Si le document l'imprime vraiment deux
fois, dites-le dans une `note` de l'un ou de l'autre : rien n'est alors
signalé, pas plus que les actions d'un objectif qui figure deux fois.
"""


class RepeatedText(Rule):
    """Texts that stand in a protocol already."""

    NAME = "repeated-text"
    CODES: ClassVar[Codes] = {
        "repeated-text": warning(
            N_("the same text stands in {first}, line {line}"),
            N_("remove one of them; or say in a “note” that the document prints both"),
        ),
    }

    def file(self, file: File) -> Iterator[Problem]:
        """The texts of a file that stand there twice."""
        first: dict[str, tuple[Item, Said]] = {}
        repeated: set[str] = set()
        for said in file.said:
            item = said.item
            if item is None:
                continue
            key = all_said(list(map(word, said.pieces)))
            before, there = first.setdefault(key, (item, said))
            if before is item:
                continue
            repeated.add(item.id)
            explained = said.note or there.note or (item.objective is not None and item.objective.id in repeated)
            if not explained:
                line = file.spot(there.place).line
                yield self.problem("repeated-text", file.spot(said.place), first=before.short_id, line=line)
