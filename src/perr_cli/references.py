"""What people call a commune or a theme, resolved to the one that they mean.

Tried in turn, until something fits: the exact id, name or code; whole words of the name; the beginning of a
word; a part; a slip of the keyboard. What fits more than one thing is an error that names them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from perr_cli.concepts import Entry, Kind, key
from perr_cli.errors import UnknownReference
from perr_cli.index import Index, Listed
from perr_cli.language import _
from perr_cli.text import slug, tokens, visible


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be meant: its key, and every folded name it goes by."""

    key: str
    names: tuple[str, ...]


def resolve(kind: str, given: str, candidates: Sequence[Candidate], listed: str = "perr list") -> str:
    """The key of the candidate that is meant. `kind` is a word for the message, `listed` the command that lists all.

    Raises `UnknownReference`.
    """
    for candidate in candidates:
        if given == candidate.key:
            return candidate.key
    wanted = slug(given)
    for fits in _WAYS if wanted else ():
        keys = list(dict.fromkeys(c.key for c in candidates if any(fits(wanted, name) for name in c.names)))
        if len(keys) == 1:
            return keys[0]
        if keys:
            raise UnknownReference(kind, visible(given), keys, ambiguous=True)
    near = _near(wanted, candidates)
    if len(near) == 1:
        return near[0]
    # A national corpus has too many names for one message.
    known = list(dict.fromkeys(c.key for c in candidates))
    named = near or (known if len(known) <= 20 else [])
    raise UnknownReference(kind, visible(given), named, ambiguous=bool(near), listed=listed)


_WAYS: tuple[Callable[[str, str], bool], ...] = (
    lambda wanted, name: wanted == name,
    lambda wanted, name: f"-{wanted}-" in f"-{name}-",
    lambda wanted, name: f"-{wanted}" in f"-{name}",
    lambda wanted, name: len(wanted) >= 3 and wanted in name,
)


def _near(wanted: str, candidates: Iterable[Candidate]) -> list[str]:
    """The keys with a name, or a word of it, that is a slip away: one in four letters, two in eight."""
    slips = 0 if len(wanted) < 4 else 1 if len(wanted) < 8 else 2
    if not slips:
        return []
    from rapidfuzz.distance import OSA

    distances: dict[str, int] = {}
    for candidate in candidates:
        for name in candidate.names:
            for word in (name, *name.split("-")):
                distance = OSA.distance(wanted, word, score_cutoff=slips)
                if distance <= slips and len(word) >= 4:
                    distances[candidate.key] = min(distance, distances.get(candidate.key, distance))
    least = min(distances.values(), default=0)
    return [key for key, distance in distances.items() if distance == least]


def commune(given: str, entries: Sequence[Listed]) -> str:
    """The protocol ref that a commune's name, id form, INSEE code or part of it means."""
    if any(given == entry.ref for entry in entries):  # as scripts call it
        return given
    candidates = [
        Candidate(e.ref, (e.commune, slug(e.name), *((e.insee.lower(),) if e.insee else ()))) for e in entries
    ]
    return resolve(_("commune"), given, candidates)


def communes(given: Sequence[str], entries: Sequence[Listed]) -> tuple[str, ...]:
    """The protocol refs that several names mean, each once."""
    return tuple(dict.fromkeys(commune(name, entries) for name in given))


def value(kind: str, given: str, known: Iterable[str]) -> str:
    """One of a set of plain values (département, EPCI) by its name or part of it."""
    return resolve(kind, given, [Candidate(name, (slug(name),)) for name in sorted(set(known))])


def entries(given: str, index: Index) -> list[Entry]:
    """The entries of the thesaurus that are meant: by an id, by all that they are called, else by what is one of them,
    by a part of a label or a slip. Raises `UnknownReference`."""
    everything = {entry.id: entry for entry in index.thesaurus()}
    if given in everything:
        return [everything[given]]
    named = [entry for entry, _role in index.named(key(given), tuple(token.form for token in tokens(given)))]
    named = named or [e for e in everything.values() if key(given) in map(key, e.members)]
    if named:
        return named
    known = [Candidate(e.id, (e.id, slug(e.fr), slug(e.en))) for e in everything.values()]
    return [everything[resolve(_("entry of the thesaurus"), given, known, "perr thesaurus")]]


