"""What can be measured in a text: amounts of money, deadlines, targets and indicators that it names.

Only what stands there counts, and what merely looks like it does not: a year in a name (Quartiers 2030), the date of a
law, an age, a frequency (`chaque année`), a number of what exists already (`les deux collèges`), `un` as an article, a
deed that is to be evaluated without saying by what. Each pattern is tried on the folded words of the text, one blank
between them; none repeats without a bound, so that time grows with the length of the text and no faster.

The words below are French grammar (numbers, months, what comes before a date), not knowledge of the field: they stand
here as the endings of inflections stand in `text`, and not in the thesaurus.
"""

from __future__ import annotations

import re
from enum import Enum

from perr_cli import text


class Measure(str, Enum):
    """What makes a commitment one that can be checked."""

    amount = "amount"
    """A sum of money: 15 000 €."""
    deadline = "deadline"
    """A date, a period or a time within which: d'ici fin 2020, sous six mois."""
    target = "target"
    """A number of things to reach, or how much more or less: 50 jeunes, 10 % des, doubler."""
    indicator = "indicator"
    """Something by which it is measured: indicateur, taux de, le nombre de."""


def measures(original: str) -> tuple[Measure, ...]:
    """What can be measured in a text.

    >>> measures("Accompagner 50 jeunes d'ici fin 2020")
    (<Measure.deadline: 'deadline'>, <Measure.target: 'target'>)
    """
    line = _line(original)
    return tuple(measure for measure, pattern in _PATTERNS.items() if pattern.search(line))


_PIECE = re.compile(
    r"(?P<number>\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)(?=\s?[kKM]€|[^\w]|$)"
    r"|(?P<word>[^\W_]+)|(?P<sign>[^\s\w'’ʼ])"
)
_BLANKS = str.maketrans("", "", " .\u00a0\u202f")
_DONE = "~"
"""Stands after a participle: what was `constaté en 2019` is no deadline."""


def _line(original: str) -> str:
    """The folded words, numbers and signs of a text, a blank around each.

    >>> _line("Verser 15 000 € à l'école fermée")
    ' verser 15000 € a l ecole fermee ~ '
    """
    told: list[str] = []
    for match in _PIECE.finditer(original):
        piece = match.group()
        if match["number"]:
            grouped = re.match(r"\d{1,3}[ .\u00a0\u202f]\d{3}", piece)
            told.append(piece.translate(_BLANKS) if grouped else piece)
        elif match["word"]:
            form = text.fold(piece)
            # Trois Fontaines is a place; Trois at the beginning is a number.
            told.append(piece if form in _NUMBERS and piece[0].isupper() and told else form)
            if _done(piece.lower()):
                told.append(_DONE)
        else:
            told.append("-" if piece in "–—‑" else piece)
    return f" {' '.join(told)} "


def _done(word: str) -> bool:
    """Whether a word is, by its ending, a participle of what is over: constaté, signée; no mobilité, no prévu."""
    one = word.removesuffix("s")
    ends = one.endswith(("ée", "é")) and not one.endswith(("ité", "eté", "auté", "nté", "erté"))
    return one in _ENDED or (ends and text.fold(one) not in _OTHER)


_ENDED = frozenset("conclu conclue défini définie établi établie obtenu obtenue ouvert ouverte".split())
_OTHER = frozenset(
    """
    amitie annee armee arrivee cafe conge cote degre duree entree idee journee lycee marche matinee moitie montee musee
    portee rentree soiree annonce annoncee envisage envisagee planifie planifiee programme programmee projete projetee
    """.split()
)
"""What ends as a participle and is a noun, or is said of what is to come."""

_NUMBERS = frozenset(
    """
    deux trois quatre cinq six sept huit dix onze douze treize quatorze quinze seize vingt vingts trente quarante
    cinquante soixante septante nonante cent cents mille
    """.split()
)
"""Numbers as words; without `neuf`, which mostly means new."""


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


def _not_after(*words: str) -> str:
    """Fails where one of these (words in a row, with a blank between them) comes before."""
    return "".join(f"(?<! {word} )" for word in words)


_WORD = _any(" ".join(sorted(_NUMBERS, key=len, reverse=True)))
_WORDS = rf"{_WORD}(?:(?: -| et)? {_WORD}| et un| - un){{0,5}}"
_DIGITS = r"[1-9]\d{0,11}(?:[.,]\d{1,3})?"
_N = rf"(?:{_DIGITS}|{_WORDS})"
_MANY = rf"(?:(?:{_N}|un|une|des|quelques|plusieurs) (?:millions?|milliers?|centaines?|dizaines?|vingtaines?|douzaines?"
_MANY += r"|quinzaines?|trentaines?|quarantaines?|cinquantaines?) (?:de |d ))"

_EURO = r"(?:€|(?:k|m) €|euros?)"
_AMOUNT = rf" (?:{_N} {_EURO}|{_MANY}{_EURO}|{_N} (?:millions?|milliards?) {_EURO}|{_N} milliards? d euros)(?= )"

