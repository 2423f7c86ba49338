"""Every hostile text, as a commitment, an action, a section, a title and a name, through every command and format."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import lxml.html
import pytest

from perr_cli.storage import MAX_TEXT
from perr_cli.text import INVISIBLE
from tests.conftest import Done, Perr
from tests.hostile import laws, suites
from tests.hostile.strings import ALL
from tests.server import Server


def writable(text: str) -> bool:
    """Whether a protocol can say it: something of it can be seen, it is no book, and YAML has a place for its characters."""
    seen = any(not c.isspace() and unicodedata.category(c) != "Cf" for c in text)
    return seen and len(text) <= MAX_TEXT and not re.search("[\x00\ud800-\udfff]", text)


TEXTS = tuple(text for text in ALL if writable(text))


def quoted(text: str) -> str:
    """A YAML scalar."""
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2060-\u206f\U000e0000-\U000e007f\u061c]",
        lambda m: f"\\U{ord(m[0]):08x}",
        json.dumps(text, ensure_ascii=False),
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two communes that say all of it."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    folder.mkdir()
    for name in ("Aix", "Bix"):
        lines = [f"commune: {name}", "title: '=1+1 <b>[red]'", "themes:"]
        for key, half in (("emploi", TEXTS[::2]), ("logement", TEXTS[1::2])):
            lines += [f"- key: {key}", f"  title: {quoted(half[0])}", "  objectives:"]
            for text in half:
                place = "actions" if name == "Aix" else "section"
                said = f"[{quoted(text)}]" if name == "Aix" else quoted(text)
                lines += [f"  - text: {quoted(text)}", f"    {place}: {said}"]
        (folder / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def call(server: Server, cache_folder: Path, data: Path) -> Perr:
    """perr on these data."""

    def run(*words: str, env: dict[str, str] | None = None, stdin: str = "") -> Done:
        clean = {"XDG_CACHE_HOME": str(cache_folder), "PERR_LANG": "en", **(env or {})}
        return Done(*server.run(("--data", "data", *words), env=clean, cwd=data.parent, stdin=stdin))

    return run


COMMANDS = (
    ("list",), ("themes",), ("show", "aix"), ("show", "bix/emploi"), ("search", "a*"), ("search", "--any", "script", "alert", "x", "null"),
    ("diff", "aix", "bix"), ("diff", "aix", "bix", "--explain"), ("common",), ("common", "--matrix"), ("profile",), ("validate",),
    ("thesaurus", "--gaps"),
)  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_table_only_shows(call: Perr, words: tuple[str, ...]) -> None:
    done = call(*words, *(("-n", "0") if words[0] in ("search", "common") else ()))
    laws.holds(done)
    laws.shown(done.out)


@pytest.mark.parametrize("words", [words for words in COMMANDS if words[0] != "diff"], ids=" ".join)
def test_a_coloured_table_has_no_colour_but_ours(call: Perr, words: tuple[str, ...]) -> None:
    done = call(*words, env={"FORCE_COLOR": "1", "TERM": "xterm", "PERR_LANG": "fr"})
    laws.holds(done)
    laws.shown(re.sub(r"\x1b\[[0-9;]*m", "", done.out))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_json_is_json(call: Perr, words: tuple[str, ...]) -> None:
    done = call(*words, "--json")
    laws.holds(done)
    assert laws.strict_json(done.out)["schema"].startswith("perr.")
    lines = call(*words, "--format", "ndjson")
    laws.holds(lines)
    laws.strict_lines(lines.out)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_csv_is_inert(call: Perr, words: tuple[str, ...]) -> None:
    done = call(*words, "--format", "csv")
    laws.holds(done)
    laws.inert_csv(done.out)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_markdown_is_inert(call: Perr, words: tuple[str, ...]) -> None:
    done = call(*words, "--format", "markdown")
    laws.holds(done)
    laws.shown(done.out)
    laws.inert_markdown(done.out, headings=words[0] == "show")


def test_texts_come_out_as_they_went_in(call: Perr) -> None:
    shown = laws.strict_json(call("show", "aix", "--json").out)["protocols"][0]
    objectives = [one for theme in shown["themes"] for one in theme["objectives"]]
    said = [*TEXTS[::2], *TEXTS[1::2]]
    assert [one["text"] for one in objectives] == said
    other = laws.strict_json(call("show", "bix", "--json").out)["protocols"][0]
    assert [one["section"] for theme in other["themes"] for one in theme["objectives"]] == said
    assert [action["text"] for one in objectives for action in one["actions"]] == said
    exported = laws.strict_lines(call("export", "-f", "ndjson", "-c", "aix").out)
    assert [row["text"] for row in exported] == [text for text in said for _ in range(2)]


def test_texts_of_the_suites_too(server: Server, cache_folder: Path, tmp_path: Path) -> None:
    texts = [text for one in suites.every() if writable(text := one.decode("utf-8", "replace"))]
    lines = ["commune: Aix", "themes:", "- key: emploi", "  objectives:"]
    (tmp_path / "aix.yaml").write_text(
        "\n".join([*lines, *(f"  - text: {quoted(text)}" for text in texts)]), encoding="utf-8"
    )
    env = {"XDG_CACHE_HOME": str(cache_folder), "PERR_LANG": "en"}
    for words in (("show", "aix"), ("search", "a*"), ("validate",), ("export", "-f", "csv")):
        done = Done(*server.run(("--data", ".", *words), env=env, cwd=tmp_path, stdin=""))
        laws.holds(done)
        laws.shown(done.out)
    done = Done(*server.run(("--data", ".", "export", "-f", "ndjson"), env=env, cwd=tmp_path, stdin=""))
    assert [row["text"] for row in laws.strict_lines(done.out)] == texts


def test_exports_are_inert(call: Perr) -> None:
    for words in (("export", "-f", "csv"), ("export", "--excel", "-f", "csv")):
        done = call(*words)
        laws.holds(done)
    head, *rows = laws.inert_csv(call("export", "-f", "csv", "-c", "aix", "--level", "objective").out)
    cells = [row[head.index("text")] for row in rows]
    for text, cell in zip((*TEXTS[::2], *TEXTS[1::2]), cells, strict=True):
        # What a spreadsheet would run has an apostrophe before it; but for controls, nothing else is changed.
        if not laws.CONTROL.search(text) and not re.search("[\n\ufffe\uffff]", text):
            assert cell.replace("'", "") == text.replace("'", "")
            assert cell == text or re.search("[=+@＝＋－＠-]", text)


def test_a_page_has_the_tags_of_a_harmless_one(call: Perr, data: Path) -> None:
    laws.holds(call("report", "aix", "bix", "-o", "r.html", "--title", ALL[3]))
    page = lxml.html.fromstring((data.parent / "r.html").read_text("utf-8"))
    assert {str(one.tag) for one in page.iter() if isinstance(one.tag, str)} <= {
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "p", "nav", "ul", "ol", "li", "main",
        "section", "figure", "figcaption", "span", "div", "svg", "text", "rect", "table", "caption", "thead", "tbody", "tr", "th",
        "td", "label", "input", "details", "summary", "footer", "script",
    }  # fmt: skip
    assert {
        name for one in page.iter() for name in one.attrib if name.startswith("on") or name in ("src", "style")
    } == set()
    assert [link for link in page.xpath("//@href") if not link.startswith("#")] == []
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    texts = set(page.xpath("//span[@lang='fr']/text()"))
    plain = [text for text in TEXTS if not INVISIBLE.search(text) and "\n" not in text and "\t" not in text]
    assert [text for text in plain if text not in texts] == []


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "md"])
def test_reports_are_written(call: Perr, data: Path, suffix: str) -> None:
    laws.holds(call("report", "aix", "bix", "-o", f"r.{suffix}", "--title", ALL[3]))
    if suffix == "md":
        laws.inert_markdown((data.parent / "r.md").read_text("utf-8"), headings=True)
