"""What is measurable in a text, and what only looks like it. The sentences are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli.items import Item
from perr_cli.measures import Measure, measures

AMOUNTS = [
    "Verser 15 000 € aux associations",
    "Verser 15 000 € aux associations",
    "Un fonds de 15.000 euros",
    "Une enveloppe de 10 k€ par an",
    "Une enveloppe de 10K€",
    "Investir 2 M€ dans le gymnase",
    "Investir 1,5 million d'euros",
    "Investir deux millions d’euros dans les écoles",
    "Une bourse de cinq cents euros",
    "Un repas à 1 €",
    "Quelques milliers d'euros",
]
NO_AMOUNTS = [
    "Construire 1 000 logements",
    "L'euro symbolique",
    "Céder le terrain à l'Euro 2024",
    "Un million d'arbres",
    "Le coût en euros",
    "Travailler avec 3 M de tissu",
]
DEADLINES = [
    "Ouvrir la crèche d'ici 2022",
    "Ouvrir la crèche avant fin 2020",
    "Ouvrir la crèche au 1er septembre 2019",
    "Ouvrir la crèche le 1er septembre",
    "Ouvrir la crèche avant le 31/12/2020",
    "Ouvrir la crèche à l'horizon 2025",
    "Ouvrir la crèche en 2021",
    "Ouvrir la crèche dès la rentrée 2020",
    "Ouvrir la crèche dès 2020",
    "Ouvrir la crèche à partir de la rentrée 2020",
    "Ouvrir la crèche à compter du 1er janvier 2020",
    "Ouvrir la crèche au premier semestre 2020",
    "Ouvrir la crèche courant 2020",
    "Ouvrir la crèche (septembre 2020)",
    "Ouvrir la crèche mi-2020",
    "Ouvrir la crèche pour la rentrée scolaire 2020",
    "Ouvrir la crèche à la rentrée prochaine",
    "Ouvrir la crèche d'ici la fin du contrat de ville",
    "Ouvrir la crèche d’ici deux ans",
    "Ouvrir la crèche d'ici juin",
    "Ouvrir la crèche avant la fin de l'année",
    "Renforcer la sécurité en 2021",
    "Organiser une journée en 2020",
    "Les travaux prévus en 2021",
    "Les travaux programmés en 2021",
    "Financer le poste sur la période 2019-2022",
    "Financer le poste de 2019 à 2022",
    "Financer le poste pour l'année scolaire 2019-2020",
    "Financer le poste sur trois ans",
    "Financer le poste jusqu'en 2022",
    "Répondre dans les six mois",
    "Répondre dans un délai de 3 mois",
    "Enlever les encombrants sous 48 heures",
]
NO_DEADLINES = [
    "Une baisse constatée en 2019",
    "Le plan adopté en 2018",
    "Le conseil citoyen mis en place en 2015",
    "Les ateliers mis en œuvre en 2015",
    "Le protocole conclu en 2015",
    "La convention arrivée à échéance en 2017",
    "La convention signée le 12 mars 2015",
    "Depuis 2015, un poste de médiateur",
    "Depuis la rentrée 2018, un poste de médiateur",
    "La loi du 21 février 2014 de programmation pour la ville",
    "La loi n° 2014-173",
    "La loi ALUR de mars 2014",
    "La circulaire du 22 janvier 2019",
    "Le contrat de ville 2015-2020",
    "Quartiers 2030",
    "Le jumelage 2019 avec Pont-le-Drac",
    "Poursuivre l'Agenda 2030",
    "Organiser une fête chaque année",
    "Se réunir deux fois par an",
    "Un bilan annuel",
    "Les enfants de moins de trois ans",
    "Les 16-25 ans",
    "Les saveurs d'ici et d'ailleurs",
    "Dans les meilleurs délais",
    "Dans les écoles",
    "Bâtir 2 020 logements",
    "Une association loi 1901",
    "Dans la durée",
]
TARGETS = [
    "Accompagner 50 jeunes",
    "Accompagner au moins 50 jeunes par an",
    "Accompagner 30 à 40 jeunes",
    "Créer deux postes de médiateur",
    "Créer 1 poste",
    "Deux postes à créer",
    "Créer vingt-cinq places de crèche",
    "Construire 1 000 logements",
    "Construire 2000 logements",
    "Accompagner une dizaine de jeunes",
    "Toucher plusieurs centaines de familles",
    "Réserver 10 % des heures à l'insertion",
    "Réserver dix pour cent des heures",
    "Atteindre 30 %",
    "Équiper 100 % des écoles",
    "Doubler le nombre de places",
    "Multiplier par deux les stages",
    "Réduire de moitié les dépôts sauvages",
    "Pour un tiers des élèves",
    "Former deux tiers des agents",
    "Ouvrir au moins une permanence",
    "Tenir trois réunions par an",
    "Diagnostics en marchant : 2 par an",
    "Doublement des permanences",
]
NO_TARGETS = [
    "Les 16-25 ans",
    "Les jeunes de 16 à 25 ans",
    "Les enfants de moins de trois ans",
    "Les enfants de 0-3 ans",
    "L'article 12 de la loi",
    "L'article 12 alinéa trois",
    "La loi 2014-173",
    "Quartiers 2030",
    "Quartiers 2030 engagés",
    "En 2019 naissait le projet",
    "Poursuivre le 100 % santé",
    "Un abattement de 30 % de la TFPB",
    "Les deux collèges de la ville",
    "Le lien entre les 3 quartiers prioritaires",
    "La coordination des deux villes",
    "Rapprocher les 30 à 40 bailleurs",
    "Créer un poste de médiateur",
    "Territoires zéro chômeur de longue durée",
    "Le stationnement des deux-roues",
    "Le quartier des Trois Fontaines",
    "Aménager la place Quatre Chemins",
    "Une commune de 30 000 habitants",
    "Un équipement neuf accessible",
    "Les tiers-lieux et le tiers payant",
    "Une classe de CM2 ouverte",
    "Ouvrir de 14 h à 18 h 30",
    "Ouvrir 24h/24 et 7j/7",
    "La 2ème tranche de travaux",
    "Le 8 mai 1945",
    "Verser 15 000 €",
    "Investir 1,5 million d'euros",
    "D'ici deux ans",
    "Le dédoublement des classes",
    "Les crédits du programme 147 affectés au quartier",
]
INDICATORS = [
    "Définir des indicateurs de suivi",
    "Un indicateur par action",
    "Réduire le taux de chômage",
    "Améliorer le taux d'emploi des femmes",
    "Augmenter le nombre de places",
    "Suivre l'évolution du nombre d'élèves exclus",
]
NO_INDICATORS = [
    "Un grand nombre de jeunes",
    "Veiller à maintenir un nombre de places",
    "Le plus grand nombre de familles",
    "Un prêt à taux zéro",
    "Évaluer les actions",
    "Mesurer l'impact des actions",
    "Assurer un suivi",
]
TABLE = {
    Measure.amount: (AMOUNTS, NO_AMOUNTS),
    Measure.deadline: (DEADLINES, NO_DEADLINES),
    Measure.target: (TARGETS, NO_TARGETS),
    Measure.indicator: (INDICATORS, NO_INDICATORS),
}


@pytest.mark.parametrize(("measure", "sentence"), [(m, s) for m, (named, _) in TABLE.items() for s in named])
def test_a_measure_is_seen(measure: Measure, sentence: str) -> None:
    assert measure in measures(sentence)


@pytest.mark.parametrize(("measure", "sentence"), [(m, s) for m, (_, traps) in TABLE.items() for s in traps])
def test_what_only_looks_like_a_measure_is_none(measure: Measure, sentence: str) -> None:
    assert measure not in measures(sentence)


@pytest.mark.parametrize("sentence", [s for named, _ in TABLE.values() for s in named])
def test_capitals_and_typography_change_nothing(sentence: str) -> None:
    said = sentence.replace("'", "’").replace("-", "–").replace(" €", "\u00a0€").replace(" %", "\u202f%")
    assert measures(said) == measures(sentence)


def test_the_shipped_texts_name_nothing_that_can_be_measured(items: dict[str, Item]) -> None:
    assert {name: found for name, item in items.items() if (found := measures(item.meaning))} == {}


LONG = [
    "1 " * 50_000,
    "deux-" * 20_000,
    "deux et " * 15_000,
    "1 000 " * 17_000,
    "0" * 100_000,
    "é" * 100_000,
    "d'ici à " * 12_500,
    "depuis le 1er mars " * 5_000,
    "100 % " * 16_000,
    "millions de " * 9_000,
    "2019-" * 20_000,
    "dans un délai de " * 6_000,
    "un poste " * 11_000,
    " " * 100_000,
    ". " * 50_000,
]


@pytest.mark.parametrize("line", LONG, ids=lambda line: line[:12])
def test_time_is_bounded_by_the_length_of_a_line(line: str) -> None:
    start = time.process_time()
    measures(line)
    assert time.process_time() - start < 10  # a law of squares would take minutes


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert measures(text) == measures(text)
