"""PDF files made here, and what is read of them; what is no such file is refused with a remedy."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from perr_cli import importers
from perr_cli.importers import pdf
from perr_cli.importers.interface import Block, Extract, Kind, UnusableDocument
from perr_cli.importers.pdf import extract

EXAMPLES = sorted((Path(__file__).parents[2] / "examples/import").glob("*/*.pdf"))


def made(draw: Any, **options: Any) -> bytes:
    """A PDF of one page, on which `draw` draws."""
    from fpdf import FPDF

    pdf = FPDF(**options)
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    draw(pdf)
    return bytes(pdf.output())


def read(data: bytes) -> Extract:
    return extract(data, "a.pdf", lambda *_: None)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [" ".join(line.text for line in block.lines) for block in blocks]


def test_a_paragraph_is_one_block_and_its_lines_are_apart() -> None:
    def draw(pdf: Any) -> None:
        pdf.multi_cell(80, 5, "Développer les démarches afin de repérer et de mobiliser les publics", align="L")

    (block,) = read(made(draw)).blocks
    assert [line.text for line in block.lines] == [
        "Développer les démarches afin de repérer et", "de mobiliser les publics",
    ]  # fmt: skip


def test_how_words_look() -> None:
    def draw(pdf: Any) -> None:
        pdf.set_font("Helvetica", "B", 16)
        pdf.set_text_color(200, 0, 0)
        pdf.cell(text="Emploi")

    (block,) = read(made(draw)).blocks
    assert (block.bold, block.size, block.colour) == (True, 16.0, "c80000")


def test_cells_have_their_places() -> None:
    def draw(pdf: Any) -> None:
        with pdf.table() as table:
            for row in (("Objectif", "Actions"), ("Lever les freins", "Ouvrir une crèche")):
                cells = table.row()
                for cell in row:
                    cells.cell(cell)

    blocks = read(made(draw)).blocks
    assert [(b.cell and (b.cell.row, b.cell.column), text) for b, text in zip(blocks, texts(blocks), strict=True)] == [
        ((0, 0), "Objectif"),
        ((0, 1), "Actions"),
        ((1, 0), "Lever les freins"),
        ((1, 1), "Ouvrir une crèche"),
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    def draw(pdf: Any) -> None:
        for n, (left, right) in enumerate((("un deux", "sept huit"), ("trois", "neuf dix"), ("quatre cinq", "onze"))):
            pdf.text(20, 30 + 6 * n, left)
            pdf.text(110, 30 + 6 * n, right)

    text = read(made(draw)).text
    assert text.split("\n") == ["un deux", "trois", "quatre cinq", "sept huit", "neuf dix", "onze"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_word_of_a_page_is_in_one_line_of_one_block(path: Path) -> None:
    import pypdfium2

    data = path.read_bytes()
    result = read(data)
    told = "".join(sorted("".join(line.text for block in result.blocks for line in block.lines if line.text.strip())))
    document = pypdfium2.PdfDocument(data)
    printed = "".join(page.get_textpage().get_text_range() for page in document)
    kept = [sign for sign in printed if sign.isalnum() and sign.isascii()]
    assert "".join(sorted(kept)) == "".join(sign for sign in told if sign.isalnum() and sign.isascii())
    for block in result.blocks:
        for line in block.lines:
            assert result.text[line.start : line.end] == line.text


def encrypted(**words: str) -> bytes:
    def draw(pdf: Any) -> None:
        pdf.set_encryption(**words)
        pdf.cell(text="Lever les freins")

    return made(draw)


def mapped(cmap: str, text: str, drawn: str = "") -> bytes:
    """A PDF that says by a map which characters its letters are, and has a form (X) that draws something."""
    shown = f"BT /F 11 Tf 50 700 Td ({text}) Tj ET /X Do"
    known = f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange {cmap} endcmap"
    return f"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources 7 0 R>> endobj
4 0 obj <</Length {len(shown)}>> stream
{shown}
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>> endobj
6 0 obj <</Length {len(known)}>> stream
{known}
endstream endobj
7 0 obj <</Font<</F 5 0 R>>/XObject<</X 8 0 R>>>> endobj
8 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 7 0 R/Length {len(drawn)}>> stream
{drawn}
endstream endobj
trailer <</Root 1 0 R>>
%%EOF
""".encode()


def test_half_a_character_is_none() -> None:
    pdf = mapped("2 beginbfchar <41> <DC00> <42> <D83CDFE0> endbfchar", "Un toit B A pour tous")
    assert texts(read(pdf).blocks) == ["Un toit 🏠 \ufffd pour tous"]


def test_a_form_that_draws_itself_ends() -> None:
    assert texts(read(mapped("", "Un toit", "/X Do")).blocks) == ["Un toit"]
    with pytest.raises(UnusableDocument, match=r"a\.pdf (is damaged or cut off|takes too long to read) ;"):
        read(mapped("", "Un toit", "/X Do /X Do"))


