"""`perr import`: documents in, protocol files out, and what is said on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perr_cli.files import shipped_data
from tests.conftest import Perr

SOURCE = next((shipped_data() / "sources").iterdir())
SMALL = """Protocole d'engagements renforcés et réciproques

Commune de Bonneville

Préambule : un mot du maire.

Thématique emploi
→ Lever les freins à l'emploi
○ Ouvrir une crèche

Fait à Bonneville, le 3 mai 2019
"""
MADE = """commune: Bonneville
title: Protocole d'engagements renforcés et réciproques
source:
  document: bonneville.txt
  sha256: 35f4a2a4fd7d2b5a0e3c9f6e
  lines: 1-9
themes:
- key: emploi
  title: Thématique emploi
  objectives:
  - text: Lever les freins à l'emploi
    actions:
    - Ouvrir une crèche
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "bonneville.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


def body(path: Path) -> str:
    """A protocol file without its document's fingerprint."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if "sha256" not in line)


def test_a_folder_has_all_that_perr_needs(perr: Perr, small: Path, tmp_path: Path) -> None:
    done = perr("import", "bonneville.txt", "-o", "mine")
    assert done == (
        0,
        "mine/protocols/bonneville.yaml  Bonneville\n  1 theme, 1 objective, 1 action, 0 preconditions\n",
        "bonneville.txt: 3 texts left out\n"
        "  before the first protocol\n"
        "    3: Commune de Bonneville\n"
        "    5: Préambule : un mot du maire.\n"
        "  behind the last theme\n"
        "    11: Fait à Bonneville, le 3 mai 2019\n"
        "next: correct the files, then run `perr --data mine validate --against-source`\n",
    )
    assert body(tmp_path / "mine/protocols/bonneville.yaml") == "".join(
        line for line in MADE.splitlines(keepends=True) if "sha256" not in line
    )
    assert (tmp_path / "mine/sources/bonneville.txt").read_bytes() == small.read_bytes()
    assert perr("--data", "mine", "validate").status == 0
    assert json.loads(perr("--data", "mine", "search", "crèche", "--json").out)["total"] == 1


def test_a_file_is_one_protocol(perr: Perr, small: Path, tmp_path: Path) -> None:
    assert perr("import", small.name, "-o", "b.yaml").status == 0
    assert "commune: Bonneville\n" in (tmp_path / "b.yaml").read_text(encoding="utf-8")
    assert not (tmp_path / "sources").exists()


def test_standard_input_is_called_by_its_commune(perr: Perr, tmp_path: Path) -> None:
    assert perr("import", "-", "-o", "mine", stdin=SMALL).status == 0
    assert (tmp_path / "mine/sources/bonneville.txt").read_text(encoding="utf-8") == SMALL


def test_a_report_has_places_and_reasons(perr: Perr, small: Path, tmp_path: Path) -> None:
    done = perr("import", small.name, "-o", "mine", "--report", "r.json")
    assert (done.status, done.err) == (0, "")
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["documents"][0]["left_out"][2] == {
        "text": "Fait à Bonneville, le 3 mai 2019",
        "why": "end",
        "line_start": 11,
        "line_end": 11,
        "start": SMALL.index("Fait"),
        "end": len(SMALL) - 1,
        "page": None,
    }


def test_what_the_document_does_not_say_is_told(perr: Perr, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Thématique emploi\n→ Lever les freins\n", encoding="utf-8")
    assert perr("import", "x.txt", "-o", "mine") == (
        2,
        "",
        "perr: x.txt does not say whose protocol it is ; say it with --commune NAME\n",
    )
    assert not (tmp_path / "mine").exists()
    told = ("--commune", "Bonneville", "--insee", "74042", "--edition", "2019")
    assert perr("import", "x.txt", "-o", "mine", *told).status == 0
    text = (tmp_path / "mine/protocols/bonneville-2019.yaml").read_text(encoding="utf-8")
    assert text.startswith('commune: Bonneville\ninsee: "74042"\nedition: "2019"\n')


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--insee", "1"], 'insee: “1” is not an INSEE code of five characters ; write "01004"'),
        (["--edition", "a b"], 'edition: “a b” is not an edition of letters, digits and hyphens ; write "2019"'),
    ],
)
def test_what_is_told_is_checked(perr: Perr, small: Path, words: list[str], message: str) -> None:
    assert perr("import", small.name, "-o", "mine", *words) == (2, "", f"perr: {message}\n")


def test_nothing_is_written_over(perr: Perr, small: Path, tmp_path: Path) -> None:
    assert perr("import", small.name, "-o", "mine").status == 0
    target = tmp_path / "mine/protocols/bonneville.yaml"
    target.write_text("mine", encoding="utf-8")
    done = perr("import", small.name, "-o", "mine")
    assert (done.status, done.err) == (
        2,
        "perr: mine/protocols/bonneville.yaml exists ; choose another name, or add --force\n",
    )
    assert target.read_text(encoding="utf-8") == "mine"
    assert perr("import", small.name, "-o", "mine", "--force").status == 0
    assert target.read_text(encoding="utf-8").startswith("commune: Bonneville\n")


def test_several_communes_need_a_folder(perr: Perr, tmp_path: Path) -> None:
    done = perr("import", str(SOURCE), "-o", "x.yaml")
    assert (done.status, done.err) == (
        2,
        f"perr: {SOURCE} holds several communes: Ris-Orangis, Savigny-le-Temple ; give a folder: -o DIR/\n",
    )
    assert not (tmp_path / "x.yaml").exists()


def test_one_bad_document_never_hides_the_good_ones(perr: Perr, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    small.rename(folder / "b.txt")
    (folder / "a.txt").write_text("Bonjour.\n", encoding="utf-8")
    (folder / "c.png").write_bytes(b"\x89PNG")  # no document by its name: not looked at
    done = perr("import", "in", "-o", "mine")
    assert done.status == 2
    assert done.err.startswith("perr: no theme with commitments was found in in/a.txt ; ")
    assert (tmp_path / "mine/protocols/bonneville.yaml").exists()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "a.txt is empty ; look for the document that was meant"),
        ("a.txt", b" \n", "a.txt is empty ; look for the document that was meant"),
        (
            "a.pdf",
            b"PK\x05\x06" + bytes(18),
            "a.pdf is a ZIP archive and no Word document ; unpack it, and import the documents that are in it",
        ),
        ("a.txt", b"%PDF-1.7\n", "a.txt is a PDF, whatever its name says ; rename it so that it ends in .pdf"),
        ("a.pdf", SMALL.encode(), "a.pdf is a text file, whatever its name says ; rename it so that it ends in .txt"),
        ("a.txt", b"a\x00b\x01c", "a.txt is not a text file ; save it as text, Word (DOCX), HTML or PDF"),
        ("a.rtf", b"{\\rtf1 a}", "a.rtf is a file of RTF, which perr does not read ; save it as Word (DOCX) or PDF"),
    ],
)
def test_what_is_no_document_is_refused_with_a_remedy(
    perr: Perr, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert perr("import", name, "-o", "mine") == (2, "", f"perr: {message}\n")
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_told_apart(perr: Perr, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x.txt").write_bytes(SMALL.replace("\n", "\r\n").replace("→", "»").replace("○", "•").encode(encoding))
    assert perr("import", "x.txt", "-o", "mine").status == 0
    assert "Ouvrir une crèche\n" in (tmp_path / "mine/protocols/bonneville.yaml").read_text(encoding="utf-8")


def test_the_same_document_gives_the_same_bytes(perr: Perr, small: Path, tmp_path: Path) -> None:
    for target in ("one", "two"):
        assert perr("import", small.name, "-o", target).status == 0
    one, two = (tmp_path / target / "protocols/bonneville.yaml" for target in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_hostile_words_stay_words(perr: Perr, tmp_path: Path) -> None:
    hostile = "Lever [red]les\u202e freins: *oui* < b > =1+1 # non"
    (tmp_path / "x.txt").write_text(SMALL.replace("Lever les freins à l'emploi", hostile), encoding="utf-8")
    assert perr("import", "x.txt", "-o", "mine").status == 0
    shown = json.loads(perr("--data", "mine", "show", "bonneville/emploi/1", "--json").out)
    assert shown["protocols"][0]["themes"][0]["objectives"][0]["text"] == hostile
