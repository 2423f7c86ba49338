"""Printed lines put together as paragraphs: told by distance, indent, look, markers, and by whether a line was full."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from perr_cli.importers.markers import BULLET, NUMBER, is_only_a_marker
from perr_cli.importers.pdf.printed import PrintedLine

_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$|_{4,}\s*\d{1,4}$")


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph; `text_left` is where its text begins behind a marker."""

    lines: list[PrintedLine]
    text_left: float
    marked: bool = False
    contents: bool = False

    @property
    def left(self) -> float:
        """Where its first line begins."""
        return self.lines[0].left


def paragraphs(lines: Sequence[PrintedLine], edge: float, body: float) -> list[Paragraph]:
    """The paragraphs of one column or cell, whose lines end at `edge` at most; `body` is the size of the document's
    letters."""
    leading = _leading(lines)
    found: list[Paragraph] = []
    for line in lines:
        if found and not _begins(line, found[-1], edge, leading, body):
            found[-1].lines.append(line)
        else:
            found.append(_opened(line))
        found[-1].contents = found[-1].contents or bool(_LEADERS.search(line.text))
    return found


def goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph is the rest of one that a column or a page parted."""
    last, first = before.lines[-1], after.lines[0]
    if after.marked or first.bold != last.bold or abs(first.size - last.size) > 0.9:
        return False
    if last.text.endswith(("-", "\u2010")) or is_only_a_marker(last.text):
        return True
    return not _ended(last.text) and _goes_on(first.text)


def _opened(line: PrintedLine) -> Paragraph:
    marker = _marker(line)
    text_left = line.left
    if marker:
        behind = [word.left for word in line.words[len(marker.split()) :]]
        text_left = behind[0] if behind else line.left
    return Paragraph([line], text_left, bool(marker) or bool(line.sign))


def _marker(line: PrintedLine) -> str:
    found = BULLET.match(line.text) or NUMBER.match(line.text)
    return found.group().strip() if found else ""


def _leading(lines: Sequence[PrintedLine]) -> dict[float, float]:
    """The usual distance of lines of each size."""
    steps: dict[float, Counter[float]] = {}
    for line, after in pairwise(lines):
        step = round(after.base - line.base, 1)
        if line.page == after.page and 0.8 * line.size < step < 2.2 * line.size and line.size == after.size:
            steps.setdefault(line.size, Counter())[step] += 1
    # Of several usual ones the smallest: the others part paragraphs.
    found = {}
    for size, counts in steps.items():
        most = counts.most_common(1)[0][1]
        found[size] = min(step for step, times in counts.items() if 3 * times >= most)
    return found


def _begins(line: PrintedLine, paragraph: Paragraph, edge: float, leading: dict[float, float], body: float) -> bool:
    """Whether a line begins a paragraph of its own."""
    before = paragraph.lines[-1]
    if line.sign or _marker(line):
        return True
    if line.page != before.page:
        return True
    step = line.base - before.base
    usual = leading.get(before.size, 1.25 * before.size)
    if step > 1.3 * usual + 0.5 or step <= 0 or abs(line.size - before.size) > 0.9:
        return True
    if (
        paragraph.marked
        and abs(line.left - paragraph.text_left) < 4
        and step <= 1.1 * usual
        and line.bold == before.bold
    ):
        return False  # it hangs behind the marker
    full = _is_full(before, line, edge)
    if paragraph.marked and len(paragraph.lines) == 1 and full and line.left > paragraph.left and step <= 1.1 * usual:
        paragraph.text_left = line.left  # it hangs deeper than its text begins
        return line.bold != before.bold
    lower = _goes_on(line.text)
    if line.bold != before.bold and not (full and lower):
        return True
    if _is_title(before, line, body):
        return False
    if line.left < paragraph.left - 4 and (
        paragraph.marked or len(paragraph.lines) > 1 or paragraph.left - line.left > 45
    ):
        return True
    if line.left > max(paragraph.text_left, paragraph.left) + 8:
        return True
    return not full and not (lower and not _ended(before.text))


def _is_full(before: PrintedLine, line: PrintedLine, edge: float) -> bool:
    """Whether the first word of a line had no room on the line before."""
    word = line.words[0]
    return before.right + 0.25 * line.size + (word.right - word.left) > edge - 1.5


def _is_title(before: PrintedLine, line: PrintedLine, body: float) -> bool:
    """Whether two lines are one centred title: large, or bold."""
    set_apart = before.size > 1.15 * body or (before.bold and line.bold)
    centred = abs((before.left + before.right) - (line.left + line.right)) < 8 and abs(before.left - line.left) > 4
    return centred and set_apart and before.size == line.size and before.colour == line.colour


def _ended(text: str) -> bool:
    return text.rstrip().endswith((".", ";", ":", "!", "?", "…"))


def _goes_on(text: str) -> bool:
    return bool(re.match(r"[a-zà-öø-ÿœ(«,;:%€&/]|\d", text))
