"""`perr import` where it must not write, of documents with odd names, interrupted, and of what never ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from perr_cli import validation
from perr_cli.library import open_library
from perr_cli.problems import Severity
from perr_cli.provenance import trace_all
from perr_cli.validation.rules import ON_DEMAND
from tests.cli.test_import import SMALL
from tests.conftest import Done, Perr

READ = "is one of the files that are read ; choose another name\n"
HOSTILE = (
    "[red]x[/red]", "no", "a: b # c", "'- \"x\"", "\\u001b[31m", "&a *a <<: x", "`x` |y| <b>z</b>", "=1+1", "@SUM(1)",
    "\u202egauche", "\x85a", "\u2028b", "\u00a0c", "e\u0301", "\U0001f600", "%PDF", "2026-02-31", "~", "{x}", "? x",
)  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "b.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


def tree(folder: Path) -> set[str]:
    """All that is in a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


ODD = "is not a regular file ; choose another name"
NO_FOLDER = "cannot be written: Not a directory ; choose a folder that exists and can be written"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["b.txt", "-o", "mine", "--report", "b.txt"], f"perr: b.txt {READ}"),
        (["in", "-o", "mine", "--report", "in/b.txt"], f"perr: in/b.txt {READ}"),
        (["b.yaml", "-o", "b.yaml", "--force"], f"perr: b.yaml {READ}"),
        (["b.txt", "-o", "r.yaml", "--report", "r.yaml"], f"perr: r.yaml {READ}"),
        (["b.txt", "-o", "mine", "--report", "/dev/full"], f"perr: /dev/full {ODD}\n"),
        (["", "-o", "mine"], "perr: the name of a document is empty ; give a file or a folder\n"),
        (["b.txt", "-o", ""], "perr: the name is empty ; see `perr import --help`\n"),
        (["b.txt", "-o", "mine", "--report", "in/../mine/protocols/r.json"], "perr: in/../mine/protocols is where "
         "protocols and their documents go ; choose another folder\n"),
        (["b.txt", "-o", "mine", "--report", "mine/sources/b.txt"],
         "perr: mine/sources is where protocols and their documents go ; choose another folder\n"),
        (["b.txt", "-o", "mine", "--report", "no/r.json"],
         "perr: no/r.json cannot be written: No such file or directory ; "
         "choose a folder that exists and can be written\n"),
        (["b.txt", "-o", "mine", "--report", "b.md"], "perr: b.md exists ; choose another name, or add --force\n"),
    ],
)  # fmt: skip
def test_nothing_that_is_read_is_written(perr: Perr, tmp_path: Path, words: list[str], message: str) -> None:
    (tmp_path / "in").mkdir()
    for name in ("in/b.txt", "b.yaml", "b.md"):
        (tmp_path / name).write_text(SMALL, encoding="utf-8")
    before = tree(tmp_path)
    assert perr("import", *words) == (2, "", message)
    assert tree(tmp_path) == before
    assert {(tmp_path / name).read_text(encoding="utf-8") for name in ("b.txt", "in/b.txt", "b.yaml")} == {SMALL}


@pytest.mark.usefixtures("small")
def test_no_report_replaces_a_document_of_other_data(perr: Perr, tmp_path: Path) -> None:
    assert perr("import", "b.txt", "-o", "other").status == 0
    words = ["b.txt", "-o", "mine", "--report", "other/sources/b.txt", "--force"]
    assert perr("import", *words) == (2, "", "perr: other/sources/b.txt is data for perr ; choose another name\n")
    assert (tmp_path / "other/sources/b.txt").read_text("utf-8") == SMALL
    assert not (tmp_path / "mine").exists()


PROTOCOL, SOURCE = "mine/protocols/bonneville.yaml", "mine/sources/b.txt"


def folder(path: Path) -> None:
    path.mkdir()


def link(path: Path) -> None:
    path.symlink_to("elsewhere")


