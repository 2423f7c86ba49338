"""A report in which a person has written what an office could obey, wherever a person writes."""

from __future__ import annotations

from dataclasses import replace

from perr_cli.report import Report
from tests.invented import Commune, reported

HOSTILE = (
    "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "=HYPERLINK(\"http://e.fr\";\"x\")", "http://e.fr",
    "mailto:a@e.fr", "{=1+1}", "'=1", "1e5", "007", "a\tb", "a\rb", "\ufffe\uffff", "\x1b[31m", "\u202eabc", "_x000D_",
    "&amp; <b>&#60;", "]]>", "{n} {caption}", "{ TOC } \\o", "<w:fldSimple w:instr=\"DATE\"/>",
    "é 👩‍👩‍👧 œ", "  a  ",
)  # fmt: skip
"""What an office could run, follow, read as something else or refuse."""


def hostile(text: str) -> Report:
    """A report in which a person has written the text wherever a person writes."""
    said: Commune = {
        "emploi": [text, {"text": f"GUSP {text}", "reading": f"GUSP {text} lu", "section": text}],
        "zoo": [text],
    }
    towns: dict[str, Commune] = {"aix": said, "bix": {"emploi": [f"GUSP {text}", "Les modes de garde"]}}
    report = named(reported(towns, title=text), text, f"{text} 2")
    return replace(
        report,
        themes=tuple(replace(theme, label=text) for theme in report.themes),
        matrix=tuple(replace(covered, label=text) for covered in report.matrix),
        scope=(text,),
    )


def named(report: Report, *names: str) -> Report:
    """The same report on communes that are called so."""
    communes = (replace(commune, name=name) for commune, name in zip(report.communes, names, strict=True))
    return replace(report, communes=tuple(communes))
