"""French words: fold, split, bring to their inflection class, and find them again in the original.

Every function is pure. One pipeline serves the index and the query, so that what is equal in one is
equal in the other; the original text is never changed, a `Token` only points into it.
"""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ĳ": "ij", "ø": "o", "ł": "l", "đ": "d"})

# Combining marks, the soft hyphen and zero-width characters stand inside a word without parting it.
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
# Unicode counts the modifier apostrophe (U+02BC) as a letter; people type it for an elision.
_LETTER = r"[^\W_\u02bc]"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{_INSIDE}])*")
_PIECE = re.compile(rf"{_WORD.pattern}|[,;.:()!?]+|(?<!\w)\+(?=\s*\d)")

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


# Words that tie others together: a term is the same with and without them (`accès aux droits`, `accès droits`).
LINKS = frozenset("a au aux d dans de des du en l la le les leur leurs par pour s sa se ses son sur un une".split())


class Token(NamedTuple):
    """A word of a text: `form` is its folded spelling, `start` and `end` count code points of the text."""

    form: str
    start: int
    end: int


class Word(NamedTuple):
    """A word as it was written: how it is folded, its inflection class, and what its capitals say.

    Punctuation that parts phrases is a word without a form.
    """

    written: str
    form: str
    base: str
    link: bool
    capitals: bool
    """All capitals, or most of them (PEdT), as an acronym."""
    title: bool
    """One capital at the beginning, as a name."""
    agent: str
    """A noun in -ant in the singular, else empty: see `agents`."""


@lru_cache(maxsize=65_536)
def word(written: str) -> Word:
    """What a written word is.

    >>> word("GUSP").capitals, word("Écoles").base, word(",").form
    (True, 'ecol', '')
    """
    form = fold(written) if written[0].isalnum() else ""
    upper = written.isupper() or sum(map(str.isupper, written)) * 2 > len(written)
    title = not upper and written[0].isupper()
    agent = next(iter(agents(form)), "")
    return Word(written, form, base(form), form in LINKS, upper and len(form) > 1, title, agent)


def pieces(text: str) -> list[str]:
    """The words of a text as they are written, and the punctuation that parts phrases, in order."""
    return _PIECE.findall(text)


def words(text: str) -> list[Word]:
    """What each of the `pieces` is."""
    return list(map(word, pieces(text)))


_ELIDED = frozenset("c d j l m n s t qu".split())


def joined(pieces: Sequence[str]) -> str:
    """Pieces as a person would write them in a row: `["accès", "à", "l", "emploi"]` -> `accès à l'emploi`."""
    told = ""
    for piece in pieces:
        between = "" if not told or not piece[0].isalnum() or told.endswith("'") else " "
        told += between + piece + ("'" if piece.lower() in _ELIDED else "")
    return told.removesuffix("'")


def said(words: Sequence[Word]) -> str:
    """All that a text says as one: its folded words in their order, else what it is written with.

    >>> said(words("Développer les actions.")), said(words("?")), said(words("–"))
    ('developper les actions', '?', '…')
    """
    return " ".join(word.form for word in words if word.form) or "".join(word.written for word in words) or "…"


def spans(text: str) -> list[tuple[int, int]]:
    """Where each of the `pieces` stands, in code points."""
    return [match.span() for match in _PIECE.finditer(text)]


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
# Each step is (ending, replacement, shortest word it applies to); the first ending that fits is replaced.
_PLURAL = (
    ("eaux", "eau", 4),  # réseaux, niveaux
    ("aux", "al", 5),  # locaux -> local
    ("eux", "eu", 4), ("oux", "ou", 4),  # lieux, jeux, dangereux
    ("ss", "ss", 4), ("s", "", 4),  # emplois, vélos
)  # fmt: skip
_PARTICIPLE = (("ee", "e", 4),)  # âgée, as âgé
_FEMININE = (
    ("trice", "teu", 7),  # médiatrice, as médiateur
    ("ive", "if", 5),  # sportive
    ("ere", "er", 5),  # foncière
    ("elle", "el", 5), ("ele", "el", 5),  # culturelle, modèle
    ("enne", "en", 6),  # citoyenne
    ("onne", "on", 6),  # patronne
    ("ette", "et", 6),  # muette
    ("ique", "ic", 6),  # publique, as public
    ("ase", "a", 6), ("ese", "e", 6), ("ise", "i", 6), ("ose", "o", 6), ("use", "u", 6),  # française, chômeuse
    ("eau", "el", 6),  # nouveau, as nouvel
    ("eure", "eu", 5), ("eur", "eu", 5),  # acteur, extérieure
)  # fmt: skip
_VERB = (
    ("issant", "er", 9),  # garantissant, as garantir
    ("ante", "er", 7), ("ant", "er", 6),  # développant, as développer
    ("ir", "er", 6), ("re", "er", 6),  # garantir, poursuivre
)  # fmt: skip
# locale, isolé (folded: isole); of four letters only after a vowel (élue): a café is no Caf, the aînés are not the Ain
_LAST = (("ue", "u", 4), ("ie", "i", 4), ("e", "", 5))

# Words whose last letter is no plural.
_INVARIABLE = frozenset(("cours", "temps", "corps", "fonds", "tiers", "pres"))  # près is not the PRE


@lru_cache(maxsize=65_536)
def base(form: str) -> str:
    """The inflection class of a folded form: what plural, feminine, gerund and infinitive share.

    >>> base("mobilites") == base("mobilite"), base("habitants") == base("habitat")
    (True, False)
    """
    if form in _INVARIABLE or not form.isascii() or form.isdigit():
        return form
    for steps in (_PLURAL, _PARTICIPLE, _FEMININE, _VERB, _LAST):
        for ending, replacement, shortest in steps:
            if len(form) >= shortest and form.endswith(ending):
                form = form[: -len(ending)] + replacement
                break
    return form


_AGENT = re.compile(r"(?<=[a-z]{3}ant)e?s?$")


def agents(form: str) -> tuple[str, ...]:
    """The inflections of a noun in -ant, which is no form of its verb: who looks for `aidants` does not want `aider`.

    >>> agents("aidants"), agents("emplois")
    (('aidant', 'aidants', 'aidante', 'aidantes'), ())
    """
    bare, found = _AGENT.subn("", form)
    return (bare, f"{bare}s", f"{bare}e", f"{bare}es") if found else ()


_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""A character that is not shown but could be obeyed: controls, bidirectional and zero-width ones; and the two that XML
has no place for."""


def visible(text: str) -> str:
    r"""The text with every control, bidirectional and invisible character written out: ESC -> `\u001b`.

    Whatever a terminal or a spreadsheet could obey instead of show goes through here.
    """
    return INVISIBLE.sub(lambda m: _escape(m.group()), text)


_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def cell(text: str) -> str:
    """As `visible`, but what is only not seen (zero-width spaces, byte order marks) stays: data are kept."""
    return _OBEYED.sub(lambda m: _escape(m.group()), text)


def visible_line(text: str) -> str:
    """As `visible`, with line breaks and tabs as plain spaces: one row stays one row."""
    return visible(re.sub(r"[\r\n\t\u2028\u2029]+", " ", text))


def shortened(text: str, most: int = 200) -> str:
    """The beginning of a text that is too long to be told again in a message."""
    return text if len(text) <= most else f"{text[:most]}…"


def _escape(character: str) -> str:
    code = ord(character)
    return _NAMED.get(character) or (f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")


def display_path(path: os.PathLike[str] | str) -> str:
    """A path as text that can be shown: undecodable bytes and control characters written out."""
    return visible(os.fsencode(path).decode("utf-8", "backslashreplace"))
