"""`perr decide`, and what decisions do to `perr diff` and `perr validate`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Perr

COMMUNE = """commune: {name}
insee: '0100{insee}'
preconditions:
- Des moyens pérennes
themes:
- key: emploi
  objectives:
"""
TEXTS = {"Abville": ("Favoriser la mobilité", "Rénover"), "Bourg": ("Favoriser la mobilité", "Taxer")}
ONE = ("abville/emploi/1", "bourg/emploi/1")


def protocol(folder: Path, name: str, *texts: str) -> None:
    listed = "".join(f"  - text: {text}\n" for text in texts)
    (folder / f"{name}.yaml").write_text(COMMUNE.format(name=name, insee=len(name) % 10) + listed, encoding="utf-8")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A data folder with two communes, `mine`."""
    folder = tmp_path / "mine" / "protocols"
    folder.mkdir(parents=True)
    for name, texts in TEXTS.items():
        protocol(folder, name, *texts)
    return tmp_path / "mine"


def decisions(mine: Path, text: str) -> None:
    (mine / "decisions.yaml").write_text(text, encoding="utf-8")


def test_a_decision_is_written_and_confirmed(perr: Perr, mine: Path) -> None:
    done = perr("--data", "mine", "decide", "ABVILLE/emploi/1", "bourg/emploi/2", "--related", "--note", "à voir")
    assert done == (0, "abville/emploi/1 × bourg/emploi/2: related\n  à voir\n  mine/decisions.yaml\n", "")
    assert (mine / "decisions.yaml").read_text() == (
        "- left: abville/emploi/1\n"
        "  right: bourg/emploi/2\n"
        "  kind: related\n"
        '  note: "à voir"\n'
        '  left_text: "Favoriser la mobilité"\n'
        '  right_text: "Taxer"\n'
    )


def test_deciding_again_takes_the_place_of_the_former_decision(perr: Perr, mine: Path) -> None:
    decisions(mine, "# nous\n- {right: abville/emploi/1, left: bourg/emploi/2, kind: shared} # vu\n")
    done = perr("--data", "mine", "decide", "abville/emploi/1", "bourg/emploi/2", "--none")
    assert done == (0, "bourg/emploi/2 × abville/emploi/1: no pair (before: shared)\n  mine/decisions.yaml\n", "")
    assert (mine / "decisions.yaml").read_text() == (
        "# nous\n- {right: abville/emploi/1, left: bourg/emploi/2, kind: none,"
        ' left_text: "Taxer", right_text: "Favoriser la mobilité"} # vu\n'
    )


def test_the_answer_as_json_and_csv(perr: Perr, mine: Path) -> None:
    call = ("--data", "mine", "decide", *ONE, "--shared")
    assert json.loads(perr(*call, "--json").out) == {
        "schema": "perr.decide/1",
        "decision": {
            "left": "abville/emploi/1", "right": "bourg/emploi/1", "kind": "shared", "note": None,
            "left_text": "Favoriser la mobilité", "right_text": "Favoriser la mobilité",
        },
        "replaced": None,
        "path": "mine/decisions.yaml",
    }  # fmt: skip
    assert perr(*call, "-f", "csv").out == (
        "left,right,kind,note,left_text,right_text,replaced,path\n"
        "abville/emploi/1,bourg/emploi/1,shared,,Favoriser la mobilité,Favoriser la mobilité,shared,"
        "mine/decisions.yaml\n"
    )
    assert (mine / "decisions.yaml").read_text().count("left:") == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([*ONE], "give one of --shared, --related and --none ; see `perr decide --help`"),
        ([*ONE, "--shared", "--none"], "give one of --shared, --related and --none ; see `perr decide --help`"),
        (["abville/emploi/1", "abville/emploi/2", "--none"],
         "abville/emploi/1 and abville/emploi/2 are in one protocol ; decide on items of two communes"),
        (["abville/emploi/1", "abville/emploi/1", "--none"],
         "abville/emploi/1 is on both sides ; decide on items of two communes"),
        (["abville/preconditions/1", "bourg/emploi/1", "--none"],
         "abville/preconditions/1 is a precondition, which is not compared ; decide on two commitments"),
        (["abville/emploi", "bourg/emploi/1", "--none"],
         "“abville/emploi” is ambiguous ; choose one of: abville/emploi/1, abville/emploi/2"),
        (["abville/emploi/7", "bourg/emploi/1", "--none"],
         "no item is called “abville/emploi/7” ; choose one of: abville/emploi/1, abville/emploi/2"),
        (["abville", "bourg/emploi/1", "--none"],
         "“abville” is ambiguous ; choose one of: abville/preconditions/1, abville/emploi/1, abville/emploi/2"),
        ([*ONE, "--none", "--note", "x" * 100_000],
         "a note of more than 65536 characters ; make it shorter"),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_cannot_be_decided_is_refused_and_nothing_is_written(
    perr: Perr, mine: Path, words: list[str], message: str
) -> None:
    before = "# rien\n"
    decisions(mine, before)
    assert perr("--data", "mine", "decide", *words) == (2, "", f"perr: {message}\n")
    assert (mine / "decisions.yaml").read_text() == before


