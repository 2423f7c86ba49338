"""Search on the shipped protocols: what is found, in which order, where it stands, and the laws of it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perr_cli.errors import QueryError
from perr_cli.index import Filters
from perr_cli.items import Item, Level
from perr_cli.library import Library
from perr_cli.query import parse
from perr_cli.search import search
from perr_cli.terms import How
from perr_cli.text import agents, base, is_stop_word, tokens

MOBILITY = [
    "ris-orangis/emploi/1.3",
    "ris-orangis/education/1.2",
    "ris-orangis/lien-social/1.3",
    "ris-orangis/lien-social/4.4",
    "savigny-le-temple/emploi/1.4",
    "savigny-le-temple/logement/4.2",
]


def found(library: Library, query: str, exact: bool = False, any_word: bool = False) -> list[str]:
    return [hit.id for hit in search(library.index, query, exact=exact, any_word=any_word).hits]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("mobilité", MOBILITY),
        ("mobilté", MOBILITY),
        ("vélo", ["ris-orangis/lien-social/1.3"]),
        (
            "formation",
            ["ris-orangis/emploi/1", "ris-orangis/emploi/1.5", "ris-orangis/emploi/3", "ris-orangis/emploi/3.1"],
        ),
        (
            "oeuvre",
            [
                "ris-orangis/logement/2.3",
                "ris-orangis/logement/3",
                "ris-orangis/lien-social/2",
                "savigny-le-temple/education/2.3",
                "savigny-le-temple/logement/1.1",
                "savigny-le-temple/lien-social/1.1",
            ],
        ),
        ("diagnostic en marchant", ["ris-orangis/securite/2.4", "savigny-le-temple/logement/2.1"]),
        ("l'éducation nationale", ["ris-orangis/preconditions/3", "savigny-le-temple/education/2.2"]),
        ('"estime de soi"', ["ris-orangis/emploi/1.2", "savigny-le-temple/emploi/1.3"]),
        ("mobilité emploi", ["ris-orangis/emploi/1.3", "savigny-le-temple/emploi/1.4"]),
        ("savigny incivilités", ["savigny-le-temple/securite/2"]),
        ("Démos", ["ris-orangis/lien-social/4.1", "savigny-le-temple/lien-social/2.1"]),
        (
            "mobilité -emploi",
            [
                "ris-orangis/education/1.2",
                "ris-orangis/lien-social/1.3",
                "ris-orangis/lien-social/4.4",
                "savigny-le-temple/logement/4.2",
            ],
        ),
        ("eaux", []),
        ("l'incivil*", ["ris-orangis/securite/1", "ris-orangis/securite/1.1", "savigny-le-temple/securite/2"]),
        ("aller-v*", ["ris-orangis/emploi/1.1", "ris-orangis/emploi/2.1"]),
        ("mobilité 00", []),
        ("mobilité -00", MOBILITY),
        ("vélo musée", []),
        ("xylophone", []),
        ("de la", []),
    ],
)
def test_what_a_query_finds(library: Library, query: str, ids: list[str]) -> None:
    assert found(library, query) == ids


def test_a_lone_quotation_mark_is_no_syntax_and_an_exclusion_stays_one(library: Library) -> None:
    assert found(library, 'mobilité -"emploi') == found(library, "mobilité -emploi")


def test_a_word_typed_twice_counts_once(library: Library) -> None:
    assert search(library.index, "emploi EMPLOI").hits[0].score == search(library.index, "emploi").hits[0].score


@pytest.mark.parametrize(
    ("query", "exact", "matched"),
    [
        ("16-25", False, ()),
        ("xylophone", True, ()),
        ("mobilités", True, ("mobilités",)),
        ('"estime de soi"', True, ("estime de soi",)),
        ("mobilité -emploi", False, ("mobilité", "mobilités")),
    ],
)
def test_matched_are_words_that_the_corpus_has(
    library: Library, query: str, exact: bool, matched: tuple[str, ...]
) -> None:
    assert search(library.index, query, exact=exact).query.terms[0].matched == matched


def test_capitals_and_plural_find_the_same_and_as_typed_comes_first(library: Library) -> None:
    assert sorted(found(library, "MOBILITES")) == sorted(MOBILITY)
    assert found(library, "MOBILITES")[0] == "savigny-le-temple/logement/4.2"


def test_any_asks_for_one_word(library: Library) -> None:
    assert found(library, "vélo musée", any_word=True) == ["ris-orangis/lien-social/1.3", "ris-orangis/lien-social/4.2"]


def test_a_prefix_finds_what_begins_so(library: Library) -> None:
    result = search(library.index, "citoy*")
    assert (result.total, result.query.terms[0].matched) == (4, ("citoyen", "citoyenne", "citoyens"))


def test_exact_is_the_word_as_typed(library: Library) -> None:
    assert found(library, "mobilités", exact=True) == ["savigny-le-temple/logement/4.2"]
    assert found(library, "mobilté", exact=True) == []


def test_a_correction_is_said(library: Library) -> None:
    (term,) = search(library.index, "mobilté").query.terms
    assert (term.input, term.matched, term.how) == ("mobilté", ("mobilité", "mobilités"), How.typo)


@pytest.mark.parametrize(
    ("query", "item", "spans"),
    [
        ("mobilité", "savigny-le-temple/logement/4.2", ["mobilités"]),
        ("accès langue", "ris-orangis/emploi/1.4", ["linguistique", "accès", "langue"]),
        ("aller-vers", "ris-orangis/emploi/1.1", ["aller-vers", "repérer", "éloignés"]),
        ("oeuvre", "ris-orangis/logement/3", ["œuvre"]),
        ("démos", "savigny-le-temple/lien-social/2.1", ["Démos"]),
    ],
)
def test_spans_stand_in_the_original(library: Library, query: str, item: str, spans: list[str]) -> None:
    (hit,) = (h for h in search(library.index, query).hits if h.id == item)
    assert [hit.meaning[h.start : h.end] for h in hit.highlights] == spans


def test_filters_keep_what_they_name(library: Library) -> None:
    filters = Filters(protocols=("ris-orangis",), themes=("lien-social",), levels=(Level.action,))
    hits = search(library.index, "mobilité", filters=filters).hits
    assert [hit.id for hit in hits] == ["ris-orangis/lien-social/1.3", "ris-orangis/lien-social/4.4"]


def test_a_limit_cuts_the_hits_and_not_the_total(library: Library) -> None:
    result = search(library.index, "mobilité", limit=2)
    assert (len(result.hits), result.total) == (2, 6)


def test_own_words_come_before_words_around(library: Library) -> None:
    hits = search(library.index, "copropriétés habitat*").hits
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "the query is empty ; give at least one word: perr search mobilité"),
        (" * ()", "the query is empty ; give at least one word: perr search mobilité"),
        ("-emploi", "the query only excludes ; add a word to look for: perr search mobilité -- -emploi"),
        (
            " ".join(f"mot{n}" for n in range(5000)),
            "the query has more than 4096 different words ; ask for fewer at a time",
        ),
    ],
)
def test_a_query_that_cannot_be_asked(query: str, sentence: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(query)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "query",
    ['" OR 1', "NEAR(a b)", "titre:emploi", "^emploi", "(emploi", "emploi AND NOT", "zones-30", "l'eau", "a* b*",
     "'; DROP TABLE item;--", "emploi\x00", "{own}: x", ".*a", "é" * 5000, "mot " * 1000],
)  # fmt: skip
def test_nothing_typed_is_syntax(library: Library, query: str) -> None:
    search(library.index, query)


WORDS = "mobilité emploi l'emploi œuvre incivilités logement -emploi citoy* habitants accès parents culture santé"
queries = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=3).map(" ".join)
positive = st.lists(st.sampled_from([w for w in WORDS.split() if w[0] != "-"]), min_size=1, max_size=3).map(" ".join)


def ids(library: Library, query: str, exact: bool = False) -> set[str]:
    try:
        return set(found(library, query, exact))
    except QueryError:
        return {"(refused)"}


@settings(max_examples=40)
@given(query=queries)
def test_accents_case_apostrophe_and_unicode_form_never_change_the_hits(library: Library, query: str) -> None:
    plain = ids(library, query)
    bare = "".join(c for c in unicodedata.normalize("NFD", query) if not unicodedata.combining(c))
    for other in (query.upper(), unicodedata.normalize("NFD", query), query.replace("'", "’"), bare):
        assert ids(library, other) == plain


@settings(max_examples=40)
@given(query=positive)
def test_exact_finds_no_more_than_the_default(library: Library, query: str) -> None:
    assert ids(library, query, exact=True) <= ids(library, query)


@settings(max_examples=40)
@given(query=positive, word=st.sampled_from(["emploi", "habitants", "culture", "parents"]))
def test_with_and_without_a_word_part_the_hits(library: Library, query: str, word: str) -> None:
    with_it, without = ids(library, f"{query} {word}", exact=True), ids(library, f"{query} -{word}", exact=True)
    assert not with_it & without
    assert with_it | without >= ids(library, query, exact=True)


@settings(max_examples=40)
@given(query=positive)
def test_spans_lie_in_the_meaning_and_do_not_overlap(library: Library, items: dict[str, Item], query: str) -> None:
    for hit in search(library.index, query).hits:
        at = 0
        assert hit.highlights
        for span in hit.highlights:
            assert at <= span.start < span.end <= len(items[hit.id].meaning)
            at = span.end


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("decrochage", {"ris-orangis/education/3.2", "savigny-le-temple/education/2"}),
        (
            "copropriete",
            {"ris-orangis/logement/2", "ris-orangis/logement/2.4", "savigny-le-temple/logement/5",
             "savigny-le-temple/logement/5.1"},
        ),
        ("incivilité", {"ris-orangis/securite/1", "ris-orangis/securite/1.1", "savigny-le-temple/securite/2"}),
        ("police nationale", {"ris-orangis/securite/3.1"}),
        ("violences femmes", {"ris-orangis/securite/4"}),
        (
            "citoy*",
            {"ris-orangis/securite/1.2", "ris-orangis/lien-social/1.2", "savigny-le-temple/logement/1.1",
             "savigny-le-temple/lien-social/1.1"},
        ),
        ("TFPB", {"ris-orangis/logement/1.2", "savigny-le-temple/logement/2.2"}),
    ],
)  # fmt: skip
def test_more_of_what_a_query_finds(library: Library, query: str, ids: set[str]) -> None:
    assert set(found(library, query)) == ids


def test_the_index_finds_what_reading_every_item_finds(library: Library, items: dict[str, Item]) -> None:
    """Every fifth word of the corpus, as typed and by its inflection class, against the plain texts."""
    forms = {i: {t.form for t in tokens(item.meaning)} for i, item in items.items()}
    bases = {i: {base(form) for form in own} for i, own in forms.items()}
    words = sorted({form for own in forms.values() for form in own if not is_stop_word(form)})
    assert len(words) > 400
    for word in words[::5]:
        assert set(found(library, word, exact=True)) == {i for i, own in forms.items() if word in own}
        # More may be found by what means the same; nothing less. A noun in -ant does not mean its verb.
        alike = {i for i, own in bases.items() if base(word) in own}
        if agents(word):
            alike = {i for i, own in forms.items() if not own.isdisjoint(agents(word))}
        assert set(found(library, word)) >= alike


def test_the_same_call_gives_the_same_result(library: Library) -> None:
    assert search(library.index, "accès parents") == search(library.index, "accès parents")
