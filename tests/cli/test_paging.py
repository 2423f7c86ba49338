"""Paging on a terminal: when, by what, and what becomes of the status."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perr_cli.library import Library
from tests.conftest import needs
from tests.terminal import Terminal

Run = Callable[..., Terminal]


@pytest.fixture
def run(tmp_path: Path, cache_folder: Path, library: Library) -> Run:
    """Runs perr in a terminal of 24 lines; the index is kept already, so that no progress is told."""
    assert library.protocols

    def start(*words: str, **env: str) -> Terminal:
        clean = {
            "PATH": os.environ["PATH"], "PERR_LANG": "en", "XDG_CACHE_HOME": str(cache_folder), "TERM": "xterm",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        }  # fmt: skip
        program = [sys.executable, "-m", "perr_cli", *words]
        return Terminal(program, env=clean | env, cwd=tmp_path)

    return start


MARK = "sed 's/^/| /'"
"""A pager that can be seen."""


@pytest.mark.parametrize(
    "env", [{"PERR_PAGER": MARK}, {"PAGER": MARK}, {"PERR_PAGER": MARK, "PAGER": "false"}], ids=str
)
def test_what_is_longer_than_the_terminal_is_paged(run: Run, env: dict[str, str]) -> None:
    status, shown = run("show", "ris", **env).end()
    assert status == 0
    assert all(line.startswith("| ") for line in shown.splitlines())
    assert "Thématique logement" in shown
    assert "\x1b[1mRis-Orangis\x1b[0m" in shown  # it is on a terminal all the same


@pytest.mark.parametrize("words", [["list"], ["search", "mobilité", "-n", "1"]], ids=str)
def test_what_fits_is_not(run: Run, words: list[str]) -> None:
    status, shown = run(*words, PERR_PAGER=MARK).end()
    assert (status, "| " in shown) == (0, False)


@pytest.mark.parametrize(
    "env",
    [
        {"PERR_PAGER": ""},
        {"PERR_PAGER": "cat"},
        {"PAGER": "cat"},
        {"PERR_PAGER": "", "PAGER": MARK},
        {"PERR_PAGER": MARK, "TERM": "dumb"},
    ],
    ids=str,
)
def test_no_pager_is_none(run: Run, env: dict[str, str]) -> None:
    status, shown = run("show", "ris", **env).end()
    assert (status, "| " in shown, "Thématique logement" in shown) == (0, False, True)


def test_a_pager_that_is_not_there_hides_nothing(run: Run) -> None:
    status, shown = run("show", "ris", PERR_PAGER="no-such-pager -x").end()
    assert status == 0
    assert "Thématique logement" in shown


def test_a_file_is_not_paged(run: Run, tmp_path: Path) -> None:
    status, shown = run("show", "ris", "-o", "ris.json", PERR_PAGER=MARK).end()
    assert (status, shown) == (0, "")
    assert (tmp_path / "ris.json").stat().st_size > 10_000


def test_the_status_is_that_of_the_call(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("commune: A\n", encoding="utf-8")
    shutil.copytree(Path(__file__).parents[2] / "data" / "protocols", tmp_path / "protocols")
    status, shown = run("--data", "protocols", "--data", "bad.yaml", "show", "ris", PERR_PAGER=MARK).end()
    assert status == 2
    assert "\n| " in shown
    assert shown.splitlines()[-1].startswith("perr: bad.yaml:")


def test_a_pager_that_leaves_early_is_no_failure(run: Run) -> None:
    status, shown = run("show", "ris", "--json", PERR_PAGER="head -1").end()
    assert (status, shown) == (0, "{\n")


def test_the_pager_is_told_how_to_show_colours_unless_the_reader_has_said(run: Run) -> None:
    assert run("show", "ris", PERR_PAGER='echo "$LESS"').end() == (0, "FRX\n")
    assert run("show", "ris", PERR_PAGER='echo "$LESS"', LESS="S").end() == (0, "S\n")


def test_what_the_data_say_is_no_command_of_the_terminal(run: Run, tmp_path: Path) -> None:
    objectives = "".join(f'  - text: "a{n} \\e]0;x\\a\\e[31m"\n' for n in range(40))
    (tmp_path / "a.yaml").write_text(
        f"commune: A\nthemes:\n- key: emploi\n  objectives:\n{objectives}", encoding="utf-8"
    )
    status, shown = run("--data", "a.yaml", "show", "a", NO_COLOR="1", PERR_PAGER=MARK).end()
    paged = shown[shown.index("| ") :]  # behind the progress
    assert (status, "\x1b" in paged) == (0, False)
    assert "a39 \\u001b]0;x\\u0007\\u001b[31m" in paged


@pytest.fixture
def less(run: Run) -> Terminal:
    """`less`, which shows the first page."""
    needs("less")
    terminal = run("show", "ris")
    terminal.until("\n:")
    return terminal


def test_less_is_the_pager_that_everybody_has(less: Terminal) -> None:
    less.type("q")
    status, shown = less.end()
    assert (status, "Traceback" in shown) == (0, False)


def test_an_interruption_is_for_less(less: Terminal) -> None:
    less.type("\x03")
    less.insist("G", "(END)")  # it lives
    less.type("q")
    assert less.end()[0] == 0


def test_the_end_of_perr_is_the_end_of_the_pager(less: Terminal) -> None:
    os.kill(less.pid, signal.SIGTERM)
    assert less.end()[0] == 130
