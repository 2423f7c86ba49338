"""Signs of fonts that draw signs in the place of letters."""

from __future__ import annotations

import pytest

from perr_cli.importers.symbols import shown


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("\uf0e8", "Wingdings", "➔"),
        ("\uf0e8 Lever", "", "➔ Lever"),
        ("ü", "Wingdings", "✓"),
        ("ü ", "Wingdings", "✓ "),
        ("³", "Symbol", "≥"),
        ("\uf0b3", "Symbol", "≥"),
        ("P", "Wingdings 2", "✓"),
        ("\uf020", "Symbol", " "),
        # Words that lost their font stay words.
        ("Emploi", "Wingdings", "Emploi"),
        ("à", "Calibri", "à"),
        ("\ue000", "Wingdings", "\ue000"),
    ],
)
def test_signs(text: str, font: str, expected: str) -> None:
    assert shown(text, font) == expected
