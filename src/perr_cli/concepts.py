"""What perr knows of the field, made usable: concepts and partners, and where they stand in a text.

An entry stands in a text when one of its terms does (the same words in a row, whatever their inflection, with or
without the words that tie them), one of its acronyms in capitals, or all parts of one of its signs. A phrase of its
`excludes` takes the words in it away from the entry; an entry with `context` needs one of these words nearby.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from perr_cli import text
from perr_cli.text import Word


class Kind(str, Enum):
    """What an entry of the thesaurus is."""

    topic = "topic"
    device = "device"
    """A named instrument, scheme, body or event."""
    public = "public"
    actor = "actor"
    means = "means"
    partner = "partner"
    """A named institution, service or profession."""


Sign = tuple[tuple[str, ...], ...]
"""Parts that must all stand in a text; each part is the phrases that can stand for it."""


class Entry(NamedTuple):
    """A concept or a partner of the thesaurus."""

    id: str
    fr: str
    en: str
    kind: Kind = Kind.topic
    weight: float = 3
    """How much it says that two texts are about the same thing: 1 hardly anything, 5 a named device."""
    acronyms: tuple[tuple[str, str], ...] = ()
    """Each acronym with what it stands for."""
    terms: tuple[str, ...] = ()
    """What means the same."""
    members: tuple[str, ...] = ()
    """What is one of them: found by the entry's name, not by each other."""
    capitals: tuple[str, ...] = ()
    """Terms that count only with a capital (Région)."""
    signs: tuple[Sign, ...] = ()
    excludes: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    proper: str = ""
    """How a proper name completes a partner's: `place`, `name`, `alone` (see `partners`); empty where none does."""
    ends: tuple[str, ...] = ()
    """The last words of the proper names of its kind."""
    where: tuple[str, ...] = ()
    """Phrases in which a partner is only a place or a time."""

    def label(self, language: str) -> str:
        """Its name in a language."""
        return self.fr if language == "fr" else self.en


class Role(str, Enum):
    """What a phrase is to an entry. The first four name it; the others only help to recognise it."""

    term = "term"
    expansion = "expansion"
    acronym = "acronym"
    member = "member"
    capital = "capital"
    excluded = "excluded"
    context = "context"
    sign = "sign"

    # An enum's own is written in Python: it would take a tenth of the time that an index takes.
    __hash__ = str.__hash__


class Phrase(NamedTuple):
    """Words in a row that say something about an entry: folded forms of an acronym, else inflection classes."""

    words: tuple[str, ...]
    role: Role
    tied: bool = False
    """Whether it is written with words that only tie the others."""


MAX_WORDS = 12
"""The most words of a phrase: enough for the longest name of a council, and a bound for what can stand at a place."""


class Mark(NamedTuple):
    """An entry found in a text: its place in the thesaurus, by what, and from which piece to which."""

    entry: int
    role: Role
    start: int
    end: int


def key(phrase: str) -> tuple[str, ...]:
    """The words that a phrase is recognised by: inflection classes, without the words that tie them.

    >>> key("gestion urbaine et sociale de proximité"), key("aidants")
    (('gestion', 'urbain', 'et', 'social', 'proximit'), ('aidant',))
    """
    return _key(phrase)[0]


def _key(phrase: str) -> tuple[tuple[str, ...], int]:
    """The words that a phrase is recognised by, and how many words it is written with."""
    words = [word for word in text.words(phrase) if word.form]
    if len(words) == 1 and words[0].agent:
        return (words[0].agent,), 1
    telling = tuple([word.base for word in words if not word.link])
    return telling or tuple([word.base for word in words]), len(words)


def acronym_key(acronym: str) -> tuple[str, ...]:
    """The folded forms that an acronym is recognised by."""
    return tuple(token.form for token in text.tokens(acronym))


def phrases(entry: Entry) -> Iterator[Phrase]:
    """Every phrase of an entry but those of its signs."""
    named = {expansion for _, expansion in entry.acronyms}
    label = Role.expansion if entry.fr in named else Role.term
    for role, written in (
        (label, (entry.fr,)),
        (Role.expansion, sorted(named)),
        (Role.term, entry.terms),
        (Role.member, entry.members),
        (Role.capital, entry.capitals),
        (Role.excluded, entry.excludes),
        (Role.context, entry.context),
    ):
        for phrase in written:
            telling, count = _key(phrase)
            for words in _spellings(telling):
                yield Phrase(words, role, tied=len(words) < count)
    for acronym, _ in entry.acronyms:
        yield Phrase(acronym_key(acronym), Role.acronym)


def names(entry: Entry) -> Iterator[str]:
    """Whatever means the entry when it is searched, as it is written."""
    yield entry.fr
    yield from entry.terms
    for acronym, expansion in entry.acronyms:
        yield acronym
        yield expansion


