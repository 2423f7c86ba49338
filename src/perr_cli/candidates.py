"""Candidates: what a word that is still being typed can become, of all that the loaded data have.

A word is understood as everywhere: without regard to case and accents, and by the beginning of any word of a name.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perr_cli import language
from perr_cli.index import Filters
from perr_cli.library import Library
from perr_cli.text import slug


class Candidate(NamedTuple):
    """What can be put in for the word, and what it means."""

    value: str
    meaning: str = ""


def communes(library: Library, typed: str) -> Iterator[Candidate]:
    """The communes, as they are called in ids."""
    for entry in library.protocols:
        if _begins(typed, entry.ref, entry.name, entry.insee or ""):
            yield Candidate(entry.ref, entry.display_name)


def themes(library: Library, typed: str) -> Iterator[Candidate]:
    """The themes that a loaded protocol has."""
    used = {key for _, key, _ in library.index.themes()}
    return _named(((key, label) for key, label in library.theme_labels.items() if key in used), typed)


def concepts(library: Library, typed: str) -> Iterator[Candidate]:
    """The concepts that stand in an item."""
    sql = """SELECT id FROM entry WHERE n IN (SELECT entry FROM used) AND n NOT IN (SELECT entry FROM partner)
        ORDER BY n"""
    labels = library.concept_labels
    return _named(((name, labels[name]) for (name,) in library.index.rows(sql)), typed)


def partners(library: Library, typed: str) -> Iterator[Candidate]:
    """The partners that an item names: by their ids, and by their proper names, which are no entry's."""
    labels = library.index.labels("fr")  # partners are called as in French
    found: dict[str, str] = {}
    for name, entry in library.index.partners():
        found.setdefault(entry, labels[entry])
        if name != labels[entry]:
            found[name] = labels[entry]
    return _named(found.items(), typed)


def entries(library: Library, typed: str) -> Iterator[Candidate]:
    """Every concept and partner of the thesaurus."""
    return _named(library.concept_labels.items(), typed)


def departements(library: Library, typed: str) -> Iterator[Candidate]:
    """The départements of the communes."""
    return _named(((entry.departement or "", "") for entry in library.protocols), typed)


def epcis(library: Library, typed: str) -> Iterator[Candidate]:
    """The EPCIs of the communes."""
    return _named(((entry.epci or "", "") for entry in library.protocols), typed)


def refs(library: Library, typed: str) -> Iterator[Candidate]:
    """Ids, a level at a time: communes, then the themes of one, then the items of one of them. What is before the
    last `/` may be any name. Raises `UnknownReference`."""
    before, slash, last = typed.rpartition("/")
    if not slash:
        return (Candidate(f"{value}/", meaning) for value, meaning in communes(library, typed))
    place = library.place(before)
    if place.theme is None:
        return (
            Candidate(f"{place.protocol}/{key}/", meaning) for key, meaning in _inside(library, place.protocol, last)
        )
    if place.objective is not None:
        return iter(())
    start = f"{place.protocol}/{place.theme}/"
    items = library.index.items(Filters(protocols=(place.protocol,)))
    return (Candidate(item.id, item.text) for item in items if item.id.startswith(start + last))


def _inside(library: Library, protocol: str, typed: str) -> Iterator[Candidate]:
    """The parts of one protocol, which are called as in ids."""
    parts = {key: title for ref, key, title in library.index.themes() if ref == protocol}
    if any(entry.ref == protocol and entry.preconditions for entry in library.protocols):
        parts["preconditions"] = language._("preconditions")
    return (Candidate(key, title) for key, title in parts.items() if _begins(typed, key))


def _named(known: Iterable[tuple[str, str]], typed: str) -> Iterator[Candidate]:
    """Those whose id or name begins as typed, each once."""
    for value, meaning in dict(known).items():
        if value and _begins(typed, value, meaning):
            yield Candidate(value, meaning)


def _begins(typed: str, *names: str) -> bool:
    wanted = slug(typed)
    return not typed or (bool(wanted) and any(f"-{wanted}" in f"-{slug(name)}" for name in names))
