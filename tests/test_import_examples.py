"""Documents of all manners, each with the protocols that a person made of it: a folder of `examples/import/` is a test.

A folder has one document and, in `expected/`, a protocol file for each of its communes.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from perr_cli import files, importers, storage, thesaurus, validation
from perr_cli.files import shipped_data
from perr_cli.imported import ImportedDocument
from perr_cli.importing import Importer, Input, Target, Told
from perr_cli.library import Library, open_library
from perr_cli.problems import Problem, Severity
from perr_cli.provenance import trace_all
from perr_cli.search import search
from perr_cli.text import fold
from perr_cli.validation.rules import ON_DEMAND, RULES

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


SOURCE = next((shipped_data() / "sources").iterdir())
DOCUMENTS = {**{example.name: document(example) for example in EXAMPLES}, "shipped": SOURCE}
Imported = dict[str, tuple[Path, ImportedDocument]]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Every document imported into a folder of its own, and what was reported of it."""
    known = thesaurus.load(files.thesauri(()))
    found: Imported = {}
    for name, path in DOCUMENTS.items():
        folder = tmp_path_factory.mktemp(name)
        found[name] = folder, Importer(known, Target(folder), Told()).run(Input(path))
    return found


@pytest.fixture(scope="module")
def findings(imported: Imported) -> list[Problem]:
    """What `perr validate --against-source` finds in all of them."""
    return validation.check([folder for folder, _ in imported.values()], rules=(*RULES, *ON_DEMAND)).problems


@pytest.fixture(scope="module")
def opened(imported: Imported) -> Library:
    """All of them as data; the shipped communes once."""
    return open_library([folder for folder, _ in imported.values()])


def protocols(folder: Path) -> dict[str, Items]:
    return {path.name: items(path) for path in sorted(folder.glob("*.yaml"))}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_document_becomes_the_protocols_that_a_person_made_of_it(imported: Imported, example: Path) -> None:
    assert protocols(imported[example.name][0] / "protocols") == protocols(example / "expected")


def test_the_shipped_source_gives_the_shipped_protocols(imported: Imported) -> None:
    """But for what a person added: readings, notes and codes."""
    made, shipped = imported["shipped"][0] / "protocols", shipped_data() / "protocols"
    assert protocols(made) == protocols(shipped)
    for path in shipped.iterdir():
        assert storage.load(made / path.name).data["source"] == storage.load(path).data["source"]


def letters(texts: list[str]) -> Counter[str]:
    """The letters and digits of some texts, folded: the same whatever layout does to words."""
    return Counter(sign for text in texts for sign in fold(text) if sign.isalnum())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_word_is_lost(imported: Imported, name: str) -> None:
    """Whatever is printed in a document is in its protocols or in the report, to the last letter."""
    folder, result = imported[name]
    told = [one.text for one in result.left_out]
    for texts in protocols(folder / "protocols").values():
        # A section stands over several objectives, and is printed once.
        sections = dict.fromkeys(text for place, text in texts.items() if place.endswith("section"))
        told += [*sections, *(text for place, text in texts.items() if not place.endswith("section"))]
    extract = importers.read(DOCUMENTS[name].read_bytes(), DOCUMENTS[name].name)
    printed = letters([line.text for block in extract.blocks for line in block.lines])
    assert printed - letters(told) == Counter()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_was_imported_is_proved_searched_and_traced(
    imported: Imported, findings: list[Problem], opened: Library, name: str
) -> None:
    """`perr import … -o out && perr --data out validate --against-source && … search … && … trace ID`."""
    folder = imported[name][0]
    errors = [p for p in findings if p.path.startswith(f"{folder}/") and p.severity is Severity.error]
    assert list(map(str, errors)) == []
    for entry in opened.protocols:
        if entry.path.startswith(f"{folder}/"):
            protocol = opened.protocol(entry.ref)
            first = next(protocol.items())
            assert first.id in {hit.id for hit in search(opened.index, f'"{first.text}"').hits}
            assert all(trace_all(protocol).values())
