"""What is printed on a page, as plain values: words, rulings, drawn bullets, lines.

Coordinates are points from the page's upper left corner: `top` grows downwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle of a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Word(NamedTuple):
    """A word as it is printed; `base` is where its letters stand."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    colour: str = ""


class Mark(NamedTuple):
    """A bullet that is drawn and not written: `•`, `○` or `▪`, and its middle."""

    sign: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    width: float
    height: float
    words: tuple[Word, ...]
    across: tuple[Box, ...] = ()
    """Horizontal rulings."""
    down: tuple[Box, ...] = ()
    """Vertical rulings."""
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class PrintedLine:
    """Words that are printed on one line of one column or cell."""

    words: list[Word]
    page: int = 0
    sign: str = ""
    """A bullet that is drawn before it."""
    text: str = field(init=False)
    left: float = field(init=False)
    """Where its first word begins."""
    right: float = field(init=False)
    """Where its last word ends."""
    base: float = field(init=False)
    """Where its letters stand."""
    size: float = field(init=False)
    """The size of most of its letters."""
    bold: bool = field(init=False)
    """Whether all its words are bold, markers aside."""

    def __post_init__(self) -> None:
        words = self.words
        words.sort(key=lambda word: word.left)
        spaced = _letter_space(words)
        told = words[0].text
        for word, after in pairwise(words):
            gap = after.left - word.right
            # What is raised or lowered belongs to the word that it stands at: 1ᵉʳ.
            raised = abs(word.base - after.base) > 0.5 and gap < 0.12 * max(word.size, after.size)
            told += ("" if raised or gap < spaced else " ") + after.text
        self.text = told
        self.left = words[0].left
        self.right = max(word.right for word in words)
        self.base = Counter(round(word.base, 1) for word in words).most_common(1)[0][0]
        self.size = common_size(words)
        telling = [word for word in words if any(map(str.isalpha, word.text)) and len(word.text) > 1]
        self.bold = all(word.bold for word in telling or words)

    @property
    def colour(self) -> str:
        """The colour of all its words, if it is one."""
        colours = {word.colour for word in self.words}
        return next(iter(colours)) if len(colours) == 1 else ""


def _letter_space(words: Sequence[Word]) -> float:
    """Points up to which letters of a spaced-out line (`A X E  I`) are of one word; 0 for any other line."""
    gaps = [after.left - word.right for word, after in pairwise(words)]
    single = sum(len(word.text) == 1 for word in words)
    return 1.6 * min(gaps) if len(words) > 3 and single * 4 >= 3 * len(words) and min(gaps) > 0 else 0.0


def is_call(word: Word, before: Word | None, line: PrintedLine) -> bool:
    """Whether a word is the call of a footnote: a small, raised number behind another word, and no exponent."""
    if before is None or not word.text.strip("()").isdigit() or before.text in ("m", "km", "cm"):
        return False
    return word.size < 0.8 * line.size and word.base < line.base - 0.1 * line.size


def common_size(words: Iterable[Word]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def lines_of(words: Sequence[Word], page: int) -> list[PrintedLine]:
    """Words of one column or cell put into lines, from top to bottom. What is raised or lowered a little (1ᵉʳ) is on
    the line that it is nearest to."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        row = rows[-1] if rows else None
        if row and abs(word.base - max(row, key=lambda w: w.size).base) <= 0.45 * max(word.size, row[0].size):
            row.append(word)
        else:
            rows.append([word])
    return [PrintedLine(row, page) for row in rows]
