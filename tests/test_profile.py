"""How protocols are written, on items that are made up: what counts, what is left unsaid, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from perr_cli.concepts import Entry, Kind
from perr_cli.exporters.document import document, table
from perr_cli.items import Item, Level, Nature
from perr_cli.measures import Measure
from perr_cli.profile import CommuneProfile, Measurable, Natures, ProfileResult, profile

ENTRIES = [
    Entry("culture", "culture", "culture", weight=2),
    Entry("musee", "musée", "museum", broader=("culture",), weight=4),
    Entry("theatre", "théâtre", "theatre", broader=("culture",), weight=4),
    Entry("velo", "vélo", "cycling", weight=5),
    Entry("clspd", "CLSPD", "CLSPD", kind=Kind.device, weight=5),
    Entry("jeunes", "jeunes", "young people", kind=Kind.public),
    Entry("partenariat", "partenariat", "partnership", kind=Kind.means),
    Entry("caf", "Caf", "Caf", kind=Kind.partner),
]
CONCEPTS = [entry.id for entry in ENTRIES if entry.kind is not Kind.partner]


def item(
    id: str,
    text: str = "Agir",
    nature: Nature = Nature.agir,
    concepts: Sequence[str] = (),
    partners: Sequence[str] = (),
) -> Item:
    commune, theme, _ = id.split("/")
    outside = theme == "preconditions"
    return Item(
        id=id, commune=commune, theme=None if outside else theme, section=None, text=text, reading=None, objective=None,
        level=Level.precondition if outside else Level.objective, nature=nature, concepts=tuple(concepts),
        partners=tuple(partners),
    )  # fmt: skip


def profiled(*items: Item, loaded: Sequence[str] = ("a", "b", "c"), chosen: Sequence[str] = ("a",)) -> ProfileResult:
    return profile(items, ENTRIES, loaded=loaded, chosen=chosen)


def only(result: ProfileResult) -> CommuneProfile:
    (commune,) = result.communes
    return commune


def test_natures_are_counted_over_all_and_by_theme_with_the_preconditions_last() -> None:
    result = profiled(
        item("a/preconditions/1"),
        item("a/emploi/1", nature=Nature.lancer),
        item("a/emploi/2", nature=Nature.continuer),
        item("a/logement/1", nature=Nature.continuer),
        item("b/emploi/1", nature=Nature.soutenir),
    )
    commune = only(result)
    assert (commune.items, commune.nature) == (4, Natures(agir=1, lancer=1, continuer=2))
    assert [(theme.theme, theme.items, theme.nature) for theme in commune.themes] == [
        ("emploi", 2, Natures(lancer=1, continuer=1)),
        ("logement", 1, Natures(continuer=1)),
        (None, 1, Natures(agir=1)),
    ]


def test_partners_and_concepts_with_the_most_items_come_first() -> None:
    commune = only(
        profiled(
            item("a/emploi/1", concepts=["velo", "jeunes"], partners=["Caf", "Etat"]),
            item("a/emploi/2", concepts=["jeunes"], partners=["Etat"]),
        )
    )
    assert document(commune.partners) == [
        {"partner": "Etat", "items": ["a/emploi/1", "a/emploi/2"]},
        {"partner": "Caf", "items": ["a/emploi/1"]},
    ]
    assert document(commune.concepts) == [
        {"concept": "jeunes", "items": ["a/emploi/1", "a/emploi/2"]},
        {"concept": "velo", "items": ["a/emploi/1"]},
    ]


def test_silences_are_topics_and_devices_and_what_most_others_have_comes_first() -> None:
    commune = only(
        profiled(
            item("a/emploi/1"),
            item("b/emploi/1", concepts=["velo", "jeunes", "partenariat"]),
            item("b/emploi/2", concepts=["musee"]),
            item("c/emploi/1", concepts=["theatre"]),
        )
    )
    assert document(commune.silent_on) == {"others": ["culture", "velo", "musee", "theatre"], "field": ["clspd"]}
    assert commune.silent_on.spread == (2, 1, 1, 1)


def test_who_speaks_of_a_museum_is_not_silent_on_culture() -> None:
    commune = only(
        profiled(item("a/emploi/1", concepts=["musee"]), item("b/emploi/1", concepts=["culture", "theatre"]))
    )
    assert document(commune.silent_on) == {"others": ["theatre"], "field": ["velo", "clspd"]}


def test_a_commune_without_items_is_there_and_silent() -> None:
    commune = only(profiled(item("b/emploi/1", concepts=["velo"])))
    assert (commune.items, commune.themes, commune.silent_on.others) == (0, (), ("velo",))


def test_what_is_measurable_comes_from_what_an_item_means() -> None:
    commune = only(
        profiled(
            item("a/emploi/1", "Verser 15 000 € d'ici 2022"),
            item("a/emploi/2", "Accompagner 50 jeunes et suivre le taux d'emploi"),
        )
    )
    assert document(commune.measurable) == {
        "amount": ["a/emploi/1"],
        "deadline": ["a/emploi/1"],
        "target": ["a/emploi/2"],
        "indicator": ["a/emploi/2"],
    }


def test_the_names_of_the_output_are_those_of_the_enums() -> None:
    assert [field.name for field in fields(Natures)] == [nature.value for nature in Nature]
    assert [field.name for field in fields(Measurable)] == [measure.value for measure in Measure]


def test_rows_count_nothing_twice() -> None:
    result = profiled(
        item("a/emploi/1", "Accueillir 50 jeunes", Nature.lancer, ["velo"], ["Caf"]),
        item("a/logement/1", nature=Nature.lancer, concepts=["velo"]),
        item("b/emploi/1", concepts=["clspd"]),
    )
    assert [list(row.values()) for row in table(result).rows] == [
        ["a", "emploi", "nature", "lancer", 1, ["a/emploi/1"], None],
        ["a", "emploi", "partner", "Caf", 1, ["a/emploi/1"], None],
        ["a", "emploi", "concept", "velo", 1, ["a/emploi/1"], None],
        ["a", "emploi", "measurable", "target", 1, ["a/emploi/1"], None],
        ["a", "logement", "nature", "lancer", 1, ["a/logement/1"], None],
        ["a", "logement", "concept", "velo", 1, ["a/logement/1"], None],
        ["a", None, "silent", "clspd", 0, [], 1],
    ]


made = st.builds(
    lambda commune, theme, number, nature, concepts, partners, text: item(
        f"{commune}/{theme}/{number}", text, nature, sorted(concepts), sorted(partners)
    ),
    st.sampled_from("abc"),
    st.sampled_from(["emploi", "logement", "preconditions"]),
    st.integers(1, 30),
    st.sampled_from(Nature),
    st.sets(st.sampled_from(CONCEPTS), max_size=3),
    st.sets(st.sampled_from(["Caf", "Etat", "CAF"]), max_size=2),
    st.sampled_from(["Agir", "Accueillir 50 jeunes", "Verser 10 k€ en 2021", "Suivre le taux de retour"]),
)
corpora = st.lists(made, unique_by=lambda item: item.id, max_size=40)


@given(corpora)
def test_laws_of_a_profile(items: list[Item]) -> None:
    for commune in profiled(*items, chosen=("a", "b", "c")).communes:
        own = {item.id: item for item in items if item.commune == commune.commune}
        counts = document(commune.nature)
        assert sum(counts.values()) == commune.items == len(own)
        assert {name: sum(document(theme.nature)[name] for theme in commune.themes) for name in counts} == counts
        listed = [named.items for named in commune.partners] + [used.items for used in commune.concepts]
        listed += document(commune.measurable).values()
        assert {name for ids in listed for name in ids} <= own.keys()
        has = {concept for one in own.values() for concept in one.concepts}
        silent = {*commune.silent_on.others, *commune.silent_on.field}
        assert silent.isdisjoint(has)
        assert len(silent) == len(commune.silent_on.others) + len(commune.silent_on.field)


@given(corpora, st.sampled_from(["emploi", "logement"]))
def test_filters_only_remove(items: list[Item], theme: str) -> None:
    (whole,) = profiled(*items).communes
    (part,) = profiled(*(item for item in items if item.theme == theme)).communes
    assert part.items <= whole.items
    assert all(part_count <= document(whole.nature)[name] for name, part_count in document(part.nature).items())
    partners = {named.partner: set(named.items) for named in whole.partners}
    assert all(set(named.items) <= partners[named.partner] for named in part.partners)
    concepts = {used.concept: set(used.items) for used in whole.concepts}
    assert all(set(used.items) <= concepts[used.concept] for used in part.concepts)
    for name, ids in document(part.measurable).items():
        assert set(ids) <= set(getattr(whole.measurable, name))
