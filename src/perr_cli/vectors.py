"""What a commitment says as a vector of unit length: its concepts and its words, each as much as it tells.

The product of two vectors tells how far two commitments say the same (Salton, Wong & Yang 1975). What a feature tells:

- a concept: the square of its weight in the thesaurus, a little less where only a sign tells it; what is broader 0.6 of
  that a step, what is related 0.2, never more than it tells by itself. A mention inside a longer one does not count.
- a word: how rare it is, ln(1 + N / (n + 1)) with n of the N entries of the thesaurus having it (Spärck Jones 1972), so
  that a comparison never depends on what else is loaded. Lead verbs, and words common to too many commitments, tell
  nothing.
- what stands behind « afin de », « notamment » and the like: 0.6 of that.
- what the objective says: 0.15 of that for an action that is specific by itself, up to 0.4 for one that says nothing
  specific (« Par un accompagnement », « En réactivant la démarche »).

Concepts make 0.75 of the square of the length where one is specific, less where they are only for whom, with whom or in
which field, so that these make no pair by themselves; words make the rest. The numbers were chosen on the judged pairs
of `tests/judged/first` and of the two protocols that ship; scores hardly depend on them (see ARCHITECTURE.md).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from perr_cli import text
from perr_cli.concepts import Entry, Kind, Mark, Role, phrases
from perr_cli.items import Nature
from perr_cli.leads import Lexicon
from perr_cli.text import Word
from perr_cli.thesaurus import Thesaurus

Vector = dict[str, int]
"""Features and what each tells, in ten-thousandths: a concept is `#` and its id, a word its inflection class."""
WHOLE = 10_000
"""The length of a vector."""

_SIGN = 0.9
_BROADER = 0.6
_RELATED = 0.2
_ASIDE = 0.6
_OBJECTIVE_MOST, _OBJECTIVE_LEAST = 0.4, 0.15
_SPECIFIC = 4.0**2
"""What a concept tells that is as specific as a commitment needs to be."""
_CONCEPTS = 0.75
_ENOUGH = 12.0
"""What a concept tells that may have its whole share beside the words; half of it has half of the share."""
_PARTNER = 1.5
"""The weight of a partner: that two commitments name the same one says little."""
_MOST_NEAR = 50
"""How much can be near to an entry, the nearest first: a bound for chains of what is broader, which in a thesaurus of
people are short."""
_LEAST = 0.03
"""What tells less than this part of what tells most is left out."""


class Told(NamedTuple):
    """What a text tells by itself."""

    concepts: dict[int, float]
    """By the number of an entry."""
    words: dict[str, float]


class Weigher:
    """Makes vectors of texts with the knowledge of a thesaurus."""

    def __init__(self, known: Thesaurus) -> None:
        entries = known.entries
        self._weights = [_weight(entry) for entry in entries]
        self.partners = frozenset(n for n, entry in enumerate(entries) if entry.kind is Kind.partner)
        """The numbers of the entries that are partners."""
        self._guarded = frozenset(n for n, entry in enumerate(entries) if entry.context)
        common = (*known.generic, *_leading(known.lexicon))
        self._common = frozenset(word.base for phrase in common for word in text.words(phrase) if word.form)
        self._asides = frozenset(tuple(word.form for word in text.words(p) if word.form) for p in known.asides)
        self._begin: dict[str, set[int]] = {}
        """How many words the asides have that begin with a word."""
        for aside in self._asides:
            self._begin.setdefault(aside[0], set()).add(len(aside))
        self._near = [[("#" + name, share) for name, share in shares] for shares in near(entries)]
        having = Counter(word for e in entries for word in {word for phrase in phrases(e) for word in phrase.words})
        self._rarities = {word: math.log(1 + len(entries) / (n + 1)) for word, n in having.items()}
        self._rarest = math.log(1 + len(entries))

    def told(self, words: Sequence[Word], marks: Sequence[Mark]) -> Told:
        """What a text tells, by its words and the entries that were found in it."""
        aside = self._aside(words)
        concepts: dict[int, float] = {}
        for mark in outermost(marks, self.partners):
            told = self._weights[mark.entry] * (_SIGN if mark.role is Role.sign else 1.0)
            told *= _ASIDE if mark.start >= aside else 1.0
            concepts[mark.entry] = max(told, concepts.get(mark.entry, 0.0))
        bare: dict[str, float] = {}
        # Of an acronym with several senses the sense tells, not its letters: they are the same for all.
        several = {
            n for m in marks if m.role is Role.acronym and m.entry in self._guarded for n in range(m.start, m.end)
        }
        for at, word in enumerate(words):
            if at not in several and self._tells(word):
                told = self._rarities.get(word.base, self._rarest) * (_ASIDE if at >= aside else 1.0)
                bare[word.base] = max(told, bare.get(word.base, 0.0))
        # Where nothing tells anything, the text as a whole does, so that it is like itself and like nothing else.
        return Told(concepts, bare if concepts or bare else {text.said(words): 1.0})

    def vector(self, own: Told, objective: Told | None) -> Vector:
        """The vector of a commitment, by what it tells and what its objective does."""
        concepts, words = dict(own.concepts), dict(own.words)
        if objective:
            specific = min(max(own.concepts.values(), default=0.0) / _SPECIFIC, 1.0)
            share = _OBJECTIVE_MOST - (_OBJECTIVE_MOST - _OBJECTIVE_LEAST) * specific
            for entry, told in objective.concepts.items():
                concepts.setdefault(entry, told * share)
            for word, told in objective.words.items():
                words[word] = words.get(word, 0.0) + told * share
        about: dict[str, float] = {}
        for entry, told in concepts.items():
            for name, share in self._near[entry]:
                about[name] = max(told * share, about.get(name, 0.0))
        # A text without concepts is told by its words alone, and the other way round.
        share = _CONCEPTS * min(max(concepts.values(), default=0.0) / _ENOUGH, 1.0) if words else 1.0
        vector = {
            name: told * math.sqrt(of)
            for part, of in ((about, share), (words, 1 - share))
            for name, told in _unit(part).items()
        }
        least = _LEAST * max(vector.values(), default=0.0)
        kept = _unit({name: told for name, told in vector.items() if told >= least})
        return {name: round(told * WHOLE) for name, told in kept.items()}

    def _tells(self, word: Word) -> bool:
        """Whether a word tells one commitment from another."""
        return bool(word.form) and not (word.link or word.base in self._common or text.is_stop_word(word.form))

    def _aside(self, words: Sequence[Word]) -> int:
        """Where what is said by the way begins, never at the first word; behind the last one where nothing is."""
        said = [(at, word.form) for at, word in enumerate(words) if word.form]
        forms = [form for _, form in said]
        for n, (at, form) in enumerate(said[1:], 1):
            if any(tuple(forms[n : n + size]) in self._asides for size in self._begin.get(form, ())):
                return at
        return len(words)


def _leading(lexicon: Lexicon) -> Iterator[str]:
    """The words that say how a commitment begins, not what it is about. An intervention (`sensibiliser`) is both."""
    for verb, nature in lexicon.verbs.items():
        if nature is not Nature.agir and " " not in verb:
            yield verb
    for noun, verb in lexicon.nouns.items():
        if lexicon.verbs.get(verb) in (Nature.continuer, Nature.renforcer, Nature.lancer) and " " not in noun:
            yield noun


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(told * told for told in vector.values())) or 1.0
    return {name: told / length for name, told in vector.items()}


def outermost(marks: Sequence[Mark], partners: Container[int] = ()) -> list[Mark]:
    """The marks, which come by their place, without those inside a longer mention: the longest owns its words. But
    what a partner does is no less in its name (« centre de santé »), so that partners own none."""
    kept: list[Mark] = []
    longest = (0, 0)  # of what reaches furthest up to here
    for mark in marks:
        if mark.role is Role.sign or mark.entry in partners:
            kept.append(mark)
        elif mark.end > longest[1] or (mark.start, mark.end) == longest:
            kept.append(mark)
            longest = (mark.start, mark.end)
    return kept


def _weight(entry: Entry) -> float:
    return (_PARTNER if entry.kind is Kind.partner else entry.weight) ** 2


def near(entries: Sequence[Entry]) -> list[list[tuple[str, float]]]:
    """By the number of an entry: the ids of what a mention of it tells, itself first, and how much each gets."""
    known = {entry.id: entry for entry in entries}
    found: list[list[tuple[str, float]]] = []
    for entry in entries:
        shares = {entry.id: 1.0}
        todo = [entry.id]
        for name in todo:
            for above in known[name].broader[:_MOST_NEAR]:
                if above in known and above not in shares and len(shares) < _MOST_NEAR:
                    shares[above] = shares[name] * _BROADER
                    todo.append(above)
            if len(shares) == _MOST_NEAR:
                break
        for other in entry.related:
            if other in known:
                shares[other] = max(_RELATED, shares.get(other, 0.0))
        own = _weight(entry)
        found.append([(name, min(share, _weight(known[name]) / own)) for name, share in shares.items()])
    return found
