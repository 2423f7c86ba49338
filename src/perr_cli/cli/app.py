"""The program: its commands, and the options before them."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from perr_cli import __version__
from perr_cli.cli import diff, list_, schema, search, show, themes, validate
from perr_cli.cli.opening import Folders
from perr_cli.language import LANGUAGES, _


def build() -> typer.Typer:
    """The command line, in the language in use."""
    app = typer.Typer(
        name="perr",
        help=_("Search and compare French urban policy protocols (PERR)."),
        invoke_without_command=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_before)
    example = _("Example")
    for name, module in (
        ("list", list_),
        ("themes", themes),
        ("show", show),
        ("search", search),
        ("diff", diff),
        ("validate", validate),
        ("schema", schema),
    ):
        app.command(name, help=module.HELP, epilog=f"{example}: {module.EXAMPLE}")(module.command)
    return app


def _version(value: bool) -> None:
    if value:
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
        typer.Option("--data", metavar="DIR", help=_("A folder of protocol files, instead of those that come with"
                     " perr; may be repeated. Also PERR_DATA.")),
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", metavar="fr|en", callback=_language, help=_("The language of messages. Also"
                          " PERR_LANG; otherwise the locale."))
    ] = "",
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=_("Print the version."))
    ] = False,
) -> None:  # fmt: skip
    if context.invoked_subcommand is None:
        print(context.get_help())
    context.obj = Folders.of(data or [])
