"""The rules by name, in the order in which they are listed.

To add a rule: a module here with its manual and a `Rule`, and its class in `RULES`.
"""

from __future__ import annotations

from perr_cli.validation.interface import Rule
from perr_cli.validation.rules.apostrophes import Apostrophes
from perr_cli.validation.rules.characters import Characters
from perr_cli.validation.rules.decisions import Decisions
from perr_cli.validation.rules.digits import Digits
from perr_cli.validation.rules.empty_text import EmptyText
from perr_cli.validation.rules.epci import Epci
from perr_cli.validation.rules.fidelity import Fidelity
from perr_cli.validation.rules.hyphens import Hyphens
from perr_cli.validation.rules.insee import Insee
from perr_cli.validation.rules.quotes import Quotes
from perr_cli.validation.rules.readings import Readings
from perr_cli.validation.rules.repeated_text import RepeatedText
from perr_cli.validation.rules.same_commune import SameCommune
from perr_cli.validation.rules.schema import Schema
from perr_cli.validation.rules.slips import Slips
from perr_cli.validation.rules.themes import Themes
from perr_cli.validation.rules.thesaurus import ThesaurusFiles

RULES: tuple[type[Rule], ...] = (
    Schema, SameCommune, Insee, Epci, Themes, EmptyText, RepeatedText, Readings,
    Characters, Apostrophes, Digits, Hyphens, Quotes, Slips,
    Decisions, ThesaurusFiles,
)  # fmt: skip
"""What `perr validate` checks."""

ON_DEMAND: tuple[type[Rule], ...] = (Fidelity,)
"""What it checks only where an option asks for it."""
