"""The words that every manner of a report shares, in English and in French."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from perr_cli import language
from perr_cli.alignment import PairKind
from perr_cli.items import Level, Nature
from perr_cli.protocols import Source
from perr_cli.report import words
from tests.invented import reported
from tests.test_report_laws import THREE, TWO


@pytest.fixture
def french() -> Iterator[None]:
    """Answers are French."""
    before = language.current()
    language.use("fr")
    yield
    language.use(before)


typeset = language.typeset
WIDE = "\u00a0"


def test_one_is_one_and_many_are_cut_after_five() -> None:
    one = reported({"a": {"emploi": ["La GUSP"]}, "b": {"emploi": ["La GUSP"]}})
    assert [*words.summary(one)] == [
        "a: 1 objective and 0 actions.",
        "b: 1 objective and 0 actions.",
        "a: 1 commitment, of which 1 in common with the other, 0 on the same subject as one of the other's,"
        " 0 its own alone.",
        "b: 1 commitment, of which 1 in common with the other, 0 on the same subject as one of the other's,"
        " 0 its own alone.",
        "1 specific subject is common to all: GUSP.",
    ]
    every = "Mobilité, permis de conduire, GUSP, propreté, crèche, contrat local de santé"
    many = reported({"a": {"emploi": [every]}, "b": {"emploi": ["Peindre"]}})
    assert [*words.summary(many)][-1] == (
        "b says nothing of 6 subjects that others have: GUSP, cls-sante, permis, mobility, proprete…"
    )


def test_how_to_cite_and_what_it_was_made_with(request: pytest.FixtureRequest) -> None:
    report = reported(TWO, title="Mobilité {n} ?")
    dated = replace(report, date="2026-01-31")
    fingerprint = "0123456789abcdef" * 4
    assert words.cite(report) == "“Mobilité {n} ?”, comparison of protocols with perr 1.0, data 0123456789ab."
    assert words.cite(dated) == (
        "“Mobilité {n} ?”, comparison of protocols with perr 1.0, 31 January 2026, data 0123456789ab."
    )
    assert words.made(report) == f"Made with perr 1.0; fingerprint of the data: {fingerprint}."
    request.getfixturevalue("french")
    assert words.cite(dated) == (
        f"«{WIDE}Mobilité {{n}} ?{WIDE}», comparaison de protocoles avec perr 1.0, 31 janvier 2026,"
        " données 0123456789ab."
    )
    assert words.made(report) == typeset(f"Établi avec perr 1.0 ; empreinte des données : {fingerprint}.")


def test_sources_are_told_as_far_as_they_are_known(request: pytest.FixtureRequest) -> None:
    report = reported(TWO)
    source = Source(document="p.pdf", sha256="0123456789abcdef" * 4, pages="3-5", lines=None)
    report = replace(report, communes=(replace(report.communes[0], source=source), report.communes[1]))
    assert [*words.sources(report)] == [
        "aix: p.pdf, pages 3-5, SHA-256 0123456789ab….",
        "bix: no source document is named.",
    ]
    request.getfixturevalue("french")
    assert [*words.sources(report)] == [*map(typeset, [
        "aix : p.pdf, pages 3-5, SHA-256 0123456789ab….",
        "bix : aucun document source n'est nommé.",
    ])]  # fmt: skip


def test_of_three_communes_the_summary_speaks_of_others(request: pytest.FixtureRequest) -> None:
    assert [*words.summary(reported(THREE))][5] == (
        "c: 3 commitments, of which 2 in common with another commune, 0 on the same subject as one of another commune,"
        " 1 its own alone."
    )
    request.getfixturevalue("french")
    assert [*words.summary(reported(THREE))][5] == typeset(
        "c : 3 engagements, dont 2 en commun avec une autre commune, 0 sur le même sujet que l'un de ceux d'une autre,"
        " 1 sans équivalent."
    )


def test_the_method_says_what_groups_are_where_there_are_any() -> None:
    told = "More than two communes are compared by groups: a group is all commitments that the same reason links."
    assert [told in words.method(reported(towns)) for towns in (TWO, THREE)] == [False, True]


def test_kinds_natures_levels_and_measures(request: pytest.FixtureRequest) -> None:
    def told() -> list[str]:
        commune = reported(TWO).communes[0]
        return [
            words.kind(PairKind.shared), words.kind(PairKind.related), *words.standings()[2:],
            words.nature(Nature.lancer), words.nature(None), *map(words.level, Level),
            *(label for label, _ in words.measured(commune)), words.score(0.5), words.score(None),
        ]  # fmt: skip

    assert told() == [
        "same commitment", "same subject", "alone", "lancer (start or restart)", "",
        "objective", "action", "precondition", "an amount", "a deadline", "a target", "an indicator", "0.50", "",
    ]  # fmt: skip
    request.getfixturevalue("french")
    assert told() == [
        "même engagement", "même sujet", "sans équivalent", "lancer (lancer ou relancer)", "",
        "objectif", "action", "condition préalable", "un montant", "une échéance", "une cible", "un indicateur",
        "0,50", "",
    ]  # fmt: skip


def test_a_title_and_a_subtitle_of_its_own() -> None:
    assert words.title(["Aix", "Bix"]) == "Aix and Bix: commitments compared"
    assert words.title([*"ABCDE"]) == "A, B, C, D and E: commitments compared"
    assert words.title([*"ABCDEF"]) == "6 communes: commitments compared"
    report = replace(reported(TWO), scope=("Employment", "“vélo”"))
    assert words.subtitle(report) == (
        "Comparison of Protocoles d'Engagements Renforcés et Réciproques (PERR) · Employment · “vélo”"
    )
