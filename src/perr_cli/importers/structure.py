"""Entries understood: which communes a document is about, and what each commits to.

The document is read once from its beginning to its end. What is no part of a protocol is kept as left out, so
that nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from perr_cli.importers.columns import columns
from perr_cli.importers.draft import Draft, DraftObjective, DraftTheme, Guess, LeftOut, Said, Span, Understood, Why
from perr_cli.importers.entries import Entry, entries, marker_left
from perr_cli.importers.headings import Headings, ThemeMatch, spelled
from perr_cli.importers.interface import Extract
from perr_cli.importers.joining import Joiner
from perr_cli.importers.levels import Level, Part, levels
from perr_cli.importers.parts import Parts, Style, style
from perr_cli.text import slug, tokens

_INSEE = re.compile(r"\binsee\b\D{0,20}?(\d{5}|2[AB]\d{3})\b", re.I)


def understand(extract: Extract, headings: Headings, known: Iterable[str] = ()) -> Understood:
    """The protocols that a document holds; `known` are folded words that are known. The commune of a draft is an empty
    text where the document tells none."""
    vocabulary = frozenset(known)
    texts = [line.text for block in extract.blocks for line in block.lines]
    joiner = Joiner(texts, vocabulary.__contains__)
    found, left = entries(extract, headings.labels, joiner)
    reader = _Reader(found, headings, left)
    reader.read()
    drafts = reader.drafts()
    return Understood(drafts=drafts, left_out=tuple(sorted(reader.left, key=lambda one: one.spans)))


class _Region(Enum):
    """What the entries are that come next."""

    front = 0
    preconditions = 1
    theme = 2
    aside = 3
    end = 4


@dataclass(slots=True)
class _Theme:
    """A theme that is being read."""

    match: ThemeMatch
    heading: Entry
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class _Protocol:
    """A protocol that is being read."""

    name: Said | None = None
    title: Said | None = None
    insee: Said | None = None
    preconditions: list[Entry] = field(default_factory=list)
    precondition_heads: list[Entry] = field(default_factory=list)
    themes: list[_Theme] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


class _Reader:
    """Reads entries from the first to the last."""

    def __init__(self, entries: Sequence[Entry], headings: Headings, left: Sequence[LeftOut]) -> None:
        self.entries = entries
        self.headings = headings
        self.left = list(left)
        self.columns = columns(entries, headings)
        self.parts = Parts(entries, headings, self.columns)
        self.protocols = [_Protocol()]
        self.region = _Region.front
        self.fixed: dict[int, Part] = {}
        self._hint: Part | None = None
        self._aside: Style | None = None
        self._titled = False
        """Whether the entry before was a title without a name."""

    def read(self) -> None:
        """Give every entry its place, or leave it out."""
        for entry in self.entries:
            titled, self._titled = self._titled, False
            if entry.number in self.columns.heads:
                self._leave(entry, Why.header)
            elif entry.number in self.parts.themes:
                self._open_theme(entry)
            elif not self._opens(entry, titled):
                self._go_on(entry)

    @property
    def _protocol(self) -> _Protocol:
        return self.protocols[-1]

    def _leave(self, entry: Entry, why: Why) -> None:
        self.left.append(entry.left(why))

    def _open_theme(self, entry: Entry) -> None:
        match = self.parts.themes[entry.number]
        self.region, self._hint = _Region.theme, None
        themes = self._protocol.themes
        if themes and themes[-1].match.key == match.key:
            # The same once more: its table goes on.
            self._leave(entry, Why.heading)
            return
        themes.append(_Theme(match, entry))

    def _opens(self, entry: Entry, titled: bool) -> bool:
        """Whether an entry opens a protocol, preconditions, a part without commitments or the end."""
        text = entry.full
        name = self.parts.names.get(entry.number) or self._before_title(entry)
        if name:
            self._begin(entry, name)
            return True
        if not self.parts.is_short(entry) or self._is_listed(entry):
            return False
        return (
            self._opens_protocol(entry, text, titled)
            or self._opens_preconditions(entry, text)
            or self._opens_aside(entry, text)
        )

    def _before_title(self, entry: Entry) -> str | None:
        """The name that an entry is nothing but, where the next is a title without one."""
        after = self.entries[entry.number + 1] if entry.number + 1 < len(self.entries) else None
        title = self.headings.title(after.text) if after and self.parts.stands_out(entry) else None
        if not title or title[1] or self._is_listed(entry):
            return None
        return self._whole_name(entry)

    def _whole_name(self, entry: Entry) -> str | None:
        """The name that an entry is nothing but, if it is no heading of another kind."""
        text = entry.full
        if self.headings.commune(text):
            return None
        name = self.headings.name(text)
        other = (
            self.headings.is_aside(text) or self.headings.is_end(text) or self.headings.is_preconditions(text)
            or self.headings.title(text) or self.headings.theme(text, False)
        )  # fmt: skip
        return name if name and not other and len(list(tokens(name))) == len(list(tokens(text))) <= 7 else None

    def _is_listed(self, entry: Entry) -> bool:
        """Whether an entry is one of a list, which opens nothing."""
        role = self.columns.role(entry)
        bullet = entry.marker.family not in ("", "roman", "number 1", "capital", "label theme")
        return (bullet and not entry.block.heading) or role in ("objective", "action", "other")

    def _opens_protocol(self, entry: Entry, text: str, titled: bool) -> bool:
        title = self.headings.title(text)
        calm = self.region in (_Region.front, _Region.end, _Region.aside) or self.parts.stands_out(entry)
        if title and not self.headings.is_preconditions(text):
            said, rest = title
            name = self.headings.name_behind(rest)
            bare = re.sub(r"\([^)]*\)", "", rest)
            if not calm and not (name and len(list(tokens(name))) == len(list(tokens(bare)))):
                return False
            if name and slug(name):
                self._begin(entry, name, said)
            else:
                self._title(entry, said)
            return True
        commune = self.headings.commune(text)
        if commune and calm and len(list(tokens(text))) <= 10 and text.lower().startswith(("c", "v", "m", "p")):
            self._begin(entry, commune)
            return True
        name = self._whole_name(entry) if titled else None
        if name:
            self._begin(entry, name)
        return name is not None

    def _title(self, entry: Entry, said: str) -> None:
        """A title without a name: of the protocol that is read, or of one that begins with the next name."""
        self._titled = True
        if self._protocol.title is None:
            self._protocol.title = Said(text=said, spans=entry.spans)
            self._protocol.spans += entry.spans
            rest = entry.full[len(said) :].strip()
            if any(True for _ in tokens(rest)):
                self.left.append(LeftOut(text=rest, why=Why.front, spans=entry.spans))
        else:
            self._leave(entry, Why.heading)

    def _begin(self, entry: Entry, name: str, title: str | None = None) -> None:
        """A protocol of a commune begins, or the one that is read is named again."""
        protocol = self._protocol
        known = protocol.name
        self._hint = None
        if (known and slug(known.text) == slug(name)) or (known and not known.text):
            if title and protocol.title is None:
                protocol.title = Said(text=title, spans=entry.spans)
            self._leave(entry, Why.heading)
            return
        if protocol.themes or protocol.preconditions:
            protocol = _Protocol()
            self.protocols.append(protocol)
        elif known:
            self.left.append(LeftOut(text=known.text, why=Why.front, spans=known.spans))
            protocol.spans = []
        self.region = _Region.front
        written = entry.full
        if name not in written:
            name = spelled(name, (one.text for one in self.entries))
        rest = written.replace(title or "", "", 1).strip(" :–—-")
        guesses = () if name in written else (Guess("name", rest),)
        protocol.name = Said(text=name, spans=entry.spans, guesses=guesses)
        if title:
            protocol.title = Said(text=title, spans=entry.spans)
        protocol.spans += entry.spans
        if len(list(tokens(rest))) > len(list(tokens(name))):
            self.left.append(LeftOut(text=rest, why=Why.front, spans=entry.spans))

    def _opens_preconditions(self, entry: Entry, text: str) -> bool:
        set_apart = self.parts.stands_out(entry) or text.rstrip().endswith(":") or self.region is _Region.front
        if not set_apart or not self.headings.is_preconditions(text):
            return False
        self.region = _Region.preconditions
        self._leave(entry, Why.heading)
        return True

    def _opens_aside(self, entry: Entry, text: str) -> bool:
        if self.headings.is_end(text) and self.region is not _Region.front and not entry.cell:
            self.region = _Region.end
            self._leave(entry, Why.end)
            return True
        if self.region is _Region.aside and self._aside == style(entry) and not self.headings.is_aside(text):
            self.region = _Region.theme if self._protocol.themes else _Region.front
        if not self.parts.stands_out(entry) or not self.headings.is_aside(text):
            return False
        heads = {style(theme.heading) for theme in self._protocol.themes}
        inside = self.region in (_Region.theme, _Region.aside) and style(entry) not in heads
        self.region = _Region.aside if inside else _Region.end if self._protocol.themes else _Region.front
        self._aside = style(entry)
        self._leave(entry, Why.heading)
        return True

    def _go_on(self, entry: Entry) -> None:
        """An entry that opens nothing: where it belongs."""
        insee = _INSEE.search(entry.text)
        if insee and self._protocol.insee is None:
            self._protocol.insee = Said(text=insee.group(1), spans=entry.spans)
        if self.region is _Region.aside and entry.marker.label in ("objective", "action"):
            self.region = _Region.theme
        if self.region is _Region.preconditions:
            self._protocol.preconditions.append(entry)
        elif self.region is _Region.theme:
            self._in_theme(entry)
        else:
            self._leave(entry, Why.front if self.region is _Region.front else Why.end)

    def _in_theme(self, entry: Entry) -> None:
        role = self.columns.role(entry)
        if role == "other":
            self._leave(entry, Why.column)
            return
        named = self.headings.column(entry.text.rstrip(" :")) if len(entry.text.split()) <= 4 else None
        if named in ("objective", "action", "both") and not entry.marker.family and role is None:
            # « Actions : » says what the entries below are.
            self._hint = {"objective": Part.objective, "action": Part.action}.get(named)
            self._leave(entry, Why.heading)
            return
        part = {"objective": Part.objective, "action": Part.action, "section": Part.section}.get(
            entry.marker.label or role or ""
        )
        if part is None and self._hint and entry.marker.family:
            part = self._hint
        if part:
            self.fixed[entry.number] = part
        self._protocol.themes[-1].entries.append(entry)

    # What was read becomes drafts.

    def drafts(self) -> tuple[Draft, ...]:
        """The protocols that were read, in the document's order."""
        for protocol in self.protocols:
            self._without_contents(protocol)
        parts = self._levels()
        if self._without_strangers(parts):
            parts = self._levels()
        return tuple(
            self._draft(protocol, parts) for protocol in self.protocols if protocol.themes or protocol.preconditions
        )

    def _levels(self) -> dict[int, Level]:
        themes = [theme.entries for protocol in self.protocols for theme in protocol.themes]
        return levels(themes, self.fixed, self.headings.begins_with_a_verb)

    def _without_strangers(self, parts: dict[int, Level]) -> bool:
        """Leave out what looks like a theme, has none of the scheme's names and no label, and in which nothing looks as
        objectives do elsewhere: news on a web page. Whether there was any."""
        themes = [theme for protocol in self.protocols for theme in protocol.themes]
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
            for protocol in self.protocols:
                protocol.themes = [one for one in protocol.themes if one is not theme]
        return bool(strange and known)

    def _without_contents(self, protocol: _Protocol) -> None:
        """Leave out headings without anything below, as tables of contents have them, and join a theme that goes on."""
        keys = Counter(theme.match.key for theme in protocol.themes)
        kept: list[_Theme] = []
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

    def _draft(self, protocol: _Protocol, parts: dict[int, Level]) -> Draft:
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
            commune=protocol.name or Said(text=""), insee=protocol.insee, title=protocol.title,
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

    def _theme(self, theme: _Theme, parts: dict[int, Level], spans: list[Span]) -> DraftTheme:
        objectives: list[DraftObjective] = []
        section: Said | None = None
        for entry in theme.entries:
            level = parts[entry.number]
            if level.part is Part.paragraph:
                self._leave(entry, Why.paragraph)
                continue
            if level.part is Part.section:
                section = self._section(entry)
                spans += entry.spans
                continue
            said = self._said(entry)
            if level.guess:
                said = replace(said, guesses=(Guess(level.guess), *said.guesses))
            spans += said.spans
            if level.part is Part.objective:
                objectives.append(DraftObjective(said=said, section=section))
            else:
                last = objectives[-1]
                objectives[-1] = replace(last, actions=(*last.actions, said))
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


def _look(entry: Entry) -> tuple[str, int, bool, int]:
    """What objectives of a document have in common."""
    return entry.marker.family, entry.block.heading, entry.block.bold, entry.block.depth or 0
