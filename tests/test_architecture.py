"""Who may import whom, what a search may load, and that every module says what it is."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import perr_cli
from tests.conftest import Perr

SOURCE = Path(perr_cli.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))

# module or package → what of ours it may import, besides its own package
ALLOWED = {
    "text": set(),
    "language": set(),
    "errors": {"language", "text"},
    "problems": {"language"},
    "items": set(),
    "protocols": {"items"},
    "themes": {"language"},
    "outline": set(),
    "apart": set(),
    "importers": {"apart", "errors", "language", "outline", "text", "themes"},
    "writing": {"importers", "language"},
    "provenance": {"files", "importers", "items", "language", "protocols", "storage", "text"},
    "imported": set(),
    "importing": {
        "errors", "files", "imported", "importers", "language", "model", "problems", "storage", "text",
        "thesaurus", "writing",
    },
    "concepts": {"text"},
    "grammar": {"text"},
    "leads": {"grammar", "items", "text"},
    "vectors": {"concepts", "items", "leads", "text", "thesaurus"},
    "alignment": {"items"},
    "comparables": {"errors", "index", "items", "language"},
    "reasons": {"alignment", "comparables", "index", "items", "text"},
    "partners": {"concepts", "text"},
    "decisions": {"items", "problems"},
    "deciding": {"decisions", "language", "model", "problems", "storage", "text"},
    "editing": {"decisions", "storage", "text"},
    "recording": {
        "deciding", "decisions", "editing", "errors", "files", "index", "items", "language", "library", "problems",
        "storage", "text",
    },
    "files": {"errors", "language", "storage", "text"},
    "storage": {"errors", "language", "problems", "text"},
    "model": {"language", "problems", "storage", "text"},
    "corpus": {"items", "model", "problems", "protocols", "storage", "text"},
    "thesaurus": {
        "concepts", "errors", "grammar", "items", "language", "leads", "model", "outline", "problems", "storage",
        "text", "themes",
    },
    "index": {"concepts", "items", "problems", "protocols", "text", "themes"},
    "indexing": {
        "concepts", "index", "items", "leads", "partners", "problems", "protocols", "text", "thesaurus", "vectors",
    },
    "building": {"apart", "corpus", "indexing", "problems", "thesaurus"},
    "cache": {"index"},
    "references": {"concepts", "errors", "index", "language", "text"},
    "query": {"errors", "language", "text"},
    "terms": {"concepts", "index", "query", "text"},
    "marking": {"concepts", "index", "items", "terms", "text"},
    "search": {"concepts", "index", "items", "marking", "query", "terms", "text"},
    "compare": {"alignment", "comparables", "decisions", "index", "items", "language", "reasons"},
    "links": {"alignment", "decisions", "items"},
    "common": {"comparables", "decisions", "index", "items", "links"},
    "knowledge": {"concepts", "index", "items"},
    "measures": {"text"},
    "profile": {"concepts", "items", "knowledge", "measures"},
    "report": {
        "alignment", "common", "compare", "decisions", "index", "items", "language", "profile", "protocols",
    },
    "results": {"index", "items", "problems", "protocols"},
    "validation": {
        "concepts", "corpus", "deciding", "errors", "files", "grammar", "items", "language", "model", "problems",
        "importers", "protocols", "provenance", "storage", "text", "thesaurus",
    },
    "library": {
        "building", "cache", "concepts", "deciding", "decisions", "errors", "files", "index", "items", "language",
        "problems", "protocols", "references", "text", "themes",
    },
    "candidates": {"index", "language", "library", "text"},
    "greeting": {"index", "language", "library", "text"},
    "exporters": {
        "alignment", "common", "compare", "decisions", "errors", "imported", "items", "knowledge", "language",
        "profile", "protocols", "provenance", "report", "results", "search", "text",
    },
    "dictionary": set(),
    "schemas": {
        "common", "compare", "deciding", "decisions", "dictionary", "errors", "imported", "items", "knowledge",
        "language", "model", "profile", "provenance", "results", "search", "text", "thesaurus",
    },
    "render": {
        "alignment", "common", "compare", "decisions", "greeting", "imported", "items", "knowledge", "language",
        "profile", "problems", "protocols", "provenance", "results", "search", "text",
    },
}  # fmt: skip


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "perr_cli":
            yield from (f"perr_cli.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def part(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_nothing_points_up(path: Path) -> None:
    own = part(path)
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("perr_cli.")} - {own, "__version__"}
    if own in ALLOWED:
        assert ours <= ALLOWED[own]
    else:
        assert own in {"cli", "__main__", "__init__"}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_only_the_edge_knows_the_terminal(path: Path) -> None:
    foreign = {name.partition(".")[0] for name in imports(path)}
    assert "typer" not in foreign or part(path) in {"cli", "__main__"}
    assert "rich" not in foreign or part(path) == "render"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_opens_with_a_sentence_and_is_no_god(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring
    assert docstring.split("\n\n")[0].rstrip().endswith((".", ":"))
    assert text.count("\n") <= 400


OURS_IN_A_SEARCH = {
    "perr_cli", "perr_cli.__main__", "perr_cli.cache", "perr_cli.cli", "perr_cli.cli.app", "perr_cli.cli.delivery",
    "perr_cli.cli.opening", "perr_cli.cli.options", "perr_cli.cli.progress", "perr_cli.cli.search",
    "perr_cli.cli.selection", "perr_cli.cli.understanding",
    "perr_cli.concepts", "perr_cli.errors", "perr_cli.exporters", "perr_cli.exporters.document",
    "perr_cli.exporters.interface", "perr_cli.exporters.json", "perr_cli.files", "perr_cli.index", "perr_cli.items",
    "perr_cli.language", "perr_cli.library", "perr_cli.marking", "perr_cli.query",
    "perr_cli.search", "perr_cli.terms", "perr_cli.text",
    "perr_cli.themes",
}  # fmt: skip
OURS_IN_A_DIFF = OURS_IN_A_SEARCH - {
    "perr_cli.cli.search", "perr_cli.cli.understanding", "perr_cli.marking", "perr_cli.query", "perr_cli.search",
    "perr_cli.terms",
} | {
    "perr_cli.alignment", "perr_cli.cli.diff", "perr_cli.comparables", "perr_cli.compare", "perr_cli.decisions",
    "perr_cli.problems", "perr_cli.reasons", "perr_cli.references",
}  # fmt: skip
SLOW = {"pydantic", "yaml", "rich", "rapidfuzz", "hashlib", "multiprocessing", "csv", "tempfile", "numpy", "pyarrow"}


@pytest.mark.parametrize(
    ("words", "ours"),
    [(["search", "mobilité"], OURS_IN_A_SEARCH), (["diff", "ris", "savigny", "--explain"], OURS_IN_A_DIFF)],
)
def test_a_call_loads_no_more_than_it_needs(perr: Perr, words: list[str], ours: set[str]) -> None:
    assert perr(*words).status == 0  # the index is kept now
    code = """import sys, perr_cli.__main__ as program
