"""Completion: command lines and their candidates, and the shells that put them in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perr_cli.cli.app import COMMANDS, build
from perr_cli.cli.completing import CHOICES, FILES, OF
from tests.conftest import Perr, needs
from tests.terminal import Terminal

SHELLS = ("bash", "zsh", "fish")


def asked(perr: Perr, line: str, shell: str = "bash", replaced: str | None = None) -> list[str]:
    """What perr answers a shell for a line, which ends at the cursor."""
    words = [line, line.rpartition(" ")[2] if replaced is None else replaced]
    words = words if shell == "bash" else line.split(" ")[1:]
    done = perr(*words, env={"_PERR_COMPLETE": shell})
    assert (done.status, done.err) == (0, "")
    kind, *candidates = done.out.splitlines() or [""]
    assert kind in ("words", "files") or not candidates
    return [kind] if kind == "files" else candidates


@pytest.mark.parametrize(
    ("line", "candidates"),
    [
        ("perr ", list(COMMANDS)),
        ("perr th", ["themes", "thesaurus"]),
        ("perr --l", ["--lang"]),
        ("perr --lang ", ["fr", "en"]),
        ("perr show --", ["--theme", "--level", "--keyword", "--format", "--json", "--output", "--raw", "--help"]),
        ("perr list --format ", ["table", "json", "ndjson", "csv", "markdown"]),
        ("perr list --format=nd", ["--format=ndjson"]),
        ("perr search --nature c", ["continuer", "coordonner"]),
        ("perr completion ", ["bash", "zsh", "fish"]),
        # communes: by the id, by a word of the name, in any case and with or without accents
        ("perr diff ", ["ris-orangis", "savigny-le-temple"]),
        ("perr diff ris s", ["savigny-le-temple"]),
        ("perr profile ris-orangis t", ["savigny-le-temple"]),
        ("perr list -c SAVÎ", ["savigny-le-temple"]),
        ("perr list --commune=ris", ["--commune=ris-orangis"]),
        ("perr list -c x", []),
        ("perr list -c $(", []),
        # ids, a level at a time
        ("perr show ", ["ris-orangis/", "savigny-le-temple/"]),
        ("perr show ris/e", ["ris-orangis/emploi/", "ris-orangis/education/"]),
        ("perr show savigny-le-temple/p", []),
        ("perr show ris-orangis/p", ["ris-orangis/preconditions/"]),
        ("perr trace ris-orangis/emploi/3", ["ris-orangis/emploi/3", "ris-orangis/emploi/3.1"]),
        ("perr trace RIS/preconditions/", [f"ris-orangis/preconditions/{n}" for n in range(1, 5)]),
        ("perr decide ris-orangis/emploi/1 sav", ["savigny-le-temple/"]),
        ("perr show nowhere/", []),
        ("perr show ris-orangis/emploi/1/", []),
        # themes, concepts, partners
        ("perr search -t ", ["emploi", "education", "logement", "securite", "lien-social"]),
        ("perr search -t safety", ["securite"]),
        ("perr --lang fr search -t cadre", ["logement"]),
        ("perr search --concept gus", ["gusp"]),
        ("perr thesaurus tfp", ["tfpb"]),
        ("perr search --partner caf", ["caf"]),
        ("perr search --partner allocations", ["caf"]),
        ("perr search --partner Essonne", ["Essonne\\ Habitat"]),
        # files are the shell's
        ("perr --data ", ["files"]),
        ("perr import x", ["files"]),
        ("perr validate ", ["files"]),
        ("perr list -o ", ["files"]),
        # what is wrong is no message
        ("perr frob ", []),
        ("perr --data nowhere show ", []),
        ("perr --version ", list(COMMANDS)),
        ("perr search mob", []),
        ("perr list -n ", []),
    ],
)
def test_a_line_has_candidates(perr: Perr, line: str, candidates: list[str]) -> None:
    assert asked(perr, line) == candidates


@pytest.mark.parametrize(
    ("line", "replaced", "candidates"),
    [
        ("perr search --partner Essonne\\ H", "Essonne\\ H", ["Essonne\\ Habitat"]),
        ('perr search --partner "Essonne H', "Essonne H", ["Essonne Habitat"]),
        ("perr search --partner 'Essonne H", "Essonne H", ["Essonne Habitat"]),
        # bash parts words at `=` and `@`, and only puts in what is behind them
        ("perr list --commune=ris", "ris", ["ris-orangis"]),
        ("perr list --commune=", "", ["ris-orangis", "savigny-le-temple"]),
        ("perr list 'perr list -c", "", []),
    ],
)
def test_bash_tells_its_line_and_what_it_would_replace(
    perr: Perr, line: str, replaced: str, candidates: list[str]
) -> None:
    assert asked(perr, line, replaced=replaced) == candidates


def test_zsh_and_fish_are_told_what_a_candidate_means(perr: Perr) -> None:
    for shell in ("zsh", "fish"):
        assert asked(perr, "perr diff s", shell) == ["savigny-le-temple\tSavigny-le-Temple"]
        assert asked(perr, "perr --lang fr themes -t ed", shell) == [
            "education\tEducation, petite enfance et parentalité"
        ]
        assert asked(perr, "perr trace ris-orangis/emploi/1.3", shell) == [
            "ris-orangis/emploi/1.3\tEncourager et soutenir le travail engagé sur la mobilité afin de lever les frei…"
        ]


PROTOCOL = """commune: {name}
edition: "2019"
epci: {epci}
themes:
- key: emploi
  objectives:
  - text: {epci}
