"""How entries are marked: bullets, numbers, labels, each with what is left of the text."""

from __future__ import annotations

import pytest

from perr_cli.importers.markers import Labels, automatic, is_only_a_marker

LABELS = Labels(
    (
        ("objective", ["objectif", "objectif opérationnel", "OS"]),
        ("action", ["action"]),
        ("theme", ["thématique", "axe"]),
    )
)


@pytest.mark.parametrize(
    ("text", "printed", "family", "rest"),
    [
        ("→ Lutter", "→ ", "arrow", "Lutter"),
        ("→Lutter", "→", "arrow", "Lutter"),
        ("➔ Lutter", "➔ ", "arrow", "Lutter"),
        ("=> Lutter", "=> ", "arrow", "Lutter"),
        ("➢ Lutter", "➢ ", "arrowhead", "Lutter"),
        ("○ Lutter", "○ ", "circle", "Lutter"),
        ("o Lutter", "o ", "circle", "Lutter"),
        ("• Lutter", "• ", "bullet", "Lutter"),
        ("✓ Lutter", "✓ ", "check", "Lutter"),
        ("– Lutter", "– ", "dash", "Lutter"),
        ("* Lutter", "* ", "star", "Lutter"),
        ("1. Lutter", "1. ", "number 1", "Lutter"),
        ("1) Lutter", "1) ", "number 1", "Lutter"),
        ("1° Lutter", "1° ", "number 1", "Lutter"),
        ("1 - Lutter", "1 - ", "number 1", "Lutter"),
        ("2.1 Lutter", "2.1 ", "number 2", "Lutter"),
        ("2.1.3 – Lutter", "2.1.3 – ", "number 3", "Lutter"),
        ("a) Lutter", "a) ", "letter", "Lutter"),
        ("B. Lutter", "B. ", "capital", "Lutter"),
        ("IV - Lutter", "IV - ", "roman", "Lutter"),
        ("Objectif 2.1 : Lutter", "Objectif 2.1 : ", "label objective", "Lutter"),
        ("OBJECTIF N° 4 - Lutter", "OBJECTIF N° 4 - ", "label objective", "Lutter"),
        ("Objectif opérationnel 3 : Lutter", "Objectif opérationnel 3 : ", "label objective", "Lutter"),
        ("OS 3 – Lutter", "OS 3 – ", "label objective", "Lutter"),
        ("➢ Objectif 1 : Lutter", "➢ Objectif 1 : ", "label objective", "Lutter"),
        ("Action n°3 : Lutter", "Action n°3 : ", "label action", "Lutter"),
        ("Axe II – Habitat", "Axe II – ", "label theme", "Habitat"),
        ("THEMATIQUE 2/5 - EMPLOI", "THEMATIQUE 2/5 - ", "label theme", "EMPLOI"),
    ],
)
def test_a_marker_is_apart_from_the_text(text: str, printed: str, family: str, rest: str) -> None:
    marker, left = LABELS.split(text)
    assert (marker.printed, marker.family, left) == (printed, family, rest)


@pytest.mark.parametrize(
    "text",
    [
        "3 médiateurs de plus",
        "16-25 ans",
        "12 000 euros",
        "2019 : une année",
        "Actions de prévention",
        "Objectifs partagés",
        "L'action sociale",
        "M. Dupont",
        "-10 % de charges",
        "or",
        "",
    ],
)
def test_what_looks_like_a_marker_and_is_none(text: str) -> None:
    assert LABELS.split(text) == (("", "", 0, ""), text)


@pytest.mark.parametrize(
    ("given", "family", "parts"),
    [("•", "bullet", 0), ("2.1.", "number 2", 2), ("a)", "letter", 1), ("IV.", "roman", 1), ("", "", 0)],
)
def test_what_a_file_gives_by_itself(given: str, family: str, parts: int) -> None:
    assert automatic(given)[1:3] == (family, parts)


@pytest.mark.parametrize(
    ("text", "alone"), [("•", True), ("2.1.", True), (" - ", True), ("Emploi", False), ("", False)]
)
def test_a_marker_alone(text: str, alone: bool) -> None:
    assert is_only_a_marker(text) is alone
