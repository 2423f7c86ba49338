"""The cache: whatever happens to it, the answer is the one without it, and no more is left behind than needed."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perr_cli import cache, files
from perr_cli.cli.app import build
from perr_cli.exporters import FormatOptions, formatter
from perr_cli.library import open_library
from perr_cli.search import search
from tests.conftest import MINIMAL, Perr

THESAURUS = "concepts:\n- id: emploi\n  label: {fr: emploi, en: employment}\n  terms: [travail]\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of one test; a small thesaurus ships, so that an index is made at once."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "thesaurus.yaml").write_text(THESAURUS, encoding="utf-8")
    monkeypatch.setattr(files, "shipped_data", lambda: shipped)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "perr"


def corpus(folder: Path, **communes: str) -> Path:
    """A data folder with communes (file name → the name of the commune), last changed long enough ago to be kept."""
    folder.mkdir(exist_ok=True)
    for name, commune in communes.items():
        (folder / f"{name}.yaml").write_text(MINIMAL.format(name=commune), encoding="utf-8")
    settle()
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return corpus(tmp_path / "data", a="Bonneville")


def settle() -> None:
    """Wait until a file that was just written counts as unchanging."""
    time.sleep(0.03)


def answer(*folders: Path, query: str = "travail") -> str:
    """What `perr search --json` prints."""
    library = open_library(folders)
    try:
        return str(formatter("json")(search(library.index, query), FormatOptions()))
    finally:
        library.index.connection.close()


def found(*folders: Path) -> list[str]:
    return [hit["id"] for hit in json.loads(answer(*folders))["hits"]]


def databases(place: Path) -> list[Path]:
    return sorted(place.glob("*.sqlite"))


def kept(place: Path, suffix: str) -> Path:
    """The one pointer (`.index`) or database (`.sqlite`) in the cache."""
    (path,) = place.glob(f"*{suffix}")
    return path


def test_an_index_is_made_once_and_kept(place: Path, data: Path) -> None:
    first = answer(data)
    (database,) = databases(place)
    before = database.stat()
    assert answer(data) == first
    assert kept(place, ".sqlite").stat() == before
    assert found(data) == ["bonneville/emploi/1"]


def empty(path: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))  # noqa: S311  (noise, no secret)


def flipped(path: Path) -> None:
    """One byte in a hundred is another, size and time are the same."""
    status, chance, raw = path.stat(), random.Random(1), bytearray(path.read_bytes())  # noqa: S311
    for at in chance.sample(range(len(raw)), max(1, len(raw) // 100)):
        raw[at] ^= 1 << chance.randrange(8)
    path.write_bytes(raw)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.executescript("CREATE TABLE item (a, b); CREATE TABLE words (c); INSERT INTO words VALUES (1);")
    connection.close()


def deleted(path: Path) -> None:
    path.unlink()


def directory(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "precious").write_text("mine", encoding="utf-8")


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def link(path: Path) -> None:
    """A link to the very file, which has been moved."""
    moved = path.rename(path.parent.parent / path.name)
    path.symlink_to(moved)


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "nowhere")


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def brackets(path: Path) -> None:
    path.write_bytes(b"[" * 200_000)


def other_json(path: Path) -> None:
    path.write_bytes(b'{"database": 5, "made": [], "file": null}\n')


def garbage_beside(path: Path) -> None:
    for suffix in ("-wal", "-journal", "-shm"):
        path.with_name(path.name + suffix).write_bytes(random.Random(2).randbytes(5000))  # noqa: S311


DAMAGE = [empty, truncated, noise, flipped, foreign, deleted, directory, fifo, link, dangling, loop, brackets,
          other_json, garbage_beside]  # fmt: skip


@pytest.mark.parametrize("suffix", [".index", ".sqlite"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_changes_no_answer(place: Path, data: Path, damage: Callable[[Path], None], suffix: str) -> None:
    right = answer(data)
    damage(kept(place, suffix))
    assert [answer(data), answer(data), answer(data)] == [right] * 3


@pytest.mark.parametrize("suffix", [".index", ".sqlite"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_leaves_no_heap_of_databases(
    place: Path, data: Path, damage: Callable[[Path], None], suffix: str
) -> None:
    answer(data)
    damage(kept(place, suffix))
    answer(data)
    after_one = sorted(place.iterdir())
    for _ in range(3):
        answer(data)
    assert len(list(place.iterdir())) <= len(after_one)


@pytest.mark.parametrize("suffix", [".index", ".sqlite"])
@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("words", [["cache"], ["cache", "--clear"], ["cache", "--rebuild"]], ids=" ".join)
def test_perr_cache_works_on_a_damaged_cache(
    place: Path, data: Path, damage: Callable[[Path], None], suffix: str, words: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    answer(data)
    damage(kept(place, suffix))
    assert build().main(["--data", str(data), *words, "--json"], prog_name="perr", standalone_mode=False) == 0
    assert json.loads(capsys.readouterr().out)["folder"] == str(place)


@pytest.mark.parametrize("suffix", [".index", ".sqlite"])
def test_nothing_is_written_through_a_link(place: Path, data: Path, tmp_path: Path, suffix: str) -> None:
    right = answer(data)
    precious = tmp_path / "precious"
    precious.write_text("mine", encoding="utf-8")
    path = kept(place, suffix)
    path.unlink()
    path.symlink_to(precious)
    assert answer(data) == right
    assert precious.read_text(encoding="utf-8") == "mine"


def file_in_place_of_the_folder(place: Path) -> None:
    place.parent.write_text("", encoding="utf-8")


def file_in_place_of_our_folder(place: Path) -> None:
    place.parent.mkdir()
    place.write_text("", encoding="utf-8")


def link_in_place_of_the_folder(place: Path) -> None:
    place.parent.symlink_to(place.parent)


@pytest.mark.parametrize(
    "block", [file_in_place_of_the_folder, file_in_place_of_our_folder, link_in_place_of_the_folder]
)
def test_where_nothing_can_be_kept_the_answer_is_the_same(
    place: Path, data: Path, block: Callable[[Path], None]
) -> None:
    block(place)
    assert found(data) == ["bonneville/emploi/1"]
    assert found(data) == ["bonneville/emploi/1"]


@pytest.mark.parametrize("home", ["/dev/null/x", "/proc/nothing", "/dev/full"])
def test_a_cache_folder_that_cannot_be_made(data: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    assert found(data) == ["bonneville/emploi/1"]


def test_a_full_disk_leaves_nothing_behind(place: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> list[int]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "_look", full)
    assert found(data) == ["bonneville/emploi/1"]
    assert list(place.iterdir()) == []


def test_a_relative_cache_home_is_ignored(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert found(data) == ["bonneville/emploi/1"]
    assert not (tmp_path / "relative").exists()
    assert len(databases(tmp_path / "home" / ".cache" / "perr")) == 1


def test_without_a_home_nothing_is_kept(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # what it does where it knows of no home
    assert found(data) == ["bonneville/emploi/1"]
    assert build().main(["cache", "--json"], prog_name="perr", standalone_mode=False) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": "perr.cache/1", "folder": None, "indexes": 0, "bytes": 0,
    }  # fmt: skip


def rewritten(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def renamed_over(path: Path, text: str) -> None:
    other = path.with_suffix(".new")
    other.write_text(text, encoding="utf-8")
    os.replace(other, path)


@pytest.mark.parametrize("write", [rewritten, renamed_over])
def test_a_change_of_the_same_size_and_time_is_seen(data: Path, write: Callable[[Path, str], None]) -> None:
    path = data / "a.yaml"
    assert found(data) == ["bonneville/emploi/1"]
    status = path.stat()
    write(path, MINIMAL.format(name="Montfermei"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert found(data) == ["montfermei/emploi/1"]
    settle()
    assert found(data) == ["montfermei/emploi/1"]


@pytest.mark.parametrize("seconds", [0, 4_102_444_800])
def test_a_change_dated_1970_or_2100_is_seen(data: Path, seconds: int) -> None:
    assert found(data) == ["bonneville/emploi/1"]
    (data / "a.yaml").write_text(MINIMAL.format(name="Montfermeil"), encoding="utf-8")
    os.utime(data / "a.yaml", (seconds, seconds))
    assert found(data) == ["montfermeil/emploi/1"]


def test_a_change_is_seen_where_the_clock_has_gone_back(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are from the future then."""
    assert found(data) == ["bonneville/emploi/1"]
    then = time.time_ns() - 3600 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: then)
    monkeypatch.setattr(time, "time", lambda: then / 10**9)
    for name in ("Avion", "Bohain"):
        (data / "a.yaml").write_text(MINIMAL.format(name=name), encoding="utf-8")
        os.utime(data / "a.yaml", ns=(then, then))
        assert found(data) == found(data) == [f"{name.lower()}/emploi/1"]