"""
HOSTILE = "$(touch run); `touch run` & | 'a' \"b\" c:d \\ !x *é"


@pytest.fixture
def hostile(folder: Callable[..., Path]) -> Path:
    """Names that a shell would run or part."""
    names = {"a": ("Éguille", HOSTILE), "b": ("Deuil", "nouvelle\nligne"), "c": ("Troyes", "Évry Sud\x1b[31m")}
    files = {
        file: PROTOCOL.format(name=name, epci=json.dumps(epci, ensure_ascii=False))
        for file, (name, epci) in names.items()
    }
    return folder(**files)


def test_a_candidate_is_one_line_that_nothing_obeys(perr: Perr, hostile: Path) -> None:
    assert asked(perr, f"perr --data {hostile} list --epci ", "fish") == [HOSTILE]
    told = asked(perr, f"perr --data {hostile} show deuil@2019/emploi/", "zsh")
    assert told == ["deuil@2019/emploi/1\tnouvelle ligne"]
    assert asked(perr, f"perr --data {hostile} show deuil@2019/em", replaced="@2019/em") == ["@2019/emploi/"]


def test_the_data_of_the_line_are_those_that_are_completed(perr: Perr, hostile: Path) -> None:
    refs = ["eguille@2019", "deuil@2019", "troyes@2019", "bonneville"]
    assert sorted(asked(perr, f"perr --data {hostile} diff ")) == sorted(refs)
    assert sorted(asked(perr, f"perr --data={hostile} diff ")) == sorted(refs)
    assert asked(perr, f"perr --data {hostile} diff égu", "fish") == ["eguille@2019\tÉguille (2019)"]
    environment = {"_PERR_COMPLETE": "bash", "PERR_DATA": str(hostile), "HOME": str(hostile.parent)}
    assert perr("perr diff bon", "bon", env=environment).out == "words\nbonneville\n"
    for data in ("~/data", "$HOME/data"):
        line = f"perr --data {data} diff bon"
        assert perr(line, "bon", env={"_PERR_COMPLETE": "bash", "HOME": str(hostile.parent)}).out.endswith(
            "bonneville\n"
        )


@pytest.mark.parametrize(
    "arguments", [[], ["a"], ["", ""], ["perr '", "'"], ["perr \\", "\\"], ["a", "b", "c"]], ids=str
)
@pytest.mark.parametrize("shell", [*SHELLS, "frob"])
def test_a_shell_never_hears_a_message(perr: Perr, shell: str, arguments: list[str]) -> None:
    done = perr(*arguments, env={"_PERR_COMPLETE": shell})
    assert (done.status, done.err) == (0, "")


def test_many_files_are_not_read_while_somebody_waits(perr: Perr, folder: Callable[..., Path]) -> None:
    protocol = "commune: Ville {n}\nthemes:\n- key: emploi\n  objectives:\n  - text: Lever les freins\n"
    data = folder(**{f"v{n}": protocol.format(n=n) for n in range(100)})
    assert asked(perr, f"perr --data {data} diff ville-7") == []
    assert perr("--data", str(data), "list").status == 0  # makes the index
    assert asked(perr, f"perr --data {data} diff ville-71") == ["ville-71"]


def test_what_takes_a_name_is_completed() -> None:
    free = {
        "query", "keyword", "note", "insee", "edition", "rule", "name", "limit", "min_score", "min_communes", "title",
        "date",
    }  # fmt: skip
    for command in build().commands.values():
        for param in command.params:
            chosen = hasattr(param.type, "choices") or getattr(param, "is_flag", False)
            assert chosen or param.name in {*OF, *FILES, *CHOICES, *free}, (command.name, param.name)


def test_a_candidate_costs_no_more_than_a_search() -> None:
    code = """import sys, perr_cli.__main__ as program
