"""What a rule's manual says, in the reader's language: sentences, and an example that passes and one that does not.

A docstring tells what the rule is about, then has `Passes:` and `Fails:`, each with an indented example; the French
manual has the sentences alone. An example is a protocol file, or several, each with its name above: `# a.yaml`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from textwrap import dedent, indent
from typing import NamedTuple

from perr_cli.errors import UnknownReference
from perr_cli.language import _, current
from perr_cli.text import visible
from perr_cli.validation.interface import Rule
from perr_cli.validation.rules import ON_DEMAND, RULES

_PARTS = re.compile(r"(.*?)\n\nPasses:\n\n(.*?)\n\nFails:\n\n(.*)", re.DOTALL)
_NAME = re.compile(r"^# ([\w-]+\.(?:yaml|txt))\n", re.MULTILINE)


class Manual(NamedTuple):
    """A rule explained."""

    rule: type[Rule]
    english: str
    french: str
    passing: str
    failing: str

    def text(self) -> str:
        """The manual as people read it."""
        codes = [f"  {code} ({_(kind.severity.value)})" for code, kind in self.rule.CODES.items()]
        return "\n".join(
            (
                self.rule.NAME, "", self.french if current() == "fr" else self.english, "",
                _("It finds:"), *codes, "",
                _("Passes:"), "", indent(self.passing, "    "), "",
                _("Does not pass:"), "", indent(self.failing, "    "), "",
            )
        )  # fmt: skip


def manual(rule: type[Rule]) -> Manual:
    """The manual of a rule."""
    module = sys.modules[rule.__module__]
    parts = _PARTS.fullmatch((module.__doc__ or "").strip())
    if not parts:
        raise ValueError(rule.__module__)
    english, passing, failing = parts.groups()
    return Manual(rule, english, module.FRENCH.strip(), dedent(passing), dedent(failing))


def listed() -> str:
    """The names of all rules, a line each."""
    return "".join(f"{rule.NAME}\n" for rule in (*RULES, *ON_DEMAND))


def named(name: str) -> Manual:
    """The manual of the rule with this name, or that finds this code. Raises `UnknownReference`, which names all."""
    rules = (*RULES, *ON_DEMAND)
    for rule in (*(rule for rule in rules if name == rule.NAME), *(rule for rule in rules if name in rule.CODES)):
        return manual(rule)
    raise UnknownReference(_("rule"), visible(name), [rule.NAME for rule in rules])


def files(example: str) -> Iterator[tuple[str, str]]:
    """The files of an example, by name."""
    _head, *parts = _NAME.split(f"# commune.yaml\n{example}\n" if not _NAME.match(example) else f"{example}\n")
    yield from zip(parts[::2], parts[1::2], strict=True)
