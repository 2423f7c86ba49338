"""Building by several processes: the same index as by one, whoever dies, and everything in the order of the files."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from perr_cli import building
from perr_cli.building import fill
from perr_cli.index import Index

THESAURUS = """\
concepts:
- id: emploi
  label: {fr: emploi, en: employment}
- id: gusp
  label: {fr: gestion urbaine, en: upkeep}
  acronyms: {GUSP: gestion urbaine et sociale de proximité}
"""
PROTOCOL = """\
commune: Ville {n}
themes:
- key: emploi
  objectives:
  - text: Lever les freins à l'emploi du quartier {n}
    actions: [Relancer la GUSP, Ouvrir {n} permanences]
"""


@pytest.fixture
def thesaurus(tmp_path: Path) -> Path:
    path = tmp_path / "thesaurus.yaml"
    path.write_text(THESAURUS, encoding="utf-8")
    return path


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    """Twenty files: some cannot be read, some have a commune that another one has."""
    data = tmp_path / "data"
    data.mkdir()
    for n in range(20):
        text = "commune: [\n" if n in (3, 11, 19) else PROTOCOL.format(n=4 if n in (6, 12) else n)
        (data / f"{n:02}.yaml").write_text(text, encoding="utf-8")
    return sorted(map(str, data.iterdir()))


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three readers, which send two files at once."""
    monkeypatch.setattr(building, "_WORTH", 1)
    monkeypatch.setattr(building, "_BATCH", 2)
    monkeypatch.setattr(building, "_PROCESSES", 3)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)


def built(paths: list[str], thesaurus: Path, **more: Any) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    fill(connection, paths, [thesaurus], **more)
    return connection


def content(connection: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table; of the full text tables, the rows by each word."""
    tables = ["protocol", "scheme", "theme", "item", "problem", "vocabulary", "entry", "phrase", "term_word", "place"]
    rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    rows["used"] = sorted(connection.execute("SELECT * FROM used"))
    for table in ("words", "around"):
        connection.execute(f"CREATE VIRTUAL TABLE temp.{table}_all USING fts5vocab(main, {table}, instance)")
        rows[table] = connection.execute(f"SELECT * FROM temp.{table}_all ORDER BY 1, 2, 3, 4").fetchall()
    return rows


def test_several_processes_make_the_index_of_one(
    paths: list[str], thesaurus: Path, request: pytest.FixtureRequest
) -> None:
    alone = content(built(paths, thesaurus))
    request.getfixturevalue("several")
    assert content(built(paths, thesaurus)) == alone
    assert len(alone["protocol"]) == 15
    assert len(alone["words"]) > 100


@pytest.mark.usefixtures("several")
def test_problems_and_clashes_come_in_the_order_of_the_files(paths: list[str], thesaurus: Path) -> None:
    found = [(Path(p.path).name, p.code) for p in Index(built(paths, thesaurus)).problems()]
    assert found == [
        ("03.yaml", "syntax"),
        ("06.yaml", "same-commune"),
        ("11.yaml", "syntax"),
        ("12.yaml", "same-commune"),
        ("19.yaml", "syntax"),
    ]


@pytest.mark.usefixtures("several")
def test_a_clash_names_the_first_file(paths: list[str], thesaurus: Path) -> None:
    problems = Index(built(paths, thesaurus)).problems()
    clashes = [dict(p.arguments) for p in problems if p.code == "same-commune"]
    assert [Path(clash["other"]).name for clash in clashes] == ["04.yaml", "04.yaml"]


@pytest.mark.usefixtures("several")
def test_progress_counts_every_file(paths: list[str], thesaurus: Path) -> None:
    heard: list[tuple[int, int]] = []
    built(paths, thesaurus, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(n, 20) for n in range(21)]


@pytest.mark.parametrize("reads", [0, 1, 3])
def test_a_reader_that_dies_is_replaced(
    paths: list[str], thesaurus: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, reads: int
) -> None:
    alone = content(built(paths, thesaurus))
    request.getfixturevalue("several")
    read = building._Other.next
    asked = []

    def killing(other: building._Other) -> list[building.Read]:
        asked.append(other)
        if len(asked) > reads and other._process:
            other._process.kill()
        return read(other)

    monkeypatch.setattr(building._Other, "next", killing)
    assert content(built(paths, thesaurus)) == alone


@pytest.mark.parametrize("program", ["/nonexistent/python", "/bin/false", "/bin/echo"])
def test_readers_that_cannot_be_started_are_not_needed(
    paths: list[str], thesaurus: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, program: str
) -> None:
    alone = content(built(paths, thesaurus))
    request.getfixturevalue("several")
    monkeypatch.setattr(sys, "executable", program)
    assert content(built(paths, thesaurus)) == alone


@pytest.mark.usefixtures("several")
def test_readers_end_when_the_build_is_interrupted(
    paths: list[str], thesaurus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    make = building._Other.__init__

    def noting(other: building._Other, *arguments: Any) -> None:
        make(other, *arguments)
        if other._process:
            started.append(other._process)

    def interrupt(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(building._Other, "__init__", noting)
    with pytest.raises(KeyboardInterrupt):
        built(paths, thesaurus, progress=interrupt)
    assert len(started) == 3
    assert all(process.returncode is not None for process in started)


# A build that is killed while others read for it: they write into a pipe that nobody reads any more.
KILLED = """
import os, signal, sys, sqlite3
from pathlib import Path
from perr_cli import building
building._WORTH, building._BATCH, os.cpu_count = 1, 1, lambda: 2
def kill(done, total):
    if done == 2:
        print(*(other._process.pid for other in started), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
started = []
make = building._Other.__init__
building._Other.__init__ = lambda other, *more: (make(other, *more), started.append(other))[0]
building.fill(sqlite3.connect(":memory:"), sorted(map(str, Path(sys.argv[1]).iterdir())), [Path(sys.argv[2])], kill)
"""


def test_readers_end_when_the_build_is_killed(paths: list[str], thesaurus: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(Path(paths[0]).parent), str(thesaurus)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")
    readers = [int(pid) for pid in done.stdout.split()]
    assert len(readers) == 2
    for pid in readers:
        for _ in range(200):  # they end by themselves, a moment later
            if not Path(f"/proc/{pid}").exists() or " Z " in Path(f"/proc/{pid}/stat").read_text():
                break
            time.sleep(0.05)
        else:
            pytest.fail(f"{pid} goes on")


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.usefixtures("several")
def test_few_files_are_enough(paths: list[str], thesaurus: Path, count: int) -> None:
    connection = built(paths[:count], thesaurus)
    assert connection.execute("SELECT count(*) FROM protocol").fetchone() == (count if count < 4 else count - 1,)


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_is_left_as_it_was(paths: list[str], thesaurus: Path, collecting: bool) -> None:
    import gc

    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        built(paths, thesaurus)
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.usefixtures("several")
def test_no_module_of_the_folder_that_somebody_stands_in_is_run(
    thesaurus: Path, paths: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pydantic", "json", "perr_cli"):
        (tmp_path / f"{name}.py").write_text("open('run', 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    connection = sqlite3.connect(":memory:")
    fill(connection, paths, [thesaurus])
    assert Index(connection).protocols()
    assert not (tmp_path / "run").exists()
