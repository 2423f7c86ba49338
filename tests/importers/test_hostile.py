"""Documents that nobody would write: read in bounded time, refused with a sentence, or every word of them kept."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perr_cli import files, importers, importing, storage, thesaurus, writing
from perr_cli.importers.interface import Extract, UnusableDocument
from perr_cli.importers.structure import understand
from perr_cli.importers.structure.draft import Draft
from perr_cli.importers.structure.headings import Headings
from perr_cli.writing import SourceNote

KNOWN = thesaurus.load(files.thesauri([]))
VOCABULARY = importing.vocabulary(KNOWN)
HEADINGS = Headings(KNOWN.themes, KNOWN.outline, KNOWN.lexicon.verbs)
TEXT = "Commune de Bonneville\n\nThématique emploi\n→ Lever les freins\n○ Ouvrir une crèche\n\n"
N = 20_000
SECONDS = 15
"""What took minutes, or grew with the square, is far above; what does not, far below."""


def extract(name: str, text: str | bytes) -> Extract:
    return importers.read(text.encode() if isinstance(text, str) else text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "une ligne\n" * N),
        ("a.txt", "mot-\n" * N),
        ("a.txt", "a-" * N + "\nmot"),
        ("a.txt", "# x" + " " * N + "y"),
        ("a.txt", "# x" + "#" * N + "y"),
        ("a.txt", "a\tb\n" * (N // 2)),
        ("a.txt", "• " * N),
        ("a.txt", "Évry\n\nThématique emploi\n→ Lever\n\nThématique logement\n→ Lever\n\n" * (N // 20)),
        ("a.txt", "a" * 50 * N),
        ("a.html", "<p>" + "x<br>" * N),
        ("a.html", "<p>x" * N),
        ("a.html", "<h2>Emploi</h2><p>x</p>" * (N // 5)),
        ("a.html", "<table><tr>" + "<td rowspan=999 colspan=999>x" * (N // 100) + "<tr><td>x" * (N // 10)),
        ("a.html", "<!-- \n" * 5 * N),
        ("a.html", "<!--" + "-" * N + " " * N),
        ("a.html", "<![CDATA[" * 5 * N),
        ("a.html", "<? " * 5 * N),
        ("a.html", "&#" + "9" * N + ";"),
        ("a.html", "</" + "a" * 5 * N),
        ("a.txt", "<section>\n" * 5 * N),
        ("a.md", "x <kbd> y\n\n" * N),
        ("a.md", "<!-- \n\n" * N),
        ("a.md", "[" * N + "]" * N),
        ("a.md", "|a|b|\n|-|-|\n" + "|x|y|\n" * (N // 2)),
        ("a.md", "x\\\n" * N),
    ],
    ids=lambda value: value[:12],
)
def test_time_is_bounded(name: str, text: str) -> None:
    start = time.process_time()
    understand(extract(name, f"<body>{text}" if name.endswith("html") else TEXT + text), HEADINGS)
    assert time.process_time() - start < SECONDS


def test_a_text_has_no_scripts() -> None:
    text = "○ Ouvrir <b>une</b> crèche\n\n○ <script>alert(1)</script> zébré\n\n○ <STYLE>a<br>b"
    blocks = extract("a.txt", text).blocks
    assert [line.text for block in blocks for line in block.lines] == [
        "○ Ouvrir une crèche", "○ <script>alert(1)</script> zébré", "○ <STYLE>a<br>b",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a"])
def test_a_text_of_thousands_of_pages_is_refused_at_once(name: str) -> None:
    with pytest.raises(UnusableDocument, match=f"{name} has more than 8388608 characters of text ; give its part"):
        extract(name, TEXT * (9 * 2**20 // len(TEXT)))


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<![x[ a ]]> b", ["b"]),
        ("<![if IE]>a<![endif]>", ["a"]),
        ("<![CDATA[ a > b", ["b"]),
        ("<!-- a -- > b --> c", ["c"]),
        ("<!-- a --!>b<!-- c -->d", ["bd"]),
        ("<!---> b <!--> c --> d", ["b c --> d"]),
        ("<p>a</br>b", ["a", "b"]),
        ("<span>a</span><dialog open>b</dialog>", ["a", "b"]),
        ("<!-- a", ["<!-- a"]),
        ("<? a", ["<? a"]),
        ("<! a", ["<! a"]),
        ("&#" + "9" * 5000 + "; a", ["\ufffd a"]),
        ("&#xD800;&#0; a", ["\ufffd\ufffd a"]),
        ("<head><title>t</title><body><p>a", ["t", "a"]),
        ("<head>a<body>b", ["a", "b"]),
        ("<h3><button aria-expanded=false>Emploi</button></h3>a", ["Emploi", "a"]),
        ("<select><option>a<option>b</select><textarea>c</textarea>", ["a", "b", "c"]),
        ("<svg><text>x<p>a", ["a"]),
        ("<template><svg></template><p>a", ["a"]),
        ("<table><tr><td colspan=-5 rowspan=-1>a<td colspan=0>b", ["a", "b"]),
        (
            "<base href='http://x/'><meta http-equiv=refresh content='0;url=http://x/'><img src='http://x/i.png'>a",
            ["a"],
        ),
    ],
)
def test_markup_that_is_none(html: str, said: list[str]) -> None:
    assert [line.text for block in extract("a.html", f"<html>{html}").blocks for line in block.lines] == said


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("la maison <nom du lieu> aux jeunes", "la maison <nom du lieu> aux jeunes"),
        ("25 ans (<a définir avec la ville>)", "25 ans (<a définir avec la ville>)"),
        ("si x </t> y", "si x </t> y"),
        ("un <b>grand</b> pas <a href='x' download>ici</a> <font color=red>fin</font>", "un grand pas ici fin"),
        ("ce <x-y>mot</x-y> <b class='x' data-y>là</b>", "ce mot là"),
        ("voir <p 12>, <b 2019>, <i 3/4>, <a n°3>", "voir <p 12>, <b 2019>, <i 3/4>, <a n°3>"),
        ("une <kbd>touche</kbd>", "une touche"),
    ],
)
def test_what_is_no_tag_is_text(name: str, written: str, said: str) -> None:
    assert [line.text for block in extract(name, written).blocks for line in block.lines] == [said]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_names_of_elements_may_be_words_in_a_text(name: str) -> None:
    written = "selon <source>, <section> et <article>, si a <b et c = d> e"
    assert [line.text for block in extract(name, written).blocks for line in block.lines] == [written]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("| a | b | c | d |", ["a", "b", "c", "d"]),
        ("a | b | **c** |", ["a", "b", "c"]),
        ("| a \\| b | c |  | d", ["a | b", "c", "d"]),
        ("| a |", ["a"]),
    ],
)
@pytest.mark.parametrize("before", ["", "> "])
def test_cells_beyond_the_columns_of_a_table_are_read(before: str, row: str, said: list[str]) -> None:
    text = "".join(f"{before}{line}\n" for line in ("| Objectif | Action |", "|---|---|", row))
    blocks = extract("a.md", text).blocks[2:]
    assert [(line.text, block.cell and block.cell.row) for block in blocks for line in block.lines] == [
        (one, 1) for one in said
    ]


MARKS = [
    "# ", "- ", "1. ", "> ", "|", "\n", "\n\n", "    ", "\t", "**", "*", "_", "`", "```\n", "~~~\n", "[", "]", "(", ")",
    "[^1]: ", "[^1]", "[a]: ", "\n|---|---|\n", "\\|", "\\", "&", "  \n", "\n===\n", "\n---\n", "\f",
]  # fmt: skip


@given(st.lists(st.sampled_from([*MARKS, "word"]), max_size=30))
def test_no_markdown_hides_a_word_or_says_it_twice(pieces: list[str]) -> None:
    text = "".join(piece if piece != "word" else f"w{number}x " for number, piece in enumerate(pieces))
    try:
        read = extract("a.md", text)
    except UnusableDocument:
        return
    told = " ".join(line.text for block in read.blocks for line in block.lines)
    pictures = sum(one.times for one in read.ignored)
    assert pictures or sorted(re.findall(r"w\d+x", told)) == sorted(re.findall(r"w\d+x", text))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def drafts(read: Extract) -> list[Draft]:
    return [draft for draft in understand(read, HEADINGS, VOCABULARY).drafts if draft.items()]


PIECES = st.lists(
    st.sampled_from(
        [
            *"ab\n\n\n\t -*_#>|`[]()!:~=\\&;.,•→○1é’\f\u00a0\u00ad\u202e\x85\u2028\x1c[red]",
            "Thématique emploi\n", "→ Lever les freins\n", "○ Ouvrir", "Commune de Bonneville\n", "1. ", "---\n", "| a",
            "[a]: b\n", "<b>", "</td>", "<td>", "<br>", "<script>", "<!--", "-->", "<![x[", "&amp;", "&#65;", "[^1]",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(PIECES)
@example("a\x1cb")
@example("a\tb\n\tc")
def test_every_word_of_a_text_is_in_one_line(text: str) -> None:
    """The law of `interface`, where nothing is markup."""
    text = re.sub("[<>&]", "", text)
    try:
        read = extract("a.txt", text)
    except UnusableDocument:
        return
    said = Counter[str]()
    for block in read.blocks:
        for line in block.lines:
            said += words(line.text)
            assert words(read.text[line.start : line.end]) == words(line.text)
    assert said == words(read.text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[mot caché]: suite\n\nfin", ["[mot caché]: suite", "fin"]),
        ("a\n\n[mot]:\nsuite\n\n[mot]: autre", ["a", "[mot]:", "suite", "[mot]: autre"]),
        ("[a]: http://b 'titre'\n\nfin", ["[a]: http://b 'titre'", "fin"]),
        ("[a]: http://b\n\nfin [a]", ["fin a"]),
    ],
)
def test_no_definition_of_a_link_hides_words(text: str, said: list[str]) -> None:
    assert [line.text for block in extract("a.md", text).blocks for line in block.lines] == said


@example(b"<p>&nbsp;</p>", "a.html")
@example("\u00a0".encode(), "a.md")
@given(st.one_of(st.binary(max_size=200), PIECES.map(str.encode)), st.sampled_from(["a", "a.txt", "a.md", "a.html"]))
def test_any_bytes_are_a_document_or_none(data: bytes, name: str) -> None:
    try:
        read = extract(name, data)
    except UnusableDocument:
        return
    understand(read, HEADINGS)


@given(PIECES, st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_what_is_written_says_what_was_read(text: str, name: str) -> None:
    try:
        read = extract(name, TEXT + text)
    except UnusableDocument:
        return
    for draft in drafts(read):
        written = writing.write(draft, SourceNote(name, "0"))
        data = storage.parse(written.text.encode(), "x").data
        told = [action for theme in data["themes"] for one in theme["objectives"] for action in one.get("actions", [])]
        assert told == [
            said.text for theme in draft.themes for one in theme.objectives for said in one.actions
        ]  # fmt: skip
        assert [one["text"] for theme in data["themes"] for one in theme["objectives"]] == [
            one.said.text for theme in draft.themes for one in theme.objectives
        ]
