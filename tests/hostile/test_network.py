"""perr asks nothing of any network: no call opens a socket, whatever it reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import pytest

WATCHED = """
import os, sys
def watch(event, _arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        os.write(2, event.encode())
        os._exit(99)
sys.addaudithook(watch)
from perr_cli.__main__ import main
main(sys.argv[1:])
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A Word file that links to what is elsewhere, and a page that does."""
    text = docx.Document()
    text.add_paragraph("Commune de Bonneville")
    text.add_paragraph("Thématique emploi")
    text.add_paragraph("→ Lever les freins http://x.invalid/a")
    text.part.relate_to("http://x.invalid/b.png", "http://schemas.openxmlformats.org/image", is_external=True)
    text.save(str(tmp_path / "x.docx"))
    (tmp_path / "x.html").write_text(
        "<link rel=stylesheet href=http://x.invalid/c.css><img src=http://x.invalid/d.png>"
        "<h1>Commune de Bonneville</h1><h2>Thématique emploi</h2><ul><li>Lever les freins</ul>",
        encoding="utf-8",
    )
    return tmp_path


CALLS = (
    "", "list", "search mobilité", "diff ris savigny", "common", "profile", "validate", "thesaurus gusp", "schema",
    "cache", "trace ris/emploi/1", "export -o x.parquet", "report ris savigny -o r.html",
    "report ris savigny -o r.docx", "report ris savigny -o r.xlsx", "import x.docx -o a", "import x.html -o b",
)  # fmt: skip


@pytest.mark.parametrize("words", CALLS)
def test_no_call_opens_a_socket(document: Path, words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *words.split()], cwd=document, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.partition("socket")[1]) == (0, "")


def test_the_watch_sees_a_socket() -> None:
    code = WATCHED.replace("from perr_cli.__main__ import main", "import socket").replace(
        "main(sys.argv[1:])", "socket.socket()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (99, "socket.__new__")
