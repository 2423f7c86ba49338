"""A report as a page: one file that needs nothing else, for the screen and for paper.

What it looks like is in `page/`: a template, a style sheet, and a script that adds the filter, the tabs and the
sorting to a page that is whole without them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from perr_cli.alignment import PairKind
from perr_cli.exporters.interface import FormatOptions
from perr_cli.exporters.report.charts import BAR, LABEL, Bar, Chart, chart
from perr_cli.items import Item
from perr_cli.language import _, current, named
from perr_cli.report import Report, words
from perr_cli.text import visible_line

_PAGE = Path(__file__).parent / "page"
_SHADES = 4
"""How many grounds the cells of the matrix have, from few to many."""


def write(report: Report, options: FormatOptions) -> str:
    """The page as HTML."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGE), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=_shown,
    )  # fmt: skip
    environment.globals.update(_=_, told_bar=_told, LABEL=LABEL, BAR=BAR)
    style, script = (_PAGE.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    return environment.get_template("page.html").render(
        report=report,
        words=words,
        kinds=tuple(PairKind),
        language=current(),
        anchors=_anchors(report),
        documents=tuple(_documents(report)),
        by_theme=_by_theme(report),
        by_nature=_by_nature(report),
        most=max((len(ids) for covered in report.matrix for ids in covered.items), default=1),
        shades=_SHADES,
        style=style,
        script=script,
        policy=_policy(style, script),
    )


def _shown(value: Any) -> Any:
    """What is put into the page: a person's text with nothing in it that would be obeyed instead of shown."""
    return visible_line(value) if type(value) is str else value


def _policy(style: str, script: str) -> str:
    """What a browser may do with the page: its own style and script, and nothing else (CSP level 3)."""
    style_hash, script_hash = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}';"
        " base-uri 'none'; form-action 'none'"
    )


def _anchors(report: Report) -> Mapping[str, str]:
    """Where an item stands in the page, by its id."""
    return {item.id: f"item-{number}" for number, item in enumerate(report.items, 1)}


class Part(NamedTuple):
    """The commitments of one theme of one commune, as they stand in the document."""

    label: str
    items: tuple[Item, ...]


class Document(NamedTuple):
    """All commitments of a commune."""

    name: str
    parts: tuple[Part, ...]


def _documents(report: Report) -> Iterator[Document]:
    for commune in report.communes:
        own = [item for item in report.items if item.protocol == commune.ref]
        parts = (Part(theme.label, tuple(item for item in own if item.theme == theme.key)) for theme in report.themes)
        yield Document(commune.name, tuple(part for part in parts if part.items))


def _by_theme(report: Report) -> Chart:
    return chart(
        (theme.label, [(of.name, tally.parts) for of, tally in zip(report.communes, theme.tallies, strict=True)])
        for theme in report.themes
    )


def _by_nature(report: Report) -> Chart:
    return chart(
        (words.nature(nature), [(of.name, (getattr(of.nature, nature.value),)) for of in report.communes])
        for nature in words.NATURES
    )


def _told(bar: Bar, standings: Sequence[str]) -> str:
    """What a bar shows, for who does not see it."""
    parts = [f"{part.n} {standings[part.look]}" for part in bar.parts] if standings else [str(bar.total)]
    return named(bar.label, ", ".join(parts or ["0"]))