def _spellings(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A phrase as it is, and without its `et` and `ou`: égalité femmes-hommes."""
    yield words
    bare = tuple(word for word in words if word not in ("et", "ou"))
    if bare and bare != words:
        yield bare


class _Node:
    """Phrases that begin alike: what ends here, and how they go on."""

    __slots__ = ("contexts", "ends", "names", "parts", "then")

    def __init__(self) -> None:
        self.ends = False
        self.names: tuple[tuple[int, Role], ...] = ()
        """Entries that are named here, or are not meant here (`Role.excluded`)."""
        self.parts: frozenset[int] = frozenset()
        """Parts of signs."""
        self.contexts: frozenset[int] = frozenset()
        """Entries that have a word of their context here."""
        self.then: dict[str, _Node] = {}

    def below(self, words: Iterable[str]) -> "_Node":
        """Where a phrase that goes on with these words ends."""
        node = self
        for word in words:
            node = node.then.setdefault(word, _Node())
        node.ends = True
        return node

    def name(self, entry: int, role: Role) -> None:
        """Let a phrase of an entry end here."""
        if role is Role.context:
            self.contexts |= {entry}
        elif (entry, role) not in self.names:
            self.names = (*self.names, (entry, role))


_Ended = tuple[_Node, int, int]
"""Where a phrase stands in a text: its end in the tree, and its pieces from the first to before the last."""


class Recognizer:
    """Finds the entries of a thesaurus in texts."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._phrases = _Node()
        self._acronyms = _Node()
        self._guarded = frozenset(n for n, entry in enumerate(entries) if entry.context)
        self._signs: dict[int, list[tuple[int, frozenset[int]]]] = {}
        """By one of its parts: signs as an entry and all parts."""
        self._as_written: dict[str, _Node] = {}
        """Acronyms that are written with small letters (Caf), which count as they are written."""
        numbers: dict[tuple[str, ...], int] = {}
        for number, entry in enumerate(entries):
            for acronym, _ in entry.acronyms:
                if not text.word(acronym).capitals:
                    node = self._as_written.setdefault(acronym, _Node())
                    node.name(number, Role.acronym)
            for words, role, _ in phrases(entry):
                (self._acronyms if role is Role.acronym else self._phrases).below(words).name(number, role)
            for sign in entry.signs:
                self._add_sign(number, sign, numbers)

    def _add_sign(self, entry: int, sign: Sign, numbers: dict[tuple[str, ...], int]) -> None:
        for part in sign:
            if part not in numbers:
                numbers[part] = len(numbers)
                for phrase in part:
                    for words in _spellings(key(phrase)):
                        node = self._phrases.below(words)
                        node.parts |= {numbers[part]}
        # It is looked at only where its rarest part stands: the one with the fewest phrases.
        rarest = numbers[min(sign, key=len)]
        self._signs.setdefault(rarest, []).append((entry, frozenset(numbers[part] for part in sign)))

    def marks(self, words: Sequence[Word], around: Callable[[], frozenset[int]] = frozenset) -> list[Mark]:
        """The entries that stand in a text, in the order of their first word. `around` tells, if it is asked, the
        entries that have a word of their context in what surrounds the text (see `contexts`)."""
        ended = self._ended(words)
        if not ended:
            return []
        marks = self._named(words, ended, around)
        parts = frozenset().union(*(node.parts for node, _, _ in ended))
        for rarest in parts & self._signs.keys():
            for entry, needed in self._signs[rarest]:
                if needed <= parts:
                    marks += [Mark(entry, Role.sign, *_first(part, ended)) for part in needed]
        marks.sort(key=_by_place)
        return marks

    def contexts(self, words: Sequence[Word]) -> frozenset[int]:
        """The entries that have a word of their context in this text."""
        return frozenset().union(*(node.contexts for node, _, _ in self._ended(words)))

    def _named(
        self, words: Sequence[Word], ended: Sequence[_Ended], around: Callable[[], frozenset[int]]
    ) -> list[Mark]:
        marks = [
            Mark(entry, role, a, b)
            for node, a, b in ended
            for entry, role in node.names
            if role is not Role.capital or words[a].title or words[a].capitals
        ]
        taken = [mark for mark in marks if mark.role is Role.excluded]
        if taken:
            covered = _Covers(taken)
            marks = [m for m in marks if m.role is not Role.excluded and not covered.holds(m)]
        if any(mark.entry in self._guarded for mark in marks):
            near = around().union(*(node.contexts for node, _, _ in ended))
            senses = _senses(marks)
            marks = [
                m
                for m in marks
                if m.entry not in self._guarded
                or m.entry in near
                # An acronym of several senses that nothing nearby tells apart stands for all of them.
                or (m.role is Role.acronym and len(s := senses[m.start, m.end]) > 1 and s.isdisjoint(near))
            ]
        return marks

    def _ended(self, words: Sequence[Word]) -> list[_Ended]:
        """Every phrase that stands in a text."""
        kept = [n for n, word in enumerate(words) if not word.link]
        bases = [words[n].base for n in kept]
        ended: list[_Ended] = []
        size = len(bases)
        begins = self._phrases.then
        ended += [(begins[words[n].agent], n, n + 1) for n in kept if words[n].agent in begins]
        for at in range(size):
            if bases[at] not in begins:
                continue
            node: _Node | None = begins[bases[at]]
            to = at
            while node is not None:
                if node.ends:
                    ended.append((node, kept[at], kept[to] + 1))
                to += 1
                node = node.then.get(bases[to]) if to < size else None
        ended = [(node, a, b) for node, a, b in ended if b > a + 1 or not _in_a_name(words, a)]
        mixed = self._as_written
        ended += [(mixed[word.written], n, n + 1) for n, word in enumerate(words) if word.written in mixed]
        capitals = [n for n, word in enumerate(words) if word.capitals]
        if capitals and len(capitals) * 2 <= size + 1:
            ended.extend(self._ended_acronyms(words, capitals))
        return ended

    def _ended_acronyms(self, words: Sequence[Word], capitals: Sequence[int]) -> Iterator[_Ended]:
        done = -1
        for at in capitals:
            node = self._acronyms.then.get(words[at].form) if at > done else None
            longest: _Ended | None = None
            to = at
            while node is not None:
                if node.ends:
                    longest = (node, at, to + 1)
                to += 1
                # A lone letter is no acronym, but the end of one: FIPD-R.
                more = to < len(words) and (words[to].capitals or len(words[to].form) == 1)
                node = node.then.get(words[to].form) if more else None
            if longest:
                done = longest[2] - 1
                yield longest


def _in_a_name(words: Sequence[Word], at: int) -> bool:
    """Whether a word is part of a proper name (the `Habitat` of Essonne Habitat), so that it does not mean what it
    means as a common noun."""
    return words[at].title and at > 0 and words[at - 1].title and not words[at - 1].link


class _Covers:
    """The places where an entry is not meant, by entry: where each begins, and how far those up to it reach."""

    def __init__(self, taken: Iterable[Mark]) -> None:
        self._starts: dict[int, list[int]] = {}
        self._reach: dict[int, list[int]] = {}
        for mark in sorted(taken, key=_by_place):
            reach = self._reach.setdefault(mark.entry, [])
            self._starts.setdefault(mark.entry, []).append(mark.start)
            reach.append(max(mark.end, reach[-1] if reach else 0))

    def holds(self, mark: Mark) -> bool:
        """Whether a mark lies in one of the places of its entry."""
        starts = self._starts.get(mark.entry)
        at = bisect_right(starts, mark.start) - 1 if starts else -1
        return at >= 0 and mark.end <= self._reach[mark.entry][at]


def _senses(marks: Iterable[Mark]) -> dict[tuple[int, int], set[int]]:
    """The entries that each acronym of a text can mean, by its place."""
    senses: dict[tuple[int, int], set[int]] = {}
    for mark in marks:
        if mark.role is Role.acronym:
            senses.setdefault((mark.start, mark.end), set()).add(mark.entry)
    return senses


def _first(part: int, ended: Sequence[_Ended]) -> tuple[int, int]:
    return next((a, b) for node, a, b in ended if part in node.parts)


def _by_place(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def narrower(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Id → ids of what is directly narrower."""
    below: dict[str, list[str]] = {}
    for entry in entries:
        for above in entry.broader:
            below.setdefault(above, []).append(entry.id)
    return below


def widened(entries: Sequence[Entry], ids: Iterable[str]) -> tuple[str, ...]:
    """The ids of all that is narrower than some entries, at any depth, or related to them."""
    asked = set(ids)
    found = {other for entry in entries if entry.id in asked for other in entry.related}
    below = narrower(entries)
    todo = list(asked)
    seen = set(asked)
    while todo:
        more = [child for child in below.get(todo.pop(), ()) if child not in seen]
        seen.update(more)
        todo += more
    return tuple(entry.id for entry in entries if entry.id in (found | seen) - asked)


def sign(written: str, sets: Mapping[str, tuple[str, ...]]) -> Sign:
    """A sign as people write it: `@parents & école & lien`. Raises `KeyError` for an unknown set."""
    parts = (part.strip() for part in written.split("&"))
    return tuple(sets[part[1:]] if part.startswith("@") else (part,) for part in parts)


def set_names(written: str) -> list[str]:
    """The names of the sets that a sign is made of."""
    return [part.strip()[1:] for part in written.split("&") if part.strip().startswith("@")]
