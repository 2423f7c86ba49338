"""Why two commitments are a pair: concepts, words and where they stand, read with the small thesaurus of `invented`."""

from __future__ import annotations

import pytest

from perr_cli.compare import Pair
from perr_cli.decisions import Decision, Decisions, Verdict
from perr_cli.items import Item
from perr_cli.reasons import Reason, Why
from tests.invented import Commune, Said, compared


def pair(left: Said | Commune, right: Said | Commune, names: tuple[str, str] = ("1", "1")) -> Pair:
    """Two objectives about emploi, or items of it by their numbers, with the reasons of their score."""
    a, b = (side if isinstance(side, dict) and "text" not in side else {"emploi": [side]} for side in (left, right))
    (found,) = (
        p
        for p in compared(a, b, explain=True).pairs
        if (p.left.id.rpartition("/")[2], p.right.id.rpartition("/")[2]) == names
    )
    return found


Told = tuple[str, tuple[str, ...], tuple[str, ...]]


def reasons(why: Why) -> list[Told]:
    """What each reason is about, and the words of both sides. How much it gave changes with every setting."""
    assert why.reasons is not None
    return [(reason.about, reason.left, reason.right) for reason in why.reasons]


def marked(item: Item, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [item.meaning[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("left", "right", "told", "terms"),
    [
        # a device by its acronym and by its name; what it is near to is no reason of its own
        (
            "Développer la démarche GUSP",
            "Conforter la gestion urbaine et sociale de proximité",
            [("gusp", ("GUSP",), ("gestion urbaine et sociale de proximité",))],
            ("gestion urbaine et sociale de proximité", "GUSP"),
        ),
        # what is broader than the one stands in the other
        (
            "Passer le permis de conduire",
            "Améliorer la mobilité",
            [("mobilite", ("permis de conduire",), ("mobilité",))],
            ("mobilité", "permis de conduire"),
        ),
        # the parts of a sign
        (
            "Rapprocher les parents du collège",
            "L'école et les familles",
            [("liens-ecole", ("collège", "parents"), ("école", "familles"))],
            ("collège", "école", "familles", "parents"),
        ),
        # all mentions of one side, in small letters, in the order of the alphabet
        (
            "Une Crèche, une crèche",
            "Accueil du jeune enfant : modes de garde",
            [("garde", ("crèche",), ("accueil du jeune enfant", "modes de garde"))],
            ("accueil du jeune enfant", "crèche", "modes de garde"),
        ),
        # words that no concept has
        (
            "Ouvrir des Jardins et des vélos",
            "Un vélo au jardin",
            [("jardin", ("jardins",), ("jardin",)), ("vélo", ("vélos",), ("vélo",))],
            ("jardin", "vélo"),
        ),
        # a word of the concept's is none of its own
        (
            "La mobilité et le zèbre",
            "Mobilités",
            [("mobilite", ("mobilité",), ("mobilités",))],
            ("mobilité", "mobilités"),
        ),
        # the sense of an acronym
        (
            "Signer le CLS de sécurité",
            "Signer le CLS contre la délinquance",
            [("cls-securite", ("CLS",), ("CLS",)), ("signer", ("signer",), ("signer",))],
            ("CLS", "signer"),
        ),
        # nothing tells: the text as a whole
        ("Développer les actions.", "(Développer les Actions)",
         [("développer les actions", ("développer les actions",), ("développer les actions",))],
         ("développer les actions",)),
        ("…", "…", [("…", (), ())], ()),
    ],
)  # fmt: skip
def test_the_reasons_of_a_score(left: str, right: str, told: list[Told], terms: tuple[str, ...]) -> None:
    found = pair(left, right)
    assert (reasons(found.why), found.why.terms) == (told, terms)
    assert found.score == pytest.approx(sum(reason.score for reason in found.why.reasons or ()), abs=0.0015)


def test_across_themes_each_reason_counts_half() -> None:
    found = pair({"emploi": ["Des vélos au jardin"]}, {"logement": ["Un jardin, un vélo"]})
    assert found.score == 0.5
    assert found.why.reasons == (
        Reason(about="jardin", left=("jardin",), right=("jardin",), score=0.25),
        Reason(about="vélo", left=("vélos",), right=("vélo",), score=0.25),
    )


def test_reasons_are_told_only_where_they_are_asked_for() -> None:
    (found,) = compared({"emploi": ["La mobilité"]}, {"emploi": ["La mobilité"]}).pairs
    assert (found.why.concepts, found.why.terms, found.why.reasons) == (("mobilite",), ("mobilité",), None)


def test_only_what_gave_enough_is_named_and_eight_words_at_most() -> None:
    concepts = "La mobilité, la propreté, une crèche, l'école et les parents"
    assert sorted(pair(concepts, concepts).why.concepts) == ["garde", "mobilite", "proprete"]
    words = "zèbres girafes lions tigres singes ours loups renards castors lynx"
    assert [about for about, _, _ in reasons(pair(words, words).why)] == [
        "castors", "girafes", "lions", "loups", "lynx", "ours", "renards", "singes", "…",
    ]  # fmt: skip


PERMIT: Said = {"text": "Passer le permis de conduire", "actions": ["Développer"]}


def test_what_one_side_has_only_in_its_objective_is_told_so() -> None:
    why = pair("Le permis de conduire", PERMIT, ("1", "1.1")).why
    assert (why.concepts, why.terms, why.objective) == (("permis",), ("permis de conduire",), ("permis",))
    assert (why.left_spans, why.right_spans) == (((3, 21),), ())


def test_what_both_sides_have_only_in_their_objective_stands_nowhere() -> None:
    why = pair(PERMIT, PERMIT, ("1.1", "1.1")).why
    assert (why.concepts, why.objective) == (("permis",), ("permis",))
    assert reasons(why)[0] == ("permis", (), ())
    assert (why.terms, why.left_spans) == (("développer",), ((0, 10),))


def test_a_word_of_the_objectives_is_told_as_they_write_it() -> None:
    left: Said = {"text": "L'employabilité des zèbres", "actions": ["Une crèche"]}
    right: Said = {"text": "Employabilité, zèbres", "actions": ["Des modes de garde"]}
    assert reasons(pair(left, right, ("1.1", "1.1")).why)[1:] == [
        ("employabilité", (), ()), ("zèbres", (), ()),
    ]  # fmt: skip


def test_the_reasons_of_a_pair_do_not_depend_on_the_others_that_are_shown() -> None:
    side: Commune = {"emploi": [PERMIT]}
    whole = compared(side, side, explain=True)
    only = compared(side, side, explain=True, keep=lambda item: item.objective is not None)
    assert only.pairs == tuple(p for p in whole.pairs if p.left.objective and p.right.objective)
    # `mobilite`, which is broader, is not named beside it.
    assert only.pairs[0].why.concepts == ("permis",)


def test_places_count_code_points_of_the_meaning() -> None:
    left: Said = {"text": "Un vlo", "reading": "🚲 Œuvrer pour l’École et les Parents : un vélo, un VÉLO électrique"}
    found = pair(left, "Des vélos pour les familles du collège")
    assert marked(found.left, found.why.left_spans) == ["École", "Parents", "vélo", "VÉLO"]
    assert marked(found.right, found.why.right_spans) == ["vélos", "familles", "collège"]


def test_places_that_overlap_are_one() -> None:
    text = "La gestion urbaine et sociale de proximité urbaine"
    found = pair(text, text)
    assert marked(found.left, found.why.left_spans) == ["gestion urbaine et sociale de proximité", "urbaine"]


def test_what_a_person_has_put_together_may_have_no_reason() -> None:
    decisions = Decisions([Decision(left="a/emploi/1", right="b/emploi/1", kind=Verdict.shared)])
    (found,) = compared({"emploi": ["Des vélos"]}, {"emploi": ["Des jardins"]}, explain=True, decisions=decisions).pairs
    assert (found.score, found.why) == (0, Why(concepts=(), terms=(), reasons=()))
