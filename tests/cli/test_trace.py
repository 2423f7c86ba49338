"""`perr trace` and `perr validate --against-source`: what a person sees of a protocol and its source."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from perr_cli.files import shipped_data
from tests.conftest import Perr


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the shipped data, to be changed."""
    folder = tmp_path / "own"
    for name in ("protocols", "sources"):
        shutil.copytree(shipped_data() / name, folder / name)
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def findings(perr: Perr) -> list[tuple[str, int, str]]:
    done = perr("--data", "own", "validate", "--against-source", "--json")
    return [(f["code"], f["line"], f["message"]) for f in json.loads(done.out)["findings"]]


def test_an_item_is_shown_in_its_source(perr: Perr) -> None:
    done = perr("trace", "savigny/securite/2")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("savigny-le-temple/securite/2  ris-orangis_savigny-le-temple.txt, line 43\n\n")
    assert "▶Lutter contre les incivilités et les dégradations◀→ Poursuivre et renforcer" in done.out.replace("\n", " ")


def test_the_json_has_the_place(perr: Perr) -> None:
    told = json.loads(perr("trace", "ris/preconditions/3", "--json").out)
    assert told["spans"] == [{"line_start": 12, "line_end": 12, "start": 582, "end": 716, "page": None}]
    assert told["text"] in told["excerpt"]


def test_markup_is_shown_on_demand(perr: Perr) -> None:
    assert "<ul" not in perr("trace", "savigny/securite/1").out
    assert '<ul style="list-style-type: none">→ ▶Poursuivre' in perr(
        "trace", "savigny/securite/1", "--markup"
    ).out.replace("\n", " ")


def test_a_changed_source_is_told(perr: Perr, own: Path) -> None:
    source = next((own / "sources").iterdir())
    source.write_text(source.read_text(encoding="utf-8") + "\n\nPlus.\n", encoding="utf-8")
    done = perr("--data", "own", "trace", "ris/emploi/1.3")
    assert (done.status, done.err) == (
        0,
        "perr: ris-orangis_savigny-le-temple.txt has changed since the protocol was taken from it ;"
        " compare: perr validate --against-source\n",
    )


def test_without_a_source_there_is_a_remedy(perr: Perr, own: Path) -> None:
    next((own / "sources").iterdir()).unlink()
    done = perr("--data", "own", "trace", "ris/emploi/1.3")
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith("cannot be read: No such file or directory ; put the document into the folder “sources”"
                             " beside “protocols”\n")  # fmt: skip


def test_the_shipped_data_say_what_their_source_says(perr: Perr) -> None:
    done = perr("validate", "--against-source", "--json")
    assert done.status == 0
    assert json.loads(done.out)["findings"] == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Encourager les initiatives hors les murs", "Encourager des initiatives hors les murs",
            [
                ("not-in-file", 6, "“Encourager les initiatives hors les murs” stands in"
                 " ris-orangis_savigny-le-temple.txt (line 23), and not here"),
                ("not-in-source", 106, "ris-orangis_savigny-le-temple.txt does not say “Encourager des initiatives hors"
                 " les murs”; the nearest is “…Encourager les initiatives hors les murs…” (line 23)"),
            ],
        ),
        (
            "    - Encourager les initiatives hors les murs\n", "",
            [
                ("not-in-file", 6, "“Encourager les initiatives hors les murs” stands in"
                 " ris-orangis_savigny-le-temple.txt (line 23), and not here"),
            ],
        ),
        (
            "    section: Insertion\n    actions:\n    - En réactivant la démarche",
            "    actions:\n    - En réactivant la démarche",
            [("out-of-order", 36, "“Insertion” stands elsewhere in ris-orangis_savigny-le-temple.txt (line 16)")],
        ),
    ],
)  # fmt: skip
def test_what_differs_is_found_both_ways(
    perr: Perr, own: Path, old: str, new: str, expected: list[tuple[str, int, str]]
) -> None:
    change(own / "protocols/ris-orangis.yaml", old, new)
    assert findings(perr) == expected


def test_a_theme_that_is_missing_is_found(perr: Perr, own: Path) -> None:
    path = own / "protocols/savigny-le-temple.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("- key: securite")], encoding="utf-8")
    assert [message for code, _, message in findings(perr) if code == "not-in-file"] == [
        f"“{said}” stands in ris-orangis_savigny-le-temple.txt (line 43), and not here"
        for said in (
            "Thématique sécurité et prévention de la délinquance",
            "Poursuivre l'action de médiation sociale et l'action de proximité",
            "Lutter contre les incivilités et les dégradations",
            "Poursuivre et renforcer les actions de prévention et de sensibilisation",
        )
    ]


def test_what_is_out_of_order_is_found(perr: Perr, own: Path) -> None:
    path = own / "protocols/savigny-le-temple.yaml"
    change(path, "Lutter contre les incivilités et les dégradations", "X")
    change(path, "Poursuivre l'action de médiation sociale et l'action de proximité", "Lutter contre les incivilités et"
           " les dégradations")  # fmt: skip
    change(path, "- text: X", "- text: Poursuivre l'action de médiation sociale et l'action de proximité")
    assert [(code, line) for code, line, _ in findings(perr)] == [("out-of-order", 93)]
