"""Help texts: what Typer says in English only, in the reader's language."""

from __future__ import annotations

from typer._click.formatting import HelpFormatter

from perr_cli.language import _


class Formatter(HelpFormatter):
    """Writes help as Typer does, its headings in the reader's language and with its spaces."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is called."""
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """A heading of options, arguments or commands."""
        self.write(_("{heading}:").format(heading=heading) + "\n")
