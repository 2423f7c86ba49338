"""Workflow commands, by which a run on GitHub puts findings beside the lines that they are about.

Only what `perr validate` answers can be told so. What a command may not contain is written as GitHub documents it:
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from perr_cli.exporters.interface import FormatOptions
from perr_cli.language import joined
from perr_cli.results import Finding, ValidateResult
from perr_cli.text import visible_line

_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def write(result: ValidateResult, options: FormatOptions) -> str:
    """A command a finding: `::error file=a.yaml,line=2,col=1,title=duplicate-key::what is wrong ; what to do`."""
    return "".join(f"{_command(finding)}\n" for finding in result.findings)


def _command(finding: Finding) -> str:
    """One finding.

    >>> _command(Finding(path="a,b.yaml", line=2, column=None, severity="error", code="x", message="100 %", hint="?"))
    '::error file=a%2Cb.yaml,line=2,title=x::100 %25 ; ?'
    """
    named = {"file": finding.path, "line": finding.line, "col": finding.column, "title": finding.code}
    properties = ",".join(f"{name}={_property(value)}" for name, value in named.items() if value is not None)
    message = visible_line(joined(finding.message, finding.hint)).translate(_IN_MESSAGES)
    return f"::{finding.severity} {properties}::{message}"


def _property(value: str | int) -> str:
    return str(value).translate(_IN_PROPERTIES)
