"""What was read of a document made drafts: which entries are objectives, which actions, and what was guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from perr_cli.importers.structure.draft import Draft, DraftObjective, DraftTheme, Guess, LeftOut, Said, Span, Why
from perr_cli.importers.structure.entries import Entry, marker_left
from perr_cli.importers.structure.headings import Headings, ThemeMatch
from perr_cli.importers.structure.levels import Level, Part, levels


@dataclass(slots=True)
class ReadTheme:
    """A theme that was read."""

    match: ThemeMatch
    heading: Entry
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class ReadProtocol:
    """A protocol that was read."""

    name: Said | None = None
    likely: Said | None = None
    """What may be its name, if nothing else says it."""
    title: Said | None = None
    insee: Said | None = None
    preconditions: list[Entry] = field(default_factory=list)
    precondition_heads: list[Entry] = field(default_factory=list)
    themes: list[ReadTheme] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


class Drafter:
    """Makes drafts of the protocols of one document; `left` is added to."""

    def __init__(
        self, protocols: Sequence[ReadProtocol], fixed: Mapping[int, Part], headings: Headings, left: list[LeftOut]
    ) -> None:
        """`fixed` are the parts that labels and columns tell, by the numbers of their entries."""
        self._protocols = protocols
        self._fixed = fixed
        self._headings = headings
        self.left = left

    def drafts(self) -> tuple[Draft, ...]:
        """The protocols that were read, in the document's order."""
        for protocol in self._protocols:
            self._without_contents(protocol)
        parts = self._levels()
        if self._without_strangers(parts):
            parts = self._levels()
        drafts = []
        for protocol in self._protocols:
            if protocol.themes or protocol.preconditions:
                drafts.append(self._draft(protocol, parts))
                continue
            # A name and a title without anything behind them.
            for said in (protocol.title, protocol.name):
                self.left += [LeftOut(text=said.text, why=Why.front, spans=said.spans)] if said else []
        return tuple(drafts)

    def _levels(self) -> dict[int, Level]:
        themes = [theme.entries for protocol in self._protocols for theme in protocol.themes]
        return levels(themes, self._fixed, self._headings.begins_with_a_verb)

    def _without_strangers(self, parts: dict[int, Level]) -> bool:
        """Leave out what looks like a theme, has none of the scheme's names and no label, and in which nothing looks as
        objectives do elsewhere: news on a web page. Whether there was any."""
        themes = [theme for protocol in self._protocols for theme in protocol.themes]
        known = [theme for theme in themes if theme.match.known]
        usual = {_look(e) for theme in known for e in theme.entries if parts[e.number].part is Part.objective}
        strange = [
            theme
            for theme in themes
            if not theme.match.known and not theme.heading.marker.label
            and usual.isdisjoint(map(_look, theme.entries))
        ]  # fmt: skip
        for theme in strange if known else ():
            for entry in (theme.heading, *theme.entries):
                self._leave(entry, Why.end)
            for protocol in self._protocols:
                protocol.themes = [one for one in protocol.themes if one is not theme]
        return bool(strange and known)

    def _without_contents(self, protocol: ReadProtocol) -> None:
        """Leave out headings without anything below, as tables of contents have them, and join a theme that goes on."""
        keys = Counter(theme.match.key for theme in protocol.themes)
        kept: list[ReadTheme] = []
        for theme in protocol.themes:
            if not theme.entries and keys[theme.match.key] > 1:
                keys[theme.match.key] -= 1
                self._leave(theme.heading, Why.contents)
            elif kept and kept[-1].match.key == theme.match.key:
                self._leave(theme.heading, Why.heading)
                kept[-1].entries += theme.entries
            else:
                kept.append(theme)
        protocol.themes = kept

    def _draft(self, protocol: ReadProtocol, parts: dict[int, Level]) -> Draft:
        spans = list(protocol.spans)
        preconditions = self._preconditions(protocol.preconditions)
        themes = []
        for theme in protocol.themes:
            made = self._theme(theme, parts, spans)
            if made.objectives:
                themes.append(made)
            else:
                self._leave(theme.heading, Why.heading)
        spans += [span for said in preconditions for span in said.spans]
        whole = Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else Span(0, 0)
        return Draft(
            commune=protocol.name or protocol.likely or Said(text=""), insee=protocol.insee, title=protocol.title,
            preconditions=preconditions, themes=tuple(themes), span=whole,
        )  # fmt: skip

    def _preconditions(self, entries: Sequence[Entry]) -> tuple[Said, ...]:
        marked = any(entry.marker.family for entry in entries)
        said = []
        for entry in entries:
            if marked and not entry.marker.family:
                self._leave(entry, Why.paragraph)
            else:
                said.append(self._said(entry))
        return tuple(said)

    def _theme(self, theme: ReadTheme, parts: dict[int, Level], spans: list[Span]) -> DraftTheme:
        objectives: list[DraftObjective] = []
        section: Said | None = None
        waiting: Entry | None = None  # a section's heading under which nothing stands yet
        for entry in theme.entries:
            level = parts[entry.number]
            if level.part is Part.paragraph:
                self._leave(entry, Why.paragraph)
                continue
            if level.part is Part.section:
                if waiting:
                    self._leave(waiting, Why.heading)
                waiting = entry
                continue
            said = self._said(entry)
            if level.guess:
                said = replace(said, guesses=(Guess(level.guess), *said.guesses))
            spans += said.spans
            if level.part is Part.objective:
                if waiting:
                    section, waiting = self._section(waiting), None
                    spans += section.spans
                objectives.append(DraftObjective(said=said, section=section))
            else:
                last = objectives[-1]
                objectives[-1] = replace(last, actions=(*last.actions, said))
        if waiting:
            self._leave(waiting, Why.heading)
        heading = theme.heading
        spans += heading.spans if objectives else ()
        given = heading.marker.printed.rstrip() + " " if heading.marker.label and not heading.printed else ""
        title = Said(text=(given + heading.full).rstrip(" :"), spans=heading.spans)
        if not theme.match.known:
            title = replace(title, guesses=(Guess("own key"),))
        elif theme.match.cover < 0.5:
            title = replace(title, guesses=(Guess("key"),))
        return DraftTheme(key=theme.match.key, title=title, objectives=tuple(objectives))

    def _section(self, entry: Entry) -> Said:
        return Said(text=entry.full.strip().rstrip(":").rstrip(), spans=entry.spans)

    def _said(self, entry: Entry) -> Said:
        marker = marker_left(entry)
        if marker:
            self.left.append(marker)
        guesses = (Guess("joined", ", ".join(entry.guesses)),) if entry.guesses else ()
        return Said(text=entry.text, spans=entry.spans, guesses=guesses)

    def _leave(self, entry: Entry, why: Why) -> None:
        self.left.append(entry.left(why))


def _look(entry: Entry) -> tuple[str, int, bool, int]:
    """What objectives of a document have in common."""
    return entry.marker.family, entry.block.heading, entry.block.bold, entry.block.depth or 0
