"""`perr validate`: what it prints and answers, in every format, and the manuals."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from perr_cli.files import shipped_data
from perr_cli.schemas import schema
from tests.conftest import Perr

Folder = Callable[..., Path]

TWO = """commune: Abville
insee: "01004"
departement: "33"
themes:
- key: emploi
  objectives:
  - Conforter le partenariat avec les bai1leurs
"""


def test_findings_come_file_by_file_and_the_status_is_1(perr: Perr, folder: Folder) -> None:
    data = folder(bad="commune: A\ncommune: B\n", abville=TWO)
    done = perr("validate", data.name)
    assert (done.status, done.err) == (1, "")
    assert done.out == (
        "data/abville.yaml\n"
        "   3:14 error   01004 is a code of the département 01, not of 33\n"
        "                correct one of them; the code is INSEE's, not the post's\n"
        "                [insee-departement]\n"
        "   7:39 warning a digit stands in the word “bai1leurs”\n"
        "                write the letter that was meant [digits]\n"
        "\n"
        "data/bad.yaml\n"
        "    2:1 error   “commune” stands here and in line 1\n"
        "                keep one of them [duplicate-key]\n"
        "\n"
        "data/good.yaml\n"
        "   1:10 warning the INSEE code is missing\n"
        "                add “insee:” with the commune's code [missing-insee]\n"
        "\n"
        "3 files, 2 errors, 2 warnings\n"
    )


def test_warnings_alone_are_status_0(perr: Perr, folder: Folder) -> None:
    data = folder()
    assert perr("validate", data.name).status == 0
    assert perr("--data", data.name, "validate").out.endswith("1 file, 0 errors, 1 warning\n")


def test_what_cannot_be_read_is_status_2_and_named_twice(perr: Perr, folder: Folder) -> None:
    data = folder()
    (data / "link.yaml").symlink_to("nowhere")
    done = perr("validate", str(data), "--json")
    reason = "cannot be read: No such file or directory"
    assert (done.status, done.err) == (2, f"perr: {data}/link.yaml: {reason} ; check the name and the permissions\n")
    assert [finding["message"] for finding in json.loads(done.out)["findings"] if finding["severity"] == "error"] == [
        reason
    ]


def test_what_is_no_file_and_no_folder_is_refused(perr: Perr) -> None:
    assert perr("validate", os.devnull) == (
        2, "", "perr: /dev/null is not a regular file ; give a .yaml file, or a folder with some\n",
    )  # fmt: skip


def test_what_ships_with_perr_has_no_finding(perr: Perr) -> None:
    assert perr("validate") == (0, "3 files, 0 errors, 0 warnings\n", "")
    assert perr("validate", str(shipped_data() / "protocols")).out == "2 files, 0 errors, 0 warnings\n"


def test_it_speaks_french(perr: Perr, folder: Folder) -> None:
    data = folder()
    (data / "good.yaml").write_text(TWO)
    assert perr("--lang", "fr", "validate", data.name).out == (
        "data/good.yaml\n"
        "   3:14 erreur        01004 est un code du département 01, pas du 33\n"
        "                      corrigez l'un des deux ; le code est celui de l'INSEE, pas\n"
        "                      de la poste [insee-departement]\n"
        "   7:39 avertissement un chiffre figure dans le mot « bai1leurs »\n"
        "                      écrivez la lettre qui était voulue [digits]\n"
        "\n"
        "1 fichier, 1 erreur, 1 avertissement\n"
    )


def test_the_json_is_the_contract(perr: Perr, folder: Folder) -> None:
    data = folder(good=TWO)
    answer = json.loads(perr("validate", data.name, "--json").out)
    jsonschema.validate(answer, schema("validate"))
    assert (answer["files"], answer["errors"], answer["warnings"]) == (1, 1, 1)
    assert answer["findings"][1] == {
        "path": "data/good.yaml", "line": 7, "column": 39, "severity": "warning", "code": "digits",
        "message": "a digit stands in the word “bai1leurs”", "hint": "write the letter that was meant",
    }  # fmt: skip


@pytest.mark.parametrize("format", ["csv", "ndjson", "markdown", "github", "table"])
def test_every_format_tells_every_finding(perr: Perr, folder: Folder, format: str) -> None:
    data = folder(good=TWO)
    done = perr("validate", data.name, "-f", format)
    assert (done.status, done.err) == (1, "")
    assert done.out.count("bai1leurs") == 1
    assert done.out.count("insee-departement") == 1


def test_annotations(perr: Perr, folder: Folder) -> None:
    data = folder(good=TWO)
    (data / "a,b:c%\n.yaml").write_text("commune: [")
    assert perr("validate", data.name, "--format", "github").out == (
        "::error file=data/a%2Cb%3Ac%25\\n.yaml,line=2,col=1,title=syntax::not valid YAML: did not find expected node"
        " content ; check quotes and indentation at this place\n"
        "::error file=data/good.yaml,line=3,col=14,title=insee-departement::01004 is a code of the département 01,"
        " not of 33 ; correct one of them; the code is INSEE's, not the post's\n"
        "::warning file=data/good.yaml,line=7,col=39,title=digits::a digit stands in the word “bai1leurs” ; write the"
        " letter that was meant\n"
    )
    assert perr("validate", "--format", "github") == (0, "", "")


def test_an_annotation_says_one_thing_whatever_a_text_says(perr: Perr, folder: Folder) -> None:
    hostile = '  - "…::error::x\\n::warning file=a::100 % \\e[31m"\n'
    data = folder(good=TWO + hostile + '  - "…::error::x\\n::warning file=a::100 % \\e[31m"\n')
    lines = perr("validate", data.name, "--format", "github").out.splitlines()
    assert all(line.startswith(("::error file=data/", "::warning file=data/")) for line in lines)
    assert "\x1b" not in "".join(lines)


def test_only_validate_has_annotations(perr: Perr) -> None:
    assert perr("list", "--format", "github").status == 2
    assert "--format github contradict" in perr("validate", "--json", "--format", "github").err


def test_csv_is_inert(perr: Perr, folder: Folder) -> None:
    data = folder(good=TWO.replace("Conforter le partenariat avec les bai1leurs", "'=1+1'\n  - '=1+1'"))
    rows = list(csv.DictReader(io.StringIO(perr("validate", data.name, "-f", "csv").out)))
    assert [row["code"] for row in rows] == ["insee-departement", "empty-text", "empty-text", "repeated-text"]
    assert not any(value.startswith("=") for row in rows for value in row.values())


def test_a_manual_is_printed(perr: Perr) -> None:
    done = perr("validate", "--rule", "digits")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("digits\n\nA word has no digit in the middle.\n\nA scanner reads `l` as `1`")
    assert "\nPasses:\n\n    commune: Bonneville\n" in done.out
    assert done.out.endswith("      - text: Développer le 1ogement adapté\n")
    assert perr("validate", "--rule", "insee-departement").out == perr("validate", "--rule", "insee").out
    assert perr("--lang", "fr", "validate", "--rule", "digits").out.startswith(
        "digits\n\nUn mot n'a pas de chiffre en son milieu.\n"
    )


def test_a_manual_may_go_to_a_file(perr: Perr, tmp_path: Path) -> None:
    assert perr("validate", "--rule", "digits", "-o", "manual.txt") == (0, "", "")
    assert (tmp_path / "manual.txt").read_text(encoding="utf-8") == perr("validate", "--rule", "digits").out


def test_an_empty_rule_lists_them(perr: Perr) -> None:
    done = perr("validate", "--rule", "")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("schema\nsame-commune\ninsee\n")


def test_an_unknown_rule_lists_them(perr: Perr) -> None:
    done = perr("validate", "--rule", "digit")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("perr: no rule is called “digit” ; choose one of: schema, same-commune, insee,")
    assert "decisions, thesaurus" in done.err


@pytest.mark.parametrize("more", [["data"], ["--json"], ["-f", "csv"], ["-o", "x.md"]])
def test_a_manual_takes_no_file_and_no_format(perr: Perr, more: list[str]) -> None:
    done = perr("validate", "--rule", "digits", *more)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("perr: --rule prints a manual, and takes no file and no format ;")


def test_what_perr_import_has_written_does_not_fail(perr: Perr) -> None:
    source = shipped_data() / "sources" / "ris-orangis_savigny-le-temple.txt"
    assert perr("import", str(source), "-o", "out").status == 0
    done = perr("validate", "out", "--json")
    found = json.loads(done.out)
    assert (done.status, found["files"], found["errors"]) == (0, 2, 0)
    assert {finding["code"] for finding in found["findings"]} == {"missing-insee", "repeated-text", "slips"}


def test_a_closed_pipe_is_quiet_and_a_protocol_is_not_written_over(perr: Perr, folder: Folder) -> None:
    data = folder()
    done = perr("validate", data.name, "-o", f"{data.name}/good.yaml")
    assert done == (2, "", "perr: data/good.yaml is one of the files that are read ; choose another name\n")
    (data / "other.yml").write_text("mine", encoding="utf-8")
    done = perr("validate", f"{data.name}/good.yaml", "-o", f"{data.name}/other.yml")
    assert done == (2, "", "perr: data/other.yml is data for perr ; choose another name\n")
