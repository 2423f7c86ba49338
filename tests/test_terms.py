"""What a query means with a small thesaurus: put together, corrected, and found by what means the same."""

from __future__ import annotations

import sqlite3

import pytest

from perr_cli import indexing
from perr_cli.concepts import Entry, Kind
from perr_cli.corpus import make_protocol
from perr_cli.index import Filters, Index
from perr_cli.model import ProtocolModel
from perr_cli.query import parse
from perr_cli.search import SearchResult, search
from perr_cli.terms import How, understand
from perr_cli.thesaurus import Thesaurus

THESAURUS = [
    Entry(
        "gusp", "gestion urbaine et sociale de proximité", "", Kind.device,
        acronyms=(("GUSP", "gestion urbaine et sociale de proximité"), ("GUP", "gestion urbaine de proximité")),
        broader=("cadre-de-vie",), related=("tfpb",),
    ),
    Entry("cadre-de-vie", "cadre de vie", "", terms=("environnement quotidien",)),
    Entry(
        "tfpb", "abattement de la taxe foncière", "", Kind.device,
        acronyms=(("TFPB", "taxe foncière sur les propriétés bâties"),), terms=("abattement fiscal",),
        signs=((("contreparties",), ("bailleur", "organisme HLM")),),
    ),
    Entry("clspd", "conseil local de prévention de la délinquance", "", Kind.device,
          acronyms=(("CLSPD", "conseil local de sécurité et de prévention de la délinquance"),)),
    Entry("logement", "logement", "", terms=("habitat",), members=("studio",), excludes=("habitat naturel",)),
    Entry("pre", "programme de réussite éducative", "", Kind.device,
          acronyms=(("PRE", "programme de réussite éducative"),)),
    Entry("mobilite", "mobilité", "", terms=("déplacement",)),
    Entry("mobilite-emploi", "mobilité vers l'emploi", ""),
    Entry("droits", "accès aux droits", ""),
    Entry("ressourcerie", "ressourcerie", "", terms=("recyclerie",)),
    Entry("caf", "Caisse d'allocations familiales", "", Kind.partner,
          acronyms=(("CAF", "Caisse d'allocations familiales"),)),
]  # fmt: skip

TEXTS = [
    "Poursuivre la Gestion Urbaine et Sociale de Proximité",  # 1
    "Relancer la GUSP avec les habitants",  # 2
    "Améliorer le cadre de vie",  # 3
    "Négocier la TFPB",  # 4
    "Suivre l'abattement de la taxe foncière",  # 5
    "Demander des contreparties aux organismes HLM",  # 6
    "Réunir le CLSPD",  # 7
    "Réhabiliter les logements",  # 8
    "Un habitat pour tous",  # 9
    "Protéger l'habitat naturel",  # 10
    "Construire des studios",  # 11
    "Renforcer le PRE",  # 12
    "Rester près des prés",  # 13
    "La mobilité vers l'emploi",  # 14
    "La mobilité des jeunes",  # 15
    "Aider aux déplacements",  # 16
    "L'accès aux droits",  # 17
    "La recyclerie du quartier",  # 18
    "Une recyclerie avec la CAF",  # 19
    "Travailler avec la Caisse d’Allocations Familiales",  # 20
    "L'emploi des jeunes",  # 21
]


@pytest.fixture(scope="module")
def index() -> Index:
    connection = sqlite3.connect(":memory:")
    themes = [{"key": "divers", "title": "Divers", "objectives": [{"text": text} for text in TEXTS]}]
    protocol = make_protocol(ProtocolModel.model_validate({"commune": "X", "themes": themes}), "x.yaml")
    known = Thesaurus((), tuple(THESAURUS))
    indexing.write(connection, known, [indexing.Preparer(known).prepare(protocol)], [])
    return Index(connection)


def numbers(result: SearchResult) -> list[int]:
    """The texts that were found, counted from 1, in the order of the corpus."""
    return sorted(int(hit.id.rpartition("/")[2]) for hit in result.hits)


