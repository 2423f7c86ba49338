"""The labels that Word gives the entries of its lists by itself: `•`, `2.1.`, `Objectif 3 :` (ECMA-376-1 §17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from perr_cli.importers.docx.opc import W
from perr_cli.importers.docx.styles import Style, child, indents, run_properties, switch, value, whole
from perr_cli.importers.symbols import shown

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LEVELS = 9
_MAX_LETTERS = 26 * 30
"""The largest number that is counted in letters: Word repeats the letter."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How the entries of a level are labelled."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    """The label, in which `%1` stands for the number of the first level."""
    restart: int | None = None
    """The level (from 1) after which this one begins again; 0 never, None after any that is higher."""
    legal: bool = False
    """Whether all numbers in the label are decimal, whatever their levels say."""
    font: str = ""
    style: str = ""
    """The paragraph style that puts entries here."""
    indents: Mapping[str, float]


class _List(NamedTuple):
    """A list: the definition that it follows, and what it has otherwise: whole levels, or only where they start."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of a document; counts the entries, which must come in the order of reading."""

    def __init__(self, root: Element | None, list_of_style: Callable[[str], str | None]) -> None:
        """`root` is the part of the numbering, if there is one; `list_of_style` gives the list that a style names."""
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._levels: dict[tuple[str, int], Level | None] = {}
        self._used: set[tuple[str, int]] = set()
        self._counts: dict[str, dict[int, int]] = {}
        self._list_of_style = list_of_style
        for element in () if root is None else root:
            if element.tag == W + "abstractNum":
                self._read_abstract(element)
        # They may stand in any order.
        for element in () if root is None else root.iterchildren(W + "num"):
            self._read_list(element)

    def _read_abstract(self, element: Element) -> None:
        number = element.get(W + "abstractNumId", "")
        self._abstract[number] = {whole(lvl.get(W + "ilvl")): _level(lvl) for lvl in element.iterchildren(W + "lvl")}
        link = value(element, "numStyleLink")
        if link:
            self._links[number] = link

    def _read_list(self, element: Element) -> None:
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            number = whole(override.get(W + "ilvl"))
            own = child(override, "lvl")
            if own is not None:
                levels[number] = _level(own)
            start = value(override, "startOverride")
            if start is not None:
                starts[number] = whole(start)
        self._lists[element.get(W + "numId", "")] = _List(value(element, "abstractNumId") or "", levels, starts)

    def level(self, list_id: str, number: int) -> Level | None:
        """A level of a list; None where there is none, as in the list 0 that takes an entry out of lists
        (§17.9.18)."""
        if list_id not in self._lists:
            return None
        key = (list_id, number)
        if key not in self._levels:
            entry = self._lists[list_id]
            level = entry.levels.get(number) or self._abstract.get(self._linked(entry.abstract), {}).get(number)
            start = entry.starts.get(number)
            self._levels[key] = level if level is None or start is None else replace(level, start=start)
        return self._levels[key]

    def _linked(self, abstract: str) -> str:
        """The definition that one is only a name for: it names a style that names a list (§17.9.21)."""
        for _turn in range(LEVELS):
            if abstract not in self._links:
                break
            other = self._lists.get(self._list_of_style(self._links[abstract]) or "")
            abstract = other.abstract if other else abstract
        return abstract

    def level_of(self, list_id: str, chain: Sequence[Style]) -> int | None:
        """The level that belongs to a paragraph's style, or one that it is based on (§17.9.23)."""
        linked = {level.style: number for number in range(LEVELS) if (level := self.level(list_id, number))}
        return next((linked[style.id] for style in chain if style.id in linked), None)

    def label(self, list_id: str, number: int) -> str:
        """The label of the next entry."""
        level = self.level(list_id, number)
        if level is None:
            return ""
        # Lists of one definition count on where another has ended, unless they say where to start (§17.9.26).
        counts = self._counts.setdefault(self._linked(self._lists[list_id].abstract), {})
        if number in self._lists[list_id].starts and (list_id, number) not in self._used:
            self._used.add((list_id, number))
            counts.pop(number, None)
        for above in range(number):
            # Word counts what was passed over.
            counts.setdefault(above, self._start(list_id, above))
        counts[number] = counts[number] + 1 if number in counts else level.start
        for below in range(number + 1, LEVELS):
            lower = self.level(list_id, below)
            after = below if lower is None or lower.restart is None else lower.restart
            if number < after:
                counts.pop(below, None)
        return self._printed(list_id, level, counts)

    def _start(self, list_id: str, number: int) -> int:
        level = self.level(list_id, number)
        return level.start if level else 1

    def _printed(self, list_id: str, level: Level, counts: Mapping[int, int]) -> str:
        if level.format == "bullet":
            return shown(level.text, level.font).strip()

        def count(found: re.Match[str]) -> str:
            number = int(found.group(1)) - 1
            other = self.level(list_id, number)
            counted = other.format if other else "decimal"
            return written(counts.get(number, 1), "decimal" if level.legal and counted != "none" else counted)

        return shown(re.sub("%([1-9])", count, level.text), level.font).strip()


def _level(element: Element) -> Level:
    # A format of one's own stands beside one that older programs know (mc:AlternateContent).
    formats = next(element.iter(W + "numFmt"), None)
    kind = "decimal" if formats is None else formats.get(W + "val", "decimal")
    if formats is not None and kind == "custom":
        kind = formats.get(W + "format", "1").split(",")[0].strip()
    restart = value(element, "lvlRestart")
    return Level(
        start=whole(value(element, "start"), 1) if child(element, "start") is not None else 0,
        format=kind,
        text=value(element, "lvlText") or "",
        restart=None if restart is None else whole(restart),
        legal=bool(switch(element, "isLgl")),
        font=run_properties(child(element, "rPr")).font or "",
        style=value(element, "pStyle") or "",
        indents=indents(child(element, "pPr")),
    )


def written(number: int, kind: str) -> str:
    """A number in a format (§17.18.59). French ordinals, because that is what the documents are in."""
    lower = kind[:5] == "lower"
    if kind in ("none", "bullet"):
        return ""
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if lower else roman.upper()
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= _MAX_LETTERS:
        letter = chr(ord("a" if lower else "A") + (number - 1) % 26)
        return letter * ((number - 1) // 26 + 1)
    if kind == "ordinal":
        return f"{number}er" if number == 1 else f"{number}e"
    if kind == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if kind == "numberInDash":
        return f"- {number} -"
    if kind == "decimalZero" or kind.isdigit():
        return str(number).zfill(min(len(kind), 9) if kind.isdigit() else 2)
    return str(number)


def _roman(number: int) -> str:
    found = ""
    for worth, letters in _ROMAN:
        found += letters * (number // worth)
        number %= worth
    return found