def test_what_comes_with_perr_is_not_written_into(perr: Perr) -> None:
    call = ("decide", "ris-orangis/emploi/1.3", "savigny-le-temple/emploi/1.4", "--none")
    refused = (
        2,
        "",
        "perr: what comes with perr is not written into ; name a folder of your own: perr --data DIR decide …\n",
    )
    assert perr(*call) == refused


def test_of_several_folders_the_one_with_both_protocols(perr: Perr, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    protocol(tmp_path / "b", "Cité", "Taxer")
    call = ("--data", "b", "--data", "mine", "decide")
    assert (mine / "protocols").is_dir()
    assert perr(*call, *ONE, "--none").out.endswith("  mine/decisions.yaml\n")
    done = perr(*call, "abville/emploi/1", "cite/emploi/1", "--none")
    assert done.err == "perr: the two items are in different folders: b, mine ; put their protocols into one folder\n"
    decisions(tmp_path / "b", "- {left: abville/emploi/1, right: cite/emploi/1, kind: shared}\n")
    done = perr(*call, "abville/emploi/1", "cite/emploi/1", "--none")
    assert done.out == "abville/emploi/1 × cite/emploi/1: no pair (before: shared)\n  b/decisions.yaml\n"


def test_of_single_files_their_folder(perr: Perr, mine: Path) -> None:
    one, other = (str(mine / "protocols" / f"{name}.yaml") for name in TEXTS)
    assert perr("--data", one, "--data", other, "decide", *ONE, "--none").status == 0
    assert (mine / "protocols" / "decisions.yaml").is_file()
    assert perr("--data", one, "--data", other, "diff", "abville", "bourg", "--json").err == ""
    assert json.loads(perr("--data", one, "--data", other, "diff", "abville", "bourg", "--json").out)["pairs"] == []


def test_a_broken_file_is_named_and_left_alone(perr: Perr, mine: Path) -> None:
    decisions(mine, "- {left: x}\n")
    done = perr("--data", "mine", "decide", *ONE, "--none")
    assert (done.status, done.err) == (
        2,
        "perr: mine/decisions.yaml:1:3: [1].right is missing ; add it\n",
    )
    assert (mine / "decisions.yaml").read_text() == "- {left: x}\n"


def test_a_link_is_not_written_through(perr: Perr, mine: Path) -> None:
    (mine / "decisions.yaml").symlink_to("nowhere.yaml")
    done = perr("--data", "mine", "decide", *ONE, "--none")
    assert (done.status, done.out) == (2, "")
    assert done.err == "perr: mine/decisions.yaml is a link, and may lead to another's file ; put a file in its place\n"
    assert not (mine / "nowhere.yaml").exists()


def test_a_diff_applies_what_is_decided_and_says_so(perr: Perr, mine: Path) -> None:
    decisions(
        mine,
        "- {left: bourg/emploi/2, right: abville/emploi/2, kind: related, note: deux moyens}\n"
        f"- {{left: {ONE[0]}, right: {ONE[1]}, kind: none}}\n",
    )
    done = perr("--data", "mine", "diff", "abville", "bourg", "--json")
    (pair,) = json.loads(done.out)["pairs"]
    assert (pair["left"]["id"], pair["right"]["id"], pair["kind"]) == ("abville/emploi/2", "bourg/emploi/2", "related")
    assert (pair["score"], pair["decided"], pair["note"], done.err) == (0.0, True, "deux moyens", "")
    assert "decided" in perr("--data", "mine", "diff", "abville", "bourg").out
    assert perr("--data", "mine", "diff", "abville", "bourg", "-f", "csv").out.splitlines()[1] == (
        "related,0.0,abville/emploi/2,Rénover,bourg/emploi/2,Taxer,decided: deux moyens"
    )


def test_what_is_computed_does_not_say_decided(perr: Perr, mine: Path) -> None:
    (pair,) = json.loads(perr("--data", str(mine), "diff", "abville", "bourg", "--json").out)["pairs"]
    assert not {"decided", "note"} & set(pair)


def test_a_decision_changes_a_kept_index_no_less(perr: Perr, mine: Path) -> None:
    call = ("--data", "mine", "diff", "abville", "bourg", "--json")
    assert len(json.loads(perr(*call).out)["pairs"]) == 1
    perr("--data", "mine", "decide", *ONE, "--none")
    assert json.loads(perr(*call).out)["pairs"] == []
    (mine / "decisions.yaml").unlink()
    assert len(json.loads(perr(*call).out)["pairs"]) == 1


def test_a_stale_decision_is_named_and_the_status_is_that_of_the_result(perr: Perr, mine: Path) -> None:
    perr("--data", "mine", "decide", *ONE, "--none")
    protocol(mine / "protocols", "Bourg", "Nouveau", *TEXTS["Bourg"])
    done = perr("--data", "mine", "diff", "abville", "bourg", "--json")
    assert (done.status, len(json.loads(done.out)["pairs"]), done.err) == (
        0,
        1,
        "perr: mine/decisions.yaml:1:3: the decision on abville/emploi/1 and bourg/emploi/1 is not applied:"
        " its texts are abville/emploi/1 and bourg/emploi/2 now ; decide again"
        " (`perr decide abville/emploi/1 bourg/emploi/2 --none`), or remove it\n",
    )
    again = perr("--data", "mine", "decide", "abville/emploi/1", "bourg/emploi/2", "--none")
    assert again.out == "abville/emploi/1 × bourg/emploi/2: no pair (before: no pair)\n  mine/decisions.yaml\n"
    assert (mine / "decisions.yaml").read_text().count("left:") == 1
    done = perr("--data", "mine", "diff", "abville", "bourg", "--json")
    assert (json.loads(done.out)["pairs"], done.err) == ([], "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- {", "mine/decisions.yaml:2:1: not valid YAML: did not find expected node content ;"
                " check quotes and indentation at this place"),
        (None, "mine/decisions.yaml: not a regular file ; give a file or a folder"),
    ],
)  # fmt: skip
def test_a_broken_file_never_hides_the_results(perr: Perr, mine: Path, content: str | None, message: str) -> None:
    if content:
        decisions(mine, content)
    else:
        os.mkfifo(mine / "decisions.yaml")
    done = perr("--data", "mine", "diff", "abville", "bourg", "--json")
    assert (done.status, len(json.loads(done.out)["pairs"]), done.err) == (2, 1, f"perr: {message}\n")
    assert perr("--data", "mine", "search", "mobilité").status == 0


