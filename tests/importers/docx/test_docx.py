"""Word documents: what is printed is read once, in the order of reading, with its look and its place."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli.importers.docx import extract
from perr_cli.importers.interface import Block, Cell, Ignored, Kind, UnusableDocument
from tests.importers.docx.words import (
    PICTURE,
    box,
    docx,
    field,
    listed,
    p,
    printed,
    r,
    read,
    styled,
    table,
    tc,
    tr,
)

RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
DELETED = "<w:del><w:r><w:delText>mot</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (p("un") + p("deux"), ["un", "deux"]),
        (p("un") + p() + p("  ") + p("deux"), ["un", "deux"]),
        (p(r("mobi") + r("lité", "<w:b/>")), ["mobilité"]),
        (p("<w:r><w:t> un </w:t></w:r><w:r><w:t>deux</w:t></w:r>"), ["undeux"]),
        (p(r("<w:t>un</w:t><w:br/><w:t>deux</w:t><w:cr/><w:t>trois</w:t>")), ["un|deux|trois"]),
        (p(r('<w:br w:type="page"/><w:t>un</w:t>')), ["un"]),
        (p(r("<w:t>✓</w:t><w:tab/><w:t>un</w:t>")), ["✓ un"]),
        (p(r("<w:t>dé</w:t><w:softHyphen/><w:t>velopper</w:t>")), ["dé\u00advelopper"]),
        (p(r("<w:t>aller</w:t><w:noBreakHyphen/><w:t>vers</w:t>")), ["aller\u2011vers"]),
        (p("l’an\u00a0: «\u202fun\u202f»"), ["l’an\u00a0: «\u202fun\u202f»"]),
        (p(r('<w:sym w:font="Wingdings" w:char="F0E0"/><w:t xml:space="preserve"> un</w:t>')), ["→ un"]),
        (p(f"<w:hyperlink>{r('un')}</w:hyperlink><w:smartTag>{r(' deux')}</w:smartTag>"), ["un deux"]),
        (p(field("PAGE", r("7"))), ["7"]),
        (p(f'<w:fldSimple w:instr="DATE">{r("5 mai")}</w:fldSimple>'), ["5 mai"]),
        (p(field('IF 1 = 1 "oui"', field("DATE", r("un")) + r(" deux"))), ["un deux"]),
        (p(r('<w:fldChar w:fldCharType="begin"/>') + r("<w:instrText>TOC</w:instrText>") + r("un")), ["un"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('un')}</w:sdtContent></w:sdt>{p('deux')}", ["un", "deux"]),
        (p(f"<w:sdt><w:sdtContent>{r('un')}</w:sdtContent></w:sdt>"), ["un"]),
        (p(f"{r('un')}<w:ins>{r(' deux')}</w:ins>{DELETED}"), ["un deux"]),
        (p(f"<w:moveFrom>{r('un')}</w:moveFrom><w:moveTo>{r('un')}</w:moveTo>"), ["un"]),
        (p(r("un") + box(p("deux") + p("trois")) + r(" un")) + p("quatre"), ["un un", "deux", "trois", "quatre"]),
        (p(r("un") + r("deux", "<w:vanish/>")), ["un"]),
        (p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), ["x=1"]),
        (
            p(
                "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
                "</m:oMath>"
            ),
            ["1/2"],
        ),
        # The end of a paragraph was deleted: it goes on in the next.
        (p("un ", "<w:rPr><w:del/></w:rPr>") + p("deux"), ["un deux"]),
        (p(DELETED, "<w:rPr><w:del/></w:rPr>") + p("deux"), ["deux"]),
        (p("un", "<w:rPr><w:del/></w:rPr>") + table(tr("deux")), ["un", "deux"]),
        (p("L", '<w:framePr w:dropCap="drop"/>') + p("a commune"), ["La commune"]),
        (p("un") + table(tr("deux", "trois"), tr("quatre", "cinq")) + p("six"), ["un", "deux", "trois", "quatre",
                                                                               "cinq", "six"]),
    ],
)  # fmt: skip
def test_what_is_printed(body: str, blocks: list[str]) -> None:
    assert printed(read(p("début") + body))[1:] == blocks


def test_lines_stand_where_they_say() -> None:
    extracted = read(p("un") + p(r("<w:t>deux</w:t><w:br/><w:t xml:space='preserve'> trois</w:t>")))
    assert extracted.text == "un\ndeux\ntrois"
    assert [tuple(line) for block in extracted.blocks for line in block.lines] == [
        ("un", 0, 2),
        ("deux", 3, 7),
        ("trois", 8, 13),
    ]
    assert [block.broken for block in extracted.blocks] == [False, True]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (
            (tr("a", "b"), tr("c", "d")),
            {"a": Cell(0, 0, 0), "b": Cell(0, 0, 1), "c": Cell(0, 1, 0), "d": Cell(0, 1, 1)},
        ),
        (
            (tr(tc(p("a"), RESTART), "b"), tr(tc(properties=GOES_ON), "c"), tr("d", "e")),
            {"a": Cell(0, 0, 0, 2), "b": Cell(0, 0, 1), "c": Cell(0, 1, 1), "d": Cell(0, 2, 0), "e": Cell(0, 2, 1)},
        ),
        # What a program left in the covered part of a cell is in the cell.
        ((tr(tc(p("a"), RESTART)), tr(tc(p("b"), GOES_ON))), {"a": Cell(0, 0, 0, 2), "b": Cell(0, 0, 0, 2)}),
        ((tr(tc(p("a"), GOES_ON)), tr(tc(p("b"), RESTART))), {"a": Cell(0, 0, 0), "b": Cell(0, 1, 0)}),
        ((tr(tc(p("a"), '<w:gridSpan w:val="2"/>'), "b"),), {"a": Cell(0, 0, 0, 1, 2), "b": Cell(0, 0, 2)}),
        (
            (tr(tc(p("a"), '<w:hMerge w:val="restart"/>'), tc(properties='<w:hMerge w:val="continue"/>'), "b"),),
            {"a": Cell(0, 0, 0, 1, 2), "b": Cell(0, 0, 2)},
        ),
        ((tr("a", properties='<w:gridBefore w:val="1"/>'),), {"a": Cell(0, 0, 1)}),
        ((tr("a", properties="<w:del/>"), tr("b", properties="<w:hidden/>"), tr("c")), {"c": Cell(0, 0, 0)}),
        (
            (tr(tc(p("a") + table(tr("b")) + p("c")), "d"),),
            {"a": Cell(0, 0, 0), "b": Cell(1, 0, 0), "c": Cell(0, 0, 0), "d": Cell(0, 0, 1)},
        ),
        ((f"<w:sdt><w:sdtContent>{tr('a')}</w:sdtContent></w:sdt>", tr("b")), {"a": Cell(0, 0, 0), "b": Cell(0, 1, 0)}),
    ],
)
def test_cells_have_their_places(rows: tuple[str, ...], cells: dict[str, Cell]) -> None:
    assert {block.lines[0].text: block.cell for block in read(table(*rows)).blocks} == cells


def test_tables_are_counted() -> None:
    extracted = read(table(tr("a")) + p("b") + table(tr("c")))
    assert [block.cell for block in extracted.blocks] == [Cell(0, 0, 0), None, Cell(1, 0, 0)]


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/>
  <w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Axe"><w:name w:val="Axe"/><w:basedOn w:val="Titre2"/>
  <w:pPr><w:ind w:left="400"/></w:pPr><w:rPr><w:color w:val="1F3864"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Plan"><w:name w:val="Plan"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Corps"><w:name w:val="Corps"/><w:basedOn w:val="Titre2"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Tourne"><w:name w:val="a"/><w:basedOn w:val="Tourne"/></w:style>
<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Cache"><w:name w:val="b"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="lev"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Liste"><w:name w:val="Liste"/>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr></w:tblStylePr></w:style>
"""


