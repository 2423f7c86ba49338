"""What each command prints, in each format, with each filter."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Perr, write_data

Folder = Callable[..., Path]


def test_list_as_csv(perr: Perr) -> None:
    rows = list(csv.DictReader(io.StringIO(perr("list", "-f", "csv").out)))
    assert [(r["commune"], r["themes"], r["objectives"], r["actions"], r["preconditions"]) for r in rows] == [
        ("ris-orangis", "5", "17", "49", "4"),
        ("savigny-le-temple", "5", "17", "28", "0"),
    ]


def test_themes_as_json(perr: Perr) -> None:
    document = json.loads(perr("--lang", "fr", "themes", "--json", "-t", "emploi").out)
    assert document == {
        "schema": "perr.themes/1",
        "communes": ["ris-orangis", "savigny-le-temple"],
        "themes": [
            {
                "key": "emploi",
                "label": "Emploi, développement économique et insertion professionnelle",
                "counts": {
                    "ris-orangis": {"objectives": 3, "actions": 10},
                    "savigny-le-temple": {"objectives": 3, "actions": 8},
                },
            }
        ],
    }


def test_show_an_action(perr: Perr) -> None:
    assert perr("show", "savigny/lien-social/2.1") == (
        0,
        "Savigny-le-Temple · savigny-le-temple\n"
        "77445 · Grand Paris Sud Seine-Essonne-Sénart · 1 objective · 1 action\n"
        "\n"
        "Thématique renforcement du lien social · lien-social\n"
        "   2 → Développer le lien social et l'appropriation de son territoire à travers\n"
        "       les pratiques culturelles\n"
        " 2.1 ○ Poursuivre les partenariats dans le cadre du jumelage ZSP, Démon et\n"
        "       micro-folies.\n"
        "       read: Poursuivre les partenariats dans le cadre du jumelage ZSP, Démos et\n"
        "       micro-folies.\n"
        "       note: la source dit « Démon », coquille pour le projet Démos\n",
        "",
    )


def test_show_as_markdown(perr: Perr) -> None:
    assert perr("show", "savigny/securite", "-f", "markdown").out == (
        "# Savigny-le-Temple\n"
        "\n"
        "Protocole d'Engagements Renforcés et Réciproques\n"
        "\n"
        "## Thématique sécurité et prévention de la délinquance\n"
        "\n"
        "**securite/1** Poursuivre l'action de médiation sociale et l'action de proximité\n"
        "\n"
        "\n"
        "**securite/2** Lutter contre les incivilités et les dégradations\n"
        "\n"
        "\n"
        "**securite/3** Poursuivre et renforcer les actions de prévention et de sensibilisation\n"
        "\n"
    )


def test_show_as_ndjson_is_an_item_a_line(perr: Perr) -> None:
    rows = [json.loads(line) for line in perr("show", "ris", "-f", "ndjson").out.splitlines()]
    assert len(rows) == 70
    assert rows[5]["objective"] == {
        "id": "ris-orangis/emploi/1",
        "text": "Permettre et développer l'employabilité des publics éloignés de l'emploi et de la formation",
    }


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (["mobilité", "-t", "logement"], 1),
        (["mobilité", "-c", "savigny", "-t", "emploi"], 1),
        (["mobilité", "--level", "objective"], 0),
        (["mobilité", "--departement", "77"], 2),
        (["mobilité", "--epci", "grand paris sud"], 6),
        (["mobilité", "--departement", "77", "-c", "ris"], 0),
        (["mobilité", "--", "-emploi"], 4),
        (["mobilité emploi"], 2),
        (["MOBILITES"], 6),
        (["vélo"], 1),
        (["formation"], 4),
        (["oeuvre"], 6),
    ],
)
def test_search_totals(perr: Perr, words: list[str], total: int) -> None:
    done = perr("search", "--json", *words)
    assert (json.loads(done.out)["total"], done.status) == (total, 0 if total else 1)


def test_search_says_what_it_corrected(perr: Perr) -> None:
    done = perr("search", "mobilté", "--json")
    assert done.err == "perr: “mobilté” is not in the corpus, searched for “mobilité, mobilités”\n"
    assert json.loads(done.out)["query"]["terms"] == [
        {"input": "mobilté", "matched": ["mobilité", "mobilités"], "how": "typo"}
    ]


def test_a_hit_as_json(perr: Perr) -> None:
    (hit,) = json.loads(perr("search", "vélo", "--json").out)["hits"]
    assert list(hit) == [
        "id", "commune", "theme", "section", "level", "text", "reading", "objective", "nature", "verbs", "partners",
        "concepts", "score", "highlights",
    ]  # fmt: skip
    assert hit["highlights"] == [{"start": 164, "end": 168, "how": "exact"}]
    assert hit["text"][164:168] == "vélo"


def test_no_commune_has_nothing_in_common(perr: Perr) -> None:
    done = perr("common", "--departement", "91", "-c", "savigny", "--matrix", "--json")
    found = json.loads(done.out)
    assert (done.status, found["communes"], found["groups"], found["matrix"]["concepts"]) == (0, [], [], [])


@pytest.mark.parametrize("score", ["nan", "1.1", "inf"])
def test_a_score_is_from_0_to_1(perr: Perr, score: str) -> None:
    done = perr("diff", "ris", "savigny", "--min-score", score, "--json")
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert ("a score is from 0 to 1" in done.err) is (score == "nan")


def test_a_file_knows_its_format_by_its_name_and_is_replaced(perr: Perr, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("old")
    assert perr("list", "-o", "out.json") == (0, "", "")
    assert json.loads((tmp_path / "out.json").read_text())["schema"] == "perr.list/1"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.json"]


def test_a_protocol_file_is_never_written_over(perr: Perr, folder: Folder) -> None:
    data = folder()
    done = perr("--data", str(data), "list", "-o", str(data / "good.yaml"))
    assert done == (2, "", f"perr: {data}/good.yaml is one of the files that are read ; choose another name\n")


@pytest.mark.parametrize(
    "words",
    ["--data . list", "--data . trace aix/emploi/1", "--data . search freins", "--data . themes",
     "validate . --against-source", "--data . validate aix.yaml"],
)  # fmt: skip
def test_nor_is_a_document_that_a_protocol_was_taken_from(perr: Perr, tmp_path: Path, words: str) -> None:
    text = "commune: Aix\nsource: {document: x.txt}\nthemes:\n- {key: emploi, objectives: [Lever les freins]}\n"
    (tmp_path / "aix.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "x.txt").write_text("Lever les freins\n", encoding="utf-8")
    done = perr(*words.split(), "-o", "x.txt")
    assert (done.status, done.out) == (2, "")
    assert "x.txt is one of the files that are read ; choose another name\n" in done.err
    assert (tmp_path / "x.txt").read_text("utf-8") == "Lever les freins\n"


@pytest.mark.parametrize(
    "words",
    ["cache", "schema", "schema protocol", "completion bash", "validate --rule quotes", "validate --rule=", "list"],
)
def test_nor_is_a_document_of_data_that_are_not_read(perr: Perr, tmp_path: Path, words: str) -> None:
    (tmp_path / "D" / "protocols").mkdir(parents=True)
    source = tmp_path / "D" / "sources" / "x.txt"
    source.parent.mkdir()
    source.write_text("mine", encoding="utf-8")
    done = perr(*words.split(), "-o", "D/sources/x.txt")
    assert done == (2, "", "perr: D/sources/x.txt is data for perr ; choose another name\n")
    assert source.read_text("utf-8") == "mine"


def test_a_bad_file_is_named_and_the_good_ones_are_printed(perr: Perr, folder: Folder) -> None:
    data = folder(bad="a: [", latin=b"commune: \xe9\n", empty="")
    (data / "x.yaml").mkdir()
    done = perr("--data", str(data), "list", "--json")
    assert done.status == 2
    assert [p["name"] for p in json.loads(done.out)["protocols"]] == ["Bonneville"]
    assert [line.replace(f"perr: {data}/", "").split(" ; ")[0] for line in done.err.splitlines()] == [
        "bad.yaml:2:1: not valid YAML: did not find expected node content",
        "empty.yaml:1: no protocol in this file",
        "latin.yaml:1: not UTF-8, at byte 9",
    ]


def test_a_bad_file_is_named_where_a_name_is_unknown_for_it(perr: Perr, folder: Folder) -> None:
    data = folder(aix="a: [")
    for words in (["show", "aix"], ["diff", "aix", "bonneville"], ["report", "aix", "bonneville", "-o", "r.md"]):
        done = perr("--data", str(data), *words)
        assert (done.status, done.out) == (2, "")
        assert [line.partition(" ; ")[0] for line in done.err.splitlines()] == [
            f"perr: {data}/aix.yaml:2:1: not valid YAML: did not find expected node content",
            "perr: no commune is called “aix”",
        ]


def test_a_schema_is_json_whether_asked_for_or_not(perr: Perr) -> None:
    assert perr("schema", "search", "--json") == perr("schema", "search")


def test_long_names_break_and_nothing_is_cut(perr: Perr, folder: Folder) -> None:
    name = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"
    data = folder(a=f"commune: {name}\nthemes:\n- {{key: emploi, objectives: [{{text: Lever les freins}}]}}\n")
    assert (
        perr("--data", str(data), "list").out
        == """\
