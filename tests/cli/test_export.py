"""What `perr export` writes: in each format, with each filter, to the screen and to files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pyarrow.parquet
import pytest

from perr_cli.items import Item
from perr_cli.schemas import schema
from tests.conftest import Perr

Folder = Callable[..., Path]

TOWN = """commune: Pont-le-Drac
preconditions:
- Maintenir les crédits de la Caf
themes:
- key: emploi
  objectives:
  - text: Lancer un accompagnement, avec la Mission locale
    section: Emploi
    actions:
    - text: Soutenir le projet Démon
      reading: Soutenir le projet Démos
    - "=1+1"
"""
HEADER = "id,commune,theme,section,level,text,reading,objective_id,objective_text,nature,verbs,partners,concepts"


@pytest.fixture
def town(folder: Folder) -> str:
    """Two communes; the other, Bonneville, has one objective: Lever les freins à l'emploi."""
    return str(folder(pont=TOWN))


def test_csv_is_a_row_an_item_in_the_order_of_the_corpus(perr: Perr, town: str, tmp_path: Path) -> None:
    assert perr("--data", town, "export", "-o", "items.csv") == (0, "", "")
    assert (tmp_path / "items.csv").read_bytes().decode().split("\r\n") == [
        HEADER,
        "bonneville/emploi/1,bonneville,emploi,,objective,Lever les freins à l'emploi,,,,agir,lever,,"
        "freins-emploi; emploi",
        "pont-le-drac/preconditions/1,pont-le-drac,,,precondition,Maintenir les crédits de la Caf,,,,continuer,"
        "maintenir,Caisse d'allocations familiales,financement",
        'pont-le-drac/emploi/1,pont-le-drac,emploi,Emploi,objective,"Lancer un accompagnement, avec la Mission locale"'
        ",,,,lancer,lancer,Mission locale,",
        "pont-le-drac/emploi/1.1,pont-le-drac,emploi,Emploi,action,Soutenir le projet Démon,Soutenir le projet Démos,"
        'pont-le-drac/emploi/1,"Lancer un accompagnement, avec la Mission locale",soutenir,soutenir,,demos',
        "pont-le-drac/emploi/1.2,pont-le-drac,emploi,Emploi,action,'=1+1,,pont-le-drac/emploi/1,"
        '"Lancer un accompagnement, avec la Mission locale",agir,,,',
        "",
    ]


def test_a_french_excel_gets_another_csv(perr: Perr, town: str) -> None:
    out = perr("--data", town, "export", "--excel", "-c", "bonneville").out
    assert out.splitlines() == [
        "\ufeff" + HEADER.replace(",", ";"),
        "bonneville/emploi/1;bonneville;emploi;;objective;Lever les freins à l'emploi;;;;agir;lever;;"
        '"freins-emploi; emploi"',
    ]


def test_raw_cells_are_as_they_are(perr: Perr, town: str) -> None:
    assert ",action,=1+1," in perr("--data", town, "export", "--raw", "--level", "action").out


def test_ndjson_rows_have_the_fields_of_an_item(perr: Perr, town: str, tmp_path: Path) -> None:
    assert perr("--data", town, "export", "-o", "items.ndjson", "-k", "Démos") == (0, "", "")
    assert (tmp_path / "items.ndjson").read_text(encoding="utf-8") == (
        '{"id": "pont-le-drac/emploi/1.1", "commune": "pont-le-drac", "theme": "emploi", "section": "Emploi", '
        '"level": "action", "text": "Soutenir le projet Démon", "reading": "Soutenir le projet Démos", '
        '"objective": {"id": "pont-le-drac/emploi/1", "text": "Lancer un accompagnement, avec la Mission locale"}, '
        '"nature": "soutenir", "verbs": ["soutenir"], "partners": [], "concepts": ["demos"]}\n'
    )


def test_every_loaded_item_is_there_once(perr: Perr, items: dict[str, Item]) -> None:
    rows = [json.loads(line) for line in perr("export", "-f", "ndjson").out.splitlines()]
    assert [row["id"] for row in rows] == list(items)
    shown = perr("show", "ris", "-f", "ndjson").out + perr("show", "savigny", "-f", "ndjson").out
    assert [json.loads(line) for line in shown.splitlines()] == rows


def test_json_is_one_document_with_the_filters(perr: Perr, town: str) -> None:
    document = json.loads(perr("--data", town, "export", "--json", "-c", "pont", "--level", "precondition").out)
    jsonschema.validate(document, schema("export"))
    assert (document["schema"], document["filters"], [item["id"] for item in document["items"]]) == (
        "perr.export/1",
        {"communes": ["pont-le-drac"], "levels": ["precondition"]},
        ["pont-le-drac/preconditions/1"],
    )


def test_parquet_has_the_same_items_and_the_same_bytes(perr: Perr, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_text("old")
    for name in ("a.parquet", "b.parquet"):
        assert perr("export", "-t", "emploi", "-o", name) == (0, "", "")
    assert len({hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.glob("*.parquet")}) == 1
    read = pyarrow.parquet.read_table(tmp_path / "a.parquet").to_pylist()
    rows = [json.loads(line) for line in perr("export", "-t", "emploi", "-f", "ndjson").out.splitlines()]
    for row in rows:
        above = row.pop("objective") or {"id": None, "text": None}
        row |= {f"objective_{key}": value for key, value in above.items()}
    assert len(read) == 24
    assert read == rows
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "b.parquet"]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ([], 115),
        (["-c", "ris", "-t", "emploi"], 13),
        (["-t", "emploi", "-t", "securite", "--level", "objective"], 13),
        (["--level", "precondition"], 4),
        (["-k", "mobilité"], 6),
        (["--concept", "gusp"], 4),
        (["--nature", "coordonner"], 5),
        (["--partner", "Caf"], 2),
        (["--departement", "77"], 45),
        (["--epci", "grand paris sud"], 115),
        (["-c", "ris", "--departement", "77"], 0),
    ],
)
def test_filters(perr: Perr, words: list[str], rows: int) -> None:
    done = perr("export", "-f", "ndjson", *words)
    assert (done.out.count("\n"), done.status, done.err) == (rows, 0, "")


