"""The thesaurus: what ships covers the field and holds together, bad files are told, a file beside a corpus adds."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

from perr_cli import files
from perr_cli.concepts import Entry, Kind, Recognizer, acronym_key, key
from perr_cli.errors import UnusableData
from perr_cli.library import Library, open_library
from perr_cli.schemas import schema
from perr_cli.search import search
from perr_cli.text import pieces, slug, tokens, word
from perr_cli.thesaurus import Thesaurus, load
from tests.conftest import Perr

SHIPPED = files.shipped_data() / "thesaurus.yaml"

# What the politique de la ville is about → some of the concepts that must be known.
FIELD = {
    "employment": "emploi demandeurs-emploi chomage recherche-emploi freins-emploi",
    "paths to employment": "insertion-professionnelle chantier-insertion clauses-sociales parcours-insertion formation",
    "childcare": "petite-enfance creche-avip accueil-individuel garde-enfants relais-petite-enfance",
    "school": "ecole decrochage soutien-scolaire reussite-educative orientation-scolaire",
    "parenting": "parentalite lieux-parents liens-ecole-familles reaap laep",
    "language": "langue allophones alphabetisation illettrisme coordination-linguistique",
    "digital": "numerique inclusion-numerique conseiller-numerique equipement-numerique",
    "health": "sante acces-soins prevention-sante mediation-sante cls asv",
    "mental health": "sante-mentale clsm suicide mal-etre-jeunes",
    "disability": "handicap accessibilite handicap-emploi ecole-inclusive",
    "age": "seniors isolement-seniors maintien-domicile adaptation-logements",
    "sport": "sport sport-feminin savoir-nager equipements-sportifs",
    "culture": "culture education-artistique demos micro-folie bibliotheques",
    "public housing": "logement parc-social attribution peuplement",
    "private housing": "parc-prive copropriete coproprietes-degradees habitat-indigne",
    "renewal": "renouvellement-urbain npnru relogement demolition",
    "daily upkeep": "cadre-de-vie gusp tfpb proprete depots-sauvages diagnostic-en-marchant",
    "energy": "precarite-energetique renovation-energetique economies-energie",
    "ecology": "ecologie transition-ecologique jardins-partages compostage nature-en-ville",
    "security": "securite presence-policiere clspd video tranquillite incivilites",
    "mediation": "mediation mediation-sociale mediation-scolaire mediation-nuit",
    "justice": "justice-proximite acces-droits mjd rappel-ordre victimes",
    "violence against women": "vff excision hebergement-victimes",
    "equality": "egalite-fh stereotypes-genre egalite-pro femmes-espace-public",
    "discrimination": "discriminations discr-emploi discr-logement racisme testing",
    "citizenship": "citoyennete civisme engagement-citoyen journee-citoyenne",
    "laïcité": "laicite valeurs-republique fait-religieux separatisme",
    "associations": "inter-associatif vie-associative benevolat soutien-associations",
    "enterprise and trade": "entreprise creation-entreprise commerce zfu vacance-commerciale",
    "transport": "mobilite transport-public desserte velo permis",
    "public services and rights": "services-proximite france-services non-recours demarches",
    "participation": "participation conseil-citoyen budget-participatif co-construction pouvoir-agir",
}


@pytest.fixture(scope="module")
def shipped() -> Thesaurus:
    return load([SHIPPED])


@pytest.fixture(scope="module")
def concepts(shipped: Thesaurus) -> dict[str, Entry]:
    return {entry.id: entry for entry in shipped.entries if entry.kind is not Kind.partner}


def test_it_is_large_enough(shipped: Thesaurus, concepts: dict[str, Entry]) -> None:
    assert len(concepts) >= 120
    assert len({acronym for entry in shipped.entries for acronym, _ in entry.acronyms}) >= 150
    assert [theme.key for theme in shipped.themes] == ["emploi", "education", "logement", "securite", "lien-social"]


@pytest.mark.parametrize("field", FIELD)
def test_each_field_of_the_politique_de_la_ville_is_known(concepts: dict[str, Entry], field: str) -> None:
    assert set(FIELD[field].split()) - concepts.keys() == set()


def test_ids_are_unique(shipped: Thesaurus) -> None:
    assert len({entry.id for entry in shipped.entries}) == len(shipped.entries)


def test_a_one_word_acronym_stands_for_several(shipped: Thesaurus) -> None:
    for entry in shipped.entries:
        for acronym, expansion in entry.acronyms:
            assert len(acronym_key(acronym)) > 1 or len(list(tokens(expansion))) > 1, (entry.id, acronym)


def test_every_acronym_is_found_where_it_stands(shipped: Thesaurus) -> None:
    recognizer = Recognizer(shipped.entries)
    everywhere = frozenset(range(len(shipped.entries)))
    unfound = []
    for number, entry in enumerate(shipped.entries):
        for acronym, _ in entry.acronyms:
            words = [word(piece) for piece in pieces(f"avec la démarche {acronym} du quartier prioritaire")]
            end = 3 + len(pieces(acronym))
            marks = recognizer.marks(words, lambda: everywhere)
            if not any(mark.entry == number and (mark.start, mark.end) == (3, end) for mark in marks):
                unfound.append(acronym)
    assert unfound == []


def test_nothing_is_broader_than_itself(concepts: dict[str, Entry]) -> None:
    for start in concepts:
        above, seen = list(concepts[start].broader), set[str]()
        while above:
            name = above.pop()
            assert name != start
            if name not in seen:
                seen.add(name)
                above.extend(concepts[name].broader)


def test_nothing_is_both_broader_and_related_or_named_twice(concepts: dict[str, Entry]) -> None:
    for entry in concepts.values():
        assert entry.id not in entry.related
        assert not set(entry.broader) & set(entry.related), entry.id
        assert len(set(entry.broader)) == len(entry.broader)
        assert len(set(entry.related)) == len(entry.related)


def test_labels_are_in_both_languages_and_french_ones_are_unique(concepts: dict[str, Entry]) -> None:
    assert all(entry.fr.strip() and entry.en.strip() for entry in concepts.values())
    labels = [slug(entry.fr) for entry in concepts.values()]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_no_commune_is_named_in_it(shipped: Thesaurus, library: Library) -> None:
    names = {key(name) for listed in library.protocols for name in (listed.name, *listed.name.split("-")[:1])}
    names |= {
        key(name) for name in ("Évry", "Grigny", "Corbeil-Essonnes", "Essonne Habitat", "Ris-Emploi", "Plateau de Ris")
    }
    for entry in shipped.entries:
        for phrase in (entry.fr, *entry.terms, *entry.members, *entry.excludes, *entry.context):
            words = key(phrase)
            windows = {words[a:b] for a in range(len(words)) for b in range(a + 1, len(words) + 1)}
            assert not names & windows, (entry.id, phrase)


def test_it_follows_its_schema() -> None:
    said = yaml.load(SHIPPED.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506  (texts only)
    jsonschema.Draft202012Validator.check_schema(schema("thesaurus-file"))
    jsonschema.validate(said, schema("thesaurus-file"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**said, "concept": []}, schema("thesaurus-file"))


def test_the_program_gives_the_schema(perr: Perr) -> None:
    assert json.loads(perr("schema", "thesaurus-file").out) == schema("thesaurus-file")


A = "- id: a\n  label: {fr: atelier, en: workshop}\n"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("concept: []\n", ":1:1: concept is not known ; did you mean “concepts”?"),
        (f"concepts:\n{A}  termes: [x]\n", ":4:3: concepts[1].termes is not known ; did you mean “terms”?"),
        (f"concepts:\n{A}  nots: [x]\n", ":4:3: concepts[1].nots is not known ; did you mean “not”?"),
        (
            "sets:\n  Mots clés: [x]\n",
            ":2:3: sets.Mots clés: “Mots clés” is not a name of lower-case letters, digits and hyphens ; write parents",
        ),
        ("concepts:\n- label: {fr: a, en: b}\n", ":2:3: concepts[1].id is missing ; add it"),
        ("concepts:\n- id: a\n  label: {fr: atelier}\n", ":3:3: concepts[1].label.en is missing ; add it"),
        (f"concepts:\n{A}{A}", ":4:7: a is the id of two entries ; give one of them another id"),
        (
            f"concepts:\n{A}partners:\n- id: a\n  name: Ateliers\n",
            ":5:7: a is the id of two entries ; give one of them another id",
        ),
        (
            f"concepts:\n{A}  broader: [b]\n",
            ":2:3: a names b, which does not exist ; correct it, or add an entry with this id",
        ),
        (
            f"concepts:\n{A}  related: [b]\n",
            ":2:3: a names b, which does not exist ; correct it, or add an entry with this id",
        ),
        (
            f'concepts:\n{A}  signs: ["@lieux & x"]\n',
            ":2:3: a uses @lieux, which does not exist ; correct it, or add it to “sets”",
        ),
        (
            f"concepts:\n{A}  weight: 6\n",
            ":4:11: concepts[1].weight: “6” is not a weight from 1 to 5 ; write 3",
        ),
        (
            f"concepts:\n{A}  kind: chose\n",
            ":4:9: concepts[1].kind: “chose” is not a kind of concept ; write topic, device, public, actor, means",
        ),
        (
            f"concepts:\n{A}  broader: [Cadre de vie]\n",
            ":4:13: concepts[1].broader[1]: “Cadre de vie” is not an id of lower-case letters, digits and hyphens ;"
            " write cadre-de-vie",
        ),
        ("concepts:\n- id: A b\n  label: {fr: a, en: b}\n",
         ":2:7: concepts[1].id: “A b” is not an id of lower-case letters, digits and hyphens ;"
         " write cadre-de-vie"),
        (f"concepts:\n{A}  terms: x\n", ":4:10: concepts[1].terms must be a list ; see `perr schema thesaurus-file`"),
        (
            "partners:\n- {id: a, name: a, proper: chose}\n",
            ":2:28: partners[1].proper: “chose” is not a way in which a name completes a partner's ;"
            " write place, name, alone",
        ),
        ("things: ['!']\n", ":1:10: things[1]: “!” is not a phrase of 1 to 20 words ; write mettre en place"),
        (
            "verbs: {agir: ['!']}\n",
            ":1:16: verbs.agir[1]: “!” is not a phrase of 1 to 20 words ; write mettre en place",
        ),
        (
            f"concepts:\n{A}  terms: ['!']\n",
            ":4:11: concepts[1].terms[1]: “!” is not a phrase of 1 to 20 words ; write mode de garde",
        ),
        (f"concepts:\n{A}  terms: [!!str x]\n",
         ":4:11: the tag tag:yaml.org,2002:str is not allowed ; every value is text: remove the tag"),
        (f"concepts:\n{A}  terms: &x [y]\n",
         ":4:10: anchors, aliases and merge keys are not allowed ; write the text out"),
        (f"concepts:\n{A}  terms: [x\n", ":5:1: not valid YAML: did not find expected ',' or ']' ;"
         " check quotes and indentation at this place"),
        (f"concepts:\n{A}  id: b\n", ":4:3: “id” stands here and in line 2 ; keep one of them"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_by_its_place(folder: Callable[..., Path], written: str, message: str) -> None:
    path = folder(thesaurus=written) / "thesaurus.yaml"
    with pytest.raises(UnusableData) as refused:
        load([path])
    assert str(refused.value) == f"{path}{message}"


OWN = """\
themes:
- key: mer
  label: {fr: Mer et littoral, en: Sea and coast}
  names: [littoral]
