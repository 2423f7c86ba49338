"""Words that are one slip apart, found without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Near:
    """Words, found by what differs from one of them in one letter: one more, one less, another, or two turned around.

    Two such words have something in common that a letter less leaves of both: looking for one takes as many steps as
    it has letters, however many words there are.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._by_rest: dict[str, list[str]] = {}
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """One more word."""
        for rest in _rests(word):
            self._by_rest.setdefault(rest, []).append(word)

    def of(self, word: str) -> Iterator[str]:
        """The words that are one slip from this one, each once, in the order in which they came."""
        found = dict.fromkeys(other for rest in _rests(word) for other in self._by_rest.get(rest, ()))
        yield from (other for other in found if one_slip(word, other))


_LONGEST = 100
"""Letters from which a word is only compared as a whole: no word or name is longer."""


def _rests(word: str) -> set[str]:
    if len(word) > _LONGEST:
        return {word}
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def one_slip(a: str, b: str) -> bool:
    """Whether one letter is all that parts two words.

    >>> one_slip("demon", "demos"), one_slip("emlpoi", "emploi"), one_slip("emploi", "emplois")
    (True, True, True)
    >>> one_slip("emploi", "emploi"), one_slip("emploi", "empire")
    (False, False)
    """
    at = common(a, b)
    rest_a, rest_b = a[at:], b[at:]
    if len(a) == len(b):
        turned = rest_a[:2] == rest_b[1::-1]
        return a != b and (rest_a[1:] == rest_b[1:] or (turned and rest_a[2:] == rest_b[2:]))
    return rest_a == rest_b[1:] or rest_b == rest_a[1:]


def common(a: str, b: str) -> int:
    """How many letters two words begin with in common."""
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