def block(body: str) -> Block:
    return read(body, styles=STYLES).blocks[0]


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        (p("a", styled("Titre2")), 2),
        (p("a", styled("Axe")), 2),
        (p("a", styled("Plan")), 3),
        (p("a", styled("Corps")), 0),
        (p("a", styled("Tourne")), 0),
        (p("a", styled("unknown")), 0),
        (p("a", '<w:outlineLvl w:val="0"/>'), 1),
        (p("a", styled("Axe") + '<w:outlineLvl w:val="9"/>'), 0),
        (p("a"), 0),
    ],
)
def test_headings_are_told_by_their_styles(body: str, heading: int) -> None:
    assert block(body).heading == heading


@pytest.mark.parametrize(
    ("body", "look"),
    [
        (p("a"), (11, False, "")),
        (p("a", styled("Axe")), (14, True, "1f3864")),
        (p(r("a", '<w:b w:val="0"/><w:sz w:val="19"/><w:color w:val="000000"/>'), styled("Axe")), (9.5, False, "")),
        (p(r("a", '<w:rStyle w:val="lev"/>')), (11, True, "")),
        # Two styles that both make bold make it plain (§17.7.3).
        (p(r("a", '<w:rStyle w:val="lev"/>'), styled("Titre2")), (14, False, "")),
        # Of signs alone nothing is told.
        (p(r("- ") + r("Objectif", "<w:b/>") + r(" :")), (11, True, "")),
        (p(r("Créer", "<w:b/>") + r(" un lieu")), (11, False, "")),
        (p(r("Un", '<w:color w:val="FF0000"/>') + r("deux")), (11, False, "")),
        (p(r("N", '<w:sz w:val="40"/>') + r("otre ville")), (11, False, "")),
    ],
)
def test_a_block_looks_as_its_letters_do(body: str, look: tuple[float, bool, str]) -> None:
    found = block(body)
    assert (found.size, found.bold, found.colour) == look


