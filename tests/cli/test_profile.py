"""What `perr profile` prints: for one, a few and many communes, with each filter, in each format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from perr_cli.items import Item
from perr_cli.schemas import schema
from tests.conftest import MINIMAL, Perr

Folder = Callable[..., Path]

TOWN = """commune: Pont-le-Drac
themes:
- key: emploi
  objectives:
  - text: Lancer avec la Mission locale un accompagnement de 50 jeunes d'ici fin 2020
    actions:
    - Poursuivre les ateliers de théâtre avec la Mission locale
    - Soutenir les jardins partagés par une enveloppe de 15 000 €
preconditions:
- Maintenir les crédits de la Caf
"""


@pytest.fixture
def town(folder: Folder) -> str:
    """Two communes; the other has one objective: Lever les freins à l'emploi."""
    return str(folder(pont=TOWN))


def test_one_commune(perr: Perr, town: str) -> None:
    done = perr("--data", town, "profile", "pont")
    # How many concepts nobody speaks of changes with every entry of the thesaurus.
    assert (done.status, re.sub("of [0-9]{4} further", "of … further", done.out), done.err) == (
        0,
        "Pont-le-Drac\n"
        "\n"
        "Nature                            Items\n"
        "─────────────────────────────────────────────────────────────────\n"
        "lancer      start or restart         1   25% ██████████\n"
        "renforcer   do more of it            0    0%\n"
        "continuer   carry on what exists     2   50% ████████████████████\n"
        "soutenir    help others to do        1   25% ██████████\n"
        "coordonner  link, share, clarify     0    0%\n"
        "agir        intervene directly       0    0%\n"
        "items                                4\n"
        "\n"
        "Theme         Items lancer renforcer continuer soutenir coordonner agir\n"
        "───────────────────────────────────────────────────────────────────────\n"
        "emploi            3      1         ·         1        1          ·    ·\n"
        "preconditions     1      ·         ·         1        ·          ·    ·\n"
        "\n"
        "Partner                          Items\n"
        "────────────────────────────────────────────────────────\n"
        "Mission locale                   2  emploi/1, emploi/1.1\n"
        "Caisse d'allocations familiales  1  preconditions/1\n"
        "\n"
        "Concept            Items\n"
        "────────────────────────\n"
        "youth employment       1\n"
        "theatre                1\n"
        "artistic practice      1\n"
        "community gardens      1\n"
        "\n"
        "Pont-le-Drac says nothing of 1 concept that others have\n"
        "  barriers to employment\n"
        "\n"
        "nobody speaks of … further concepts of the thesaurus here: see --json\n"
        "\n"
        "Pont-le-Drac: 2 of 4 items name an amount, a deadline, a target or an indicator\n"
        "  an amount     1  emploi/1.2\n"
        "  a deadline    1  emploi/1\n"
        "  a target      1  emploi/1\n",
        "",
    )


def test_two_communes_are_side_by_side(perr: Perr, town: str) -> None:
    lines = perr("--data", town, "profile", "bonneville", "pont").out.splitlines()
    assert lines[:28] == [
        "Bonneville × Pont-le-Drac",
        "",
        "Nature                            Bonneville              Pont-le-Drac",
        "───────────────────────────────────────────────────────────────────────────",
        "lancer      start or restart         0    0%                 1   25% ███",
        "renforcer   do more of it            0    0%                 0    0%",
        "continuer   carry on what exists     0    0%                 2   50% █████▌",
        "soutenir    help others to do        0    0%                 1   25% ███",
        "coordonner  link, share, clarify     0    0%                 0    0%",
        "agir        intervene directly       1  100% ███████████     0    0%",
        "items                                1                       4",
        "",
        "Theme          Items lancer renforcer continuer soutenir coordonner agir",
        "────────────────────────────────────────────────────────────────────────",
        "emploi",
        "  Bonneville       1      ·         ·         ·        ·          ·    1",
        "  Pont-le-Drac     3      1         ·         1        1          ·    ·",
        "preconditions",
        "  Pont-le-Drac     1      ·         ·         1        ·          ·    ·",
        "",
        "Partner                          Bonneville  Pont-le-Drac",
        "────────────────────────────────────────────────────────────────────",
        "Mission locale                   ·           2  emploi/1, emploi/1.1",
        "Caisse d'allocations familiales  ·           1  preconditions/1",
        "",
        "Concept                 Bonneville  Pont-le-Drac",
        "────────────────────────────────────────────────",
        "barriers to employment           1             ·",
    ]


def test_a_commune_may_be_named_as_an_option_too(perr: Perr) -> None:
    assert perr("profile", "ris", "--json") == perr("profile", "-c", "ris", "--json")
    assert perr("profile", "-c", "savigny", "ris") == perr("profile")
    # In the order in which they were named: arguments, then options.
    assert perr("profile", "-c", "ris", "savigny").out.startswith("Savigny-le-Temple × Ris-Orangis\n")


