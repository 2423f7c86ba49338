"""How a commitment begins: its lead verbs in the infinitive, and what they say it does.

A text is read segment by segment (what `;`, `:` and full stops part, without what stands in brackets). A segment leads
with an infinitive (« Maintenir et renforcer … »), a gerund (« En réactivant … »), a noun of action (« Par la
reconduction de … »); else with the verb of its sentence (« sera étendu », « poursuivra », « s'engage à prévenir »).
What an aim or a relative clause says (« afin de … », « permettant de … ») is no lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perr_cli import text
from perr_cli.items import Nature
from perr_cli.text import Word, fold


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that leads are recognised by, as the thesaurus has them."""

    verbs: dict[str, Nature] = field(default_factory=dict)
    """Infinitives, also of several words."""
    nouns: dict[str, str] = field(default_factory=dict)
    """Nouns of actions, and the infinitives that they stand for."""
    things: tuple[str, ...] = ()
    """Phrases that begin with such a noun and name a thing, not an action."""
    frames: tuple[str, ...] = ()
    """Formulas that stand before the verb which matters."""
    endings: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """The gerund, the participle and the future by the end of the infinitive."""


# Function words of French, folded.
_ARTICLES = frozenset("l la le les un une des du".split())
_DETERMINERS = _ARTICLES | frozenset("ce cet cette ces leur leurs sa ses son chaque tout toute tous toutes".split())
_OF = frozenset("d de du des".split())
_TO = frozenset("a au aux".split())
_BEHIND_A_NOUN = _OF | _TO | frozenset("avec contre dans en entre et ou par pour sur vers".split())
_BEHIND_AN_INFINITIVE = _DETERMINERS | _BEHIND_A_NOUN | frozenset("aupres chez davantage mieux plus sans".split())
_ADVERBS = frozenset("ainsi aussi bien davantage encore egalement enfin mieux ne notamment pas plus tout y".split())
_OPENING = frozenset(
    "a afin au aux avec concernant dans depuis des en face grace lors par pour selon sous suite sur".split()
)
_WHERE = "où"  # told apart from `ou`, which folding would make of it
_RELATIVE = frozenset([*"qui que qu dont lequel laquelle lesquels lesquelles auquel auxquels".split(), _WHERE])
_AIMS = _RELATIVE | frozenset("afin pour permettant visant consistant".split())
_BE = frozenset("sera seront est sont soit soient".split())
_INFINITIVE = re.compile(r"[a-z]{2,}(?:[^i]er|fier|[^aol]ir|endre|ondre|indre|ettre|uire|crire|clure|aitre|ompre)$")

_END = re.compile(r"[;:.!?]")


class _Found(NamedTuple):
    """A verb at a place: which, and where the text goes on."""

    verb: str
    end: int