def test_pdfium_ends_with_who_asked_it(tmp_path: Path) -> None:
    """Who asks is killed while pdfium (here: a sleep) reads a page without an end."""
    if not Path("/proc/self").exists():
        pytest.skip("this system has no /proc")
    (tmp_path / "endless.py").write_text(
        "import time\nfrom perr_cli.importers.pdf import pdfium\nfrom perr_cli.importers.pdf.pdfium import answer\n"
        "def told(data):\n    yield 1\n    time.sleep(600)\npdfium._told = told\n"
    )
    program = (
        "import os; from perr_cli import apart\n"
        "process = apart.start('endless', open(os.devnull, 'rb'))\n"
        "print(process.pid, process.stdout.readline(), flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    number, pages = done.stdout.split()
    assert pages == "b'1\\n'"
    command = Path("/proc", number, "cmdline")  # empty when it has ended and nobody has asked how
    end = time.monotonic() + 60
    while command.exists() and command.read_bytes() and time.monotonic() < end:
        time.sleep(0.1)
    assert time.monotonic() < end


def test_a_page_takes_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PATIENCE", 0.0)
    with pytest.raises(UnusableDocument, match=r"a\.pdf takes too long to read ; give its part that holds"):
        read(EXAMPLES[0].read_bytes())


def test_a_password_of_the_owner_alone_locks_nothing() -> None:
    assert texts(read(encrypted(owner_password="x")).blocks) == ["Lever les freins"]  # noqa: S106  (no secret)


def picture() -> bytes:
    """A page that is a picture, as a scanner makes it."""
    from PIL import Image

    def draw(pdf: Any) -> None:
        pdf.image(Image.new("L", (60, 80), 128), 0, 0, 210)

    return made(draw)


def numbered() -> bytes:
    """Scanned pages on which a program has printed their numbers."""
    from PIL import Image

    def draw(pdf: Any) -> None:
        for number in range(3):
            pdf.image(Image.new("L", (60, 80), 128), 0, 0, 210)
            pdf.text(100, 290, f"page {number}")
            pdf.add_page()

    return made(draw)


REPLACED = " ".join(f"<{code:02x}> <FFFD>" for code in range(0x41, 0x7B))
GARBLED = (
    "the letters of a.pdf cannot be read: its fonts do not say what they are ; "
    "export it anew, or run a text recognition (OCR)"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (numbered, "a.pdf has no text ; if it is a scan, run a text recognition (OCR) first"),
        (lambda: mapped("1 beginbfrange <00> <FF> <E000> endbfrange", "Lever les freins"), GARBLED),
        (lambda: mapped(f"58 beginbfchar {REPLACED} endbfchar", "Lever les freins"), GARBLED),
        (lambda: mapped("1 beginbfrange <61> <7A> <0003> endbfrange", "Lever les freins"), GARBLED),
        (
            lambda: encrypted(owner_password="x", user_password="y"),  # noqa: S106  (no secrets)
            "a.pdf is protected by a password ; remove the password and save it again",
        ),
        (
            lambda: EXAMPLES[0].read_bytes()[:300],
            "a.pdf is damaged or cut off ; open it in its program and save it again",
        ),
        (lambda: b"%PDF-1.7\n", "a.pdf is damaged or cut off ; open it in its program and save it again"),
        (picture, "a.pdf has no text ; if it is a scan, run a text recognition (OCR) first"),
        (lambda: made(lambda _: None), "a.pdf has no text ; if it is a scan, run a text recognition (OCR) first"),
    ],
    ids=["numbered scan", "private", "replaced", "controls", "password", "truncated", "head", "scan", "blank"],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data: Any, message: str) -> None:
    with pytest.raises(UnusableDocument) as refused:
        read(data())
    assert str(refused.value) == message


def test_what_stands_before_it_is_passed_over() -> None:
    data = b"X-Mail: 1\n" + EXAMPLES[0].read_bytes()
    assert importers.read(data, "a.pdf").blocks == read(EXAMPLES[0].read_bytes()).blocks
    with pytest.raises(UnusableDocument, match="is a text file, whatever its name says"):
        importers.read(b"A text on %PDF-1.7", "a.pdf")


def test_running_heads_and_feet_are_told_as_such() -> None:
    from fpdf import FPDF

    class Document(FPDF):
        def header(self) -> None:
            self.set_font("Helvetica", size=8)
            self.cell(text="PERR de Bonneville")
            self.ln(20)

        def footer(self) -> None:
            self.set_y(-15)
            self.cell(text=f"Page {self.page_no()}")

    pdf = Document()
    for text in ("Lever les freins", "Former les jeunes", "Ouvrir une crèche"):
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        pdf.cell(text=text)
    result = read(bytes(pdf.output()))
    assert [(block.kind, text) for block, text in zip(result.blocks, texts(result.blocks), strict=True)][:3] == [
        (Kind.header, "PERR de Bonneville"),
        (Kind.body, "Lever les freins"),
        (Kind.footer, "Page 1"),
    ]
    assert result.text.count("\f") == 2
