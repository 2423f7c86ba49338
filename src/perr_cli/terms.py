"""What the terms of a query mean: corrected, put together, and the ways in which a text can hold them.

Words in a row that name an entry of the thesaurus, or at least two that begin what an acronym stands for, are one
term. A term is found as typed, inflected, by the acronym or the expansion of an entry that it names, by words that
mean the same, by signs of it, and on demand by what is narrower or related.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from perr_cli import text
from perr_cli.concepts import MAX_WORDS, Entry, Role, key, widened
from perr_cli.index import SUFFIXES, Index
from perr_cli.query import Kind, Query, Term


class How(str, Enum):
    """How a word of the corpus came to match a word of the query."""

    exact = "exact"
    inflected = "inflected"
    synonym = "synonym"
    acronym = "acronym"
    typo = "typo"
    prefix = "prefix"
    phrase = "phrase"
    related = "related"


# Better first: as typed, inflected, synonym, corrected (CONTRACT §5).
WEIGHT = {
    How.exact: 1.0, How.phrase: 1.0, How.prefix: 0.9, How.inflected: 0.9, How.acronym: 0.8, How.synonym: 0.7,
    How.typo: 0.6, How.related: 0.3,
}  # fmt: skip
_SIGN = 0.5
"""What a sign of an entry is worth, beside 0.7 for a word that means it."""


class Way(NamedTuple):
    """One way to match a term: a phrase in a column of the index, or entries in its column `concept`."""

    how: How
    column: str
    words: tuple[str, ...]
    weight: float

    @property
    def by_sign(self) -> bool:
        """Whether it goes by signs of an entry."""
        return self.column == "concept" and all(word.endswith(SUFFIXES[Role.sign]) for word in self.words)

    def condition(self) -> str:
        """The condition in the index's language. Every word is quoted: a person's text is no syntax there."""
        if self.column == "concept":
            return f"concept : ({' OR '.join(_quoted(word) for word in self.words)})"
        star = " *" if self.how is How.prefix else ""
        return f"{self.column} : {_quoted(' '.join(self.words))}{star}"

    def fits(self, words: Sequence[str], at: int) -> bool:
        """Whether the words stand at this place of a text's words (its forms or bases, as `column` says)."""
        here = tuple(words[at : at + len(self.words)])
        if self.how is How.prefix:
            return here[:-1] == self.words[:-1] and here[-1].startswith(self.words[-1])
        return here == self.words


def _quoted(words: str) -> str:
    return f'"{words}"'


class Meaning(NamedTuple):
    """An entry that a term names, by what kind of phrase; None where it is only related."""

    entry: Entry
    role: Role | None


class Sought(NamedTuple):
    """A term with its ways, best first, and the entries that it names. `words` are its words in the corpus's
    spelling where they had to be corrected."""

    term: Term
    ways: tuple[Way, ...]
    meanings: tuple[Meaning, ...] = ()
    corrected: bool = False


def understand(
    index: Index, query: Query, *, exact: bool = False, related: bool = False
) -> tuple[list[Sought], list[Sought]]:
    """The terms of a query to look for, each once, and those to exclude. Only what is certain excludes: no sign, and
    nothing that is merely related."""
    excluded = [
        sought._replace(ways=tuple(way for way in sought.ways if not way.by_sign))
        for sought in _Reader(index, exact, related=False).read(query.excluded)
    ]
    return _Reader(index, exact, related).read(query.terms), excluded