class _Phrases:
    """Phrases by their first word; the longest that fits wins, articles and adverbs inside do not matter."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for forms, meaning in phrases:
            told = tuple(form for form in forms if form not in _ARTICLES)
            if told:
                self._by_first.setdefault(told[0], []).append((told[1:], meaning))
        for fits in self._by_first.values():
            fits.sort(key=lambda fit: -len(fit[0]))

    def at(self, forms: Sequence[str], at: int) -> _Found | None:
        """What stands at a place."""
        for rest, meaning in self._by_first.get(forms[at], ()) if at < len(forms) else ():
            to = at + 1
            for form in rest:
                while to < len(forms) and forms[to] != form and (forms[to] in _ARTICLES or _is_adverb(forms[to])):
                    to += 1
                if to == len(forms) or forms[to] != form:
                    break
                to += 1
            else:
                return _Found(meaning, to)
        return None


class Leads:
    """Reads leads with the words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._natures = lexicon.verbs
        spelt = {verb: _forms(verb) for verb in dict.fromkeys([*lexicon.verbs, *lexicon.nouns.values()])}
        endings = sorted(((fold(end), *map(fold, forms)) for end, forms in lexicon.endings.items()), key=_longest)
        gerunds, participles, finite, wished = [], [], [], []
        for verb, forms in spelt.items():
            reflexive = forms[0] in ("s", "se") and len(forms) > 1
            first, rest = forms[: reflexive + 1], forms[reflexive + 1 :]
            gerund, participle, future = _inflected(first[-1], endings)
            before = first[:-1]
            gerunds.append(((*before, gerund, *rest), verb))
            if not reflexive:
                participles += [((participle + end, *rest), verb) for end in ("", "e", "s", "es")]
            stem = gerund.removesuffix("ant")
            finite += [((*before, f, *rest), verb) for f in (future, future[:-1] + "ont", stem + "ent", stem + "ons")]
            wished.append(((*before, stem + "e", *rest), verb))
        self._infinitives = _Phrases((forms, verb) for verb, forms in spelt.items())
        self._gerunds = _Phrases(gerunds)
        self._participles = _Phrases(participles)
        self._finite = _Phrases(finite)
        self._wished = _Phrases([*finite, *wished])
        self._nouns = _Phrases((_forms(noun), verb) for noun, verb in lexicon.nouns.items())
        self._things = _Phrases((_forms(thing), thing) for thing in lexicon.things)
        self._frames = _Phrases((_forms(frame)[:-1], _forms(frame)[-1]) for frame in lexicon.frames)

    def verbs(self, words: Sequence[Word]) -> tuple[str, ...]:
        """The lead verbs of a text, in its order."""
        segments = list(_segments(words))
        leads: list[str] = []
        for number, forms in enumerate(segments):
            leads += self._head(forms, sure=number > 0)
        for forms in segments if not leads else ():
            leads += self._sentence(forms)
        return tuple(dict.fromkeys(leads))

    def nature(self, verbs: Sequence[str]) -> Nature:
        """What lead verbs say: of several the most change, of none or unknown ones `agir`."""
        said = {self._natures.get(verb, Nature.agir) for verb in verbs}
        return next((nature for nature in Nature if nature in said), Nature.agir)

    def _head(self, forms: Sequence[str], *, sure: bool) -> list[str]:
        """The leads that a segment begins with; if it is to be `sure`, only by verbs that are known."""
        start = _after_number(forms)
        found = self._infinitive_chain(forms, start, sure=sure) or self._gerund_chain(forms, start)
        if found:
            return found
        named = self._noun_chain(forms, start)
        if named:
            return self._sentence(forms, future=True) or named
        if start < len(forms) and forms[start] in _OPENING:
            for at, form in enumerate(forms):
                if form == "," and (found := self._infinitive_chain(forms, at + 1, sure=True)):
                    return found
        return []

    def _infinitive_chain(self, forms: Sequence[str], start: int, *, sure: bool) -> list[str]:
        """« Veiller à maintenir », « Soutenir, accompagner et valoriser », « Renforcer … et limiter … »."""
        at = _after_adverbs(forms, start)
        found = self._infinitive(forms, at, sure=sure)
        if not found:
            return []
        leads = [found.verb]
        at = found.end
        while at < len(forms):
            joined = at
            if forms[at] in ("et", "ou", ",") or at == found.end:
                joined = _after_adverbs(forms, at + (forms[at] in ("et", "ou", ",")))
                if joined < len(forms) and forms[joined] in ("et", "ou"):
                    joined = _after_adverbs(forms, joined + 1)
                if at == found.end and joined < len(forms) and forms[joined] in ("a", "de", "d"):
                    joined += 1
                more = self._infinitives.at(forms, joined) or self._clitic(forms, joined)
                if more:
                    leads.append(more.verb)
                    found, at = more, more.end
                    continue
            if forms[at] in _AIMS or (forms[at] in ("a", "de", "d") and self._infinitive(forms, at + 1, sure=False)):
                break
            at += 1
        return leads

    def _infinitive(self, forms: Sequence[str], at: int, *, sure: bool) -> _Found | None:
        if at >= len(forms) or self._things.at(forms, at):
            return None
        known = self._infinitives.at(forms, at)
        reflexive = forms[at] in ("s", "se")
        if reflexive and not known and (bare := self._infinitives.at(forms, at + 1)):
            return _Found(("s'" if forms[at] == "s" else "se ") + bare.verb, bare.end)
        following = forms[at + 1] if at + 1 < len(forms) else ","
        if known and not (known.verb == "faire" and _INFINITIVE.match(following)):
            return known
        if forms[at] == "faire" and _INFINITIVE.match(following):
            return _Found(f"faire {following}", at + 2)
        if sure or not _INFINITIVE.match(forms[at]):
            return None
        if following == "," or following in _BEHIND_AN_INFINITIVE or _INFINITIVE.match(following):
            return _Found(forms[at], at + 1)
        return None

    def _clitic(self, forms: Sequence[str], at: int) -> _Found | None:
        """An infinitive behind a pronoun: « et les former »."""
        if at < len(forms) and forms[at] in ("les", "le", "la", "l", "leur", "en"):
            return self._infinitives.at(forms, at + 1)
        return None

    def _gerund_chain(self, forms: Sequence[str], start: int) -> list[str]:
        """« En réactivant et en développant … »."""
        leads: list[str] = []
        at = _after_adverbs(forms, start)
        while at < len(forms) and (forms[at] == "en" or leads):
            found = self._gerunds.at(forms, at + (forms[at] == "en"))
            if not found:
                break
            leads.append(found.verb)
            at = _after_joint(forms, found.end)
        return leads

    def _noun_chain(self, forms: Sequence[str], start: int, *, alone: bool = False) -> list[str]:
        """« Par la reconduction de … », « Maintien et accompagnement des … »; `alone` where nothing need follow."""
        leads: list[str] = []
        at = start + (start < len(forms) and forms[start] in ("par", "via"))
        while at < len(forms):
            at = _after_adverbs(forms, at)
            while at < len(forms) and forms[at] in _DETERMINERS:
                at += 1
            found = None if self._things.at(forms, at) else self._nouns.at(forms, at)
            if not found or not (alone or _governs(forms, found.end)):
                break
            leads.append(found.verb)
            if found.end == len(forms) or not (to := _after_joint(forms, found.end)) > found.end:
                break
            at = to
        return leads

    def _sentence(self, forms: Sequence[str], *, future: bool = False) -> list[str]:
        """The verbs of the sentence that a segment is: of a formula, in the passive, else finite ones; with `future`
        no forms that could be something else."""
        leads: list[str] = []
        finite = self._wished if forms and forms[0] in ("que", "qu") else self._finite
        opened = 1 if finite is self._wished else 0  # behind the `que` of a wish, which begins no relative clause
        relative = False
        for at, form in enumerate(forms):
            if form in (",", "et"):
                relative = False
            elif at > opened and forms[at - 1] in _RELATIVE:
                relative = True
            frame = self._frames.at(forms, at)
            if frame and (behind := _behind_frame(forms, frame)):
                chain = self._infinitive_chain(forms, behind, sure=False)
                return leads + (chain or self._noun_chain(forms, behind, alone=True))
            if relative:
                continue
            if form in _BE:
                leads += self._participle_chain(forms, at + 1)
            elif (found := finite.at(forms, at)) and not (future and not form.endswith(("ra", "ront"))):
                leads.append(found.verb)
        return leads

    def _participle_chain(self, forms: Sequence[str], start: int) -> list[str]:
        """« sera reconduit et recentré »."""
        leads: list[str] = []
        at = _after_adverbs(forms, start)
        while found := self._participles.at(forms, at):
            leads.append(found.verb)
            at = _after_joint(forms, found.end)
            if at == found.end:
                break
        return leads


