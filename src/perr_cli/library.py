"""The data that a call works on, opened: the index of the folders, and what names in it mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from perr_cli import cache, files, language
from perr_cli.errors import UnusableData
from perr_cli.index import Index, Listed
from perr_cli.text import slug, visible

if TYPE_CHECKING:
    from perr_cli.concepts import Entry
    from perr_cli.decisions import Decisions
    from perr_cli.items import Item
    from perr_cli.problems import Problem
    from perr_cli.protocols import Protocol
    from perr_cli.references import Candidate, Place


class Library:
    """An open index with the names of its communes and themes."""

    def __init__(
        self, index: Index, files: tuple[str, ...], decisions: Sequence[Path] = (), *, whole: bool = True
    ) -> None:
        """`decisions` are the files with decisions about it. It is `whole` if its folders are, not only some files
        of theirs."""
        self.index = index
        self.files = (*files, *map(str, decisions))
        """The files that it was made of, also those that could not be read."""
        self._decisions = decisions
        self._whole = whole

    def inputs(self) -> Iterator[str]:
        """What no output may replace: the files that it was made of, and the documents that they were taken from."""
        yield from self.files
        sql = "SELECT path, json_extract(source, '$.document') FROM protocol WHERE source IS NOT NULL"
        for path, document in self.index.rows(sql):
            yield str(files.source(document, Path(path)))

    @cached_property
    def protocols(self) -> tuple[Listed, ...]:
        """The protocols that are loaded."""
        return tuple(self.index.protocols())

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the files that are not loaded."""
        return self.index.problems()

    @cached_property
    def decisions(self) -> Decisions:
        """What people have decided about pairs, and what is wrong in the files that say so."""
        if self._decisions:
            from perr_cli import deciding

            return deciding.load(self._decisions)
        from perr_cli.decisions import Decisions

        return Decisions()

    def decision_problems(self, protocols: Sequence[str]) -> tuple[Problem, ...]:
        """Why decisions are not applied between these protocols: what is wrong in the files that say them, and a
        warning for each that does not hold any more."""
        if not self._decisions:
            return ()
        from perr_cli.index import Filters

        items = self.index.items(Filters(protocols=tuple(protocols))) if protocols and len(self.decisions) else ()
        loaded = {entry.ref for entry in self.protocols}
        # A protocol that is not loaded is gone, unless its file was not named or could not be read.
        everything = self._whole and not self.problems
        stale = self.decisions.stale(items, lambda ref: everything and ref not in loaded)
        return (*self.decisions.problems, *stale)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Protocol ref → the commune's name as people write it."""
        return {entry.ref: entry.display_name for entry in self.protocols}

    @cached_property
    def theme_labels(self) -> dict[str, str]:
        """Key → label of every theme, in the reader's language."""
        from perr_cli import themes

        return themes.labels(self.index.scheme(), self.index.printed(), language.current())

    @cached_property
    def concept_labels(self) -> Mapping[str, str]:
        """Id → label of every entry of the thesaurus, in the reader's language."""
        return self.index.labels(language.current())

    def commune(self, given: str) -> str:
        """The protocol ref of a commune by any of its names. Raises `UnknownReference`."""
        from perr_cli import references

        return references.commune(given, self.protocols)

    def theme(self, given: str) -> str:
        """A theme's key by its key, a label, a heading or another name. Raises `UnknownReference`."""
        from perr_cli import references
        from perr_cli.references import Candidate

        printed = [Candidate(key, (slug(title),)) for _, key, title in self.index.themes()]
        return references.resolve(language._("theme"), given, [*self._scheme(), *printed])

    def concept(self, given: str) -> str:
        """The id of a concept by its id, or by any word that means it. Raises `UnknownReference`."""
        from perr_cli import references

        return references.concept(given, self.index)

    def partner(self, given: str) -> tuple[str, tuple[str, ...]]:
        """What a partner is called, and its names in the corpus, by any name of it. Raises `UnknownReference`."""
        from perr_cli import references

        return references.partner(given, self.index)

    def entries(self, given: str) -> list[Entry]:
        """The concepts and partners that are meant by an id or by any word. Raises `UnknownReference`."""
        from perr_cli import references

        return references.entries(given, self.index)

    def widened(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Ids of concepts, with those of all that is narrower or related."""
        from perr_cli.concepts import widened

        return (*ids, *widened(self.index.thesaurus(), ids)) if ids else ()

    def place(self, ref: str) -> Place:
        """What a REF names. Raises `UnknownReference`."""
        from perr_cli import references

        return references.place(ref, self.protocols, self._themes_of)

    def item(self, ref: str) -> Item:
        """The one item that a REF names. Raises `UnknownReference`."""
        from perr_cli.errors import UnknownReference
        from perr_cli.index import Filters

        place = self.place(ref)
        items = self.index.items(Filters(protocols=(place.protocol,)))
        for item in items:
            if item.short_id == place.short_id:
                return item
        near = [item.id for item in items if place.holds(item.short_id)]
        several = bool(near)
        near = near or [item.id for item in items if item.short_id.startswith(f"{place.theme}/")]
        listed = f"perr show {place.protocol}"
        raise UnknownReference(language._("item"), visible(ref), near, ambiguous=several, listed=listed)

    def protocol(self, ref: str) -> Protocol:
        """One protocol, by its ref."""
        return self.index.protocol(ref)

    def _scheme(self) -> list[Candidate]:
        from perr_cli.references import Candidate

        return [
            Candidate(theme.key, (theme.key, slug(theme.fr), slug(theme.en), *map(slug, theme.names)))
            for theme in self.index.scheme()
        ]

    def _themes_of(self, ref: str) -> list[Candidate]:
        from perr_cli.references import Candidate

        has = {key: slug(title) for protocol, key, title in self.index.themes() if protocol == ref}
        return [
            *(candidate for candidate in self._scheme() if candidate.key in has),
            *(Candidate(key, (key, title)) for key, title in has.items()),
        ]


_MAKERS = ("building", "concepts", "corpus", "grammar", "indexing", "leads", "model", "partners", "storage", "text",
           "thesaurus", "vectors")  # fmt: skip
"""The modules that say what stands in an index: one that they made before a change is not right any more."""


def open_library(
    folders: Sequence[Path] = (), progress: Callable[[int, int], None] = lambda *_: None, *, anew: bool = False
) -> Library:
    """Open the data in these folders, or what ships with perr: their kept index where it is still right (and not to
    be made `anew`), else a new one. `progress` hears how many files of how many are read. Raises `UnusableData`."""
    roots = list(folders) or [files.shipped_data()]
    looks, thesauri = files.find(roots), files.thesauri(roots)
    known = _known(thesauri)
    stamp = files.stamp({**looks, **known})
    slot = cache.Slot.of(roots)
    connection = slot.open(stamp) if slot and not anew else None
    if connection is None:

        def fill(database: sqlite3.Connection) -> bool:
            from perr_cli.building import fill

            fill(database, list(looks), thesauri, progress)
            # Who may read a file is not in its look, and files may have changed meanwhile.
            unreadable = any(problem.code == "unreadable" for problem in Index(database).problems())
            return not unreadable and _stamp_now(roots) == stamp

        if slot and files.settled([*looks.values(), *known.values()]):
            connection = slot.keep(stamp, fill)
        if connection is None:
            connection = sqlite3.connect(":memory:")
            fill(connection)
    whole = not any(root.is_file() for root in roots)
    return Library(Index(connection), (*looks, *map(str, thesauri)), files.decisions(roots), whole=whole)


def _known(thesauri: Sequence[Path]) -> dict[str, files.Look]:
    """What an index is made by, besides protocols: the thesauri, and the modules that make it."""
    makers = (Path(__file__).with_name(f"{module}.py") for module in _MAKERS)
    return {str(path): files.look(path) for path in (*thesauri, *makers)}


def _stamp_now(roots: Sequence[Path]) -> bytes:
    """The stamp of the files as they are now; an empty one where there are none any more."""
    try:
        return files.stamp({**files.find(roots), **_known(files.thesauri(roots))})
    except UnusableData:
        return b""