def text(path: Path) -> None:
    path.write_text("x", encoding="utf-8")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("at", "make", "message"),
    [
        (PROTOCOL, folder, f"{PROTOCOL} {ODD}"),
        (PROTOCOL, link, f"{PROTOCOL} {ODD}"),
        (PROTOCOL, os.mkfifo, f"{PROTOCOL} {ODD}"),
        (SOURCE, folder, f"{SOURCE} {ODD}"),
        (SOURCE, link, f"{SOURCE} {ODD}"),
        (SOURCE, os.mkfifo, f"{SOURCE} {ODD}"),
        ("mine", text, f"{PROTOCOL} {NO_FOLDER}"),
        ("mine/sources", text, f"{SOURCE} {NO_FOLDER}"),
        ("mine/protocols", text, f"{PROTOCOL} {NO_FOLDER}"),
    ],
)  # fmt: skip
def test_where_one_file_cannot_be_none_is_written(
    perr: Perr, tmp_path: Path, at: str, make: Callable[[Path], None], message: str
) -> None:
    target = tmp_path / at
    target.parent.mkdir(parents=True, exist_ok=True)
    make(target)
    before = tree(tmp_path)
    assert perr("import", "b.txt", "-o", "mine", "--force") == (2, "", f"perr: {message}\n")
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a\nb.txt", "a-nb.txt"),
        ("\x1b[31m.txt", "u001b-31m.txt"),
        ("[red].txt", "[red].txt"),
        ("-x.txt", "x.txt"),
        ("a\udce9.txt", "a-xe9.txt"),
        ("é" * 115 + ".txt", "é" * 115 + ".txt"),
        ("\x01" * 240 + ".txt", None),
        ("CON.txt", "bonneville.txt"),
        ("aux", "bonneville.txt"),
        ("..txt", "bonneville.txt"),
        ("a#b.txt", "a#b.txt"),
        ("a: b.txt", "a-b.txt"),
        ("no.txt", "no.txt"),
        ("a\u202eb.txt", "a-u202eb.txt"),
    ],
)
def test_names_of_documents(perr: Perr, tmp_path: Path, name: str, kept: str | None) -> None:
    with open(os.fsencode(tmp_path) + b"/" + os.fsencode(name), "wb") as file:
        file.write(SMALL.encode())
    # No argument is anything but UTF-8: what is not is found in its folder.
    words = ["."] if "\udce9" in name else [f"./{name}"]
    done = perr("import", *words, "-o", "mine")
    assert done.status == 0, done.err
    assert done.err.replace("\n", "").isprintable()
    (source,) = os.listdir(tmp_path / "mine/sources")
    assert source == (kept or source)
    assert len(source) < 240
    protocol = open_library([tmp_path / "mine"]).protocol("bonneville")
    assert all(trace_all(protocol).values())
    found = validation.check([tmp_path / "mine"], rules=ON_DEMAND).problems
    assert [problem for problem in found if problem.severity is Severity.error] == []


def test_two_documents_of_one_name(perr: Perr, tmp_path: Path) -> None:
    for name, commune in (("a", "Bonneville"), ("b", "Autreville")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "p.txt").write_text(SMALL.replace("Bonneville", commune), encoding="utf-8")
    for words in ([], ["--force"]):
        assert perr("import", "a", "b", "-o", "mine", *words).status == 0
        assert sorted(os.listdir(tmp_path / "mine/sources")) == ["p-2.txt", "p.txt"]
        assert perr("--data", "mine", "validate", "--against-source").status == 0
        for path in tree(tmp_path / "mine"):
            if (tmp_path / "mine" / path).is_file():
                (tmp_path / "mine" / path).unlink()
    (tmp_path / "b" / "p.txt").write_bytes((tmp_path / "a" / "p.txt").read_bytes())
    done = perr("import", "a", "b", "-o", "mine")
    assert done.status == 2
    assert "perr: Bonneville is also in a/p.txt ; import one of the two with --edition\n" in done.err


@pytest.mark.usefixtures("small")
def test_a_commune_with_a_name_too_long_for_a_file(perr: Perr, tmp_path: Path) -> None:
    done = perr("import", "b.txt", "-o", "mine", "--commune", "X" * 300)
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith("cannot be written: File name too long ; choose a folder that exists and can be written\n")
    assert not (tmp_path / "mine").exists()


