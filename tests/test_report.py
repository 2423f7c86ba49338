"""What a report holds, and what it says in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from perr_cli import language
from perr_cli.decisions import Decision, Decisions, Verdict
from perr_cli.index import Index
from perr_cli.items import Item, Level
from perr_cli.library import Library, open_library
from perr_cli.report import About, Labels, Report, report, words
from tests.invented import Commune, opened

ARC: Commune = {
    "emploi": ["Développer la mobilité", {"text": "Lutter contre le bruit", "actions": ["Acheter des sonomètres"]}],
    "logement": ["Poursuivre la GUSP"],
}
BEC: Commune = {
    "logement": ["Poursuivre la gestion urbaine et sociale de proximité", "Zèbres"],
    "emploi": ["Favoriser les déplacements", "Ouvrir un café"],
}
COB: Commune = {"emploi": ["Soutenir la mobilité"]}
ABOUT = About("Title", (), None, "1.0", "f" * 64)
LABELS = Labels({"emploi": "Emploi", "logement": "Logement"}, {"gusp": "GUSP", "permis": "Permis"})


def made(index: Index, *refs: str, about: About = ABOUT, **options: object) -> Report:
    return report(index, refs, about=about, labels=LABELS, **options)  # type: ignore[arg-type]  # passed on as it is


def ids(cells: tuple[tuple[Item, ...], ...]) -> list[list[str]]:
    return [[item.id for item in cell] for cell in cells]


def rows(result: Report) -> list[tuple[str, str, list[list[str]], tuple[str, ...], tuple[str, ...]]]:
    return [
        (theme.key, row.kind.value, ids(row.cells), row.concepts, row.terms)
        for theme in result.themes
        for row in theme.aligned
    ]


@pytest.fixture(scope="module")
def two() -> Report:
    return made(opened({"Arc": ARC, "Bec": BEC}), "arc", "bec")


def test_two_communes_are_compared_pair_by_pair(two: Report) -> None:
    assert rows(two) == [
        ("emploi", "shared", [["arc/emploi/1"], ["bec/emploi/1"]], ("mobilite",), ("déplacements", "mobilité")),
        ("logement", "shared", [["arc/logement/1"], ["bec/logement/1"]], ("GUSP",),
         ("gestion urbaine et sociale de proximité", "GUSP")),
    ]  # fmt: skip


def test_what_only_one_has_stands_in_its_theme(two: Report) -> None:
    assert [(theme.label, ids(theme.alone)) for theme in two.themes] == [
        ("Emploi", [["arc/emploi/2", "arc/emploi/2.1"], ["bec/emploi/2"]]),
        ("Logement", [[], ["bec/logement/2"]]),
    ]


def test_three_communes_are_compared_by_groups() -> None:
    result = made(opened({"Arc": ARC, "Bec": BEC, "Cob": COB}), "arc", "bec", "cob")
    assert [(row[0], row[2]) for row in rows(result)] == [
        ("emploi", [["arc/emploi/1"], ["bec/emploi/1"], ["cob/emploi/1"]]),
        ("logement", [["arc/logement/1"], ["bec/logement/1"], []]),
    ]
    assert {row.score for theme in result.themes for row in theme.aligned} == {None}
    assert [(one.label, one.communes) for one in result.matrix[:2]] == [("mobilite", 3), ("GUSP", 2)]


def test_a_decision_stands_with_its_note() -> None:
    decided = Decisions(
        [Decision(left="arc/emploi/2", right="bec/logement/2", kind=Verdict.related, note="as people say")]
    )
    result = made(opened({"Arc": ARC, "Bec": BEC}), "arc", "bec", decisions=decided)
    (row,) = [row for theme in result.themes for row in theme.aligned if row.decided]
    assert (row.kind.value, ids(row.cells), row.note) == (
        "related",
        [["arc/emploi/2"], ["bec/logement/2"]],
        "as people say",
    )
    assert list(words.reasons(row)) == ["decided by a person: as people say"]


def test_a_report_may_be_about_some_items_only() -> None:
    result = made(opened({"Arc": ARC, "Bec": BEC}), "arc", "bec", keep=lambda item: item.theme == "logement")
    assert [theme.key for theme in result.themes] == ["logement"]
    assert {item.theme for item in result.items} == {"logement"}
    assert [one.label for one in result.matrix] == ["GUSP"]


def test_what_most_communes_have_comes_first(two: Report) -> None:
    assert [(one.label, [len(of) for of in one.items]) for one in two.matrix] == [
        ("GUSP", [1, 1]), ("mobilite", [1, 1]),
    ]  # fmt: skip


TOWNS = sorted((Path(__file__).parent / "judged").glob("*/protocols"))


@pytest.fixture(scope="module", params=[0, 1, 2])
def whole(request: pytest.FixtureRequest, library: Library) -> Report:
    """Of the protocols that ship, of invented towns, and of three of these."""
    data = library if not request.param else open_library([TOWNS[0]])
    refs = sorted(data.names)[: max(2, request.param + 1)]
    return made(data.index, *refs)


def test_every_commitment_is_in_exactly_one_part(whole: Report) -> None:
    for number, commune in enumerate(whole.communes):
        own = [item for item in whole.items if item.protocol == commune.ref and item.level is not Level.precondition]
        assert commune.tally.total == len(own) == commune.objectives + commune.actions
        tallies = [theme.tallies[number].parts for theme in whole.themes]
        assert tuple(map(sum, zip(*tallies, strict=True))) == commune.tally.parts
        alone = {item.id for theme in whole.themes for item in theme.alone[number]}
        assert len(alone) == commune.tally.alone
        aligned = {item.id for theme in whole.themes for row in theme.aligned for item in row.cells[number]}
        assert not alone & aligned
        if len(whole.communes) == 2:
            assert alone | aligned == {item.id for item in own}


def test_a_row_stands_in_the_theme_of_its_first_commitment(whole: Report) -> None:
    for theme in whole.themes:
        for row in theme.aligned:
            assert next(chain(*row.cells)).theme == theme.key


@pytest.fixture
def speak() -> Iterator[Callable[[language.Language], None]]:
    before = language.current()
    yield language.use
    language.use(before)


SAID = {
    "en": [
        "Arc: 3 objectives and 1 action.",
        "Cob: 1 objective and 0 actions.",
        "Arc: 4 commitments, of which 1 in common with the other, 0 on the same subject as one of the other's,"
        " 3 its own alone.",
        "Cob: 1 commitment, of which 1 in common with the other, 0 on the same subject as one of the other's,"
        " 0 its own alone.",
        "1 specific subject is common to all: mobilite.",
        "Cob says nothing of 1 subject that others have: GUSP.",
    ],
    "fr": [
        "Arc\u00a0: 3 objectifs et 1 action.",
        "Cob\u00a0: 1 objectif et 0 action.",
        "Arc\u00a0: 4 engagements, dont 1 en commun avec l'autre commune, 0 sur le même sujet que l'un des siens,"
        " 3 sans équivalent.",
        "Cob\u00a0: 1 engagement, dont 1 en commun avec l'autre commune, 0 sur le même sujet que l'un des siens,"
        " 0 sans équivalent.",
        "1 sujet précis est commun à toutes\u00a0: mobilite.",
        "Cob ne dit rien de 1 sujet que d'autres ont\u00a0: GUSP.",
    ],
}


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_the_summary_counts(speak: Callable[[language.Language], None], spoken: language.Language) -> None:
    speak(spoken)
    assert list(words.summary(made(opened({"Arc": ARC, "Cob": COB}), "arc", "cob"))) == SAID[spoken]


@pytest.mark.parametrize(
    ("spoken", "written", "told"),
    [
        ("en", "2026-01-31", "31 January 2026"),
        ("fr", "2026-01-31", "31 janvier 2026"),
        ("fr", "2026-08-01", "1er août 2026"),
        ("en", "2026-08-01", "1 August 2026"),
    ],
)
def test_a_day_is_told_as_people_write_it(
    speak: Callable[[language.Language], None], spoken: language.Language, written: str, told: str
) -> None:
    speak(spoken)
    assert words.day(written) == told


@pytest.mark.parametrize(
    ("spoken", "names", "told"),
    [("en", "A", "A"), ("en", "AB", "A and B"), ("en", "ABC", "A, B and C"), ("fr", "ABC", "A, B et C")],
)
def test_names_are_listed(
    speak: Callable[[language.Language], None], spoken: language.Language, names: str, told: str
) -> None:
    speak(spoken)
    assert words.listed(names) == told


def test_it_says_how_to_cite_it_and_what_it_was_made_of() -> None:
    index = opened({"Arc": ARC, "Bec": BEC})
    dated = made(index, "arc", "bec", about=ABOUT._replace(date="2026-01-31", scope=("Emploi", "“vélo”")))
    assert words.cite(dated) == "“Title”, comparison of protocols with perr 1.0, 31 January 2026, data ffffffffffff."
    assert words.made(dated) == f"Made with perr 1.0; fingerprint of the data: {'f' * 64}."
    assert words.subtitle(dated).endswith(" (PERR) · Emploi · “vélo”")
    assert list(words.sources(dated)) == ["Arc: no source document is named.", "Bec: no source document is named."]


def test_the_sources_of_what_ships_are_named(library: Library) -> None:
    result = made(library.index, "ris-orangis", "savigny-le-temple")
    assert [source.partition(", SHA-256")[0] for source in words.sources(result)] == [
        "Ris-Orangis: ris-orangis_savigny-le-temple.txt, lines 5-34",
        "Savigny-le-Temple: ris-orangis_savigny-le-temple.txt, lines 36-43",
    ]
