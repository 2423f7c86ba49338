"""A report as one would write it by hand, for a repository or a wiki."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perr_cli.alignment import PairKind
from perr_cli.exporters.interface import FormatOptions
from perr_cli.exporters.markdown import escape
from perr_cli.items import Item
from perr_cli.language import _
from perr_cli.report import Aligned, ComparedTheme, Covered, Report, words


def write(report: Report, options: FormatOptions) -> str:
    """The report as Markdown (CommonMark with tables)."""
    parts = (
        _head(report),
        _overview(report),
        *(_theme(theme, report) for theme in report.themes),
        _preconditions(report),
        _natures(report),
        _covered(_("Subjects"), _("Subject"), report.matrix, report),
        _silences(report),
        _covered(_("Partners"), _("Partner"), report.partners, report),
        _measured(report),
        _method(report),
    )
    return "\n".join(line for part in parts for line in part).rstrip("\n") + "\n"


def _head(report: Report) -> Iterator[str]:
    yield f"# {escape(report.title)}\n"
    yield f"{escape(words.subtitle(report))}\n"
    if report.date:
        yield f"{words.day(report.date)}\n"
    yield "## " + _("Summary") + "\n"
    yield from (f"- {escape(sentence)}" for sentence in words.summary(report))
    yield ""


def _overview(report: Report) -> Iterator[str]:
    heads = [_("Theme"), _("Commune"), _("Commitments"), *words.standings()]
    yield from _table(
        heads,
        (
            [escape(theme.label), escape(commune.name), *map(str, (tally.total, *tally.parts))]
            for theme in report.themes
            for commune, tally in zip(report.communes, theme.tallies, strict=True)
        ),
        numbers=4,
    )


def _theme(theme: ComparedTheme, report: Report) -> Iterator[str]:
    names = [escape(commune.name) for commune in report.communes]
    yield f"## {escape(theme.label)}\n"
    for kind in PairKind:
        rows = [row for row in theme.aligned if row.kind is kind]
        if rows:
            yield f"### {words.kind(kind).capitalize()}\n"
            yield from _table([*names, _("What they have in common")], _rows(rows))
    for name, items in zip(names, theme.alone, strict=True):
        if items:
            yield "### " + _("Only in {commune}").format(commune=name) + "\n"
            yield from (f"- {_told(item)}" for item in items)
            yield ""
    if not theme.aligned and not any(theme.alone):
        yield _("Its commitments stand in the tables of other themes.") + "\n"


def _rows(rows: Sequence[Aligned]) -> Iterator[list[str]]:
    """A commitment that stands in several rows is written in the first of them."""
    before: Sequence[Item] = ()
    for row in rows:
        first, *others = row.cells
        yield ["" if first == before else _cell(first), *map(_cell, others), _reason(row)]
        before = first


def _cell(items: Sequence[Item]) -> str:
    return "<br>".join(map(_told, items)) or "–"


def _told(item: Item) -> str:
    reading = "" if item.reading is None else " (" + _("read: {reading}").format(reading=escape(item.reading)) + ")"
    return f"**{escape(item.short_id)}** {escape(item.text)}{reading}"


def _reason(row: Aligned) -> str:
    told = [escape(reason) for reason in words.reasons(row)]
    return "<br>".join([*told, *([words.score(row.score)] if row.score is not None else [])])


def _preconditions(report: Report) -> Iterator[str]:
    if not any(commune.preconditions for commune in report.communes):
        return
    yield "## " + _("Preconditions") + "\n"
    for commune in report.communes:
        if commune.preconditions:
            yield f"### {escape(commune.name)}\n"
            yield from (f"{number}. {escape(item.text)}" for number, item in enumerate(commune.preconditions, 1))
            yield ""


def _natures(report: Report) -> Iterator[str]:
    yield "## " + _("What the commitments do") + "\n"
    rows = (
        [words.nature(nature), *(str(getattr(commune.nature, nature.value)) for commune in report.communes)]
        for nature in words.NATURES
    )
    yield from _counts(_("Nature"), rows, report)


def _covered(title: str, head: str, found: Sequence[Covered], report: Report) -> Iterator[str]:
    if found:
        yield f"## {title}\n"
        rows = ([escape(one.label), *(str(len(ids)) if ids else "–" for ids in one.items)] for one in found)
        yield from _counts(head, rows, report)


def _silences(report: Report) -> Iterator[str]:
    if any(commune.silences for commune in report.communes):
        yield "## " + _("Silences") + "\n"
        for commune in report.communes:
            if commune.silences:
                told = _("{name} says nothing of: {subjects}.")
                subjects = ", ".join(silence.label for silence in commune.silences)
                yield "- " + escape(told.format(name=commune.name, subjects=subjects))
        yield ""


def _measured(report: Report) -> Iterator[str]:
    yield "## " + _("What can be checked") + "\n"
    labels = [label for label, _ids in words.measured(report.communes[0])]
    found = [dict(words.measured(commune)) for commune in report.communes]
    yield from _counts(_("Names"), ([label, *(str(len(of[label])) for of in found)] for label in labels), report)


def _method(report: Report) -> Iterator[str]:
    yield "## " + _("Sources and method") + "\n"
    yield from (f"- {escape(source)}" for source in words.sources(report))
    yield ""
    yield from (f"{escape(paragraph)}\n" for paragraph in (*words.method(report), words.made(report)))
    yield "## " + _("How to cite") + "\n"
    yield escape(words.cite(report))


def _counts(head: str, rows: Iterable[Sequence[str]], report: Report) -> Iterator[str]:
    heads = [head, *(escape(commune.name) for commune in report.communes)]
    yield from _table(heads, rows, numbers=len(report.communes))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 0) -> Iterator[str]:
    """The last `numbers` columns are aligned to the right."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * (len(heads) - numbers) + " ---: |" * numbers
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""
