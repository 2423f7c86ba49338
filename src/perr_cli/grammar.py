"""The French that commitments are written in: function words, segments, phrases in a row of words, forms of verbs.

Everything here works on folded words (`text.fold`). What depends on the field (which verbs, which nouns) is data, and
comes from the thesaurus.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from perr_cli import text
from perr_cli.text import Word, fold

ARTICLES = frozenset("l la le les un une des du".split())
DETERMINERS = ARTICLES | frozenset("ce cet cette ces leur leurs sa ses son chaque tout toute tous toutes".split())
OF = frozenset("d de du des".split())
TO = frozenset("a au aux".split())
PREPOSITIONS = OF | TO | frozenset("avec chez contre dans en entre par pour sans sous sur vers via".split())
BEHIND_A_NOUN = OF | TO | frozenset("avec contre dans en entre et ou par pour sur vers".split())
BEHIND_AN_INFINITIVE = (
    DETERMINERS | BEHIND_A_NOUN | frozenset("aucun aucune aupres chez davantage mieux plus sans".split())
)
OPENING = frozenset(
    "a afin apres au aux avec chaque concernant d dans depuis des en face grace lors par pour selon sous suite sur"
    " via".split()
)
SUBJECTS = DETERMINERS | frozenset("elle elles il ils nous on".split())
NUMBERS = frozenset("deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente cent".split())
NONE = frozenset("aucun aucune non pas zero".split())
WHERE = "où"  # told apart from `ou`, which folding would make of it
RELATIVE = frozenset([*"qui que qu dont lequel laquelle lesquels lesquelles auquel auxquels".split(), WHERE])
AIMS = RELATIVE | frozenset("afin pour permettant visant consistant".split())
BE = frozenset("est ete etre demeurent demeure reste restent sera seront soient soit sont".split())
INFINITIVE = re.compile(r"[a-z]{2,}(?:[^i]er|fier|[^aol]ir|endre|ondre|indre|ettre|uire|crire|clure|aitre|ompre)$")

_ADVERBS = frozenset("ainsi aussi bien davantage encore egalement enfin mieux notamment pas plus tout y".split())
_KNOWN = DETERMINERS - {"un", "une"} | {"nos", "aux", "au"}
_ORDINAL = re.compile(r"\d+(?:e|eme|nd|nde)")
_END = re.compile(r"[;:.!?]")
_GAP, _NUMBER = "…", "#"
_PLACES = re.compile(f"([{_GAP}{_NUMBER}])")
_MAX_ENCLOSED = 60
"""The most words and commas between two words of a phrase."""
_MAX_GAP = 6


class Found(NamedTuple):
    """A phrase at a place: what it means, and where the text goes on."""

    meaning: str
    end: int


class Phrases:
    """Phrases in a row of words; the longest that fits wins.

    Articles, adverbs and what commas enclose may stand inside. A `…` is what is known already, in a few words:
    « mettre … en réseau » is in « mettre les acteurs en réseau », not in « mettre un agent en réseau ». A `#` is a
    number. `by` says which words are the same.
    """

    def __init__(self, phrases: Iterable[tuple[Sequence[str], str]], by: Callable[[str], str] | None = None) -> None:
        self._by = by
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for forms, meaning in phrases:
            told = [self._same(form) for form in forms if form not in ARTICLES]
            if told:
                self._by_first.setdefault(told[0], []).append((tuple(told[1:]), meaning))
        for fits in self._by_first.values():
            fits.sort(key=lambda fit: -len(fit[0]))

    def at(self, forms: Sequence[str], at: int) -> Found | None:
        """What stands at a place."""
        for rest, meaning in self._by_first.get(self._same(forms[at]), ()) if at < len(forms) else ():
            end = self._end(rest, forms, at + 1)
            if end:
                return Found(meaning, end)
        return None

    def _end(self, rest: Sequence[str], forms: Sequence[str], to: int) -> int:
        """Where the rest of a phrase ends, 0 if it does not stand here."""
        gap = False
        for part in rest:
            if part == _GAP:
                gap = True
                continue
            to = self._over_gap(part, forms, to) if gap else self._over_little(part, forms, to)
            if to >= len(forms) or self._same(forms[to]) != part:
                return 0
            gap = False
            to += 1
        return to

    def _over_little(self, part: str, forms: Sequence[str], to: int) -> int:
        last = min(len(forms), to + _MAX_ENCLOSED)
        while to < last and self._same(forms[to]) != part:
            if forms[to] == "," and "," in forms[to + 1 : last]:
                to = forms.index(",", to + 1)
            elif forms[to] not in ARTICLES and not is_adverb(forms[to]):
                break
            to += 1
        return to

    def _over_gap(self, part: str, forms: Sequence[str], to: int) -> int:
        start = to + 1 if to < len(forms) and forms[to] in ("a", "d", "de") else to
        if start == len(forms) or not (forms[start] in _KNOWN or is_number(forms[start])):
            return len(forms)
        for at in range(start + 1, min(start + 1 + _MAX_GAP, len(forms))):
            if self._same(forms[at]) == part:
                return at
            if forms[at] == "," or forms[at] in AIMS:
                break
        return len(forms)

    def _same(self, form: str) -> str:
        same = _same(form)
        return self._by(same) if self._by else same


class Forms(NamedTuple):
    """The forms of a verb, or their endings: enough to know it in any sentence of a protocol."""

    gerund: str
    participle: str
    future: str
    present: str
    """The third person singular, and
    `plural`: the third person plural, of which the subjunctive is made."""
    plural: str


def inflected(infinitive: str, endings: Sequence[tuple[str, Forms]]) -> Forms:
    """The forms of an infinitive by the first ending that fits."""
    for end, forms in endings:
        if infinitive.endswith(end):
            stem = infinitive.removesuffix(end)
            return Forms(*(stem + form for form in forms))
    return Forms(*[infinitive] * 5)


def forms_of(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase as data has it, with its places."""
    parts = [
        [part] if part in (_GAP, _NUMBER) else [t.form for t in text.tokens(part)] for part in _PLACES.split(phrase)
    ]
    return tuple(form for part in parts for form in part)


