"""What `perr report` takes and refuses, and that the same data give the same bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from perr_cli import __version__
from perr_cli.cli.app import COMMANDS
from tests.conftest import MINIMAL, Perr
from tests.test_language import FRENCH

Folder = Callable[..., Path]
TOWNS = ("report", "ris", "savigny")
NO_KIND = "the file's name does not say in which format to write it ; choose one of: .html, .xlsx, .docx, .md"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ris", "savigny"], "the option --output is missing ; see `perr report --help`"),
        (["-o", "r.md"], "the argument COMMUNE... is missing ; see `perr report --help`"),
        (["ris", "savigny", "-o", "r"], NO_KIND),
        (["ris", "savigny", "-o", "r.pdf"],
         "perr does not write .pdf files here ; choose one of: .html, .xlsx, .docx, .md"),
        (["ris", "-o", "r.md"], "a report compares 2 to 12 communes, not 1 ; see `perr report --help`"),
        (["ris", "91521", "-o", "r.md"], "a report compares 2 to 12 communes, not 1 ; see `perr report --help`"),
        (["ris", "atlantis", "-o", "r.md"],
         "no commune is called “atlantis” ; choose one of: ris-orangis, savigny-le-temple"),
        (["ris", "savigny", "-o", "r.md", "--date", "31/01/2026"],
         "“31/01/2026” is no day: give it as 2026-01-31 ; see `perr report --help`"),
        (["ris", "savigny", "-o", "r.md", "--date", "\x1b[31m"],
         "“\\u001b[31m” is no day: give it as 2026-01-31 ; see `perr report --help`"),
        (["ris", "savigny", "-o", "no/r.md"],
         "no/r.md cannot be written: No such file or directory ; choose a folder that exists and can be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(perr: Perr, tmp_path: Path, words: list[str], said: str) -> None:
    assert perr("report", *words) == (2, "", f"perr: {said}\n")
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_twelve_communes_are_the_most(perr: Perr, folder: Folder, tmp_path: Path) -> None:
    names = [f"Town{letter}" for letter in "abcdefghijklm"]
    data = str(folder(**{name: MINIMAL.format(name=name) for name in names}))
    assert perr("--data", data, "report", *names, "-o", "r.md") == (
        2, "", "perr: a report compares 2 to 12 communes, not 13 ; see `perr report --help`\n",
    )  # fmt: skip
    for suffix in ("md", "html", "docx", "xlsx"):
        assert perr("--data", data, "report", *names[:12], "-o", f"r.{suffix}") == (0, "", "")
    assert (tmp_path / "r.md").read_text("utf-8").splitlines()[0] == "# 12 communes: commitments compared"


@pytest.mark.parametrize(
    ("words", "env", "day"),
    [
        ([], {}, ""),
        (["--date", "2026-01-31"], {}, "31 January 2026"),
        ([], {"SOURCE_DATE_EPOCH": "1767225600"}, "1 January 2026"),
        (["--date", "2025-12-24"], {"SOURCE_DATE_EPOCH": "1767225600"}, "24 December 2025"),
        ([], {"SOURCE_DATE_EPOCH": ""}, ""),
        (["--date", "2025-12-24"], {"SOURCE_DATE_EPOCH": "soon"}, "24 December 2025"),
    ],
)
def test_it_bears_a_day_only_where_one_is_given(
    perr: Perr, tmp_path: Path, words: list[str], env: dict[str, str], day: str
) -> None:
    assert perr(*TOWNS, "-o", "r.md", *words, env=env | {"TZ": "Pacific/Kiritimati"}) == (0, "", "")
    said = (tmp_path / "r.md").read_text("utf-8").partition("## Summary")[0].splitlines()[4:5]
    assert said == [day] * bool(day)


@pytest.mark.parametrize("epoch", ["soon", "99999999999999999999", "-1e3"])
def test_a_wrong_source_date_is_refused(perr: Perr, epoch: str) -> None:
    assert perr(*TOWNS, "-o", "r.md", env={"SOURCE_DATE_EPOCH": epoch}).err == (
        f"perr: SOURCE_DATE_EPOCH is “{epoch}”: it must be a number of seconds since 1970 ; see `perr report --help`\n"
    )


def test_title_theme_and_keyword(perr: Perr, tmp_path: Path) -> None:
    perr(*TOWNS, "-o", "r.md", "--title", "Se déplacer*", "-t", "emploi", "-k", "mobilité")
    lines = (tmp_path / "r.md").read_text("utf-8").splitlines()
    assert lines[0] == "# Se déplacer\\*"
    assert lines[2].endswith("(PERR) · Employment, economic development and integration into work · “mobilité”")
    assert [line for line in lines if line.startswith("## ")] == [
        "## Summary", "## Employment, economic development and integration into work", "## What the commitments do",
        "## Subjects", "## Silences", "## What can be checked", "## Sources and method", "## How to cite",
    ]  # fmt: skip


def test_nothing_that_is_read_is_written_over(perr: Perr, folder: Folder) -> None:
    data = folder(a=MINIMAL.format(name="Aix"))
    (data / "a.yaml").rename(data / "r.md")
    (data / "a.yaml").symlink_to("r.md")
    before = (data / "r.md").read_bytes()
    done = perr("--data", str(data), "report", "aix", "bonneville", "-o", str(data / "r.md"))
    assert (done.status, (data / "r.md").read_bytes()) == (2, before)


@pytest.mark.parametrize("suffix", ["html", "xlsx", "docx", "md"])
def test_the_same_data_give_the_same_bytes(perr: Perr, tmp_path: Path, suffix: str) -> None:
    found = set()
    for number, (seed, zone) in enumerate([("1", "UTC"), ("2", "Asia/Tokyo")]):
        env = {"PYTHONHASHSEED": seed, "TZ": zone}
        assert perr(*TOWNS, "-o", f"{number}.{suffix}", env=env) == (0, "", "")
        found.add(hashlib.sha256((tmp_path / f"{number}.{suffix}").read_bytes()).hexdigest())
    assert len(found) == 1


def test_it_names_perr_and_the_data(perr: Perr, folder: Folder, tmp_path: Path) -> None:
    data = str(folder(a=MINIMAL.format(name="Aix")))
    words = ("--data", data, "report", "aix", "bonneville", "-o", "r.md")
    perr(*words)
    made = re.compile(rf"Made with perr {re.escape(__version__)}; fingerprint of the data: ([0-9a-f]{{64}})\.")
    (first,) = made.findall((tmp_path / "r.md").read_text("utf-8"))
    folder(a=MINIMAL.format(name="Aix") + "  - Autre chose\n")
    perr(*words)
    (second,) = made.findall((tmp_path / "r.md").read_text("utf-8"))
    assert first != second


ENGLISH = re.compile(r"\b(and|the|of|with|what|only|commitment|theme|read|kind)\b", re.IGNORECASE)


def test_a_french_report_is_french_throughout(perr: Perr, tmp_path: Path) -> None:
    perr("--lang", "fr", *TOWNS, "-o", "r.md", "--date", "2026-01-31")
    text = (tmp_path / "r.md").read_text("utf-8")
    assert ENGLISH.findall(text) == []
    assert "31 janvier 2026" in text
    assert re.search(r"\b\d,\d\d\b", text)
    assert not re.search(r"\b0\.\d\d", text)


def test_a_keyword_that_finds_nothing_makes_a_report_that_says_so(perr: Perr, tmp_path: Path) -> None:
    for suffix in ("md", "xlsx", "docx"):
        done = perr(*TOWNS, "-k", "xylophone", "-o", f"r.{suffix}")
        assert (done.status, done.out) == (0, "")
    assert "- Ris-Orangis: 0 objectives and 0 actions.\n" in (tmp_path / "r.md").read_text("utf-8")


def messages(number: int) -> list[str]:
    """Our messages in English (0) or French (1)."""
    with (FRENCH / "perr.po").open("rb") as file:
        every = [(m.id, m.string or "")[number] for m in read_po(file, locale="fr") if m.id]
    return [text for one in every for text in ([one] if isinstance(one, str) else one)]


def parts(message: str) -> list[str]:
    """What stands in the text as it is, where it is long enough to tell a language by."""
    return [part for part in re.findall(r"\w[\w' ]+\w", re.sub(r"\{\w+\}", "|", message)) if len(part) > 3]


@pytest.mark.parametrize(("language", "head"), [("en", "Summary"), ("fr", "Synthèse")])
def test_a_report_speaks_one_language(perr: Perr, tmp_path: Path, language: str, head: str) -> None:
    """No message of the other language stands in it, except in what the communes and their documents say."""
    done = perr("--lang", language, "report", "ris", "savigny", "-o", "r.md")
    assert done == (0, "", "")
    text = (tmp_path / "r.md").read_text(encoding="utf-8").replace("\u00a0", " ").replace("\u202f", " ")
    assert f"## {head}\n" in text
    ours = "\n".join(line for line in text.splitlines() if "**" not in line and not re.match(r"\d", line))
    own, other = messages(language == "fr"), messages(language != "fr")
    foreign = {part for message in other for part in parts(message)} - {
        part for message in own for part in parts(message)
    }
    told = "\n".join(own)
    assert {part for part in foreign if re.search(rf"\b{re.escape(part)}\b", ours) and part not in told} == set()


def test_files_that_cannot_be_read_are_named(perr: Perr, folder: Folder, tmp_path: Path) -> None:
    data = folder(a=MINIMAL.format(name="Aix"), bad="commune: [")
    done = perr("--data", str(data), "report", "aix", "bonneville", "-o", "r.md")
    assert (done.status, done.err.startswith(f"perr: {data}/bad.yaml:2:1: not valid YAML")) == (2, True)
    assert (tmp_path / "r.md").exists()


def test_it_is_one_of_the_commands() -> None:
    assert COMMANDS["report"] == "report"
