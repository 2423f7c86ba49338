"""A result as plain data: the document of the JSON output, and the rows of the flat formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from perr_cli.items import Item, as_item

if TYPE_CHECKING:  # only one kind of result is there in a call, and the others need not be loaded
    from perr_cli.common import CommonResult
    from perr_cli.compare import DiffResult, Pair
    from perr_cli.decisions import DecideResult
    from perr_cli.imported import ImportResult
    from perr_cli.knowledge import GapsResult, ThesaurusResult
    from perr_cli.profile import CommuneProfile, ProfileResult
    from perr_cli.provenance import TraceResult
    from perr_cli.results import CacheResult, ExportResult, ListResult, ShowResult, ThemesResult, ValidateResult
    from perr_cli.search import SearchResult


def document(value: Any) -> Any:
    """Plain mappings, lists and scalars of a frozen value: its fields by name, but for the hidden ones."""
    return _document(value, {})


def _document(value: Any, made: dict[int, Any]) -> Any:
    """`made` has what was made of values that stand in several places, by their identity."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [child if type(child) in _PLAIN else _document(child, made) for child in value]
    if kind is dict:
        return {key: _document(child, made) for key, child in value.items()}
    if is_dataclass(value):
        if id(value) not in made:
            told = {name: _document(getattr(value, name), made) for name in _shown(kind)}
            optional = _optional(kind)
            made[id(value)] = {k: child for k, child in told.items() if child is not None or k not in optional}
        return made[id(value)]
    return value.value if isinstance(value, Enum) else value


_PLAIN = frozenset((str, int, float, bool, type(None)))


@cache
def _shown(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.metadata.get("json", True))


@cache
def _optional(kind: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind) if field.metadata.get("optional"))


class Table(NamedTuple):
    """Rows of one shape. `columns` names every field, in order, also where there is no row."""

    columns: tuple[str, ...]
    rows: Iterable[dict[str, Any]]
    """To go through once: a country has a million items, and a row takes more room than its item."""


ITEM_COLUMNS = tuple(field.name for field in fields(Item) if field.metadata.get("json", True))


def table(result: Any) -> Table:
    """The rows of a result, one for each thing that it is about."""
    name = result.schema.partition("/")[0].removeprefix("perr.")
    return _TABLES[name](result)


def _list(result: ListResult) -> Table:
    return _of(result.protocols, ("commune", "name", "insee", "edition", "themes", "objectives", "actions",
                                  "preconditions", "path"))  # fmt: skip


def _themes(result: ThemesResult) -> Table:
    rows = [
        {"theme": theme.key, "label": theme.label, "commune": commune, **document(counts)}
        for theme in result.themes
        for commune, counts in theme.counts.items()
    ]
    return Table(("theme", "label", "commune", "objectives", "actions"), tuple(rows))


def _show(result: ShowResult) -> Table:
    return _of(result.items(), ITEM_COLUMNS)


def _export(result: ExportResult) -> Table:
    return _of(result.items, ITEM_COLUMNS)


def _search(result: SearchResult) -> Table:
    rows = tuple({**document(as_item(hit)), "score": hit.score} for hit in result.hits)
    return Table((*ITEM_COLUMNS, "score"), rows)


TRACE_COLUMNS = ("id", "document", "page", "line_start", "line_end", "start", "end", "text")


def _trace(result: TraceResult) -> Table:
    """A row for each part of the document in which the item stands."""
    rows = [
        {"id": result.id, "document": result.document, "text": result.text, **document(span)} for span in result.spans
    ]
    return Table(TRACE_COLUMNS, tuple({name: row[name] for name in TRACE_COLUMNS} for row in rows))


IMPORT_COLUMNS = ("document", "path", "commune", "name", "themes", "objectives", "actions", "preconditions")


def _import(result: ImportResult) -> Table:
    """A row a protocol file; what was guessed and left out is in the JSON."""
    rows = [
        {"document": source.document, **{name: getattr(protocol, name) for name in IMPORT_COLUMNS[1:]}}
        for source in result.documents
        for protocol in source.protocols
    ]
    return Table(IMPORT_COLUMNS, tuple(rows))


def _validate(result: ValidateResult) -> Table:
    return _of(result.findings, ("path", "line", "column", "severity", "code", "message", "hint"))


DIFF_COLUMNS = ("kind", "score", "left_id", "left_text", "right_id", "right_text", "why")


def _diff(result: DiffResult) -> Table:
    return Table(DIFF_COLUMNS, tuple(_diff_rows(result)))


