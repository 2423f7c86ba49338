"""How text looks in a Word document: what a run says, else its style, else the paragraph's, else the document
(ECMA-376-1 §17.7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from perr_cli.importers.docx.opc import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAX_BASES = 50
"""The most styles that may stand on one another; Word itself takes eleven."""
_SIZE = 10.0
"""Points that letters have where nothing says (§17.3.2.38)."""
_OFF = frozenset(("0", "false", "off", "none"))
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pc": 12.0, "pi": 12.0, "": 0.05}
"""Points in a unit; a number alone is twentieths of a point."""
_MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(pt|in|cm|mm|pc|pi|)")
_HEADING = re.compile(r"(?:heading|titre) ?([1-9])")
_CONTENTS = re.compile(r"toc [1-9]|toc heading|table of figures|contents (?:[1-9]|heading)")


def points(value: str | None) -> float | None:
    """A measure in points (§22.9.2.14)."""
    found = _MEASURE.fullmatch(value or "")
    return float(found.group(1)) * _UNITS[found.group(2)] if found else None


def whole(value: str | None, default: int = 0) -> int:
    """A whole number, or what counts where there is none."""
    found = re.fullmatch(r"-?\d{1,9}", (value or "").strip())
    return int(found.group()) if found else default


def child(element: Element | None, name: str) -> Element | None:
    """The child of an element with a name of Word's own."""
    return None if element is None else element.find(W + name)


def value(element: Element | None, name: str) -> str | None:
    """What a property says: the `w:val` of a child."""
    found = child(element, name)
    return None if found is None else found.get(W + "val")


def switch(element: Element | None, name: str) -> bool | None:
    """Whether a property is switched on (§17.17.4: also without a value); None where nothing is said."""
    found = child(element, name)
    return None if found is None else found.get(W + "val", "1") not in _OFF


class RunProperties(NamedTuple):
    """What is said about letters in one place; None where nothing is."""

    bold: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    colour: str | None = None
    font: str | None = None

    def over(self, below: RunProperties) -> RunProperties:
        """These, and what they do not say from others."""
        return RunProperties._make(low if high is None else high for high, low in zip(self, below, strict=True))


class Look(NamedTuple):
    """How letters look."""

    bold: bool
    hidden: bool
    size: float
    colour: str
    """As `rrggbb`; empty for black, and where it is left to the program."""
    font: str


def run_properties(element: Element | None) -> RunProperties:
    """A `w:rPr`."""
    if element is None:
        return _NOTHING
    half_points = value(element, "sz")
    size = whole(half_points) / 2 if half_points and half_points.isdigit() else points(half_points)
    colour = value(element, "color")
    if colour is not None:
        colour = colour.lower() if re.fullmatch("[0-9A-Fa-f]{6}", colour) and colour != "000000" else ""
    fonts = child(element, "rFonts")
    font = None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
    return RunProperties(switch(element, "b"), switch(element, "vanish"), size, colour, font)


_NOTHING = RunProperties()


