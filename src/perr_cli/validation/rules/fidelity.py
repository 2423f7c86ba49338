"""A protocol says what its source says: word for word, in order, and all of it.

Only with `--against-source`. Every text, section and title is looked for in
the document that `source` names (a file in `sources/` beside `protocols/`),
and every word of its part (`lines` or `pages`) must stand in the file. Layout
never counts: line breaks, hyphenation, ligatures, bullets and numbers,
running headers, page numbers, footnotes. Words that an import would leave
out, too, such as an introduction, are only warned of.

Passes:

    # bonneville.yaml
    commune: Bonneville
    insee: "74042"
    source:
      document: bonneville.txt
    themes:
    - key: emploi
      title: Thématique emploi
      objectives:
      - text: Lever les freins
        actions:
        - Ouvrir une crèche
    # bonneville.txt
    Thématique emploi
    → Lever les freins
    ○ Ouvrir une crèche

Fails:

    # bonneville.yaml
    commune: Bonneville
    insee: "74042"
    source:
      document: bonneville.txt
    themes:
    - key: emploi
      title: Thématique emploi
      objectives:
      - text: Lever des freins
    # bonneville.txt
    Thématique emploi
    → Lever les freins
    ○ Ouvrir une crèche
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from perr_cli.importers.interface import UnusableDocument
from perr_cli.importers.stream import Found, missing_words
from perr_cli.importers.structure import understand
from perr_cli.importers.structure.draft import LeftOut, Why
from perr_cli.importers.structure.headings import Headings
from perr_cli.language import N_, _
from perr_cli.problems import Problem
from perr_cli.protocols import Protocol
from perr_cli.provenance import SourceDocument, align, source_of, texts
from perr_cli.storage import Place
from perr_cli.text import tokens
from perr_cli.validation.interface import Codes, Rule, error, warning
from perr_cli.validation.reading import File

FRENCH = """Un protocole dit ce que dit sa source : mot pour mot, dans l'ordre, et en entier.