2 protocols
Commune              id                  Themes  Objectives  Actions  Conditions
────────────────────────────────────────────────────────────────────────────────
Saint-Remy-en-Bouze  saint-remy-en-bouz       1           1        0           0
mont-Saint-Genest-e  emont-saint-genest
t-Isson              -et-isson
Bonneville           bonneville               1           1        0           0
"""
    )


def test_the_data_folder_may_come_from_the_environment(perr: Perr, folder: Folder) -> None:
    data = folder()
    assert "Bonneville" in perr("list", env={"PERR_DATA": str(data)}).out


HOSTILE = [
    "[red]x[/red]", "[/red]", "[a] [b2]", ":smile:", "\\u001b[31m", "a\\u0007b", "\\u202eabc\\u2066", "\\x9b31m",
    "a | b `c` <script>alert(1)</script>", "[x](javascript:y)", "=1+1", "ligne\\nligne\\ttab", "👩‍👩‍👧 漢字", "z̷̛̿a̶͝",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A protocol with every hostile string as text, section and title; its index is built once."""
    objectives = "".join(f'  - text: "{text} mot"\n    section: "{text}"\n' for text in HOSTILE)
    return write_data(
        tmp_path_factory.mktemp("hostile"),
        hostile=f'commune: "Ville [red] \\u202e"\nthemes:\n- key: emploi\n  title: "[/x]"\n  objectives:\n{objectives}',
    )


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["themes"],
        ["show", "ville-red"],
        ["search", "mot"],
        ["diff", "ville-red", "bonneville"],
        ["profile"],
        ["profile", "ville"],
    ],
    ids=str,
)
@pytest.mark.parametrize("format", ["table", "json", "ndjson", "csv", "markdown"])
def test_a_persons_text_is_never_obeyed(perr: Perr, hostile: Path, words: list[str], format: str) -> None:
    done = perr("--data", str(hostile), *words, "-f", format)
    assert (done.status, done.err) == (0, "")
    assert not set(done.out) & set("\x1b\x07\x9b\u202e\u2066")


