"""From a result to the screen or a file, and to the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from perr_cli.errors import OutputError, ReaderGone, Status
from perr_cli.language import _, plain

if TYPE_CHECKING:
    from perr_cli.library import Library
    from perr_cli.problems import Problem


_OF_PROGRAMS = frozenset((".xlsx", ".xls", ".ods", ".docx", ".odt", ".pdf", ".html", ".htm", ".parquet"))
"""What only a program opens, which would call a text table broken."""


class Delivery(NamedTuple):
    """How a result is wanted: in which format, where, and with which liberties."""

    format: str
    output: Path | None = None
    raw: bool = False
    excel: bool = False

    @classmethod
    def of(
        cls,
        format: Enum | None = None,
        json: bool = False,
        output: Path | None = None,
        raw: bool = False,
        *,
        excel: bool = False,
        suffixes: Mapping[str, str] | None = None,
        default: str = "table",
    ) -> Delivery:
        """The options as typed made consistent: `--json`, `--format`, the output file's name, else the default.
        What a program will read is told in plain characters from here on.

        A command with formats of its own says by `suffixes` which name asks for which; it writes no file of another
        name unless a format was asked for. Raises `OutputError`.
        """
        from perr_cli.exporters import FOR_PROGRAMS, SUFFIXES
        from perr_cli.text import visible

        known = SUFFIXES if suffixes is None else suffixes
        asked = str(format.value) if format else None
        if json and asked not in (None, "json"):
            raise typer.BadParameter(_("--json and --format {format} contradict").format(format=asked))
        suffix = output.suffix.lower() if output else ""
        if output and not (suffix in known or json or asked) and (suffix in _OF_PROGRAMS or suffixes is not None):
            raise OutputError(
                _("perr does not write {suffix} files here").format(suffix=visible(suffix))
                if suffix
                else _("the file's name does not say in which format to write it"),
                _("choose one of: {names}").format(names=", ".join(known)),
            )
        chosen = "json" if json else asked or known.get(suffix, default)
        if chosen in FOR_PROGRAMS:
            plain()
        return cls(chosen, output, raw, excel)

    def write(self, result: Any, library: Library | None = None, inputs: Iterable[str] = (), **names: Any) -> None:
        """Write the result; `names`, or functions that tell them, go to the table renderer, `inputs` are files that
        must not be written over, where no library says so. Raises `OutputError`."""
        self._put(self._content(result, names), library.inputs() if library else inputs)

    def write_text(self, text: str, inputs: Iterable[str] = ()) -> None:
        """Write what is text already. Raises `OutputError`."""
        self._put(text, inputs)

    def check(self, inputs: Iterable[str]) -> None:
        """Refuse the output file before the work is done for it. Raises `OutputError`."""
        from perr_cli.storage import check_target

        if self.output is not None:
            _refuse_inputs(self.output, inputs)
            check_target(self.output, new_folder=False)

    def _put(self, content: str | bytes, inputs: Iterable[str]) -> None:
        if self.output is not None:
            _to_file(self.output, content, inputs)
        elif isinstance(content, str):
            _to_screen(content)
        else:
            raise OutputError(
                _("{format} is not text, which a screen could show").format(format=self.format),
                _("name a file with -o"),
            )

    def _content(self, result: Any, names: dict[str, Any]) -> str | bytes:
        if self.format == "table":
            from perr_cli.render import render
            from perr_cli.render.screen import UNKNOWN, Screen

            screen = Screen(UNKNOWN, False) if self.output else Screen.of(sys.stdout)
            told = {name: value() if callable(value) else value for name, value in names.items()}
            return render(result, screen, **told)
        from perr_cli.exporters import FormatOptions, formatter

        return formatter(self.format)(result, FormatOptions(raw=self.raw, excel=self.excel))


def _to_screen(text: str) -> None:
    if sys.stdout is None:
        raise OutputError(_("there is no standard output"), _("name a file with -o"))
    try:
        if sys.stdout.isatty():
            from perr_cli.cli.paging import paged

            if paged(text, sys.stdout):
                return
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Typer would make this status 1; `main` knows better.
        raise ReaderGone from None


def _to_file(target: Path, content: str | bytes, sources: Iterable[str]) -> None:
    from perr_cli.storage import atomic

    _refuse_inputs(target, sources)
    with atomic(target) as temporary:
        temporary.write_bytes(content.encode() if isinstance(content, str) else content)


def _refuse_inputs(target: Path, sources: Iterable[str]) -> None:
    from perr_cli.text import display_path

    if any(_same(target, source) for source in sources):
        raise OutputError(
            _("{path} is one of the files that are read").format(path=display_path(target)), _("choose another name")
        )
    if os.path.lexists(target) and _is_data(target):
        raise OutputError(_("{path} is data for perr").format(path=display_path(target)), _("choose another name"))


def _is_data(target: Path) -> bool:
    """Whether a file would be read by other calls: a YAML file, or a document in `sources/` beside protocols."""
    place = Path(os.path.realpath(target)).parent
    return target.suffix.lower() in (".yaml", ".yml") or (
        place.name == "sources" and os.path.isdir(place.parent / "protocols")
    )


def _same(target: Path, source: str) -> bool:
    try:
        return target.samefile(source)
    except (OSError, ValueError):  # one of them is not there yet, or has a name that cannot be: `atomic` says so
        return os.path.abspath(target) == os.path.abspath(source)


def tell(line: str) -> None:
    """A line for a person, on stderr."""
    print(line, file=sys.stderr)


def status(library: Library, done: Status = Status.DONE, more: Sequence[Problem] = ()) -> Status:
    """The status of a call that did its work: 2 where a file could not be read, which is named on stderr, as `more`
    problems are."""
    problems = (*library.problems, *more)
    tell_problems(problems)
    return Status.UNUSABLE if any(problem.severity == "error" for problem in problems) else done


def tell_problems(problems: Iterable[Problem]) -> None:
    """Problems in files, a line of stderr each."""
    for problem in problems:
        tell(f"perr: {problem}")
