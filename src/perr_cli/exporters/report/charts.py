"""Bars of a chart: where each begins, how wide it is, what it says; drawn by the page.

Widths are percentages of the chart's, so that the letters keep their size on a narrow screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

LABEL = 16
BAR = 22
_GAP = 8
"""Heights in pixels: of a bar's label, of a bar, of what parts two bars."""
_NARROW = 5.0
"""The percentage below which a number has no room in its bar."""


class Part(NamedTuple):
    """A part of a bar: which of its parts it is, from where, how wide (percent), how many."""

    look: int
    start: float
    width: float
    n: int

    @property
    def has_room(self) -> bool:
        """Whether its number can stand in it."""
        return self.width >= _NARROW


class Bar(NamedTuple):
    """A bar with its label, and how far from the top (pixels) it begins."""

    label: str
    top: int
    total: int
    parts: tuple[Part, ...]


class Group(NamedTuple):
    """Bars under a heading, and how high they are together (pixels)."""

    heading: str
    height: int
    bars: tuple[Bar, ...]


Chart = tuple[Group, ...]
Numbers = Sequence[tuple[str, Sequence[int]]]
"""Bars to be: a label, and the numbers of its parts."""


def chart(groups: Iterable[tuple[str, Numbers]]) -> Chart:
    """A chart in which the longest bar takes all the width.

    >>> (group,) = chart([("Logement", [("A", (1, 3)), ("B", (2, 0))])])
    >>> [bar.parts[0].width for bar in group.bars]
    [25.0, 50.0]
    """
    wanted = list(groups)
    longest = max((sum(numbers) for _, bars in wanted for _, numbers in bars), default=0) or 1
    step = LABEL + BAR + _GAP
    return tuple(
        Group(
            heading,
            step * len(bars),
            tuple(
                Bar(label, step * row, sum(numbers), tuple(_parts(numbers, longest)))
                for row, (label, numbers) in enumerate(bars)
            ),
        )
        for heading, bars in wanted
    )


def _parts(numbers: Sequence[int], longest: int) -> Iterator[Part]:
    before = 0
    for look, n in enumerate(numbers):
        if n:
            yield Part(look, round(100 * before / longest, 2), round(100 * n / longest, 2), n)
        before += n
