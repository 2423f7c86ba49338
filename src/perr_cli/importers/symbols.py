"""Signs of the fonts that draw signs in the place of letters, as characters that any font has.

Word stores such a sign as a letter (`Ø` in Wingdings) or in the private area (U+F0D8), which says nothing
without the font (ECMA-376-1 §17.3.3.30).
"""

from __future__ import annotations

_PRIVATE = 0xF000
"""Where the signs of such a font begin in Unicode's private area: at U+F020, as its letters do at U+0020."""
_UNKNOWN = "•"


def _row(first: int, signs: str) -> dict[int, str]:
    """Signs that follow one another, from a code on; a blank is none that is known."""
    return {first + number: sign for number, sign in enumerate(signs) if sign != " "}


_SYMBOL = {
    **_row(0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    **_row(0xA1, "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
}
_WINGDINGS = {
    **_row(0x21, "✏✂✁      ✆✉"), 0x28: "☎",
    **_row(0x3F, "✍ ✌  ☜☞☝☟✋☺ ☹"),
    **_row(0x6C, "●❍■□□❑❒⬧◆◆❖⬥"),
    **_row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    **_row(0x9E, "·•▪○○○◉◎○▪◻▲✦★✶✴✹✵"),
    **_row(0xD8, "➢"), **_row(0xDC, "➲"),
    **_row(0xDF, "←→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦⇨⇧⇩"),
    **_row(0xFB, "✗✓☒☑"),
}  # fmt: skip
_WINGDINGS_2 = {
    **_row(0x4F, "✗✓☒☑☒☒"), **_row(0x95, "·•●●○"), **_row(0x9F, "▪■□"), **_row(0xAE, "◆"),
}  # fmt: skip
_WINGDINGS_3 = {
    **_row(0x21, "←→↑↓↖↗↙↘"), **_row(0x66, "←→↑↓"), **_row(0x70, "▲▼△▽◄►◁▷"), **_row(0x7D, "▶"),
    **_row(0x82, "⇨"),
}  # fmt: skip
_WEBDINGS = {
    **_row(0x33, "◀▶▲▼"), **_row(0x3D, "■"), **_row(0x61, "✔"), **_row(0x63, "□"), **_row(0x67, "■"),
    **_row(0x6E, "●"), **_row(0x72, "✗"),
}  # fmt: skip
_FONTS = {
    "symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}  # fmt: skip


def shown(text: str, font: str) -> str:
    """What a text in a font shows: private characters as the signs that they stand for, and a letter that stands
    alone as well where the font has signs for letters. Several letters are words that lost their font."""
    signs = _FONTS.get(font.lower())
    if signs and len(text.strip()) == 1:
        return "".join(signs.get(ord(sign), sign) if sign < "\u0100" else _sign(sign, font) for sign in text)
    return text if text.isascii() else "".join(_sign(sign, font) for sign in text)


def _sign(sign: str, font: str) -> str:
    code = ord(sign) - _PRIVATE
    if not 0x20 <= code <= 0xFF:
        return sign
    # Without its font, what is a bullet in Symbol is one; bullets of all other shapes come from Wingdings.
    signs = _FONTS.get(font.lower()) or (_SYMBOL if code == 0xB7 else _WINGDINGS)
    return signs.get(code) or (" " if code in (0x20, 0xA0) else _UNKNOWN)