def _segments(words: Sequence[Word]) -> Iterator[list[str]]:
    """The folded words of each segment, with its commas; without what stands in brackets."""
    forms: list[str] = []
    depth = 0
    for word in words:
        if word.form:
            if not depth:
                forms.append(_WHERE if word.written.lower() == _WHERE else word.form)
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
    yield forms


def _after_number(forms: Sequence[str]) -> int:
    at = 0
    while at < len(forms) and forms[at].isdigit():
        at += 1
    return at


def _after_adverbs(forms: Sequence[str], at: int) -> int:
    while at < len(forms) and _is_adverb(forms[at]):
        at += 1
    return at


def _is_adverb(form: str) -> bool:
    return form in _ADVERBS or (form.endswith("ement") and form[:-5].endswith(("iv", "el", "ier", "al", "iqu", "re")))


def _after_joint(forms: Sequence[str], at: int) -> int:
    """Behind a comma, `et` or `ou`, and what adverbs follow."""
    to = at
    while to < len(forms) and forms[to] in (",", "et", "ou"):
        to += 1
    return _after_adverbs(forms, to) if to > at else at


def _governs(forms: Sequence[str], at: int) -> bool:
    """Whether what stands before is a noun of an action: with what it acts on, or alone."""
    if at == len(forms) or forms[at] == "," or forms[at] in _BEHIND_A_NOUN:
        return True
    return any(form in _OF or form in _TO for form in forms[at + 1 : at + 3])


def _behind_frame(forms: Sequence[str], frame: _Found) -> int | None:
    """Where the verb behind a formula may stand: its last word comes at once, or behind what commas enclose."""
    last = _TO if frame.verb in _TO else _OF if frame.verb in _OF else frozenset((frame.verb,))
    at = frame.end
    if at < len(forms) and forms[at] == ",":
        at = next((n for n in range(at + 1, len(forms)) if forms[n - 1] == "," and forms[n] in last), len(forms))
    return at + 1 if at < len(forms) and forms[at] in last else None


def _forms(phrase: str) -> tuple[str, ...]:
    return tuple(token.form for token in text.tokens(phrase))


def _longest(forms: tuple[str, ...]) -> int:
    return -len(forms[0])


def _inflected(infinitive: str, endings: Sequence[tuple[str, ...]]) -> tuple[str, str, str]:
    """The gerund, the participle and the future of an infinitive."""
    for end, gerund, participle, future in endings:
        if infinitive.endswith(end):
            stem = infinitive.removesuffix(end)
            return stem + gerund, stem + participle, stem + future
    return infinitive, infinitive, infinitive
