r"""A text has no character that its document cannot have meant.

Documents that went through a scanner, a PDF or a wrong encoding keep traces:
a character that was lost (`�`, or a question mark inside a word), `Ã©` for
`é`, letters with their accents apart, `ﬁ` as one sign, soft hyphens and other
signs that nobody sees, bullets and controls of a font. Searches fold most of
them, but not all, and a person who copies the text copies them, too. Spaces
that do not break, as French has them before `:` and `»`, are fine.

Passes:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: "Développer l'accès à l'emploi : œuvrer « ensemble »"

Fails:

    commune: Bonneville
    themes:
    - key: emploi
      objectives:
      - text: "D\uFFFDvelopper l'emploi"
        actions:
        - DÃ©velopper la mobilité
        - "De\u0301velopper la formation"
        - "Dé\u00ADvelopper les stages"
        - Identiﬁer les besoins
        - "\uF0B7 Créer un forum"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.validation.interface import Codes, Rule, warning
from perr_cli.validation.reading import File

FRENCH = """Un texte n'a pas de caractère que son document n'a pas pu vouloir.

Les documents passés par un scanner, un PDF ou un mauvais encodage en gardent
des traces : un caractère perdu (`�`, ou un point d'interrogation dans un mot),
`Ã©` pour `é`, des lettres dont l'accent est à part, `ﬁ` en un seul signe, des
traits d'union conditionnels et d'autres signes que personne ne voit, des puces
et des commandes propres à une police. La recherche en replie la plupart, mais
pas tous, et qui copie le texte les copie aussi. Les espaces insécables du
français, devant `:` et `»`, sont admises.
"""

_SUSPECT = re.compile("â€|[^\n ->@-~\xa0-\xac\xae-\xc1\xc6-\u02ff‐-‧\u202f‰-⁞€™−]")
"""What few texts have; only these are looked at more closely."""
# The 64 bytes that go on in UTF-8, as an old encoding shows them.
_GOING_ON = re.escape("".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)))
_MOJIBAKE = re.compile(rf"[ÂÃÅ][{_GOING_ON}]|â[{_GOING_ON}]{{2}}")
_LOST = re.compile(r"\ufffd|(?<=[a-zà-ÿ])\?(?=[a-zà-ÿ])")
_ADDRESS = ("://", "www.")
_LONGEST_WORD = 200
"""Characters before a place that are looked at."""
_INVISIBLE = re.compile("[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|(?<=\\w)[\u200c\u200d]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_ACCENT = re.compile("(?<=[A-Za-z])[\u0300-\u036f]+")
_FOREIGN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]|(?<![ÂÃÅâ€])[\x80-\x9f]"
)


class _Found(NamedTuple):
    """What is wrong with some characters, where they begin, what is shown of them, and what was meant."""

    code: str
    at: int
    shown: str
    meant: str = ""


class Characters(Rule):
    """Characters that tell of damage."""

    NAME = "characters"
    CODES: ClassVar[Codes] = {
        "lost-character": warning(
            N_("a character was lost: “{shown}”"), N_("look it up in the document, and write it")
        ),
        "wrong-encoding": warning(
            N_("“{shown}” is “{meant}” in a wrong encoding"),
            N_("write “{meant}”; other places may have the same fault"),
        ),
        "decomposed": warning(
            N_("“{shown}” is a letter and an accent by themselves"), N_("write “{meant}” as one character (NFC)")
        ),
        "ligature": warning(N_("“{shown}” is one sign for several letters"), N_("write “{meant}”")),
        "invisible-character": warning(N_("an invisible character, {shown}"), N_("remove it")),
        "foreign-character": warning(
            N_("the character {shown} belongs to a font, or is none"), N_("remove it, or write what was meant")
        ),
    }  # fmt: skip

    def file(self, file: File) -> Iterator[Problem]:
        """The damaged places of a file; of each sort the first in each text."""
        for said in file.said:
            for found in _found(said.text) if _SUSPECT.search(said.text) else ():
                spot = file.spot(said.place, found.at)
                yield self.problem(found.code, spot, shown=found.shown, meant=found.meant)


def _found(text: str) -> Iterator[_Found]:
    """What is damaged in a text."""
    for lost in _LOST.finditer(text):
        shown = _around(text, lost.start())
        if not any(part in shown for part in _ADDRESS):
            yield _Found("lost-character", lost.start(), shown)
            break
    for wrong in _MOJIBAKE.finditer(text):
        meant = _decoded(wrong.group())
        if meant:
            yield _Found("wrong-encoding", wrong.start(), wrong.group(), meant)
            break
    if accent := _ACCENT.search(text):
        written = text[accent.start() - 1 : accent.end()]
        yield _Found("decomposed", accent.start() - 1, written, unicodedata.normalize("NFC", written))
    if sign := _LIGATURE.search(text):
        yield _Found("ligature", sign.start(), sign.group(), unicodedata.normalize("NFKC", sign.group()))
    if sign := _INVISIBLE.search(text):
        yield _Found("invisible-character", sign.start(), f"U+{ord(sign.group()):04X}")
    if sign := _FOREIGN.search(text):
        yield _Found("foreign-character", sign.start(), f"U+{ord(sign.group()):04X}")


def _around(text: str, at: int) -> str:
    """The word in which a character stands."""
    before = text[max(0, at - _LONGEST_WORD) : at].rpartition(" ")[2]
    return before + text[at : at + _LONGEST_WORD].partition(" ")[0]


def _decoded(written: str) -> str:
    """What was meant by characters that came of reading UTF-8 as an old encoding; empty where they did not.

    >>> _decoded("Ã©"), _decoded("â€™"), _decoded("Â»")
    ('é', '’', '»')
    """
    raw = b"".join(sign.encode("cp1252", "ignore") or bytes([ord(sign)]) for sign in written)
    return raw.decode("utf-8", "ignore")