@pytest.mark.usefixtures("small")
def test_an_empty_folder_hides_no_document(perr: Perr, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = perr("import", "b.txt", "empty", "-o", "mine")
    assert done.status == 2
    assert done.out.startswith("mine/protocols/bonneville.yaml")
    assert done.err.startswith("perr: no document in empty ; ")


def run(tmp_path: Path, shell: str) -> Done:
    done = subprocess.run(
        ["bash", "-c", shell, "perr", sys.executable, "-m", "perr_cli"], cwd=tmp_path, capture_output=True, text=True,
        timeout=60, check=False, env={**os.environ, "PERR_LANG": "en"},
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("shell", "status"),
    [
        ('"$@" import b.txt -o mine >&-', 2),
        ('"$@" import b.txt -o mine >/dev/full', 2),
        ('"$@" import b.txt -o mine 2>&-', 0),
        ('"$@" import b.txt -o mine 2>/dev/full', 2),
        ('"$@" import - -o mine <&-', 2),
        ('yes | "$@" import - -o mine', 2),
        ("TERM=dumb COLUMNS=-5 LANG=tr_TR LC_ALL=C \"$@\" import b.txt -o mine", 0),
    ],
)  # fmt: skip
def test_streams(tmp_path: Path, shell: str, status: int) -> None:
    done = run(tmp_path, shell)
    assert done.status == status, done
    assert "Traceback" not in done.err
    assert "fault" not in done.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("delay", [0.05, 0.25, 0.35, 0.45, 0.6])
def test_an_interruption_leaves_whole_files(small: Path, tmp_path: Path, number: int, delay: float) -> None:
    small.write_text(SMALL + "○ Ouvrir une crèche\n" * 5000, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "perr_cli", "import", "b.txt", "-o", "mine"], cwd=tmp_path, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(delay)
    process.send_signal(number)
    _out, err = process.communicate(timeout=60)
    if ("perr_cli" not in err and "KeyboardInterrupt" in err) or process.returncode == -number:
        return  # the signal came before Python had come to the program
    assert (process.returncode in (0, 130), "Traceback" in err) == (True, False)
    assert not [name for name in tree(tmp_path) if ".perr-" in name]


def test_hostile_texts_are_read_back(perr: Perr, tmp_path: Path) -> None:
    lines = [f"Lever {text} ici" for text in HOSTILE] + ["Lever " + "mot " * 3000 + "fin"]
    text = "Commune de Bonneville\n\nThématique emploi\n\n" + "".join(f"→ {line}\n" for line in lines)
    (tmp_path / "x.md.txt").write_text(text, encoding="utf-8")
    assert perr("import", "x.md.txt", "-o", "mine").status == 0
    import json

    shown = json.loads(perr("--data", "mine", "show", "bonneville", "--json").out)
    told = [one["text"] for one in shown["protocols"][0]["themes"][0]["objectives"]]
    kept = [line for line in lines if "<b>" not in line and "\x85" not in line and "\u2028" not in line]
    assert [line for line in kept if line not in told] == []
    for words in (["show", "bonneville"], ["search", "lever"], ["trace", "bonneville/emploi/1"], ["validate"]):
        for form in ("table", "markdown"):
            done = perr("--data", "mine", *words, "-f", form)
            assert done.status == 0, (words, done.err)
            assert not {"\x1b", "\u202e", "\x85", "\u2028"} & set(done.out + done.err), words


@pytest.mark.parametrize(
    ("source", "document", "text", "said"),
    [
        ("b.txt", "a " * 20_000, "a " * 2000 + "b", "does not say"),
        ("b.txt", "a\n" * 50_000, "a " * 3000 + "b", "does not say"),
        ("b.txt", "mot " * 15_000, "mot " * 14_000 + "fin", "does not say"),
        ("b.txt", "a-\n" * 20_000, "a" * 3000 + "b", "does not say"),
        ("b.html", "<html><body><p>" + "&eacute; <" * 20_000 + "x", "b", "does not say"),
        ("b.txt", "-" * 20_000, "b", "does not say"),
        ("x" * 5000 + ".txt", "", "b", "cannot be read: File name too long"),
        ("/etc/passwd", "", "b", "/mine/sources/passwd: cannot be read: No such file or directory"),
        ("../../../../etc/passwd", "", "b", "/mine/sources/passwd: cannot be read: No such file or directory"),
    ],
    ids=range(9),
)
def test_a_source_is_looked_through_in_bounded_time(
    perr: Perr, tmp_path: Path, source: str, document: str, text: str, said: str
) -> None:
    for name in ("protocols", "sources"):
        (tmp_path / "mine" / name).mkdir(parents=True)
    if document:
        (tmp_path / "mine/sources" / source).write_text(document, encoding="utf-8")
    (tmp_path / "mine/protocols/b.yaml").write_text(
        f"commune: Bonneville\nsource:\n  document: {source}\n"
        f'themes:\n- key: emploi\n  objectives:\n  - text: "{text}"\n',
        encoding="utf-8",
    )
    start = time.monotonic()
    traced = perr("--data", "mine", "trace", "bonneville/emploi/1")
    checked = perr("validate", "mine", "--against-source")
    assert time.monotonic() - start < 30
    assert (traced.status, checked.status) == (2, 1)
    assert said in traced.err
    assert "fault" not in traced.err + checked.err
