"""Words that one slip parts: found by what a letter less leaves of both, and no others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from perr_cli.validation.near import Near, one_slip

WORDS = st.text("abc", min_size=1, max_size=6)


@given(WORDS, WORDS)
def test_one_slip_is_an_edit_distance_of_one(a: str, b: str) -> None:
    assert one_slip(a, b) is (OSA.distance(a, b) == 1)


@given(st.lists(WORDS, unique=True), WORDS)
def test_near_words_are_all_that_one_slip_parts(words: list[str], word: str) -> None:
    assert sorted(Near(words).of(word)) == sorted(other for other in words if one_slip(word, other))


def test_a_very_long_word_is_compared_as_a_whole() -> None:
    assert list(Near(["a" * 5000]).of("a" * 5001)) == []
