"""Printed lines made one text again: what layout did to words is undone, and nothing else.

A hyphen at the end of a line may be the printer's or the word's own. Which of the two it is, is told by what
else is written in the document (and by words that are known); where nothing tells, it is the printer's, as a
guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from perr_cli.text import LINKS, base, fold

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None, "\ufeff": None}
)
"""What print made of letters, and invisible signs of layout: as a person would write them."""
_LONGEST = 100
"""The most signs of a word that are looked at where a line ends."""
_SPACES = re.compile(r"[ \t\n\f]+")
_ENDS = re.compile(r"([^\W_][\w'’\-‐]*)([-‐\u00ad])$")
_BEGINS = re.compile(r"[^\W_][\w\-‐]*")
_ELIDED = re.compile(r"(?<![^\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]$", re.I)
_WORDS = re.compile(r"[^\W_](?:[\w\-‐\u00ad]*[^\W_])?")
_HYPHENED = frozenset(
    "apres arriere auto avant bas bien celle celles celui co contre demi demie dix entre est ex extra grand hors infra"
    " inter intra la micro mi mini multi nord non nouveau nouvelle ouest petit petite pluri porte post pre pro quasi"
    " quatre rez sans savoir semi socio sous sud sur tiers trans vice vingt vis".split()
)
"""What often stands before a hyphen of a word's own."""
_BEHIND = frozenset("ci la ce elle elles eux il ils je meme memes moi nous on toi tu vous etre faire vers".split())
"""What often stands behind one."""


class Joined(NamedTuple):
    """A text of several lines, and the words of it that were guessed: `déve-` `lopper` -> `développer`."""

    text: str
    guessed: tuple[str, ...] = ()


def undone(text: str) -> str:
    """A piece of a line without ligature code points, soft hyphens and white space of layout; a no-break space, which
    somebody typed, stays."""
    return _SPACES.sub(" ", text.translate(LIGATURES)).strip(" ")


class Joiner:
    """Joins the lines of one document."""

    def __init__(self, texts: Iterable[str], known: Callable[[str], bool] = lambda _: False) -> None:
        """`texts` are all lines of the document; `known` tells whether a folded word is known from elsewhere."""
        self._whole: set[str] = set()
        broken = False
        for text in texts:
            words = [fold(word) for word in _WORDS.findall(text.translate(LIGATURES))]
            # The last word of a line may be half a word, and the first of the next the other half.
            half = text.rstrip().endswith(("-", "‐", "\u00ad"))
            self._whole.update(words[broken : len(words) - half])
            broken = half
        self._known = known

    def join(self, lines: Sequence[str]) -> Joined:
        """The text that these lines print."""
        done: list[str] = []
        text = ""  # the last word of what is joined: all that the next line depends on
        guessed: list[str] = []
        for raw in lines:
            line = _SPACES.sub(" ", raw).strip(" ")
            if not line:
                continue
            if not text:
                text = line
            elif text.endswith("\u00ad"):
                text = text[:-1] + line
            else:
                text = self._joined(text, line, guessed)
            cut = max(text.rfind(" ") + 1, len(text) - _LONGEST)
            done.append(text[:cut])
            text = text[cut:]
        return Joined(undone("".join([*done, text])), tuple(guessed))

    def _joined(self, text: str, line: str, guessed: list[str]) -> str:
        end, begin = _ENDS.search(text), _BEGINS.match(line)
        if not end or not begin:
            return text + ("" if _ELIDED.search(text) else " ") + line
        left, right = end.group(1).rpartition("'")[2].rpartition("’")[2], begin.group()
        kept = self._is_own(left, right)
        if kept is None:
            kept = False
            guessed.append(undone(left + right))
        return text + line if kept else text[:-1] + line

    def _is_own(self, left: str, right: str) -> bool | None:
        """Whether a hyphen at a line's end is the word's own; None where nothing tells."""
        first, last = fold(left), fold(right)
        whole, parted = first + last, f"{first}-{last}"
        if right[0].isupper() or right[0].isdigit():
            return True
        if self._is_known((parted,), self._whole):
            return True
        if last.partition("-")[0] in LINKS and "-" in last:
            return True
        before, _, first = first.rpartition("-")
        whole = first + last
        if before and (first in LINKS or not first):
            return True
        if self._is_known((whole,), self._whole):
            return False
        # The printer parts syllables, which hardly ever are words themselves.
        words = self._is_known((last,), self._whole) and (first in _HYPHENED or self._is_known((first,), self._whole))
        if last in _BEHIND or (words and min(len(first), len(last)) > 2):
            return True
        return None

    def _is_known(self, words: Collection[str], whole: set[str]) -> bool:
        return any(
            form in whole or self._known(form)
            for word in words
            for form in (word, "-".join(base(part) for part in word.split("-")))
        )
