"""The one way in and out: statuses, closed pipes, full disks, signals, locales, screens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Perr

PROGRAM = [sys.executable, "-m", "perr_cli"]


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    program = " ".join(PROGRAM)
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line.replace("perr", program, 1)], capture_output=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["frob"], "perr: no such command: frob ; see `perr --help`\n"),
        (["list", "--frob"], "perr: no such option: --frob ; see `perr list --help`\n"),
        (
            ["search", "x", "-n", "9" * 5000],
            f"perr: --limit: “{'9' * 200}…” is not a number ; see `perr search --help`\n",
        ),
        (["diff", "ris"], "perr: the argument B is missing ; see `perr diff --help`\n"),
        (
            ["search", "x", "-c", "atlantis"],
            "perr: no commune is called “atlantis” ; choose one of: ris-orangis, savigny-le-temple\n",
        ),
        (["search"], "perr: the query is empty ; give at least one word: perr search mobilité\n"),
        (
            ["search", "--", "-emploi"],
            "perr: the query only excludes ; add a word to look for: perr search mobilité -- -emploi\n",
        ),
        (
            ["show", "savigny/securite/9"],
            "perr: no item is called “savigny/securite/9” ; choose one of: savigny-le-temple/securite/1,"
            " savigny-le-temple/securite/2, savigny-le-temple/securite/3\n",
        ),
        (
            ["--data", "nowhere", "list"],
            "perr: nowhere cannot be read: No such file or directory ; give a .yaml file, or a folder with some\n",
        ),
        (
            ["list", "--json", "-f", "csv"],
            "perr: --json and --format csv contradict ; see `perr list --help`\n",
        ),
        (
            ["list", "-o", "nowhere/x"],
            "perr: nowhere/x cannot be written: No such file or directory ;"
            " choose a folder that exists and can be written\n",
        ),
    ],
)
def test_a_call_that_cannot_be_used_is_one_line_and_status_2(perr: Perr, words: list[str], message: str) -> None:
    assert perr(*words) == (2, "", message)


def test_what_was_mistyped_is_suggested(perr: Perr) -> None:
    assert perr("lst").err == "perr: no such command: lst, did you mean list? ; see `perr --help`\n"
    assert perr("list", "extra").err == "perr: more arguments than needed: extra ; see `perr list --help`\n"
    assert perr("search", "a", "-n", "-1").err == (
        "perr: --limit: -1 is not in the range x>=0 ; see `perr search --help`\n"
    )


def test_a_name_that_cannot_be_is_named(perr: Perr) -> None:
    name = "a" * 300
    assert perr("--data", name, "list").err.startswith(f"perr: {name} cannot be read: File name too long ;")
    assert perr("list", "-o", name).err.startswith(f"perr: {name} cannot be written: File name too long ;")
    assert perr("--data", "", "list").err.startswith("perr: the name of the data folder is empty ;")


def test_the_name_of_a_schema_is_shown_visibly(perr: Perr) -> None:
    assert perr("schema", "x\x1b[31m").err.startswith("perr: no schema is called “x\\u001b[31m” ;")


def test_words_are_utf8_whatever_the_locale(perr: Perr) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert perr("search", "médiation", env=plain) == perr("search", "médiation")


def test_nothing_found_is_a_sentence_and_status_1(perr: Perr) -> None:
    done = perr("search", "xylophone")
    assert (done.status, done.err) == (
        1,
        "perr: nothing found for “xylophone” ; “xylophone” is nowhere, nor a word like it\n",
    )


def test_nothing_found_is_a_whole_document_all_the_same(perr: Perr) -> None:
    done = perr("search", "xylophone", "--json")
    assert (done.status, json.loads(done.out)["total"], json.loads(done.out)["hits"]) == (1, 0, [])


def test_a_query_of_a_thousand_words_is_told_in_a_few_lines(perr: Perr) -> None:
    done = perr("search", "--related", "--", *(f"emplo{n}zz" for n in range(1000)), *["emploi"] * 1000)
    lines = done.err.splitlines()
    assert (done.status, len(lines)) == (1, 1)
    assert lines[0].count("is nowhere") == 5
    assert "… ” ; “emplo0zz” is nowhere".replace("… ", "…") in lines[0]
    assert " ; and 995 more words ; " in lines[0]
    assert len(lines[0]) < 700
    assert len(perr("list", "-c", "x" * 10_000).err) < 300


def test_version(perr: Perr) -> None:
    assert perr("--version") == (0, "perr 0.1.0\n", "")


@pytest.mark.parametrize("line", ["perr search mobilité | head -1", "perr show ris --json | head -c 1"])
def test_a_reader_who_goes_is_no_failure(line: str) -> None:
    done = shell(line)
    assert (done.returncode, done.stderr) == (0, b"")


def test_nor_for_what_typer_prints() -> None:
    for words in (["--help"], ["--version"], ["search", "--help"], ["list"]):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [sys.executable, "-m", "perr_cli", *words], stdout=writing, stderr=subprocess.PIPE, check=False
        )
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("line", ["perr list > /dev/full", "perr show ris --json > /dev/full"])
def test_a_full_disk_is_said(line: str) -> None:
    done = shell(line)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert done.stderr.startswith(b"perr: No space left on device ;")


def test_closed_streams_are_no_traceback() -> None:
    assert (shell("perr list >&-").returncode, shell("perr list 2>&-").returncode) == (2, 0)
    assert b"Traceback" not in shell("perr list >&-").stderr


# A program that signals itself: while perr is being imported, or while it reads a file.
WHILE_IMPORTING = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "perr_cli.cli.app":
            os.kill(os.getpid(), number)
sys.meta_path.insert(0, Finder())
"""
WHILE_READING = """
import perr_cli.corpus
perr_cli.corpus.load = lambda *_: os.kill(os.getpid(), number)
"""


