"""Rules on what stands beside protocols, and which files a call checks."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from perr_cli import validation
from perr_cli.errors import UnusableData
from perr_cli.validation.rules import RULES
from perr_cli.validation.rules.decisions import Decisions
from perr_cli.validation.rules.thesaurus import ThesaurusFiles
from tests.validation.checked import HEAD, found

GOOD = HEAD.replace("Bonneville", "Bonneville\ninsee: '01004'") + "  - Lever les freins à l'emploi\n"
ENTRY = "- id: {id}\n  label: {{fr: jardins, en: gardens}}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a good protocol."""
    folder = tmp_path / "data"
    (folder / "protocols").mkdir(parents=True)
    (folder / "protocols" / "a.yaml").write_text(GOOD, encoding="utf-8")
    return folder


def problems(*paths: Path) -> tuple[int, list[str]]:
    checked = validation.check(paths)
    return checked.files, [re.sub(r"\S*/data/", "", str(problem)) for problem in checked.problems]


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("concepts:\n" + ENTRY.format(id="jardins"), []),
        ("themes: []\n", []),
        ("", ["thesaurus.yaml:1: no thesaurus in this file ; see `perr schema thesaurus-file`"]),
        ("- a\n", ["thesaurus.yaml:1: no thesaurus in this file ; see `perr schema thesaurus-file`"]),
        ("concept: []\nverb: {}\n", [
            "thesaurus.yaml:1:1: concept is not known ; did you mean “concepts”?",
            "thesaurus.yaml:2:1: verb is not known ; did you mean “verbs”?",
        ]),
        ("concepts:\n" + ENTRY.format(id="jardins") + "  broader: [nulle-part]\n" + ENTRY.format(id="jardins"), [
            "thesaurus.yaml:2:3: jardins names nulle-part, which does not exist ;"
            " correct it, or add an entry with this id",
            "thesaurus.yaml:5:7: jardins is the id of two entries ; give one of them another id",
        ]),
        ("concepts:\n" + ENTRY.format(id="jardins") + "  broader: [serres]\n" + ENTRY.format(id="serres"), []),
        ("a: &x 1\n", ["thesaurus.yaml:1:4: anchors, aliases and merge keys are not allowed ; write the text out"]),
        (f"generic: ['{'a' * 70_000}']\n", [
            "thesaurus.yaml:1:11: a text of more than 65536 characters ; a term is a few words: shorten it"]),
        (f"generic: {'[' * 25}\n", [
            "thesaurus.yaml:1:29: nested deeper than 20 levels ; see `perr schema thesaurus-file`"]),
        (f"generic: [{'a, ' * 200_001}]\n", [
            "thesaurus.yaml:1:600002: more than 200000 values ; remove entries that are not needed"]),
        (f"#{' ' * (4 * 2**20)}\n", [
            "thesaurus.yaml: larger than 4194304 bytes ; remove entries that are not needed"]),
    ],
)  # fmt: skip
def test_a_thesaurus(data: Path, yaml: str, told: list[str]) -> None:
    (data / "thesaurus.yaml").write_text(yaml, encoding="utf-8")
    assert problems(data) == (2, told)


def test_a_thesaurus_that_is_no_file_is_named(data: Path) -> None:
    os.mkfifo(data / "thesaurus.yaml")
    assert problems(data) == (2, ["thesaurus.yaml: not a regular file ; give a file or a folder"])
    (data / "thesaurus.yaml").unlink()
    (data / "thesaurus.yaml").mkdir()
    files, told = problems(data)
    assert (files, len(told)) == (2, 1)
    assert told[0].startswith("thesaurus.yaml: ")
    (data / "thesaurus.yaml").rmdir()
    (data / "thesaurus.yaml").symlink_to("nowhere")
    assert problems(data)[1][0].startswith("thesaurus.yaml: cannot be read: ")


def test_a_thesaurus_may_be_named_alone(data: Path) -> None:
    alone = data / "thesaurus.yaml"
    alone.write_text("concept: []\n")
    (data / "protocols" / "bad.yaml").write_text("commune: [")
    told = ["thesaurus.yaml:1:1: concept is not known ; did you mean “concepts”?"]
    assert problems(alone) == (1, told)
    assert problems(alone, data / "protocols" / "a.yaml") == (2, told)
    (data / "protocols" / "bad.yaml").unlink()
    (data / "protocols" / "a.yaml").unlink()
    assert problems(alone) == (1, told)


