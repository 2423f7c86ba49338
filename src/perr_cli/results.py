"""What the reading commands answer: lists, counts, trees and findings, frozen, with the JSON's field names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from perr_cli.index import Listed
from perr_cli.items import Item, Level, as_item
from perr_cli.problems import Problem
from perr_cli.protocols import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProtocol:
    """One protocol in `perr list`."""

    commune: str
    name: str
    insee: str | None
    edition: str | None
    themes: int
    objectives: int
    actions: int
    preconditions: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListResult:
    """The protocols that are loaded."""

    schema: str = field(default="perr.list/1", init=False)
    protocols: tuple[ListedProtocol, ...]


def listed(entries: Sequence[Listed]) -> ListResult:
    """The answer of `perr list`."""
    names = ListedProtocol.__dataclass_fields__
    return ListResult(
        protocols=tuple(ListedProtocol(**{name: getattr(entry, name) for name in names}) for entry in entries)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many objectives and actions."""

    objectives: int = 0
    actions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTheme:
    """One theme in `perr themes`, with the counts of each commune that has it."""

    key: str
    label: str
    counts: dict[str, Counts]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesResult:
    """Themes × communes."""

    schema: str = field(default="perr.themes/1", init=False)
    communes: tuple[str, ...]
    themes: tuple[CountedTheme, ...]


def counted(entries: Sequence[Listed], items: Sequence[Item], labels: dict[str, str]) -> ThemesResult:
    """The answer of `perr themes`: themes in the order of `labels`, which has every theme of the items."""
    themes = []
    for key, label in labels.items():
        counts: dict[str, Counts] = {}
        for item in items:
            if item.theme == key:
                now = counts.get(item.protocol, Counts())
                objective = item.level is Level.objective
                counts[item.protocol] = Counts(
                    objectives=now.objectives + objective, actions=now.actions + (not objective)
                )
        if counts:
            themes.append(CountedTheme(key=key, label=label, counts=counts))
    return ThemesResult(communes=tuple(entry.ref for entry in entries), themes=tuple(themes))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowResult:
    """Protocols, cut to what was asked for."""

    schema: str = field(default="perr.show/1", init=False)
    protocols: tuple[Protocol, ...]

    def items(self) -> list[Item]:
        """Every item that is shown, in order."""
        return [as_item(item) for protocol in self.protocols for item in protocol.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResult:
    """Items as a flat table, in the order of the corpus."""

    schema: str = field(default="perr.export/1", init=False)
    filters: dict[str, Any]
    items: tuple[Item, ...]


def cut(protocol: Protocol, keep: Callable[[Item], bool]) -> Protocol:
    """The protocol with the items that are kept; an objective stays where one of its actions does."""
    themes = []
    for theme in protocol.themes:
        objectives = []
        for objective in theme.objectives:
            actions = tuple(action for action in objective.actions if keep(action))
            if actions or keep(objective):
                objectives.append(replace(objective, actions=actions))
        if objectives:
            themes.append(replace(theme, objectives=tuple(objectives)))
    preconditions = tuple(item for item in protocol.preconditions if keep(item))
    return replace(protocol, preconditions=preconditions, themes=tuple(themes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem as `perr validate` reports it."""

    path: str
    line: int | None
    column: int | None
    severity: str
    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateResult:
    """What was found in the files that were checked."""

    schema: str = field(default="perr.validate/1", init=False)
    files: int
    errors: int
    warnings: int
    findings: tuple[Finding, ...]


def validated(files: int, problems: Sequence[Problem]) -> ValidateResult:
    """The answer of `perr validate`."""
    findings = tuple(
        Finding(
            path=p.path, line=p.line, column=p.column, severity=p.severity.value, code=p.code,
            message=p.message, hint=p.hint,
        )
        for p in problems
    )  # fmt: skip
    errors = sum(finding.severity == "error" for finding in findings)
    return ValidateResult(files=files, errors=errors, warnings=len(findings) - errors, findings=findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheResult:
    """Where the index lives, and how much of it there is."""

    schema: str = field(default="perr.cache/1", init=False)
    folder: str | None
    """None where the system names no folder for it."""
    indexes: int
    bytes: int