def test_a_change_right_after_an_answer_is_seen(data: Path) -> None:
    """Faster than the clock of the file system ticks."""
    for name in ("Avion", "Bohain", "Cluses", "Denain", "Elbeuf"):
        (data / "a.yaml").write_text(MINIMAL.format(name=name), encoding="utf-8")
        assert found(data) == [f"{name.lower()}/emploi/1"]


def test_a_new_file_and_a_removed_one_are_seen(data: Path) -> None:
    assert found(data) == ["bonneville/emploi/1"]
    corpus(data, b="Cluses")
    assert found(data) == ["bonneville/emploi/1", "cluses/emploi/1"]
    (data / "a.yaml").unlink()
    assert found(data) == ["cluses/emploi/1"]


def test_a_changed_thesaurus_is_seen(data: Path, tmp_path: Path) -> None:
    assert found(data) == ["bonneville/emploi/1"]
    (tmp_path / "shipped" / "thesaurus.yaml").write_text("concepts: []\n", encoding="utf-8")
    assert found(data) == []


def test_a_thesaurus_beside_the_protocols_comes_goes_and_changes(data: Path) -> None:
    own = data / "thesaurus.yaml"
    assert found(data) == ["bonneville/emploi/1"]
    own.write_text(THESAURUS.replace("travail", "labeur"), encoding="utf-8")
    assert found(data) == []
    settle()
    assert found(data) == []
    own.unlink()
    assert found(data) == ["bonneville/emploi/1"]


