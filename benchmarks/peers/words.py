"""Queries as users of perr type them, and French words made comparable: what peers without it borrow."""

from __future__ import annotations

import re
import unicodedata

STOP_WORDS = frozenset(
    "a au aux avec ce ces d dans de des du elle en et eux il ils je l la le les leur leurs lui mais me mes ne nos "
    "notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes tu un une vos votre vous y".split()
)


class Term:
    """A word, several in a row (`words`), or such whose last is the beginning of one (`prefix`)."""

    def __init__(self, words: tuple[str, ...], *, prefix: bool, excluded: bool) -> None:
        self.words, self.prefix, self.excluded = words, prefix, excluded


def terms(query: str) -> list[Term]:
    """What a query asks for.

    >>> [term.words for term in terms("l'emploi de demain -aller-v*")]
    [('emploi',), ('demain',), ('aller', 'v')]
    """
    found = []
    for minus, phrase, word in re.findall(r'(?<!\S)(-?)(?:"([^"]*)"|([^\s"]+))', query):
        words = tokens(phrase or word)
        while words and not phrase and words[0] in STOP_WORDS:
            words = words[1:]
        if words:
            found.append(Term(tuple(words), prefix=word.endswith("*"), excluded=bool(minus)))
    return found


def tokens(text: str) -> list[str]:
    """The words without case and accents."""
    return re.findall(r"\w+", fold(text))


def fold(text: str) -> str:
    """The text without case, accents and ligatures."""
    plain = text.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
