"""A protocol file as rules see it: what was read, what it says, and where each text and each sign of it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from perr_cli import model, storage
from perr_cli.corpus import make_protocol
from perr_cli.items import Item
from perr_cli.problems import Problem
from perr_cli.protocols import Protocol, Theme
from perr_cli.storage import Document, Place
from perr_cli.text import display_path, pieces


class Spot(NamedTuple):
    """A place in a file; line and column count from 1, None where the whole file is meant."""

    path: str
    line: int | None = None
    column: int | None = None


class Said(NamedTuple):
    """A text of a protocol, as it is to be judged: of an item what it means, so that a reading mends its text."""

    place: Place
    text: str
    pieces: list[str]
    """Its words as written, and what parts phrases: see `text.pieces`."""
    item: Item | None = None
    """None for names, titles and sections."""
    note: bool = False
    """Whether somebody has said something about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A protocol file. Where it cannot be used, `problems` say why, and there is no protocol."""

    path: str
    document: Document | None = None
    protocol: Protocol | None = None
    problems: tuple[Problem, ...] = ()
    said: tuple[Said, ...] = ()
    """Its texts, in its order; a section that stands on several objectives in a row only once."""

    def spot(self, place: Place, at: int = 0) -> Spot:
        """Where a value stands, and in a text where its sign number `at` does, if that can be told: of a text in one
        line in which nothing is escaped. The nearest value around, where there is none."""
        if self.document is None:
            return Spot(self.path)
        span = self.document.span(place)
        text = _value(self.document.data, place)
        if span and isinstance(text, str):
            start, end = span
            # As long as what it says, or longer by the two quotation marks: nothing in it is written otherwise.
            quoted = end.column - start.column - len(text)
            inside = start.line == end.line and quoted in (0, 2)
            return Spot(self.path, start.line, start.column + quoted // 2 + at if inside else start.column)
        mark = self.document.mark(place)
        return Spot(self.path, mark.line, mark.column) if mark else Spot(self.path)


def _value(data: Any, place: Place) -> Any:
    for part in place:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def read(path: Path) -> File:
    """One file."""
    name = display_path(path)
    try:
        document = storage.load(path)
    except storage.Unreadable as unreadable:
        return File(path=name, problems=(unreadable.problem,))
    said, problems = model.validate(document, name)
    if said is None:
        return File(path=name, document=document, problems=tuple(problems))
    protocol = make_protocol(said, name)
    return File(path=name, document=document, protocol=protocol, said=tuple(_said(protocol, document.data)))


def _said(protocol: Protocol, data: Any) -> Iterator[Said]:
    for name in ("commune", "epci", "title"):
        if data.get(name):
            yield _of_heading((name,), data[name])
    for n, item in enumerate(protocol.preconditions):
        yield _of_item(("preconditions", n), data["preconditions"][n], item)
    for n, theme in enumerate(protocol.themes):
        yield from _of_theme(("themes", n), data["themes"][n], theme)


def _of_theme(place: Place, data: Any, theme: Theme) -> Iterator[Said]:
    if data.get("title"):
        yield _of_heading((*place, "title"), data["title"])
    section: str | None = None
    for n, objective in enumerate(theme.objectives):
        own, said = (*place, "objectives", n), data["objectives"][n]
        if objective.section and objective.section != section:
            yield _of_heading((*own, "section"), objective.section)
        section = objective.section
        yield _of_item(own, said, objective)
        for m, action in enumerate(objective.actions):
            yield _of_item((*own, "actions", m), said["actions"][m], action)


def _of_heading(place: Place, written: str) -> Said:
    return Said(place, written, pieces(written))


def _of_item(place: Place, said: Any, item: Item) -> Said:
    if not isinstance(said, str):
        place = (*place, "text" if item.reading is None else "reading")
    return Said(place, item.meaning, pieces(item.meaning), item, bool(item.note))