def test_json_gives_every_hostile_text_back(perr: Perr, hostile: Path) -> None:
    hits = json.loads(perr("--data", str(hostile), "search", "mot", "--json").out)["hits"]
    assert sorted(hit["text"] for hit in hits) == sorted(
        json.loads(f'"{text} mot"'.replace("\\x9b", "\\u009b")) for text in HOSTILE
    )


def test_rich_markup_is_shown_as_it_is(perr: Perr, hostile: Path) -> None:
    out = perr("--data", str(hostile), "show", "ville-red").out
    for text in ("[red]x[/red]", "[/red]", "[a] [b2]", ":smile:", "\\u001b[31m", "\\u202eabc"):
        assert text in out


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--partner", "caf"], ["ris-orangis/preconditions/2", "ris-orangis/emploi/1.6"]),
        (["--partner", "Caisse d’allocations familiales"], ["ris-orangis/preconditions/2", "ris-orangis/emploi/1.6"]),
        (["--partner", "quai branly"], ["ris-orangis/lien-social/4.2"]),
        (["--partner", "ESSONNE HABITAT", "--nature", "agir"], ["ris-orangis/logement/1.3"]),
        (["--partner", "parquet"], []),
        (["--nature", "lancer", "-c", "savigny", "-t", "education"], ["savigny-le-temple/education/2.3"]),
        (
            ["--nature", "lancer", "--nature", "agir", "-c", "savigny", "-t", "securite"],
            ["savigny-le-temple/securite/2"],
        ),
        (["diagnostic", "--nature", "agir"], ["savigny-le-temple/emploi/1.2"]),
    ],
)
def test_a_search_by_nature_or_partner(perr: Perr, words: list[str], ids: list[str]) -> None:
    done = perr("search", "-f", "ndjson", *words)
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ids
    assert done.status == (0 if ids else 1)


def test_a_search_by_nature_and_partner_is_told(perr: Perr) -> None:
    found = json.loads(perr("search", "--nature", "agir", "--partner", "bailleur", "--json").out)
    assert found["query"]["filters"] == {"natures": ["agir"], "partners": ["bailleurs sociaux"]}
    table = perr("search", "--nature", "agir", "--partner", "bailleur").out
    assert table.startswith("1 result for “agir, bailleurs sociaux”\n")
    (hit,) = found["hits"]
    assert (hit["nature"], hit["verbs"], hit["partners"]) == ("agir", ["veiller"], ["Essonne Habitat"])
    assert [hit["text"][mark["start"] : mark["end"]] for mark in hit["highlights"]] == ["Essonne Habitat"]


def test_a_partner_that_is_not_known_is_told(perr: Perr) -> None:
    assert perr("search", "--partner", "xyzzy") == (
        2, "", "perr: no partner is called “xyzzy” ; see `perr thesaurus`\n",
    )  # fmt: skip
    assert perr("search", "--nature", "xyzzy").status == 2
