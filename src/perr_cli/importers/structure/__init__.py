"""Entries understood: which communes a document is about, and what each commits to.

The document is read once from its beginning to its end. What is no part of a protocol is kept as left out, so
that nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from perr_cli.importers.interface import Extract
from perr_cli.importers.joining import Joiner
from perr_cli.importers.structure.columns import by_column, columns
from perr_cli.importers.structure.draft import Guess, LeftOut, Said, Understood, Why
from perr_cli.importers.structure.drafting import Drafter, ReadProtocol, ReadTheme
from perr_cli.importers.structure.entries import Entry, entries
from perr_cli.importers.structure.headings import Headings, spelled
from perr_cli.importers.structure.levels import Part
from perr_cli.importers.structure.parts import Parts, Style, style
from perr_cli.text import slug, tokens

_INSEE = re.compile(r"\b(?:insee|code (?:de la )?commune)\b\D{0,20}?(\d{5}|2[AB]\d{3})\b", re.I)


def understand(extract: Extract, headings: Headings, known: Iterable[str] = ()) -> Understood:
    """The protocols that a document holds; `known` are folded words that are known. The commune of a draft is an empty
    text where the document tells none."""
    vocabulary = frozenset(known)
    texts = [line.text for block in extract.blocks for line in block.lines]
    joiner = Joiner(texts, vocabulary.__contains__)
    found, left = entries(extract, headings.labels, joiner)
    reader = _Reader(by_column(found, headings), headings, left)
    reader.read()
    drafts = Drafter(reader.protocols, reader.fixed, headings, reader.left).drafts()
    return Understood(drafts=drafts, left_out=tuple(sorted(reader.left, key=lambda one: one.spans)))


class _Region(Enum):
    """What the entries are that come next."""

    front = 0
    preconditions = 1
    theme = 2
    aside = 3
    end = 4


class _Reader:
    """Reads entries from the first to the last."""

    def __init__(self, entries: Sequence[Entry], headings: Headings, left: Sequence[LeftOut]) -> None:
        self.entries = entries
        self.headings = headings
        self.left = list(left)
        self.columns = columns(entries, headings)
        self.parts = Parts(entries, headings, self.columns)
        self.protocols = [ReadProtocol()]
        self.region = _Region.front
        self.fixed: dict[int, Part] = {}
        self._hint: Part | None = None
        self._aside: Style | None = None
        self._pending: Entry | None = None
        """A title behind the themes of a protocol: of the next one."""
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
        self._leave_pending()

    @property
    def _protocol(self) -> ReadProtocol:
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
        themes.append(ReadTheme(match, entry))

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
            if not calm and not (name and self.headings.is_only_named(rest, name)):
                return False
            if self._is_titled_better(said):
                # « Contrat de ville de … » behind « Protocole … de la ville de … » names the larger body.
                self._leave(entry, Why.front)
            elif name and slug(name):
                # « … de Bonneville » is one title; a name that only follows is none of it.
                self._begin(entry, name, said if rest.startswith(name[:1]) or name.upper() in rest else entry.full)
            else:
                self._title(entry)
            return True
        commune = self.headings.commune(text)
        if commune and calm and len(list(tokens(text))) <= 10 and text.lower().startswith(("c", "v", "m", "p")):
            self._begin(entry, commune)
            return True
        name = self._whole_name(entry) if titled else None
        if name:
            self._begin(entry, name)
        return name is not None

    def _is_titled_better(self, title: str) -> bool:
        """Whether the protocol that begins has a commune's name already, and a title that is surer."""
        read = self._protocol
        former = None if read.themes or read.preconditions or read.name is None else read.title
        return former is not None and self.headings.rank(former.text) < self.headings.rank(title)

    def _title(self, entry: Entry) -> None:
        """A title without a name: of the protocol that is read, or of one that begins with the next name."""
        self._titled = True
        if not self._protocol.themes:
            if not self._entitle(entry, entry.full):
                self._leave(entry, Why.heading)
            return
        # It belongs to the commune that is named next.
        self._leave_pending()
        self._pending = entry

    def _leave_pending(self) -> None:
        if self._pending:
            self._leave(self._pending, Why.heading)
        self._pending = None

    def _entitle(self, entry: Entry, said: str) -> bool:
        """Take a title, if there is none that is surer."""
        protocol = self._protocol
        former = protocol.title
        if former and self.headings.rank(former.text) <= self.headings.rank(said):
            return False
        if former:
            self.left.append(LeftOut(text=former.text, why=Why.front, spans=former.spans))
        protocol.title = Said(text=said, spans=entry.spans)
        protocol.spans += entry.spans
        return True

    def _begin(self, entry: Entry, name: str, title: str | None = None) -> None:
        """A protocol of a commune begins, or the one that is read is named again."""
        protocol = self._protocol
        known = protocol.name
        self._hint = None
        if known and slug(known.text) == slug(name):
            self._leave(entry, Why.heading)
            return
        if protocol.themes or protocol.preconditions:
            protocol = ReadProtocol()
            self.protocols.append(protocol)
            if self._pending:
                self._entitle(self._pending, self._pending.full)
                self._pending = None
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
        protocol.spans += entry.spans
        if title and not self._entitle(entry, title):
            rest = written
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
        if self.headings.is_end(text) and self._protocol.themes and not entry.cell:
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
            name = self._whole_name(entry) if self.region is _Region.front and self.parts.stands_out(entry) else None
            if name and self._protocol.name is None and entry.cell is None:
                # A name that stands alone before anything else: the commune's, if nothing says it better.
                self._protocol.likely = self._protocol.likely or Said(
                    text=spelled(name, (one.text for one in self.entries)), spans=entry.spans,
                    guesses=(Guess("elsewhere", entry.full),),
                )  # fmt: skip
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
