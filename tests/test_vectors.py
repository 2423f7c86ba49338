"""What a text tells as a vector, read with the small thesaurus of `invented`."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli import text
from perr_cli.concepts import Entry, Mark, Recognizer, Role
from perr_cli.thesaurus import Thesaurus
from perr_cli.vectors import WHOLE, Told, Vector, Weigher, near, outermost
from tests.invented import SMALL

WEIGHER = Weigher(SMALL)
RECOGNIZER = Recognizer(SMALL.entries)
IDS = [entry.id for entry in SMALL.entries]


def told(said: str, around: str = "") -> Told:
    words = text.words(said)
    return WEIGHER.told(words, RECOGNIZER.marks(words, lambda: RECOGNIZER.contexts(text.words(around))))


def concepts(said: str, around: str = "") -> dict[str, float]:
    return {IDS[entry]: round(worth, 2) for entry, worth in told(said, around).concepts.items()}


def vector(said: str, objective: str | None = None) -> Vector:
    return WEIGHER.vector(told(said), told(objective) if objective else None)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        # the square of the weight
        ("Favoriser la mobilité", {"mobilite": 9}),
        ("Favoriser l'emploi", {"emploi": 4}),
        ("La démarche GUSP", {"gusp": 25}),
        ("Avec la mairie", {"mairie": 2.25}),
        # a member, another term
        ("Une crèche", {"garde": 9}),
        ("Les déplacements", {"mobilite": 9}),
        # a sign tells a little less
        ("Accueillir les parents à l'école", {"liens-ecole": 8.1}),
        # what is said by the way 0.6 of it
        ("Des vélos pour l'emploi afin de favoriser la mobilité", {"emploi": 4, "mobilite": 5.4}),
        ("Des vélos, notamment pour la mobilité", {"mobilite": 5.4}),
        # but not if it is said before, too
        ("La mobilité, notamment la mobilité des jeunes", {"mobilite": 9}),
        # nor by what begins a text
        ("Afin de favoriser la mobilité, des vélos", {"mobilite": 9}),
        ("Dans le cadre de la mobilité, des vélos afin de trouver un emploi", {"mobilite": 9, "emploi": 2.4}),
        ("Notamment la mobilité", {"mobilite": 9}),
        # a mention inside a longer one does not count
        ("Un contrat local de santé", {"cls-sante": 25}),
        ("La gestion urbaine et sociale de proximité et la propreté", {"gusp": 25, "proprete": 9}),
        ("Développer", {}),
        ("…", {}),
        ("", {}),
    ],
)
def test_how_much_each_concept_tells(said: str, found: dict[str, float]) -> None:
    assert concepts(said) == found


@pytest.mark.parametrize(
    ("said", "around", "found"),
    [
        ("Signer le CLS", "", {"cls-sante": 25, "cls-securite": 25}),
        ("Signer le CLS", "Développer la santé", {"cls-sante": 25}),
        ("Signer le CLS contre la délinquance", "", {"cls-securite": 25}),
    ],
)
def test_the_senses_of_an_acronym_are_told_by_what_stands_near(said: str, around: str, found: dict[str, float]) -> None:
    assert concepts(said, around) == found


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Des vélos et des jardins", "velo jardin"),
        ("L'Œuvre des aînés", "oeuvre aine"),
        # lead verbs, and nouns of them, tell nothing; an intervention does
        ("Développer les jardins", "jardin"),
        ("La poursuite des jardins", "jardin"),
        ("Sensibiliser aux jardins", "sensibiliser jardin"),
        ("La sensibilisation aux jardins", "sensibilisation jardin"),
        # a verb of several words leaves its words to others
        ("Mettre une place en jardin", "mettre place jardin"),
        # common words, links and stop words
        ("Des actions avec tous les jardins du quartier et des territoires", "jardin"),
        # punctuation
        ("(Jardins ; vélos !)", "jardin velo"),
        # the letters of an acronym with several senses are the same for all
        ("Le CLS et la santé", "sante"),
        ("Le CLS et le PRE", "pre"),
    ],
)
def test_which_words_tell(said: str, words: str) -> None:
    assert told(said).words.keys() == set(map(text.base, words.split()))


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Développer", "developper"),
        ("Développer.", "developper"),
        ("Développer les actions du quartier", "developper les actions du quartier"),
        ("DÉVELOPPER les Actions du quartier !", "developper les actions du quartier"),
        ("et", "et"),
        ("?", "?"),
        ("( ; )", "(;)"),
        ("…", "…"),
        ("« — »", "…"),
        ("", "…"),
    ],
)
def test_a_text_in_which_nothing_tells_is_told_as_a_whole(said: str, whole: str) -> None:
    assert vector(said) == {whole: WHOLE}


def test_the_rarer_a_word_in_the_thesaurus_the_more_it_tells() -> None:
    words = told("contrat de permis pour un zèbre").words
    assert words["contrat"] < words["permi"] < words["zebr"]
    assert words["zebr"] == math.log(1 + len(SMALL.entries))


def test_words_by_the_way_tell_less() -> None:
    plain, aside = told("Des jardins et des vélos").words, told("Des jardins afin de vélos").words
    assert aside == {"jardin": plain["jardin"], "velo": 0.6 * plain["velo"]}


def test_a_word_counts_once_as_much_as_it_tells_most() -> None:
    assert told("Des jardins, jardins afin de jardins") == told("Des jardins")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Développer la mobilité", "Poursuivre la mobilité"),
        ("Développer la mobilité", "Poursuite de la mobilité"),
        ("Développer la mobilité", "MOBILITÉS !"),
        ("Des crèches", "La crèche"),
        ("les actions de mobilité du quartier", "la mobilité"),
    ],
)
def test_what_says_the_same_has_the_same_vector(one: str, other: str) -> None:
    assert vector(one) == vector(other)


@pytest.mark.parametrize(
    ("said", "share"),
    [
        # specific enough
        ("La GUSP, des vélos et des jardins", 0.75),
        # a topic, a field, whom it is done with
        ("La propreté, des vélos et des jardins", 0.75 * 9 / 12),
        ("L'emploi, des vélos et des jardins", 0.75 * 4 / 12),
        ("Des vélos avec la mairie", 0.75 * 2.25 / 12),
        # where there is only one of both, it is all
        ("Des vélos et des jardins", 0),
        ("Le CLS", 1),
    ],
)
def test_concepts_make_three_quarters_of_the_square_of_the_length_the_more_they_tell(said: str, share: float) -> None:
    made = vector(said)
    concepts = sum(worth * worth for name, worth in made.items() if name[0] == "#") / WHOLE**2
    assert concepts == pytest.approx(share, abs=0.001)


def test_what_is_broader_or_related_tells_with_a_concept() -> None:
    made = vector("Passer le permis de conduire")
    assert {name: worth for name, worth in made.items() if name[0] == "#"} == {"#permis": 7548, "#mobilite": 4246}
    made = vector("Les déplacements")
    assert {name: worth for name, worth in made.items() if name[0] == "#"} == {"#mobilite": 7354, "#emploi": 1471}


def test_what_tells_least_is_left_out() -> None:
    assert "#mairie" in vector("La GUSP avec la mairie")
    assert vector("La GUSP", "Une action avec la mairie").keys() == {"#gusp", "#proprete", "gusp", "mairi"}


@pytest.mark.parametrize(
    ("said", "concept", "share"),
    [
        ("La GUSP", 25, 0.15),
        ("Un permis de conduire", 16, 0.15),
        ("Une crèche", 9, 0.4 - 0.25 * 9 / 16),
        ("L'emploi", 4, 0.4 - 0.25 * 4 / 16),
    ],
)
def test_what_only_the_objective_says_tells_the_less_the_more_an_action_says(
    said: str, concept: float, share: float
) -> None:
    # The objective's concept tells 25 by itself.
    alone, under = vector(said), vector(said, "Signer le contrat local de santé")
    assert under.keys() - alone.keys() >= {"#cls-sante"}
    (own,) = (
        name for name in alone if name[0] == "#" and alone[name] == max(v for n, v in alone.items() if n[0] == "#")
    )
    assert under["#cls-sante"] / under[own] == pytest.approx(share * 25 / concept, rel=0.001)


def test_what_the_objective_says_again_changes_nothing_of_a_concept() -> None:
    assert vector("Une crèche", "Une crèche") == vector("Une crèche")


def test_an_item_without_anything_to_tell_reads_with_its_objective() -> None:
    bare, objective = vector("Développer", "Favoriser la mobilité"), vector("Favoriser la mobilité")
    assert {name for name in bare if name[0] == "#"} == {name for name in objective if name[0] == "#"}
    assert "developper" in bare


TREE = [
    Entry("a", "a", ""),
    Entry("b", "b", "", broader=("a",)),
    Entry("c", "c", "", broader=("b",), related=("d", "a", "gone")),
    Entry("d", "d", "", weight=1),
    Entry("e", "e", "", weight=5, broader=("d", "f")),
    Entry("f", "f", "", broader=("e",)),
]


def test_what_is_near_gets_a_share_and_never_more_than_it_tells_itself() -> None:
    shares = [{name: round(share, 2) for name, share in some} for some in near(TREE)]
    assert shares == [
        {"a": 1},
        {"b": 1, "a": 0.6},
        # two steps up: 0.6 of 0.6; `related` is no more than that
        {"c": 1, "b": 0.6, "a": 0.36, "d": 0.11},
        {"d": 1},
        # d tells 1, e 25: a share of 0.6 would be 15
        {"e": 1, "d": 0.04, "f": 0.36},
        # who is broader than each other comes to an end; d is two steps up
        {"f": 1, "e": 0.6, "d": 0.11},
    ]


T, S = Role.term, Role.sign


@pytest.mark.parametrize(
    ("marks", "kept"),
    [
        ([], []),
        ([(0, 3), (1, 2)], [(0, 3)]),
        ([(0, 3), (0, 2), (1, 3)], [(0, 3)]),
        ([(0, 2), (1, 3)], [(0, 2), (1, 3)]),
        ([(0, 1), (1, 2)], [(0, 1), (1, 2)]),
        ([(0, 2), (1, 4), (2, 4)], [(0, 2), (1, 4)]),
    ],
)
def test_the_longest_mention_owns_its_words(marks: list[tuple[int, int]], kept: list[tuple[int, int]]) -> None:
    assert outermost([Mark(n, T, *place) for n, place in enumerate(marks)]) == [
        Mark(marks.index(place), T, *place) for place in kept
    ]


def test_two_entries_may_have_the_same_words_and_a_sign_owns_none() -> None:
    same = [Mark(0, T, 0, 2), Mark(1, Role.acronym, 0, 2)]
    assert outermost(same) == same
    signs = [Mark(0, S, 0, 4), Mark(1, T, 1, 3), Mark(2, S, 2, 3)]
    assert outermost(signs) == signs


anything = st.lists(
    st.sampled_from(
        "développer mobilité permis de conduire GUSP crèche parents école CLS santé vélo jardin afin notamment"
        " quartier mairie , . … é12 d' 漢字".split()
    )
    | st.text(max_size=5),
    max_size=12,
).map(" ".join)


@given(anything, st.none() | anything)
def test_a_vector_has_the_length_of_one_and_nothing_that_tells_nothing(said: str, objective: str | None) -> None:
    made = vector(said, objective)
    assert sum(worth * worth for worth in made.values()) == pytest.approx(WHOLE**2, rel=0.001)
    assert min(made.values()) > 0
    assert "" not in made


@given(anything)
def test_what_a_text_ends_and_begins_with_blanks_or_not_is_all_the_same(said: str) -> None:
    assert vector(f"  {said}\n") == vector(said)


def test_time_grows_with_the_thesaurus_and_no_faster() -> None:
    start = time.process_time()
    chain = [Entry(f"e{n}", f"mot{n}", "", broader=(f"e{n + 1}",)) for n in range(15_000)]
    assert max(map(len, near(chain))) == 50
    hub = [*(Entry(f"e{n}", f"mot{n}", "", broader=("hub",)) for n in range(9_000))]
    hub.append(Entry("hub", "moyeu", "", broader=tuple(entry.id for entry in hub)))
    assert max(map(len, near(hub))) == 50
    many = Weigher(Thesaurus((), (), asides=tuple(f"dans b{n}" for n in range(50_000))))
    many.told(text.words("dans " * 10_000), [])
    assert time.process_time() - start < 10  # a law of squares would take minutes
