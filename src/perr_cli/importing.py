"""Documents made into protocol files: read, understood, written into a folder with the document beside them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePath
from typing import NamedTuple

from perr_cli import files, importers, model, storage, thesaurus, writing
from perr_cli.errors import OutputError
from perr_cli.imported import Guessed, IgnoredThings, ImportedDocument, ImportedProtocol, LeftOutWords
from perr_cli.importers.interface import Progress, UnusableDocument
from perr_cli.importers.places import Places
from perr_cli.importers.structure import understand
from perr_cli.importers.structure.draft import Draft, Guess, LeftOut, Said, Span
from perr_cli.importers.structure.headings import Headings
from perr_cli.language import _
from perr_cli.problems import Problem, problem
from perr_cli.text import base, display_path, fold, slug, tokens, visible
from perr_cli.thesaurus import Thesaurus
from perr_cli.writing import SourceNote, Written


class Told(NamedTuple):
    """What a person says because the document does not."""

    commune: str = ""
    insee: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Where protocols go: into one file, or into a folder with their documents."""

    path: Path
    force: bool = False

    @property
    def is_file(self) -> bool:
        """Whether it is named as one protocol file."""
        return self.path.suffix.lower() in (".yaml", ".yml") and not self.path.is_dir()

    def place(self, draft: Draft, edition: str) -> Path:
        """The file of a draft."""
        if self.is_file:
            return self.path
        name = slug(draft.commune.text) + (f"-{edition}" if edition else "")
        return self.path / "protocols" / f"{name}.yaml"

    def source(self, document: str) -> Path | None:
        """Where the document is copied to."""
        return None if self.is_file else self.path / "sources" / document


STDIN = "-"
"""How standard input is called."""


class Input(NamedTuple):
    """A document to read; `path` is None for standard input."""

    path: Path | None

    @property
    def name(self) -> str:
        """What messages call it."""
        return display_path(self.path) if self.path else STDIN

    def read(self) -> bytes:
        """Its bytes. Raises `UnusableDocument`."""
        limit = importers.MAX_BYTES
        if self.path is None:
            data = sys.stdin.buffer.read(limit + 1) if sys.stdin else b""
            if len(data) <= limit:
                return data
            raise _unusable(problem(STDIN, "too-large", limit=limit))
        try:
            return storage.read_bytes(self.path, limit=limit)
        except storage.Unreadable as unreadable:
            raise _unusable(unreadable.problem) from None


def _unusable(wrong: Problem) -> UnusableDocument:
    remedy = _("give its part that holds the protocol") if wrong.code == "too-large" else wrong.hint
    return UnusableDocument(f"{wrong.place}: {wrong.message}", remedy)


def documents(named: Sequence[str]) -> Iterator[Input]:
    """The documents that are named: of a folder all whose names end as documents' do, sorted, also those of kinds that
    perr does not read, lest one is missed. Raises
    `UnusableDocument` for a folder without any."""
    for name in named:
        path = Path(name)
        if not name:
            raise UnusableDocument(_("the name of a document is empty"), _("give a file or a folder"))
        if name == STDIN or not path.is_dir():
            yield Input(None if name == STDIN else path)
            continue
        found = sorted(_below(path))
        if not found:
            raise UnusableDocument(
                _("no document in {folder}").format(folder=display_path(path)),
                _("documents end in {suffixes}").format(suffixes=", ".join(importers.SUFFIXES)),
            )
        yield from map(Input, found)


_OTHER_SUFFIXES = (".doc", ".odt", ".rtf", ".dot", ".dotx", ".pages", ".wpd")
"""How texts end that other programs write."""


def _below(top: Path) -> Iterator[Path]:
    """What is called like a document in a folder and those below it, no hidden one, no lock of Word's: also what is no
    file, or a folder that cannot be listed, to be named. A loop of links is walked once."""
    seen: set[tuple[int, int]] = set()
    places = [top]
    while places:
        place = places.pop()
        try:
            status = place.stat()
            entries = [] if (status.st_dev, status.st_ino) in seen else list(place.iterdir())
        except OSError:
            yield place
            continue
        seen.add((status.st_dev, status.st_ino))
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir():
                places.append(entry)
            elif entry.suffix.lower() in (*importers.SUFFIXES, *_OTHER_SUFFIXES):
                yield entry


def opened(folders: Sequence[Path], target: Target, told: Told) -> Importer:
    """An importer with the thesaurus of the data folders. Raises `UnusableData`, `UnusableDocument`."""
    wrong = _wrong_told(told)
    if wrong:
        raise UnusableDocument(f"{wrong.message}", wrong.hint)
    return Importer(thesaurus.load(files.thesauri(folders)), target, told)


