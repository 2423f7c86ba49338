"""The manual page: made from the help, checked in, shown by `man` without a complaint."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from perr_cli.cli.app import COMMANDS, build
from tests.conftest import needs

ROOT = Path(__file__).parents[2]
PAGES = {"en": ROOT / "man/man1/perr.1", "fr": ROOT / "man/fr/man1/perr.1"}


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_what_the_help_says(language: str) -> None:
    """Else: `python -m perr_cli.cli.manpage en > man/man1/perr.1`, and the same for fr in man/fr."""
    made = subprocess.run([sys.executable, "-m", "perr_cli.cli.manpage", language], capture_output=True, check=True)
    assert made.stdout == PAGES[language].read_bytes()


def test_the_page_has_every_command_and_option() -> None:
    page = PAGES["en"].read_text(encoding="utf-8").replace("\\-", "-")
    for name in COMMANDS:
        assert f".SS perr {name}\n" in page
        section = page.partition(f".SS perr {name}\n")[2].partition(".SS")[0]
        for param in build().commands[name].params:
            assert all(option in section for option in param.opts if option.startswith("-")), param.name


@pytest.mark.parametrize("language", PAGES)
def test_groff_has_no_complaint(language: str) -> None:
    needs("groff")
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-rLL=80n", str(PAGES[language])], capture_output=True, check=True
    )
    assert done.stderr == b""
    shown = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout.decode())
    assert ("Afficher cette aide." if language == "fr" else "Show this message and exit.") in shown
    assert re.search(r": perr trace ris/emploi/1\.3$", shown, re.MULTILINE)