def _diff_rows(result: DiffResult) -> Iterator[dict[str, Any]]:
    for pair in result.pairs:
        yield _diff_row(pair.kind.value, pair.left, pair.right, pair.score, why(pair))
    for item in result.only_left:
        yield _diff_row("only_left", item, None)
    for item in result.only_right:
        yield _diff_row("only_right", None, item)


def _diff_row(
    kind: str, left: Item | None, right: Item | None, score: float | None = None, why: str = ""
) -> dict[str, Any]:
    return dict(zip(DIFF_COLUMNS, (kind, score, left and left.id, left and left.text, right and right.id,
                                   right and right.text, why), strict=True))  # fmt: skip


COMMON_COLUMNS = ("label", "concepts", "communes", "missing", "id", "commune", "theme", "text")


def _common(result: CommonResult) -> Table:
    """A row for each item of each group, with how many communes are in and how many are missing."""
    rows = [
        dict(zip(COMMON_COLUMNS, (group.label, list(group.concepts), len(group.communes), len(group.missing), item.id,
                                  item.commune, item.theme, item.text), strict=True))
        for group in result.groups
        for item in group.items
    ]  # fmt: skip
    return Table(COMMON_COLUMNS, tuple(rows))


def why(pair: Pair) -> str:
    """The reasons of a pair in one line: that it was decided, then its concepts, then its words."""
    decided = [f"decided: {pair.note}" if pair.note else "decided"] if pair.decided else []
    return "; ".join((*decided, *pair.why.concepts, *pair.why.terms))


def _decide(result: DecideResult) -> Table:
    row = {**document(result.decision), "replaced": result.replaced and result.replaced.kind.value, "path": result.path}
    return Table(tuple(row), (row,))


PROFILE_COLUMNS = ("commune", "theme", "what", "name", "count", "items", "others")


def _profile(result: ProfileResult) -> Table:
    """A row a commune, theme and thing that is said there, so that nothing is counted twice; what is left unsaid has
    no theme and no items, but how many `others` say it. The rest of the thesaurus is left to the JSON."""
    return Table(PROFILE_COLUMNS, tuple(row for commune in result.communes for row in _profile_rows(commune)))


def _profile_rows(commune: CommuneProfile) -> Iterator[dict[str, Any]]:
    for theme in commune.themes:
        said = [("nature", name, ids) for name, ids in theme.found.items()]
        said += [("partner", named.partner, named.items) for named in commune.partners]
        said += [("concept", used.concept, used.items) for used in commune.concepts]
        said += [("measurable", measure.name, getattr(commune.measurable, measure.name))
                 for measure in fields(commune.measurable)]  # fmt: skip
        own = {item for ids in theme.found.values() for item in ids}
        for what, name, ids in said:
            here = [item for item in ids if item in own]
            if here:
                yield dict(zip(PROFILE_COLUMNS, (commune.commune, theme.theme, what, name, len(here), here, None),
                               strict=True))  # fmt: skip
    for name, spread in zip(commune.silent_on.others, commune.silent_on.spread, strict=True):
        yield dict(zip(PROFILE_COLUMNS, (commune.commune, None, "silent", name, 0, [], spread), strict=True))


def _of(values: Iterable[Any], columns: tuple[str, ...]) -> Table:
    return Table(columns, map(document, values))


def _thesaurus(result: ThesaurusResult) -> Table:
    names = ("id", "kind", "label_fr", "label_en", "acronyms", "terms", "members", "broader", "narrower", "related",
             "weight", "items", "communes")  # fmt: skip
    rows = []
    for entry in result.entries:
        row = document(entry)
        row |= {"label_fr": entry.label["fr"], "label_en": entry.label["en"], "acronyms": list(entry.acronyms)}
        row |= {"items": sum(entry.communes.values()), "communes": list(entry.communes)}
        rows.append({name: row[name] for name in names})
    return Table(names, tuple(rows))


def _gaps(result: GapsResult) -> Table:
    return _of(result.gaps, ITEM_COLUMNS)


def _cache(result: CacheResult) -> Table:
    return _of([result], ("folder", "indexes", "bytes"))


_TABLES: dict[str, Callable[[Any], Table]] = {
    "list": _list,
    "themes": _themes,
    "show": _show,
    "search": _search,
    "diff": _diff,
    "common": _common,
    "decide": _decide,
    "profile": _profile,
    "trace": _trace,
    "import": _import,
    "validate": _validate,
    "export": _export,
    "thesaurus": _thesaurus,
    "gaps": _gaps,
    "cache": _cache,
}
"""By the name of a result's schema."""
