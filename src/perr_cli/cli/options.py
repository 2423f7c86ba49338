"""The options that several commands share, each defined once."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

from perr_cli.items import Level, Nature
from perr_cli.language import _


class Format(str, Enum):
    """The formats of CONTRACT §4."""

    table = "table"
    json = "json"
    ndjson = "ndjson"
    csv = "csv"
    markdown = "markdown"


def named(name: str) -> Path:
    """A path that somebody gives; an empty name, which a shell makes of a variable that is not set, is none."""
    if not name:
        raise typer.BadParameter(_("the name is empty"))
    return Path(name)


# Typer reads these annotations at run time, so that `X | None` would need Python 3.10's own union: it has it,
# but Typer's converter wants Optional for lists.
Communes = Annotated[
    Optional[list[str]],  # noqa: UP045  (see above)
    typer.Option("--commune", "-c", metavar=_("NAME"), help=_("Only this commune; may be repeated.")),
]
Themes = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--theme", "-t", metavar=_("NAME"), help=_("Only this theme; may be repeated.")),
]
Levels = Annotated[
    Optional[list[Level]],  # noqa: UP045
    typer.Option("--level", help=_("Only items of this level; may be repeated.")),
]
Keyword = Annotated[
    str, typer.Option("--keyword", "-k", metavar=_("QUERY"), help=_("Only what a search for this finds."))
]
Concepts = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--concept", metavar=_("NAME"), help=_("Only what is about this concept of the thesaurus; may be repeated.")
    ),
]
Natures = Annotated[
    Optional[list[Nature]],  # noqa: UP045
    typer.Option("--nature", help=_("Only commitments of this nature; may be repeated.")),
]
Partners = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--partner", metavar=_("NAME"), help=_("Only what names this partner; may be repeated.")),
]
Departement = Annotated[
    str, typer.Option("--departement", metavar=_("NUMBER"), help=_("Only communes of this département."))
]
Epci = Annotated[str, typer.Option("--epci", metavar=_("NAME"), help=_("Only communes of this EPCI."))]
Limit = Annotated[
    int, typer.Option("--limit", "-n", min=0, metavar="N", help=_("At most this many results; 0 is all."))
]
FormatOption = Annotated[
    Optional[Format],  # noqa: UP045
    typer.Option(
        "--format", "-f", help=_("How to write the result; otherwise as the output file's name says, else a table.")
    ),
]
Json = Annotated[bool, typer.Option("--json", help=_("Short for --format json."))]
Output = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--output", "-o", metavar=_("FILE"), help=_("Write to this file instead of the screen.")),
]
Raw = Annotated[
    bool, typer.Option("--raw", help=_("In CSV, leave cells as they are, even what a spreadsheet would run."))
]