def test_a_table_may_set_its_first_row_apart() -> None:
    rows = tr("a") + tr("b")
    look = '<w:tblPr><w:tblStyle w:val="Liste"/><w:tblLook w:val="{}"/></w:tblPr>'
    found = read(f"<w:tbl>{look.format('04A0')}{rows}</w:tbl><w:tbl>{look.format('0400')}{rows}</w:tbl>", styles=STYLES)
    assert [(one.bold, one.colour) for one in found.blocks] == [(True, "ffffff"), (False, ""), (False, ""), (False, "")]


def test_without_any_style_letters_have_ten_points() -> None:
    assert read(p("a")).blocks[0].size == 10


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>
    <w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0D8;"/>
    <w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""
TWIPS = '<w:ind w:left="{}" w:firstLine="{}"/>'


@pytest.mark.parametrize(
    ("body", "indent"),
    [
        (p("a"), 0),
        (p("a", TWIPS.format(400, 100)), 25),
        (p("a", '<w:ind w:start="2cm"/>'), 56.69),
        (p("a", styled("Axe")), 20),
        (p("a", listed(1)), 18),
        (p("a", listed(1, 1)), 54),
        (p("a", styled("Axe") + listed(1, 1)), 54),
        (p("a", listed(1, 1) + '<w:ind w:left="360"/>'), 0),
        (p(r("<w:tab/><w:t>a</w:t>")), 35.4),
        (p(r("<w:tab/><w:tab/><w:t>a</w:t>")), 70.8),
        (p(r("<w:tab/><w:t>a</w:t>"), '<w:ind w:left="400" w:hanging="400"/>'), 20),
        (p("    a"), 11),
    ],
)
def test_how_far_a_first_line_begins(body: str, indent: float) -> None:
    settings = '<w:defaultTabStop w:val="708"/>'
    found = read(body, styles=STYLES, numbering=NUMBERING, settings=settings).blocks[0]
    assert found.indent == pytest.approx(indent)


def test_lists_have_markers_and_depths() -> None:
    body = p("a", listed(1)) + p("b", listed(1, 1)) + p("c", listed(0)) + p("d", listed(1))
    found = read(body, numbering=NUMBERING)
    assert [(one.marker, one.depth) for one in found.blocks] == [("1.", 0), ("➢", 1), ("", None), ("2.", 0)]


def test_an_entry_that_was_deleted_is_not_counted() -> None:
    body = p("a", listed(1)) + p(DELETED, listed(1) + "<w:rPr><w:del/></w:rPr>") + p("b", listed(1))
    assert [one.marker for one in read(body, numbering=NUMBERING).blocks] == ["1.", "2."]


