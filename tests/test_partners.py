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
        (
            "La Préfecture et Le Département s'engagent avec La Poste",
            ["Préfecture", "Conseil départemental", "Groupe La Poste"],
        ),
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


# The names of partners as texts have them → the one name of each.
MANNERS = """
    le sous-préfet et la DDETS = Préfecture; Direction départementale de l'emploi, du travail et des solidarités
    la DSDEN et le rectorat de Lille = Education nationale; Rectorat
    l'inspection académique et l'Éducation Nationale = Inspection académique; Education nationale
    la Mission de lutte contre le décrochage scolaire = Mission de lutte contre le décrochage scolaire
    les médecins généralistes, les infirmières libérales et les pharmacies = médecins; infirmiers; pharmaciens
    le CHU de Grenoble, l'hôpital et la PMI = CHU de Grenoble; hôpital; Protection maternelle et infantile
    la CPAM, la Carsat = Caisse primaire d'assurance maladie; Caisse d'assurance retraite et de la santé au travail
    une équipe mobile de psychiatrie et deux psychologues = équipe mobile de psychiatrie; psychologues
    Pôle emploi, puis France Travail = Pôle emploi; France Travail
    les entreprises du territoire, les employeurs, le MEDEF = entreprises; employeurs; MEDEF
    l'AFPA, le GRETA, les CFA et les formateurs = AFPA; Greta; centres de formation d'apprentis; formateurs
    les ateliers et chantiers d'insertion et la régie de quartier =
        ateliers et chantiers d'insertion; régie de quartier
    l'ADIE, Initiative France et la boutique de gestion = Adie; Initiative France; Boutique de gestion
    la RATP, la SNCF et Keolis = RATP; SNCF; Keolis
    les écoles, le collège Jules-Ferry et le milieu scolaire = établissements scolaires; collège Jules-Ferry
    les familles et l'école = établissements scolaires
    bien-être à l'école, harcèlement dès le collège =
    végétalisation des cours d'école =
    les AESH et la FCPE = accompagnants d'élèves en situation de handicap; FCPE
    le relais d'assistants maternels et les ALSH = Relais d'assistants maternels; centres de loisirs
    le Point accueil écoute jeunes et la MJC = Point accueil écoute jeunes; Maison des jeunes et de la culture
    les éducateurs de rue de la prévention spécialisée = éducateurs de rue; prévention spécialisée
    la CNL et les amicales de locataires = Confédération nationale du logement; associations de locataires
    les gardiens d'immeubles et le bailleur Vilogia = gardiens; Vilogia
    l'inter-bailleurs, l'office HLM = bailleurs sociaux
    la police, la police municipale et la gendarmerie nationale = police; Police municipale; Gendarmerie
    le procureur, les magistrats, le tribunal = Parquet; magistrats; Tribunal judiciaire
    la MJD et la maison de justice et du droit = Maison de la justice et du droit
    des permanences au point d'accès au droit, avec le barreau = avocats
    le CIDFF, le Mouvement du nid et France Victimes =
        Centre d'information sur les droits des femmes et des familles; Mouvement du nid; France Victimes
    les correspondants de nuit, la médiatrice santé, les médiateurs numériques = médiateurs
    les conseillers numériques à la médiathèque Louis-Aragon = conseillers numériques; médiathèque Louis-Aragon
    le Secours populaire, les Restos du cœur = Secours populaire; Restos du cœur
    la maison France Services, le centre social et les maisons des habitants =
        France Services; centres sociaux; maisons des habitants
    la communauté d'agglomération du Pays de Lorient = communauté d'agglomération du Pays de Lorient
    les hôteliers, les restaurateurs et les conchyliculteurs = hôteliers; restaurateurs; conchyliculteurs
    le réseau d'éducation prioritaire, les bureaux de poste, les habitants et les élus =
"""


@pytest.mark.parametrize("line", MANNERS.replace("=\n        ", "= ").strip().splitlines())
def test_manners(line: str) -> None:
    written, _, names = line.strip().partition(" =")
    assert list(dict.fromkeys(name for name, _ in named(written))) == [n.strip() for n in names.split(";") if n.strip()]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ouverture d'un espace France Services", []),
        ("Créer un nouveau centre social", []),
        ("Ouvrir, avec la CAF, un centre de santé", ["Caisse d'allocations familiales"]),
        ("Créer un jardin avec un bailleur", ["bailleurs sociaux"]),
        ("Ouvrir une antenne de la Mission locale", ["Mission locale"]),
        ("Mettre en place des ateliers dans deux collèges", ["établissements scolaires"]),
    ],
)
def test_what_is_to_be_made_is_no_partner(written: str, names: list[str]) -> None:
    words = text.words(written)
    found = NAMER.mentions(written, words, RECOGNIZER.marks(words), starts=True)
    assert [mention.name for mention in found] == names


def test_a_mention_is_the_words_of_the_text() -> None:
    assert named("Conforter le lien avec le bailleur Creuse Habitat, puis avec la Caf") == [
        ("Creuse Habitat", "bailleur Creuse Habitat"),
        ("Caisse d'allocations familiales", "Caf"),
    ]
