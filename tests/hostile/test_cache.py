"""Every command on a cache that something has happened to: what it prints is what it prints without one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Done, Perr
from tests.hostile import laws, share
from tests.server import Server
from tests.test_cache import DAMAGE, settle

PROTOCOL = """commune: {name}
source: {{document: x.txt}}
themes:
- key: emploi
  objectives:
  - text: Lever les freins à la mobilité
    actions: [Ouvrir une plateforme de mobilité avec Pôle emploi]
- key: logement
  objectives: [Conduire la GUSP avec les bailleurs]
"""
CALLS = (
    ("list", "--json"), ("themes",), ("show", "aix/emploi", "--json"), ("search", "mobilité", "--json"), ("validate",),
    ("diff", "aix", "bix", "--json"), ("common", "--json"), ("profile", "--json"), ("thesaurus", "gusp"),
    ("thesaurus", "--gaps", "--json"), ("trace", "aix/emploi/1"), ("export", "-f", "ndjson"),
    ("report", "aix", "bix", "-o", "r.md"), ("report", "aix", "bix", "-o", "r.html"),
    ("report", "aix", "bix", "-o", "r.xlsx"), ("decide", "aix/emploi/1", "bix/emploi/1", "--none"),
)  # fmt: skip
WRITTEN = ("r.md", "r.html", "r.xlsx")


@pytest.fixture
def call(server: Server, tmp_path: Path) -> Perr:
    """perr on two communes, with a cache folder of this test's own."""
    for name in ("protocols", "sources"):
        (tmp_path / "data" / name).mkdir(parents=True)
    (tmp_path / "data" / "sources" / "x.txt").write_text("\nLever les freins à la\nmobilité\n", encoding="utf-8")
    for name in ("Aix", "Bix"):
        path = tmp_path / "data" / "protocols" / f"{name}.yaml"
        path.write_text(PROTOCOL.format(name=name), encoding="utf-8")
    settle()

    def run(*words: str, env: dict[str, str] | None = None, stdin: str = "") -> Done:
        home = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PERR_LANG": "en", **(env or {})}
        (tmp_path / "data" / "decisions.yaml").unlink(missing_ok=True)
        done = Done(*server.run(("--data", "data", *words), env=home, cwd=tmp_path, stdin=stdin))
        laws.holds(done)
        return done

    return run


def printed(call: Perr, words: tuple[str, ...], folder: Path, **env: str) -> list[str | bytes]:
    """What a call leaves behind, on the screen and in files."""
    for name in WRITTEN:
        (folder / name).unlink(missing_ok=True)
    done = call(*words, env=env)
    return [done.out, done.err, *((folder / name).read_bytes() for name in WRITTEN if (folder / name).exists())]


def without(folder: Path) -> str:
    """A cache home that can hold nothing: a file."""
    (folder / "file").write_text("")
    return str(folder / "file")


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_no_damage_changes_what_a_command_prints(call: Perr, tmp_path: Path, words: tuple[str, ...]) -> None:
    right = printed(call, words, tmp_path, XDG_CACHE_HOME=without(tmp_path))
    for number, damage in enumerate(share(DAMAGE, CALLS.index(words))):
        call("list")
        for suffix in (".index", ".sqlite")[number % 2 :: 2]:
            for path in (tmp_path / "cache" / "perr").glob(f"*{suffix}"):
                damage(path)
        assert printed(call, words, tmp_path) == right, damage
        assert printed(call, words, tmp_path) == right, damage
        shutil.rmtree(tmp_path / "cache")