@pytest.mark.parametrize(
    ("format", "written"),
    [
        ("csv", HEADER + "\n"),
        ("ndjson", ""),
        (
            "json",
            '{\n  "schema": "perr.export/1",\n  "filters": {\n    "themes": [\n      "emploi"\n    ],\n'
            '    "levels": [\n      "precondition"\n    ]\n  },\n  "items": []\n}\n',
        ),
    ],
)
def test_nothing_is_a_whole_document(perr: Perr, format: str, written: str) -> None:
    done = perr("export", "-f", format, "-t", "emploi", "--level", "precondition")
    assert (done.status, done.out.replace("\r\n", "\n"), done.err) == (0, written, "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-f", "parquet"], "parquet is not text, which a screen could show ; name a file with -o"),
        (
            ["-o", "x.xlsx"],
            "perr does not write .xlsx files here ; choose one of: .csv, .ndjson, .jsonl, .json, .parquet",
        ),
        (["-o", "x.md"], "perr does not write .md files here ; choose one of: .csv, .ndjson, .jsonl, .json, .parquet"),
        (
            ["-o", "x"],
            "the file's name does not say in which format to write it ;"
            " choose one of: .csv, .ndjson, .jsonl, .json, .parquet",
        ),
        (["--excel", "-o", "x.parquet"], "--excel is for CSV, not for parquet ; see `perr export --help`"),
        (["--json", "-f", "csv"], "--json and --format csv contradict ; see `perr export --help`"),
        (
            ["-o", "no/x.csv"],
            "no/x.csv cannot be written: No such file or directory ; choose a folder that exists and can be written",
        ),
    ],
)
def test_what_cannot_be_written_is_refused(perr: Perr, tmp_path: Path, words: list[str], told: str) -> None:
    assert perr("export", *words) == (2, "", f"perr: {told}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_is_asked_for_goes_into_any_file(perr: Perr, tmp_path: Path) -> None:
    assert perr("export", "-f", "csv", "-c", "ris", "-o", "items").status == 0
    assert (tmp_path / "items").read_text(encoding="utf-8").startswith(HEADER)


def test_without_pyarrow_the_next_step_is_told(perr: Perr, tmp_path: Path) -> None:
    """A module of its name that cannot be imported is what a missing one looks like."""
    without = tmp_path / "without"
    without.mkdir()
    (without / "pyarrow.py").write_text("raise ImportError")
    assert perr("export", "-o", "x.parquet", env={"PYTHONPATH": str(without)}) == (
        2,
        "",
        "perr: Parquet needs a library that is not installed (pyarrow) ; install it: pip install 'perr-cli[parquet]'\n",
    )
    assert perr("export", "-o", "x.csv", env={"PYTHONPATH": str(without)}).status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["without", "x.csv"]


def test_a_file_that_is_read_is_not_written_over(perr: Perr, town: str) -> None:
    before = (Path(town) / "pont.yaml").read_bytes()
    target = f"{town}/pont.yaml"
    assert perr("--data", town, "export", "-f", "csv", "-o", target) == (
        2, "", f"perr: {target} is one of the files that are read ; choose another name\n",
    )  # fmt: skip
    assert (Path(town) / "pont.yaml").read_bytes() == before


def test_a_bad_file_is_named_and_the_others_are_exported(perr: Perr, folder: Folder, tmp_path: Path) -> None:
    done = perr("--data", str(folder(bad="a: [")), "export", "-o", "items.parquet")
    assert (done.status, done.out, done.err.count("bad.yaml:2:1: ")) == (2, "", 1)
    assert pyarrow.parquet.read_table(tmp_path / "items.parquet").column("id").to_pylist() == ["bonneville/emploi/1"]


@pytest.mark.parametrize("format", ["csv", "ndjson", "json", "parquet"])
def test_a_hostile_text_stays_a_text(perr: Perr, folder: Folder, tmp_path: Path, format: str) -> None:
    text = "=1+1 \x1b[31m \u202e [red] <b> 👩‍👩‍👧"
    escaped = text.replace("\x1b", "\\e").replace("\u202e", "\\u202e")
    data = folder(hostile=f'commune: A\nthemes:\n- key: emploi\n  objectives:\n  - "{escaped}"\n')
    assert perr("--data", str(data), "export", "-c", "a", "-f", format, "-o", "x") == (0, "", "")
    written = (tmp_path / "x").read_bytes()
    if format == "parquet":
        assert pyarrow.parquet.read_table(tmp_path / "x").column("text").to_pylist() == [text]
    elif format == "csv":
        assert "'=1+1 \\u001b[31m \\u202e [red] <b> 👩‍👩‍👧" in written.decode()
    else:
        row = json.loads(written)
        assert (row if format == "ndjson" else row["items"][0])["text"] == text
        assert not set(written.decode()) & set("\x1b\u202e")


def test_the_refusal_is_told_in_french(perr: Perr) -> None:
    assert perr("--lang", "fr", "export", "-f", "parquet").err == (
        "perr: parquet n'est pas du texte qu'un écran pourrait montrer ; nommez un fichier avec -o\n"
    )