class _Reader:
    def __init__(self, index: Index, exact: bool, related: bool) -> None:
        self._index = index
        self._exact = exact
        self._related = related
        self._corrections: dict[str, str] = {}
        self._words: dict[tuple[Kind, tuple[str, ...], bool], Sought] = {}
        """What was read, as a query may say a word a thousand times."""

    @cached_property
    def _entries(self) -> list[Entry]:
        return self._index.thesaurus()

    def read(self, terms: Iterable[Term]) -> list[Sought]:
        """The terms with their ways, each once."""
        found: dict[tuple[Kind, tuple[str, ...]], Sought] = {}
        plain = (Kind.word, Kind.filler)
        for alone, run in groupby(terms, key=lambda term: term.kind not in plain or term.excluded):
            for sought in map(self._alone, run) if alone or self._exact else self._run(list(run)):
                term = sought.term
                if term.kind is not Kind.filler:
                    found.setdefault((term.kind, term.forms), sought)
        return list(found.values())

    def _run(self, terms: list[Term]) -> Iterator[Sought]:
        """Words in a row, those that are one term of the thesaurus put together, the longest first."""
        corrected = [self._correct(term) for term in terms]
        at = 0
        while at < len(corrected):
            ends = range(min(at + MAX_WORDS, len(corrected)), at + 1, -1)
            end, together = next(
                ((end, found) for end in ends if (found := self._together(corrected[at:end]))), (0, [])
            )
            yield from together or [self._word(*corrected[at])]
            at = end or at + 1

    def _together(self, parts: Sequence[tuple[Term, bool]]) -> list[Sought]:
        """Words that name an entry together, as one term; or each of them with the entry as one more way, where the
        links are left out that the entry is written with (`mobilité emploi` for « mobilité vers l'emploi »)."""
        terms = [term for term, _ in parts]
        if any(t.kind is Kind.filler and t.forms[0] in text.LINKS for t in (terms[0], terms[-1])):
            return []
        elided = [() if n == 0 else _elided(term) for n, term in enumerate(terms)]
        forms = tuple(form for n, term in enumerate(terms) for form in (*elided[n], *term.forms))
        words = tuple(text.base(form) for form in forms if form not in text.LINKS)
        if len(words) < 2:
            return []
        tied = len(words) < len(forms)
        meanings = self._index.named(words, tied=tied) or self._index.begun(words, tied=tied)
        if meanings:
            term = Term(kind=Kind.word, input=" ".join(t.input for t in terms), forms=forms)
            return [self._made(term, any(corrected for _, corrected in parts), meanings)]
        known = [Meaning(entry, role) for entry, role in self._index.named(words)]
        if not known:
            return []
        singly = [self._word(*part) for part in parts]
        return [s._replace(ways=(*s.ways, *_meant(known)), meanings=(*s.meanings, *known)) for s in singly]

    def _alone(self, term: Term) -> Sought:
        """A phrase, a beginning, an exclusion, or any term to be taken to the letter."""
        if term.kind is Kind.prefix:
            return Sought(term, (_way(How.prefix, "form", term.forms),))
        written = How.phrase if term.kind is Kind.phrase else How.exact
        if self._exact:
            return Sought(term, (_way(written, "form", term.forms),))
        if term.kind is Kind.phrase:
            corrected, wrong = self._correct(term)
            bases = tuple(map(text.base, corrected.forms))
            how = How.typo if wrong else How.phrase
            return Sought(corrected, (_way(how, "form", corrected.forms), _way(how, "base", bases, 0.9)), (), wrong)
        return self._word(*self._correct(term))

    def _word(self, term: Term, corrected: bool) -> Sought:
        said = (term.kind, term.forms, corrected)
        if said not in self._words:
            self._words[said] = self._read_word(term, corrected)
        return self._words[said]

    def _read_word(self, term: Term, corrected: bool) -> Sought:
        if term.kind is Kind.filler:
            return Sought(term, ())
        meanings = self._index.named(key(" ".join(term.forms)), term.forms if len(term.forms) == 1 else ())
        if len(term.forms) > 1 and not meanings:
            meanings = self._index.named((text.base("".join(term.forms)),))
        return self._made(term, corrected, meanings)

    def _made(self, term: Term, corrected: bool, meanings: Sequence[tuple[Entry, Role]]) -> Sought:
        ways = [_way(How.exact, "form", term.forms)]
        bases = tuple(map(text.base, term.forms))
        agents = text.agents(term.forms[0]) if len(term.forms) == 1 else ()
        ways += [_way(How.inflected, "form", (form,)) for form in agents if form != term.forms[0]]
        ways += [] if agents else [_way(How.inflected, "base", bases)]
        ways.append(_way(How.acronym, "expanded", bases))
        if len(term.forms) > 1 and "-" in term.input:
            ways.append(_way(How.inflected, "base", (text.base("".join(term.forms)),)))
        known = [Meaning(entry, role) for entry, role in meanings]
        ways += _meant(known)
        if self._related and known:
            more = widened(self._entries, [meaning.entry.id for meaning in known])
            near = [Meaning(entry, None) for entry in self._entries if entry.id in more]
            ways += [_way(How.related, "concept", _tokens(near, ("", "_a", "_x", "_m", "_s")))] if near else []
            known += near
        if corrected:
            ways = [way._replace(how=How.typo, weight=way.weight * WEIGHT[How.typo]) for way in ways]
        return Sought(term, tuple(ways), tuple(known), corrected)

    def _correct(self, term: Term) -> tuple[Term, bool]:
        """The term with its unknown words corrected, and whether there were any."""
        if len(term.forms) > 1 and self._index.knows(text.base("".join(term.forms))):
            return term, False
        for form in term.forms:
            if form not in self._corrections:
                self._corrections[form] = self._corrected(form)
        forms = tuple(self._corrections[form] for form in term.forms)
        return term._replace(forms=forms), forms != term.forms

    def _corrected(self, form: str) -> str:
        """The form itself where the corpus or the thesaurus has it or an inflection of it, else the nearest that
        they have: one slip (a letter more, less, other, or two swapped) in four letters or more, two in eight."""
        slips = 0 if len(form) < 4 else 1 if len(form) < 8 else 2
        if not slips or form.isdigit() or text.is_stop_word(form) or self._index.knows(text.base(form)):
            return form
        ranked = nearest(self._index, form, slips)
        return ranked[0] if ranked else form


