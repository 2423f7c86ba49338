"""The labels of Word's lists, as Word prints them."""

from __future__ import annotations

import pytest

from perr_cli.importers.docx.numbering import written
from tests.importers.docx.words import listed, p, read


def lvl(level: int, kind: str, text: str, more: str = "", *, start: int = 1) -> str:
    """A level of a list; `more` stands behind its label."""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
        "</w:lvl>"
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, definition: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def start(level: int, at: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{at}"/></w:lvlOverride>'


def labels(numbering: str, entries: list[tuple[int, int]]) -> str:
    """The labels of entries, each given by its list and level."""
    found = read("".join(p("a", listed(*entry)) for entry in entries), numbering=numbering)
    return " ".join(block.marker or "_" for block in found.blocks)


OUTLINE = (lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%1.%2."), lvl(2, "lowerLetter", "%3)"))
LEGAL = (lvl(0, "upperRoman", "Axe %1"), lvl(1, "decimal", "%1.%2", "<w:isLgl/>"), lvl(2, "none", "%3"))


@pytest.mark.parametrize(
    ("numbering", "entries", "expected"),
    [
        (abstract(0, *OUTLINE) + num(1, 0), [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)],
         "I. I.1. I.2. a) II. II.1."),
        (abstract(0, *LEGAL) + num(1, 0), [(1, 0), (1, 1), (1, 2), (1, 0), (1, 1)], "Axe I 1.1 _ Axe II 2.1"),
        # What is passed over is counted: the next of it is the second.
        (abstract(0, *OUTLINE) + num(1, 0), [(1, 1), (1, 1), (1, 0)], "I.1. I.2. II."),
        # A level may begin anew after some levels alone, or never.
        (
            abstract(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%2'", '<w:lvlRestart w:val="0"/>')) + num(1, 0),
            [(1, 0), (1, 1), (1, 0), (1, 1)],
            "1 1' 2 2'",
        ),
        (
            abstract(0, *OUTLINE[:2], lvl(2, "decimal", "%3'", '<w:lvlRestart w:val="1"/>')) + num(1, 0),
            [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)],
            "I. I.1. 1' I.2. 2' II. 1'",
        ),
        # Lists of one definition count on, unless they say where they start.
        (abstract(0, *OUTLINE) + num(1, 0) + num(2, 0), [(1, 0), (2, 0), (1, 0)], "I. II. III."),
        (
            abstract(0, *OUTLINE) + num(1, 0) + num(2, 0, start(0, 1)),
            [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0)],
            "I. II. I. II. III.",
        ),
        (abstract(0, lvl(0, "decimal", "%1)", start=5)) + num(1, 0), [(1, 0), (1, 0)], "5) 6)"),
        (
            abstract(0, *OUTLINE)
            + num(1, 0, f'<w:lvlOverride w:ilvl="0">{lvl(0, "decimal", "Objectif %1 :", start=3)}</w:lvlOverride>'),
            [(1, 0), (1, 1)],
            "Objectif 3 : 3.1.",
        ),
        (abstract(0, *OUTLINE) + num(1, 0), [(1, 0), (9, 0), (0, 0), (1, 8)], "I. _ _ _"),
        (abstract(0, '<w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl>') + num(1, 0), [(1, 0), (1, 0)], "0 1"),
        (
            abstract(
                0,
                '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice><w:numFmt w:val="custom" '
                'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
                '</mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>',
            )
            + num(1, 0),
            [(1, 0)],
            "007",
        ),
    ],
)  # fmt: skip
def test_labels(numbering: str, entries: list[tuple[int, int]], expected: str) -> None:
    assert labels(numbering, entries) == expected


@pytest.mark.parametrize(
    ("text", "font", "bullet"),
    [
        ("&#xF0B7;", "Symbol", "•"),
        ("&#xF0D8;", "Wingdings", "➢"),
        ("Ø", "Wingdings", "➢"),
        ("&#xF0E0;", "Wingdings", "→"),
        ("&#xF0FC;", "Wingdings", "✓"),
        ("&#xF0A7;", "Wingdings", "▪"),
        ("&#xF076;", "Wingdings", "❖"),
        ("&#xF0FC;", "", "✓"),
        ("&#xF0B7;", "", "•"),
        ("&#xF0FF;", "Webdings", "•"),
        ("o", "Courier New", "o"),
        ("-", "Calibri", "-"),
        ("→", "Calibri", "→"),
        ("", "Symbol", ""),
    ],
)
def test_bullets_are_signs_that_any_font_has(text: str, font: str, bullet: str) -> None:
    level = (
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{text}"/>'
        f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>'
    )
    found = read(p("a", listed(1)), numbering=abstract(0, level) + num(1, 0)).blocks[0]
    assert (found.marker, found.depth) == (bullet, 0 if bullet else None)


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        (4, "decimal", "4"),
        (1994, "upperRoman", "MCMXCIV"),
        (0, "upperRoman", "0"),
        (4000, "lowerRoman", "4000"),
        (26, "lowerLetter", "z"),
        (28, "upperLetter", "BB"),
        (10**9, "lowerLetter", "1000000000"),
        (1, "ordinal", "1er"),
        (2, "ordinal", "2e"),
        (3, "decimalZero", "03"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "numberInDash", "- 3 -"),
        (3, "none", ""),
        (3, "hebrew1", "3"),
    ],
)
def test_numbers_are_written_in_their_formats(number: int, kind: str, expected: str) -> None:
    assert written(number, kind) == expected


STYLED = """
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Plain"/><w:basedOn w:val="H2"/>
  <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Linked"><w:name w:val="Linked"/>
  <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="ListStyle"><w:name w:val="Liste"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


@pytest.mark.parametrize(
    ("properties", "marker"),
    [
        ('<w:pStyle w:val="H1"/>', "I."),
        ('<w:pStyle w:val="H2"/>', "I.1."),
        ('<w:pStyle w:val="Plain"/>', ""),
        ('<w:pStyle w:val="H1"/>' + listed(0), ""),
        ('<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="2"/></w:numPr>', "a)"),
        # The level names the style (§17.9.23), whatever level the style names.
        ('<w:pStyle w:val="Linked"/>', "2nd 1"),
        # A definition that is only a name for that of a style (§17.9.21).
        (listed(3, 1), "I.1."),
        (listed(4), "V."),
        (listed(5), ""),
    ],
)
def test_lists_may_be_those_of_styles(properties: str, marker: str) -> None:
    numbering = (
        abstract(0, *OUTLINE)
        + abstract(1, lvl(0, "decimal", "1st %1"), lvl(1, "decimal", "2nd %2", '<w:pStyle w:val="Linked"/>'))
        + '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="ListStyle"/></w:abstractNum>'
        + '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="Lost"/></w:abstractNum>'
        + num(1, 0) + num(2, 1) + num(3, 2) + num(4, 2, start(0, 5)) + num(5, 3)
    )  # fmt: skip
    assert read(p("a", properties), styles=STYLED, numbering=numbering).blocks[0].marker == marker