def test_two_thesauri_may_use_each_others_entries(tmp_path: Path, data: Path) -> None:
    other = tmp_path / "other" / "data"
    other.mkdir(parents=True)
    (other / "b.yaml").write_text(GOOD.replace("Bonneville", "Abville").replace("01004", "01005"), encoding="utf-8")
    (data / "thesaurus.yaml").write_text("concepts:\n" + ENTRY.format(id="jardins"))
    (other / "thesaurus.yaml").write_text("concepts:\n" + ENTRY.format(id="serres") + "  broader: [jardins]\n")
    assert problems(data, other) == (4, [])
    assert problems(other)[1] == [
        "thesaurus.yaml:2:3: serres names jardins, which does not exist ; correct it, or add an entry with this id"
    ]


DECISION = "- {left: bonneville/emploi/1, right: %s, kind: none}\n"


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("", []),
        ("a: 1\n", ["decisions.yaml:1: no list of decisions in this file ; begin with “- left:”"]),
        (DECISION % "abville/emploi/1", [
            "decisions.yaml:1:3: the decision on bonneville/emploi/1 and abville/emploi/1 is not applied:"
            " abville/emploi/1 does not exist any more ; decide on another item with `perr decide`, or remove it"]),
        (DECISION % "bonneville/emploi/2", [
            "decisions.yaml:1:3: bonneville/emploi/1 and bonneville/emploi/2 are in one protocol ;"
            " decide on items of two communes"]),
        (f"- {{note: '{'a' * 70_000}'}}\n", [
            "decisions.yaml:1:10: a text of more than 65536 characters ; a note is a sentence or two: shorten it"]),
        (f"{'[' * 25}\n", ["decisions.yaml:1:21: nested deeper than 20 levels ; see `perr schema decisions-file`"]),
        (f"#{' ' * (4 * 2**20)}\n", [
            "decisions.yaml: larger than 4194304 bytes ; remove decisions that do not hold any more"]),
    ],
)  # fmt: skip
def test_decisions(data: Path, yaml: str, told: list[str]) -> None:
    (data / "decisions.yaml").write_text(yaml, encoding="utf-8")
    assert problems(data) == (2, told)
    assert problems(data / "decisions.yaml")[0] == 1


def test_of_two_protocols_with_one_ref_neither_makes_a_decision_stale(data: Path) -> None:
    (data / "decisions.yaml").write_text(DECISION % "abville/emploi/1")
    assert found(data / "protocols", Decisions) == []
    assert len(problems(data)[1]) == 1
    (data / "protocols" / "b.yaml").write_text(GOOD, encoding="utf-8")
    assert [told.partition(":")[0] for told in problems(data)[1]] == ["protocols/b.yaml"]


def test_findings_come_by_file_and_line(data: Path) -> None:
    (data / "decisions.yaml").write_text("a: 1\n")
    (data / "thesaurus.yaml").write_text("")
    (data / "protocols" / "0.yaml").write_text(HEAD.replace("B", "A") + "  - «\n  - les bai1leurs\n", encoding="utf-8")
    assert [told.partition(": ")[0] for told in problems(data)[1]] == [
        "protocols/0.yaml:1:10", "protocols/0.yaml:5:5", "protocols/0.yaml:5:5", "protocols/0.yaml:6:9",
        "decisions.yaml:1", "thesaurus.yaml:1",
    ]  # fmt: skip


def test_what_does_not_exist_or_is_empty_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnusableData, match="no protocol file in"):
        validation.check([tmp_path])
    with pytest.raises(UnusableData, match="No such file"):
        validation.check([tmp_path / "nowhere"])


def test_progress_is_heard(data: Path) -> None:
    heard: list[tuple[int, int]] = []
    validation.check([data], lambda done, total: heard.append((done, total)))
    assert heard == [(0, 1)]


def test_what_ships_with_perr_is_without_a_finding() -> None:
    checked = validation.check()
    assert (checked.files, checked.problems) == (3, [])
    assert {ThesaurusFiles, Decisions} <= set(RULES)
