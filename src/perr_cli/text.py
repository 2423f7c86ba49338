"""French words: fold, split, bring to their inflection class, and find them again in the original.

Every function is pure. One pipeline serves the index and the query, so that what is equal in one is
equal in the other; the original text is never changed, a `Token` only points into it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ĳ": "ij", "ø": "o", "ł": "l", "đ": "d"})

# Combining marks, the soft hyphen and zero-width characters stand inside a word without parting it.
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
# Unicode counts the modifier apostrophe (U+02BC) as a letter; people type it for an elision.
_LETTER = r"[^\W_\u02bc]"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{_INSIDE}])*")

# Function words: they say nothing about what a text is about, so they count only inside a phrase.
STOP_WORDS = frozenset(
    """
    a afin ai ainsi alors apres as au aucun aucune aupres aussi autant autre autres aux auxquels avant avec
    avoir bien c ca car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez ci comme
    comment d dans de depuis des desquels desormais deux donc dont du durant duquel elle elles en encore entre
    es est et etaient etait etant etc ete etre eu eux fait faire grace hors il ils j je jusqu l la laquelle le
    lequel les lesquelles lesquels leur leurs lors lorsqu lorsque m mais malgre me meme memes mes moins mon n
    ne ni non nos notamment notre nous on ont or ou par parmi pas pendant peu peut plus plusieurs pour pourra
    pourront puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi s sa sans se selon
    ses seront si son sont sous sur t ta te tel telle telles tels tes toi tous tout toute toutes tres tu un
    une vers via voire vos votre vous y
    """.split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: `form` is its folded spelling, `start` and `end` count code points of the text."""

    form: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Lower case without accents, ligatures or invisible characters: `Œuvré` -> `oeuvre`."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower())
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
    return bare.lower().translate(_LIGATURES)


def slug(name: str) -> str:
    """The id form of a name (CONTRACT §3): `Savigny-le-Temple` -> `savigny-le-temple`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order. An elision is a word of its own (`l'emploi` -> `l`, `emploi`),
    and so is each part of a compound (`aller-vers` -> `aller`, `vers`)."""
    for match in _WORD.finditer(text):
        form = fold(match.group())
        if form:
            yield Token(form, match.start(), match.end())


def is_stop_word(form: str) -> bool:
    """Whether a folded form carries no meaning by itself. A lone letter does not, a lone digit does."""
    return form in STOP_WORDS or (len(form) == 1 and form.isalpha())


# Endings that French inflection changes, on folded forms, longest first within a step. Derivation is left
# alone on purpose: `participation` and `participatif`, `habitat` and `habitants`, `isolé` and `isolement`
# are different words. (Snowball joins these, and parts `emploi` from `emplois` once accents are gone.)
# Each step is (pattern, replacement, shortest word it applies to).
_PLURAL = (
    (re.compile(r"eaux$"), "eau", 4),  # réseaux, niveaux
    (re.compile(r"aux$"), "al", 5),  # locaux -> local
    (re.compile(r"(?<=[eo]u)x$"), "", 4),  # lieux, jeux, dangereux
    (re.compile(r"(?<=[^s])s$"), "", 4),  # emplois, vélos
)
_PARTICIPLE = ((re.compile(r"ee$"), "e", 4),)  # âgée, as âgé
_FEMININE = (
    (re.compile(r"trice$"), "teu", 7),  # médiatrice, as médiateur
    (re.compile(r"ive$"), "if", 5),  # sportive
    (re.compile(r"ere$"), "er", 5),  # foncière
    (re.compile(r"ell?e$"), "el", 5),  # culturelle, modèle
    (re.compile(r"enne$"), "en", 6),  # citoyenne
    (re.compile(r"onne$"), "on", 6),  # patronne
    (re.compile(r"ette$"), "et", 6),  # muette
    (re.compile(r"(?<=[a-z]{2}i)que$"), "c", 6),  # publique, as public
    (re.compile(r"(?<=[a-z]{3}[aeiou])se$"), "", 6),  # française, chômeuse
    (re.compile(r"eau$"), "el", 6),  # nouveau, as nouvel
    (re.compile(r"eure?$"), "eu", 5),  # acteur, extérieure
)
_VERB = (
    (re.compile(r"(?<=[a-z]{3})issant$"), "er", 9),  # garantissant, as garantir
    (re.compile(r"(?<=[a-z]{3})ante?$"), "er", 6),  # développant, as développer
    (re.compile(r"(?<=[a-z]{3})(?:ir|re)$"), "er", 6),  # garantir, poursuivre
)
_LAST = ((re.compile(r"(?<=[a-z]{2})e$"), "", 4),)  # locale, isolé (folded: isole)

# Words whose last letter is no plural.
_INVARIABLE = frozenset(("cours", "temps", "corps", "fonds", "tiers"))


@lru_cache(maxsize=65_536)
def base(form: str) -> str:
    """The inflection class of a folded form: what plural, feminine, gerund and infinitive share.

    >>> base("mobilites") == base("mobilite"), base("habitants") == base("habitat")
    (True, False)
    """
    if form in _INVARIABLE or not form.isascii() or form.isdigit():
        return form
    for steps in (_PLURAL, _PARTICIPLE, _FEMININE, _VERB, _LAST):
        for pattern, replacement, shortest in steps:
            if len(form) >= shortest:
                changed, count = pattern.subn(replacement, form)
                if count:
                    form = changed
                    break
    return form


_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""A character that is not shown but could be obeyed: controls, bidirectional and zero-width ones."""


def visible(text: str) -> str:
    r"""The text with every control, bidirectional and invisible character written out: ESC -> `\u001b`.

    Whatever a terminal or a spreadsheet could obey instead of show goes through here.
    """
    return INVISIBLE.sub(lambda m: _escape(m.group()), text)


def visible_line(text: str) -> str:
    """As `visible`, with line breaks and tabs as plain spaces: one row stays one row."""
    return visible(re.sub(r"[\r\n\t\u2028\u2029]+", " ", text))


def _escape(character: str) -> str:
    code = ord(character)
    return _NAMED.get(character) or (f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")
