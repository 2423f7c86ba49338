"""A report as Markdown: to the letter, and with nothing in it that a person's text could make of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from perr_cli.exporters.interface import FormatOptions
from perr_cli.exporters.markdown import escape
from perr_cli.exporters.report.markdown import write
from perr_cli.report import Report
from tests.invented import Commune, reported

SMALL: dict[str, Commune] = {
    "aix": {"emploi": [{"text": "La GUPS", "reading": "La GUSP avec la mairie"}, "Des zèbres"]},
    "bix": {"emploi": ["Une démarche GUSP", "Poursuivre la GUSP"], "logement": ["Les modes de garde"]},
}
HOSTILE = (
    "[x](http://e.fr/)", "![x](http://e.fr/x.png)", "<script>1</script>", "<http://e.fr>", "www.e.fr a@e.fr",
    "a | b", "|", "`a`", "```", "**a** _b_ ~~c~~", "# a", "> a", "- a", "---", "===", "+", "1. a", "1) a", "| - |",
    "a\\", "\\[x](y)", "&lt;b&gt; &#60;", "[x]: http://e.fr", "<!-- a", "$x$", "    code", "{n} {caption} {x!r}",
    "\x1b[31m\u202e", "\ufffe\uffff",
)  # fmt: skip


def markdown(report: Report) -> str:
    return write(report, FormatOptions())


def parsed(text: str) -> list[Token]:
    """All tokens, those within others too, as the most generous reader sees them: with tables and bare addresses."""
    blocks = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    return [*blocks, *(child for token in blocks for child in token.children or ())]


def test_a_commitment_that_stands_in_several_rows_is_written_once() -> None:
    lines = markdown(reported(SMALL)).splitlines()
    assert [line for line in lines if "GUSP<br>" in line] == [
        "| **emploi/1** La GUPS (read: La GUSP avec la mairie) | **emploi/2** Poursuivre la GUSP |"
        " GUSP<br>words: GUSP<br>0.92 |",
        "|  | **emploi/1** Une démarche GUSP | GUSP<br>words: GUSP<br>0.85 |",
    ]


def test_a_theme_whose_commitments_stand_elsewhere_says_so() -> None:
    text = markdown(reported({"a": {"emploi": ["La GUSP"]}, "b": {"logement": ["La GUSP"]}}))
    assert "## Housing\n\nIts commitments stand in the tables of other themes.\n\n## What" in text


def hostile(text: str) -> dict[str, Commune]:
    said: dict[str, Any] = {
        "emploi": [{"text": f"GUSP {text}", "reading": text}, {"text": text, "reading": f"{text} zèbre"}],
        "logement": [text],
    }
    return {"aix": said, "bix": said | {"logement": []}}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_persons_text_is_only_shown(text: str) -> None:
    def skeleton(report: Report) -> list[tuple[str, str]]:
        return [(token.type, token.tag) for token in parsed(markdown(report)) if token.type != "text"]

    found = skeleton(reported(hostile(text), title=text))
    assert {kind for kind, _ in found} <= {
        f"{block}_{end}" for end in ("open", "close")
        for block in ("heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item",
                      "strong")
    } | {"inline", "html_inline", "text_special", "softbreak"}  # fmt: skip
    html = {token.content for token in parsed(markdown(reported(hostile(text)))) if token.type == "html_inline"}
    assert html <= {"<br>"}
    rows: list[int] = []
    for kind, _ in found:
        if kind in ("th_open", "td_open"):
            rows[-1] += 1
        elif kind == "tr_open":
            rows.append(0)
    plain = [len(line.split(" | ")) for line in markdown(reported(hostile("zèbre"))).splitlines() if line[:2] == "| "]
    assert set(rows) <= set(plain)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("before", ["", "- ", "1. ", "# "])
def test_an_escaped_text_reads_as_it_is_written(before: str, text: str) -> None:
    shown = "".join(
        token.content
        for token in parsed(before + escape(text))
        if token.type in ("text", "text_special", "code_inline") and not token.children
    )
    expected = escape_free(text)
    assert shown.strip() == expected.strip()
    assert not re.search(r"(?<!\\)://|www\.|(?<!\\)@", escape(text))


def escape_free(text: str) -> str:
    """What is not shown, written out."""
    for character in "\x1b\u202e\ufffe\uffff":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def test_preconditions_and_silences_stand_in_lists() -> None:
    assert "## Silences\n\n- aix says nothing of: garde.\n" in markdown(reported(SMALL))
