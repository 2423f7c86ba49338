"""A thesaurus beside the protocols says what a thesaurus may say, and names
nothing that does not exist.

`thesaurus.yaml` adds to what perr knows: themes, concepts, partners, verbs
(`perr schema thesaurus-file` has its form). What it names (`broader`,
`related`, `@sets`) must exist in it or in what comes with perr. A command that
loads it stops at the first fault; this rule tells all.

Passes:

    # commune.yaml
    commune: Bonneville
    themes: []
    # thesaurus.yaml
    concepts:
    - id: jardins-partages
      label: {fr: jardins partagés, en: community gardens}

Fails:

    # commune.yaml
    commune: Bonneville
    themes: []
    # thesaurus.yaml
    concepts:
    - id: jardins-partages
      label: {fr: jardins partagés, en: community gardens}
      broader: [agriculture-du-quartier]
      signs: [jardin & @habitants-du-quartier]
    - id: jardins-partages
      label: {fr: jardins familiaux, en: allotments}
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from perr_cli import thesaurus
from perr_cli.problems import Problem
from perr_cli.text import display_path
from perr_cli.validation.interface import Codes, Rule, known_problems

FRENCH = """Un thésaurus placé à côté des protocoles dit ce qu'il peut dire, et ne nomme
rien qui n'existe pas.

`thesaurus.yaml` complète ce que perr connaît : thématiques, concepts,
partenaires, verbes (`perr schema thesaurus-file` en donne la forme). Ce qu'il
nomme (`broader`, `related`, `@ensembles`) doit exister en lui ou dans ce qui
est livré avec perr. Une commande qui le charge s'arrête à la première faute ;
cette règle les dit toutes.
"""


class ThesaurusFiles(Rule):
    """What is wrong in thesaurus files."""

    NAME = "thesaurus"
    CODES: ClassVar[Codes] = known_problems("no-thesaurus", "same-id", "unknown-id", "unknown-set", "too-many-signs")
    BESIDE = True

    def corpus(self) -> Iterable[Problem]:
        """What is wrong in the files that are to be checked."""
        own = set(map(display_path, self.run.own_thesauri))
        return [wrong for wrong in thesaurus.check(self.run.thesauri) if wrong.path in own] if own else ()