def nearest(index: Index, form: str, slips: int) -> list[str]:
    """Words of the corpus and the thesaurus that are at most so many slips away, the nearest and commonest first."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    counts = index.spelt_like(len(form) - slips, len(form) + slips)
    ranked = []
    for other, distance, _ in extract_iter(form, list(counts), scorer=OSA.distance, score_cutoff=slips):
        # Nobody who is wrong twice is wrong at the beginning: xylophone is no slip of allophone.
        if distance <= (slips if other[0] == form[0] else 1) and not other.isdigit() and not text.is_stop_word(other):
            ranked.append((distance, other[0] != form[0], -counts[other], other))
    return [other for *_, other in sorted(ranked)]


def _elided(term: Term) -> tuple[str, ...]:
    """The function words that a term was typed with and is looked for without: the `l` of l'emploi."""
    typed = [token.form for token in text.tokens(term.input)]
    return tuple(typed[: len(typed) - len(term.forms)])


def abbreviating(index: Index, sought: Sought) -> list[Entry]:
    """The entries whose acronyms stand in the corpus for something with the words of a term."""
    ways = [way for way in sought.ways if way.column == "expanded" and index.rowids("words", way.condition(), 1)]
    return [entry for way in ways for entry in index.standing_for(way.words)]


def _way(how: How, column: str, words: tuple[str, ...], share: float = 1.0) -> Way:
    return Way(how, column, words, WEIGHT[how] * share)


def _meant(meanings: Sequence[Meaning]) -> list[Way]:
    """The ways by the entries that a term names: acronym and expansion find each other, the rest means the same."""
    short = [m for m in meanings if m.role in (Role.acronym, Role.expansion)]
    ways = [_way(How.acronym, "concept", _tokens(short, ("_a", "_x")))] if short else []
    if meanings:
        ways.append(_way(How.synonym, "concept", _tokens(meanings, ("", "_a", "_x", "_m"))))
        ways.append(_way(How.synonym, "concept", _tokens(meanings, ("_s",)), _SIGN / WEIGHT[How.synonym]))
    return ways


def _tokens(meanings: Sequence[Meaning], suffixes: Sequence[str]) -> tuple[str, ...]:
    return tuple(meaning.entry.id + suffix for meaning in meanings for suffix in suffixes)