def test_validate_checks_decisions_too(perr: Perr, mine: Path) -> None:
    decisions(
        mine,
        "- {left: abville/emploi/1, right: bourg/emploi/9, kind: none}\n"
        "- {left: abville/emploi/1, right: bourg/emploi/1, kind: no}\n",
    )
    done = perr("validate", "mine", "--json")
    found = json.loads(done.out)
    assert (done.status, found["files"], found["errors"], found["warnings"]) == (1, 3, 1, 1)
    assert [(f["path"], f["line"], f["severity"], f["code"], f["hint"]) for f in found["findings"]] == [
        ("mine/decisions.yaml", 1, "warning", "stale-gone",
         "decide on another item with `perr decide`, or remove it"),
        ("mine/decisions.yaml", 2, "error", "bad-value", "write shared, related, none"),
    ]  # fmt: skip


def test_validate_checks_a_file_of_decisions_by_its_name(perr: Perr, mine: Path) -> None:
    decisions(mine, "- {left: abville/emploi/1, right: bourg/emploi/9, kind: none}\n")
    found = json.loads(perr("validate", "mine/decisions.yaml", "--json").out)
    assert (found["files"], [f["code"] for f in found["findings"]]) == (1, ["stale-gone"])
    found = json.loads(perr("validate", "mine", "mine/decisions.yaml", "--json").out)
    assert (found["files"], [f["code"] for f in found["findings"]]) == (3, ["stale-gone"])