def marked(result: SearchResult) -> dict[int, list[tuple[str, str]]]:
    """Text → its spans with how they match."""
    return {
        int(hit.id.rpartition("/")[2]): [(hit.meaning[h.start : h.end], h.how.value) for h in hit.highlights]
        for hit in result.hits
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # acronym and expansion, both ways
        ("GUSP", [1, 2]),
        ("gusp", [1, 2]),
        ("gestion urbaine et sociale de proximité", [1, 2]),
        ("Gestion Urbaine Sociale Proximité", [1, 2]),
        ("gestion urbaine de proximité", [1, 2]),
        ("GUP", [1, 2]),
        ("TFPB", [4, 5, 6]),
        ("tfpb", [4, 5, 6]),
        ("taxe foncière sur les propriétés bâties", [4, 5, 6]),
        ("CAF", [19, 20]),
        ("caisse d'allocations familiales", [19, 20]),
        ("CAISSE D’ALLOCATIONS FAMILIALES", [19, 20]),
        # two words that begin what an acronym stands for
        ("gestion urbaine", [1, 2]),
        ("gestion urbaine et sociale", [1, 2]),
        ("taxe foncière", [4, 5, 6]),
        ("caisse d'allocations", [19, 20]),
        # a word of an expansion finds the acronym
        ("délinquance", [7]),
        ("proximité", [1, 2]),
        ("foncière", [4, 5]),
        ("prévention délinquance", [7]),
        ("réussite", [12]),
        # what means the same; a member by the name, not the name by a member
        ("logement", [8, 9, 11]),
        ("habitat", [8, 9, 10, 11]),
        ("studio", [11]),
        ("mobilité", [14, 15, 16]),
        ("déplacements", [14, 15, 16]),
        ("abattement fiscal", [4, 5, 6]),
        # capitals: an acronym is not inflected
        ("PRE", [12]),
        # links left out: the words, each with the concept
        ("accès droits", [17]),
        ("mobilité emploi", [14]),
        # a partner
        ("caf recyclerie", [19]),
        # only the thesaurus has it
        ("ressourcerie", [18, 19]),
        ("ressourceries", [18, 19]),
        # exclusions mean the same, too
        ("habitants", [2]),
        ("habitants -GUP", []),
        ("mobilité -emploi", [15, 16]),
        ("logement -habitat", []),
    ],
)
def test_what_a_query_finds(index: Index, query: str, found: list[int]) -> None:
    assert numbers(search(index, query)) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("GUSP", [2]),
        ("gestion urbaine", [1]),
        ("TFPB", [4]),
        ("délinquance", []),
        ("habitat", [9, 10]),
        ("logement", []),
        ("mobilité", [14, 15]),
        ("mobilté", []),
        ("ressourcerie", []),
        ("pre", [12]),
    ],
)
def test_exact_switches_all_that_off(index: Index, query: str, found: list[int]) -> None:
    assert numbers(search(index, query, exact=True)) == found
    assert numbers(search(index, query, exact=True, related=True)) == found


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        (
            "GUSP",
            {1: [("Gestion Urbaine et Sociale de Proximité", "acronym")], 2: [("GUSP", "exact")]},
        ),
        (
            "gestion urbaine et sociale de proximité",
            {1: [("Gestion Urbaine et Sociale de Proximité", "exact")], 2: [("GUSP", "acronym")]},
        ),
        (
            "TFPB",
            {
                4: [("TFPB", "exact")],
                5: [("abattement de la taxe foncière", "synonym")],
                6: [("contreparties", "synonym"), ("organismes HLM", "synonym")],
            },
        ),
        ("logement", {8: [("logements", "inflected")], 9: [("habitat", "synonym")], 11: [("studios", "synonym")]}),
        ("délinquance", {7: [("CLSPD", "acronym")]}),
        ("déplacemnt", {14: [("mobilité", "typo")], 15: [("mobilité", "typo")], 16: [("déplacements", "typo")]}),
        ("caf", {19: [("CAF", "exact")], 20: [("Caisse d’Allocations Familiales", "acronym")]}),
    ],
)
def test_spans_are_what_matched_and_how(index: Index, query: str, spans: dict[int, list[tuple[str, str]]]) -> None:
    assert marked(search(index, query)) == spans


@pytest.mark.parametrize(
    ("query", "how"),
    [("GUSP", {2: "exact", 1: "acronym"}), ("habitat", {9: "exact", 10: "exact", 8: "synonym", 11: "synonym"})],
)
def test_as_typed_comes_before_what_means_the_same(index: Index, query: str, how: dict[int, str]) -> None:
    hits = search(index, query, explain=True).hits
    assert [(int(hit.id.rpartition("/")[2]), hit.explanation[0].how.value) for hit in hits if hit.explanation] == list(
        how.items()
    )