_MONTH = _any("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre")
_YEAR = r"20[1-9]\d"
_YEARS = rf"{_YEAR} (?:-|/|a|et) (?:{_YEAR}|\d\d)"
_DAY = r"(?:\d{1,2}|1er|premier)"
_SEASON = _any("rentree ete printemps automne hiver semestre trimestre")
_PART = _any("fin debut mi courant")
_UNIT = _any("an ans annee annees mois")
_TIME = _any("an ans annee annees mois semaine semaines jour jours heure heures h")
_PAST = _not_after(
    _DONE, "depuis", "depuis le", "depuis la", "depuis l", "loi", "a echeance", "mis en place", "mis en oeuvre"
)
_FROM = _any("partir compter") + " (?:du|de la|de l|de|d)"
_DATE = "|".join(
    (
        # a date: au 1er septembre 2019; a law is « du 27 janvier », which is none
        rf"(?:au|le|{_FROM}) {_DAY} {_MONTH}",
        rf"(?:au|le|{_FROM}) \d{{1,2}} / \d{{1,2}} / {_YEAR}",
        # a year or years, with a word that makes it one to come
        rf"(?:en|pour|avant|des|courant|sur|annee|annees|echeance|horizon|jusqu en|jusqu a|{_FROM})"
        rf" (?:l annee |les annees |la periode )?(?:scolaire )?{_YEAR}",
        rf"(?:periode|annees|de|entre) {_YEARS}",
        # a part of a year: fin 2020, mi-mars, au premier semestre 2020
        rf"{_not_after('de', 'du', 'd', 'de la', 'de l', '1er')}(?<!\d )(?:{_PART}|{_SEASON}|{_MONTH})"
        rf" (?:- |de l |de )?(?:annee |scolaire |{_MONTH} )?{_YEAR}",
        rf"(?:{_FROM}|des) (?:la |le |l )?(?:{_PART}|{_SEASON}|{_MONTH}) (?:de )?(?:- )?{_YEAR}",
        rf"(?:fin|debut|mi)(?: -)? {_MONTH}",
        rf"(?:avant|des|en|pour) (?:le mois de |la fin {_MONTH}|{_MONTH} prochain)",
        r"(?:rentree|annee|an) prochaine?|prochaine (?:rentree|annee)",
    )
)
_DEADLINE = "|".join(
    (
        # none that is over: constatée en 2019, depuis le 1er janvier
        rf"{_PAST}(?:{_DATE})",
        # a time within which: d'ici deux ans, sous 48 heures, dans un délai de six mois
        rf"d ici (?:a |au )?(?:la|le|l|les|un|une|fin|debut|mi|ete|{_N}|{_MONTH})",
        rf"(?:dans|sous) (?:les |un )?(?:delai (?:maximum |maximal )?de )?(?:{_N}|un|une) {_TIME}",
        r"dans l annee (?:qui|suivant)",
        rf"(?:sur|pendant|durant|duree de) (?:{_N}|un|une) {_UNIT}",
        r"(?:avant|pour) la fin (?:de l annee|du (?:contrat|protocole|mandat|semestre|trimestre))",
    )
)

_NAMED = rf"(?=\d|{_WORD} |un|des|qu|pl)" + _not_after(
    *"les des aux ces ses nos vos leurs mes entre".split(),  # what exists already
    *"article articles alinea loi lois n no ° numero phase tranche niveau axe objectif action fiche page lot".split(),
    *"secteur zone volet titre annexe chapitre batiment tour type cycle categorie quartier quartiers rue plan".split(),
    *"programme bop".split(),
)
_SECOND = r"(?<!\d a )(?<!\d - )(?<!\d ou )(?<!\d et )(?<!\d / )(?<!\d x )"
_NOT_THINGS = "|".join(
    (
        *sorted(text.STOP_WORDS), _TIME, _MONTH, _EURO, "min", "minutes?", "roues", "k", "m", "millions?", "milliards?",
        "tiers", "quarts?",  # amounts, times and shares
    )
)  # fmt: skip
_THINGS = rf"(?!(?:{_NOT_THINGS}) )[a-z]{{2,40}}"
_OF = r"(?:de|des|du|d)"
_TARGET = "|".join(
    (
        # 50 jeunes; but 30 000 habitants are a town, and 2019 is a year
        rf"{_NAMED}{_SECOND}(?!{_YEAR} )(?!\d{{4,}} habitants )(?:{_N} )(?:(?:a|ou|-|et) {_N} )?(?:- )?{_THINGS}",
        rf"{_NAMED}{_MANY}{_THINGS}",
        rf"au moins (?:un|une) {_THINGS}",
        rf"{_NAMED}{_N} par (?:an|annee|trimestre|mois|semaine|jour|personne|classe)",
        # 10 % des; but 100 % santé is a name, and 30 % of the abatement is the law's
        rf"(?<! abattement de )(?<! abattement a )(?<! exoneration de )(?!100 % (?!{_OF} )[a-z]){_N} (?:%|pour cent)",
        rf"(?:doubler|tripler|quadrupler|doublement {_OF}|triplement {_OF})",
        rf"(?:multiplier|diviser|multiplie|divise) (?:~ )?par {_N}",
        rf"(?:de moitie|moitie {_OF}|un (?:tiers|quart) {_OF}|(?:deux|trois) (?:tiers|quarts) {_OF})",
    )
)

_INDICATOR = rf"(?:indicateurs?|taux {_OF}|(?:le|du) nombre (?:de|d))"


def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{alternatives})(?= )")


_PATTERNS = {
    Measure.amount: re.compile(_AMOUNT),
    Measure.deadline: _pattern(_DEADLINE),
    Measure.target: _pattern(_TARGET),
    Measure.indicator: _pattern(_INDICATOR),
}
