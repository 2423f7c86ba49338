"""What an import left out, told on stderr: every word, with its place and the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from perr_cli.imported import ImportResult, LeftOutWords
from perr_cli.language import N_, _, ngettext
from perr_cli.text import visible_line

_WHY = {
    "front": N_("before the first protocol"),
    "heading": N_("a heading that is no theme, section or objective"),
    "paragraph": N_("a paragraph that is no commitment"),
    "column": N_("a column without commitments"),
    "end": N_("behind the last theme"),
    "footnote": N_("footnotes"),
    "contents": N_("a table of contents"),
    "header": N_("heads of pages and tables"),
    "footer": N_("feet of pages"),
    "marker": N_("labels and numbers"),
    "debris": N_("rulers and the like"),
}
"""The reasons, those first that a person should look at."""
_SMALL = frozenset(("footer", "marker", "debris"))
"""What is told on one line."""
_IGNORED = {
    "deleted": N_("deleted text"),
    "comment": N_("comments"),
    "macro": N_("macros"),
    "script": N_("scripts"),
    "style": N_("style sheets"),
    "image": N_("pictures"),
    "hidden": N_("hidden text"),
}


def lines(result: ImportResult) -> Iterator[str]:
    """The report, a line each."""
    for document in result.documents:
        name = visible_line(document.document)
        count = len(document.left_out)
        if count:
            told = ngettext("{name}: {n} text left out", "{name}: {n} texts left out", count).format(name=name, n=count)
            small = sum(one.why in _SMALL for one in document.left_out)
            yield told + (" " + _("({n} of them page numbers, labels and the like)").format(n=small) if small else "")
        for why, reason in _WHY.items():
            found = [one for one in document.left_out if one.why == why]
            if found:
                yield f"  {_(reason)}"
                yield from _together(found) if why in _SMALL else _each(found)
        for thing in document.ignored:
            what = _(_IGNORED.get(thing.what, thing.what))
            yield "  " + _("not imported: {what} ({times})").format(what=what, times=thing.times)


def _each(found: Sequence[LeftOutWords]) -> Iterator[str]:
    """A line a text; what stands in several places is told once, with the first of them."""
    times = Counter(one.text for one in found)
    for one in sorted({one.text: one for one in reversed(found)}.values(), key=lambda one: one.start):
        again = f" (×{times[one.text]})" if times[one.text] > 1 else ""
        yield f"    {_place(one)}: {visible_line(one.text)}{again}"


def _together(found: Sequence[LeftOutWords]) -> Iterator[str]:
    """Page numbers, labels and the like on one line, each once."""
    texts = dict.fromkeys(visible_line(one.text) for one in found)
    yield f"    {_place(found[0])} …: {' · '.join(texts)}"


def _place(one: LeftOutWords) -> str:
    line = f"{one.line_start}" if one.line_end in (one.line_start, 0) else f"{one.line_start}-{one.line_end}"
    if one.page is None:
        return line
    return _("p. {page}, {line}").format(page=one.page, line=line)