def test_related_adds_what_is_narrower_or_related_and_says_so(index: Index) -> None:
    assert marked(search(index, "cadre de vie")) == {3: [("cadre de vie", "exact")]}
    assert marked(search(index, "cadre de vie", related=True)) == {
        3: [("cadre de vie", "exact")],
        1: [("Gestion Urbaine et Sociale de Proximité", "related")],
        2: [("GUSP", "related")],
    }
    assert numbers(search(index, "GUSP", related=True)) == [1, 2, 4, 5, 6]
    assert numbers(search(index, "TFPB", related=True)) == [4, 5, 6]


def test_what_is_related_comes_last(index: Index) -> None:
    hits = search(index, "GUSP", related=True).hits
    assert [int(hit.id.rpartition("/")[2]) for hit in hits] == [2, 1, 4, 5, 6]


@pytest.mark.parametrize(
    ("query", "inputs"),
    [
        ("gestion urbaine", ["gestion urbaine"]),
        ("gestion urbaine et sociale de proximité", ["gestion urbaine et sociale de proximité"]),
        ("habitants gestion urbaine jeunes", ["habitants", "gestion urbaine", "jeunes"]),
        ("gestion", ["gestion"]),
        ("mobilité emploi", ["mobilité", "emploi"]),
        ("mobilité vers l'emploi", ["mobilité vers l'emploi"]),
        ("accès aux droits", ["accès aux droits"]),
        ("l'accès aux droits", ["l'accès aux droits"]),
        ("habitants et jeunes", ["habitants", "jeunes"]),
        ("jeunes jeune JEUNES", ["jeunes", "jeune"]),
        ('"gestion urbaine" habitants', ['"gestion urbaine"', "habitants"]),
        ("taxe -foncière", ["taxe"]),
        ("gestion urb*", ["gestion", "urb*"]),
        ("gestion urbane", ["gestion urbane"]),
    ],
)
def test_words_that_are_one_term(index: Index, query: str, inputs: list[str]) -> None:
    terms, _ = understand(index, parse(query))
    assert [sought.term.input for sought in terms] == inputs


@pytest.mark.parametrize(
    ("query", "matched", "how"),
    [
        ("mobilté", ("mobilité", "déplacements"), How.typo),
        ("mobilité", ("mobilité", "déplacements"), How.exact),
        ("GUSP", ("gusp", "GUSP", "Gestion Urbaine et Sociale de Proximité"), How.exact),
        ("délinquanse", ("CLSPD",), How.typo),
        ("recyclrie", ("recyclerie",), How.typo),
        ("resourcerie", ("recyclerie",), How.typo),
        ("educatibe", ("PRE",), How.typo),
        ("contraparties", ("contreparties",), How.typo),
        ("propriétéss", ("TFPB",), How.typo),
        ("fiscall", ("fiscal",), How.typo),
        ("délinquance", ("CLSPD",), How.acronym),
    ],
)
def test_the_echo_says_what_was_found_and_how(index: Index, query: str, matched: tuple[str, ...], how: How) -> None:
    (term,) = search(index, query).query.terms
    assert (term.matched, term.how) == (matched, how)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mobilté", [14, 15, 16]),
        ("molibité", [14, 15, 16]),
        ("molibtié", []),
        ("délinquence", [7]),
        ("resourcerie", [18, 19]),
        ("resourceries", [18, 19]),
        ("gestion urbane", [1, 2]),
        ("GSUP", [1, 2]),
        ("habitents", [2]),
    ],
)
def test_slips_are_corrected_by_corpus_and_thesaurus(index: Index, query: str, found: list[int]) -> None:
    assert numbers(search(index, query)) == found


@pytest.mark.parametrize(
    ("concepts", "found"), [(("gusp",), [1, 2]), (("tfpb", "pre"), [4, 5, 6, 12]), (("droits",), [17])]
)
def test_a_search_by_concept_needs_no_query(index: Index, concepts: tuple[str, ...], found: list[int]) -> None:
    result = search(index, "", filters=Filters(concepts=concepts))
    assert [int(hit.id.rpartition("/")[2]) for hit in result.hits] == found
    assert all(hit.highlights and hit.score == 0 for hit in result.hits)
    assert result.query.terms == ()


def test_a_concept_and_a_query_narrow_each_other(index: Index) -> None:
    assert numbers(search(index, "habitants", filters=Filters(concepts=("gusp",)))) == [2]
    assert numbers(search(index, "jeunes", filters=Filters(concepts=("gusp",)))) == []