program._run([*sys.argv[1:], "--json"])
print(*sys.modules, file=sys.stderr)"""
    environment = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
    call = [sys.executable, "-c", code, *words]
    loaded = set(subprocess.run(call, capture_output=True, text=True, check=True, env=environment).stderr.split())
    assert {name for name in loaded if name.startswith("perr_cli")} == ours
    assert not SLOW & loaded


@pytest.mark.parametrize("own", ["text", "errors", "language", "search", "alignment", "compare", "reasons"])
def test_the_core_reads_no_file_and_no_model(own: str) -> None:
    foreign = {name.partition(".")[0] for name in imports(SOURCE / f"{own}.py")}
    ours = {name for name in imports(SOURCE / f"{own}.py") if name.startswith("perr_cli.")}
    assert not foreign & {"pydantic", "yaml", "rich", "typer"}
    assert not ours & {"perr_cli.corpus", "perr_cli.storage", "perr_cli.model"}


@pytest.mark.parametrize(
    "module",
    [
        "search",
        "alignment",
        "comparables",
        "compare",
        "reasons",
        "decisions",
        "exporters.json",
        "exporters.csv",
        "imported",
        "results",
        "index",
    ],
)
def test_a_module_of_the_core_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, perr_cli.{module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "yaml", "rich", "typer"} & set(loaded)
