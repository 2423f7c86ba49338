"""The filters of a call: from what people typed to what is kept, and back to what the output echoes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from perr_cli.index import Filters, Listed
from perr_cli.items import Item, Level, Nature
from perr_cli.language import _

if TYPE_CHECKING:
    from perr_cli.library import Library


class Asked(NamedTuple):
    """The shared filters as typed: None where an option was not given, as Typer says it."""

    communes: Sequence[str] | None = None
    themes: Sequence[str] | None = None
    levels: Sequence[Level] | None = None
    concepts: Sequence[str] | None = None
    related: bool = False
    """Whether what is narrower than the concepts or related to them is kept, too."""
    natures: Sequence[Nature] | None = None
    partners: Sequence[str] | None = None
    keyword: str = ""
    departement: str = ""
    epci: str = ""


class Selection(NamedTuple):
    """The filters understood: what the index is asked for, which items stay, and the echo for the output."""

    protocols: Sequence[Listed]
    """The protocols that they keep: in the order in which communes were named, else in that of the corpus."""
    filters: Filters
    echo: dict[str, Any]
    keep: Callable[[Item], bool]


def select(library: Library, asked: Asked) -> Selection:
    """Understand the filters. Raises `UnknownReference`, `QueryError`."""
    if asked == Asked():
        return Selection(library.protocols, Filters(), {}, lambda _: True)
    from perr_cli import references

    communes = references.communes(asked.communes or (), library.protocols)
    themes = tuple(dict.fromkeys(library.theme(name) for name in asked.themes or ()))
    levels = tuple(dict.fromkeys(asked.levels or ()))
    concepts = tuple(dict.fromkeys(library.concept(name) for name in asked.concepts or ()))
    natures = tuple(dict.fromkeys(asked.natures or ()))
    partners = dict(library.partner(name) for name in asked.partners or ())
    chosen = list(library.protocols)
    if communes:  # in the order in which they were named
        chosen = sorted((entry for entry in chosen if entry.ref in communes), key=lambda e: communes.index(e.ref))
    echo: dict[str, Any] = {}
    for name, given, kind in (
        ("departement", asked.departement, _("département")),
        ("epci", asked.epci, _("EPCI")),
    ):
        if given:
            known = [value for entry in library.protocols if (value := getattr(entry, name))]
            echo[name] = references.value(kind, given, known)
            chosen = [entry for entry in chosen if getattr(entry, name) == echo[name]]
    restricted = bool(communes or asked.departement or asked.epci)
    filters = Filters(
        # A département without any of the chosen communes keeps nothing, which is not the same as no filter.
        protocols=tuple(entry.ref for entry in chosen) or ("",) if restricted else (),
        themes=themes,
        levels=levels,
        concepts=library.widened(concepts) if asked.related else concepts,
        natures=natures,
        partners=tuple(dict.fromkeys(name for names in partners.values() for name in names)),
    )
    for name, values in (
        ("communes", communes),
        ("themes", themes),
        ("levels", [level.value for level in levels]),
        ("concepts", concepts),
        ("natures", [nature.value for nature in natures]),
        ("partners", tuple(partners)),
    ):
        if values:
            echo[name] = list(values)
    if asked.keyword:
        echo["keyword"] = asked.keyword
    found = _found(library, asked.keyword, filters) if asked.keyword else None

    def keep(item: Item) -> bool:
        return (
            (not filters.protocols or item.protocol in filters.protocols)
            and (not themes or item.theme in themes)
            and (not levels or item.level in levels)
            and (not filters.concepts or not set(filters.concepts).isdisjoint(item.concepts))
            and (not natures or item.nature in natures)
            and (not filters.partners or not set(filters.partners).isdisjoint(item.partners))
            and (found is None or item.id in found)
        )

    return Selection(protocols=chosen, filters=filters, echo=echo, keep=keep)


def _found(library: Library, keyword: str, filters: Filters) -> set[str]:
    """The ids of what a search finds; what was understood by it is told as a search tells it."""
    from perr_cli.cli.understanding import tell_how
    from perr_cli.search import search

    result = search(library.index, keyword, filters=filters)
    tell_how(result)
    return {hit.id for hit in result.hits}
