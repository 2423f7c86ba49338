"""`perr diff`: two communes side by side."""

from __future__ import annotations

import math
from typing import Annotated, Optional

import typer

from perr_cli.cli import options
from perr_cli.cli.delivery import Delivery, status
from perr_cli.cli.opening import open_data
from perr_cli.cli.selection import Asked, select
from perr_cli.compare import Only
from perr_cli.errors import Status
from perr_cli.language import _

HELP = _("Two communes side by side: shared, related, only in A, only in B.")
EXAMPLE = "perr diff ris-orangis savigny-le-temple --keyword mobilité"


def _score(value: float) -> float:
    # nan is neither below the least nor above the most that Typer knows.
    if math.isnan(value):
        raise typer.BadParameter(_("a score is from 0 to 1"))
    return value


def command(
    context: typer.Context,
    left: Annotated[str, typer.Argument(metavar="A", help=_("A commune."))],
    right: Annotated[str, typer.Argument(metavar="B", help=_("Another commune."))],
    theme: options.Themes = None,
    level: options.Levels = None,
    keyword: options.Keyword = "",
    concept: options.Concepts = None,
    nature: options.Natures = None,
    partner: options.Partners = None,
    only: Annotated[
        Optional[list[Only]],  # noqa: UP045  (see options)
        typer.Option("--only", help=_("Only this part of the comparison; may be repeated.")),
    ] = None,
    min_score: Annotated[
        float,
        typer.Option(
            "--min-score", min=0, max=1, callback=_score, metavar="S", help=_("Only pairs with at least this score.")
        ),
    ] = 0,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("Tell what made each score, and what comes nearest to what is alone."))
    ] = False,
    format: options.FormatOption = None,
    json: options.Json = False,
    output: options.Output = None,
    raw: options.Raw = False,
) -> Status:
    from perr_cli.compare import diff

    delivery = Delivery.of(format, json, output, raw)
    library = open_data(context)
    refs = (library.commune(left), library.commune(right))
    asked = Asked(themes=theme, levels=level, concepts=concept, natures=nature, partners=partner, keyword=keyword)
    chosen = select(library, asked)
    echo = {**chosen.echo, **({"only": [part.value for part in only]} if only else {}),
            **({"min_score": min_score} if min_score else {})}  # fmt: skip
    result = diff(
        library.index, *refs, keep=chosen.keep, least=min_score, only=only or (), explain=explain,
        decisions=library.decisions, labels=library.concept_labels if explain else None, filters=echo,
    )  # fmt: skip
    delivery.write(
        result, library, names=lambda: (library.names[refs[0]], library.names[refs[1]]),
        labels=lambda: library.theme_labels, concepts=lambda: library.concept_labels,
    )  # fmt: skip
    return status(library, more=library.decision_problems(refs))
