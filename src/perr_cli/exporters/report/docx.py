"""A report as a text for Word: headings, captions and a table of contents, wide tables on pages across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from perr_cli.alignment import PairKind
from perr_cli.exporters.interface import FormatOptions
from perr_cli.items import Item
from perr_cli.language import _, current
from perr_cli.report import Aligned, ComparedTheme, Covered, Report, words
from perr_cli.text import visible_line

if TYPE_CHECKING:
    from perr_cli.exporters.report.word import Cell, Paragraph, WordText


_UPRIGHT = 5
"""The most communes that have room for a column each: of texts on a page across, of numbers on an upright one."""


def write(report: Report, options: FormatOptions) -> bytes:
    """The text as a DOCX file (ECMA-376)."""
    from perr_cli.exporters.report.word import WordText

    text = WordText(title=visible_line(report.title), comments=words.made(report), language=current(), date=report.date)
    _front(text, report)
    text.pages(landscape=True)
    for theme in report.themes:
        _theme(text, theme, report)
    if len(report.communes) <= _UPRIGHT:
        text.pages(landscape=False)
    _preconditions(text, report)
    _natures(text, report)
    _covered(text, report, _("Subjects"), _("Subject"), report.matrix)
    _silences(text, report)
    _covered(text, report, _("Partners"), _("Partner"), report.partners)
    _measured(text, report)
    _method(text, report)
    return text.saved()


def _runs(written: str, look: str = "", *, french: bool = False) -> Paragraph:
    from perr_cli.exporters.report.word import Run

    return [Run(visible_line(written), look, french)]


def _cell(written: str, *, right: bool = False) -> Cell:
    from perr_cli.exporters.report.word import Cell

    return Cell([_runs(written)], right=right)


def _right(written: Iterable[str]) -> Iterator[Cell]:
    return (_cell(one, right=True) for one in written)


def _front(text: WordText, report: Report) -> None:
    text.heading(visible_line(report.title), 0)
    text.paragraph(_runs(words.subtitle(report)), "Subtitle")
    if report.date:
        text.paragraph(_runs(words.day(report.date)))
    text.heading(_("Summary"), 1)
    for sentence in words.summary(report):
        text.paragraph(_runs(sentence), "List Bullet")
    rows = (
        [_cell(theme.label), _cell(commune.name), *_right(map(str, (tally.total, *tally.parts)))]
        for theme in report.themes
        for commune, tally in zip(report.communes, theme.tallies, strict=True)
    )
    heads = [_cell(_("Theme")), _cell(_("Commune")), *_right((_("Commitments"), *words.standings()))]
    _table(text, _("Commitments by theme"), heads, rows, [4, 2.9, 2.95, 2.75, 1.75, 2.25])
    text.contents(_("Contents"))


def _theme(text: WordText, theme: ComparedTheme, report: Report) -> None:
    names = [visible_line(commune.name) for commune in report.communes]
    text.heading(visible_line(theme.label), 1)
    for kind in PairKind:
        rows = [row for row in theme.aligned if row.kind is kind]
        if rows:
            text.heading(words.kind(kind).capitalize(), 2)
            caption = _("{theme}: {kind}").format(theme=theme.label, kind=words.kind(kind))
            common = _("What they have in common")
            if len(names) <= _UPRIGHT:
                heads, parts = [*names, common], [3.0] * len(names) + [2.0]
                _table(text, caption, map(_cell, heads), _aligned(rows), parts)
            else:
                heads, parts = [common, _("Commune"), _("Commitments")], [5, 4, 17]
                _table(text, caption, map(_cell, heads), _below_each_other(rows, names), parts)
    for name, items in zip(names, theme.alone, strict=True):
        if items:
            text.heading(_("Only in {commune}").format(commune=name), 2)
            for item in items:
                text.paragraph(_told(item), "List Bullet")
    if not theme.aligned and not any(theme.alone):
        text.paragraph(_runs(_("Its commitments stand in the tables of other themes.")))


def _aligned(rows: Sequence[Aligned]) -> Iterator[Sequence[Cell]]:
    """A commitment that stands in several rows is written in the first of them, and named in the others."""
    from perr_cli.exporters.report.word import Cell

    before: Sequence[Item] = ()
    for row in rows:
        first, *others = row.cells
        yield [
            Cell([_runs(item.short_id, "Id") for item in first]) if first and first == before else _commitments(first),
            *map(_commitments, others),
            _reasons(row),
        ]
        before = first


def _below_each_other(rows: Sequence[Aligned], names: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """A row a commune, where a page has no room for a column each."""
    for row in rows:
        for name, items in zip(names, row.cells, strict=True):
            if items:
                yield [_reasons(row), _cell(name), _commitments(items)]


def _reasons(row: Aligned) -> Cell:
    from perr_cli.exporters.report.word import Cell

    score = [_runs(words.score(row.score), "Id")] if row.score is not None else []
    return Cell([*(_runs(reason, "Reason") for reason in words.reasons(row)), *score])


def _commitments(items: Sequence[Item]) -> Cell:
    from perr_cli.exporters.report.word import Cell

    return Cell([_told(item) for item in items] or [_runs("–")])


def _told(item: Item) -> Paragraph:
    told = [*_runs(f"{item.short_id}  ", "Id"), *_runs(item.text, french=True)]
    if item.reading is not None:
        told += _runs(" (" + _("read: {reading}").format(reading=item.reading) + ")", "Reason", french=True)
    return told


def _preconditions(text: WordText, report: Report) -> None:
    if any(commune.preconditions for commune in report.communes):
        text.heading(_("Preconditions"), 1)
        for commune in report.communes:
            if commune.preconditions:
                text.heading(visible_line(commune.name), 2)
                for item in commune.preconditions:
                    text.paragraph(_told(item), "List Bullet")


def _natures(text: WordText, report: Report) -> None:
    text.heading(_("What the commitments do"), 1)
    rows = (
        (words.nature(nature), [str(getattr(commune.nature, nature.value)) for commune in report.communes])
        for nature in words.NATURES
    )
    _counts(text, report, _("Nature of the commitments"), _("Nature"), rows)


def _covered(text: WordText, report: Report, title: str, head: str, found: Sequence[Covered]) -> None:
    if found:
        text.heading(title, 1)
        rows = ((one.label, [str(len(ids)) if ids else "–" for ids in one.items]) for one in found)
        _counts(text, report, _("{title}, in how many items").format(title=title), head, rows)


def _silences(text: WordText, report: Report) -> None:
    if any(commune.silences for commune in report.communes):
        text.heading(_("Silences"), 1)
        for commune in report.communes:
            if commune.silences:
                subjects = ", ".join(silence.label for silence in commune.silences)
                told = _("{name} says nothing of: {subjects}.").format(name=commune.name, subjects=subjects)
                text.paragraph(_runs(told))


def _measured(text: WordText, report: Report) -> None:
    text.heading(_("What can be checked"), 1)
    found = [dict(words.measured(commune)) for commune in report.communes]
    rows = ((label, [str(len(of[label])) for of in found]) for label in found[0])
    _counts(text, report, _("What items name by which they can be checked"), _("Names"), rows)


def _method(text: WordText, report: Report) -> None:
    text.heading(_("Sources and method"), 1)
    for source in words.sources(report):
        text.paragraph(_runs(source), "List Bullet")
    for paragraph in (*words.method(report), words.made(report)):
        text.paragraph(_runs(paragraph))
    text.heading(_("How to cite"), 1)
    text.paragraph(_runs(words.cite(report)))


def _counts(text: WordText, report: Report, caption: str, head: str, rows: Iterable[tuple[str, Sequence[str]]]) -> None:
    names = [commune.name for commune in report.communes]
    cells = ([_cell(label), *_right(counts)] for label, counts in rows)
    _table(text, caption, [_cell(head), *_right(names)], cells, [3.0] + [1.2] * len(names))


def _table(
    text: WordText, caption: str, heads: Iterable[Cell], rows: Iterable[Sequence[Cell]], parts: Sequence[float]
) -> None:
    before, _n, after = _("Table {n}: {caption}").partition("{n}")
    text.table((before, after.format(caption=visible_line(caption))), [*heads], rows, parts)
