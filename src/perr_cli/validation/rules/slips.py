"""A word that stands nowhere else is not one letter from a word that is known.

perr knows the words of its thesaurus, in every inflection, and those that
stand in many files. A word that it does not know, that one file alone has, and
that one letter parts from a known one (more, less, another, or two turned
around) is mostly a slip: `accompagement`, `habitnats`. A word with a capital
is only compared with names, as « Démon » with Démos. The shorter a word, the
more a letter changes; short words, inflections and first letters are left
alone, so that a finding is mostly right, and many slips are not found.

The text stays as the document has it; a `reading` says what it means.

Passes:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: Développer l'accompagnement des tuteurs de la vallée
      - text: Poursuivre le partenariat avec Démon
        reading: Poursuivre le partenariat avec Démos
        note: la source dit « Démon »

Fails:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: Développer l'accompagement des habitnats
      - text: Poursuivre le partenariat avec Démon
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from perr_cli import text
from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.validation.interface import Codes, Rule, Run, warning
from perr_cli.validation.near import Near, common
from perr_cli.validation.reading import File, Said, Spot
from perr_cli.validation.words import inflected

FRENCH = """Un mot qui ne figure nulle part ailleurs n'est pas à une lettre d'un mot connu.

perr connaît les mots de son thésaurus, dans toutes leurs flexions, et ceux qui
figurent dans beaucoup de fichiers. Un mot qu'il ne connaît pas, qu'un seul
fichier contient, et qu'une lettre sépare d'un mot connu (en plus, en moins,
une autre, ou deux interverties) est le plus souvent une coquille :
`accompagement`, `habitnats`. Un mot à majuscule n'est comparé qu'à des noms,
comme « Démon » à Démos. Plus un mot est court, plus une lettre le change ; les mots courts, les
flexions et les premières lettres sont laissés de côté, de sorte qu'un
signalement est le plus souvent juste, et que bien des coquilles échappent.

Le texte reste tel que le document le porte ; une `reading` dit ce qu'il
signifie.
"""

_SHORTEST = 5
_LONGEST = 40
_FREQUENT = 5
"""The least files in which a word that perr does not know is no slip, and others may be slips of it."""
_TWICE = 2
"""The most times that a slip stands in its file."""
# What a scanner takes for each other.
_ALIKE = frozenset(map(frozenset, ("ce", "il", "nu", "rn", "ft", "oc", "oe", "hb")))
_FIRST = (("l", "i"),)
"""What a scanner takes at the beginning of a word for the other: `lnsertion`."""


@dataclass(slots=True)
class _Unknown:
    """A word that perr does not know, and where it stands first."""

    written: str
    name: bool
    spot: Spot
    path: str
    times: int = 1
    files: int = 1


class Slips(Rule):
    """Words that only one file has, beside known ones."""

    NAME = "slips"
    CODES: ClassVar[Codes] = {
        "slips": warning(
            N_("“{word}” stands nowhere else, and is one letter from “{known}”"),
            N_("write what the document has, and a “reading” if that is a slip"),
        ),
    }

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._fine: set[str] = set()
        """Words as written, and signs, that need no further look."""
        self._unknown: dict[str, _Unknown] = {}

    def file(self, file: File) -> Iterator[Problem]:
        """Nothing yet: the words that are not known are kept."""
        for said in file.said:
            # What a commune and its EPCI are called is in no thesaurus.
            if said.place in (("commune",), ("epci",)):
                continue
            if not self._fine.issuperset(said.pieces):
                self._keep(file, said)
        yield from ()

    def _keep(self, file: File, said: Said) -> None:
        for number, (written, (start, _)) in enumerate(zip(said.pieces, text.spans(said.text), strict=True)):
            if written in self._fine:
                continue
            word = text.word(written)
            short = not _SHORTEST <= len(word.form) <= _LONGEST or (word.capitals and len(word.form) < _BY_SORT["less"])
            if short or not word.form.isalpha() or self.run.words.knows(word.form):
                self._fine.add(written)
                continue
            known = self._unknown.get(word.form)
            if known is None:
                name = word.title and number > 0
                self._unknown[word.form] = _Unknown(written, name, file.spot(said.place, start), file.path)
            elif known.path == file.path:
                known.times += 1
            else:
                known.files += 1
                known.path = file.path

    def corpus(self) -> Iterator[Problem]:
        """The words that are slips."""
        alone = {form: word for form, word in self._unknown.items() if word.files == 1 and word.times <= _TWICE}
        if not alone:
            return
        words = self.run.words
        frequent = {form: word.written for form, word in self._unknown.items() if word.files >= _FREQUENT}
        shown = {**frequent, **words.forms}
        names = Near(form for form in words.names if len(form) >= _SHORTEST)
        others = Near(form for form in shown if len(form) >= _SHORTEST and form not in words.names)
        for form, word in alone.items():
            near = (names if word.name else others).of(form)
            meant = next((known for known in near if _is_slip(form, known, name=word.name)), None)
            if meant:
                yield self.problem("slips", word.spot, word=word.written, known=shown[meant])


_BY_SORT = {"turned": 6, "doubled": 7, "alike": 7, "less": 8, "other": 9}
"""The least letters that a word has for each sort of slip."""


def _is_slip(form: str, known: str, *, name: bool) -> bool:
    """Whether a word that one letter parts from a known one is a slip of it, not another word.

    >>> _is_slip("accompagement", "accompagnement", name=False), _is_slip("tuteur", "auteur", name=False)
    (True, False)
    """
    at = common(form, known)
    if inflected(form, known) or (at == 0 and (form[0], known[0]) not in _FIRST):
        return False
    return name or len(form) >= _BY_SORT[_sort(form, known, at)]


def _sort(form: str, known: str, at: int) -> str:
    """How two words differ that begin with `at` letters in common."""
    if len(form) == len(known):
        if form[at + 1 :] != known[at + 1 :]:
            return "turned"
        return "alike" if frozenset((form[at], known[at])) in _ALIKE else "other"
    longer = max(form, known, key=len)
    return "doubled" if longer[at] == longer[at - 1] else "less"
