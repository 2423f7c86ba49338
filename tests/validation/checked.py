"""A table's vocabulary: texts or files in, what a rule finds out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from perr_cli import validation
from perr_cli.validation.interface import Rule

HEAD = "commune: Bonneville\nthemes:\n- key: emploi\n  objectives:\n"
"""Four lines; an objective of one line that begins with `  - ` has its text in column 5."""


def found(folder: Path, rule: type[Rule], **files: str) -> list[str]:
    """What a rule finds in files (name → YAML): each as `file:line:column: what is wrong ; what to do [code]`."""
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    problems = validation.check([folder], rules=[rule]).problems
    return [f"{problem} [{problem.code}]".removeprefix(f"{folder}/").replace(f"{folder}/", "") for problem in problems]


def in_texts(folder: Path, rule: type[Rule], *texts: str) -> list[str]:
    """The places, sentences and codes that a rule finds in objectives that say this, without the file and the hint."""
    told = found(folder, rule, a=HEAD + "".join(f"  - {text}\n" for text in texts))
    return [problem.removeprefix("a.yaml:").partition(" ; ")[0] for problem in told]


def codes(folder: Path, rule: type[Rule], files: Mapping[str, str]) -> list[tuple[str, str]]:
    """The files with the codes that are found in them."""
    told = found(folder, rule, **files)
    return [(problem.partition(".yaml")[0], problem.rpartition("[")[2].rstrip("]")) for problem in told]
