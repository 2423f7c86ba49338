"""The partners that a text names, each under one name: entries of the thesaurus, and proper names by their capitals.

An entry says with `proper` how the name that follows it completes it: its `place` (« Conseil départemental de
l'Essonne »), its own `name` (« musée du Quai Branly »), or a name that stands `alone` (« le bailleur Essonne Habitat »
is Essonne Habitat). With `ends` it says how names of its kind end (« Essonne Habitat »), whatever stands before them.
What a commitment is to make (« ouvrir un centre social ») is no partner yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from perr_cli import text
from perr_cli.concepts import Entry, Kind, Mark, Role, key
from perr_cli.text import Word

_NAMING = frozenset((Role.term, Role.expansion, Role.acronym, Role.member, Role.capital))
_INSIDE = frozenset("a au d de des du en l la le les lès sous sur".split())
_OF = frozenset("d de des du l la le les".split())
_MAX_INSIDE = 3
_ONE = frozenset("un une deux trois quatre".split())
_NEW = frozenset("nouveau nouvel nouvelle nouveaux nouvelles second seconde deuxieme".split())
_WITH = frozenset("a aupres avec chez dans entre et ou par pour sur vers".split())
_MAX_BEFORE = 8
"""The most words before what a commitment is to make: « Création, en lien avec la Ville, d'un centre social »."""
_QUOTES = {"«": "»", "“": "”", '"': '"'}


class Mention(NamedTuple):
    """A partner named in a text: the name, its entry's place in the thesaurus, and where it stands, in code points."""

    name: str
    entry: int
    start: int
    end: int


class Namer:
    """Names the partners of a text."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._partners = {n: entry for n, entry in enumerate(entries) if entry.kind is Kind.partner}
        self._own = {(n, key(m)): m for n, e in self._partners.items() for m in e.members if m[0].isupper()}
        self._capitals = {n: frozenset(map(text.fold, e.capitals)) for n, e in self._partners.items() if e.capitals}
        self._where = {n: [_forms(text.words(p)) for p in e.where] for n, e in self._partners.items() if e.where}
        self._ends = {text.fold(end): n for n, entry in self._partners.items() for end in entry.ends}

    def mentions(
        self, original: str, words: Sequence[Word], marks: Sequence[Mark], *, starts: bool = False
    ) -> list[Mention]:
        """The partners in the order of the text. `words` are those of `original`, `marks` the entries that stand in
        it; `starts` says whether it is to start something."""
        named = [mark for mark in marks if mark.entry in self._partners and self._is_meant(words, mark)]
        made = [mark for mark in named if starts and _is_to_make(words, mark.start)]
        named = [mark for mark in named if not any(m.start <= mark.start and mark.end <= m.end for m in made)]
        ends = [n for n, word in enumerate(words) if word.form in self._ends and _in_name(word)]
        # Of several in one name the last counts: what ends before lies inside.
        ends = [n for n, after in pairwise([*ends, len(words)]) if after == len(words) or not _is_name(words[n:after])]
        if not named and not ends:
            return []
        where = text.spans(original)
        found = [mention for mark in named for mention in self._completed(original, words, where, mark)]
        found += [mention for at in ends for mention in self._ending(original, words, where, at)]
        # What lies inside a longer name is no partner of its own; of several senses the thesaurus's first counts.
        found.sort(key=lambda m: (m.start, -m.end, m.entry))
        kept: list[Mention] = []
        for mention in found:
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return kept

    def _is_meant(self, words: Sequence[Word], mark: Mark) -> bool:
        """Whether a mark names its partner: an « état » with a small letter is not the Etat."""
        word = words[mark.start]
        if mark.end == mark.start + 1 and word.form in self._capitals.get(mark.entry, ()):
            return _in_name(word)
        return mark.role in _NAMING

    def _is_where(self, words: Sequence[Word], mark: Mark) -> bool:
        """Whether a mark says where or when: « à l'école »."""
        phrases = self._where.get(mark.entry, ())
        return any(_forms(words[max(0, mark.end - len(phrase)) : mark.end]) == phrase for phrase in phrases)

    def _completed(
        self, original: str, words: Sequence[Word], where: Sequence[tuple[int, int]], mark: Mark
    ) -> Iterator[Mention]:
        entry = self._partners[mark.entry]
        start, end = where[mark.start][0], where[mark.end - 1][1]
        said = tuple(word.base for word in words[mark.start : mark.end] if not word.link)
        told = self._own.get((mark.entry, said), entry.fr)
        several = words[mark.start].form.endswith(("s", "x"))
        names = _quoted(original, end) if entry.proper in ("alone", "name") else None
        if names is None and (entry.proper == "alone" or (entry.proper and not several)):
            names = _names(words, where, mark.end, of=entry.proper != "alone", several=several)
        if not names:
            if not self._is_where(words, mark):
                yield Mention(told, mark.entry, start, end)
        elif entry.proper == "alone":
            for a, b in names:
                yield Mention(_plain(original[a:b]), mark.entry, min(start, a), b)
                start = b
        else:
            stop = names[-1][1]
            name = original[start:stop] if entry.proper == "name" else told + original[end:stop]
            yield Mention(_plain(name), mark.entry, start, stop)

    def _ending(
        self, original: str, words: Sequence[Word], where: Sequence[tuple[int, int]], at: int
    ) -> Iterator[Mention]:
        first = at
        while first and _in_name(words[first - 1]):
            first -= 1
        while first < at and words[first].form in _INSIDE:
            first += 1
        if first < at:
            start, end = where[first][0], where[at][1]
            yield Mention(_plain(original[start:end]), self._ends[words[at].form], start, end)


