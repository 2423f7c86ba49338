"""Queries as users of perr type them, and French words made comparable: what peers without it borrow."""

from __future__ import annotations

import re
import unicodedata

STOP_WORDS = frozenset(
    "a au aux avec ce ces d dans de des du elle en et eux il ils je l la le les leur leurs lui mais me mes ne nos "
    "notre nous on ou où par pas pour qu que qui sa se ses son sur ta te tes tu un une vos votre vous y à".split()
)


class Term:
    """A word, several in a row (`words`), or the beginning of one (`prefix`)."""

    def __init__(self, words: tuple[str, ...], *, prefix: bool, excluded: bool) -> None:
        self.words, self.prefix, self.excluded = words, prefix, excluded


def terms(query: str) -> list[Term]:
    """What a query asks for.

    >>> [term.words for term in terms('mobilité "estime de soi" de -emploi')]
    [('mobilite',), ('estime', 'de', 'soi'), ('emploi',)]
    """
    found = []
    for minus, phrase, word, star in re.findall(r'(?<!\S)(-?)(?:"([^"]*)"|(\w+)(\*?))', query):
        words = tuple(tokens(phrase or word))
        if words and (phrase or words[0] not in STOP_WORDS):
            found.append(Term(words, prefix=bool(star), excluded=bool(minus)))
    return found


def tokens(text: str) -> list[str]:
    """The words without case and accents."""
    return re.findall(r"\w+", fold(text))


def fold(text: str) -> str:
    """The text without case, accents and ligatures."""
    plain = text.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
