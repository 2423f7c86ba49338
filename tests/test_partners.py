"""Partners: who a text names, under one name each."""

from __future__ import annotations

import pytest

from perr_cli import files, text
from perr_cli.concepts import Recognizer
from perr_cli.partners import Namer
from perr_cli.thesaurus import load

ENTRIES = load([files.shipped_data() / "thesaurus.yaml"]).entries
RECOGNIZER = Recognizer(ENTRIES)
NAMER = Namer(ENTRIES)


def named(written: str) -> list[tuple[str, str]]:
    words = text.words(written)
    found = NAMER.mentions(written, words, RECOGNIZER.marks(words))
    return [(mention.name, written[mention.start : mention.end]) for mention in found]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("avec la CAF et la mission locale", ["Caisse d'allocations familiales", "Mission locale"]),
        ("les bailleurs, puis le bailleur", ["bailleurs sociaux", "bailleurs sociaux"]),
        ("l'Etat et l'état des lieux de l'état de la voirie", ["Etat"]),
        ("le Conseil Départemental de la Creuse", ["Conseil départemental de la Creuse"]),
        ("le Conseil départemental d'Ille-et-Vilaine", ["Conseil départemental d'Ille-et-Vilaine"]),
        ("le Département et la Région", ["Conseil départemental", "Conseil régional"]),
        ("le bailleur Creuse Habitat", ["Creuse Habitat"]),
        ("les bailleurs Creuse Habitat et Logis Ternois", ["Creuse Habitat", "Logis Ternois"]),
        ("Réhabilitation de 80 logements (Ardèche Logement)", ["Ardèche Logement"]),
        ("les services de Creuse-Sud Métropole", ["Creuse-Sud Métropole"]),
        ("un atelier de Guéret-Emploi", ["Guéret-Emploi"]),
        ("le club de prévention CAIRN", ["club de prévention CAIRN"]),
        ("le musée de la Tapisserie", ["musée de la Tapisserie"]),
        ("le collège Louise-Michel et la mission locale", ["collège Louise-Michel", "Mission locale"]),
        ("l'association Rire et Grandir", ["Rire et Grandir"]),
        ("l'association « Les mains vertes »", ["Les mains vertes"]),
        ("SOS Femmes et les associations féministes", ["SOS Femmes", "associations de défense des droits des femmes"]),
        ("dans le cadre du CLSPD et de la CIL", []),
        ("les acteurs locaux et les partenaires", []),
        ("Habitat et logement", []),
        ("", []),
    ],
)
def test_names(written: str, names: list[str]) -> None:
    assert [name for name, _ in named(written)] == names


def test_a_mention_is_the_words_of_the_text() -> None:
    assert named("Conforter le lien avec le bailleur Creuse Habitat, puis avec la Caf") == [
        ("Creuse Habitat", "bailleur Creuse Habitat"),
        ("Caisse d'allocations familiales", "Caf"),
    ]
