"""How a commitment begins: its lead verbs in the infinitive, and what they say it does.

A text is read segment by segment (what `;`, `:` and full stops part, without what stands in brackets). A segment leads
with an infinitive (« Maintenir et renforcer … »), a gerund (« En réactivant … »), a noun of action (« Par la
reconduction de … »); else with the verb of its sentence (« sera étendu », « poursuivra », « s'engage à prévenir »,
« La Ville ouvre »). Where there is none, its first words may tell one: « Nouvelle ligne », « trois agents de plus »,
« horaires élargis », « commission de coordination ». What an aim or a relative clause says (« afin de … »,
« permettant de … ») is no lead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from perr_cli import text
from perr_cli.grammar import (
    AIMS,
    BE,
    BEHIND_AN_INFINITIVE,
    DETERMINERS,
    INFINITIVE,
    NONE,
    OF,
    OPENING,
    PREPOSITIONS,
    RELATIVE,
    SUBJECTS,
    Forms,
    Found,
    Phrases,
    after_adverbs,
    after_joint,
    folded_endings,
    forms_of,
    governs,
    inflected,
    is_number,
    segments,
    shown,
)
from perr_cli.items import Nature
from perr_cli.text import Word

_NOT = "ne pas "
_TOLD_BY_ADJECTIVES = frozenset((Nature.renforcer, Nature.continuer, Nature.coordonner))
"""What a participle tells as an adjective: « horaires élargis », but no « lieux créés », « emplois aidés »."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that leads are recognised by, as the thesaurus has them."""

    verbs: dict[str, Nature] = field(default_factory=dict)
    """Infinitives, also of several words; with `ne pas` where that says something else."""
    nouns: dict[str, str] = field(default_factory=dict)
    """Nouns of actions, and the infinitives that they stand for."""
    adjectives: dict[str, str] = field(default_factory=dict)
    """Adjectives and quantities that tell an action of their noun, and the infinitive of that action."""
    things: tuple[str, ...] = ()
    """Phrases that begin with such a noun and name a thing, not an action."""
    frames: tuple[str, ...] = ()
    """Formulas that stand before the verb which matters."""
    endings: dict[str, Forms] = field(default_factory=dict)
    """The forms of verbs by the end of the infinitive."""


