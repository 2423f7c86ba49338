"""Machines that lack something: a home, a cache, room on the disk, files that stay as they are while they are read."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from perr_cli.files import shipped_data
from tests.conftest import MINIMAL, Perr, write_data
from tests.hostile import laws

ENVIRONMENTS: dict[str, dict[str, str]] = {
    "no home": {"HOME": "", "XDG_CACHE_HOME": ""},
    "a home that is not there": {"HOME": "/nowhere/at/all", "XDG_CACHE_HOME": ""},
    "a home that is a device": {"HOME": "/dev/null", "XDG_CACHE_HOME": ""},
    "a cache home that is a file": {"XDG_CACHE_HOME": __file__},
    "a cache home that is relative": {"XDG_CACHE_HOME": "a/b"},
    "a cache home where nothing can be made": {"XDG_CACHE_HOME": "/proc/self"},
    "a cache home of a name that cannot be": {"XDG_CACHE_HOME": "/" + "x" * 300},
    "no folder for temporary files": {"TMPDIR": "/nowhere", "XDG_CACHE_HOME": "/proc/self"},
    "no search path": {"PATH": ""},
    "a pager that is not there": {"PAGER": "/nowhere/less", "PERR_PAGER": "/nowhere/less"},
    "a strange screen": {"COLUMNS": "-5", "LINES": "abc", "TERM": "\x1b[31m"},
}
CALLS = (
    ("list", "--json"), ("search", "mobilité", "--json"), ("diff", "ris", "savigny", "-f", "csv"),
    ("profile", "--json"), ("export", "-c", "ris"), ("trace", "ris/emploi/1"), ("thesaurus", "gusp"),
    ("report", "ris", "savigny", "-o", "r.md"),
)  # fmt: skip


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_no_environment_changes_what_is_said(perr: Perr, tmp_path: Path, words: tuple[str, ...]) -> None:
    right = perr(*words)
    laws.holds(right)
    written = (tmp_path / "r.md").read_bytes() if "r.md" in words else b""
    for name, env in ENVIRONMENTS.items():
        (tmp_path / "r.md").unlink(missing_ok=True)
        assert perr(*words, env=env) == right, name
        assert sorted(path.name for path in tmp_path.iterdir()) == (["r.md"] if written else [])
        assert not written or (tmp_path / "r.md").read_bytes() == written


WRITES = (
    ("report", "ris", "savigny", "-o", "out.md"), ("report", "ris", "savigny", "-o", "out.html"),
    ("report", "ris", "savigny", "-o", "out.xlsx"), ("report", "ris", "savigny", "-o", "out.docx"),
    ("export", "-o", "out.csv"), ("export", "-o", "out.parquet"), ("search", "a*", "-n", "0", "-o", "out.json"),
    ("diff", "ris", "savigny", "-o", "out.txt"),
)  # fmt: skip


def without_room(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A file may have 4,000 bytes; what a file system answers that has no more is the same but for its reason."""
    return subprocess.run(
        [sys.executable, "-m", "perr_cli", *words],
        cwd=folder,
        env={**os.environ, "PERR_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)),
    )


@pytest.mark.parametrize("words", WRITES, ids=" ".join)
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, words: tuple[str, ...]) -> None:
    target = tmp_path / words[-1]
    target.write_text("old", encoding="utf-8")
    done = without_room(tmp_path, *words)
    reason = "File too large ; make room, or write elsewhere"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"perr: {words[-1]} cannot be written: {reason}\n"
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_an_import_that_finds_no_room_leaves_nothing(tmp_path: Path) -> None:
    source = shipped_data() / "sources" / "ris-orangis_savigny-le-temple.txt"
    done = without_room(tmp_path, "import", str(source), "-o", "new/folder/")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(" cannot be written: File too large ; make room, or write elsewhere\n")
    assert list(tmp_path.iterdir()) == []


def test_of_several_communes_none_is_left_where_one_finds_no_room(tmp_path: Path) -> None:
    title = "Protocole d'engagements renforcés et réciproques de la commune de {}\n\n"
    towns = f"{title}Thématique emploi\n\n→ Lever les freins\n\n"
    text = towns.format("Abville") + towns.format("Bonneville") + "→ Former les jeunes à un métier\n\n" * 200
    for place in (tmp_path, tmp_path / "new" / "sources"):  # it need not be copied, which would find no room, either
        place.mkdir(parents=True, exist_ok=True)
        (place / "towns.txt").write_text(text, encoding="utf-8")
    done = without_room(tmp_path, "import", "towns.txt", "-o", "new/")
    assert done.returncode == 2
    assert done.stderr.startswith("perr: new/protocols/bonneville.yaml cannot be written: File too large")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["sources"]


def test_files_that_change_meanwhile_are_old_new_or_named(perr: Perr, tmp_path: Path) -> None:
    """One is written anew by halves, one is replaced, one comes and goes, a folder does, too."""
    data = write_data(tmp_path)
    ended = threading.Event()

    def change() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            text = MINIMAL.format(name=f"Halbourg {number}")
            with (data / "half.yaml").open("w", encoding="utf-8") as file:
                for part in (text[:40], text[40:]):
                    file.write(part)
                    file.flush()
            (tmp_path / "new").write_text(MINIMAL.format(name=f"Neubourg {number}"), encoding="utf-8")
            (tmp_path / "new").replace(data / "new.yaml")
            (data / "new.yaml").unlink()
            (data / "sub").mkdir()
            (data / "sub" / "x.yaml").write_text(MINIMAL.format(name="Subourg"), encoding="utf-8")
            (data / "sub" / "x.yaml").unlink()
            (data / "sub").rmdir()

    thread = threading.Thread(target=change)
    thread.start()
    try:
        for _ in range(6):
            for words in (
                ("list", "--json"),
                ("search", "freins", "--json"),
                ("export", "-f", "json"),
                ("validate", "data", "--json"),
            ):
                done = perr(*(() if words[0] == "validate" else ("--data", "data")), *words)
                laws.holds(done, (0, 1, 2))
                laws.strict_json(done.out)
                assert "onneville" in done.out or words[0] == "validate"
    finally:
        ended.set()
        thread.join()
    assert perr("--data", "data", "list", "--json").status in (0, 2)