def _forms(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.form for word in words)


def _is_to_make(words: Sequence[Word], at: int) -> bool:
    """Whether what stands here is the object of « créer un … », « ouverture d'une … », not « avec un … »."""
    at -= 1
    while at > 0 and words[at].form in _NEW:
        at -= 1
    if at < 1 or not (words[at].form in _ONE or words[at].form.isdigit()):
        return False
    at -= 1
    if words[at].form == "d":
        start = next((n + 1 for n in range(at, -1, -1) if words[n].written in (".", ";", ":")), 0)
        return at - start <= _MAX_BEFORE and not any(word.form in _WITH for word in words[at - 1 : at])
    return words[at].form not in _WITH


def _in_name(word: Word) -> bool:
    return word.title or word.capitals


def _is_name(words: Sequence[Word]) -> bool:
    return all(map(_in_name, words))


def _names(
    words: Sequence[Word], where: Sequence[tuple[int, int]], at: int, *, of: bool, several: bool
) -> list[tuple[int, int]]:
    """Where the proper names behind a word stand: behind `de` if they may, several of them if they are several."""
    if of:
        while at < len(words) and words[at].form in _OF and not words[at].title:
            at += 1
    found: list[tuple[int, int]] = []
    while at < len(words) and _in_name(words[at]):
        end = at + 1
        while end < len(words):
            to = end
            while to < len(words) and to - end < _MAX_INSIDE and words[to].form in _INSIDE and not words[to].title:
                to += 1
            if to == end == at + 1 and not several and words[to].form == "et":  # Lire et Dire
                to += 1
            if to == len(words) or not _in_name(words[to]):
                break
            end = to + 1
        found.append((where[at][0], where[end - 1][1]))
        more = end < len(words) and (words[end].form == "et" or words[end].written == ",")
        if not several or not more:
            break
        at = end + 1
    return found


def _quoted(original: str, at: int) -> list[tuple[int, int]] | None:
    """Where the quoted name stands that follows at once, if one does."""
    behind = original[at:].lstrip()
    closing = _QUOTES.get(behind[:1])
    end = behind.find(closing, 1) if closing else -1
    if end < 0:
        return None
    start = len(original) - len(behind) + 1
    inner = original[start : start + end - 1]
    start += len(inner) - len(inner.lstrip())
    return [(start, start + len(inner.strip()))] if inner.strip() else None


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").split())
