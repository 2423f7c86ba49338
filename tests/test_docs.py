"""The documentation cannot drift: examples run and print what is shown, commands and options are described."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from perr_cli.cli.app import COMMANDS, build

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", ""), "PERR_LANG": "en", "COLUMNS": "80"}


def examples() -> Iterator[tuple[str, str]]:
    """Every `$ perr …` of README with the output printed below it."""
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = example.partition("\n")
            yield command, output


def run(command: str, place: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A command line as a shell runs it, with this perr."""
    ours = command.replace("perr", f"{shlex.quote(sys.executable)} -m perr_cli", 1)
    return subprocess.run(
        ours, shell=True, cwd=place, env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.parametrize(("command", "output"), list(examples()))
def test_readme_shows_what_perr_prints(command: str, output: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")  # an example may write beside it
    if "| jq .total" in command:  # jq may not be installed; its part is taken here
        plain = run(command.partition(" |")[0], tmp_path)
        assert re.search(r'"total": (\d+)', plain.stdout) is not None
        assert f'"total": {output.strip()},' in plain.stdout
        return
    assert run(command, tmp_path).stdout.rstrip("\n") == output.rstrip("\n")


@pytest.mark.parametrize("command", re.findall(r"^\| `(perr search .*?)` \|", README, re.MULTILINE))
def test_readme_queries_find_something(command: str) -> None:
    if "[QUERY]" not in command:
        assert run(command).returncode == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_described_with_an_example_that_runs(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")  # an example may write into it
    module = importlib.import_module(f"perr_cli.cli.{COMMANDS[name]}")
    help_text = run(f"perr {name} --help").stdout
    assert f"Example: {module.EXAMPLE}" in help_text
    assert f"`perr {name}" in README
    done = run(module.EXAMPLE, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_module_of_a_command_is_one() -> None:
    modules = {path.stem for path in (ROOT / "src/perr_cli/cli").glob("*.py") if "\nHELP = " in path.read_text("utf-8")}
    assert set(COMMANDS.values()) == modules
    assert list(build().commands) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_every_option(name: str) -> None:
    help_text = run(f"perr {name} --help").stdout
    for option in re.findall(r"--[a-z]+", help_text.partition("Options:")[2].partition("Example")[0]):
        assert option in README, option
