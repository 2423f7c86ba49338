"""Leads: the verbs that a commitment begins with, in the infinitive, and what they say it does."""

from __future__ import annotations

import pytest

from perr_cli import files, text
from perr_cli.items import Nature
from perr_cli.leads import Leads, Lexicon
from perr_cli.thesaurus import load

LEADS = Leads(load([files.shipped_data() / "thesaurus.yaml"]).lexicon)


def read(written: str) -> str:
    """`verb, verb → nature`."""
    verbs = LEADS.verbs(text.words(written))
    return f"{', '.join(verbs)} → {LEADS.nature(verbs).value}"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Renforcer la présence des médiateurs", "renforcer → renforcer"),
        ("MAINTENIR LES PERMANENCES", "maintenir → continuer"),
        ("Maintenir et renforcer les permanences", "maintenir, renforcer → renforcer"),
        ("Soutenir, accompagner et valoriser les bénévoles", "soutenir, accompagner, valoriser → soutenir"),
        ("Maintenir / développer les permanences", "maintenir, développer → renforcer"),
        ("Poursuivre ou relancer les ateliers", "poursuivre, relancer → lancer"),
        ("Veiller à préserver les haies", "veiller, préserver → continuer"),
        ("Continuer à développer le bénévolat", "continuer, développer → renforcer"),
        ("Repérer les jeunes et créer un lieu d'accueil", "repérer, créer → lancer"),
        ("Équiper les salles et y former les habitants", "équiper, former → agir"),
        ("Mettre en place un guichet", "mettre en place → lancer"),
        ("Mettre progressivement en place un guichet", "mettre en place → lancer"),
        ("Assurer une coordination des acteurs", "assurer la coordination → coordonner"),
        ("S'appuyer sur les associations", "s'appuyer → coordonner"),
        ("S’inscrire dans le réseau", "s'inscrire → coordonner"),
        ("Mieux faire connaître les métiers", "faire connaître → coordonner"),
        ("Ne plus fermer le guichet", "fermer → agir"),
        ("Faire participer les familles", "faire participer → agir"),
        ("Goudronner les allées du parc", "goudronner → agir"),
        ("– 2. Renforcer les liens", "renforcer → renforcer"),
        ("b) Créer un jardin", "créer → lancer"),
        ("Action 3 : créer un jardin", "créer → lancer"),
        ("Lutter contre le bruit ; recruter deux agents", "lutter, recruter → agir"),
        ("Aider les familles. Ouvrir un relais.", "aider, ouvrir → lancer"),
    ],
)
def test_infinitives(written: str, told: str) -> None:
    assert read(written) == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("En réactivant le réseau", "réactiver → lancer"),
        ("En renforçant et en élargissant le réseau", "renforcer, élargir → renforcer"),
        ("En soutenant les parents", "soutenir → soutenir"),
        ("En s'appuyant sur les parents", "s'appuyer → coordonner"),
        ("En mettant en œuvre un plan", "mettre en œuvre → lancer"),
        ("En aménageant les abords", "aménager → agir"),
    ],
)
def test_gerunds(written: str, told: str) -> None:
    assert read(written) == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Par la reconduction des ateliers", "reconduire → continuer"),
        ("Développement de l'apprentissage", "développer → renforcer"),
        ("Le renforcement des contrôles", "renforcer → renforcer"),
        ("Mise en place d'un guichet", "mettre en place → lancer"),
        ("Maintien et accompagnement des services", "maintenir, accompagner → continuer"),
        ("Renforcement durable de l'équipe", "renforcer → renforcer"),
        ("Concertation : ateliers du soir", "concerter → coordonner"),
        ("Lutte contre le bruit : recrutement d'un agent", "lutter, recruter → agir"),
        ("Renouvellement urbain du port", " → agir"),
        ("Aide aux devoirs : harmonisation des horaires", "harmoniser → coordonner"),
        ("Développement économique", " → agir"),
        ("Ateliers de remobilisation", " → agir"),
        ("Chantiers d'insertion", " → agir"),
        ("Santé", " → agir"),
        ("", " → agir"),
    ],
)
def test_nouns(written: str, told: str) -> None:
    assert read(written) == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Les ateliers seront poursuivis et étendus au port", "poursuivre, étendre → renforcer"),
        ("Un plan sera progressivement mis en œuvre", "mettre en œuvre → lancer"),
        ("La lutte contre le bruit sera amplifiée", "amplifier → renforcer"),
        ("La Ville poursuivra les travaux", "poursuivre → continuer"),
        ("La Ville accueillera les stagiaires et développera le tutorat", "accueillir, développer → renforcer"),
        ("La Ville s'engage à étudier la desserte", "étudier → agir"),
        ("La Ville s'engage, avec le Département, à prévenir les ruptures", "prévenir → agir"),
        ("Il conviendra de relancer la convention", "relancer → lancer"),
        ("Il sera procédé au développement du tutorat", "développer → renforcer"),
        ("L'aide du soir fera l'objet d'une coordination unique", "coordonner → coordonner"),
        ("Nous ouvrons deux guichets", "ouvrir → lancer"),
        ("Que la Région garantisse ses crédits", "garantir → agir"),
        ("Les jeunes qui seront accompagnés", " → agir"),
    ],
)
def test_sentences(written: str, told: str) -> None:
    assert read(written) == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Dans le cadre du contrat de ville, renforcer les liens", "renforcer → renforcer"),
        ("Afin de réduire le bruit, développer la médiation", "développer → renforcer"),
        ("Afin de combattre le bruit, un plan sera élaboré", "élaborer → lancer"),
        ("Développer la médiation afin de créer du lien et lancer des projets", "développer → renforcer"),
        ("Aider les parents pour lever les freins", "aider → soutenir"),
        ("Organiser des ateliers permettant de créer et développer des liens", "organiser → agir"),
        ("Poursuivre les ateliers (créer un groupe, lancer un cycle)", "poursuivre → continuer"),
    ],
)
def test_what_is_an_aim_or_in_brackets_is_no_lead(written: str, told: str) -> None:
    assert read(written) == told


def test_of_several_the_most_change_wins() -> None:
    lexicon = Lexicon(verbs={nature.value: nature for nature in Nature})
    leads = Leads(lexicon)
    for at, nature in enumerate(Nature):
        assert leads.nature([later.value for later in reversed(list(Nature)[at:])]) is nature
    assert leads.nature(["inconnu"]) is Nature.agir


def test_endings_make_the_forms_of_a_verb() -> None:
    lexicon = Lexicon(verbs={"tancer": Nature.agir}, endings={"er": ("ant", "é", "era"), "cer": ("çant", "cé", "cera")})
    for written in ("En tançant les élus", "Les élus seront tancés", "La Ville tancera", "Nous tançons"):
        assert Leads(lexicon).verbs(text.words(written)) == ("tancer",)
