"""Leads: the verbs that a commitment begins with, in the infinitive, and what they say it does."""

from __future__ import annotations

import pytest

from perr_cli import files, text
from perr_cli.grammar import Forms
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
        ("Équiper les salles et y former les habitants", "équiper, former → soutenir"),
        ("Mettre en place un guichet", "mettre en place → lancer"),
        ("Mettre progressivement en place un guichet", "mettre en place → lancer"),
        ("Assurer une coordination des acteurs", "assurer la coordination → coordonner"),
        ("S'appuyer sur les associations", "s'appuyer → coordonner"),
        ("S’inscrire dans le réseau", "s'inscrire → coordonner"),
        ("Mieux faire connaître les métiers", "faire connaître → coordonner"),
        ("Ne plus fermer le guichet", "ne pas fermer → continuer"),
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


# Heads of commitments in the manners of different administrations.
MANNERS = {
    "lancer": """
        Se doter d'un observatoire de la tranquillité
        Imaginer une nouvelle offre de garde
        Poser les bases d'un projet alimentaire
        Redynamiser le marché du samedi
        Revitaliser le centre commercial
        Mettre en chantier la maison de santé
        Création, avec la Région, d'un campus connecté
        Nouvelle ligne de bus vers la zone d'activités
        Deux nouveaux points de collecte
        Un nouveau lieu pour les adolescents
        Santé – création d'un centre municipal
        Projet extension des horaires et création d'une navette
        La Ville ouvre un guichet unique
        La commune met en place une brigade verte
        L'Etat et la Ville créent un fonds d'amorçage
        Un forum des métiers sera organisé et un annuaire sera créé
        Il est décidé de relancer la fête de quartier
        Nous lançons un appel à projets
        D'ici 2026, créer un tiers-lieu
        Avec le Département, création d'un relais
        Action n° 3 : ouverture d'une ressourcerie
        Axe 2 Relancer les conseils d'école
        Des permanences juridiques seront mises en place
        Remise en route de la commission
    """,
    "renforcer": """
        + 20 % de places en crèche
        + 3 postes d'adultes-relais
        2e éducateur de rue au quartier du Port
        Deuxième médiateur au collège
        Davantage de patrouilles pédestres
        Plus de créneaux pour les filles dans les gymnases
        Plus grande présence des bailleurs
        Meilleur accès aux soins
        Meilleure coordination des acteurs
        Meilleure prise en charge des enfants
        Trois éducateurs supplémentaires
        Prévention spécialisée : un poste supplémentaire à la rentrée
        20 places de crèche supplémentaires
        Doublement des équipes de nuit
        Horaires de la médiathèque élargis
        Présence policière accrue
        Accompagnement renforcé des décrocheurs
        Porter à 12 places l'accueil du soir
        Trois fois plus de bennes
        Porter à douze le nombre de berceaux
        Porter le nombre de médiateurs à huit
        Passer de deux à quatre médiateurs
        Passage du centre social à six jours d'ouverture
        Hausse des crédits de droit commun
        Augmenter de 10 % les subventions
        Faire monter en compétences les bénévoles
        Allongement des horaires du bus
        La fréquence des bus est doublée
        Les horaires du guichet seront étendus
        Le Département renforce ses équipes
        La Région accroît son aide
        Accentuer les contrôles
        Muscler le suivi des demandeurs d'emploi
        Par un suivi renforcé des familles
        Aller plus loin dans la rénovation
        Le budget participatif monte en puissance
        Revalorisation de la prestation
        Procéder au renforcement des équipes
        Ajouter un arrêt à la ligne 4
        Actions de prévention intensifiées
    """,
    "continuer": """
        Ne pas fermer le bureau de poste
        Ne fermer aucune classe
        Ne plus réduire les effectifs du commissariat
        L'Etat s'engage à ne pas supprimer de postes
        L'Etat ne réduira pas ses crédits
        Aucune classe ne sera fermée
        Aucune fermeture de guichet
        Pas de suppression de poste avant 2026
        Non-fermeture de la maternité
        La CAF maintient ses permanences
        Le Département poursuit son soutien aux clubs
        Que l'Etat maintienne les postes d'adultes-relais
        Les postes doivent être maintenus
        Le maintien par l'Etat des classes dédoublées
        L'Etat s'engage au maintien des services publics
        Garantir le maintien de la trésorerie
        Garantir la pérennité des financements
        Sécuriser les financements des associations
        Sécurisation des subventions des centres sociaux
        Sanctuariser les crédits de la politique de la ville
        Faire perdurer les ateliers
        Inscrire dans la durée les permanences
        Permanences maintenues au port
        Demande à l'Etat de maintenir la trésorerie
        Demander à la Région de maintenir ses crédits
    """,
    "soutenir": """
        Permettre aux familles de souffler
        Permettre à chacun de s'exprimer
        Donner aux jeunes les moyens d'agir
        Donner les moyens d'agir aux habitants
        Former les conseils syndicaux
        Laïcité : formations pour les agents
        Aides à la mobilité des apprentis
        Soutien scolaire dans les écoles
        Discriminations et aide aux victimes
        La Ville verse une subvention aux clubs
        Le CCAS finance le permis de conduire
        La Ville aide les associations
        Parrainage des jeunes diplômés
        Accorder une bourse aux étudiants
        Se tenir aux côtés des familles
        Être aux côtés des aidants
        Venir en aide aux victimes
        Apporter un appui aux copropriétés
        Octroi d'une aide au permis
        La Ville apporte son soutien au club
        Nous soutenons les initiatives des habitants
        En outillant les bénévoles
    """,
    "coordonner": """
        Co-construire le projet avec les habitants
        Coconstruction du règlement avec les jeunes
        Opérations coordonnées entre les polices
        Locaux mutualisés pour les associations
        Commission de coordination des attributions
        Instance de concertation sur les mobilités
        Réseau d'acteurs de la santé mentale
        Réseau de référents, animé par le CIDFF
        Animer le réseau des partenaires
        Partenariat avec la Protection judiciaire de la jeunesse
        Mettre les acteurs en réseau
        Mettre en réseau les acteurs
        Faire dialoguer les générations et la police
        Rapprocher la police et la population
        Mieux coordonner les interventions
        Rassembler les partenaires chaque trimestre
        Faire circuler l'information
        Organiser la concertation avec les riverains
        Liaison entre l'école et le collège
        Échanges entre professionnels
        Dialoguer avec les familles
        Jumelage entre le collège et le théâtre
        Se concerter avec les bailleurs
        S'entendre avec le bailleur
    """,
    "agir": """
        Rapprocher les services des habitants et des entreprises
        Une attention particulière sera portée aux familles
        Ouverture et ambition scolaire
        Ouvrir les horizons des enfants
        Desserrer les freins à l'emploi
        Ouvrir l'école aux parents pour la réussite des enfants
        Ouvrir les équipements sportifs sur le quartier
        Recruter un médiateur
        Commission impayés de loyer
        Parcours personnalisés de réussite
        Jardins partagés au pied des tours
        Emplois aidés et contrats d'apprentissage
        Mesures de réparation dans les services techniques
        Point accueil écoute jeunes
        Pour une ville plus sûre
        Une offre de soins pour les enfants
        La porte d'entrée du quartier
        Accueil des nouveaux arrivants
        Parcours des nouveaux habitants
        Offre de loisirs pendant les vacances
        S'assurer du relogement des familles
        Se mobiliser contre le harcèlement
        Faire reculer le non-recours
        Cours d'eau et nature en ville
        Nouveau programme de renouvellement urbain
    """,
}


