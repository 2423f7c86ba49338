"""Manners of documents, each as typed and as understood."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli import importers
from perr_cli.importers.structure.draft import Why
from perr_cli.text import fold
from tests.importers.understood import outline, understood

MANNERS = {
    "arrows and circles": (
        """
Thématique emploi
→ Lever les freins
○ Ouvrir une crèche
○ Créer une navette
→ Former les jeunes
Thématique logement
→ Rénover
""",
        """# emploi
→ Lever les freins
  ○ Ouvrir une crèche
  ○ Créer une navette
→ Former les jeunes
# logement
→ Rénover""",
    ),
    "a contrat de ville of a larger body behind the title": (
        """
Protocole d'engagements renforcés et réciproques
de la Ville de Courbelles

Contrat de ville de Grand Lac Agglomération

Thématique emploi
→ Lever les freins
○ Ouvrir une crèche
""",
        """Courbelles
# emploi
→ Lever les freins
  ○ Ouvrir une crèche""",
    ),
    "another bullet below the same arrow": (
        """
Thématique emploi
→ Lever les freins
○ Ouvrir une crèche
→ Former les jeunes
- Payer le permis
""",
        """# emploi
→ Lever les freins
  ○ Ouvrir une crèche
→ Former les jeunes
  ○ Payer le permis""",
    ),
    "other bullets in each theme": (
        """
Axe 1 : Emploi
➢ Lever les freins
o Ouvrir une crèche
Axe 2 : Habitat
• Rénover
– Isoler les tours
""",
        """# emploi
→ Lever les freins
  ○ Ouvrir une crèche
# logement
→ Rénover
  ○ Isoler les tours""",
    ),
    "numbers": (
        """
I. Emploi et insertion
1.1 Lever les freins
1.1.1 Ouvrir une crèche
1.1.2 Créer une navette
1.2 Former les jeunes
II. Éducation
2.1 Accueillir les parents
""",
        """# emploi
→ Lever les freins
  ○ Ouvrir une crèche
  ○ Créer une navette
→ Former les jeunes
# education
→ Accueillir les parents""",
    ),
    "labels": (
        """
Thématique n° 1 : Emploi
Objectif 1 : Lever les freins
Action 1 – Ouvrir une crèche
Action 2 – 3 médiateurs de plus
Objectif 2 : Former les jeunes
""",
        """# emploi
→ Lever les freins
  ○ Ouvrir une crèche
  ○ 3 médiateurs de plus
→ Former les jeunes""",
    ),
    "a label above the title": (
        """
AXE I

Emploi et insertion

→ Lever les freins
""",
        """# emploi
→ Lever les freins""",
    ),
    "sections": (
        """
Thématique emploi
Emploi :
→ Lever les freins
○ Ouvrir une crèche
Insertion :
→ Former les jeunes
○ Payer le permis
""",
        """# emploi
= Emploi
→ Lever les freins
  ○ Ouvrir une crèche
= Insertion
→ Former les jeunes
  ○ Payer le permis""",
    ),
    "an introduction is left out": (
        """
Thématique emploi

Le chômage touche un jeune sur quatre dans le quartier.

→ Lever les freins
""",
        """# emploi
→ Lever les freins""",
    ),
    "actions told by their indent alone": (
        """
THEMATIQUE EMPLOI

=> Lever les freins

        Ouvrir une crèche

        Créer une navette

=> Former les jeunes

        Payer le permis
""",
        """# emploi
→ Lever les freins
  ○ Ouvrir une crèche
  ○ Créer une navette
→ Former les jeunes
  ○ Payer le permis""",
    ),
    "a theme of its own": (
        """
Axe 1 : Emploi
→ Lever les freins
Axe 2 : Transition écologique
→ Planter des arbres
""",
        """# emploi
→ Lever les freins
# transition-ecologique
→ Planter des arbres""",
    ),
    "themes by hints": (
        """
Défi n° 1 – Bien habiter
→ Rénover
Défi n° 2 – Travailler
→ Lever les freins
""",
        """# logement
→ Rénover
# emploi
→ Lever les freins""",
    ),
    "a table of contents is no theme": (
        """
Axe 1 : Emploi
Axe 2 : Habitat

Axe 1 : Emploi
→ Lever les freins

Axe 2 : Habitat
→ Rénover
""",
        """# emploi
→ Lever les freins
# logement
→ Rénover""",
    ),
    "preconditions": (
        """
Commune de Bonneville

Conditions de réussite préalables

Elles valent pour toute la durée :
- Que l'État confirme ses crédits
- Que la Région soutienne les associations

Thématique emploi
→ Lever les freins
""",
        """Bonneville
! Que l'État confirme ses crédits
! Que la Région soutienne les associations
# emploi
→ Lever les freins""",
    ),
    "several communes": (
        """
Protocole d'engagements renforcés et réciproques VILLE-LE-BOIS

Thématique emploi
→ Lever les freins

Protocole d'engagements renforcés et réciproques de la commune de Bonneville

Thématique emploi
→ Former les jeunes
""",
        """Ville-le-Bois
# emploi
→ Lever les freins
Bonneville
# emploi
→ Former les jeunes""",
    ),
    "signatures are left out": (
        """
Thématique emploi
→ Lever les freins

Fait à Bonneville, le 3 mai 2019
Le maire
""",
        """# emploi
→ Lever les freins""",
    ),
    "cells": (
        "Thématique emploi\t→ Lever les freins ○ Ouvrir une crèche→ Former les jeunes\n\t○ Payer le permis\n",
        """# emploi
