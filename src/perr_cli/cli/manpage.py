"""The manual page, made from what `--help` says: `python -m perr_cli.cli.manpage en > man/man1/perr.1`.

`man/` has it in both languages, and the wheel installs it; a test holds that it is what comes out here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

from perr_cli import __version__, language
from perr_cli.language import _

# A word that begins a line must not be a request, and a hyphen of an option must stay one when it is copied.
_ESCAPES = str.maketrans({"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"})


def page() -> str:
    """The manual page in the language in use, as roff for the `man` macros."""
    from perr_cli.cli.app import build

    group = build()
    return "".join(f"{line}\n" for line in _lines(group, group.make_context("perr", [], resilient_parsing=True)))


def _lines(group: Any, context: Any) -> Iterator[str]:
    manual = _("perr manual")
    yield f'.TH PERR 1 "" "perr {__version__}" "{_escaped(manual)}"'
    yield from (".nh", ".ad l")  # words and commands stay whole, and the spaces between them as they are
    yield _heading(_("Name"))
    yield f"perr \\- {_escaped(group.help.rstrip('.'))}"
    yield _heading(_("Synopsis"))
    yield from _synopsis(group, context)
    yield _heading(_("Options"))
    yield from _options(group, context)
    yield _heading(_("Commands"))
    for name in group.list_commands(context):
        yield from _command(group.get_command(context, name), context)
    for title, told in _sections():
        yield _heading(title)
        for term, meaning in told:
            yield from _entry(term, meaning)


def _sections() -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    yield (
        _("Environment"),
        (
            ("PERR_DATA", _("The data folders, separated as in PATH, where --data names none.")),
            ("PERR_LANG", _("The language, where --lang names none: fr or en.")),
            ("PERR_PAGER, PAGER", _("What shows on a terminal what is longer than it; cat or nothing is none.")),
            ("NO_COLOR, FORCE_COLOR, COLUMNS", _("No colours; colours everywhere; the width.")),
        ),
    )
    yield (
        _("Exit status"),
        (
            ("0", _("Something was found or done.")),
            ("1", _("Nothing was found, or validate has errors to report.")),
            ("2", _("The call, a reference, a file or the data cannot be used.")),
            ("130", _("Interrupted.")),
        ),
    )


def _command(command: Any, parent: Any) -> Iterator[str]:
    context = command.make_context(command.name, [], parent=parent, resilient_parsing=True)
    yield f".SS perr {command.name}"
    yield from _synopsis(command, context)
    yield ".PP"
    yield _escaped(command.help)
    yield from _arguments(command, context)
    yield from _options(command, context)
    yield ".PP"
    yield _escaped(command.epilog)


def _synopsis(command: Any, context: Any) -> Iterator[str]:
    yield f".B {_escaped(context.command_path)}"
    yield _escaped(" ".join(command.collect_usage_pieces(context)))


def _arguments(command: Any, context: Any) -> Iterator[str]:
    for param in command.get_params(context):
        record = None if param.param_type_name == "option" else param.get_help_record(context)
        if record:
            yield from _entry(*record)


def _options(command: Any, context: Any) -> Iterator[str]:
    for param in command.get_params(context):
        record = param.get_help_record(context) if param.param_type_name == "option" else None
        if record:
            yield from _entry(*record)


def _entry(term: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    # Its name is bold, what it takes is not.
    yield re.sub(r"^(\S+(?:, \S+)*)", lambda m: rf"\fB{m[1]}\fR", _escaped(term))
    yield _escaped(meaning)


def _heading(text: str) -> str:
    return f".SH {_escaped(text.upper())}"


def _escaped(text: str) -> str:
    r"""Text that roff shows as it is.

    >>> _escaped(".so /etc/passwd"), _escaped(r"a\b -c")
    ('\\&.so /etc/passwd', 'a\\eb \\-c')
    """
    plain = text.replace("\n", " ").translate(_ESCAPES)
    return rf"\&{plain}" if plain.startswith((".", "'")) else plain


if __name__ == "__main__":
    language.use("fr" if sys.argv[1:] == ["fr"] else "en")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())
