"""Search on the shipped protocols: what is found, in which order, where it stands, and the laws of it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perr_cli.errors import QueryError
from perr_cli.index import Filters
from perr_cli.items import Item, Level
from perr_cli.library import Library
from perr_cli.query import Kind, parse
from perr_cli.search import search
from perr_cli.terms import How, understand
from perr_cli.text import agents, base, is_stop_word, tokens
from tests.conftest import Perr

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
            "the query has more than 4096 words ; ask for fewer at a time",
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


def spans(library: Library, query: str, item: str) -> list[tuple[str, str]]:
    (hit,) = (hit for hit in search(library.index, query).hits if hit.id == item)
    return [(hit.meaning[h.start : h.end], h.how.value) for h in hit.highlights]


@pytest.mark.parametrize(
    ("query", "others"),
    [
        (
            "GUSP",
            ["gusp", "gestion urbaine et sociale de proximité", "gestion urbaine", "Gestion Urbaine de Proximité"],
        ),
        ("TFPB", ["taxe foncière sur les propriétés bâties", "taxe foncière", "abattement TFPB"]),
        ("CLSPD", ["conseil local de sécurité et de prévention de la délinquance", "conseil local de sécurité"]),
    ],
)
def test_acronym_expansion_and_beginning_find_the_same(library: Library, query: str, others: list[str]) -> None:
    right = sorted(found(library, query))
    assert right
    for other in others:
        assert sorted(found(library, other)) == right


@pytest.mark.parametrize(
    ("query", "item", "marked"),
    [
        ("GUSP", "ris-orangis/logement/1", [("Gestion Urbaine et Sociale de Proximité", "acronym")]),
        ("logement", "savigny-le-temple/logement/2.4", [("habitat", "synonym")]),
        ("délinquance", "ris-orangis/securite/2.3", [("CLSPD", "acronym")]),
        ("délinquanse", "ris-orangis/securite/2.3", [("CLSPD", "typo")]),
        ("conseil local de sécurité", "ris-orangis/securite/2.3", [("CLSPD", "acronym")]),
    ],
)
def test_how_a_span_matched(library: Library, query: str, item: str, marked: list[tuple[str, str]]) -> None:
    assert spans(library, query, item) == marked


def test_logement_is_not_the_name_of_a_landlord_and_not_its_reverse(library: Library) -> None:
    landlord = {"ris-orangis/logement/1", "ris-orangis/logement/1.2", "ris-orangis/logement/1.3"}
    assert not landlord & set(found(library, "logement"))
    assert landlord <= set(found(library, "habitat"))


def test_relatives_are_found_on_demand_only_and_marked(library: Library) -> None:
    plain = search(library.index, "GUSP")
    wide = search(library.index, "GUSP", related=True)
    assert {hit.id for hit in plain.hits} < {hit.id for hit in wide.hits}
    assert [hit.id for hit in wide.hits][: plain.total] == [hit.id for hit in plain.hits]
    for hit in wide.hits[plain.total :]:
        assert {highlight.how for highlight in hit.highlights} == {How.related}
    assert "ris-orangis/logement/1.2" not in found(library, "GUSP")
    assert "ris-orangis/logement/1.2" in {hit.id for hit in wide.hits}  # TFPB is a relative


QUERIES = [
    "mobilité", "mobilté", "GUSP", "gestion urbaine", "logement", "habitat", "délinquance", "citoy*", "emploi",
    "habitants", "accès", "culture", "santé", "l'emploi", "œuvre", "parents", "jeunes", "TFPB", "quartier",
    '"lien social"', "travail", "territoire", "développer", "ville", "aller-vers", "xylophone", "lien-social",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("related", [False, True])
def test_the_first_hits_are_the_head_of_all(library: Library, query: str, related: bool) -> None:
    every = search(library.index, query, related=related)
    for limit in (1, 2, 3, 5, 20, 1000):
        first = search(library.index, query, related=related, limit=limit)
        assert (first.total, first.hits) == (every.total, every.hits[:limit])


@pytest.mark.parametrize("query", [*QUERIES, "mobilité emploi", "habitants -quartier", "logement social prioritaires"])
@pytest.mark.parametrize("related", [False, True])
def test_the_parts_of_a_score_add_up_to_it(library: Library, query: str, related: bool) -> None:
    for hit in search(library.index, query, related=related, explain=True).hits:
        assert hit.explanation
        assert sum(part.score for part in hit.explanation) == pytest.approx(hit.score, abs=0.0002)
        for part in hit.explanation:
            assert part.score == pytest.approx(part.rarity * part.weight * part.share, abs=0.0002)
            assert (part.where == "own") == bool(part.matched)
            assert all(word in hit.meaning for word in part.matched)


def test_an_explanation(library: Library) -> None:
    (first, *_) = search(library.index, "mobilité GUSP", explain=True, any_word=True).hits
    assert first.explanation
    assert [(part.input, part.matched, part.how, part.where) for part in first.explanation] == [
        ("mobilité", ("mobilité",), How.exact, "own")
    ]
    assert search(library.index, "mobilité").hits[0].explanation is None


def test_a_concept_is_a_query(library: Library) -> None:
    result = search(library.index, "", filters=Filters(concepts=("gusp",)))
    assert [hit.id for hit in result.hits] == [
        "ris-orangis/logement/1", "ris-orangis/logement/1.4", "ris-orangis/securite/2.4",
        "savigny-le-temple/logement/2.3",
    ]  # fmt: skip
    assert all(hit.highlights for hit in result.hits)


TYPED = "mobilité emplois l'emploi œuvre GUSP TFPB CLSPD habitat logement gestion urbaine taxe foncière accès droits \
    délinquance jeunes enfants d'accueil aux à l'œuvre éducation égalité femmes"
typed = st.lists(st.sampled_from(TYPED.split()), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=40)
@given(query=typed, related=st.booleans(), data=st.data())
def test_how_a_query_is_typed_never_changes_the_hits(
    library: Library, query: str, related: bool, data: st.DataObject
) -> None:
    """Accents, apostrophes and Unicode form; case where no acronym can be meant."""

    def scores(query: str) -> dict[str, float]:
        return {hit.id: hit.score for hit in search(library.index, query, related=related).hits}

    bare = "".join(c for c in unicodedata.normalize("NFD", query) if not unicodedata.combining(c))
    others = [bare, unicodedata.normalize("NFD", query), query.replace("'", "’"), query.replace("'", "\u02bc"),
              query.replace("œ", "oe"), query.replace(" ", "\u00a0"), query.replace(" ", "  ")]  # fmt: skip
    assert scores(data.draw(st.sampled_from(others))) == scores(query)
    assert scores(query.upper()).keys() == scores(query.lower()).keys() == scores(query).keys()


@settings(max_examples=40)
@given(query=typed)
def test_exact_hits_are_a_part_of_the_default(library: Library, query: str) -> None:
    wanted, _ = understand(library.index, parse(query)) if query.strip() else ([], [])
    # Words that are one term of the thesaurus must stand in a row; taken to the letter, they are words.
    assume(all(sought.term.kind is Kind.phrase or " " not in sought.term.input for sought in wanted))
    assert ids(library, query, exact=True) <= ids(library, query)


@settings(max_examples=40)
@given(query=typed, word=st.sampled_from(["emploi", "habitants", "GUSP", "logement", "jeunes", "l'accueil"]))
def test_under_exact_a_word_parts_the_hits(library: Library, query: str, word: str) -> None:
    with_it, without = ids(library, f"{query} {word}", exact=True), ids(library, f"{query} -{word}", exact=True)
    if "(refused)" in without:  # nothing but function words beside the exclusion
        return
    assert not with_it & without
    assert with_it | without >= ids(library, query, exact=True)
    assert without <= ids(library, query, exact=True)


@settings(max_examples=40)
@given(query=typed)
def test_an_exact_span_folds_to_what_was_typed(library: Library, query: str) -> None:
    asked = {token.form for token in tokens(query)}
    for hit in search(library.index, query, exact=True).hits:
        for span in hit.highlights:
            assert span.how in (How.exact, How.phrase)
            assert {token.form for token in tokens(hit.meaning[span.start : span.end])} <= asked


@settings(max_examples=40)
@given(query=typed)
def test_a_span_begins_and_ends_with_a_word(library: Library, query: str) -> None:
    for hit in search(library.index, query, related=True).hits:
        places = list(tokens(hit.meaning))
        starts, ends = {token.start for token in places}, {token.end for token in places}
        assert all(span.start in starts and span.end in ends for span in hit.highlights)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["xylophone"], "perr: nothing found for “xylophone” ; “xylophone” is nowhere, nor a word like it\n"),
        (
            ["vélo", "xylophone"],
            "perr: nothing found for “vélo xylophone” ; “xylophone” is nowhere, nor a word like it ;"
            " 1 result with --any\n",
        ),
        (["vélo", "musée"], "perr: nothing found for “vélo musée” ; 2 results with --any\n"),
        (["vélo", "-c", "savigny"], "perr: nothing found for “vélo” ; 1 result without the filters\n"),
        (["mobilté", "--exact"],
         "perr: nothing found for “mobilté” ; “mobilté” is nowhere, did you mean mobilité?\n"),
        (
            ["recyclrie"],
            "perr: “recyclrie” is not in the corpus, searched for “recyclerie”\n"
            "perr: nothing found for “recyclrie” ; “recyclrie” is nowhere, nor a word like it\n",
        ),
        (["vélo", "-t", "securite", "--related", "--any"],
         "perr: nothing found for “vélo” ; 1 result without the filters\n"),
        (["de", "la"], "perr: nothing found for “de la” ; try fewer words or fewer filters\n"),
        (["vélo", "musée", "-c", "savigny"],
         "perr: nothing found for “vélo musée” ; try fewer words or fewer filters\n"),
        (["vélo", "incivilités", "-c", "savigny"],
         "perr: nothing found for “vélo incivilités” ; 1 result with --any\n"),
        (["vélo", "--", "-atelier"], "perr: nothing found for “vélo -atelier” ; try fewer words or fewer filters\n"),
        (["--concept", "ressourcerie"],
         "perr: nothing found for “ressourcerie” ; try fewer words or fewer filters\n"),
    ],
)  # fmt: skip
def test_nothing_found_says_why(perr: Perr, words: list[str], message: str) -> None:
    status, _, err = perr("search", *words)
    assert (status, err) == (1, message)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["mobilté"], "perr: “mobilté” is not in the corpus, searched for “mobilité, mobilités”\n"),
        (["délinquense"],
         "perr: “délinquense” is not in the corpus, searched for “délinquance, prévention de la délinquance, CLSPD”\n"),
    ],
)  # fmt: skip
def test_a_correction_is_announced(perr: Perr, words: list[str], message: str) -> None:
    status, _, err = perr("search", *words)
    assert (status, err) == (0, message)


def test_the_explanation_on_the_screen(perr: Perr) -> None:
    assert perr("search", "CLSPD", "--explain").out == (
        "1 result for “CLSPD”\n"
        "\n"
        "ris-orangis/securite/2.3  Développer le travail engagé dans le cadre du CLSPD\n"
        "                          → Développer le travail de veille sur le quartier pri…\n"
        "                          “CLSPD” ← “CLSPD” (as typed): 4.75 × 1 = 4.75\n"
    )


def test_what_is_merely_related_excludes_nothing(library: Library) -> None:
    with_relatives = {hit.id for hit in search(library.index, "bailleur -GUSP", related=True).hits}
    assert {hit.id for hit in search(library.index, "bailleur -GUSP").hits} <= with_relatives
    assert "savigny-le-temple/logement/2.2" in with_relatives  # the TFPB, which is related to the GUSP