TOC = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (p("a", styled("TM1")), ["contents"]),
        (f"{TOC}<w:sdtContent>{p('Sommaire')}</w:sdtContent></w:sdt>{p('b')}", ["contents", "body"]),
        (p(field("TOC \\o", r("a")) + r("b")) + p(field("PAGEREF", r("c"))), ["body", "body"]),
        (p(field("TOC \\o", field("PAGEREF", r("1")))), ["contents"]),
        (p("-----") + p("* * *") + p("à") + p("–"), ["debris", "debris", "body", "body"]),
    ],
)
def test_kinds_of_blocks(body: str, kinds: list[str]) -> None:
    assert [one.kind.value for one in read(body, styles=STYLES).blocks] == kinds


def test_a_table_of_contents_goes_over_paragraphs() -> None:
    begin, end = field("TOC", "<w:r/>").split("<w:r/>")
    found = read(p(begin + r("a")) + p("b") + p(end + r("c")))
    assert [one.kind for one in found.blocks] == [Kind.contents, Kind.contents, Kind.body]


def test_notes_heads_and_feet_stand_behind_the_body() -> None:
    note = "<w:{}><w:r><w:footnoteRef/></w:r>{}</w:p>"
    mark = '<w:r><w:footnoteReference w:id="{}"{}/>{}</w:r>'
    section = "<w:sectPr>{}</w:sectPr>"
    head = '<w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/>'
    found = read(
        p(r("a") + mark.format(3, "", "") + mark.format(2, ' w:customMarkFollows="1"', "<w:t>*</w:t>") + r(" b"))
        + p("c", section.format(head))
        + section.format(head),
        footnotes="".join(
            f'<w:footnote w:id="{number}">{note.format("p", r(text))}</w:footnote>'
            for number, text in ((0, "rien"), (2, "étoile"), (3, "un"), (4, "sans appel"))
        ),
        header1=p("tête"),
        footer1=p(field("PAGE", r("1"))),
    )
    assert [(one.kind.value, one.marker, one.lines[0].text) for one in found.blocks] == [
        ("body", "", "a b"),
        ("body", "", "c"),
        ("footnote", "1", "un"),
        ("footnote", "*", "étoile"),
        ("header", "", "tête"),
        ("footer", "", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "ignored"),
    [
        (p(DELETED) + p(f"<w:moveFrom>{r('b')}</w:moveFrom>") + table(tr("b", properties="<w:del/>")), ("deleted", 3)),
        (p(r("b", "<w:vanish/>") + r("c", "<w:vanish/>") + r("a") + r("d", "<w:vanish/>")), ("hidden", 2)),
        (p("b", styled("Cache")), ("hidden", 1)),
        (p(PICTURE + PICTURE), ("image", 2)),
        (p("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"), ("image", 1)),
    ],
)
def test_what_is_ignored_is_counted(body: str, ignored: tuple[str, int]) -> None:
    found = read(p("a") + body, styles=STYLES)
    assert found.ignored == (Ignored(*ignored),)
    assert set("".join(printed(found))) == {"a"}


def test_comments_and_macros_are_counted() -> None:
    found = read(p("a"), comments=f"<w:comment>{p('b')}</w:comment>", files={"word/vbaProject.bin": b"Sub"})
    assert found.ignored == (Ignored("comment", 1), Ignored("macro", 1))
    assert printed(found) == ["a"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            p(PICTURE),
            "a.docx has no text, nothing but pictures ; run OCR on it (text recognition), and import what comes out",
        ),
        (p(), "a.docx has no text ; look for the document that was meant"),
        ('<w:altChunk r:id="x"/>', "a.docx has another document inside of it ; open it in Word and save it again"),
    ],
)
def test_documents_without_text_are_refused(body: str, message: str) -> None:
    with pytest.raises(UnusableDocument) as refused:
        extract(docx(body), "a.docx", lambda *_: None)
    assert str(refused.value) == message


def test_strict_documents_are_read_the_same() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body>{p("un")}</w:body></w:document>'
    assert printed(read("", files={"word/document.xml": document})) == ["un"]


