"""What Word's lists print before their entries: bullets, and numbers of any number of levels (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0E8: "➔", 0xF0E0: "→", 0xF0F0: "⇨", 0xF06F: "o", 0xF0A8: "◻",
    0xF076: "❖", 0xF06E: "■", 0xF071: "❑", 0xF02D: "–", 0xF0FE: "☑", 0xF09F: "•", 0xF0AE: "→", 0xF0C4: "➢", 0xF075: "◆",
    0xF06C: "●", 0xF0DC: "➢", 0xF0E1: "→", 0xF034: "✓", 0xF0B0: "○", 0xF0A1: "○", 0xF0D7: "•", 0xF0DE: "⇒",
}  # fmt: skip
"""Signs of the fonts Symbol and Wingdings, which have code points of their own, as what they look like."""


class NumberLevel(NamedTuple):
    """A level of a list."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    restart: bool = True
    indent: float | None = None
    """Where its entries begin, in points."""
    bold: bool = False


class ListRef(NamedTuple):
    """A list that paragraphs refer to: which definition it shares its counters with, and where it starts anew."""

    definition: str
    levels: Mapping[int, NumberLevel]
    overrides: frozenset[int] = frozenset()


class Numbering:
    """Counts the entries of the lists of one document."""

    def __init__(self, lists: Mapping[str, ListRef]) -> None:
        self._lists = lists
        self._counters: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()

    def level(self, number: str, depth: int) -> NumberLevel | None:
        """A level of a list, if there is one."""
        found = self._lists.get(number)
        return found.levels.get(depth) if found else None

    def next(self, number: str, depth: int) -> str:
        """What is printed before the next entry of a list; empty for what prints nothing."""
        found = self._lists.get(number)
        level = found.levels.get(depth) if found else None
        if found is None or level is None or level.format == "none":
            return ""
        if level.format == "bullet":
            return shown(level.text)
        counters = self._counters[found.definition]
        if depth in found.overrides and (number, depth) not in self._started:
            counters.pop(depth, None)
        self._started.add((number, depth))
        counters[depth] = counters[depth] + 1 if depth in counters else level.start
        for deeper in [key for key in counters if key > depth]:
            if found.levels.get(deeper, level).restart:
                del counters[deeper]

        def value(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            other = found.levels.get(at, level)
            return counted(counters.get(at, other.start), other.format)

        return re.sub(r"%([1-9])", value, level.text)


def shown(text: str) -> str:
    """A text with the signs of symbol fonts as what they look like."""
    return "".join(SYMBOLS.get(ord(sign), "•" if 0xF000 <= ord(sign) <= 0xF0FF else sign) for sign in text)


def counted(number: int, format: str) -> str:
    """A number as a list prints it (ECMA-376-1, 17.18.59).

    >>> counted(4, "lowerRoman"), counted(28, "upperLetter"), counted(7, "decimalZero")
    ('iv', 'BB', '07')
    """
    if format in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min(4, (number - 1) // 26 + 1)
        return letter if format == "lowerLetter" else letter.upper()
    if format in ("lowerRoman", "upperRoman") and 0 < number < 400:
        roman = _roman(number)
        return roman if format == "lowerRoman" else roman.upper()
    return f"{number:02d}" if format == "decimalZero" else str(number)


def _roman(number: int) -> str:
    told = ""
    for value, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while number >= value:
            told += sign
            number -= value
    return told