def _wrong_told(told: Told) -> Problem | None:
    """What a protocol file would not take."""
    said = {"commune": told.commune or "X", "themes": []} | {
        name: value for name, value in (("insee", told.insee), ("edition", told.edition)) if value
    }
    return next(iter(model.validate(storage.Document(said), "")[1]), None)


def vocabulary(known: Thesaurus) -> frozenset[str]:
    """The folded words of the thesaurus, and those with hyphens as they are and by their inflection classes."""
    words: set[str] = set()
    for entry in known.entries:
        for phrase in (entry.fr, *entry.terms, *entry.members, *(full for _short, full in entry.acronyms)):
            words.update(token.form for token in tokens(phrase))
            for compound in re.findall(r"\w+(?:-\w+)+", phrase):
                parts = compound.split("-")
                words |= {fold(compound), "-".join(base(fold(part)) for part in parts)}
    return frozenset(words)


class Importer:
    """Imports documents with what the thesaurus knows."""

    def __init__(self, known: Thesaurus, target: Target, told: Told) -> None:
        self._headings = Headings(known.themes, known.outline, known.lexicon.verbs)
        self._words = vocabulary(known)
        self._target = target
        self._told = told
        self._written: dict[Path, str] = {}
        self._read: list[Path] = []
        self._sources: dict[str, str] = {}
        """The documents that were copied, by their names, with their fingerprints."""

    def run(self, document: Input, progress: Progress = lambda *_: None) -> ImportedDocument:
        """Make protocol files of one document. Raises `UnusableDocument` and `OutputError`; then nothing is written of
        it."""
        data, name = document.read(), document.name
        self._read += [document.path] if document.path else []
        extract = importers.read(data, name, progress)
        understood = understand(extract, self._headings, self._words)
        drafts = [self._named(draft, understood.left_out, name) for draft in self._checked(understood.drafts, name)]
        digest = hashlib.sha256(data).hexdigest()
        called = self._free(PurePath(_file_name(document, data, drafts)), digest)
        places = Places(extract)
        made = []
        for draft in drafts:
            note = SourceNote(called, digest, **places.part(*draft.span))
            written = writing.write(draft, note, edition=self._told.edition or None)
            made.append((self._target.place(draft, self._told.edition), written, draft))
        self._check_files(made, name)
        self._check_source(called, data)
        self._written.update((path, name) for path, *_ in made)
        self._write(made, called, data)
        self._sources[called.casefold()] = digest
        return ImportedDocument(
            document=called,
            sha256=digest,
            protocols=tuple(_protocol(*file) for file in made),
            left_out=tuple(_left_out(one, places) for one in understood.left_out),
            ignored=tuple(IgnoredThings(what=what, times=times) for what, times in extract.ignored),
        )

    def _checked(self, drafts: Sequence[Draft], name: str) -> Sequence[Draft]:
        found = [draft for draft in drafts if draft.items()]
        if not found:
            raise UnusableDocument(
                _("no theme with commitments was found in {name}").format(name=name),
                _("check that it is a protocol; its themes must be headings or stand in a table's first column"),
            )
        if len(found) > 1 and self._target.is_file:
            communes = ", ".join(draft.commune.text for draft in found)
            raise UnusableDocument(
                _("{name} holds several communes: {communes}").format(name=name, communes=visible(communes)),
                _("give a folder: -o DIR/"),
            )
        if len(found) > 1 and (self._told.commune or self._told.insee):
            raise UnusableDocument(
                _("{name} holds several communes").format(name=name), _("leave --commune and --insee out")
            )
        return found

    def _named(self, draft: Draft, left: Sequence[LeftOut], name: str) -> Draft:
        """The draft with what a person told, and a commune's name."""
        if self._told.commune:
            draft = replace(draft, commune=Said(text=self._told.commune))
        if self._told.insee:
            draft = replace(draft, insee=Said(text=self._told.insee))
        if not slug(draft.commune.text):
            found = next((said for one in left if (said := self._headings.commune(one.text))), None)
            if found is None:
                raise UnusableDocument(
                    _("{name} does not say whose protocol it is").format(name=name), _("say it with --commune NAME")
                )
            draft = replace(draft, commune=Said(text=found, guesses=(Guess("elsewhere", found),)))
        return draft

    def _check_files(self, made: Sequence[tuple[Path, Written, Draft]], name: str) -> None:
        """Refuse what could not be read again, and files of two documents under one name."""
        for path, written, draft in made:
            wrong = _wrong(written, display_path(path))
            if wrong:
                raise UnusableDocument(
                    _("{name} cannot become a protocol: {reason}").format(name=name, reason=wrong), ""
                )
            if path in self._written or [other for other, *_ in made].count(path) > 1:
                raise UnusableDocument(
                    _("{commune} is also in {other}").format(
                        commune=visible(draft.commune.text), other=self._written.get(path, name)
                    ),
                    _("import one of the two with --edition"),
                )
            self._check_place(path)

    def _check_place(self, path: Path) -> None:
        """Refuse a place before anything is written, that nothing is written where one cannot be."""
        storage.check_target(path, replace=True)
        if path.is_file() and any(path.samefile(one) for one in self._read if one.is_file()):
            raise OutputError(
                _("{path} is one of the files that are read").format(path=display_path(path)), _("choose another name")
            )
        storage.check_target(path, replace=self._target.force)

    def _free(self, name: PurePath, digest: str) -> str:
        """What a document is called where others of this call, from other folders, may have its name."""
        names = (name.with_stem(f"{name.stem}-{n}" if n > 1 else name.stem).name for n in count(1))
        return next(free for free in names if self._sources.get(free.casefold(), digest) == digest)

    def _check_source(self, called: str, data: bytes) -> None:
        """Refuse where the document cannot be copied to; where it stands already, nothing is to be done."""
        source = self._target.source(called)
        if source is not None and not _holds(source, data):
            self._check_place(source)

    def _write(self, made: Sequence[tuple[Path, Written, Draft]], document: str, data: bytes) -> None:
        source = self._target.source(document)
        wanted = [(path, written.text.encode()) for path, written, _draft in made]
        if source is not None and not _holds(source, data):
            wanted.insert(0, (source, data))
        with contextlib.ExitStack() as undoing:  # what fails leaves nothing behind
            for folder in (source.parent, made[0][0].parent) if source is not None else ():
                _make(folder, undoing)
            for path, content in wanted:
                new = not os.path.lexists(path)
                with storage.atomic(path, replace=self._target.force) as temporary:
                    temporary.write_bytes(content)
                if new:
                    undoing.callback(path.unlink, missing_ok=True)
            undoing.pop_all()


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file, and no link to one, has these bytes."""
    try:
        return path.is_file() and not path.is_symlink() and path.read_bytes() == data
    except OSError:
        return False


def _make(folder: Path, undoing: contextlib.ExitStack) -> None:
    for one in reversed([one for one in (folder, *folder.parents) if not os.path.lexists(one)]):
        undoing.callback(_remove_empty, one)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            _("{path} cannot be written: {reason}").format(
                path=display_path(folder), reason=_(error.strerror or str(error))
            ),
            _("choose a folder that exists and can be written"),
        ) from None


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _wrong(written: Written, name: str) -> str:
    """Why a protocol file could not be read again."""
    data = written.text.encode("utf-8", "surrogatepass")
    if len(data) > storage.MAX_BYTES:
        return problem(name, "too-large", limit=storage.MAX_BYTES).message
    try:
        document = storage.parse(data, name)
    except storage.Unreadable as unreadable:
        return unreadable.problem.message
    problems = model.validate(document, name)[1]
    return problems[0].message if problems else ""


def _file_name(document: Input, data: bytes, drafts: Sequence[Draft]) -> str:
    """What the document is called in the folder of sources: its own name, where every system could have it."""
    own = document.path.name if document.path else ""
    if storage.is_portable(own):
        return own
    stem = slug(display_path(Path(own).stem))[:100].strip("-")
    named = stem if storage.is_portable(stem) else slug(drafts[0].commune.text)
    return named + importers.kind_of(data, document.name).suffixes[0]


def _protocol(path: Path, written: Written, draft: Draft) -> ImportedProtocol:
    objectives = [objective for theme in draft.themes for objective in theme.objectives]
    return ImportedProtocol(
        path=display_path(path),
        commune=slug(draft.commune.text),
        name=draft.commune.text,
        themes=len(draft.themes),
        objectives=len(objectives),
        actions=sum(len(objective.actions) for objective in objectives),
        preconditions=len(draft.preconditions),
        guesses=tuple(Guessed(line=line, text=text, guess=guess) for line, text, guess in written.guesses),
    )


def _left_out(one: LeftOut, places: Places) -> LeftOutWords:
    whole = Span(one.spans[0].start, one.spans[-1].end) if one.spans else Span(0, 0)
    first, last = places.place(whole.start), places.place(max(whole.start, whole.end - 1))
    return LeftOutWords(
        text=one.text, why=one.why.value, line_start=first.line, line_end=last.line, start=whole.start, end=whole.end,
        page=first.page,
    )  # fmt: skip
