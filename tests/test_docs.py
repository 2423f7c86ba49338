"""The documentation cannot drift: examples run and print what is shown, commands and options are described."""

from __future__ import annotations

import importlib
import re
import shlex
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from perr_cli.cli.app import COMMANDS, build
from tests.conftest import needs
from tests.documents import DOCUMENTS, ROOT, Example, Place, examples, text

README = text("README.md")
EXAMPLES = [(document, example) for document in DOCUMENTS for example in examples(document)]


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Place]:
    """Where the examples of a document are run, one after the other."""
    return cache(lambda document: Place(tmp_path_factory.mktemp("document"), DOCUMENTS[document]))


@pytest.mark.parametrize(("document", "example"), EXAMPLES, ids=[f"{d}: {e.command}" for d, e in EXAMPLES])
def test_a_document_shows_what_is_printed(places: Callable[[str], Place], document: str, example: Example) -> None:
    if "| jq" in example.command:
        needs("jq")
    assert places(document).run(example.command).stdout.rstrip("\n") == example.output


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_picture_is_there(document: str) -> None:
    assert all((ROOT / path).is_file() for path in re.findall(r"!\[[^]]+\]\((.+?)\)", text(document)))


@pytest.fixture
def here(tmp_path: Path) -> Place:
    return Place(tmp_path, "en")


@pytest.mark.parametrize("name", ["README", "GUIDE"])
def test_the_french_document_says_what_the_english_says(name: str) -> None:
    english, french = (text(f"{name}{ending}") for ending in (".md", ".fr.md"))
    for pattern in (r"^#+ ", r"^```\w*$", r"^\$ .*$", r"^\| ", r"`(?:--|-)[a-z-]+`", r"!\["):
        shapes = [re.findall(pattern, of, re.MULTILINE) for of in (english, french)]
        assert shapes[0] == shapes[1], pattern


def test_readme_queries_the_exported_table(here: Place) -> None:
    ((command, code, output),) = re.findall(
        r"After `(perr export [^`]*)`.*?```python\n(import duckdb\n.*?)```\n\n```text\n(.*?)\n```", README, re.DOTALL
    )
    assert len(re.findall(r"^.+$", code, re.MULTILINE)) == 3
    done = here.run(f"{command} && python -c {shlex.quote(code)}")
    assert (done.stdout.rstrip("\n"), done.stderr) == (output, "")


@pytest.mark.parametrize("command", re.findall(r"^\| `(perr search .*?)` \|", README, re.MULTILINE))
def test_readme_queries_find_something(here: Place, command: str) -> None:
    if "[QUERY]" not in command:
        assert here.run(command).returncode == 0


@pytest.fixture(scope="module")
def help_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The help of a command, printed once."""
    place = Place(tmp_path_factory.mktemp("help"), "en")
    return cache(lambda name: place.run(f"perr {name} --help").stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_described_with_an_example_that_runs(
    here: Place, help_of: Callable[[str], str], name: str
) -> None:
    module = importlib.import_module(f"perr_cli.cli.{COMMANDS[name]}")
    assert f"Example: {module.EXAMPLE}" in help_of(name)
    assert f"`perr {name}" in README
    done = here.run(module.EXAMPLE)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_module_of_a_command_is_one() -> None:
    modules = {path.stem for path in (ROOT / "src/perr_cli/cli").glob("*.py") if "\nHELP = " in path.read_text("utf-8")}
    assert set(COMMANDS.values()) == modules
    assert list(build().commands) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_every_option(help_of: Callable[[str], str], name: str) -> None:
    for option in re.findall(r"--[a-z]+", help_of(name).partition("Options:")[2].partition("Example")[0]):
        assert option in README, option
