"""A decision is about two commitments that exist, and say what they said when
it was taken.

`decisions.yaml` stands beside the protocols. A decision that is not well
written, that is about a precondition or about two items of one protocol, or
that stands there twice, is an error. One whose items are gone, say something
else now or have other ids is stale: it is not applied until somebody decides
again, and a warning.

Passes:

    # abville.yaml
    commune: Abville
    themes:
    - key: emploi
      objectives: [Favoriser la mobilité]
    # bourg.yaml
    commune: Bourg
    themes:
    - key: emploi
      objectives: [Faciliter les déplacements]
    # decisions.yaml
    - left: abville/emploi/1
      right: bourg/emploi/1
      kind: shared
      left_text: Favoriser la mobilité

Fails:

    # abville.yaml
    commune: Abville
    themes:
    - key: emploi
      objectives: [Favoriser la mobilité]
    # bourg.yaml
    commune: Bourg
    themes:
    - key: emploi
      objectives: [Faciliter les déplacements]
    # decisions.yaml
    - left: abville/emploi/1
      right: bourg/emploi/1
      kind: shared
      left_text: Favoriser les mobilités
    - left: abville/emploi/1
      right: bourg/emploi/2
      kind: none
    - left: abville/emploi/1
      right: abville/emploi/1
      kind: none
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from perr_cli import deciding
from perr_cli.items import Item
from perr_cli.problems import Problem, Severity
from perr_cli.validation.interface import Codes, Rule, Run, known_problems
from perr_cli.validation.reading import File

FRENCH = """Une décision porte sur deux engagements qui existent et disent ce qu'ils
disaient quand elle a été prise.

`decisions.yaml` se trouve à côté des protocoles. Une décision mal écrite, qui
porte sur une condition préalable ou sur deux éléments d'un même protocole, ou
qui figure deux fois, est une erreur. Une décision dont les éléments n'existent
plus, disent autre chose ou ont d'autres identifiants est périmée : elle n'est
pas appliquée tant que personne n'a décidé de nouveau, et c'est un
avertissement.
"""


class Decisions(Rule):
    """What is wrong in files of decisions, and which of them do not hold any more."""

    NAME = "decisions"
    CODES: ClassVar[Codes] = known_problems(
        "no-decisions", "decided-precondition", "decided-same-item", "decided-one-protocol", "decided-twice"
    ) | known_problems("stale-gone", "stale-changed", "stale-moved", severity=Severity.warning)
    BESIDE = True

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._decisions = deciding.load(run.decisions)
        self._about = frozenset(ref for decision in self._decisions for ref in decision.protocols)
        self._items: dict[str, list[Item]] = {}
        self._unread = False

    def file(self, file: File) -> Iterable[Problem]:
        """Nothing yet: a file's items are kept, if any decision is about them."""
        if file.protocol is None:
            self._unread = True
        elif file.protocol.ref in self._items:
            self._unread = True  # of two protocols with one ref the first counts, and the other may be the one meant
        elif file.protocol.ref in self._about:
            self._items[file.protocol.ref] = list(file.protocol.items())
        return ()

    def corpus(self) -> Iterable[Problem]:
        """What is wrong in the files of decisions."""
        # A protocol whose file was not named or could not be read may be there all the same.
        whole = self.run.whole and not self._unread
        items = (item for items in self._items.values() for item in items)
        return (*self._decisions.problems, *self._decisions.stale(items, lambda _: whole))
