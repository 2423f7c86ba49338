"""How protocols are written: up to four side by side, more as a row each.

Bars, counts and shares have one colour: the table describes, it does not praise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Literal

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from perr_cli.items import Nature
from perr_cli.language import N_, _, ngettext
from perr_cli.profile import CommuneProfile, Ids, ProfileResult
from perr_cli.render.screen import Screen, datum
from perr_cli.render.tables import plain_table

Names = Mapping[str, str]

_BESIDE = 4
"""The most communes side by side."""
_ROWS = 50
"""The most communes as a row each: whoever has more wants a file."""
_LEADING = 10
"""The most partners, concepts and silences that are shown."""
_MATRIX = 74
"""Columns from which the natures fit beside each other."""

_SAYS = {
    Nature.lancer: N_("start or restart"),
    Nature.renforcer: N_("do more of it"),
    Nature.continuer: N_("carry on what exists"),
    Nature.soutenir: N_("help others to do"),
    Nature.coordonner: N_("link, share, clarify"),
    Nature.agir: N_("intervene directly"),
}
_GLOSS = 21
"""Columns for the longest of these, in any language."""


def parts(result: ProfileResult, screen: Screen, names: Names, concepts: Names) -> Iterator[RenderableType]:
    """What to draw, below each other. `names` are the communes' names by protocol, `concepts` the concepts' by id."""
    if not any(commune.items for commune in result.communes):
        yield Text(_("there is no item that the filters keep"))
        return
    if len(result.communes) > _BESIDE:
        yield from _overview(result.communes, screen, names)
        return
    together = len(result.communes) * 24 <= screen.width
    for communes in [result.communes] if together else [(commune,) for commune in result.communes]:
        yield datum(" × ".join(names[commune.commune] for commune in communes), "title")
        yield ""
        yield _natures(communes, screen, names)
        yield ""
        yield _by_theme(communes, names) if screen.width >= _MATRIX else _listed_by_theme(communes, names)
        yield ""
        yield from _partners(communes, names)
        yield from _concepts(communes, names, concepts)
        yield from _silences(communes, names, concepts, result.loaded)
        yield from _measurable(communes, names)


def _natures(communes: Sequence[CommuneProfile], screen: Screen, names: Names) -> Table:
    """Each nature with a bar, a count and a share: the bars of all communes have one scale."""
    free = screen.width - 12
    says = free - _GLOSS - 1 >= len(communes) * 22
    bar = min(max((free - (_GLOSS + 1) * says) // len(communes) - 12, 0), 20)
    headings = [_("Nature"), ""] if says else [_("Nature")]
    table = _table(headings, communes, names)
    most = max((max(_share(c, nature) for nature in Nature) for c in communes), default=0) or 1
    for nature in Nature:
        cells = []
        for commune in communes:
            count, share = getattr(commune.nature, nature.value), _share(commune, nature)
            told = f"{count:>4} {_percent(share):>5} " + _bar(share / most, bar)
            cells.append(Text(told, no_wrap=bar > 0))
        table.add_row(Text(nature.value), *([Text(_(_SAYS[nature]), style="quiet")] if says else []), *cells)
    counts = [Text(f"{commune.items:>4}") for commune in communes]
    table.add_row(Text(_("items"), style="quiet"), *([""] if says else []), *counts)
    return table


def _share(commune: CommuneProfile, nature: Nature) -> float:
    return int(getattr(commune.nature, nature.value)) / commune.items if commune.items else 0.0


def _percent(share: float) -> str:
    return _("{n}%").format(n=round(share * 100))


def _bar(share: float, width: int) -> str:
    """A bar in half columns: whole and half blocks are in every terminal's font."""
    halves = round(share * width * 2)
    return "█" * (halves // 2) + "▌" * (halves % 2)


def _table(
    headings: Sequence[str],
    communes: Sequence[CommuneProfile],
    names: Names,
    justify: Literal["left", "right"] = "left",
) -> Table:
    """A table with a column a commune."""
    table = plain_table(*headings)
    for commune in communes:
        heading = datum(names[commune.commune]) if len(communes) > 1 else Text(_("Items"))
        table.add_column(heading, justify=justify, overflow="fold")
    return table


def _rows(communes: Sequence[CommuneProfile]) -> Iterator[tuple[str | None, list[tuple[CommuneProfile, list[int]]]]]:
    """By theme, the counts of each nature in each commune that has it; preconditions come last."""
    keys = dict.fromkeys(theme.theme for commune in communes for theme in commune.themes)
    for key in sorted(keys, key=lambda key: key is None):
        has = [(commune, theme) for commune in communes for theme in commune.themes if theme.theme == key]
        yield key, [(commune, list(asdict(theme.nature).values())) for commune, theme in has]


def _by_theme(communes: Sequence[CommuneProfile], names: Names) -> Table:
    table = plain_table(_("Theme"), numbers=[_("Items"), *(nature.value for nature in Nature)])
    table.padding = (0, 0)
    for key, has in _rows(communes):
        title = datum(key or _("preconditions"))
        if len(communes) > 1:
            table.add_row(title)
        for commune, counts in has:
            name = datum(f"  {names[commune.commune]}", "quiet") if len(communes) > 1 else title
            table.add_row(name, str(sum(counts)), *(str(n or "·") for n in counts))
    return table


def _listed_by_theme(communes: Sequence[CommuneProfile], names: Names) -> Table:
    """The same on a narrow screen."""
    table = _table([_("Theme")], communes, names)
    for key, has in _rows(communes):
        told = {
            commune.commune: "\n".join(f"{n} {nature.value}" for nature, n in zip(Nature, counts, strict=True) if n)
            for commune, counts in has
        }
        table.add_row(datum(key or _("preconditions")), *(Text(told.get(c.commune, "–")) for c in communes))
    return table


def _partners(communes: Sequence[CommuneProfile], names: Names) -> Iterator[RenderableType]:
    """The partners that are named most, with the items that name them."""
    found = [{named.partner: named.items for named in commune.partners} for commune in communes]
    leading = _leading(found)
    if leading:
        table = _table([_("Partner")], communes, names)
        for name in leading[:_LEADING]:
            table.add_row(datum(name), *(_ids(has.get(name, ()), max(4 // len(communes), 1)) for has in found))
        yield table
        yield from _more(len(leading) - _LEADING)
    else:
        yield Text(_("No partner is named."))
    yield ""


def _concepts(communes: Sequence[CommuneProfile], names: Names, labels: Names) -> Iterator[RenderableType]:
    """The concepts that tell most of what the items are about, with how many items."""
    found = [{used.concept: used.items for used in commune.concepts if used.specific} for commune in communes]
    leading = _leading(found)
    if leading:
        table = _table([_("Concept")], communes, names, "right")
        for name in leading[:_LEADING]:
            table.add_row(datum(labels[name]), *(str(len(has.get(name, ())) or "·") for has in found))
        yield table
        yield from _more(len(leading) - _LEADING)
        yield ""


def _leading(found: Sequence[dict[str, Ids]]) -> list[str]:
    """Names by how many items of all communes have them, the most first."""
    counts: dict[str, int] = {}
    for has in found:
        for name, ids in has.items():
            counts[name] = counts.get(name, 0) + len(ids)
    return sorted(counts, key=lambda name: -counts[name])


def _ids(ids: Ids, most: int) -> Text:
    """How many items, and the first of them."""
    if not ids:
        return Text("·")
    told = ", ".join(name.partition("/")[2] for name in ids[:most]) + (" …" if len(ids) > most else "")
    return Text.assemble(f"{len(ids)}  ", datum(told, "id"))


def _more(count: int) -> Iterator[Text]:
    if count > 0:
        yield Text(ngettext("and {n} more: see --json", "and {n} more: see --json", count).format(n=count), "quiet")


def _silences(communes: Sequence[CommuneProfile], names: Names, labels: Names, loaded: int) -> Iterator[RenderableType]:
    if loaded > 1:
        for commune in communes:
            others, spread = commune.silent_on.others, commune.silent_on.spread
            sentence = ngettext(
                "{commune} says nothing of {n} concept that others have",
                "{commune} says nothing of {n} concepts that others have",
                len(others),
            )
            yield datum(sentence.format(commune=names[commune.commune], n=len(others)), "title")
            of = [f" ({n}/{loaded - 1})" if loaded > 2 else "" for n in spread]
            told = [labels[concept] + share for concept, share in zip(others[:_LEADING], of, strict=False)]
            if told:
                yield Padding(datum("; ".join(told) + (" …" if len(others) > _LEADING else "")), (0, 0, 0, 2))
        yield ""
    unsaid = len(communes[0].silent_on.field) if communes else 0
    sentence = ngettext(
        "nobody speaks of {n} further concept of the thesaurus here: see --json",
        "nobody speaks of {n} further concepts of the thesaurus here: see --json",
        unsaid,
    )
    yield Text(sentence.format(n=unsaid), style="quiet")
    yield ""


def _measurable(communes: Sequence[CommuneProfile], names: Names) -> Iterator[RenderableType]:
    kinds = {
        "amount": _("an amount"), "deadline": _("a deadline"), "target": _("a target"), "indicator": _("an indicator")
    }  # fmt: skip
    for commune in communes:
        found: dict[str, Ids] = {
            kind.name: getattr(commune.measurable, kind.name) for kind in fields(commune.measurable)
        }
        count = len({item for ids in found.values() for item in ids})
        sentence = ngettext(
            "{commune}: {n} of {items} items names an amount, a deadline, a target or an indicator",
            "{commune}: {n} of {items} items name an amount, a deadline, a target or an indicator",
            count,
        )
        if not count:
            sentence = _("{commune}: none of {items} items names an amount, a deadline, a target or an indicator")
        yield datum(sentence.format(commune=names[commune.commune], n=count, items=commune.items), "title")
        for kind, ids in found.items():
            if ids:
                yield Padding(Text.assemble(f"{kinds[kind]:<14}", _ids(ids, 4)), (0, 0, 0, 2))


def _overview(communes: Sequence[CommuneProfile], screen: Screen, names: Names) -> Iterator[RenderableType]:
    items = sum(commune.items for commune in communes)
    yield Text(ngettext("{n} protocol", "{n} protocols", len(communes)).format(n=len(communes)), style="title")
    wide = screen.width >= _MATRIX + 20
    more = [_("Partners"), _("Measurable")] if wide else []
    table = plain_table(_("Commune"), numbers=[_("Items"), *(nature.value for nature in Nature), *more])
    table.padding = (0, 0)
    counts = [list(asdict(commune.nature).values()) for commune in communes]
    partners = [len(commune.partners) for commune in communes]
    measured = [len({item for ids in asdict(commune.measurable).values() for item in ids}) for commune in communes]
    for commune, row, *last in list(zip(communes, counts, partners, measured, strict=True))[:_ROWS]:
        told = [str(n or "·") for n in (*row, *(last if wide else ()))]
        table.add_row(datum(names[commune.commune]), str(commune.items), *told)
    total = [str(sum(column)) for column in zip(*counts, strict=True)]
    named = len({named.partner for commune in communes for named in commune.partners})
    table.add_row(
        Text(_("all"), style="title"), str(items), *total, *([str(named), str(sum(measured))] if wide else ())
    )
    yield table
    yield from _more(len(communes) - _ROWS)
    yield Text(_("name up to four communes to see them side by side"), style="quiet")
