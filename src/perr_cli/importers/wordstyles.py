"""How a Word document's paragraphs and words look: styles, what they are based on, and direct formatting
(ECMA-376-1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from perr_cli.importers.numbering import ListRef, NumberLevel

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|titre|überschrift|título|titolo)\s*([1-9])$", re.I)
_DEEPEST = 20
"""How many styles may be based on each other: a loop ends there."""


@dataclass(slots=True)
class Look:
    """Formatting that is said; None for what is not."""

    bold: bool | None = None
    size: float | None = None
    colour: str | None = None
    hidden: bool | None = None
    heading: int | None = None
    contents: bool = False
    number: str | None = None
    depth: int | None = None
    indent: float | None = None

    def over(self, other: Look) -> Look:
        """Its formatting, and another's where it says nothing."""
        return Look(*(
            own if own is not None and own is not False else theirs
            for own, theirs in ((getattr(self, name), getattr(other, name)) for name in self.__slots__)
        )) if self.bold is not False else self._unbold(other)  # fmt: skip

    def _unbold(self, other: Look) -> Look:
        found = Look(None, self.size, self.colour, self.hidden, self.heading, self.contents, self.number, self.depth,
                     self.indent).over(other)  # fmt: skip
        found.bold = False
        return found


@dataclass(slots=True)
class Styles:
    """The styles of a document by their ids."""

    looks: dict[str, Look] = field(default_factory=dict)
    default: str = ""
    base: Look = field(default_factory=Look)

    def look(self, style: str | None) -> Look:
        """What a paragraph's style says, with all that it is based on."""
        return self.looks.get(style or self.default, self.base)


def value(element: Any, tag: str, attribute: str = "val") -> str | None:
    """An attribute of a child, if there are both."""
    child = element.find(W + tag) if element is not None else None
    found = child.get(W + attribute) if child is not None else None
    return str(found) if found is not None else None


def toggled(element: Any, tag: str) -> bool | None:
    """A property that is on by being there (ECMA-376-1, 17.17.4)."""
    child = element.find(W + tag) if element is not None else None
    if child is None:
        return None
    return (child.get(W + "val") or "true") not in ("0", "false", "off", "none")


def run_look(properties: Any) -> Look:
    """What a run's properties say."""
    size = value(properties, "sz")
    colour = value(properties, "color")
    return Look(
        bold=toggled(properties, "b"),
        size=_number(size, 2) if size else None,
        colour=colour.lower() if colour and colour not in ("auto", "000000") else None,
        hidden=toggled(properties, "vanish"),
    )


def paragraph_look(properties: Any) -> Look:
    """What a paragraph's properties say, those of its runs aside."""
    outline = value(properties, "outlineLvl")
    listed = properties.find(W + "numPr") if properties is not None else None
    indents = properties.find(W + "ind") if properties is not None else None
    return Look(
        heading=int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else None,
        number=value(listed, "numId") if listed is not None else None,
        depth=_depth(listed),
        indent=_indent(indents),
    )


def _depth(listed: Any) -> int | None:
    found = value(listed, "ilvl") if listed is not None else None
    return int(found) if found and found.isdigit() else None


def _indent(indents: Any) -> float | None:
    """Where the first line begins: the left indent, less what hangs, and what the first line has more."""
    if indents is None:
        return None
    left = indents.get(W + "left") or indents.get(W + "start")
    if left is None:
        return None
    hanging, first = indents.get(W + "hanging"), indents.get(W + "firstLine")
    return _number(left, 20) - _number(hanging or "0", 20) + (0.0 if hanging else _number(first or "0", 20))


def _number(written: str, parts: int) -> float:
    try:
        return min(max(float(written) / parts, -1e4), 1e4)
    except ValueError:
        return 0.0


def styles(root: Any) -> Styles:
    """The styles of `word/styles.xml`; none without."""
    found = Styles()
    if root is None:
        return found
    found.base = run_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    own: dict[str, tuple[Look, str | None]] = {}
    for style in root.iter(W + "style"):
        if style.get(W + "type") != "paragraph":
            continue
        key = str(style.get(W + "styleId"))
        if style.get(W + "default") in ("1", "true"):
            found.default = key
        name = value(style, "name") or ""
        look = paragraph_look(style.find(W + "pPr")).over(run_look(style.find(W + "rPr")))
        heading = _HEADING.match(name)
        if heading:
            look.heading = int(heading.group(1))
        elif name.lower() in ("title", "titre"):
            look.heading = 1
        look.contents = bool(re.match(r"(?:toc|tm|contents|table des matières)(?: heading)?\s*\d?$", name, re.I))
        own[key] = (look, value(style, "basedOn"))
    for key in own:
        look, parent = own[key]
        for _ in range(_DEEPEST):
            if parent not in own:
                break
            inherited, parent = own[str(parent)]
            look = look.over(inherited)
        found.looks[key] = look.over(found.base)
    return found


def lists(root: Any) -> dict[str, ListRef]:
    """The lists of `word/numbering.xml` by the ids that paragraphs refer to them by."""
    if root is None:
        return {}
    definitions = {str(d.get(W + "abstractNumId")): _levels(d) for d in root.iter(W + "abstractNum")}
    found = {}
    for number in root.iter(W + "num"):
        definition = value(number, "abstractNumId") or ""
        levels = dict(definitions.get(definition, {}))
        overrides = set()
        for override in number.iter(W + "lvlOverride"):
            depth = int(override.get(W + "ilvl") or 0)
            start = value(override, "startOverride")
            levels.update(_levels(override))
            if start and start.isdigit():
                overrides.add(depth)
                levels[depth] = levels.get(depth, NumberLevel())._replace(start=int(start))
        found[str(number.get(W + "numId"))] = ListRef(definition, levels, frozenset(overrides))
    return found


def _levels(definition: Any) -> dict[int, NumberLevel]:
    found = {}
    for level in definition.findall(W + "lvl"):
        start = value(level, "start")
        properties = level.find(W + "pPr")
        found[int(level.get(W + "ilvl") or 0)] = NumberLevel(
            format=value(level, "numFmt") or "decimal",
            text=value(level, "lvlText") or "",
            start=int(start) if start and start.isdigit() else 1,
            restart=value(level, "lvlRestart") != "0",
            indent=_indent(properties.find(W + "ind")) if properties is not None else None,
        )
    return found