def shown(phrase: str) -> str:
    """A phrase as people read it, without its places."""
    return " ".join(_PLACES.sub(" ", phrase).split())


def segments(words: Sequence[Word]) -> Iterator[list[str]]:
    """The folded words of each segment, with its commas; without what stands in brackets."""
    forms: list[str] = []
    depth = 0
    for word in words:
        if word.form:
            if not depth:
                forms.append(WHERE if word.written.lower() == WHERE else word.form)
            continue
        mark = word.written
        if depth == 0 and "(" not in mark and ")" in mark and len(forms) == 1:
            forms = []  # « a) », « 1) »
        depth = max(0, depth + mark.count("(") - mark.count(")"))
        if not depth and _END.search(mark):
            yield forms
            forms = []
        elif not depth and "," in mark and forms:
            forms.append(",")
        elif not depth and mark == "+":
            forms += ("davantage", "de")
    yield forms


@lru_cache(maxsize=65_536)
def _same(form: str) -> str:
    """One form for what is the same in every phrase: « de », « à », a number, « 2e »."""
    if form in OF:
        return "de"
    if form in TO:
        return "a"
    if is_number(form):
        return _NUMBER
    return "deuxieme" if _ORDINAL.fullmatch(form) else form


def is_number(form: str) -> bool:
    """Whether a word counts."""
    return form.isdigit() or form in NUMBERS


def is_adverb(form: str) -> bool:
    """Whether a word only says how a verb is meant (`progressivement`)."""
    return form in _ADVERBS or (form.endswith("ement") and form[:-5].endswith(("iv", "el", "ier", "al", "iqu", "re")))


def after_adverbs(forms: Sequence[str], at: int) -> int:
    """Behind the adverbs at a place."""
    while at < len(forms) and is_adverb(forms[at]):
        at += 1
    return at


def after_joint(forms: Sequence[str], at: int) -> int:
    """Behind a comma, `et` or `ou`, and what adverbs follow."""
    to = at
    while to < len(forms) and forms[to] in (",", "et", "ou"):
        to += 1
    return after_adverbs(forms, to) if to > at else at


def governs(forms: Sequence[str], at: int) -> bool:
    """Whether what stands before is a noun of an action: with what it acts on, or alone."""
    if at < len(forms) and forms[at] in ("et", "ou"):
        return any(form in OF or form in TO for form in forms[at + 1 : at + 5])
    if at == len(forms) or forms[at] == "," or forms[at] in BEHIND_A_NOUN or forms[at - 1] in TO:
        return True
    return any(form in OF or form in TO for form in forms[at + 1 : at + 3])


def folded_endings(endings: Iterable[tuple[str, Forms]]) -> list[tuple[str, Forms]]:
    """Endings of verbs as they are looked up: folded, the longest first."""
    folded = [(fold(end), Forms(*map(fold, forms))) for end, forms in endings]
    return sorted(folded, key=lambda ending: -len(ending[0]))
