"""The program: its commands, and the options before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any, Optional

import typer
from typer.core import TyperCommand, TyperGroup

from perr_cli import __version__
from perr_cli.cli.opening import Folders
from perr_cli.errors import Status
from perr_cli.language import LANGUAGES, _

_SETTINGS: dict[str, Any] = {
    "add_completion": False,  # see `completing`
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["--help", "-h"]},
}


def build() -> Any:
    """The command line, in the language in use, ready to be run: Typer's group of commands."""
    app = typer.Typer(
        name="perr",
        help=_("Search and compare French urban policy protocols (PERR)."),
        invoke_without_command=True,
        cls=_Group,
        subcommand_metavar=_("COMMAND [ARGS]..."),
        **_SETTINGS,
    )
    app.callback()(_before)
    group: Any = typer.main.get_command(app)
    group.commands = _Commands()
    return group


COMMANDS = {
    "list": "list_",
    "themes": "themes",
    "show": "show",
    "search": "search",
    "diff": "diff",
    "common": "common",
    "decide": "decide",
    "profile": "profile",
    "trace": "trace",
    "import": "import_",
    "validate": "validate",
    "report": "report",
    "export": "export",
    "thesaurus": "thesaurus",
    "schema": "schema",
    "cache": "cache",
    "completion": "completion",
}
"""The commands in the order of the help, each with its module here."""


class _Helping:
    """What is the same in the help of every command: it is told in the reader's language throughout."""

    def get_help_option_names(self, context: Any) -> list[str]:
        return sorted(super().get_help_option_names(context))  # type: ignore[misc]  # Typer's come from a set

    def get_help_option(self, context: Any) -> Any:
        option = super().get_help_option(context)  # type: ignore[misc]  # it is mixed into what has one
        option.help = _("Show this message and exit.")
        return option

    def get_help(self, context: Any) -> str:
        from perr_cli.cli.helping import Formatter

        context.formatter_class = Formatter
        return str(super().get_help(context))  # type: ignore[misc]


class _Group(_Helping, TyperGroup):
    """The program."""


class _Command(_Helping, TyperCommand):
    """A command."""


class _Commands(Mapping[str, Any]):
    """The commands by name. A module is only loaded when its command is run or helped with."""

    def __getitem__(self, name: str) -> Any:
        module = import_module(f"perr_cli.cli.{COMMANDS[name]}")
        app = typer.Typer(**_SETTINGS)
        example = _("Example: {command}").format(command=module.EXAMPLE)
        app.command(name, cls=_Command, help=module.HELP, epilog=example)(module.command)
        return typer.main.get_command(app)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _version(context: typer.Context, value: bool) -> None:
    if value and not context.resilient_parsing:  # as where a command line is only completed
        print(f"perr {__version__}")
        raise typer.Exit()


def _language(value: str) -> str:
    # The language itself was chosen before this module was imported; here it is only checked.
    if value and value not in LANGUAGES:
        raise typer.BadParameter(_("choose one of: {names}").format(names=", ".join(LANGUAGES)))
    return value


def _before(
    context: typer.Context,
    data: Annotated[
        Optional[list[str]],  # noqa: UP045  (Typer wants Optional for lists)
        typer.Option("--data", metavar=_("DIR"), help=_("A folder of protocol files, instead of those that come with"
                     " perr; may be repeated. Also PERR_DATA.")),
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", metavar="fr|en", callback=_language, help=_("The language of messages. Also"
                          " PERR_LANG; otherwise the locale."))
    ] = "",
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=_("Print the version."))
    ] = False,
) -> Status:  # fmt: skip
    context.obj = Folders.of(data or [])
    if context.invoked_subcommand is None:
        from perr_cli.cli.greeting import greet

        return greet(context, data or [])
    return Status.DONE
