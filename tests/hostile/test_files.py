"""Every hostile file beside a good one: it is named with its place and a remedy, and hides nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Done, Perr
from tests.hostile import laws, suites
from tests.hostile.files import ALL
from tests.server import Server

BELOW = b"commune: A\nthemes:\n- key: emploi\n  objectives:\n  - text: x\n    note:\n"
"""Where a hostile file stands as the note of a commitment."""


def below(content: bytes) -> bytes:
    """The file as a value deep in a protocol."""
    return BELOW + b"\n".join(b"      " + line for line in content.split(b"\n")) + b"\n"


@pytest.fixture(scope="module", params=["ours", "suites"])
def contents(request: pytest.FixtureRequest) -> tuple[bytes, ...]:
    """The lists beside this file, or the suites that others wrote."""
    return ALL if request.param == "ours" else suites.every()


@pytest.fixture(scope="module", params=["alone", "below"])
def data(request: pytest.FixtureRequest, contents: tuple[bytes, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of them all, each alone or as a value in a protocol."""
    folder = tmp_path_factory.mktemp("files") / "data"
    folder.mkdir()
    for number, content in enumerate(contents):
        made = content if request.param == "alone" else below(content)
        (folder / f"f{number:04}.yaml").write_bytes(made.replace(b"commune: A", b"commune: T%04d" % number, 1))
    (folder / "good.yaml").write_text(MINIMAL.format(name="Bonneville"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def listed(server: Server, cache_folder: Path, data: Path) -> Done:
    """All of them read."""
    env = {"XDG_CACHE_HOME": str(cache_folder), "PERR_LANG": "en"}
    return Done(*server.run(("--data", "data", "list", "--json"), env=env, cwd=data.parent, stdin=""))


def test_each_is_read_or_named(listed: Done, data: Path) -> None:
    laws.holds(listed, (2,))
    read = {Path(one["path"]).name for one in laws.strict_json(listed.out)["protocols"]}
    named = re.findall(r"^perr: data/(f\d+\.yaml)(?::\d+){0,2}: .+ ; .+$", listed.err, re.MULTILINE)
    assert "good.yaml" in read
    assert set(named) | read == {path.name for path in data.iterdir()}
    assert not set(named) & read
    assert len(listed.err.splitlines()) == len(named)


def test_validate_names_them_too(server: Server, cache_folder: Path, data: Path, listed: Done) -> None:
    env = {"XDG_CACHE_HOME": str(cache_folder), "PERR_LANG": "en"}
    done = Done(*server.run(("validate", "data", "--json"), env=env, cwd=data.parent, stdin=""))
    laws.holds(done, (1,))
    found = {Path(one["path"]).name for one in laws.strict_json(done.out)["findings"] if one["severity"] == "error"}
    assert found == set(re.findall(r"^perr: data/(f\d+\.yaml)", listed.err, re.MULTILINE))


@pytest.mark.parametrize("number", range(0, len(ALL), 41))
def test_alone_it_is_refused_or_read(perr: Perr, tmp_path: Path, number: int) -> None:
    """As a protocol, as a thesaurus, as decisions, and as a document of three kinds."""
    folder = tmp_path / "own"
    (folder / "protocols").mkdir(parents=True)
    (folder / "protocols" / "good.yaml").write_text(MINIMAL.format(name="Bonneville"), encoding="utf-8")
    for name in ("thesaurus.yaml", "decisions.yaml"):
        (folder / name).write_bytes(ALL[number])
        for words in (("list",), ("diff", "bonneville", "bonneville"), ("validate",)):
            done = perr("--data", "own", *words) if words != ("validate",) else perr("validate", "own")
            laws.holds(done, (0, 1, 2))
            laws.shown(done.out)
        (folder / name).unlink()
    for name in ("x.txt", "x.md", "x.html", "x.docx", "x.pdf"):
        (tmp_path / name).write_bytes(ALL[number])
        done = perr("import", name, "-o", "mine", "--force")
        laws.holds(done, (0, 2))
        laws.shown(done.out)
