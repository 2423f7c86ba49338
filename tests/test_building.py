"""Building by several processes: the same index as by one, whoever dies, and everything in the order of the files."""

from __future__ import annotations

import os
import signal
import sqlite3
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


@pytest.mark.parametrize("deadly", [0, 1, 7, 19])
def test_a_reader_that_dies_is_replaced(
    paths: list[str], thesaurus: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, deadly: int
) -> None:
    alone = content(built(paths, thesaurus))
    request.getfixturevalue("several")
    ours, read = os.getpid(), building._Reader.read

    def killing(reader: building._Reader, path: str) -> building.Read:
        if path == paths[deadly] and os.getpid() != ours:
            os.kill(os.getpid(), signal.SIGKILL)
        return read(reader, path)

    monkeypatch.setattr(building._Reader, "read", killing)
    assert content(built(paths, thesaurus)) == alone


@pytest.mark.usefixtures("several")
def test_readers_end_when_the_build_is_interrupted(paths: list[str], thesaurus: Path) -> None:
    from multiprocessing import active_children

    def interrupt(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(paths, thesaurus, progress=interrupt)
    assert active_children() == []


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
