"""Marking: which words of a text made it match, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perr_cli import text
from perr_cli.concepts import Recognizer, Role
from perr_cli.index import Index
from perr_cli.items import Item
from perr_cli.terms import WEIGHT, How, Meaning, Sought, abbreviating


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A span that matched, in code points of the item's reading where there is one, else of its text."""

    start: int
    end: int
    how: How


Spans = list[tuple[int, int, How]]
"""Start, end and how of each span, in code points."""


class Marker:
    """Finds in a text the words for which it was found."""

    def __init__(self, index: Index, terms: Sequence[Sought], concepts: Sequence[str]) -> None:
        self._phrases = [way for sought in terms for way in sought.ways if way.column in ("form", "base")]
        meanings: list[tuple[Meaning, Sought | None]] = [(m, sought) for sought in terms for m in sought.meanings]
        asked = index.thesaurus() if concepts else []
        meanings += [(Meaning(entry, Role.term), None) for entry in asked if entry.id in concepts]
        self._hows = [_how(meaning, sought) for meaning, sought in meanings]
        short = [(entry, sought) for sought in terms for entry in abbreviating(index, sought)]
        self._hows += [{Role.acronym: How.typo if sought.corrected else How.acronym} for _, sought in short]
        self._recognizer = Recognizer([*(meaning.entry for meaning, _ in meanings), *(entry for entry, _ in short)])

    def marks(self, item: Item) -> Spans:
        """Every span that matched, also those inside each other: (start, end, how)."""
        original = item.meaning
        words = text.words(original)
        where = text.spans(original)
        marks = self._phrases_in(words, where)
        for mark in self._recognizer.marks(words, lambda: self._sure(item)):
            how = self._hows[mark.entry].get(mark.role)
            if how:
                marks.append((where[mark.start][0], where[mark.end - 1][1], how))
        return marks

    def _phrases_in(self, words: Sequence[text.Word], where: Sequence[tuple[int, int]]) -> Spans:
        kept = [n for n, word in enumerate(words) if word.form]
        columns = {"form": [words[n].form for n in kept], "base": [words[n].base for n in kept]}
        marks: Spans = []
        for way in self._phrases:
            column = columns[way.column]
            first = way.words[0]
            for at in range(len(column) - len(way.words) + 1):
                if (column[at] == first or way.how is How.prefix) and way.fits(column, at):
                    marks.append((where[kept[at]][0], where[kept[at + len(way.words) - 1]][1], way.how))
        return marks

    def _sure(self, item: Item) -> frozenset[int]:
        """The entries whose sense was settled when the index was made."""
        entries = self._recognizer.entries
        return frozenset(n for n, entry in enumerate(entries) if entry.id in item.concepts)


def _how(meaning: Meaning, sought: Sought | None) -> dict[Role, How]:
    """How a phrase of an entry matches a term that names it."""
    if sought and sought.corrected:
        return dict.fromkeys(Role, How.typo)
    if meaning.role is None:
        return dict.fromkeys(Role, How.related)
    hows = dict.fromkeys(Role, How.synonym)
    if meaning.role in (Role.acronym, Role.expansion):
        hows[Role.acronym] = hows[Role.expansion] = How.acronym
    return hows


def apart(original: str, marks: Spans) -> tuple[Highlight, ...]:
    """Spans that do not overlap: of those that do, the better way, then the longest."""
    taken = bytearray(len(original))
    chosen = []
    for start, end, how in sorted(set(marks), key=lambda m: (-WEIGHT[m[2]], m[0] - m[1], m[0])):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            chosen.append(Highlight(start=start, end=end, how=how))
    return tuple(sorted(chosen, key=lambda highlight: highlight.start))