class Leads:
    """Reads leads with the words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._natures = {shown(verb): nature for verb, nature in lexicon.verbs.items()}
        named = [*lexicon.verbs, *lexicon.nouns.values(), *lexicon.adjectives.values()]
        spelt = {verb: forms_of(verb) for verb in dict.fromkeys(verb.removeprefix(_NOT) for verb in named)}
        endings = folded_endings(lexicon.endings.items())
        gerunds, participles, finite, wished, present = [], [], [], [], []
        for written, forms in spelt.items():
            verb = shown(written)
            reflexive = forms[0] in ("s", "se") and len(forms) > 1
            first, rest = forms[: reflexive + 1], forms[reflexive + 1 :]
            told = inflected(first[-1], endings)
            before = first[:-1]
            gerunds.append(((*before, told.gerund, *rest), verb))
            if not reflexive:
                participles += [((told.participle + end, *rest), verb) for end in ("", "e", "s", "es")]
            future, stem = told.future, told.gerund.removesuffix("ant")
            several = (future, future[:-1] + "ont", future[:-1] + "ons", told.plural, stem + "ons")
            finite += [((*before, form, *rest), verb) for form in several]
            wished.append(((*before, told.plural.removesuffix("nt"), *rest), verb))
            present.append(((*before, told.present, *rest), verb))
        self._infinitives = Phrases((forms, shown(verb)) for verb, forms in spelt.items())
        self._gerunds = Phrases(gerunds)
        self._participles = Phrases(participles)
        self._finite = Phrases(finite)
        self._wished = Phrases([*finite, *wished])
        self._present = Phrases(present)
        self._nouns = Phrases(_nouns(lexicon, spelt))
        self._adjectives = Phrases(((forms_of(a), verb) for a, verb in lexicon.adjectives.items()), by=text.base)
        self._things = Phrases(((forms_of(thing), thing) for thing in lexicon.things), by=text.base)
        self._frames = Phrases((forms_of(frame), frame) for frame in lexicon.frames)

    def verbs(self, words: Sequence[Word]) -> tuple[str, ...]:
        """The lead verbs of a text, in its order."""
        parts = list(segments(words))
        leads: list[str] = []
        for number, forms in enumerate(parts):
            leads += self._head(forms, sure=number > 0)
        for read in (self._sentence, self._telling, self._help):
            for forms in parts if not leads else ():
                leads += read(forms)
        return tuple(dict.fromkeys(leads))

    def nature(self, verbs: Sequence[str]) -> Nature:
        """What lead verbs say: of several the most change, of none or unknown ones `agir`."""
        said = {self._nature(verb) for verb in verbs}
        return next((nature for nature in Nature if nature in said), Nature.agir)

    def _nature(self, verb: str) -> Nature:
        return self._natures.get(verb, Nature.agir)

    def _head(self, forms: Sequence[str], *, sure: bool) -> list[str]:
        """The leads that a segment begins with; if it is to be `sure`, only by verbs that are known."""
        start = _after_number(forms)
        if (frame := self._frames.at(forms, start)) and (framed := self._framed(forms, frame.end)):
            return framed
        found = self._infinitive_chain(forms, start, sure=sure) or self._gerund_chain(forms, start)
        if found:
            return found
        named = self._noun_chain(forms, start)
        if named:
            return self._sentence(forms, future=True) or named
        if start < len(forms) and forms[start] in OPENING:
            for at in (n + 1 for n, form in enumerate(forms) if form == ","):
                if found := self._infinitive_chain(forms, at, sure=True) or self._noun_chain(forms, at):
                    return found
        return []

    def _infinitive_chain(self, forms: Sequence[str], start: int, *, sure: bool) -> list[str]:
        """« Veiller à maintenir », « Soutenir, accompagner et valoriser », « Renforcer … et limiter … »."""
        found = self._infinitive(forms, after_adverbs(forms, start), sure=sure)
        if not found:
            return []
        leads = [found.meaning]
        at = found.end
        while at < len(forms):
            joined = at
            if forms[at] in ("et", "ou", ",") or at == found.end:
                joined = after_adverbs(forms, at + (forms[at] in ("et", "ou", ",")))
                if joined < len(forms) and forms[joined] in ("et", "ou"):
                    joined = after_adverbs(forms, joined + 1)
                if at == found.end and joined < len(forms) and forms[joined] in ("a", "de", "d"):
                    joined += 1
                more = self._known(forms, joined)
                if more:
                    leads.append(more.meaning)
                    found, at = more, more.end
                    continue
            if forms[at] in AIMS or (forms[at] in ("a", "de", "d") and self._infinitive(forms, at + 1, sure=False)):
                break
            at += 1
        return leads

    def _infinitive(self, forms: Sequence[str], at: int, *, sure: bool) -> Found | None:
        if at >= len(forms) or self._things.at(forms, at):
            return None
        if forms[at] == "ne":
            denied = after_adverbs(forms, at + 1)
            if denied < len(forms) and forms[denied] == "ne":  # no French
                return None
            found = self._infinitive(forms, denied, sure=sure)
            return found and Found(self._negated(found.meaning), found.end)
        known = self._infinitives.at(forms, at)
        reflexive = forms[at] in ("s", "se")
        if reflexive and not known and (bare := self._infinitives.at(forms, at + 1)):
            return Found(("s'" if forms[at] == "s" else "se ") + bare.meaning, bare.end)
        following = forms[at + 1] if at + 1 < len(forms) else ","
        if known and not (known.meaning == "faire" and INFINITIVE.match(following)):
            return known
        if forms[at] == "faire" and INFINITIVE.match(following):
            return Found(f"faire {following}", at + 2)
        if sure or not INFINITIVE.match(forms[at]):
            return None
        if following == "," or following in BEHIND_AN_INFINITIVE or INFINITIVE.match(following):
            return Found(forms[at], at + 1)
        return None

    def _known(self, forms: Sequence[str], at: int) -> Found | None:
        """An infinitive that is known, also behind a pronoun: « et les former »."""
        if at < len(forms) and forms[at] in ("les", "le", "la", "l", "leur", "en"):
            at += 1
        return (
            self._infinitive(forms, at, sure=True)
            if at < len(forms) and forms[at] == "ne"
            else (self._infinitives.at(forms, at))
        )

    def _negated(self, verb: str) -> str:
        return _NOT + verb if _NOT + verb in self._natures else verb

    def _gerund_chain(self, forms: Sequence[str], start: int) -> list[str]:
        """« En réactivant et en développant … »."""
        leads: list[str] = []
        at = after_adverbs(forms, start)
        while at < len(forms) and (forms[at] == "en" or leads):
            found = self._gerunds.at(forms, at + (forms[at] == "en"))
            if not found:
                break
            leads.append(found.meaning)
            at = after_joint(forms, found.end)
        return leads

    def _noun_chain(self, forms: Sequence[str], start: int, *, alone: bool = False) -> list[str]:
        """« Par la reconduction de … », « Maintien et accompagnement des … », « Aucune fermeture »; `alone` where
        nothing need follow."""
        leads: list[str] = []
        at = start + (start < len(forms) and forms[start] in ("par", "via"))
        none = at < len(forms) and forms[at] in NONE
        if none:
            at += 1 + (at + 1 < len(forms) and forms[at + 1] in OF)
        while at < len(forms):
            at = after_adverbs(forms, at)
            while at < len(forms) and forms[at] in DETERMINERS:
                at += 1
            found = None if self._things.at(forms, at) else self._nouns.at(forms, at)
            if not found or not (alone or governs(forms, found.end)):
                break
            leads.append(self._negated(found.meaning) if none else found.meaning)
            end = found.end
            if told := self._adjectival(forms, end):
                leads.append(told.meaning)
                end = told.end
            to = after_joint(forms, end) if end < len(forms) else end
            at = to if to > end else self._second_noun(forms, end)
        return leads

    def _second_noun(self, forms: Sequence[str], at: int) -> int:
        """Where « … et animation d'un lieu » goes on behind « Création d'un jardin », else the end."""
        for joint in range(at + 1, len(forms)):
            if forms[joint] in AIMS or forms[joint] == ",":
                break
            if forms[joint] == "et" and (noun := self._nouns.at(forms, joint + 1)):
                return joint + 1 if noun.end < len(forms) and forms[noun.end] in PREPOSITIONS else len(forms)
        return len(forms)

    def _sentence(self, forms: Sequence[str], *, future: bool = False) -> list[str]:
        """The verbs of the sentence that a segment is: of a formula, in the passive, else finite ones; with `future`
        no forms that could be something else."""
        leads: list[str] = []
        finite = self._wished if forms and forms[0] in ("que", "qu") else self._finite
        opened = 1 if finite is self._wished else 0  # behind the `que` of a wish, which begins no relative clause
        relative = False
        end = 0
        for at, form in enumerate(forms):
            if form in (",", "et"):
                relative = False
            elif at > opened and forms[at - 1] in RELATIVE:
                relative = True
            if at < end or relative:
                continue
            if (frame := self._frames.at(forms, at)) and (chain := self._framed(forms, frame.end)):
                return leads + chain
            found = []
            if form in BE:
                found = self._participle_chain(forms, at + 1)
            elif future and not form.endswith(("ra", "ront")):
                continue
            elif verb := finite.at(forms, at) or self._present_at(forms, at):
                found, end = [verb.meaning], verb.end
            leads += [self._negated(verb) for verb in found] if at and forms[at - 1] == "ne" else found
        return leads

    def _framed(self, forms: Sequence[str], at: int) -> list[str]:
        return self._infinitive_chain(forms, at, sure=False) or self._noun_chain(forms, at, alone=True)

    def _present_at(self, forms: Sequence[str], at: int) -> Found | None:
        """A verb in the singular of the present, which is often a noun, too: only between its subject and object."""
        if not at or forms[0] not in SUBJECTS or forms[at - 1] in SUBJECTS - {"il", "elle", "on"}:
            return None
        if not PREPOSITIONS.isdisjoint(forms[at - 1 : at + 1]) or forms[at - 1] in ("et", "ou", ","):
            return None
        if self._adjectives.at(forms, at - 1):
            return None
        found = self._present.at(forms, at)
        if not found or found.end == at + 1 == len(forms):
            return None
        following = forms[at + 1]
        object_follows = following in DETERMINERS - OF or following in ("a", "ne", "y") or is_number(following)
        return found if found.end > at + 1 or object_follows else None

    def _participle_chain(self, forms: Sequence[str], start: int) -> list[str]:
        """« sera reconduit et recentré »."""
        leads: list[str] = []
        at = after_adverbs(forms, start)
        while found := self._participles.at(forms, at):
            leads.append(found.meaning)
            at = after_joint(forms, found.end)
            if at == found.end:
                break
        return leads

    def _telling(self, forms: Sequence[str]) -> list[str]:
        """What tells an action where no verb does: words before or behind the first noun, or what stands behind a
        dash, that the words do not show."""
        start = _after_number(forms)
        while start < len(forms) and (forms[start] in DETERMINERS or is_number(forms[start])):
            start += 1
        if not self._things.at(forms, start) and (fronted := self._adjectives.at(forms, start)):
            return [fronted.meaning, *self._noun_chain(forms, fronted.end)]
        at = start
        phrase = True  # whether this is still the first noun with what belongs to it
        while at < len(forms) and forms[at] not in AIMS:
            before = forms[at - 1] if at else ""
            if thing := self._things.at(forms, at):
                at = thing.end
                continue
            if before and before not in PREPOSITIONS | DETERMINERS:
                if chain := self._bare(forms, at, before):
                    return chain
                if phrase and (told := self._adjectives.at(forms, at) or self._adjectival(forms, at)):
                    return [told.meaning]
            elif phrase and before in ("de", "d") and (joint := self._joint(forms, at)):
                return [joint.meaning]
            phrase = phrase and forms[at] != "," and forms[at] not in PREPOSITIONS - OF
            at += 1
        return []

    def _bare(self, forms: Sequence[str], at: int, before: str) -> list[str]:
        """« Santé – créer un centre »: an infinitive that nothing governs; or a noun of action with its object."""
        if before not in ("et", "ou") and (chain := self._infinitive_chain(forms, at, sure=True)):
            return chain
        found = self._nouns.at(forms, at)
        has_object = found and found.end < len(forms) and forms[found.end] in PREPOSITIONS
        return self._noun_chain(forms, at) if has_object else []

    def _adjectival(self, forms: Sequence[str], at: int) -> Found | None:
        found = self._participles.at(forms, at)
        return found if found and self._nature(found.meaning) in _TOLD_BY_ADJECTIVES else None

    def _joint(self, forms: Sequence[str], at: int) -> Found | None:
        """« Commission de coordination »."""
        found = self._nouns.at(forms, at)
        return found if found and self._nature(found.meaning) is Nature.coordonner else None

    def _help(self, forms: Sequence[str]) -> list[str]:
        """« Soutien scolaire »: the name of a thing, but of one that helps."""
        for at in range(len(forms)):
            noun = self._nouns.at(forms, at) if self._things.at(forms, at) else None
            if noun and self._nature(noun.meaning) is Nature.soutenir:
                return [noun.meaning]
        return []


def _nouns(lexicon: Lexicon, spelt: dict[str, tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The nouns of actions, also with the words that their verb has: « passer … à », « passage … à »."""
    longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for verb, (first, *rest) in spelt.items():
        if rest:
            longer.setdefault(first, []).append((tuple(rest), verb))
    for noun, verb in lexicon.nouns.items():
        forms = forms_of(noun)
        yield forms, verb
        for more, whole in longer.get(spelt[verb][0], ()) if len(spelt[verb]) == len(forms) == 1 else ():
            yield forms + more, shown(whole)


def _after_number(forms: Sequence[str]) -> int:
    """Behind the number of an item: « 2 », « Action n° 3 », « Axe 1 »."""
    at = 0
    if forms and forms[0] in ("action", "axe", "engagement", "fiche", "mesure", "objectif", "orientation", "priorite"):
        at = next((n + 1 for n in (1, 2, 3) if n < len(forms) and forms[n].isdigit()), 0)
    while at < len(forms) and forms[at].isdigit():
        at += 1
    return at