def test_what_python_docx_writes() -> None:
    from docx import Document

    document: Any = Document()
    document.add_heading("Thématique emploi", 1)
    document.add_paragraph("Lever les freins", style="List Bullet")
    document.add_paragraph("Ouvrir un lieu", style="List Number 2")
    cells = document.add_table(2, 2).columns[0].cells
    cells[0].merge(cells[1]).text = "Objectif"
    document.sections[0].header.paragraphs[0].text = "PERR"
    made = io.BytesIO()
    document.save(made)
    found = extract(made.getvalue(), "a.docx", lambda *_: None)
    assert [(one.heading, one.marker, one.cell, one.lines[0].text) for one in found.blocks] == [
        (1, "", None, "Thématique emploi"),
        (0, "•", None, "Lever les freins"),
        (0, "1.", None, "Ouvrir un lieu"),
        (0, "", Cell(0, 0, 0, 2), "Objectif"),
        (0, "", None, "PERR"),
    ]


# The law: every word that is printed is in exactly one line of exactly one block.

WORDS = st.integers(0, 9999).map(lambda number: f"m{number:04}")
RUNS = WORDS.map(lambda word: r(f" {word} "))
GONE = st.sampled_from([DELETED, r("x9", "<w:vanish/>"), f"<w:moveFrom>{r('x8')}</w:moveFrom>"])


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Runs inside of what may stand around them."""
    return st.one_of(
        st.lists(inner, max_size=3).map("".join),
        inner.map(lambda runs: f"<w:ins>{runs}</w:ins>"),
        inner.map(lambda runs: f"<w:hyperlink>{runs}</w:hyperlink>"),
        inner.map(lambda runs: f"<w:sdt><w:sdtPr/><w:sdtContent>{runs}</w:sdtContent></w:sdt>"),
        inner.map(lambda runs: field("REF x", runs)),
        inner.map(lambda runs: box(p(runs or "<w:r/>"))),
        inner.map(lambda runs: f"<mc:AlternateContent><mc:Fallback>{runs}</mc:Fallback></mc:AlternateContent>"),
    )


PARAGRAPHS = st.tuples(
    st.recursive(st.one_of(RUNS, GONE), wrapped, max_leaves=6),
    st.sampled_from(["", listed(1, 1), styled("TM1"), "<w:rPr><w:del/></w:rPr>", '<w:framePr w:dropCap="drop"/>']),
).map(lambda made: p(made[0] or "<w:r/>", made[1]))


def tabled(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Blocks inside of what may stand around them."""
    cells = st.builds(
        lambda content, merge: tc(content + "<w:p/>", merge),
        inner,
        st.sampled_from(["", RESTART, GOES_ON, '<w:gridSpan w:val="2"/>', '<w:hMerge w:val="continue"/>']),
    )
    rows = st.lists(cells, min_size=1, max_size=3).map(lambda row: tr(*row))
    return st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(rows, min_size=1, max_size=3).map(lambda made: table(*made)),
        inner.map(lambda made: f"<w:sdt><w:sdtContent>{made}</w:sdtContent></w:sdt>"),
        inner.map(lambda made: f"<w:customXml>{made}</w:customXml>"),
    )


@given(st.recursive(PARAGRAPHS, tabled, max_leaves=8))
def test_every_word_is_in_one_line(body: str) -> None:
    found = read(p("début") + body, styles=STYLES, numbering=NUMBERING)
    words = Counter(re.findall(r"m\d{4}", without_copies(body)))
    lines = [line for block in found.blocks for line in block.lines]
    assert Counter(re.findall(r"[mx]\d+", " ".join(line.text for line in lines))) == words
    assert [found.text[line.start : line.end] for line in lines] == [line.text for line in lines]
    assert all(before.end < after.start for before, after in pairwise(lines))


def without_copies(body: str) -> str:
    """The body without the copies of text boxes for older programs, from the innermost box on."""
    pattern = re.compile("<mc:Fallback><w:pict>(?:(?!<mc:Fallback><w:pict>).)*?</w:pict></mc:Fallback>")
    while pattern.search(body):
        body = pattern.sub("", body)
    return body


@given(st.binary(max_size=4), st.floats(0, 1))
def test_a_damaged_document_is_read_or_refused(noise: bytes, where: float) -> None:
    data = docx(p("un"), styles=STYLES, numbering=NUMBERING)
    at = int(where * len(data))
    for damaged in (data[:at] + noise + data[at + len(noise) :], data[:at]):
        try:
            extract(damaged, "a.docx", lambda *_: None)
        except UnusableDocument:
            continue
