"""`perr diff`: what its options keep, and what its formats tell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from perr_cli.schemas import schema
from tests.conftest import Perr

TOWNS = {
    "abville": """
themes:
- key: emploi
  objectives:
  - text: Lancer des actions de mobilité
    actions:
    - Passer le permis de conduire avec la Mission locale
    - Poursuivre la GUSP
- key: logement
  objectives:
  - text: Accueillir des zèbres
  - text: Girafes, lions, tigres, ours, loups, renards et singes
preconditions:
- Maintenir la mobilité
""",
    "bourg": """
themes:
- key: emploi
  objectives:
  - text: Poursuivre les actions de mobilité
    actions:
    - Financer le permis de conduire avec la Mission locale et la Caf
- key: logement
  objectives:
  - text: Gestion urbaine et sociale de proximité
  - text: Ouvrir une crèche
  - text: Girafes, zébus, lapins, hyènes, lynx, lamas et buffles
""",
}


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> str:
    data = tmp_path_factory.mktemp("towns") / "protocols"
    data.mkdir(parents=True)
    for name, said in TOWNS.items():
        (data / f"{name}.yaml").write_text(f"commune: {name.capitalize()}{said}", encoding="utf-8")
    return str(data.parent)


Diff = Callable[..., dict[str, Any]]


@pytest.fixture
def towns_diff(perr: Perr, towns: str) -> Diff:
    """Runs `perr diff abville bourg --json`, checks the contract, and gives the answer."""

    def run(*words: str) -> dict[str, Any]:
        done = perr("--data", towns, "diff", "abville", "bourg", "--json", *words)
        assert (done.status, done.err) == (0, "")
        answer: dict[str, Any] = json.loads(done.out)
        jsonschema.validate(answer, schema("diff"))
        return answer

    return run


def short(answer: dict[str, Any]) -> tuple[list[tuple[str, str, str]], list[str], list[str]]:
    """Pairs with their kinds, and what only either side has, by short ids."""
    pairs = [(p["left"]["id"][8:], p["right"]["id"][6:], p["kind"]) for p in answer["pairs"]]
    return pairs, [i["id"][8:] for i in answer["only_left"]], [i["id"][6:] for i in answer["only_right"]]


MOBILITY = ("emploi/1", "emploi/1", "shared")
PERMIT = ("emploi/1.1", "emploi/1.1", "shared")
GUSP = ("emploi/1.2", "logement/1", "shared")
LEFT, RIGHT = ["logement/1"], ["logement/2"]
ZOO = ("logement/2", "logement/3", "related")
ALL = [MOBILITY, PERMIT, GUSP, ZOO]


@pytest.mark.parametrize(
    ("words", "pairs", "left", "right"),
    [
        ([], ALL, LEFT, RIGHT),
        (["--only", "shared"], [MOBILITY, PERMIT, GUSP], [], []),
        (["--only", "related"], [ZOO], [], []),
        (["--only", "left"], [], LEFT, []),
        (["--only", "right", "--only", "left"], [], LEFT, RIGHT),
        (["--min-score", "0.2"], [MOBILITY, PERMIT, GUSP], [*LEFT, ZOO[0]], [*RIGHT, ZOO[1]]),
        (["--min-score", "1"], [MOBILITY],
         ["emploi/1.1", "emploi/1.2", *LEFT, ZOO[0]], ["emploi/1.1", "logement/1", *RIGHT, ZOO[1]]),
        (["--theme", "emploi"], [MOBILITY, PERMIT], ["emploi/1.2"], []),
        (["-t", "emploi", "-t", "logement"], ALL, LEFT, RIGHT),
        (["--level", "objective"], [MOBILITY, ZOO], LEFT, ["logement/1", *RIGHT]),
        (["--level", "action"], [PERMIT], ["emploi/1.2"], []),
        (["--level", "precondition"], [], [], []),
        (["--keyword", "permis"], [PERMIT], [], []),
        (["-k", "gestion urbaine"], [GUSP], [], []),
        (["-k", "zèbres"], [], LEFT, []),
        (["-t", "logement"], [ZOO], LEFT, ["logement/1", *RIGHT]),
        (["--concept", "gusp"], [GUSP], [], []),
        (["--concept", "mobilité"], [MOBILITY], [], []),
        (["--nature", "continuer"], [], ["emploi/1.2"], ["emploi/1"]),
        (["--nature", "continuer", "--nature", "lancer"], [MOBILITY], ["emploi/1.2"], RIGHT),
        (["--partner", "mission locale"], [PERMIT], [], []),
        (["--partner", "caf"], [], [], ["emploi/1.1"]),
        (["--partner", "caf", "-t", "logement"], [], [], []),
    ],
)  # fmt: skip
def test_what_is_kept(
    towns_diff: Diff, words: list[str], pairs: list[tuple[str, str, str]], left: list[str], right: list[str]
) -> None:
    assert short(towns_diff(*words)) == (pairs, left, right)


@pytest.mark.parametrize(
    ("words", "echo"),
    [
        ([], {}),
        (["-k", "permis"], {"keyword": "permis"}),
        (["--only", "left", "--min-score", "0.5"], {"only": ["left"], "min_score": 0.5}),
        (["-t", "emploi", "--level", "action"], {"themes": ["emploi"], "levels": ["action"]}),
        (["--concept", "GUSP", "--nature", "agir"], {"concepts": ["gusp"], "natures": ["agir"]}),
    ],
)
def test_the_filters_are_told(towns_diff: Diff, words: list[str], echo: dict[str, Any]) -> None:
    assert towns_diff(*words)["filters"] == echo


@pytest.mark.parametrize("words", [["--min-score", "2"], ["--only", "all"], ["-t", "xyzzy"], ["--concept", "xyzzy"]])
def test_what_cannot_be_kept_is_refused(perr: Perr, towns: str, words: list[str]) -> None:
    done = perr("--data", towns, "diff", "abville", "bourg", *words)
    assert (done.status, done.out) == (2, "")


def test_a_keyword_that_is_nowhere_is_told_and_leaves_nothing(perr: Perr, towns: str) -> None:
    done = perr("--data", towns, "diff", "abville", "bourg", "-k", "xylophone", "--json")
    assert (short(json.loads(done.out)), done.status) == (([], [], []), 0)
    assert done.err.startswith("perr: nothing found for “xylophone”")


def test_preconditions_are_listed(towns_diff: Diff) -> None:
    listed = towns_diff()["preconditions"]
    assert ([item["id"] for item in listed["left"]], listed["right"]) == (["abville/preconditions/1"], [])


def test_reasons_and_the_nearest_are_told_with_explain_only(towns_diff: Diff) -> None:
    plain, explained = towns_diff(), towns_diff("--explain", "--min-score", "0.5")
    assert {name for pair in plain["pairs"] for name in pair["why"]} <= {"concepts", "terms", "objective"}
    assert [item for item in plain["only_left"] if "nearest" in item] == []
    for pair in explained["pairs"]:
        assert sum(reason["score"] for reason in pair["why"]["reasons"]) == pytest.approx(pair["score"], abs=0.005)
    nearest = {item["id"]: item.get("nearest") for item in explained["only_left"]}
    assert nearest["abville/logement/1"] is None
    assert nearest["abville/emploi/1.2"]["id"] == "bourg/logement/1"
    assert nearest["abville/emploi/1.2"]["why_not"].startswith(
        "in common: neighbourhood urban management; another theme; too little ("
    )


def test_the_mobility_of_the_shipped_communes_side_by_side(perr: Perr) -> None:
    answer = json.loads(perr("diff", "ris", "savigny", "-k", "mobilité", "--explain", "--json").out)
    kinds = {(p["left"]["id"], p["right"]["id"]): p["kind"] for p in answer["pairs"]}
    assert kinds["ris-orangis/emploi/1.3", "savigny-le-temple/emploi/1.4"] == "shared"
    # Mobility there is that of tenants: no transport.
    (alone,) = answer["only_right"]
    assert alone["id"] == "savigny-le-temple/logement/4.2"
    assert alone["nearest"]["why_not"].startswith("in common: mobility and travel; another theme; ")
    assert answer["only_left"] == []
    assert answer["filters"] == {"keyword": "mobilité"}


def test_rows(perr: Perr, towns: str) -> None:
    rows = list(csv.DictReader(io.StringIO(perr("--data", towns, "diff", "abville", "bourg", "-f", "csv").out)))
    assert list(rows[0]) == ["kind", "score", "left_id", "left_text", "right_id", "right_text", "why"]
    assert [(row["kind"], row["left_id"], row["right_id"]) for row in rows] == [
        ("shared", "abville/emploi/1", "bourg/emploi/1"),
        ("shared", "abville/emploi/1.1", "bourg/emploi/1.1"),
        ("shared", "abville/emploi/1.2", "bourg/logement/1"),
        ("related", "abville/logement/2", "bourg/logement/3"),
        ("only_left", "abville/logement/1", ""),
        ("only_right", "", "bourg/logement/2"),
    ]


def test_the_mirror_has_the_same_pairs_and_scores(perr: Perr, towns: str) -> None:
    there, back = (
        list(csv.DictReader(io.StringIO(perr("--data", towns, "diff", *refs, "-f", "csv").out)))
        for refs in (("abville", "bourg"), ("bourg", "abville"))
    )
    turned = {"only_left": "only_right", "only_right": "only_left"}
    assert sorted((r["kind"], r["score"], r["left_id"], r["right_id"], r["why"]) for r in there) == sorted(
        (turned.get(r["kind"], r["kind"]), r["score"], r["right_id"], r["left_id"], r["why"]) for r in back
    )


@pytest.mark.parametrize("words", [("diff", "long", "bourg"), ("common",), ("report", "long", "bourg", "-o", "r.html")])
def test_a_protocol_far_longer_than_any_is_not_compared(perr: Perr, tmp_path: Path, words: tuple[str, ...]) -> None:
    texts = "".join(f"  - text: Zèbre {number}\n" for number in range(2001))
    (tmp_path / "long.yaml").write_text(
        f"commune: Long\nthemes:\n- key: emploi\n  objectives:\n{texts}", encoding="utf-8"
    )
    (tmp_path / "bourg.yaml").write_text(f"commune: Bourg\n{TOWNS['bourg']}", encoding="utf-8")
    done = perr("--data", str(tmp_path), *words)
    assert (done.status, done.out, done.err) == (
        2,
        "",
        "perr: long has 2001 commitments; at most 2000 of a protocol can be compared ; make several protocols of it, "
        "each with its `id` or `edition`\n",
    )
    assert not (tmp_path / "r.html").exists()