@pytest.mark.parametrize(
    ("head", "nature"),
    [(head.strip(), nature) for nature, heads in MANNERS.items() for head in heads.strip().splitlines()],
)
def test_manners(head: str, nature: str) -> None:
    assert read(head).rpartition(" → ")[2] == nature


def test_of_several_the_most_change_wins() -> None:
    lexicon = Lexicon(verbs={nature.value: nature for nature in Nature})
    leads = Leads(lexicon)
    for at, nature in enumerate(Nature):
        assert leads.nature([later.value for later in reversed(list(Nature)[at:])]) is nature
    assert leads.nature(["inconnu"]) is Nature.agir


def test_endings_make_the_forms_of_a_verb() -> None:
    lexicon = Lexicon(
        verbs={"tancer": Nature.agir},
        endings={"er": Forms("ant", "é", "era", "e", "ent"), "cer": Forms("çant", "cé", "cera", "ce", "cent")},
    )
    for written in ("En tançant les élus", "Les élus seront tancés", "La Ville tancera", "Nous tançons"):
        assert Leads(lexicon).verbs(text.words(written)) == ("tancer",)


@pytest.mark.parametrize("unit", ["ne pas ", "s'engage, ", "mettre les ", "à en faire ", "développement de ", ", "])
def test_a_long_text_of_one_phrase_is_read(unit: str) -> None:
    assert LEADS.verbs(text.words(unit * 5000)) is not None
