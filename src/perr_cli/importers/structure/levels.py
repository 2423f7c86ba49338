"""Which entries of a theme are sections, objectives and actions: told by how they are marked, labelled and set.

Documents mark levels each in its own way, and one document in several. What holds for all: entries of one level
look alike, and an objective stands before its actions. So each theme is read like an outline: a look that was
seen before takes up its level again, a new one goes one deeper.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from perr_cli.importers.structure.entries import Entry

_SHORT = 6
"""The most words of a section's heading."""
_GAP = 7.0
"""Points from which an indent is another one."""
_BELOW = 22.0
"""Points from which a text without a marker stands below an entry, and not only behind its marker."""


class Part(str, Enum):
    """What an entry of a theme is."""

    section = "section"
    objective = "objective"
    action = "action"
    paragraph = "paragraph"  # none of them


class Look(NamedTuple):
    """What tells the level of an entry: how it is marked or set."""

    family: str
    depth: float = 0.0
    size: float = 0.0
    bold: bool = False


class Level(NamedTuple):
    """An entry's part, and whether it was guessed."""

    part: Part
    guess: str = ""


def levels(
    themes: Sequence[Sequence[Entry]], fixed: Mapping[int, Part], is_commitment: Callable[[str], bool]
) -> dict[int, Level]:
    """The part of every entry, by its number; `fixed` has those that labels and columns tell, `is_commitment` tells
    whether a text begins as a commitment does."""
    looks = _looks([entry for theme in themes for entry in theme])
    unmarked = _unmarked(themes, fixed, is_commitment)
    found: dict[int, Level] = {}
    outlined = []
    for theme in themes:
        # Bold tells levels only where nothing else does.
        plain = {entry.number: looks[entry.number]._replace(bold=False) for entry in theme}
        outline = _outlined(theme, plain, fixed, unmarked)
        deep = any(outline.values()) or any(fixed.get(entry.number) is Part.action for entry in theme)
        outlined.append(outline if deep else _outlined(theme, looks, fixed, unmarked))
    for theme, outline in zip(themes, outlined, strict=True):
        _settle(theme, outline, looks, fixed, unmarked, found)
    return found


def _settle(
    theme: Sequence[Entry],
    outline: Mapping[int, int],
    looks: Mapping[int, Look],
    fixed: Mapping[int, Part],
    unmarked: Mapping[int, Part],
    found: dict[int, Level],
) -> None:
    """Make depths parts: what stands deep without anything above it is raised."""
    has_objective = False
    raised: Look | None = None
    for entry in theme:
        number = entry.number
        part = fixed.get(number) or unmarked.get(number)
        guess = ""
        if part is None:
            depth = outline[number]
            part = Part.objective if depth == 0 or looks[number] == raised else Part.action
            if depth > 1:
                guess = "deeper"
        if part is Part.action and not has_objective:
            part, guess, raised = Part.objective, "raised", looks[number]
        has_objective = has_objective or part is Part.objective
        if part is Part.section:
            has_objective, raised = False, None
        found[number] = Level(part, guess)


def _outlined(
    theme: Sequence[Entry], looks: Mapping[int, Look], fixed: Mapping[int, Part], unmarked: Mapping[int, Part]
) -> dict[int, int]:
    """How deep each entry stands that neither labels nor columns tell, from 0."""
    depth: dict[int, int] = {}
    stack: list[Look] = []
    floor = 0
    for entry in theme:
        part = fixed.get(entry.number) or unmarked.get(entry.number)
        if part is Part.section:
            stack, floor = [], 0
            continue
        if part is Part.objective:
            stack, floor = [], 1
            continue
        if part is not None:
            continue
        look = looks[entry.number]
        while stack and _above(look, stack[-1]):
            stack.pop()
        if look in stack:
            del stack[stack.index(look) + 1 :]
        else:
            stack.append(look)
        depth[entry.number] = len(stack) - 1 + floor
    return depth


def _above(look: Look, other: Look) -> bool:
    """Whether a look is surely of a higher level than another: less deep in the same lists, or with fewer numbers."""
    return look.family == other.family and look.depth < other.depth


def _looks(entries: Sequence[Entry]) -> dict[int, Look]:
    """The look of every entry. How far an entry is indented counts only among entries with the same bullet."""
    indents: defaultdict[str, list[float]] = defaultdict(list)
    for entry in entries:
        indents[_family(entry)].append(_indent(entry))
    steps = {family: _steps(values) for family, values in indents.items()}
    found = {}
    for entry in entries:
        family = _family(entry)
        if entry.marker.parts > 1:
            found[entry.number] = Look("number", entry.marker.parts)
        elif entry.marker.family:
            step = bisect_right(steps[family], _indent(entry))
            found[entry.number] = Look(family, step, 0.0, entry.block.bold)
        else:
            heading = entry.block.heading
            kind = f"heading {heading}" if heading else "bold" if entry.block.bold else "plain"
            found[entry.number] = Look(kind, 0.0, round(entry.block.size))
    return found


def _family(entry: Entry) -> str:
    return entry.marker.family or "unmarked"


def _indent(entry: Entry) -> float:
    """How deep an entry stands: in the file's lists where it is marked by them, else in points."""
    if entry.block.depth is not None and not entry.printed:
        return 1000.0 * entry.block.depth
    return entry.block.indent if entry.cell is None or entry.block.indent else 0.0


def _steps(values: Sequence[float]) -> list[float]:
    """Where a new step begins among indents."""
    ordered = sorted(set(values))
    return [high for low, high in pairwise(ordered) if high - low > _GAP]


