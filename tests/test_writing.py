"""A draft written as a protocol file: read again, it says the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perr_cli import model, storage
from perr_cli.importers.structure.draft import Draft, DraftObjective, DraftTheme, Guess, Said, Span
from perr_cli.writing import SourceNote, scalar, write

SOURCE = SourceNote("a.pdf", "0" * 64, pages="3-7")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: any(map(str.isalnum, text))
)


def said(text: str, *guesses: Guess) -> Said:
    return Said(text=text, guesses=guesses)


def test_a_file_is_written_as_a_person_would() -> None:
    draft = Draft(
        commune=said("Ris-Orangis", Guess("name", "RIS - ORANGIS")),
        title=said("PERR"),
        preconditions=(said("Respect par l'Etat : des moyens"),),
        themes=(
            DraftTheme(
                key="emploi",
                title=said("Axe 1 – Emploi"),
                objectives=(
                    DraftObjective(
                        said=said("Lever les freins"),
                        section=said("Insertion"),
                        actions=(said("« Aller vers »"), said("no")),
                    ),
                    DraftObjective(said=said("12:30", Guess("raised"))),
                ),
            ),
        ),
        span=Span(0, 1),
    )
    assert write(draft, SOURCE, edition="2019").text == (
        """commune: Ris-Orangis  # guessed: the document has “RIS - ORANGIS”
edition: "2019"
title: PERR
source:
  document: a.pdf
  sha256: "0000000000000000000000000000000000000000000000000000000000000000"
  pages: "3-7"
preconditions:
- "Respect par l'Etat : des moyens"
themes:
- key: emploi
  title: Axe 1 – Emploi
  objectives:
  - text: Lever les freins
    section: Insertion
    actions:
    - « Aller vers »
    - "no"
  - text: "12:30"  # guessed: no objective stands before it in the document
"""
    )


@given(TEXT)
def test_a_scalar_reads_as_the_text_that_it_was(text: str) -> None:
    document = storage.parse(f"a: {scalar(text)}\nb:\n- {scalar(text)}  # x\n".encode(), "x")
    assert document.data == {"a": text, "b": [text]}


@given(TEXT, st.lists(TEXT, min_size=1, max_size=4))
def test_a_draft_reads_as_what_it_says(name: str, texts: list[str]) -> None:
    objectives = tuple(DraftObjective(said=said(text, Guess("joined", text)), actions=(said(text),)) for text in texts)
    theme = DraftTheme(key="emploi", title=said(name), objectives=objectives)
    draft = Draft(commune=said(f"A{name}"), themes=(theme,), span=Span(0, 0))
    protocol, problems = model.validate(storage.parse(write(draft, SOURCE).text.encode(), "x"), "x")
    assert not problems
    assert protocol
    assert [objective.text for objective in protocol.themes[0].objectives] == texts
    assert [objective.actions[0].text for objective in protocol.themes[0].objectives] == texts