def test_two_folders_never_mix(place: Path, tmp_path: Path, data: Path) -> None:
    other = corpus(tmp_path / "other", a="Cluses")
    right = {data: ["bonneville/emploi/1"], other: ["cluses/emploi/1"]}
    for folder in (data, other, data, other):
        assert found(folder) == right[folder]
    assert len(databases(place)) == 2
    assert found(data, other) == ["bonneville/emploi/1", "cluses/emploi/1"]


def test_two_folders_that_are_named_alike_never_mix(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus(tmp_path / "elsewhere")
    corpus(tmp_path / "elsewhere" / "data", a="Cluses")
    for place, right in (("elsewhere", "cluses/emploi/1"), ("", "bonneville/emploi/1")) * 2:
        monkeypatch.chdir(tmp_path / place)
        assert found(Path(data.name)) == [right]


def test_folders_with_one_key_take_turns(place: Path, tmp_path: Path, data: Path) -> None:
    other = corpus(tmp_path / "other", a="Cluses")
    found(other)
    pointer = kept(place, ".index")
    slot = cache.Slot.of([data])
    assert slot
    pointer.rename(slot.pointer)
    assert found(data) == ["bonneville/emploi/1"]


# The program with the small thesaurus of these tests.
PROGRAM = """
import sys
from pathlib import Path
from perr_cli import __main__, files
files.shipped_data = lambda: Path(sys.argv[1])
__main__.main(sys.argv[2:])
"""
# A build that stops in the middle: it hears of so many files and kills its own process.
KILLED = """
import os, signal, sys
from pathlib import Path
from perr_cli import files
from perr_cli.library import open_library

def kill(done, total):
    if done == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

files.shipped_data = lambda: Path(sys.argv[1])
open_library([Path(sys.argv[2])], kill)
"""


@pytest.mark.parametrize("after", ["0", "1", "2"])
def test_a_build_that_was_killed_is_made_anew(place: Path, data: Path, after: str) -> None:
    corpus(data, b="Cluses")
    words = [str(files.shipped_data()), str(data), after]
    killed = subprocess.run([sys.executable, "-c", KILLED, *words], check=False)
    assert killed.returncode == -signal.SIGKILL
    (undone,) = place.iterdir()
    assert found(data) == ["bonneville/emploi/1", "cluses/emploi/1"]
    assert len(databases(place)) == 1
    assert undone.exists()  # somebody might still write it
    os.utime(undone, (0, 0))
    corpus(data, c="Dole")
    assert len(found(data)) == 3
    assert {path.suffix for path in place.iterdir()} == {".index", ".sqlite"}


def test_an_interrupted_build_leaves_nothing(place: Path, data: Path) -> None:
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_library([data], interrupt)
    assert list(place.iterdir()) == []


def nothing_yet(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)


def both_damaged(place: Path) -> None:
    flipped(kept(place, ".sqlite"))
    truncated(kept(place, ".index"))


@pytest.mark.parametrize("damage", [nothing_yet, both_damaged])
def test_eight_processes_at_once_agree(place: Path, data: Path, damage: Callable[[Path], None]) -> None:
    right = answer(data)
    damage(place)
    words = [str(files.shipped_data()), "--data", str(data), "search", "travail", "--json"]
    running = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(8)
    ]
    done = [(*process.communicate(timeout=120), process.returncode) for process in running]
    assert done == [(right.encode(), b"", 0)] * 8
    assert answer(data) == right
    assert len(databases(place)) == 1


def test_the_program_says_the_same_with_and_without_a_cache(perr: Perr, data: Path, place: Path) -> None:
    words = ["--data", str(data), "search", "emploi"]
    without = perr(*words, env={"XDG_CACHE_HOME": "/dev/null/x"})
    cold = perr(*words, env={"XDG_CACHE_HOME": str(place.parent)})
    warm = perr(*words, env={"XDG_CACHE_HOME": str(place.parent)})
    assert without.status == 0
    assert without == cold == warm