def _unmarked(
    themes: Sequence[Sequence[Entry]],
    fixed: Mapping[int, Part],
    is_commitment: Callable[[str], bool],
) -> dict[int, Part]:
    """The parts of entries without a marker: sections, objectives, or paragraphs that are no entries at all."""
    found: dict[int, Part] = {}
    marked = any(entry.marker.family for theme in themes for entry in theme if entry.number not in fixed)
    deep = _marked_levels(themes, fixed)
    told = any(part is Part.objective for part in fixed.values())
    sizes = Counter(round(entry.block.size) for theme in themes for entry in theme)
    size = sizes.most_common(1)[0][0] if sizes else 0
    for theme in themes:
        here = _marked_levels([theme], fixed)
        leads = _plain_leads(theme, is_commitment)
        told_here = any(fixed.get(entry.number) is Part.objective for entry in theme)
        for entry, after in zip(theme, [*theme[1:], None], strict=False):
            if entry.number in fixed or entry.marker.family:
                continue
            # A theme may mark less than the others: then a short heading is still what it is there.
            long = is_commitment(entry.text) or len(entry.text.split()) > _SHORT
            levels, named = (here, told_here) if long else (max(here, deep), told)
            found[entry.number] = _part_of(entry, after, fixed, is_commitment, levels, size, told=named, leads=leads)
    if not marked and not told:
        _without_markers(themes, fixed, found)
    elif deep == 1:
        _indented(themes, found)
    return found


def _part_of(
    entry: Entry,
    after: Entry | None,
    fixed: Mapping[int, Part],
    is_commitment: Callable[[str], bool],
    deep: int,
    size: int,
    *,
    told: bool,
    leads: bool,
) -> Part:
    large = round(entry.block.size) > size
    set_apart = bool(entry.block.heading or entry.block.bold or entry.capitals or large or entry.text.endswith(":"))
    short = len(entry.text.split()) <= _SHORT and not is_commitment(entry.text)
    followed = after is not None and (bool(after.marker.family) or after.number in fixed)
    above = after is not None and not followed and bool(after.block.bold or after.block.heading)
    loud = entry.block.heading or (followed and (entry.block.bold or entry.capitals))
    small = 0 < round(entry.block.size) < size and not loud
    if not any(map(str.isalpha, entry.text)) or (small and not _is_beside(entry, after)):
        return Part.paragraph
    if short and _is_beside(entry, after):
        return Part.section
    # A word or two before an objective are a heading, however they are set.
    set_apart = set_apart or (followed and len(entry.text.split()) <= 4 and not entry.text.endswith((".", ";", ",")))
    if set_apart and short and (entry.text.endswith(":") or above or deep > 1 or told):
        return Part.section if after is not None else Part.paragraph
    if entry.text.endswith(":") and not is_commitment(entry.text):
        return Part.paragraph
    if (entry.block.heading or entry.block.bold) and not told and deep < 2:
        return Part.objective
    if leads and is_commitment(entry.text) and followed and deep == 1 and not told and not entry.text.endswith("."):
        return Part.objective
    return Part.paragraph


def _is_beside(entry: Entry, after: Entry | None) -> bool:
    """Whether an entry stands in the first cell of a row, and the next one in another cell of it."""
    cell, other = entry.cell, after.cell if after else None
    if cell is None or other is None:
        return False
    return cell.column == 0 < other.column and (cell.table, cell.row) == (other.table, other.row)


def _plain_leads(theme: Sequence[Entry], is_commitment: Callable[[str], bool]) -> bool:
    """Whether a theme begins with a commitment that is not marked, and has marked ones below."""
    first = next((entry for entry in theme if entry.marker.family or is_commitment(entry.text)), None)
    return first is not None and not first.marker.family


def _marked_levels(themes: Sequence[Sequence[Entry]], fixed: Mapping[int, Part]) -> int:
    """How many levels markers tell: 2 where, without anything unmarked between, one kind stands below another."""
    below = 0
    looks = _looks([entry for theme in themes for entry in theme])
    runs = 0
    for theme in themes:
        seen: set[Look] = set()
        for entry in theme:
            if entry.number in fixed:
                continue
            if not entry.marker.family:
                seen = set()
                continue
            runs += not seen
            seen.add(looks[entry.number])
            below += len(seen) == 2
    marked = sum(bool(entry.marker.family) for theme in themes for entry in theme if entry.number not in fixed)
    return 0 if not marked else 2 if below * 3 > runs else 1


def _indented(themes: Sequence[Sequence[Entry]], found: dict[int, Part]) -> None:
    """Where only objectives are marked, what is indented well below them is their actions."""
    below: list[int] = []
    objectives = 0
    for theme in themes:
        above: Entry | None = None
        for entry in theme:
            if entry.marker.family:
                above = entry
                objectives += 1
            elif above and found.get(entry.number) is Part.paragraph and _is_below(entry, above):
                below.append(entry.number)
    if 2 * len(below) > objectives:
        found.update(dict.fromkeys(below, Part.action))


def _is_below(entry: Entry, above: Entry) -> bool:
    return entry.cell == above.cell and entry.block.indent - above.block.indent > _BELOW


def _without_markers(themes: Sequence[Sequence[Entry]], fixed: Mapping[int, Part], found: dict[int, Part]) -> None:
    """Where nothing is marked in the whole document, plain paragraphs below set ones are actions, alone objectives."""
    entries = [entry for theme in themes for entry in theme if entry.number not in fixed]
    objectives = any(found[entry.number] is Part.objective for entry in entries)
    for entry in entries:
        if found[entry.number] is Part.paragraph:
            found[entry.number] = Part.action if objectives else Part.objective