def indents(element: Element | None) -> dict[str, float]:
    """The indents that a `w:pPr` gives (§17.3.1.12): `left`, and `first`, which is less than 0 for a hanging line."""
    found = child(element, "ind")
    if found is None:
        return {}
    left = points(found.get(W + "left") or found.get(W + "start"))
    hanging, first = points(found.get(W + "hanging")), points(found.get(W + "firstLine"))
    first = -hanging if hanging is not None else first
    return {name: points for name, points in (("left", left), ("first", first)) if points is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What one style says by itself."""

    id: str
    name: str
    based_on: str
    run: RunProperties
    heading: int | None
    """The level of the heading that it makes, 0 for none; None where it does not say."""
    list_id: str | None
    list_level: int | None
    indents: Mapping[str, float]
    parts: Mapping[str, RunProperties]
    """What a table's style says about its first row and so on."""


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        """`root` is the part of the styles, if there is one."""
        self._styles: dict[str, Style] = {}
        self._default = ""
        self._chains: dict[str, tuple[Style, ...]] = {}
        self._runs: dict[str, RunProperties] = {}
        self._tables: dict[tuple[str | None, bool, bool], RunProperties] = {}
        self._base = _NOTHING
        for element in () if root is None else root:
            if element.tag == W + "docDefaults":
                self._base = run_properties(child(child(element, "rPrDefault"), "rPr"))
            elif element.tag == W + "style":
                style = _style(element)
                self._styles.setdefault(style.id, style)
                if element.get(W + "type") == "paragraph" and element.get(W + "default", "0") not in _OFF:
                    self._default = style.id

    def list_of(self, style: str) -> str | None:
        """The list (a `numId`) that a style names itself."""
        return self._styles[style].list_id if style in self._styles else None

    def chain(self, style: str | None) -> tuple[Style, ...]:
        """A paragraph's style and those that it is based on, itself first."""
        return self._chain(style if style in self._styles else self._default)

    def _chain(self, style: str | None) -> tuple[Style, ...]:
        if style is None or style not in self._styles:
            return ()
        if style not in self._chains:
            self._chains[style] = tuple(self._bases(style))
        return self._chains[style]

    def _bases(self, style: str) -> Iterator[Style]:
        seen: set[str] = set()
        while style in self._styles and style not in seen and len(seen) < _MAX_BASES:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].based_on

    def cell(self, style: str | None, *, row: bool, column: bool) -> RunProperties:
        """What a table's style says about letters in a cell of its first row, or first column, if these are set apart
        (§17.7.6)."""
        key = (style, row, column)
        if key not in self._tables:
            said = _NOTHING
            for one in self._chain(style):
                for part, counts in (("firstRow", row), ("firstCol", column)):
                    said = said.over(one.parts[part]) if counts and part in one.parts else said
                said = said.over(one.run)
            # The sizes of table styles yield to the document's own, in ways that no one wrote down.
            self._tables[key] = said._replace(size=None, hidden=None)
        return self._tables[key]

    def look(self, own: RunProperties, character: str | None, paragraph: str | None, table: RunProperties) -> Look:
        """How a run looks that says `own` itself, in a character style, a paragraph style, and a cell."""
        styles = (self._run(self._chain(character)), self._run(self.chain(paragraph)), table)
        said = own
        for style in (*styles, self._base):
            said = said.over(style)
        # §17.7.3: of toggles, two styles that switch one on switch it off.
        bold, hidden = (
            base or sum(map(bool, low)) % 2 == 1 if mine is None else mine
            for mine, base, *low in zip(own[:2], self._base[:2], *(style[:2] for style in styles), strict=True)
        )
        size = _SIZE if said.size is None else said.size
        return Look(bool(bold), bool(hidden), size, said.colour or "", said.font or "")

    def _run(self, chain: tuple[Style, ...]) -> RunProperties:
        if not chain:
            return _NOTHING
        if chain[0].id not in self._runs:
            said = _NOTHING
            for style in chain:
                said = said.over(style.run)
            self._runs[chain[0].id] = said
        return self._runs[chain[0].id]


def _style(element: Element) -> Style:
    properties = child(element, "pPr")
    numbering = child(properties, "numPr")
    level = value(numbering, "ilvl")
    name = (value(element, "name") or "").lower()
    called = _HEADING.fullmatch(name)
    return Style(
        id=element.get(W + "styleId", ""),
        name=name,
        based_on=value(element, "basedOn") or "",
        run=run_properties(child(element, "rPr")),
        heading=outline(properties) if outline(properties) is not None else int(called.group(1)) if called else None,
        list_id=value(numbering, "numId"),
        list_level=None if level is None else whole(level),
        indents=indents(properties),
        parts={
            part.get(W + "type", ""): run_properties(child(part, "rPr"))
            for part in element.iterchildren(W + "tblStylePr")
        },
    )


def outline(properties: Element | None) -> int | None:
    """The level in the outline that a paragraph has (§17.3.1.20, where 0 to 8 are levels and 9 is text), from 1; 0 for
    text; None where nothing is said."""
    level = value(properties, "outlineLvl")
    return None if level is None else whole(level, 9) % 9 + 1 if 0 <= whole(level, 9) < 9 else 0


def heading(chain: tuple[Style, ...]) -> int:
    """The level of the heading that a style makes, by itself or by one that it is based on."""
    return next((style.heading for style in chain if style.heading is not None), 0)


def is_contents(chain: tuple[Style, ...]) -> bool:
    """Whether a style is one of those for entries in tables of contents."""
    return any(_CONTENTS.fullmatch(style.name) for style in chain)
