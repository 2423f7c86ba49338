"""Protocol files found, read and turned into protocols; what is wrong with one never hides the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perr_cli import model, storage
from perr_cli.errors import UnusableData
from perr_cli.items import Item, Level, Objective, Parent, Protocol, Source, Theme, protocol_ref
from perr_cli.language import _
from perr_cli.problems import Problem, problem

SHIPPED = "data"
"""The folder of what ships with perr: inside the installed package, or at the top of a working copy."""

_BESIDE = frozenset({"thesaurus.yaml", "decisions.yaml"})
_SUFFIXES = (".yaml", ".yml")


def shipped_data() -> Path:
    """The folder with the protocols, sources and thesaurus that come with perr."""
    package = Path(__file__).resolve().parent
    inside = package / SHIPPED
    return inside if inside.is_dir() else package.parents[1] / SHIPPED


@dataclass(frozen=True, slots=True)
class File:
    """A protocol file as it was found, with what tells whether it has changed since."""

    path: str
    stamp: tuple[int, int, int, int, int]
    """Size, mtime and ctime in nanoseconds, inode, device."""


def find_files(folders: Sequence[Path]) -> list[File]:
    """The protocol files in folders of the form that `--data` takes, each once, sorted by path.

    Raises `UnusableData` for a folder that does not exist or cannot be listed, and where there is no file at all.
    """
    found: dict[str, File] = {}
    for folder in folders:
        for path in _walk(folder):
            found.setdefault(path, File(path, _stamp(path)))
    if not found:
        raise UnusableData(
            _("no protocol file in {folders}").format(folders=", ".join(map(storage.display_path, folders))),
            _("give a .yaml file, or a folder with some"),
        )
    return sorted(found.values(), key=lambda file: file.path)


def _stamp(path: str) -> tuple[int, int, int, int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (-1, 0, 0, 0, 0)
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)


def _walk(folder: Path) -> Iterator[str]:
    """Paths below a folder (or the file itself) that end like a protocol file, without walking a loop twice."""
    top = folder
    try:
        if folder.is_file():
            yield str(folder)
            return
        inside = folder / "protocols"
        top = inside if inside.is_dir() else folder
        os.scandir(top).close()
    except OSError as error:
        raise UnusableData(
            _("{path} cannot be read: {reason}").format(
                path=storage.display_path(top), reason=_(error.strerror or str(error))
            ),
            _("give a .yaml file, or a folder with some"),
        ) from None
    seen: set[tuple[int, int]] = set()
    for place, below, files in os.walk(top, followlinks=True):
        status = os.stat(place)
        if (status.st_dev, status.st_ino) in seen:
            below.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(_SUFFIXES) and not name.startswith(".") and name not in _BESIDE:
                yield os.path.join(place, name)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The protocols that could be read, in the order of their ids, and what was wrong with the others."""

    protocols: tuple[Protocol, ...]
    problems: tuple[Problem, ...]


def load(
    paths: Sequence[str],
    label: Callable[[str], str] = str,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Corpus:
    """Read protocol files. `label` gives a theme's title where a file has none, `progress` hears how far it is."""
    protocols: dict[str, Protocol] = {}
    problems: list[Problem] = []
    for number, path in enumerate(paths):
        progress(number, len(paths))
        protocol, wrong = load_file(Path(path), label)
        problems.extend(wrong)
        if protocol is None:
            continue
        first = protocols.setdefault(protocol.ref, protocol)
        if first is not protocol:
            problems.append(problem(protocol.path, "same-commune", commune=protocol.ref, other=first.path))
    progress(len(paths), len(paths))
    return Corpus(tuple(protocols[ref] for ref in sorted(protocols)), tuple(problems))


def load_file(path: Path, label: Callable[[str], str] = str) -> tuple[Protocol | None, list[Problem]]:
    """The protocol in one file, or what is wrong with it."""
    try:
        document = storage.load(path)
    except storage.Unreadable as unreadable:
        return None, [unreadable.problem]
    name = storage.display_path(path)
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
