"""The floor for a command: one that Typer starts and that does nothing."""

import typer


def main() -> None:
    """Do nothing."""


if __name__ == "__main__":
    typer.run(main)