def test_json_follows_the_contract(perr: Perr, items: dict[str, Item]) -> None:
    output = json.loads(perr("profile", "--json").out)
    jsonschema.validate(output, schema("profile"))
    assert list(output) == ["schema", "communes"]
    assert [(c["commune"], c["items"], sum(c["nature"].values())) for c in output["communes"]] == [
        ("ris-orangis", 70, 70),
        ("savigny-le-temple", 45, 45),
    ]
    for commune in output["communes"]:
        listed = [one["items"] for one in (*commune["partners"], *commune["concepts"])]
        assert {name for ids in (*listed, *commune["measurable"].values()) for name in ids} <= items.keys()
        assert set(commune["silent_on"]) == {"others", "field"}


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        (["-t", "emploi"], [13, 11]),
        (["--level", "precondition"], [4, 0]),
        (["-k", "mobilité"], [4, 2]),
        (["--concept", "gusp"], [3, 1]),
        (["--nature", "coordonner", "-t", "emploi"], [0, 1]),
        (["--partner", "Caf"], [2, 0]),
        (["--departement", "77"], [45]),
        (["--epci", "grand paris sud", "-t", "securite"], [13, 3]),
        (["ris", "--departement", "77"], []),
    ],
)
def test_filters(perr: Perr, words: list[str], counts: list[int]) -> None:
    done = perr("profile", "--json", *words)
    assert ([c["items"] for c in json.loads(done.out)["communes"]], done.status) == (counts, 0)


@pytest.mark.parametrize("words", [["-k", "xylophone"], ["ris", "--departement", "77"]], ids=str)
def test_nothing_to_describe_is_said(perr: Perr, words: list[str]) -> None:
    done = perr("profile", *words)
    assert (done.status, done.out) == (0, "there is no item that the filters keep\n")


def test_an_unknown_commune_names_the_others(perr: Perr) -> None:
    assert perr("profile", "atlantis") == (
        2,
        "",
        "perr: no commune is called “atlantis” ; choose one of: ris-orangis, savigny-le-temple\n",
    )


def test_rows(perr: Perr, town: str) -> None:
    rows = list(csv.DictReader(io.StringIO(perr("--data", town, "profile", "pont", "-f", "csv").out)))
    assert [",".join(row.values()) for row in rows if row["what"] != "concept"] == [
        "pont-le-drac,emploi,nature,lancer,1,pont-le-drac/emploi/1,",
        "pont-le-drac,emploi,nature,continuer,1,pont-le-drac/emploi/1.1,",
        "pont-le-drac,emploi,nature,soutenir,1,pont-le-drac/emploi/1.2,",
        "pont-le-drac,emploi,partner,Mission locale,2,pont-le-drac/emploi/1; pont-le-drac/emploi/1.1,",
        "pont-le-drac,emploi,measurable,amount,1,pont-le-drac/emploi/1.2,",
        "pont-le-drac,emploi,measurable,deadline,1,pont-le-drac/emploi/1,",
        "pont-le-drac,emploi,measurable,target,1,pont-le-drac/emploi/1,",
        "pont-le-drac,,nature,continuer,1,pont-le-drac/preconditions/1,",
        "pont-le-drac,,partner,Caisse d'allocations familiales,1,pont-le-drac/preconditions/1,",
        "pont-le-drac,,silent,freins-emploi,0,,1",
    ]


def test_many_communes_are_a_row_each_and_not_without_end(perr: Perr, folder: Folder) -> None:
    towns = {f"v{n}": MINIMAL.format(name=f"Ville {n:02}") for n in range(60)}
    out = perr("--data", str(folder(**towns)), "profile").out.splitlines()
    assert out[:4] == [
        "61 protocols",
        "Commune    Items lancer renforcer continuer soutenir coordonner agir",
        "────────────────────────────────────────────────────────────────────",
        "Bonneville     1      ·         ·         ·        ·          ·    1",
    ]
    assert out[-4:] == [
        "Ville 52       1      ·         ·         ·        ·          ·    1",
        "all           61      0         0         0        0          0   61",
        "and 11 more: see --json",
        "name up to four communes to see them side by side",
    ]


def test_shares_are_told_in_french(perr: Perr, town: str) -> None:
    lines = perr("--lang", "fr", "--data", town, "profile", "pont").out.splitlines()
    assert lines[4] == "lancer      lancer ou relancer        1  25 % ██████████"
    assert lines[-3:] == [
        "  un montant    1  emploi/1.2",
        "  une échéance  1  emploi/1",
        "  une cible     1  emploi/1",
    ]