program._run(["perr search --concept mob", "mob"])
print(*sys.modules, file=sys.stderr)"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"_PERR_COMPLETE": "bash"}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout == "words\nmobilite\nmobilier-urbain\n"
    assert not {"rich", "pydantic", "yaml", "rapidfuzz", "numpy"} & set(done.stderr.split())


STARTUP = {
    "bash": ("bashrc", 'args() { printf "%s\\0" "$@" > args; printf "<%s>" said; }\nPS1="> "\n'),
    "zsh": (".zshrc", 'args() { printf "%s\\0" "$@" > args; printf "<%s>" said; }\nPS1="> "\nautoload -Uz compinit\n'
            "compinit -u\n"),
    "fish": ("fish/config.fish", 'function args; printf "%s\\0" $argv > args; printf "<%s>" said; end\n'
             "function fish_prompt; echo '> '; end\nfunction fish_greeting; end\n"),
}  # fmt: skip
LINES = {"bash": 'eval "$(perr completion bash)"', "zsh": 'eval "$(perr completion zsh)"',
         "fish": "perr completion fish | source"}  # fmt: skip
CALLS = {"bash": ["bash", "--noprofile", "--rcfile", "bashrc", "-i"], "zsh": ["zsh", "-i"], "fish": ["fish", "-i"]}


class Shell:
    """A real shell with the completion of perr."""

    def __init__(self, name: str, place: Path, hostile: Path, cache: Path) -> None:
        self.name = name
        file, startup = STARTUP[name]
        (place / file).parent.mkdir(exist_ok=True)
        (place / file).write_text(f"{startup}{LINES[name]}\n", encoding="utf-8")
        (place / "bin").mkdir()
        program = place / "bin" / "perr"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m perr_cli "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        environment = {
            "PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": str(place), "ZDOTDIR": str(place),
            "XDG_CONFIG_HOME": str(place), "XDG_DATA_HOME": str(place), "LC_ALL": "C.UTF-8", "PERR_LANG": "en",
            "TERM": "xterm",
            "XDG_CACHE_HOME": str(cache), "PERR_DATA": str(hostile), "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        }  # fmt: skip
        self.place = place
        self.terminal = Terminal(CALLS[name], env=environment, cwd=place, columns=200)
        self.terminal.until("> ")

    def words(self, keys: str) -> list[str]:
        """Type keys, and see the words that the shell then has on its line."""
        self.terminal.type(keys)
        self.terminal.type("\x01args \r")
        self.terminal.until("<said>")
        return (self.place / "args").read_text(encoding="utf-8").split("\0")[:-1]


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path, hostile: Path, cache_folder: Path) -> Iterator[Shell]:
    """Each of the shells; where one is not installed the test is skipped, but not in the continuous integration."""
    name = request.param
    needs(name)
    place = tmp_path / "home"
    place.mkdir()
    made = Shell(name, place, hostile, cache_folder)
    yield made
    made.terminal.stop()


def test_a_shell_puts_in_what_is_meant(shell: Shell) -> None:
    """All in one shell, which takes a while to start."""
    assert shell.words("perr sho\tég\tem\t") == ["perr", "show", "eguille@2019/emploi/"] or shell.name == "fish"
    assert shell.words("perr sho\teg\tem\t1") == ["perr", "show", "eguille@2019/emploi/1"]
    assert shell.words("perr list --comm\ttro\t") == ["perr", "list", "--commune", "troyes@2019"]
    assert shell.words("perr list --commune=tro\t") == ["perr", "list", "--commune=troyes@2019"]
    assert shell.words("perr diff bon\ttroy\t") == ["perr", "diff", "bonneville", "troyes@2019"]
    assert shell.words("perr list -o bash\t")[:3] == ["perr", "list", "-o"]
    (shell.place / "resultat.csv").touch()
    assert shell.words("perr list -o resul\t") == ["perr", "list", "-o", "resultat.csv"]
    assert shell.words("perr list --output=resul\t") == ["perr", "list", "--output=resultat.csv"]


def test_a_shell_never_runs_a_datum(shell: Shell) -> None:
    for opened in ("", '"', "'"):
        assert shell.words(f"perr list --epci {opened}\t") == ["perr", "list", "--epci", HOSTILE], opened
    assert not (shell.place / "run").exists()


def test_a_shell_shows_what_there_is(shell: Shell) -> None:
    shell.terminal.type("perr diff \t\t")
    shown = shell.terminal.until("troyes@2019")
    assert "eguille@2019" in shown
    if shell.name != "bash":
        shell.terminal.until("Troyes (2019)")
