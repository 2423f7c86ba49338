"""The pictures of the documentation, taken anew: `python -m tests.pictures`. They need Chromium."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from tests.conftest import needs
from tests.documents import ROOT

FOLDER = ROOT / "docs"
TYPED = ("diff", "ris-orangis", "savigny-le-temple", "-t", "education", "-k", "parents")
WIDTH = 100
"""Columns of the terminal."""


def perr(language: str, *words: str, folder: Path) -> str:
    """What perr prints in a terminal with colours."""
    environment = {"PATH": os.environ["PATH"], "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "PERR_LANG": language}
    return subprocess.run(
        [sys.executable, "-m", "perr_cli", *words], env=environment, cwd=folder, check=True, capture_output=True,
        encoding="utf-8",
    ).stdout  # fmt: skip


def report(browser: Browser, language: str, folder: Path) -> None:
    """The head of the page, as a wide screen shows it."""
    perr(language, "report", "ris-orangis", "savigny-le-temple", "-o", "report.html", folder=folder)
    page = browser.new_page(viewport={"width": 1280, "height": 1180})
    page.goto((folder / "report.html").as_uri())
    page.screenshot(path=FOLDER / f"report.{language}.png")
    page.close()


def terminal(browser: Browser, language: str, folder: Path) -> None:
    """A command and what it prints."""
    console = Console(record=True, file=io.StringIO(), width=WIDTH, force_terminal=True)
    console.print(Text(f"$ perr {' '.join(TYPED)}", style="bold"))
    console.print(Text.from_ansi(perr(language, *TYPED, folder=folder).rstrip()))
    code = console.export_html(
        inline_styles=True,
        theme=SVG_EXPORT_THEME,
        code_format='<pre style="margin:0;padding:18px 22px;display:inline-block;background:#292929;color:#c5c8c6;'
        "font:15px/1.35 'DejaVu Sans Mono',monospace\">{code}</pre>",
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(f"<body style='margin:0'>{code}")
    page.locator("pre").screenshot(path=FOLDER / f"terminal.{language}.png")
    page.close()


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=needs("chromium"), args=["--no-sandbox"])
        for language in ("en", "fr"):
            report(browser, language, Path(folder))
            terminal(browser, language, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
