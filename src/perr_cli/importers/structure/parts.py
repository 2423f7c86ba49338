"""Where the parts of a document begin: its protocols, their preconditions and themes, and what is none of them.

Decided over the whole document, because a heading is known by those that look like it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from perr_cli.importers.structure.columns import Columns
from perr_cli.importers.structure.entries import Entry
from perr_cli.importers.structure.headings import LONGEST, Headings, ThemeMatch
from perr_cli.text import slug, tokens

_SHORT = 10
"""The most words of a heading that is set like the text around it."""
_ENOUGH = 3
"""Themes of one look from which this is what themes look like here."""


class Style(NamedTuple):
    """How a heading looks."""

    label: str
    family: str
    heading: int
    bold: bool
    size: int
    capitals: bool
    column: int | None


def style(entry: Entry) -> Style:
    """How an entry looks."""
    return Style(
        entry.marker.label,
        entry.marker.family if entry.marker.family in _NUMBERED else "",
        entry.block.heading,
        entry.block.bold,
        round(entry.block.size),
        entry.capitals,
        entry.cell.column if entry.cell else None,
    )


def _prominence(look: Style) -> tuple[bool, int, int]:
    """How much a heading stands out: a label tells most, then its size, then its level."""
    return bool(look.label), look.size, -(look.heading or 9)


_NUMBERED = frozenset(("roman", "number 1", "capital", "label theme"))


class Parts:
    """The headings of a document."""

    def __init__(self, entries: Sequence[Entry], headings: Headings, columns: Columns) -> None:
        self._entries = entries
        self._headings = headings
        self._columns = columns
        sizes = Counter(
            round(entry.block.size) for entry in entries for _ in range(len(entry.text)) if entry.block.size
        )
        self._size = sizes.most_common(1)[0][0] if sizes else 0
        self.themes = self._themes()
        self.names = self._names()

    def stands_out(self, entry: Entry) -> bool:
        """Whether an entry is set as a heading is."""
        block = entry.block
        return bool(
            block.heading
            or block.bold
            or entry.capitals
            or (self._size and block.size >= 1.12 * self._size)
            or entry.marker.family in _NUMBERED
            or self._columns.is_first(entry)
        )

    def is_short(self, entry: Entry, most: int = LONGEST) -> bool:
        """Whether an entry has few enough words for a heading."""
        return len(entry.text.split()) <= most

    def _themes(self) -> dict[int, ThemeMatch]:
        """The headings of themes, by their numbers."""
        found: dict[int, ThemeMatch] = {}
        surely: set[int] = set()
        for entry in self._entries:
            match, sure = self._theme(entry)
            if match:
                found[entry.number] = match
                if sure:
                    surely.add(entry.number)
        told = {found[number].key for number in surely}
        # Where themes are labelled, a word that names the same without a label is a section.
        found = {n: match for n, match in found.items() if n in surely or match.key not in told}
        announced = self._announced(found)
        if announced:
            return announced
        keys: defaultdict[Style, set[str]] = defaultdict(set)
        for number, match in found.items():
            keys[style(self._entries[number])].add(match.key)
        usual = max(keys, key=lambda look: (len(keys[look]), bool(look.label), -look.heading), default=None)
        slogans = self._slogans(usual if usual and len(keys[usual]) >= _ENOUGH else None)
        if slogans:
            kept = {number: found[number] for number in surely}
            return dict(sorted((kept | slogans).items()))
        if usual is None or len(keys[usual]) < _ENOUGH:
            return found
        for number, match in list(found.items()):
            if number not in surely and style(self._entries[number]) != usual and match.key in keys[usual]:
                del found[number]
        return dict(sorted((found | self._others(usual, found)).items()))

    def _announced(self, found: dict[int, ThemeMatch]) -> dict[int, ThemeMatch]:
        """The headings that a list at the beginning announces, word for word; nothing where there is no such list."""
        listed = {slug(entry.text) for entry in self._entries if entry.marker.family and not entry.marker.label}
        later = {
            entry.number: self._headings.theme(entry.full, True)
            for entry in self._entries
            if not entry.marker.family and self.is_short(entry) and slug(entry.text) in listed
        }
        matches = {number: match for number, match in later.items() if match}
        known = {match.key for match in matches.values() if match.known}
        labelled = any(self._entries[number].marker.label for number in found)
        return matches if len(known) >= _ENOUGH and not labelled else {}

    def _slogans(self, usual: Style | None) -> dict[int, ThemeMatch]:
        """Headings more prominent than those of the `usual` look that hint at themes: « Bien grandir ».
        Together they must be of several."""
        groups: defaultdict[Style, dict[int, ThemeMatch]] = defaultdict(dict)
        for entry in self._entries:
            look = style(entry)
            if not (look.heading or look.size >= 1.12 * self._size > 0) or not self.is_short(entry, _SHORT):
                continue
            if entry.cell or (entry.marker.family and entry.marker.family not in _NUMBERED) or self._opens(entry):
                continue
            match = self._headings.theme(entry.full, True)
            if match:
                groups[look][entry.number] = match
        for look, matches in sorted(groups.items(), key=lambda group: _prominence(group[0]), reverse=True):
            if usual is not None and _prominence(look) <= _prominence(usual):
                break
            known = [match.key for match in matches.values() if match.known]
            if len(set(known)) >= _ENOUGH and 2 * len(known) > len(matches):
                return matches
        return {}

    def _opens(self, entry: Entry) -> bool:
        """Whether a heading opens something else than a theme."""
        text = entry.full
        return bool(
            self._headings.is_aside(text)
            or self._headings.is_end(text)
            or self._headings.title(text)
            or self._headings.is_preconditions(text)
            or self._headings.commune(text)
        )

    def _theme(self, entry: Entry) -> tuple[ThemeMatch | None, bool]:
        """The theme that an entry names, if it is a heading; and whether it surely is."""
        role = self._columns.role(entry)
        text = entry.full
        if entry.marker.label in ("objective", "action", "section") or entry.number in self._columns.heads:
            return None, False
        if role == "theme":
            return self._headings.theme(text, True), True
        if (role is not None and role != "both") or not self.is_short(entry):
            return None, False
        numbered = entry.marker.label == "theme"
        labelled = numbered or self._headings.is_labelled(text)
        bullet = bool(entry.marker.family) and entry.marker.family not in _NUMBERED
        if bullet and not entry.block.heading:
            return None, False
        match = self._headings.theme(text, labelled and (numbered or self.stands_out(entry)))
        if match is None or text.rstrip().endswith((".", ";", ",")):
            return None, False
        if labelled:
            return match, match.known or numbered
        if match.cover < 0.5 or self._headings.begins_with_a_verb(entry.text):
            return None, False
        if self.stands_out(entry) or (match.cover >= 0.8 and self.is_short(entry, _SHORT)):
            return match, False
        return None, False

    def _others(self, usual: Style, found: dict[int, ThemeMatch]) -> dict[int, ThemeMatch]:
        """Headings that look as those of themes do, and name none of the scheme."""
        if not (usual.heading or usual.family or usual.label or usual.size > self._size):
            return {}
        others: dict[int, ThemeMatch] = {}
        first = min(found)
        for entry in self._entries[first:]:
            text = entry.full
            if entry.number in found or style(entry) != usual or not self.is_short(entry):
                continue
            if self._opens(entry):
                continue
            match = self._headings.theme(text, True)
            if match and not self._headings.begins_with_a_verb(entry.text):
                others[entry.number] = ThemeMatch(match.key, match.cover, match.known)
        return others

    def _names(self) -> dict[int, str]:
        """Headings that are nothing but a commune's name, where themes begin anew behind each."""
        groups: defaultdict[Style, list[Entry]] = defaultdict(list)
        for entry in self._entries:
            if entry.number in self.themes or entry.marker.family or not self.stands_out(entry):
                continue
            name = self._headings.name(entry.text)
            words = len(list(tokens(entry.text)))
            opens = self._headings.is_aside(entry.text) or self._headings.is_preconditions(entry.text)
            if name and len(list(tokens(name))) == words <= 6 and not opens and entry.cell is None:
                groups[style(entry)._replace(capitals=False)].append(entry)
        for group in groups.values():
            numbers = [entry.number for entry in group]
            sections = [
                {match.key for number, match in self.themes.items() if low < number < high}
                for low, high in zip(numbers, [*numbers[1:], len(self._entries)], strict=True)
            ]
            if len(group) > 1 and all(len(section) > 1 for section in sections):
                return {entry.number: self._headings.name(entry.text) or "" for entry in group}
        return {}