→ Lever les freins
  ○ Ouvrir une crèche
→ Former les jeunes
  ○ Payer le permis""",
    ),
    "columns with heads": (
        "Thématique\tObjectifs\tActions\tPilote\nEmploi\tLever les freins\tOuvrir une crèche\tVille\n"
        "\tFormer les jeunes\tPayer le permis\tCAF\n",
        """# emploi
→ Lever les freins
  ○ Ouvrir une crèche
→ Former les jeunes
  ○ Payer le permis""",
    ),
}  # fmt: skip


@pytest.mark.parametrize("manner", MANNERS)
def test_a_manner_is_understood(manner: str) -> None:
    document, expected = MANNERS[manner]
    assert outline(document) == expected


def test_themes_side_by_side_are_read_column_by_column() -> None:
    page = """<table><tr><th>Emploi</th><th>Habitat</th><th>Éducation</th></tr>
    <tr><td>→ Lever les freins</td><td>→ Rénover</td><td>→ Accueillir</td></tr>
    <tr><td>○ Ouvrir une crèche</td><td>○ Isoler</td><td></td></tr></table>"""
    assert outline(page, "a.html").splitlines() == [
        "# emploi", "→ Lever les freins", "  ○ Ouvrir une crèche", "# logement", "→ Rénover", "  ○ Isoler",
        "# education", "→ Accueillir",
    ]  # fmt: skip


def test_heads_of_rows_say_what_stands_in_them() -> None:
    page = """<h2>Emploi</h2><table><tr><td>Enjeu</td><td>Le chômage</td></tr>
    <tr><td>Objectif</td><td>Lever les freins</td></tr>
    <tr><td>Actions</td><td>Ouvrir une crèche<br>Créer une navette</td></tr></table>"""
    assert outline(page, "a.html") == "# emploi\n→ Lever les freins\n  ○ Ouvrir une crèche\n  ○ Créer une navette"


def test_a_column_beyond_the_heads_is_left_out() -> None:
    page = """## Emploi

| Objectif | Action |
|---|---|
| Lever les freins | Ouvrir une crèche | vu le 3 mai |
| Former les jeunes | Créer une navette |
"""
    assert outline(page, "a.md") == (
        "# emploi\n→ Lever les freins\n  ○ Ouvrir une crèche\n→ Former les jeunes\n  ○ Créer une navette"
    )
    assert [one.text for one in understood(page, "a.md").left_out if one.why is Why.column] == ["vu le 3 mai"]


def test_what_is_left_out_says_why() -> None:
    document = """Commune de Bonneville

Un mot du maire.

Thématique emploi

Le chômage est élevé.

Objectif 1 : Lever les freins

Fait à Bonneville, le 3 mai 2019
"""
    assert [(one.why, one.text) for one in understood(document).left_out] == [
        (Why.front, "Commune de Bonneville"),
        (Why.front, "Un mot du maire."),
        (Why.paragraph, "Le chômage est élevé."),
        (Why.marker, "Objectif 1 :"),
        (Why.end, "Fait à Bonneville, le 3 mai 2019"),
    ]


LINES = st.lists(
    st.sampled_from(
        ["Thématique emploi", "Axe 2 : Habitat", "→ Lever les freins", "○ Ouvrir une crèche", "- Payer", "1.1 Former",
         "Objectif 1 : Aider", "Objectif :", "Insertion :", "Un paragraphe.", "", "Commune de Bonneville", "Sommaire",
         "Conditions préalables", "Fait à Bonneville", "Emploi\t→ Lever", "\t○ Ouvrir",
         "Objectifs\tActions", "RIS - ORANGIS",
         "Protocole d'engagements renforcés et réciproques", "- 3 -\f", "**Gras**", "# Titre", "<p>Emploi</p>"]
    ), min_size=1, max_size=14,
)  # fmt: skip


def letters(text: str) -> Counter[str]:
    return Counter(sign for sign in fold(text) if sign.isalnum())


@given(LINES)
def test_every_letter_has_a_place_or_is_left_out(lines: list[str]) -> None:
    """Whatever order the lines come in."""
    document = "\n".join(["Un mot.", *lines])
    result = understood(document)
    told = [one.text for one in result.left_out]
    for draft in result.drafts:
        said = [draft.commune, draft.title, *draft.preconditions]
        for theme in draft.themes:
            said.append(theme.title)
            sections = dict.fromkeys(objective.section for objective in theme.objectives)
            said += [*sections, *(one for of in theme.objectives for one in (of.said, *of.actions))]
        told += [one.text for one in said if one]
    printed = [line.text for block in importers.read(document.encode(), "a.txt").blocks for line in block.lines]
    assert letters(" ".join(printed)) - letters(" ".join(told)) == Counter()


@pytest.mark.parametrize(
    ("of", "name"),
    [
        ("de la ville de Bonneville", "Bonneville"),
        ("de Ville-d'Avray", "Ville-d'Avray"),
        ("de VILLE-D'AVRAY", "Ville-d'Avray"),
        ("de Ville Neuve", "Ville Neuve"),
        ("de La Ville-du-Bois", "La Ville-du-Bois"),
        ("de la ville de Bonneville – Site officiel", "Bonneville"),
        ("de RIS – ORANGIS", "Ris-Orangis"),
    ],
)
def test_the_name_behind_a_title(of: str, name: str) -> None:
    title = f"Protocole d'engagements renforcés et réciproques {of}"
    [draft] = understood(f"{title}\n\nThématique emploi\n→ Lever les freins\n").drafts
    assert draft.commune.text == name