Seulement avec `--against-source`. Chaque texte, volet et titre est cherché dans
le document que nomme `source` (un fichier de `sources/` à côté de
`protocols/`), et chaque mot de sa partie (`lines` ou `pages`) doit être dans le
fichier. La mise en page ne compte pas : fins de ligne, coupures de mots,
ligatures, puces et numéros, en-têtes courants, numéros de page, notes. Les mots
qu'un import laisserait aussi de côté, comme une introduction, ne font
que l'objet d'un avertissement.
"""
_MOST = 10_000
"""Signs of a block among which the nearest to a text is looked for."""
_NO_LOSS = frozenset((Why.heading, Why.header, Why.footer, Why.contents, Why.footnote, Why.debris, Why.marker))
"""What an import leaves out that a reader of the protocol does not miss."""


class Fidelity(Rule):
    """Texts that their source does not have, and words of it that are in no text."""

    NAME = "fidelity"
    CODES: ClassVar[Codes] = {
        "no-source": warning(N_("no source is named"), N_("add “source:” with “document:”")),
        "source-unusable": error(N_("the source cannot be read: {reason}"), N_("correct “source:”, or the document")),
        "source-changed": warning(
            N_("{document} has changed since this file was made"),
            N_("compare the two, then write its new sha256: {now}"),
        ),
        "not-in-source": error(
            N_("{document} does not say “{text}”; the nearest is “{nearest}” ({place})"),
            N_("write the text word for word; what it means goes into “reading”"),
        ),
        "out-of-order": error(
            N_("“{text}” stands elsewhere in {document} ({place})"), N_("keep the order of the document")
        ),
        "not-in-file": error(
            N_("“{text}” stands in {document} ({place}), and not here"), N_("add it where it belongs")
        ),
        "left-out": warning(
            N_("“{text}” stands in {document} ({place}), and is no commitment as it seems"),
            N_("add it if it is one; else nothing is to be done"),
        ),
        "left-out-columns": warning(
            N_("{count} texts in columns of {document} without commitments are not here"),
            N_("add what is a commitment; else nothing is to be done"),
        ),
    }

    def file(self, file: File) -> Iterator[Problem]:
        """What is wrong between a file and its source."""
        protocol = file.protocol
        if protocol is None:
            return
        if protocol.source is None:
            yield self.problem("no-source", file.spot(("commune",)))
            return
        try:
            source = source_of(protocol)
        except UnusableDocument as error_:
            yield self.problem("source-unusable", file.spot(("source", "document")), reason=str(error_))
            return
        if protocol.source.sha256 not in (None, source.sha256):
            spot = file.spot(("source", "sha256"))
            yield self.problem("source-changed", spot, document=protocol.source.document, now=source.sha256)
        yield from self._compared(file, protocol, source)

    def _compared(self, file: File, protocol: Protocol, source: SourceDocument) -> Iterator[Problem]:
        spots = _spots(file, protocol)
        covered: list[Found] = []
        for told in texts(protocol):
            found = align(source.words, told)
            covered += found.values()
            for key, text in told:
                if key not in found:
                    yield self._absent(file, spots[key], text, source)
                    elsewhere = source.words.find(text)
                    covered += [elsewhere] if elsewhere else []
        yield from self._left(file, protocol, source, covered)

    def _absent(self, file: File, place: Place, text: str, source: SourceDocument) -> Problem:
        """A text that is not where it should be."""
        elsewhere = source.words.find(text)
        if elsewhere:
            where = _place(source, source.words.places(elsewhere))
            return self.problem("out-of-order", file.spot(place), text=text, document=source.path.name, place=where)
        nearest, where = _nearest(source, text)
        return self.problem(
            "not-in-source", file.spot(place), text=text, document=source.path.name, nearest=nearest, place=where
        )

    def _left(
        self, file: File, protocol: Protocol, source: SourceDocument, covered: Sequence[Found]
    ) -> Iterator[Problem]:
        names = Counter(token.form for text in (protocol.title or "", protocol.name) for token in tokens(text))
        left = _LeftOut(understand(source.extract, self._headings).left_out)
        columns = 0
        for _block, found, said in missing_words(source.words, covered):
            if self._headings.labels.split(f"{said} xx")[1] in ("xx", "") or not _words(said) - names:
                continue
            if self._headings.commune(said) == protocol.name:
                continue
            at = source.words.places(found)
            why = left.why(at)
            if why in _NO_LOSS:
                continue
            if why is Why.column:
                columns += 1
                continue
            code = "not-in-file" if why is None else "left-out"
            spot = file.spot(("source",))
            yield self.problem(code, spot, text=said, document=source.path.name, place=_place(source, at))
        if columns:
            spot = file.spot(("source",))
            yield self.problem("left-out-columns", spot, count=columns, document=source.path.name)

    @cached_property
    def _headings(self) -> Headings:
        known = self.run.thesaurus
        return Headings(known.themes, known.outline, known.lexicon.verbs)


def _words(text: str) -> Counter[str]:
    return Counter(token.form for token in tokens(text))


class _LeftOut:
    """What an import leaves out of a document, by its places."""

    def __init__(self, left: Iterable[LeftOut]) -> None:
        spans = sorted(
            (span.start, span.end, one.why) for one in left if one.why is not Why.marker for span in one.spans
        )
        self._spans = spans
        self._starts = [start for start, _, _ in spans]

    def why(self, places: Sequence[int]) -> Why | None:
        """Why these places are left out; None where they would not be."""
        for at in places:
            number = bisect_right(self._starts, at) - 1
            if number >= 0 and at < self._spans[number][1]:
                return self._spans[number][2]
        return None


def _place(source: SourceDocument, places: Sequence[int]) -> str:
    """Where something stands, for a person: its line, or its page."""
    if not places:
        return source.path.name
    line, page = source.places.place(min(places))
    return _("line {line}").format(line=line) if page is None else _("page {page}").format(page=page)


def _nearest(source: SourceDocument, text: str) -> tuple[str, str]:
    """What the source says that is most like a text, and where."""
    from rapidfuzz import fuzz, process

    words = source.words
    if not words.starts:
        return "", source.path.name
    ends = [*words.starts[1:], len(words.text)]
    lines = {
        n: " ".join(words.text[start : min(end, start + _MOST)].split())
        for n, (start, end) in enumerate(zip(words.starts, ends, strict=True))
    }
    text = text[: _MOST // 10]
    best = process.extractOne(text, lines, scorer=fuzz.partial_ratio)
    if best is None:
        return "", source.path.name
    number = best[2]
    aligned = fuzz.partial_ratio_alignment(text, lines[number])
    said = lines[number]
    if aligned is not None and len(said) > 2 * len(text):
        said = f"…{said[aligned.dest_start : aligned.dest_end]}…"
    return said, _place(source, words.places(Found(words.starts[number], ends[number])))


def _spots(file: File, protocol: Protocol) -> dict[str, Place]:
    """Where each text of a protocol stands in its file, by the keys of `provenance.texts`."""
    found: dict[str, Place] = {}
    for n, item in enumerate(protocol.preconditions):
        found[item.id] = _text(file, ("preconditions", n))
    for t, theme in enumerate(protocol.themes):
        found[f"title {t}"] = ("themes", t, "title")
        for o, objective in enumerate(theme.objectives):
            place: Place = ("themes", t, "objectives", o)
            found[f"section {objective.id}"] = (*place, "section")
            found[objective.id] = _text(file, place)
            for a, action in enumerate(objective.actions):
                found[action.id] = _text(file, (*place, "actions", a))
    return found


def _text(file: File, place: Place) -> Place:
    """The place of an item's text: the item itself, where it is nothing but its text."""
    own = (*place, "text")
    return own if file.document and file.document.span(own) else place
