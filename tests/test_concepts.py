"""Where the entries of a small thesaurus stand in a text, and by which of its words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli import text
from perr_cli.concepts import Entry, Kind, Phrase, Recognizer, Role, key, phrases, set_names, sign, widened

PARENTS = ("parents", "familles")
ENTRIES = [
    Entry("mobilite", "mobilité", "", terms=("déplacement",), excludes=("mobilité résidentielle",)),
    Entry("droits", "accès aux droits", ""),
    Entry("jeunes-enfants", "jeunes enfants", ""),
    Entry("egalite", "égalité entre les femmes et les hommes", "", terms=("égalité femmes et hommes",)),
    Entry("gusp", "gestion urbaine et sociale de proximité", "", Kind.device,
          acronyms=(("GUSP", "gestion urbaine et sociale de proximité"),)),
    Entry("pre", "programme de réussite éducative", "", acronyms=(("PRE", "programme de réussite éducative"),)),
    Entry("orcod", "copropriétés dégradées", "", acronyms=(("ORCOD", "a"), ("ORCOD-IN", "a b"))),
    Entry("cls-sante", "contrat local de santé", "", acronyms=(("CLS", "contrat local de santé"),),
          context=("santé", "soins")),
    Entry("cls-securite", "contrat local de sécurité", "", acronyms=(("CLS", "contrat local de sécurité"),),
          context=("sécurité", "délinquance")),
    Entry("pedt", "projet éducatif", "", acronyms=(("PEdT", "projet éducatif de territoire"),)),
    Entry("fipd", "fonds de prévention", "", acronyms=(("FIPD", "fonds"), ("FIPD-R", "fonds"))),
    Entry("habitat", "habitat", "", terms=("logement",)),
    Entry("region", "conseil régional", "", Kind.partner, capitals=("Région",)),
    Entry("liens-ecole", "liens avec l'école", "", signs=((PARENTS, ("école", "collège")),)),
    Entry("numerique", "numérique", "", members=("ordinateur",)),
    Entry("estime", "estime de soi", ""),
]  # fmt: skip

Found = list[tuple[str, str, str]]


def stands(original: str, around: str = "", entries: list[Entry] = ENTRIES) -> Found:
    """The entries that stand in a text, each with its role and the words that show it."""
    recognizer = Recognizer(entries)
    words = list(map(text.word, text.pieces(original)))
    contexts = recognizer.contexts(list(map(text.word, text.pieces(around))))
    spans = text.spans(original)
    return [
        (entries[mark.entry].id, mark.role.value, original[spans[mark.start][0] : spans[mark.end - 1][1]])
        for mark in recognizer.marks(words, lambda: contexts)
    ]


TABLE: list[tuple[str, Found]] = [
    # inflection, case, accents
    ("Aider à la mobilité", [("mobilite", "term", "mobilité")]),
    ("LES MOBILITES", [("mobilite", "term", "MOBILITES")]),
    ("les déplacements", [("mobilite", "term", "déplacements")]),
    ("immobilité", []),
    # elision
    ("l'habitat", [("habitat", "term", "habitat")]),
    ("d’estime de soi", [("estime", "term", "estime de soi")]),
    # links
    ("l'accès aux droits", [("droits", "term", "accès aux droits")]),
    ("accès droits", [("droits", "term", "accès droits")]),
    ("accès à leurs droits", [("droits", "term", "accès à leurs droits")]),
    ("accès vers droits", []),
    ("droits d'accès", []),
    # `et` is optional
    ("égalité femmes-hommes", [("egalite", "term", "égalité femmes-hommes")]),
    ("égalité entre femmes et hommes", [("egalite", "term", "égalité entre femmes et hommes")]),
    ("gestion urbaine sociale de proximité", [("gusp", "expansion", "gestion urbaine sociale de proximité")]),
    # punctuation parts phrases
    ("les jeunes enfants", [("jeunes-enfants", "term", "jeunes enfants")]),
    ("les jeunes, enfants", []),
    ("jeunes (enfants)", []),
    ("jeunes : enfants", []),
    ("jeunes-enfants", [("jeunes-enfants", "term", "jeunes-enfants")]),
    ("« jeunes enfants »", [("jeunes-enfants", "term", "jeunes enfants")]),
    # acronyms in capitals only
    ("la démarche GUSP", [("gusp", "acronym", "GUSP")]),
    ("la gusp du quartier", []),
    ("le PRE de la ville", [("pre", "acronym", "PRE")]),
    ("le pré de la ville", []),
    ("Le Pré de la ville", []),
    ("près de la ville", []),
    ("LE PRE DE LA VILLE EST OUVERT", []),
    ("(GUSP)", [("gusp", "acronym", "GUSP")]),
    ("GUSP", [("gusp", "acronym", "GUSP")]),
    # an acronym of several words, the longest first
    ("une ORCOD sur la ville", [("orcod", "acronym", "ORCOD")]),
    ("une ORCOD-IN sur la ville", [("orcod", "acronym", "ORCOD-IN")]),
    ("une ORCOD in situ", [("orcod", "acronym", "ORCOD")]),
    # an acronym with a small letter, and one that ends with a lone letter
    ("le PEdT de la ville", [("pedt", "acronym", "PEdT")]),
    ("le PEDT de la ville", [("pedt", "acronym", "PEDT")]),
    ("le Pedt de la ville", []),
    ("avec le FIPD-R et la ville", [("fipd", "acronym", "FIPD-R")]),
    ("avec le FIPD d'ici", [("fipd", "acronym", "FIPD")]),
    # phrases in which the words mean something else
    ("la mobilité résidentielle", []),
    ("les mobilités résidentielles", []),
    (
        "la mobilité, et la mobilité résidentielle",
        [("mobilite", "term", "mobilité")],
    ),
    # a word inside a proper name
    ("le bailleur Essonne Habitat", []),
    ("Habitat et cadre de vie", [("habitat", "term", "Habitat")]),
    # not behind an article with a capital
    ("La Mobilité pour tous", [("mobilite", "term", "Mobilité")]),
    ("le Logement social", [("habitat", "term", "Logement")]),
    # terms that count only with a capital
    ("avec la Région", [("region", "capital", "Région")]),
    ("avec la RÉGION", [("region", "capital", "RÉGION")]),
    ("dans la région", []),
    ("avec le conseil régional", [("region", "term", "conseil régional")]),
    # signs: all parts, anywhere
    (
        "Rapprocher les familles du collège",
        [("liens-ecole", "sign", "familles"), ("liens-ecole", "sign", "collège")],
    ),
    ("L'école, lieu des parents", [("liens-ecole", "sign", "école"), ("liens-ecole", "sign", "parents")]),
    ("Accueillir les parents", []),
    # one of them
    ("des ordinateurs", [("numerique", "member", "ordinateurs")]),
    # nothing
    ("", []),
    (", ; !", []),
]


@pytest.mark.parametrize(("original", "found"), TABLE)
def test_what_stands_in_a_text(original: str, found: Found) -> None:
    assert stands(original) == found


@pytest.mark.parametrize(
    ("original", "around", "found"),
    [
        ("le CLS et l'accès aux soins", "", ["cls-sante"]),
        ("le CLS contre la délinquance", "", ["cls-securite"]),
        ("le CLS contre la délinquance et pour la santé", "", ["cls-sante", "cls-securite"]),
        ("signer le CLS", "", ["cls-sante", "cls-securite"]),
        ("signer le CLS", "Développer la santé", ["cls-sante"]),
        ("signer le CLS", "Thématique sécurité", ["cls-securite"]),
        ("le contrat local de santé", "", ["cls-sante"]),
        ("le contrat local de sécurité", "Développer la santé", ["cls-securite"]),
        ("la santé et la sécurité", "", []),
    ],
)
def test_senses_are_told_apart_by_what_stands_near(original: str, around: str, found: list[str]) -> None:
    assert [entry for entry, _, _ in stands(original, around)] == found


@pytest.mark.parametrize(
    ("original", "found"),
    [
        ("l’accès aux droits", [("droits", "term", "accès aux droits")]),
        ("l\u02bcaccès aux droits", [("droits", "term", "accès aux droits")]),
        ("accès\u00a0aux\u202fdroits", [("droits", "term", "accès\u00a0aux\u202fdroits")]),
        ("mobi\u00adlité", [("mobilite", "term", "mobi\u00adlité")]),
        ("la mobilite\u0301 douce", [("mobilite", "term", "mobilite\u0301")]),
        ("estime\nde soi", [("estime", "term", "estime\nde soi")]),
        ("Re\u0301gion", [("region", "capital", "Re\u0301gion")]),
    ],
)
def test_spans_point_into_the_original(original: str, found: Found) -> None:
    assert stands(original) == found


@pytest.mark.parametrize(("original", "found"), TABLE)
def test_unicode_form_and_apostrophe_never_change_what_stands(original: str, found: Found) -> None:
    for other in (unicodedata.normalize("NFD", original), original.replace("'", "’"), original.replace(" ", "\u00a0")):
        assert [(entry, role) for entry, role, _ in stands(other)] == [(entry, role) for entry, role, _ in found]


@given(st.lists(st.sampled_from([original for original, _ in TABLE]), max_size=4))
def test_a_text_of_several_sentences_holds_what_each_holds_by_its_phrases(originals: list[str]) -> None:
    """But for what is told by words anywhere in the text, and by how many of them are capitals."""

    def phrases_in(original: str) -> set[tuple[str, str, str]]:
        return {found for found in stands(original) if found[1] in ("term", "expansion", "member", "capital")}

    assert phrases_in(" ! ".join(originals)) == set().union(*map(phrases_in, originals))


@given(st.text("aé' ,GUSPmobilité-\u0301\u00a0", max_size=60))
def test_any_text_can_be_looked_through(original: str) -> None:
    for entry, _role, shown in stands(original):
        assert entry
        assert shown in original


def entry(name: str, *broader: str, related: tuple[str, ...] = ()) -> Entry:
    return Entry(name, name, name, broader=broader, related=related)


@pytest.mark.parametrize(
    ("ids", "wide"),
    [
        (["sport"], ("foot", "futsal")),
        (["foot"], ("futsal", "fete")),
        (["futsal"], ()),
        (["fete"], ()),
        (["sport", "foot"], ("futsal", "fete")),
        ([], ()),
        (["unknown"], ()),
    ],
)
def test_widened_is_all_below_and_what_is_related(ids: list[str], wide: tuple[str, ...]) -> None:
    entries = [entry("sport"), entry("foot", "sport", related=("fete",)), entry("futsal", "foot"), entry("fete")]
    assert widened(entries, ids) == wide


def test_a_cycle_ends() -> None:
    assert widened([entry("a", "b"), entry("b", "a")], ["a"]) == ("b",)


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("accès aux droits", ("acce", "droit")),
        ("l'habitat", ("habitat",)),
        ("à la", ("a", "la")),
        ("femmes et hommes", ("femm", "et", "homm")),
    ],
)
def test_a_phrase_is_recognised_by_its_inflection_classes_without_links(phrase: str, words: tuple[str, ...]) -> None:
    assert key(phrase) == words


def test_every_phrase_of_an_entry() -> None:
    entry = Entry("x", "accès aux droits", "", acronyms=(("AD", "accès aux droits et recours"),), members=("avocat",))
    assert list(phrases(entry)) == [
        Phrase(("acce", "droit"), Role.term, tied=True),
        Phrase(("acce", "droit", "et", "recour"), Role.expansion, tied=True),
        Phrase(("acce", "droit", "recour"), Role.expansion, tied=True),
        Phrase(("avocat",), Role.member),
        Phrase(("ad",), Role.acronym),
    ]


def test_a_sign_is_written_with_sets() -> None:
    sets = {"parents": PARENTS}
    assert sign("@parents & école & mise en lien", sets) == (PARENTS, ("école",), ("mise en lien",))
    assert set_names("@parents & école & @x") == ["parents", "x"]
    with pytest.raises(KeyError):
        sign("@x", sets)