- key: emploi
  label: {fr: Travail et mer, en: Work and sea}
concepts:
- id: quai
  label: {fr: quai, en: quay}
  acronyms: {QDP: quai de pêche}
  terms: [embarcadère]
  broader: [cadre-de-vie]
- id: gusp
  label: {fr: entretien du port, en: upkeep of the harbour}
sets:
  bateaux: [bateau, navire]
partners:
- id: capitainerie
  name: Capitainerie
"""
CORPUS = """\
commune: Port-Vieux
themes:
- key: mer
  objectives:
  - text: Rouvrir le quai de pêche
  - text: Nettoyer l'embarcadère
  - text: Relancer la gestion urbaine et sociale de proximité
  - text: L'entretien du port par la capitainerie
"""


@pytest.fixture
def port(tmp_path: Path) -> Path:
    data = tmp_path / "port"
    (data / "protocols").mkdir(parents=True)
    (data / "protocols" / "port.yaml").write_text(CORPUS, encoding="utf-8")
    (data / "thesaurus.yaml").write_text(OWN, encoding="utf-8")
    return data


def test_a_thesaurus_beside_the_protocols_adds_and_replaces(port: Path) -> None:
    library = open_library([port])

    def found(query: str) -> list[str]:
        return [hit.id.rpartition("/")[2] for hit in search(library.index, query).hits]

    assert sorted(found("QDP")) == ["1", "2"]
    assert found("embarcadère") == ["2", "1"]
    assert found("GUSP") == []  # replaced as a whole
    assert library.concept("entretien du port") == "gusp"
    assert library.theme("littoral") == "mer"
    assert library.theme("Travail et mer") == "emploi"
    assert library.theme("housing") == "logement"
    assert library.theme_labels["mer"] in ("Mer et littoral", "Sea and coast")
    assert [entry.id for entry in library.entries("Capitainerie")] == ["capitainerie"]
    assert library.entries("TFPB")[0].id == "tfpb"
    assert [entry.id for entry in library.entries("emmaus")] == ["associations-caritatives"]  # one of them
    library.index.connection.close()


def test_the_program_reads_it_too(perr: Perr, port: Path) -> None:
    known = json.loads(perr("--data", str(port), "thesaurus", "qdp", "--json").out)["entries"]
    assert known == [
        {
            "id": "quai", "kind": "topic", "label": {"fr": "quai", "en": "quay"},
            "acronyms": {"QDP": "quai de pêche"}, "terms": ["embarcadère"], "members": [],
            "broader": ["cadre-de-vie"], "narrower": [], "related": [], "weight": 3.0,
            "communes": {"port-vieux": 2}, "items": ["port-vieux/mer/1", "port-vieux/mer/2"],
        }
    ]  # fmt: skip
    assert perr("--data", str(port), "search", "--concept", "quay", "-f", "csv").out.count("\n") == 3
    assert perr("--data", str(port / "protocols"), "search", "QDP").status == 1  # it stands beside, not inside


def test_a_bad_one_beside_the_protocols_is_named_and_hides_nothing(perr: Perr, port: Path) -> None:
    (port / "thesaurus.yaml").write_text("concepts:\n- id: quai\n", encoding="utf-8")
    assert perr("--data", str(port), "search", "quai") == (
        2,
        "1 result for “quai”\n\nport-vieux/mer/1  Rouvrir le quai de pêche\n",
        f"perr: {port}/thesaurus.yaml:2:3: concepts[1].label is missing ; add it\n",
    )


def test_what_is_called_so_and_is_no_file_is_named(perr: Perr, port: Path) -> None:
    (port / "thesaurus.yaml").unlink()
    os.mkfifo(port / "thesaurus.yaml")
    done = perr("--data", str(port), "list")
    assert (done.status, done.out.count("port-vieux")) == (2, 1)
    assert done.err == f"perr: {port}/thesaurus.yaml: not a regular file ; give a file or a folder\n"


def test_a_later_file_may_name_what_an_earlier_one_has(port: Path) -> None:
    put_together = load([SHIPPED, port / "thesaurus.yaml"])
    ids = [entry.id for entry in put_together.entries]
    assert len(set(ids)) == len(ids)
    assert ids.index("gusp") < ids.index("quai")  # replaced in its place
    with pytest.raises(UnusableData, match="names cadre-de-vie, which does not exist"):
        load([port / "thesaurus.yaml"])


def test_a_replaced_entry_keeps_nothing_of_the_old_one(port: Path) -> None:
    (gusp,) = (e for e in load([SHIPPED, port / "thesaurus.yaml"]).entries if e.id == "gusp")
    assert gusp == Entry("gusp", "entretien du port", "upkeep of the harbour")


def test_gaps_are_the_items_without_anything_specific(perr: Perr, port: Path) -> None:
    gaps = json.loads(perr("--data", str(port), "thesaurus", "--gaps", "--json").out)
    assert gaps["items"] == 4
    assert [item["id"] for item in gaps["gaps"]] == ["port-vieux/mer/3"]


def test_a_file_beside_a_corpus_adds_verbs_nouns_and_common_words(tmp_path: Path) -> None:
    own = tmp_path / "thesaurus.yaml"
    own.write_text(
        "verbs: {coordonner: [palabrer], agir: [lancer]}\nnouns: {palabre: palabrer}\nasides: [au village]\n"
        "generic: [village]\n",
        encoding="utf-8",
    )
    shipped, both = load([SHIPPED]), load([SHIPPED, own])
    assert (both.lexicon.verbs["palabrer"].value, both.lexicon.verbs["lancer"].value) == ("coordonner", "agir")
    assert both.lexicon.nouns == shipped.lexicon.nouns | {"palabre": "palabrer"}
    assert (both.asides, both.generic) == (
        (*shipped.asides, "au village"),
        (*shipped.generic, "village"),
    )


def test_every_noun_of_an_action_stands_for_an_infinitive_and_no_verb_has_two_natures(shipped: Thesaurus) -> None:
    stood_for = [verb.removeprefix("s'").split(" ")[0] for verb in shipped.lexicon.nouns.values()]
    assert [verb for verb in stood_for if not verb.endswith(("er", "ir", "re", "oir"))] == []
    written = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["verbs"]
    verbs = [verb for some in written.values() for verb in some]
    assert len(verbs) == len(set(verbs)) == len(shipped.lexicon.verbs)
