"""Documents of all manners, each with the protocols that a person made of it: a folder of `examples/import/` is a test.

A folder has one document and, in `expected/`, a protocol file for each of its communes.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from perr_cli import importers, storage
from perr_cli.files import shipped_data
from perr_cli.importing import Importer, Input, Target, Told, opened
from perr_cli.text import fold

FOLDER = Path(__file__).parent / "examples" / "import"
EXAMPLES = sorted(path.parent for path in FOLDER.glob("*/expected"))
Items = dict[str, str]


def items(path: Path) -> Items:
    """The texts of a protocol file by their places, with sections and titles; what a person adds is left out."""
    data: Any = storage.load(path).data
    found = {"commune": data["commune"], "title": said(data.get("title", ""))}
    for number, text in enumerate(data.get("preconditions", []), 1):
        found[f"preconditions/{number}"] = said(text)
    for theme in data["themes"]:
        found[f"{theme['key']} title"] = said(theme["title"])
        for number, objective in enumerate(theme["objectives"], 1):
            place = f"{theme['key']}/{number}"
            found[place] = said(objective)
            if not isinstance(objective, str):
                found[f"{place} section"] = said(objective.get("section", ""))
                for n, action in enumerate(objective.get("actions", []), 1):
                    found[f"{place}.{n}"] = said(action)
    return found


def said(text: Any) -> str:
    """A text as a person types it who has no special blanks and hyphens."""
    return str(text if isinstance(text, str) else text["text"]).translate(TYPED)


TYPED = str.maketrans("\u00a0\u202f\u2011", "  -")


def document(example: Path) -> Path:
    """The document of an example; `manner.rst` says how it was made, and what is hard in it."""
    return next(path for path in sorted(example.iterdir()) if path.suffix.lower() in importers.SUFFIXES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_document_becomes_the_protocols_that_a_person_made_of_it(example: Path, tmp_path: Path) -> None:
    opened((), Target(tmp_path), Told()).run(Input(document(example)))
    made = {path.name: items(path) for path in (tmp_path / "protocols").iterdir()}
    assert made == {path.name: items(path) for path in (example / "expected").iterdir()}


def test_the_shipped_source_gives_the_shipped_protocols(tmp_path: Path) -> None:
    """But for what a person added: readings, notes and codes."""
    data = shipped_data()
    opened((), Target(tmp_path), Told()).run(Input(next((data / "sources").iterdir())))
    for shipped in (data / "protocols").iterdir():
        assert items(tmp_path / "protocols" / shipped.name) == items(shipped)
        made = storage.load(tmp_path / "protocols" / shipped.name).data
        assert made["source"] == storage.load(shipped).data["source"]


def letters(texts: list[str]) -> Counter[str]:
    """The letters and digits of some texts, folded: the same whatever layout does to words."""
    return Counter(sign for text in texts for sign in fold(text) if sign.isalnum())


SOURCES = [*map(document, EXAMPLES), next((shipped_data() / "sources").iterdir())]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_word_is_lost(source: Path, tmp_path: Path) -> None:
    """Whatever is printed in a document is in its protocols or in the report, to the last letter."""
    importer: Importer = opened((), Target(tmp_path), Told())
    result = importer.run(Input(source))
    told = [one.text for one in result.left_out]
    for path in (tmp_path / "protocols").iterdir():
        # A section stands over several objectives, and is printed once.
        texts = items(path)
        sections = dict.fromkeys(text for place, text in texts.items() if place.endswith("section"))
        told += [*sections, *(text for place, text in texts.items() if not place.endswith("section"))]
    extract = importers.read(source.read_bytes(), source.name)
    printed = letters([line.text for block in extract.blocks for line in block.lines])
    assert printed - letters(told) == Counter()