WHILE_TIDYING = """
import perr_cli.corpus
class Tidied:
    def __del__(self):
        os.kill(os.getpid(), number)
def load(*_):
    Tidied()
    raise ValueError("something that the interruption has spoiled")
perr_cli.corpus.load = load
"""
"""Python goes on where an exception is raised while it tidies up; so does code in C that takes none."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(
    "moment", [WHILE_IMPORTING, WHILE_READING, WHILE_TIDYING], ids=["importing", "reading", "tidying"]
)
def test_an_interruption_is_status_130_and_quiet(number: signal.Signals, moment: str) -> None:
    program = f"import os, sys\nnumber = {int(number)}\n{moment}\nfrom perr_cli.__main__ import main\nmain(['list'])"
    nowhere = os.environ | {"XDG_CACHE_HOME": "/dev/null"}  # so that the files are read
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60, check=False, env=nowhere)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_names_of_files_are_utf8_whatever_the_locale(perr: Perr, tmp_path: Path) -> None:
    (tmp_path / "été").mkdir()
    (tmp_path / "été" / "é.yaml").write_text(MINIMAL.format(name="Évry"), encoding="utf-8")
    env = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for words in (["--data", "été", "list", "--json"], ["validate", "été"], ["--data", "été", "list", "-o", "é.json"],
                  ["--data", "nulle-pàrt", "list"], ["import", "nulle-pàrt", "-o", "é"]):  # fmt: skip
        usual = perr(*words)
        assert perr(*words, env=env) == usual
        assert "fault" not in usual.err


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX"},
        {"LC_ALL": "xx_XX.bogus"},
        {"LC_ALL": "tr_TR.ISO-8859-9", "PYTHONIOENCODING": "latin-1"},
        {"TERM": "dumb"},
        {"NO_COLOR": "1"},
        {"COLUMNS": "0"},
        {"COLUMNS": "-5"},
        {"COLUMNS": "abc"},
    ],
    ids=str,
)
def test_the_bytes_are_the_same_whatever_the_locale_and_the_terminal(perr: Perr, env: dict[str, str]) -> None:
    usual = perr("show", "savigny")
    assert perr("show", "savigny", env=env) == usual
    assert "\x1b" not in usual.out


WIDE = [
    ["diff", "ris", "savigny"], ["search", "mobilité"], ["list"], ["themes"], ["profile"], ["profile", "ris"],
]  # fmt: skip


@pytest.mark.parametrize("columns", [1, 20, 40, 60, 80, 1_000_000])
@pytest.mark.parametrize("words", WIDE, ids=str)
def test_no_line_is_wider_than_the_screen(perr: Perr, columns: int, words: list[str]) -> None:
    done = perr(*words, env={"COLUMNS": str(columns)})
    assert done.status == 0
    assert max(map(len, done.out.splitlines())) <= max(20, min(columns, 400))


def test_ids_are_whole_at_80_columns(perr: Perr) -> None:
    out = perr("search", "mobilité").out
    assert "savigny-le-temple/logement/4.2" in out


def test_colours_come_when_they_are_forced(perr: Perr) -> None:
    assert "\x1b[" in perr("search", "mobilité", env={"FORCE_COLOR": "1"}).out
    assert "\x1b" not in perr("search", "mobilité", "--json", env={"FORCE_COLOR": "1"}).out


def test_an_argument_that_is_not_utf8_is_refused() -> None:
    done = subprocess.run([*PROGRAM, "search", b"\xff"], capture_output=True, check=False, env={**os.environ})
    assert (done.returncode, b"UTF-8" in done.stderr, b"Traceback" in done.stderr) == (2, True, False)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("MemoryError()", "perr: there is not enough memory ; ask for less, or close programs\n"),
        (
            "LookupError('x')",
            "perr: perr has a fault: LookupError('x') ; please report it, with the command that you typed\n",
        ),
    ],
)
def test_what_nobody_foresaw_is_a_sentence(tmp_path: Path, error: str, told: str) -> None:
    code = f"""import sys, perr_cli.library as library, perr_cli.__main__ as program
def broken(*_, **__):
    raise {error}
library.open_library = broken
program.main(["list"])"""
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PERR_LANG": "en"}, cwd=tmp_path, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
