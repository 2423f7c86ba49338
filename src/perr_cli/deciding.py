"""`decisions.yaml` files read and checked; what is wrong with one entry never hides the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel, ValidationError

from perr_cli import storage
from perr_cli.decisions import Decision, Decisions, Verdict, prose
from perr_cli.language import N_
from perr_cli.model import NonEmpty, StrictModel, problems_of
from perr_cli.problems import Problem, in_a_file_of
from perr_cli.storage import Document
from perr_cli.text import display_path

ItemId = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(@[A-Za-z0-9-]+)?/[a-z0-9]+(-[a-z0-9]+)*/[1-9][0-9]*(\.[1-9][0-9]*)?$")
]


class DecisionModel(StrictModel):
    """A person's word on a pair of commitments of two communes."""

    left: ItemId = Field(description="An item's id.")
    right: ItemId = Field(description="The id of an item of the other commune.")
    kind: str = Field(pattern="^(shared|related|none)$", description="What they have to do with each other.")
    note: str | None = Field(None, description="Why.")
    left_text: NonEmpty | None = Field(None, description="The left item's text when it was decided.")
    right_text: NonEmpty | None = Field(None, description="The right item's text when it was decided.")


class DecisionsModel(RootModel[Annotated[tuple[DecisionModel, ...], Field(strict=False)]]):
    """A file of decisions."""


_EXPECTED: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("left", "right"), (N_("an item's id"), "ris-orangis/emploi/1.3")),
    "kind": (N_("a kind of pair"), "shared, related, none"),
}
_MODELS = {"": DecisionModel}


def load(paths: Sequence[Path]) -> Decisions:
    """The decisions in some files, and what is wrong with the files."""
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for path in paths:
        name = display_path(path)
        try:
            found, wrong = check(storage.parse(storage.read_bytes(path), name, list), name)
        except storage.Unreadable as unreadable:
            found, wrong = [], [in_a_file_of("decisions", unreadable.problem)]
        decisions += found
        problems += wrong
    return Decisions(decisions, problems)


def check(document: Document, name: str) -> tuple[list[Decision], list[Problem]]:
    """The decisions that a document holds, in its order, and what is wrong with the others."""
    problems: list[Problem] = []
    bad: set[object] = set()
    try:
        DecisionsModel.model_validate(document.data)
    except ValidationError as error:
        problems += problems_of(error, document, name, _MODELS, expected=_EXPECTED, schema="decisions-file")
        bad = {wrong["loc"][0] for wrong in error.errors(include_url=False, include_context=False)}
    decisions = []
    for number, said in enumerate(document.data):
        if number not in bad:
            decision = _decision(DecisionModel.model_validate(said), document, number, name)
            wrong = list(_undecidable(decision))
            problems += wrong
            decisions += [] if wrong else [decision]
    return decisions, sorted(problems, key=lambda p: (p.line or 0, p.column or 0))


def _decision(said: DecisionModel, document: Document, number: int, name: str) -> Decision:
    mark = document.mark((number,))
    return Decision(
        left=said.left, right=said.right, kind=Verdict(said.kind), note=prose(said.note),
        left_text=prose(said.left_text), right_text=prose(said.right_text),
        path=name, line=mark.line if mark else None, column=mark.column if mark else None,
    )  # fmt: skip


def _undecidable(decision: Decision) -> Iterator[Problem]:
    """What the model cannot see: pairs on which nothing can be decided."""
    for item, _text in decision.sides():
        if item.split("/")[1] == "preconditions":
            yield decision.problem("decided-precondition", id=item)
            return
    if decision.left == decision.right:
        yield decision.problem("decided-same-item", id=decision.left)
    elif len(decision.protocols) == 1:
        yield decision.problem("decided-one-protocol", left=decision.left, right=decision.right)
