"""Printed lines made one text: what layout did is undone, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli.importers.joining import Joiner

JOINER = Joiner(["les inter-bailleurs", "un développement", "déve-"], {"accompagnement"}.__contains__)


@pytest.mark.parametrize(
    ("lines", "text", "guessed"),
    [
        (["Lever les", "freins"], "Lever les freins", ()),
        (["  Lever \t les ", "", " freins "], "Lever les freins", ()),
        (["le dévelop-", "pement"], "le développement", ()),
        (["un accompa-", "gnement"], "un accompagnement", ()),
        (["les inter-", "bailleurs"], "les inter-bailleurs", ()),
        (["porte-à-", "porte"], "porte-à-porte", ()),
        (["rue Simone-", "de-Beauvoir"], "rue Simone-de-Beauvoir", ()),
        (["à Ris-", "Orangis"], "à Ris-Orangis", ()),
        (["l'aller-", "vers"], "l'aller-vers", ()),
        (["des savoir-", "faire"], "des savoir-faire", ()),
        (["de 16-", "25 ans"], "de 16-25 ans", ()),
        (["la pas-", "serelle"], "la passerelle", ("passerelle",)),
        (["la pas\u00ad", "serelle"], "la passerelle", ()),
        (["la pas\u00adserelle"], "la passerelle", ()),
        (["l’", "emploi"], "l’emploi", ()),
        (["ateliers –", "ville"], "ateliers – ville", ()),
        (["e\ufb03cace et \ufb01able"], "efficace et fiable", ()),
        (["« a\u00a0»", "b\u202f: c"], "« a\u00a0» b\u202f: c", ()),
    ],
)
def test_lines_become_a_text(lines: list[str], text: str, guessed: tuple[str, ...]) -> None:
    assert JOINER.join(lines) == (text, guessed)


@given(st.lists(st.text("abcdé'(),.:;! ", min_size=1), min_size=1))
def test_without_hyphens_only_white_space_changes(lines: list[str]) -> None:
    joined = Joiner([]).join(lines).text
    assert "".join(joined.split()) == "".join("".join(lines).split())
    assert "  " not in joined
