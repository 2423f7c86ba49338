"""A protocol file says what a protocol file may say, in YAML that is not clever.

Every value is text, and stays as it was typed. Anchors, aliases, merge keys,
tags, keys that stand twice and a second document are refused; so is a key
that perr does not know, and a value that has not the form that its key asks
for (`perr schema protocol` has them all). A file that this rule refuses is
not loaded by other commands, and not looked at by other rules.

Passes:

    commune: Bonneville
    insee: "01004"
    themes:
    - key: emploi
      objectives:
      - text: Lever les freins à l'emploi

Fails:

    commune: Bonneville
    insee: "1004"
    themes:
    - key: emploi
      objectifs:
      - text: Lever les freins à l'emploi
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from perr_cli.problems import Problem
from perr_cli.validation.interface import Codes, Rule, known_problems
from perr_cli.validation.reading import File

FRENCH = """Un fichier de protocole dit ce qu'un tel fichier peut dire, en YAML sans ruse.

Toute valeur est du texte et reste comme elle a été saisie. Les ancres, alias,
clés de fusion, étiquettes, clés répétées et un second document sont refusés ;
de même une clé que perr ne connaît pas, et une valeur qui n'a pas la forme
que demande sa clé (`perr schema protocol` les donne toutes). Un fichier que
cette règle refuse n'est pas chargé par les autres commandes, et les autres
règles ne le regardent pas.
"""


class Schema(Rule):
    """What the loader and the model say."""

    NAME = "schema"
    CODES: ClassVar[Codes] = known_problems(
        "not-a-file", "unreadable", "too-large", "not-utf8", "control-character", "syntax", "conflict",
        "several-documents", "no-protocol", "alias", "tag", "too-deep", "too-many", "too-long", "duplicate-key",
        "key-not-text", "missing-field", "unknown-field", "wrong-type", "empty", "bad-value",
    )  # fmt: skip

    def file(self, file: File) -> Iterable[Problem]:
        """What is wrong with a file."""
        return file.problems