def test_a_protocol_that_was_not_named_or_cannot_be_read_makes_nothing_stale(perr: Perr, mine: Path) -> None:
    decisions(mine, f"- {{left: {ONE[0]}, right: {ONE[1]}, kind: none}}\n")
    (mine / "protocols" / "Bourg.yaml").write_text("commune: [")
    assert [f["code"] for f in json.loads(perr("validate", "mine", "--json").out)["findings"]] == ["syntax"]
    (mine / "protocols" / "Bourg.yaml").unlink()
    assert [f["code"] for f in json.loads(perr("validate", "mine", "--json").out)["findings"]] == ["stale-gone"]


def test_many_at_once_lose_nothing(mine: Path) -> None:
    protocol(mine / "protocols", "Abville", *(f"Faire {n}" for n in range(8)))
    call = [sys.executable, "-m", "perr_cli", "--data", str(mine), "decide"]
    running = [
        subprocess.Popen([*call, f"abville/emploi/{n}", "bourg/emploi/1", "--none"], stdout=subprocess.DEVNULL)
        for n in range(1, 9)
    ]
    assert [one.wait(60) for one in running] == [0] * 8
    written = (mine / "decisions.yaml").read_text()
    assert sorted(line[-1] for line in written.splitlines() if "- left:" in line) == [*"12345678"]
    assert [p.name for p in mine.iterdir() if p.name.startswith(".")] == []


def test_a_kill_in_the_middle_leaves_the_old_file_and_no_lock(perr: Perr, mine: Path) -> None:
    decisions(mine, "# nous\n")
    code = """import os, signal, sys, perr_cli.__main__ as program
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
program._run(sys.argv[1:])"""
    call = ("--data", str(mine), "decide", *ONE, "--none")
    killed = subprocess.run([sys.executable, "-c", code, *call], capture_output=True, check=False)
    assert (killed.returncode, (mine / "decisions.yaml").read_text()) == (-9, "# nous\n")
    assert perr(*call).status == 0
    assert (mine / "decisions.yaml").read_text().startswith("# nous\n- left: abville/emploi/1\n")


def test_a_diff_without_decisions_loads_no_yaml(perr: Perr, mine: Path) -> None:
    time.sleep(0.03)  # files that have just been written are not taken for unchanging: no index of them is kept
    assert perr("--data", str(mine), "diff", "abville", "bourg").status == 0  # the index is kept now
    code = """import sys, perr_cli.__main__ as program
program._run(["--data", sys.argv[1], "diff", "abville", "bourg", "--json"])
print(*sys.modules, file=sys.stderr)"""
    done = subprocess.run([sys.executable, "-c", code, str(mine)], capture_output=True, text=True, check=True)
    assert not {"yaml", "pydantic", "perr_cli.deciding", "perr_cli.storage"} & set(done.stderr.split())


def test_it_speaks_french(perr: Perr, mine: Path) -> None:
    done = perr("--lang", "fr", "--data", "mine", "decide", *ONE, "--none")
    assert done.out == "abville/emploi/1 × bourg/emploi/1 : pas une paire\n  mine/decisions.yaml\n"
    protocol(mine / "protocols", "Bourg", "Nouveau")
    assert perr("--lang", "fr", "--data", "mine", "diff", "abville", "bourg").err == (
        "perr: mine/decisions.yaml:1:3: la décision sur abville/emploi/1 et bourg/emploi/1 n'est pas appliquée :"
        " bourg/emploi/1 dit autre chose maintenant ; décidez à nouveau"
        " (`perr decide abville/emploi/1 bourg/emploi/1 --none`), ou supprimez-la\n"
    )
