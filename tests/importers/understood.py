"""The vocabulary of tests about understanding: a document as typed, and what is understood of it as an outline."""

from __future__ import annotations

from functools import cache

from perr_cli import files, importers, thesaurus
from perr_cli.importers.structure import understand
from perr_cli.importers.structure.draft import Draft, Understood
from perr_cli.importers.structure.headings import Headings


@cache
def headings() -> Headings:
    """With what ships with perr."""
    known = thesaurus.load([files.shipped_data() / files.THESAURUS])
    return Headings(known.themes, known.outline, known.lexicon.verbs)


def understood(document: str, name: str = "a.txt") -> Understood:
    """What a document says; its name tells its kind."""
    return understand(importers.read(document.encode(), name), headings())


def outline(document: str, name: str = "a.txt") -> str:
    """The drafts of a document, a text a line, indented by level."""
    return "\n".join(line for draft in understood(document, name).drafts for line in _lines(draft))


def _lines(draft: Draft) -> list[str]:
    told = [draft.commune.text] if draft.commune.text else []
    told += [f"! {said.text}" for said in draft.preconditions]
    for theme in draft.themes:
        told.append(f"# {theme.key}")
        section = None
        for objective in theme.objectives:
            if objective.section and objective.section != section:
                told.append(f"= {objective.section.text}")
            section = objective.section
            told.append(f"→ {objective.said.text}")
            told += [f"  ○ {action.text}" for action in objective.actions]
    return told
