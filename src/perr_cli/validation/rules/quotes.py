"""Quotation marks and brackets are opened and closed.

A `«` that is never closed, or a `)` that closes nothing, is mostly a sign
that a text was cut, or that two were put together. `a)` and `1)` that count,
and a smile, are fine. Straight quotation marks must be even in number.

Passes:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: "Aller vers le public « invisible » : a) rue (maraude), b) sport"

Fails:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: Toucher le public dit « invisible (jeunes, femmes)
      - text: Développer l'aller-vers » dans les quartiers
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.validation.interface import Codes, Rule, warning
from perr_cli.validation.reading import File

FRENCH = """Les guillemets et les parenthèses s'ouvrent et se ferment.

Un `«` jamais fermé, ou un `)` qui ne ferme rien, indique le plus souvent qu'un
texte a été coupé, ou que deux ont été réunis. Les `a)` et `1)` d'énumération,
ainsi qu'un sourire, sont admis. Les guillemets droits doivent être en nombre
pair.
"""

_PAIRS = {"«": "»", "(": ")", "[": "]"}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = re.compile(r"[«»()\[\]\"“”„]")
_ROUND = "“”„"
_COUNTS = re.compile(r"(?:^|[^\w.])(?:[a-zA-Z]|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2})*)$")
"""What stands before the bracket of `a)`, `1)`, `2.1)`, `iii)`."""
_SMILE = re.compile(r"[:;]-?$")


class Quotes(Rule):
    """Marks that have no counterpart."""

    NAME = "quotes"
    CODES: ClassVar[Codes] = {
        "unclosed": warning(N_("“{mark}” is never closed"), N_("close it, or see whether the text goes on elsewhere")),
        "unopened": warning(N_("“{mark}” closes nothing"), N_("open it, or see whether the text begins elsewhere")),
    }

    def file(self, file: File) -> Iterator[Problem]:
        """The marks of a file that have no counterpart, each kind once in a text."""
        for said in file.said:
            told: set[str] = set()
            for code, mark, at in _alone(said.text):
                if mark not in told:
                    told.add(mark)
                    yield self.problem(code, file.spot(said.place, at), mark=mark)


def _alone(text: str) -> list[tuple[str, str, int]]:
    """The marks of a text without a counterpart: the code, the mark, where it stands.

    >>> _alone("a) un (deux)"), _alone("« un")
    ([], [('unclosed', '«', 0)])
    """
    opened: dict[str, list[int]] = {mark: [] for mark in _PAIRS}
    alone = []
    straight: list[int] = []
    rounded: list[int] = []
    for found in _MARK.finditer(text):
        mark, at = found.group(), found.start()
        if mark in _PAIRS:
            opened[mark].append(at)
        elif mark == '"':
            straight.append(at)
        elif mark in _ROUND:
            rounded.append(at)
        elif opened[_OPENING[mark]]:
            opened[_OPENING[mark]].pop()
        elif not (mark == ")" and _is_no_bracket(text, at)):
            alone.append(("unopened", mark, at))
    alone += [("unclosed", mark, at) for mark, places in opened.items() for at in places]
    # Round ones are opened and closed in several ways (“ ”, „ “, ” ”): like straight ones, they come in pairs.
    alone += [("unclosed", text[places[-1]], places[-1]) for places in (straight, rounded) if len(places) % 2]
    return sorted(alone, key=lambda found: found[2])


def _is_no_bracket(text: str, at: int) -> bool:
    """Whether a bracket that closes nothing counts (`a)`), or smiles."""
    before = text[max(0, at - 12) : at]
    return bool(_COUNTS.search(before) or _SMILE.search(before))
