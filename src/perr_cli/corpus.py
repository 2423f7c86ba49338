"""Protocol files read and turned into protocols; what is wrong with one never hides the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from perr_cli import model, storage
from perr_cli.items import Item, Level, Parent, protocol_ref
from perr_cli.problems import Problem, problem
from perr_cli.protocols import Objective, Protocol, Source, Theme
from perr_cli.text import display_path


@dataclass(frozen=True, slots=True)
class Corpus:
    """The protocols that could be read, in the order of their files, and what was wrong with the others."""

    protocols: tuple[Protocol, ...]
    problems: tuple[Problem, ...]


def load_all(paths: Iterable[str], label: Callable[[str], str] = str) -> Corpus:
    """Read protocol files. `label` gives a theme's title where a file has none."""
    seen = Seen()
    protocols: list[Protocol] = []
    problems: list[Problem] = []
    for path in paths:
        protocol, wrong = load(Path(path), label)
        problems.extend(wrong)
        clash = seen.clash(protocol.ref, protocol.path) if protocol else None
        if clash:
            problems.append(clash)
        elif protocol:
            protocols.append(protocol)
    return Corpus(tuple(protocols), tuple(problems))


class Seen:
    """The protocols that have been read: of two with the same ref, the first counts."""

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}

    def clash(self, ref: str, path: str) -> Problem | None:
        """What is wrong with one more protocol, if another file has its ref already."""
        first = self._paths.setdefault(ref, path)
        return None if first == path else problem(path, "same-commune", commune=ref, other=first)


def load(path: Path, label: Callable[[str], str] = str) -> tuple[Protocol | None, list[Problem]]:
    """The protocol in one file, or what is wrong with it."""
    try:
        document = storage.load(path)
    except storage.Unreadable as unreadable:
        return None, [unreadable.problem]
    name = display_path(path)
    said, problems = model.validate(document, name)
    return (make_protocol(said, name, label) if said else None), problems


def make_protocol(said: model.ProtocolModel, path: str, label: Callable[[str], str] = str) -> Protocol:
    """The frozen protocol that a file's model says, with the ids of CONTRACT §3."""
    commune = said.slug()
    ref = protocol_ref(commune, said.edition)

    def item(text: model.TextModel, place: str, level: Level, theme: str | None, section: str | None,
             parent: Parent | None = None) -> Item:  # fmt: skip
        return Item(
            id=f"{ref}/{place}", commune=commune, theme=theme, section=section, level=level, text=text.text,
            reading=text.reading, objective=parent, note=text.note,
        )  # fmt: skip

    def objective(said: model.ObjectiveModel, theme: str, number: int) -> Objective:
        place = f"{theme}/{number}"
        parent = Parent(id=f"{ref}/{place}", text=said.text, reading=said.reading)
        actions = tuple(
            item(text, f"{place}.{n}", Level.action, theme, said.section, parent)
            for n, text in enumerate(said.actions, 1)
        )
        return Objective(
            id=parent.id, commune=commune, theme=theme, section=said.section, level=Level.objective,
            text=said.text, reading=said.reading, objective=None, note=said.note, actions=actions,
        )  # fmt: skip

    themes = []
    numbered: dict[str, int] = {}
    for theme in said.themes:
        objectives = []
        for text in theme.objectives:
            # A theme that a document continues further on goes on counting, so that ids stay unique.
            numbered[theme.key] = numbered.get(theme.key, 0) + 1
            objectives.append(objective(text, theme.key, numbered[theme.key]))
        themes.append(Theme(key=theme.key, title=theme.title or label(theme.key), objectives=tuple(objectives)))
    source = said.source
    return Protocol(
        commune=commune, name=said.commune, insee=said.insee, departement=said.departement, epci=said.epci,
        edition=said.edition, title=said.title,
        source=Source(**source.model_dump()) if source else None,
        preconditions=tuple(
            item(text, f"preconditions/{n}", Level.precondition, None, None)
            for n, text in enumerate(said.preconditions, 1)
        ),
        themes=tuple(themes), path=path,
    )  # fmt: skip
