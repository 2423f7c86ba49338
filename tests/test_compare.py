"""Two communes compared: what is put together, what is kept apart, and what is told about either."""

from __future__ import annotations

from typing import Any

import pytest

from perr_cli.alignment import PairKind
from perr_cli.compare import DiffResult, Nearest, diff
from perr_cli.corpus import make_protocol
from perr_cli.decisions import Decision, Decisions, Verdict
from perr_cli.library import Library
from perr_cli.model import ProtocolModel
from tests.invented import Commune, Said, compared, indexed, opened

SHARED, RELATED = PairKind.shared, PairKind.related

Kinds = dict[tuple[str, str], str]


def kinds(result: DiffResult) -> Kinds:
    """The pairs by the short ids of both sides."""
    return {(pair.left.short_id, pair.right.short_id): pair.kind.value for pair in result.pairs}


def kind(left: str, right: str) -> str | None:
    """What two objectives of one theme are to each other, for the thesaurus that ships with perr."""
    return kinds(compared({"emploi": [left]}, {"emploi": [right]}, shipped=True)).get(("emploi/1", "emploi/1"))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # a device by its acronym and by its name
        ("Poursuivre la GUSP", "Reconduire la gestion urbaine et sociale de proximité"),
        ("Maintenir l'abattement de TFPB", "L'exonération de taxe foncière sur les propriétés bâties"),
        ("Renforcer le PRE", "Programme de réussite éducative"),
        ("Réunir le CLSPD", "Conseil local de sécurité et de prévention de la délinquance"),
        # what means the same without a common word
        ("Maintenir les modes de garde", "Ouvrir une crèche"),
        ("Maintenir les modes de garde", "Garantir l'accueil des tout-petits"),
        ("Aider à la mobilité", "Améliorer les déplacements"),
        ("Remobiliser les décrocheurs", "Lutter contre le décrochage scolaire"),
        # other inflections, other words around
        ("Création d'une épicerie solidaire", "Deux épiceries solidaires seront ouvertes"),
        # nothing that the thesaurus knows
        ("Accueillir des zèbres rayés", "Un zèbre rayé au parc"),
    ],
)
def test_shared(left: str, right: str) -> None:
    assert kind(left, right) == "shared"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # lead verbs carry nothing
        ("Développer la mobilité", "Développer la parentalité"),
        ("Poursuivre et renforcer les zèbres", "Poursuivre et renforcer les girafes"),
        ("Développer", "Développer les vélos"),
        # words common to too many
        ("Des actions dans le quartier", "Les quartiers et leurs projets"),
        # senses
        ("Signer le CLS pour la santé", "Signer le CLS contre la délinquance"),
        ("Signer le contrat local de santé", "Signer le contrat local de sécurité"),
        ("Gérer le temps", "L'emploi du temps des zèbres"),
        # punctuation
        ("Développer.", "Renforcer."),
    ],
)
def test_not_shared(left: str, right: str) -> None:
    assert kind(left, right) != "shared"


@pytest.mark.parametrize("by", ["aux jeunes", "pour les femmes", "avec les communes"])
def test_whom_it_is_for_makes_nothing_shared(by: str) -> None:
    assert kind(f"Distribuer des parapluies {by}", f"Acheter des trottinettes {by}") != "shared"


def test_what_is_only_near_is_related() -> None:
    assert kinds(compared({"emploi": ["La GUSP"]}, {"emploi": ["La propreté"]})) == {
        ("emploi/1", "emploi/1"): "related"
    }


def test_an_item_too_short_to_tell_reads_with_its_objective() -> None:
    a: Commune = {"emploi": [{"text": "Favoriser la mobilité", "actions": ["Poursuivre l'action", "Des zèbres"]}]}
    b: Commune = {"emploi": ["Améliorer les déplacements", "Ouvrir des crèches"]}
    assert kinds(compared(a, b)) == {
        ("emploi/1", "emploi/1"): "shared",
        ("emploi/1.1", "emploi/1"): "shared",
        ("emploi/1.2", "emploi/1"): "shared",
    }


def test_the_objective_tells_less_than_the_item() -> None:
    a: Commune = {"emploi": [{"text": "Développer la mobilité", "actions": ["Une crèche"]}]}
    b: Commune = {"emploi": ["La mobilité", "Une crèche"]}
    result = compared(a, b)
    assert {(p.left.short_id, p.right.short_id): p.score for p in result.pairs} == {
        ("emploi/1", "emploi/1"): 1.0,
        ("emploi/1.1", "emploi/2"): 0.967,
    }


@pytest.mark.parametrize("text", ["Développer", "Développer les actions du quartier", "…", "« — »", "?", "1", "漢字"])
def test_a_text_that_tells_nothing_is_shared_with_itself(text: str) -> None:
    (pair,) = compared({"emploi": [text]}, {"emploi": [text]}).pairs
    assert (pair.kind, pair.score) == (SHARED, 1.0)


