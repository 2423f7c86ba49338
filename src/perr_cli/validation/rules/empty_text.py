"""A text says something.

What is only a mark (`…`, `-`), a number, a label or a word that introduces
what follows (`Notamment :`, `Objectif 2`, `Développer :`) is a rest of the
layout, or the beginning of a text that stands elsewhere. An objective without
actions is fine, and so is one of a single word that names something.

Passes:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: Mobilité
      - text: Poursuivre l'accompagnement et l'orientation des publics...
        actions:
        - En réactivant la coordination jeunesse

Fails:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: "…"
        actions:
        - Réactiver la coordination jeunesse
      - text: "Notamment :"
      - text: Développer…
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from perr_cli import text
from perr_cli.grammar import INFINITIVE
from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.validation.interface import Codes, Rule, warning
from perr_cli.validation.reading import File

FRENCH = """Un texte dit quelque chose.

Ce qui n'est qu'un signe (`…`, `-`), un nombre, une étiquette ou un mot qui
introduit la suite (`Notamment :`, `Objectif 2`, `Développer :`) est un reste
de mise en page, ou le début d'un texte qui se trouve ailleurs. Un objectif
sans action est admis, de même qu'un objectif d'un seul mot qui nomme quelque
chose.
"""

_UNFINISHED = re.compile(r"(?:…|\.\.\.?|:)\s*$")


class EmptyText(Rule):
    """Texts that say nothing."""

    NAME = "empty-text"
    CODES: ClassVar[Codes] = {
        "empty-text": warning(
            N_("“{text}” says nothing"), N_("join it to the text that it belongs to, or remove it")
        ),
    }  # fmt: skip

    @cached_property
    def _generic(self) -> frozenset[str]:
        """Inflection classes of words so common that one alone is a label."""
        return frozenset(text.base(text.fold(word)) for word in self.run.thesaurus.generic if " " not in word)

    def file(self, file: File) -> Iterator[Problem]:
        """The empty texts of a file."""
        for said in file.said:
            # A long text is never empty, and need not be read.
            if said.item and len(said.pieces) < 12 and self._is_empty(said.text):
                yield self.problem("empty-text", file.spot(said.place), text=said.text.strip())

    def _is_empty(self, written: str) -> bool:
        telling = [t.form for t in text.tokens(written) if not text.is_stop_word(t.form) and not t.form.isdigit()]
        if len(telling) > 1:
            return False
        unfinished = _UNFINISHED.search(written)
        return not telling or text.base(telling[0]) in self._generic or bool(
            unfinished and INFINITIVE.fullmatch(telling[0])
        )  # fmt: skip