def test_the_folder_stands_on_one_line_however_long_its_name(perr: Perr, tmp_path: Path) -> None:
    long = tmp_path / ("x" * 100)
    assert perr("cache", env={"XDG_CACHE_HOME": str(long)}).out.splitlines()[0] == f"{long}/perr"


def test_perr_cache_shows_makes_and_clears(perr: Perr, data: Path, place: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(place.parent)}
    assert perr("cache", env=environment) == (0, f"{place}\n0 indexes, 0.0 MB\n", "")
    rebuilt = json.loads(perr("--data", str(data), "cache", "--rebuild", "--json", env=environment).out)
    (database,) = databases(place)
    assert rebuilt == {
        "schema": "perr.cache/1", "folder": str(place), "indexes": 1, "bytes": database.stat().st_size,
    }  # fmt: skip
    again = perr("--data", str(data), "cache", "--rebuild", "--json", env=environment)
    assert json.loads(again.out)["indexes"] == 1
    assert databases(place) != [database]
    assert perr("cache", "--clear", env=environment) == (0, f"{place}\n0 indexes, 0.0 MB\n", "")
    assert list(place.iterdir()) == []


def test_clear_leaves_what_is_not_ours(data: Path, place: Path) -> None:
    answer(data)
    (place / "notes.txt").write_text("mine", encoding="utf-8")
    cache.clear()
    assert [path.name for path in place.iterdir()] == ["notes.txt"]


def test_a_rebuild_names_a_file_that_cannot_be_read(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "bad.yaml").write_text("commune: [\n", encoding="utf-8")
    status = build().main(["--data", str(data), "cache", "--rebuild"], prog_name="perr", standalone_mode=False)
    assert status == 2
    assert "bad.yaml" in capsys.readouterr().err


def test_a_bad_file_is_named_as_long_as_it_is_there(data: Path) -> None:
    (data / "bad.yaml").write_text("commune: [\n", encoding="utf-8")
    settle()
    cold, warm = open_library([data]), open_library([data])
    assert cold.problems == warm.problems
    assert len(warm.problems) == 1
    for library in (cold, warm):
        library.index.connection.close()


def test_a_folder_that_is_a_link_is_left_alone(place: Path, data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    place.parent.mkdir()
    place.symlink_to(other)
    (other / f"{'0' * 8}.index").write_text("mine", encoding="utf-8")
    assert found(data) == ["bonneville/emploi/1"]
    cache.clear()
    assert [path.read_text(encoding="utf-8") for path in other.iterdir()] == ["mine"]


def test_a_pointer_of_any_size_is_no_burden(place: Path, data: Path) -> None:
    right = answer(data)
    os.truncate(kept(place, ".index"), 2**40)
    assert answer(data) == right


def test_files_that_change_while_they_are_read_are_not_taken_for_what_they_were(place: Path, data: Path) -> None:
    """A folder is a link to one corpus, and for a while to another."""
    other = corpus(data.parent / "other", a="Cluses")
    link = data.parent / "link"
    link.symlink_to(data)

    def turned(_done: int, _of: int) -> None:
        link.unlink()
        link.symlink_to(other)

    open_library([link], turned).index.connection.close()
    assert databases(place) == []
    link.unlink()
    link.symlink_to(data)
    assert found(link) == ["bonneville/emploi/1"]


def test_what_one_user_cannot_read_another_may(place: Path, data: Path) -> None:
    """A permission is not in the look of a file: its error is not kept."""
    opened = os.open

    def refused(path: str, *more: Any, **by: Any) -> int:
        if str(path).endswith("a.yaml"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *more, **by)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", refused)
        library = open_library([data])
        assert [problem.code for problem in library.problems] == ["unreadable"]
        library.index.connection.close()
    assert databases(place) == []
    assert found(data) == ["bonneville/emploi/1"]


@pytest.mark.parametrize("damage", [empty, truncated, noise, flipped, foreign])
def test_a_disk_that_changes_what_nobody_touched(
    perr: Perr, place: Path, data: Path, damage: Callable[[Path], None]
) -> None:
    """The pointer says that the database is as it was."""
    env = {"XDG_CACHE_HOME": str(place.parent)}
    right = perr("--data", str(data), "search", "emploi", "--json", env=env)
    path = kept(place, ".sqlite")
    damage(path)
    header, _, rest = kept(place, ".index").read_bytes().partition(b"\n")
    status = path.stat()
    look = [status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev]
    kept(place, ".index").write_bytes(json.dumps(json.loads(header) | {"file": look}).encode() + b"\n" + rest)
    for _ in range(2):
        assert perr("--data", str(data), "search", "emploi", "--json", env=env) == right
