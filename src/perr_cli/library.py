"""The data that a call works on, opened: the index of the folders, and what names in it mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from perr_cli import language, references, themes
from perr_cli.index import Entry, Index, build
from perr_cli.items import Protocol
from perr_cli.problems import Problem
from perr_cli.references import Candidate, Place
from perr_cli.text import slug


@dataclass(frozen=True)
class Library:
    """An open index with the names of its communes and themes."""

    index: Index
    files: tuple[str, ...]
    """The protocol files that were found, also those that could not be read."""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The protocols that are loaded."""
        return tuple(self.index.entries())

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the files that are not loaded."""
        return self.index.problems()

    @cached_property
    def theme_labels(self) -> dict[str, str]:
        """Key → label of every theme, in the reader's language."""
        printed = ((key, title) for _, key, title in self.index.themes())
        return themes.labels(self.index.scheme(), printed, language.current())

    def commune(self, given: str) -> str:
        """The protocol ref of a commune by any of its names. Raises `UnknownReference`."""
        return references.commune(given, self.entries)

    def theme(self, given: str) -> str:
        """A theme's key by its key, a label, a heading or another name. Raises `UnknownReference`."""
        printed = [Candidate(key, (slug(title),)) for _, key, title in self.index.themes()]
        return references.resolve(language._("theme"), given, [*self._scheme(), *printed])

    def place(self, ref: str) -> Place:
        """What a REF names. Raises `UnknownReference`."""
        return references.place(ref, self.entries, self._themes_of)

    def protocol(self, ref: str) -> Protocol:
        """One protocol, by its ref."""
        return self.index.protocol(ref)

    def _scheme(self) -> list[Candidate]:
        return [
            Candidate(theme.key, (theme.key, slug(theme.fr), slug(theme.en), *map(slug, theme.names)))
            for theme in self.index.scheme()
        ]

    def _themes_of(self, ref: str) -> list[Candidate]:
        has = {key: slug(title) for protocol, key, title in self.index.themes() if protocol == ref}
        return [
            *(candidate for candidate in self._scheme() if candidate.key in has),
            *(Candidate(key, (key, title)) for key, title in has.items()),
        ]


def open_library(folders: Sequence[Path] = (), progress: Callable[[int, int], None] = lambda *_: None) -> Library:
    """Open the data in these folders, or what ships with perr. Raises `UnusableData` where there is none."""
    from perr_cli import corpus, thesaurus

    roots = list(folders) or [corpus.shipped_data()]
    files = corpus.find_files(roots)
    own = [path for root in roots if (path := root / "thesaurus.yaml").is_file()]
    scheme = thesaurus.load(own[-1] if own else corpus.shipped_data() / "thesaurus.yaml")
    known = {theme.key: theme.fr for theme in scheme}
    loaded = corpus.load([file.path for file in files], lambda key: known.get(key, key), progress)
    connection = sqlite3.connect(":memory:")
    build(connection, scheme, loaded.protocols, loaded.problems)
    return Library(Index(connection), tuple(file.path for file in files))
