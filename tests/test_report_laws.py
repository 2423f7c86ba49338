"""Laws of a report: where a commitment stands, what a filter leaves out, what people have decided."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perr_cli.alignment import PairKind
from perr_cli.decisions import Decision, Decisions, Verdict
from perr_cli.report import Aligned, Report, words
from tests.invented import Commune, reported
from tests.test_compare_laws import communes

TWO: dict[str, Commune] = {
    "aix": {
        "emploi": ["Développer la mobilité", {"text": "Le permis de conduire", "actions": ["Des girafes"]}],
        "logement": ["La GUSP avec la mairie"],
    },
    "bix": {
        "logement": ["Une gestion urbaine et sociale de proximité", "Les modes de garde"],
        "emploi": ["Soutenir la mobilité"],
    },
}
THREE: dict[str, Commune] = {
    "a": {"emploi": ["Développer la mobilité", "Des zèbres"], "logement": ["La GUSP"]},
    "b": {"emploi": ["Le permis de conduire", "Un zèbre"]},
    "c": {"logement": ["La GUSP avec la mairie"], "emploi": ["Les déplacements", "Des girafes"]},
}


def rows(report: Report) -> list[tuple[str, str, tuple[list[str], ...], str]]:
    """The theme, the kind, the cells and the reasons of each row."""
    return [
        (theme.key, row.kind.value, tuple([item.id for item in cell] for cell in row.cells), "; ".join(_reasons(row)))
        for theme in report.themes
        for row in theme.aligned
    ]


def _reasons(row: Aligned) -> Iterator[str]:
    yield from row.concepts
    yield from (f"“{term}”" for term in row.terms)
    if row.decided:
        yield f"decided ({row.note})"


def alone(report: Report) -> list[str]:
    return [item.id for theme in report.themes for cell in theme.alone for item in cell]


def test_themes_stand_in_the_order_of_the_scheme_then_of_the_documents() -> None:
    report = reported({"a": {"zoo": ["Ouvrir"], "logement": ["Bâtir"]}, "b": {"arts": ["Peindre"], "emploi": ["Agir"]}})
    assert [(theme.key, theme.label) for theme in report.themes] == [
        ("emploi", "Employment"), ("logement", "Housing"), ("zoo", "zoo"), ("arts", "arts"),
    ]  # fmt: skip


def test_a_word_that_is_all_the_text_is_the_reason() -> None:
    report = reported({name: {"emploi": ["zèbre"]} for name in "abc"})
    assert rows(report) == [("emploi", "shared", (["a/emploi/1"], ["b/emploi/1"], ["c/emploi/1"]), "“zèbre”")]


def test_of_three_communes_what_is_only_related_has_rows_of_its_own() -> None:
    report = reported({
        "a": {"emploi": ["La propreté", "Développer la GUSP"]},
        "b": {"logement": ["Poursuivre la propreté"]},
        "c": {"logement": ["Une GUSP et la crèche"]},
    }, decisions=Decisions([
        Decision(left="a/emploi/1", right="b/logement/1", kind=Verdict.related, note="vu"),
        Decision(left="a/emploi/2", right="c/logement/1", kind=Verdict.related),
    ]))  # fmt: skip
    assert [row for row in rows(report) if row[1] == "related"] == [
        ("emploi", "related", (["a/emploi/1"], ["b/logement/1"], []), "proprete; “propreté”; decided (vu)"),
        ("emploi", "related", (["a/emploi/2"], [], ["c/logement/1"]), "GUSP; “GUSP”; decided (None)"),
    ]


def test_who_says_it_elsewhere_is_not_silent() -> None:
    towns: dict[str, Commune] = {"a": {"emploi": ["La GUSP"]}, "b": {"emploi": ["Agir"], "logement": ["La GUSP"]}}
    report = reported(towns, keep=lambda item: item.theme == "emploi")
    assert [commune.silences for commune in report.communes] == [(), ()]


def test_who_is_alone_for_the_filters_sake_is_named() -> None:
    towns: dict[str, Commune] = {
        "a": {"emploi": ["La GUSP", "Peindre"]},
        "b": {"emploi": ["Agir"], "logement": ["La GUSP"]},
    }
    report = reported(towns, keep=lambda item: item.theme == "emploi")
    assert [commune.outside for commune in report.communes] == [("a/emploi/1",), ()]
    assert [commune.outside for commune in reported(towns).communes] == [(), ()]
    assert [*words.summary(report)][
        -1
    ] == "a: 1 that is alone here goes with one that this report leaves out: emploi/1."


@pytest.mark.parametrize("communes", [2, 3])
def test_a_decision_is_told_with_its_note(communes: int) -> None:
    towns: dict[str, Commune] = {"a": {"emploi": ["Zèbres"]}, "b": {"emploi": ["Girafes"]}, "c": {"emploi": ["Agir"]}}
    said = Decision(left="b/emploi/1", right="a/emploi/1", kind=Verdict.shared, note="vu en réunion")
    report = reported(dict([*towns.items()][:communes]), decisions=Decisions([said]))
    (row,) = report.themes[0].aligned
    assert (row.kind.value, row.decided, row.note) == ("shared", True, "vu en réunion")
    assert [*words.reasons(row)] == ["decided by a person: vu en réunion"]


def test_a_pair_that_somebody_has_refused_is_none() -> None:
    said = Decision(left="aix/logement/1", right="bix/logement/1", kind=Verdict.none)
    report = reported(TWO, decisions=Decisions([said]))
    assert alone(report) == ["aix/logement/1", "bix/logement/1", "bix/logement/2"]


def test_progress_hears_of_every_pair_of_communes() -> None:
    heard: list[tuple[int, int]] = []
    reported(THREE, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


verdicts = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.sampled_from(Verdict)), max_size=2)


@settings(max_examples=60)
@given(st.lists(communes, min_size=2, max_size=4), verdicts, st.sampled_from([None, "emploi", "logement"]))
def test_every_commitment_stands_where_its_tally_counts_it(
    towns: list[Commune], said: list[tuple[int, int, Verdict]], only: str | None
) -> None:
    decisions = Decisions(Decision(left=f"a/emploi/{a}", right=f"b/emploi/{b}", kind=kind) for a, b, kind in said)
    report = reported(
        dict(zip("abcd", towns, strict=False)), decisions=decisions,
        keep=lambda item: only is None or item.theme == only,
    )  # fmt: skip
    in_rows = {
        kind: {item.id for theme in report.themes for row in theme.aligned if row.kind is kind
               for cell in row.cells for item in cell}
        for kind in PairKind
    }  # fmt: skip
    lonely = alone(report)
    assert len(lonely) == len(set(lonely))
    assert {item.id for item in report.items} == in_rows[PairKind.shared] | in_rows[PairKind.related] | {*lonely}
    assert not {*lonely} & (in_rows[PairKind.shared] | in_rows[PairKind.related])
    for commune in report.communes:
        own = {item.id for item in report.items if item.protocol == commune.ref}
        only_related = in_rows[PairKind.related] - in_rows[PairKind.shared]
        counted = (len(own & in_rows[PairKind.shared]), len(own & only_related), len(own & {*lonely}))
        assert commune.tally.parts == counted
        assert commune.tally.total == len(own) == commune.objectives + commune.actions
    for number, commune in enumerate(report.communes):
        by_theme = [theme.tallies[number].parts for theme in report.themes]
        assert tuple(map(sum, zip(*by_theme, strict=True))) in (commune.tally.parts, ())
