"""Every hostile text as a query and as a name: plain words, or a sentence that says what is wrong."""

from __future__ import annotations

import pytest

from tests.conftest import Perr
from tests.hostile import laws, share
from tests.hostile.strings import ALL, NAMES, QUERIES

TYPED = tuple(text for text in ALL if "\x00" not in text)  # no argument can hold it


@pytest.mark.parametrize("start", range(0, len(TYPED), 40))
def test_a_query_is_words(perr: Perr, start: int) -> None:
    for text in share(TYPED[start : start + 40], start):
        done = perr("search", "--json", "--", text)
        laws.holds(done, (0, 1, 2))
        if done.status == 2:
            assert done.out == ""
            assert done.err.startswith("perr: ")
            assert done.err.count("\n") == 1
        else:
            assert laws.strict_json(done.out)["query"]["text"] == text


@pytest.mark.parametrize(
    "words", [("search",), ("search", "--any"), ("search", "--exact"), ("search", "--related")], ids=" ".join
)
def test_all_options_take_it(perr: Perr, words: tuple[str, ...]) -> None:
    for text in share(QUERIES, len(words[-1])):
        done = perr(*words, "--", text)
        laws.holds(done, (0, 1, 2))
        laws.shown(done.out)


PLACES = (
    ("show", "{}"), ("trace", "{}"), ("diff", "ris", "{}"), ("list", "-c", "{}"), ("search", "a*", "-t", "{}"), ("search", "--concept", "{}"),
    ("search", "--partner", "{}"), ("list", "--departement", "{}"), ("list", "--epci", "{}"), ("thesaurus", "{}"), ("schema", "{}"),
    ("--data", "{}", "list"), ("validate", "{}"), ("validate", "--rule", "{}"), ("import", "{}", "-o", "mine"), ("profile", "{}"),
    ("common", "{}"), ("diff", "ris", "savigny", "-k", "{}"), ("list", "-f", "{}"), ("{}",), ("report", "ris", "{}", "-o", "r.md"),
    ("completion", "{}"), ("list", "-o", "no/{}"), ("--lang", "{}", "list"), ("search", "a", "-n", "{}"), ("search", "a", "--nature", "{}"),
)  # fmt: skip
NAMED = (*NAMES, *QUERIES[:12], "\x1b[31m", "[red]x", "é", "=1+1", "<b>")


@pytest.mark.parametrize("words", PLACES, ids=" ".join)
def test_a_name_is_known_or_told(perr: Perr, words: tuple[str, ...]) -> None:
    for text in share(NAMED, PLACES.index(words)):
        done = perr(*(word.format(text) for word in words))
        laws.holds(done, (0, 1, 2))
        laws.shown(done.out)