def concept(given: str, index: Index) -> str:
    """The id of the one concept that is meant. Raises `UnknownReference`."""
    found = [entry.id for entry in entries(given, index) if entry.kind is not Kind.partner]
    if len(found) == 1:
        return found[0]
    raise UnknownReference(_("concept"), visible(given), found, ambiguous=bool(found), listed="perr thesaurus")


def partner(given: str, index: Index) -> tuple[str, tuple[str, ...]]:
    """The one partner that is meant, as it is called, and its names in the corpus: an entry of the thesaurus by its id
    or all that it is called, or a name that the corpus has. Raises `UnknownReference`."""
    named: dict[str, list[str]] = {}
    for name, entry in index.partners():
        named.setdefault(entry, []).append(name)
    known = {entry.id: entry for entry in index.thesaurus() if entry.kind is Kind.partner}
    ids = [own for own in (given, f"{given}{_PARTNER}") if own in known]
    ids = ids or [entry.id for entry in known.values() if slug(given) in map(slug, entry.capitals)]
    words = index.named(key(given), tuple(token.form for token in tokens(given)))
    ids = ids[:1] or [entry.id for entry, _role in words if entry.id in known]
    if len(ids) > 1:
        raise UnknownReference(_("partner"), visible(given), ids, ambiguous=True, listed="perr thesaurus")
    if not ids:
        names = [Candidate(name, (slug(name),)) for some in named.values() for name in some]
        entries = [Candidate(e.id, (e.id.removesuffix(_PARTNER), slug(e.fr))) for e in known.values()]
        own = [candidate for candidate in names if slug(given) in candidate.names]
        ids = [resolve(_("partner"), given, own[:1] or _apart(entries, names, known), "perr thesaurus")]
    if ids[0] not in known:
        return ids[0], (ids[0],)
    return known[ids[0]].fr, tuple(named.get(ids[0], (known[ids[0]].fr,)))


_PARTNER = "-partenaire"
"""Ends the id of a partner where a concept has the plain one."""


def _apart(entries: list[Candidate], names: list[Candidate], known: Mapping[str, Entry]) -> list[Candidate]:
    """The candidates without the names that are those of entries already."""
    labels = {entry.fr for entry in known.values()}
    return [*entries, *(candidate for candidate in names if candidate.key not in labels)]


@dataclass(frozen=True, slots=True)
class Place:
    """A REF taken apart: a protocol, and how far into it."""

    protocol: str
    theme: str | None = None
    objective: int | None = None
    action: int | None = None

    @property
    def short_id(self) -> str:
        """The id inside its protocol of the item that is named; that of no item where it names several."""
        number = f"{self.objective or ''}" + (f".{self.action}" if self.action else "")
        return f"{self.theme or ''}/{number}"

    def holds(self, short_id: str) -> bool:
        """Whether an item (by its id inside the protocol) is named by this REF or stands under it."""
        if self.theme is None:
            return True
        if self.objective is None:
            return short_id.startswith(f"{self.theme}/")
        wanted = f"{self.theme}/{self.objective}"
        if self.action is not None:
            return short_id == f"{wanted}.{self.action}"
        return short_id == wanted or short_id.startswith(f"{wanted}.")


_NUMBER = re.compile(r"([1-9]\d{0,5})(?:\.([1-9]\d{0,5}))?")
PRECONDITIONS = "preconditions"


def place(given: str, entries: Sequence[Listed], themes: Callable[[str], Sequence[Candidate]]) -> Place:
    """Read a REF: any prefix of an id, the commune and the theme by any name. Raises `UnknownReference`.

    `themes` gives the themes of a protocol.
    """
    parts = given.rstrip("/").split("/")
    ref = commune(parts[0], entries)
    if len(parts) == 1:
        return Place(ref)
    theme = resolve(_("theme"), parts[1], [*themes(ref), Candidate(PRECONDITIONS, (PRECONDITIONS,))])
    if len(parts) == 2:
        return Place(ref, theme)
    number = _NUMBER.fullmatch(parts[2])
    if number is None or len(parts) > 3:
        raise UnknownReference(_("item"), visible(given), [])
    return Place(ref, theme, int(number[1]), int(number[2]) if number[2] else None)
