"""The words that perr knows: those of the thesaurus in every inflection, function words, and names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from perr_cli import text
from perr_cli.concepts import Entry
from perr_cli.thesaurus import Thesaurus
from perr_cli.validation.near import common

# Endings of verbs and what is derived of them, on folded forms: words that differ in these alone are no slips of each
# other.
_ENDINGS = frozenset(
    """
    e s es er ir re r ez ent ant ants ante antes a ai as ais ait aient ions era erai eras erait eront iront ra ront ont
    ons ee ees i ie ies is it u ue us ues ut t x te tes isse issent issant el els elle elles al at au eur eurs euse
    isme iste istes ite ien iens en
    """.split()
) | {""}
_INFINITIVES = ("er", "ir", "re", "oir")
_LONGEST_ENDING = 6


class Vocabulary:
    """The words of a thesaurus."""

    def __init__(self, known: Thesaurus) -> None:
        phrases = [text.words(phrase) for phrase in set(_phrases(known))]
        self.forms = {
            word.form: word.written for word in sorted(word for words in phrases for word in words if word.form)
        }
        """Each word, folded, as it is written: without a capital, where it is written so anywhere."""
        alone = [words[0] for words in phrases if len(words) == 1]
        self.names = frozenset(word.form for word in alone if word.title and word.written == self.forms[word.form])
        """Those that name something by themselves and are only written with a capital, acronyms excepted."""
        self._bases = frozenset(map(text.base, (*self.forms, *text.STOP_WORDS)))

    def knows(self, form: str) -> bool:
        """Whether a folded word is one of them, or an inflection of one."""
        return text.base(form) in self._bases or self._is_of_a_verb(form)

    def _is_of_a_verb(self, form: str) -> bool:
        for at in range(max(2, len(form) - _LONGEST_ENDING), len(form)):
            if form[at:] in _ENDINGS and any(form[:at] + end in self.forms for end in _INFINITIVES):
                return True
        return False


@lru_cache(maxsize=65_536)
def inflected(a: str, b: str) -> bool:
    """Whether two folded words may be forms of one, or one derived of the other.

    >>> inflected("elabore", "elaborer"), inflected("guetter", "guetteur"), inflected("demon", "demos")
    (True, True, False)
    """
    most = common(a, b)
    return any(a[at:] in _ENDINGS and b[at:] in _ENDINGS for at in range(max(3, most - 2), most + 1))


def _phrases(known: Thesaurus) -> Iterator[str]:
    """All that a thesaurus names, in words."""
    for theme in known.themes:
        yield from (theme.fr, *theme.names)
    for entry in known.entries:
        yield from _of_entry(entry)
    lexicon = known.lexicon
    yield from (*lexicon.verbs, *lexicon.things, *lexicon.frames, *known.generic, *known.asides)
    for derived in (lexicon.nouns, lexicon.adjectives):
        yield from (*derived, *derived.values())


def _of_entry(entry: Entry) -> Iterator[str]:
    yield from (entry.fr, *entry.terms, *entry.members, *entry.capitals, *entry.excludes, *entry.context)
    yield from (*entry.where, *entry.ends)
    for acronym, expansion in entry.acronyms:
        yield from (acronym, expansion)
    for sign in entry.signs:
        for part in sign:
            yield from part
