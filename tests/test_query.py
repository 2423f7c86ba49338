"""What people type, read into terms; and the exact sentence where it cannot be asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli.errors import QueryError, Status
from perr_cli.query import parse

EMPTY = "the query is empty ; give at least one word: perr search mobilité"
ONLY_EXCLUDES = "the query only excludes ; add a word to look for: perr search mobilité -- -emploi"

Told = list[tuple[str, tuple[str, ...]]]


def read(query: str) -> tuple[Told, Told]:
    asked = parse(query)
    return ([(t.kind.value, t.forms) for t in asked.terms], [(t.kind.value, t.forms) for t in asked.excluded])


@pytest.mark.parametrize(
    ("query", "terms", "excluded"),
    [
        ("Mobilité", [("word", ("mobilite",))], []),
        ("l'eau", [("word", ("eau",))], []),
        ("l’eau", [("word", ("eau",))], []),
        ("zones-30", [("word", ("zones", "30"))], []),
        ("citoy*", [("prefix", ("citoy",))], []),
        ("aller-vers*", [("prefix", ("aller", "vers"))], []),
        ('"estime de soi"', [("phrase", ("estime", "de", "soi"))], []),
        ('"de la"', [("phrase", ("de", "la"))], []),
        ("mobilité -emploi", [("word", ("mobilite",))], [("word", ("emploi",))]),
        ('mobilité -"estime de soi"', [("word", ("mobilite",))], [("phrase", ("estime", "de", "soi"))]),
        ("mobilité -citoy*", [("word", ("mobilite",))], [("prefix", ("citoy",))]),
        ("mobilité -de", [("word", ("mobilite",))], []),
        ("de la", [("filler", ("de",)), ("filler", ("la",))], []),
        ("«emploi»", [("word", ("emploi",))], []),
        ("lieu d'accueil", [("word", ("lieu",)), ("word", ("accueil",))], []),
        ("hors les murs", [("filler", ("hors",)), ("filler", ("les",)), ("word", ("murs",))], []),
        ("titre:emploi", [("word", ("titre", "emploi"))], []),
        ("(emploi", [("word", ("emploi",))], []),
        ('"emploi', [("word", ("emploi",))], []),
    ],
)
def test_a_query_is_its_terms(query: str, terms: Told, excluded: Told) -> None:
    assert read(query) == (terms, excluded)


@pytest.mark.parametrize("query", ["", "  ", "\u00a0", "-", "--", '""', '"', "*", "-*", "()", "…"])
def test_a_query_without_a_letter_or_digit_is_empty(query: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(query)
    assert (str(refused.value), refused.value.status) == (EMPTY, Status.UNUSABLE)


@pytest.mark.parametrize("query", ["-emploi", "--emploi", "-l'eau", '-"a b"', "-citoy*", "de -emploi", "-a -emploi"])
def test_a_query_that_only_excludes_is_refused(query: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(query)
    assert str(refused.value) == ONLY_EXCLUDES


@given(st.text())
def test_any_text_is_terms_or_a_sentence(query: str) -> None:
    told = ""
    try:
        asked = parse(query)
        assert all(term.forms and not term.excluded for term in asked.terms)
        assert all(term.forms and term.excluded for term in asked.excluded)
    except QueryError as refused:
        told = str(refused)
    assert told in ("", EMPTY, ONLY_EXCLUDES)
