"""What people call a commune or a theme, and what they are told when it names nothing or too much."""

from __future__ import annotations

import pytest

from perr_cli.errors import UnknownReference
from perr_cli.library import Library
from perr_cli.references import Candidate, Place, resolve


@pytest.mark.parametrize(
    "given",
    ["ris-orangis", "Ris-Orangis", "RIS ORANGIS", "ris", "orangis", "orang", "91521", "ris-orengis", "Rís–Orangis"],
)
def test_a_commune_goes_by_many_names(library: Library, given: str) -> None:
    assert library.commune(given) == "ris-orangis"


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("emploi", "emploi"),
        ("Sécurité", "securite"),
        ("housing", "logement"),
        ("cadre de vie", "logement"),
        ("lien social", "lien-social"),
        ("Thématique renforcement du lien social", "lien-social"),
        ("educaton", "education"),
    ],
)
def test_a_theme_goes_by_its_key_a_label_a_heading_or_a_slip(library: Library, given: str, key: str) -> None:
    assert library.theme(given) == key


CANDIDATES = [Candidate(name, (name,)) for name in ("saint-denis", "saint-ouen", "paris", "ris-orangis")]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("saint", "“saint” is ambiguous ; choose one of: saint-denis, saint-ouen"),
        ("lyon", "no commune is called “lyon” ; choose one of: saint-denis, saint-ouen, paris, ris-orangis"),
        ("", "no commune is called “” ; choose one of: saint-denis, saint-ouen, paris, ris-orangis"),
        ("\x1b[31m", "no commune is called “\\u001b[31m” ; choose one of: saint-denis, saint-ouen, paris, ris-orangis"),
    ],
)
def test_what_names_nothing_or_too_much_names_the_candidates(given: str, message: str) -> None:
    with pytest.raises(UnknownReference) as refused:
        resolve("commune", given, CANDIDATES)
    assert str(refused.value) == message


def test_a_whole_word_is_meant_before_a_part_of_one() -> None:
    assert resolve("commune", "ris", CANDIDATES) == "ris-orangis"


@pytest.mark.parametrize(
    ("ref", "place"),
    [
        ("ris", Place("ris-orangis")),
        ("ris/", Place("ris-orangis")),
        ("ris/logement", Place("ris-orangis", "logement")),
        ("91521/emploi/1.3", Place("ris-orangis", "emploi", 1, 3)),
        ("ris-orangis/preconditions/2", Place("ris-orangis", "preconditions", 2)),
    ],
)
def test_any_prefix_of_an_id_is_a_reference(library: Library, ref: str, place: Place) -> None:
    assert library.place(ref) == place


@pytest.mark.parametrize("ref", ["ris/emploi/x", "ris/emploi/1.2.3", "ris/emploi/0", "ris/emploi/1/2", "/emploi"])
def test_what_is_no_reference_is_refused(library: Library, ref: str) -> None:
    with pytest.raises(UnknownReference):
        library.place(ref)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("saint-deni", "saint-denis"),
        ("saint denis", "saint-denis"),
        ("SAINT-OUEN", "saint-ouen"),
        ("ouen", "saint-ouen"),
        ("den", "saint-denis"),
        ("pariss", "paris"),
        ("pais", "paris"),
        ("rsi-orangis", "ris-orangis"),
    ],
)
def test_an_unambiguous_part_or_slip_is_enough(given: str, message: str) -> None:
    assert resolve("commune", given, CANDIDATES) == message


@pytest.mark.parametrize(
    ("held", "short_ids"),
    [
        (Place("a"), ["preconditions/1", "emploi/1", "emploi/1.3", "emploi/1.30", "emploi/10"]),
        (Place("a", "emploi"), ["emploi/1", "emploi/1.3", "emploi/1.30", "emploi/10"]),
        (Place("a", "emploi", 1), ["emploi/1", "emploi/1.3", "emploi/1.30"]),
        (Place("a", "emploi", 1, 3), ["emploi/1.3"]),
        (Place("a", "preconditions", 1), ["preconditions/1"]),
    ],
)
def test_a_reference_holds_what_stands_under_it_and_no_longer_number(held: Place, short_ids: list[str]) -> None:
    every = ["preconditions/1", "emploi/1", "emploi/1.3", "emploi/1.30", "emploi/10"]
    assert [short_id for short_id in every if held.holds(short_id)] == short_ids
