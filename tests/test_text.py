"""French words: folded, split, brought to their inflection class, and found again in the original."""

from __future__ import annotations

import unicodedata

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli.text import base, fold, is_stop_word, slug, tokens, visible, visible_line


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Œuvré", "oeuvre"),
        ("ÉCOLE", "ecole"),
        ("e\u0301cole", "ecole"),
        ("copro\u00adpriété", "copropriete"),
        ("ﬁn", "fin"),
        ("Lætitia", "laetitia"),
        ("Ǽ", "ae"),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Savigny-le-Temple", "savigny-le-temple"),
        ("RIS - ORANGIS", "ris-orangis"),
        ("L'Haÿ-les-Roses", "l-hay-les-roses"),
        ("Œuilly", "oeuilly"),
        ("🙂", ""),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("l'emploi", [("l", "l"), ("emploi", "emploi")]),
        ("l’accès", [("l", "l"), ("acces", "accès")]),
        ("lʼeau", [("l", "l"), ("eau", "eau")]),
        ("aller-vers", [("aller", "aller"), ("vers", "vers")]),
        ("mise en œuvre", [("mise", "mise"), ("en", "en"), ("oeuvre", "œuvre")]),
        ("mobilite\u0301s\u00a0!", [("mobilites", "mobilite\u0301s")]),
        ("parents/enfants", [("parents", "parents"), ("enfants", "enfants")]),
        ("aujourd'hui", [("aujourd", "aujourd"), ("hui", "hui")]),
        ("savoir\u2011faire", [("savoir", "savoir"), ("faire", "faire")]),
        ("vie\u00a0sociale", [("vie", "vie"), ("sociale", "sociale")]),
        ("50\u202f% d’élèves", [("50", "50"), ("d", "d"), ("eleves", "élèves")]),
        ("co\u00adpro", [("copro", "co\u00adpro")]),
        ("l’Œuvre", [("l", "l"), ("oeuvre", "Œuvre")]),
        ("ﬁnance n°3", [("finance", "ﬁnance"), ("n", "n"), ("3", "3")]),
        ("\u200bvélo\u200b", [("velo", "vélo\u200b")]),
        ("CLSPD/CIL, ZSP.", [("clspd", "CLSPD"), ("cil", "CIL"), ("zsp", "ZSP")]),
        ("_ - … 🙂", []),
        ("16-25 ans", [("16", "16"), ("25", "25"), ("ans", "ans")]),
    ],
)
def test_tokens_point_into_the_original(text: str, found: list[tuple[str, str]]) -> None:
    assert [(t.form, text[t.start : t.end]) for t in tokens(text)] == found


# Inflections of one word; a word of one line never meets a word of another.
FAMILIES = """
mobilité mobilités mobilite MOBILITES
mobiliser mobilisant
mobilisation
mobilier
habitat
habitants habitant habiter
habitation
formation formations
information informations
isolé isolée isolés isolées
isolement
isolation
participer participant
participation
participatif participative participatives
associer associant
association associations
associatif associative
éducatif éducative éducatifs
éducation
maintenir maintenant
maintenance
public publique publics publiques
foncier foncière foncières
réseau réseaux
local locaux locale
emploi emplois
employeur employeurs
vélo vélos
lieu lieux
eau eaux
jeu jeux
social sociaux sociale
culturel culturelle culturelles
professionnel professionnelle
citoyen citoyenne citoyens
chômeur chômeuse
médiateur médiatrice médiateurs
âgé âgée âgés âgées
français française
copropriété copropriétés copropriete
incivilité incivilités
garantir garantissant
poursuivre poursuivant
égalité
égal égaux
veille
veiller
développer développant
développement
étudiant étudiante étudiants
nouveau nouvelle nouveaux
dangereux dangereuse
exclu exclus exclue
cours
cour
parent parents
partenaire partenaires
"""


def test_a_family_shares_a_class_and_no_two_families_do() -> None:
    owner: dict[str, str] = {}
    for line in FAMILIES.strip().splitlines():
        classes = {base(fold(word)) for word in line.split()}
        assert len(classes) == 1, (line, classes)
        assert owner.setdefault(classes.pop(), line) == line


def test_stop_words_are_function_words_and_lone_letters() -> None:
    assert [w for w in ("de", "l", "emploi", "3", "notamment") if is_stop_word(w)] == ["de", "l", "notamment"]


def test_what_a_terminal_could_obey_is_written_out() -> None:
    assert visible("a\x1b[31mb\u202ec\nd") == "a\\u001b[31mb\\u202ec\\nd"
    assert visible_line("a\tb\nc") == "a b c"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aéèçœ'’- \u00adÉ\u0301xyz", max_size=40))
def test_case_and_unicode_form_never_change_the_words(text: str) -> None:
    forms = [t.form for t in tokens(text)]
    assert [t.form for t in tokens(unicodedata.normalize("NFC", text))] == forms
    assert [t.form for t in tokens(unicodedata.normalize("NFD", text))] == forms
    assert [t.form for t in tokens(text.upper())] == forms


@given(st.text())
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(text)
        assert fold(text[token.start : token.end]) == token.form
        at = token.end


@given(st.text())
def test_nothing_visible_is_left_to_obey(text: str) -> None:
    assert not [c for c in visible(text) if unicodedata.category(c) == "Cc" or c in "\u202e\u2066\ufeff"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("l'été, œuvre", "l'été, œuvre"),
        ("a\x1b]0;x\x07", "a\\u001b]0;x\\u0007"),
        ("\r\n\t", "\\r\\n\\t"),
        ("\x9b31m\x7f", "\\u009b31m\\u007f"),
        ("\u2066a\u2069\ufeff", "\\u2066a\\u2069\\ufeff"),
        ("\ud800", "\\ud800"),
        ("\ufffe\uffff", "\\ufffe\\uffff"),
        ("\ufffd\ufdd0\U0001fffe", "\ufffd\ufdd0\U0001fffe"),
        ("\U000e0041", "\\U000e0041"),
        ("[red]:smile:", "[red]:smile:"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_no_bidirectional_character_is_left(text: str) -> None:
    bidirectional = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not [c for c in visible(text) if unicodedata.bidirectional(c) in bidirectional]
    assert len(visible_line(text).splitlines()) <= 1


def test_what_is_visible_can_stand_in_xml() -> None:
    """Of the characters below U+10000, and of some above; lxml refuses what XML 1.0 cannot hold."""
    every = "".join(map(chr, (*range(0x10000), 0x10000, 0x1FFFE, 0xE0041, 0xFFFFF, 0x10FFFF)))
    root = lxml.etree.Element("a")
    root.text = visible(every)
    assert lxml.etree.fromstring(lxml.etree.tostring(root)).text == root.text
