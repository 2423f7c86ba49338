"""Words and rulings of invented pages put in order: lines, tables, columns, paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli.importers.pdf.columned import strips
from perr_cli.importers.pdf.flow import arranged
from perr_cli.importers.pdf.grids import grids
from perr_cli.importers.pdf.paragraphs import paragraphs
from perr_cli.importers.pdf.printed import Box, Page, PrintedLine, Word, is_call, lines_of


def words(text: str, left: float, base: float, *, size: float = 10, bold: bool = False) -> list[Word]:
    """Words in a row, each letter half as wide as high."""
    found = []
    for part in text.split():
        right = left + 0.5 * size * len(part)
        found.append(Word(part, left, right, base, size, bold))
        left = right + 0.3 * size
    return found


def line(text: str, left: float = 50, base: float = 100) -> PrintedLine:
    return PrintedLine(words(text, left, base))


def told(lines: list[str], *, left: float = 50, step: float = 12) -> list[PrintedLine]:
    """Lines below each other; blanks before a line are 10 points each."""
    return [
        line(text, left + 10 * (len(text) - len(text.lstrip())), 100 + step * n)
        for n, text in enumerate(lines) if text.strip()
    ]  # fmt: skip


def test_what_is_raised_belongs_to_its_word() -> None:
    (found,) = lines_of([*words("le 1", 50, 100), Word("er", 68, 74, 96, 6), *words("juillet", 80, 100)], 0)
    assert found.text == "le 1er juillet"


def test_letters_that_are_spaced_out_are_words() -> None:
    letters = [Word(sign, left, left + 6, 100, 10) for sign, left in zip("AXEII", (50, 60, 70, 92, 102), strict=True)]
    assert PrintedLine(letters).text == "AXE II"


@pytest.mark.parametrize(("text", "size", "base", "call"), [
    ("1", 6, 96, True), ("12", 6, 96, True), ("1", 10, 100, False), ("er", 6, 96, False), ("1", 6, 103, False),
])  # fmt: skip
def test_the_call_of_a_note(text: str, size: float, base: float, call: bool) -> None:
    of = line("les médiateurs")
    assert is_call(Word(text, 150, 155, base, size), of.words[-1], of) is call


def box(left: float, top: float, right: float, bottom: float) -> tuple[list[Box], list[Box]]:
    """The four sides of a rectangle."""
    return (
        [Box(left, top, right, top), Box(left, bottom, right, bottom)],
        [Box(left, top, left, bottom), Box(right, top, right, bottom)],
    )


def test_a_frame_is_no_table() -> None:
    assert grids(*box(0, 0, 100, 100)) == []


def test_cells_are_what_no_ruling_parts() -> None:
    across, down = box(0, 0, 200, 90)
    across += [Box(0, 30, 200, 30), Box(100, 60, 200, 60)]  # the second one in the right column alone
    down += [Box(100, 0, 100, 90)]
    (grid,) = grids(across, down)
    assert [tuple(cell)[:4] for cell in grid.cells] == [
        (0, 0, 1, 1),
        (0, 1, 1, 1),
        (1, 0, 2, 1),
        (1, 1, 1, 1),
        (2, 1, 1, 1),
    ]


def test_a_table_that_a_page_breaks_is_open_below() -> None:
    across = [Box(0, 0, 200, 0), Box(0, 30, 200, 30)]
    down = [Box(x, 0, x, 80) for x in (0, 100, 200)]
    (grid,) = grids(across, down)
    assert [tuple(cell)[:2] for cell in grid.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_columns_are_read_one_after_the_other_and_titles_over_both() -> None:
    page = words("Un titre qui va sur les deux colonnes de la page entière", 50, 80)
    for n in range(4):
        page += words(f"gauche {n}", 50, 100 + 12 * n) + words(f"droite {n}", 300, 100 + 12 * n)
    found, gutter = strips(page, 600, 0)
    assert [one.text for strip in found for one in strip.lines] == [
        "Un titre qui va sur les deux colonnes de la page entière",
        *(f"gauche {n}" for n in range(4)), *(f"droite {n}" for n in range(4)),
    ]  # fmt: skip
    assert gutter is not None
    assert 90 < gutter < 300


PARAGRAPHS = {
    "a full line goes on": (["Développer les démarches afin de", "Repérer les publics"], [2]),
    "a line with room left does not": (["Lever les freins", "Former les jeunes du quartier de la gare"], [1, 1]),
    "a small letter goes on": (["Lever les", "freins à l'emploi dans le quartier"], [2]),
    "a bullet begins": (
        ["• Lever les freins à l'emploi dans le", "  quartier de la gare", "• Former les jeunes"],
        [2, 1],
    ),
    "what hangs deeper goes on": (["1.1. Lever les freins à l'emploi dans", "    Bonneville"], [2]),
    "what is outdented begins": (["   • Lever les freins à l'emploi dans", "Thématique logement"], [1, 1]),
}


@pytest.mark.parametrize("case", PARAGRAPHS)
def test_lines_are_put_together(case: str) -> None:
    lines, counts = PARAGRAPHS[case]
    printed = told(lines)
    edge = max(one.right for one in printed)
    assert [len(paragraph.lines) for paragraph in paragraphs(printed, edge, 10)] == counts


WORDS = st.builds(
    lambda text, left, base, bold: Word(text, left, left + 5 * len(text), base, 10, bold),
    st.text("abcdé.-", min_size=1, max_size=8), st.integers(-900, 2000), st.integers(-20, 200).map(lambda n: 12 * n),
    st.booleans(),
)  # fmt: skip


@given(st.lists(st.lists(WORDS, max_size=30), min_size=1, max_size=4))
def test_every_word_is_in_one_line_of_one_block(pages: list[list[Word]]) -> None:
    text, blocks = arranged([Page(595, 842, tuple(page)) for page in pages])
    lines = [one for block in blocks for one in block.lines]
    printed = "".join(word.text for page in pages for word in page)
    assert sorted("".join(one.text for one in lines).replace(" ", "")) == sorted(printed)
    assert all(text[one.start : one.end] == one.text for one in lines)
    assert text.count("\f") == len(pages) - 1