def test_across_themes_a_pair_has_half_the_score() -> None:
    same = compared({"emploi": ["La mobilité"]}, {"emploi": ["La mobilité"]})
    across = compared({"emploi": ["La mobilité"]}, {"logement": ["La mobilité"]})
    assert [(p.kind, p.score) for p in same.pairs] == [(SHARED, 1.0)]
    assert [(p.kind, p.score) for p in across.pairs] == [(SHARED, 0.5)]


def test_across_themes_nothing_is_shared_that_either_side_has_nearer() -> None:
    both: Commune = {"emploi": ["La mobilité"], "logement": ["La mobilité"]}
    assert kinds(compared(both, both)) == {
        ("emploi/1", "emploi/1"): "shared",
        ("emploi/1", "logement/1"): "related",
        ("logement/1", "logement/1"): "shared",
        ("logement/1", "emploi/1"): "related",
    }
    # For one that has nothing nearer, it is.
    assert kinds(compared({"emploi": ["La mobilité"]}, both)) == {
        ("emploi/1", "emploi/1"): "shared",
        ("emploi/1", "logement/1"): "shared",
    }


def test_what_is_far_from_the_best_of_both_sides_is_no_pair() -> None:
    a: Commune = {"emploi": ["La mobilité et les vélos", "Les vélos et la propreté"]}
    b: Commune = {"emploi": ["La propreté et les vélos", "Les vélos et la mobilité"]}
    result = compared(a, b, explain=True)
    assert kinds(result) == {("emploi/1", "emploi/2"): "shared", ("emploi/2", "emploi/1"): "shared"}


def test_one_commitment_may_be_in_many_pairs_on_both_sides() -> None:
    a: Commune = {"emploi": ["Ouvrir une crèche", "Des modes de garde"]}
    b: Commune = {"emploi": ["L'accueil du jeune enfant", "Deux crèches", "La mobilité"]}
    assert kinds(compared(a, b)) == {
        (f"emploi/{left}", f"emploi/{right}"): "shared" for left in (1, 2) for right in (1, 2)
    }


def test_what_is_said_by_the_way_counts_less() -> None:
    def score(left: str) -> float:
        (pair,) = compared({"emploi": [left]}, {"emploi": ["Développer la mobilité"]}).pairs
        return pair.score

    assert score("Des crèches afin de développer la mobilité") < score("Des crèches et la mobilité")
    assert score("Afin de développer la mobilité, des crèches") == score("La mobilité, des crèches")


def test_the_reading_is_compared_where_there_is_one() -> None:
    slip: Said = {"text": "Le projet Démon", "reading": "Le projet Démos"}
    assert kinds(compared({"emploi": [slip]}, {"emploi": ["Démos"]})) == {("emploi/1", "emploi/1"): "shared"}
    assert kinds(compared({"emploi": [slip]}, {"emploi": ["Un démon"]})) == {}
    objective: Said = {"text": "x", "reading": "La mobilité", "actions": ["Développer"]}
    assert ("emploi/1.1", "emploi/1") in kinds(compared({"emploi": [objective]}, {"emploi": ["Mobilités"]}))


def test_preconditions_are_listed_and_never_compared() -> None:
    said = {
        "commune": "X", "preconditions": ["La mobilité", "La propreté"],
        "themes": [{"key": "emploi", "objectives": [{"text": "La mobilité"}]}],
    }  # fmt: skip
    protocols = [make_protocol(ProtocolModel.model_validate(said | {"commune": name}), "x.yaml") for name in "ab"]
    result = diff(indexed(protocols), "a", "b", explain=True, keep=lambda item: item.text != "La propreté")
    assert kinds(result) == {("emploi/1", "emploi/1"): "shared"}
    assert [item.id for item in result.preconditions.left] == ["a/preconditions/1"]
    assert [item.id for item in result.preconditions.right] == ["b/preconditions/1"]
    assert (result.only_left, result.only_right) == ((), ())


def nearest(left: Commune, right: Commune, **options: Any) -> list[Nearest | None]:
    return [item.nearest for item in compared(left, right, explain=True, **options).only_left]


FAR: Commune = {"emploi": ["La mobilité, les vélos et les zèbres"]}
ZOO = [
    "Des girafes, lions, tigres, ours, loups, renards, singes, castors, lynx, chats, lamas, rats, pies, daims, cerfs,"
    " biches, hérons, cygnes, pandas, koalas, tapirs, gnous, bisons, merles, hiboux et zèbres"
]


def test_the_nearest_is_told_where_it_is_asked_for() -> None:
    assert [item.nearest for item in compared(FAR, {"emploi": ZOO}).only_left] == [None]
    assert nearest(FAR, {"emploi": ZOO}) == [
        Nearest(id="b/emploi/1", score=0.081, why_not="in common: zèbres; too little (0.081 is under 0.085)")
    ]


def test_nothing_is_nearest_to_what_has_nothing_in_common() -> None:
    assert nearest({"emploi": ["Des vélos"]}, {"emploi": ["Des girafes"]}) == [None]


