"""How entries of lists are marked in print: bullets, numbers, letters, and labels such as « Objectif 2.1 : ».

A marker is no part of an entry's text. Bullets that look alike are one family, whatever the font made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from perr_cli.text import fold

_FAMILIES = {
    "arrow": "→➔➜➝➙➛➞➡⇒⇨⟶⮕⭢🡒",
    "arrowhead": "➢➤►▶▸▹‣⮚⮞»›>",
    "bullet": "•●∙⚫⬤",
    "dot": "·",
    "circle": "○◦⚪❍⭘o",
    "square": "▪■◼⬛",
    "box": "□▫◻☐❏❑❒",
    "diamond": "◆◇❖♦⬥",
    "check": "✓✔☑✅",
    "star": "*★☆✱✶",
    "plus": "+",
    "dash": "-–—−‐‑⁃",
}
"""Signs by the family that they are of."""
_FAMILY = {sign: family for family, signs in _FAMILIES.items() for sign in signs}
_SHAPES = "".join(sign for sign in _FAMILY if not sign.isalnum() and sign not in "*+-–—−‐‑·»›>•")
"""Signs that mark an entry also where no blank follows, and in the middle of a line."""
STRONG = frozenset(_SHAPES)
_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"

BULLET = re.compile(rf"(?:[=\-–]{{1,3}}>\s*|\[[ xX]?\]\s+|[{re.escape(_SHAPES)}]\s*|[*+\-–—−‐‑⁃·•»›>]\s+|o\s+(?=\S))")
"""A bullet at the beginning of a text, and the blanks behind it."""
NUMBER = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?:\s*[.)°:–—-])?\s+(?![%€])"  # 2.1, 2.1.3 -
    rf"|[A-Z]{{1,2}}\.?\d{{1,2}}\.\d{{1,2}}[.)]?(?:\s*[:–—-])?\s+(?=\S)"  # O.1.1, A2.3
    rf"|\d{{1,2}}[.)]\s+(?=\S)"  # 1. 1) also before a figure
    rf"|\d{{1,2}}(?:\s*[.)°]{{1,2}}(?:\s*[–—-])?(?![\d.])\s*|\s+[–—-]\s+)(?=[^\W\d_«\"“(])"  # 1.x 1°) 1 -
    rf"|\(?[a-zA-LN-Z]\)\s*"  # a) (b)
    rf"|[a-zA-LN-Z](?:\.|\s*[–—-])\s+(?=[^\W\d_]{{2}})"  # A.  A -
    rf"|\(?{_ROMAN}(?:\s*[.)–—-]|\s*:)\s*(?=\S))"  # II.  IV -
)
"""A number or a letter at the beginning of a text, and the blanks behind it."""
_ORDINAL = rf"(?:[nN]\s?[°ºo]\s?|#)?(?:\d{{1,3}}(?:[.\-]\d{{1,3}}){{0,3}}(?:/\d{{1,2}})?|{_ROMAN}|[A-Z])\b"


_LABEL_END = re.compile(rf"\s*(?:(?P<number>{_ORDINAL})\s*)?(?P<end>[:.)–—-]+(?=\s|$)\s*|(?=\s|$)\s*)")


class Marker(NamedTuple):
    """What marks an entry: as it is printed, the family it is of, and how many numbers it has (2 for `2.1`)."""

    printed: str
    family: str
    parts: int = 0
    label: str = ""
    """What the label calls it: objective, action, theme, section; empty where it has none."""


NONE = Marker("", "")


class Labels:
    """Reads markers with the words that documents label parts with."""

    def __init__(self, words: Iterable[tuple[str, Iterable[str]]]) -> None:
        """`words` are kinds of parts with the words that label them: `("objective", ["objectif", "OS"])`."""
        self._kinds = [(kind, re.compile(rf"(?:{alternatives(names)})(?![^\W_])", re.I)) for kind, names in words]

    def split(self, text: str) -> tuple[Marker, str]:
        """The marker that a text begins with (with its label, if it has both), and the rest."""
        bullet = BULLET.match(text)
        start = bullet.end() if bullet else 0
        label = self._label(text, start)
        if label:
            return label, text[len(label.printed) :]
        if bullet:
            return Marker(bullet.group(), _family(bullet.group())), text[bullet.end() :]
        number = NUMBER.match(text)
        if number and number.end() < len(text):
            return Marker(number.group(), *_numbered(number.group())), text[number.end() :]
        return NONE, text

    def _label(self, text: str, start: int) -> Marker | None:
        for kind, pattern in self._kinds:
            found = pattern.match(text, start)
            if not found:
                continue
            rest = _LABEL_END.match(text, found.end())
            if not rest or not (rest["number"] or ":" in rest["end"] or rest["end"].strip() in ("–", "—", "-")):
                continue
            number = rest["number"] or ""
            family = f"label {kind}"
            return Marker(text[: rest.end()], family, len(re.findall(r"\d+", number)), kind)
        return None


def _family(bullet: str) -> str:
    """The family of a bullet; `=>` is an arrow."""
    if bullet[0] == "[":
        return "box"
    return "arrow" if bullet.rstrip().endswith(">") and len(bullet.rstrip()) > 1 else _FAMILY[bullet[0]]


def automatic(marker: str) -> Marker:
    """What marks an entry to which the file gives its bullet or number by itself."""
    sign = marker.strip()
    if sign[:1] in _FAMILY and len(sign) == 1:
        return Marker(marker, _FAMILY[sign])
    return Marker(marker, *_numbered(marker)) if sign else NONE


def is_only_a_marker(text: str) -> bool:
    """Whether a text is a bullet or a number and nothing else."""
    bare = text.strip()
    return bool(bare) and len(bare) <= 8 and bool(re.fullmatch(f"(?:{BULLET.pattern}|{NUMBER.pattern}).?", f"{bare} x"))


def alternatives(phrases: Iterable[str], *, plural: bool = True) -> str:
    """Some phrases as a pattern, the longest first, each with any apostrophe, accent, hyphen and plural."""
    patterns = []
    for phrase in sorted(phrases, key=len, reverse=True):
        words = [fold(word) for word in re.split(r"[\s'’-]+", phrase) if word]
        patterns.append(r"[\s'’-]{1,3}".join(_any_form(word, plural) for word in words))
    return "|".join(patterns)


_ACCENTED = {"a": "aàâä", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "c": "cç"}


def _any_form(word: str, plural: bool) -> str:
    if word == "et":
        return "(?:et|&)"
    return re.sub("[aeiouc]", _any_accent, word) + ("s?" if plural and len(word) > 3 else "")


def _any_accent(match: re.Match[str]) -> str:
    return f"[{_ACCENTED[match.group()]}]"


def _numbered(printed: str) -> tuple[str, int]:
    numbers = re.findall(r"\d+", printed)
    code = re.match(r"[A-Z]{1,2}", printed)
    if numbers and code:
        return f"code {code.group()}", 1
    if numbers:
        return f"number {len(numbers)}", len(numbers)
    bare = re.sub(r"\W", "", printed)
    if re.fullmatch(_ROMAN, bare) and bare:
        return "roman", 1
    return ("capital" if bare.isupper() else "letter"), 1