def test_why_the_nearest_is_none_names_the_other_theme() -> None:
    assert nearest(FAR, {"logement": ZOO}) == [
        Nearest(
            id="b/logement/1",
            score=0.041,
            why_not="in common: zèbres; another theme; too little (0.041 is under 0.085)",
        )
    ]


def test_why_the_nearest_is_none_names_that_there_is_something_nearer() -> None:
    both: Commune = {"emploi": ["Une crèche pour les zèbres", "La GUSP et les zèbres"]}
    assert kinds(compared(both, both)) == {("emploi/1", "emploi/1"): "shared", ("emploi/2", "emploi/2"): "shared"}
    keep = {"a/emploi/1", "b/emploi/2"}
    assert nearest(both, both, keep=lambda item: item.id in keep) == [
        Nearest(id="b/emploi/2", score=0.212, why_not="in common: zèbres; there is something nearer")
    ]


def test_why_the_nearest_is_none_names_the_score_that_was_asked_for() -> None:
    (found,) = nearest({"emploi": ["Une crèche"]}, {"emploi": ["Des modes de garde"]}, least=0.9)
    assert found == Nearest(id="b/emploi/1", score=0.563, why_not="in common: garde; too little (0.563 is under 0.9)")


def test_why_the_nearest_is_none_names_the_decision() -> None:
    none = Decision(left="b/emploi/1", right="a/emploi/1", kind=Verdict.none, note="pas pareil")
    assert nearest({"emploi": ["Une crèche"]}, {"emploi": ["Une crèche"]}, decisions=Decisions([none])) == [
        Nearest(id="b/emploi/1", score=1.0, why_not="a person has decided that they are none (pas pareil)")
    ]


def test_a_decision_says_that_it_is_one() -> None:
    said = Decision(left="b/emploi/1", right="a/emploi/1", kind=Verdict.related, note="vu ensemble")
    (pair,) = compared({"emploi": ["Des vélos"]}, {"emploi": ["Des zèbres"]}, decisions=Decisions([said])).pairs
    assert (pair.kind, pair.score, pair.decided, pair.note) == (RELATED, 0.0, True, "vu ensemble")


def test_a_least_score_keeps_what_a_person_has_decided() -> None:
    said = Decision(left="a/emploi/1", right="b/emploi/1", kind=Verdict.shared)
    assert len(compared({"emploi": ["Vélos"]}, {"emploi": ["Zèbres"]}, decisions=Decisions([said]), least=1).pairs) == 1


def test_a_stale_decision_changes_nothing() -> None:
    said = Decision(left="a/emploi/1", right="b/emploi/1", kind=Verdict.none, left_text="Autre chose")
    (pair,) = compared({"emploi": ["Vélos"]}, {"emploi": ["Vélos"]}, decisions=Decisions([said])).pairs
    assert (pair.kind, pair.decided) == (SHARED, None)


@pytest.mark.parametrize("points", [563, 564])
def test_a_score_that_is_shown_as_the_least_is_kept(points: int) -> None:
    result = compared({"emploi": ["Une crèche"]}, {"emploi": ["Des modes de garde"]}, least=points / 1000)
    assert len(result.pairs) == (points == 563)


def test_communes_that_are_not_there_have_nothing_to_share() -> None:
    nobody = diff(opened({}), "a", "b", explain=True)
    assert (nobody.pairs, nobody.only_left, nobody.only_right, nobody.themes) == ((), (), (), ())


def test_themes_come_in_the_order_of_the_left_and_then_of_the_right() -> None:
    a: Commune = {"logement": ["La propreté"], "emploi": ["La mobilité", "Une crèche"]}
    b: Commune = {"lien-social": ["Des vélos"], "emploi": ["La mobilité"]}
    assert [
        (t.theme, t.left, t.right, t.left_shared, t.right_shared, t.left_alone, t.right_alone)
        for t in compared(a, b).themes
    ] == [
        ("logement", 1, 0, 0, 0, 1, 0),
        ("emploi", 2, 1, 1, 1, 1, 0),
        ("lien-social", 0, 1, 0, 0, 0, 1),
    ]


def test_the_shipped_protocols_compared(library: Library) -> None:
    result = diff(library.index, "ris-orangis", "savigny-le-temple")
    pairs = {(p.left.short_id, p.right.short_id): p for p in result.pairs}
    gusp = pairs["logement/1", "logement/2.3"]
    assert (gusp.kind, gusp.why.concepts[0]) == (SHARED, "gusp")
    assert "gestion urbaine et sociale de proximité" in gusp.why.terms
    assert pairs["emploi/1.3", "emploi/1.4"].kind is SHARED
    assert len(result.preconditions.left) == 4
    assert {t.theme: (t.left, t.right) for t in result.themes} == {
        "emploi": (13, 11), "education": (11, 11), "logement": (13, 15), "securite": (13, 3), "lien-social": (16, 5),
    }  # fmt: skip
