"""The lock file: each library that perr asks for, in a version that it asks for, with its fingerprints."""

from __future__ import annotations

import re
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = (Path(__file__).parents[1] / "requirements.lock").read_text("utf-8")
LOCKED = [line for line in LOCK.replace("\\\n", " ").splitlines() if not line.startswith("#")]
ASKED = [asked for asked in requires("perr-cli") or () if "extra ==" not in asked]


@pytest.mark.parametrize("asked", ASKED)
def test_a_dependency_is_locked_in_a_version_that_is_asked_for(asked: str) -> None:
    wanted = Requirement(asked)
    locked = [one for line in LOCKED if (one := Requirement(line.partition(" --hash")[0])).name == wanted.name]
    assert locked
    for one in locked:
        [version] = one.specifier
        assert version.operator == "=="
        assert version.version in wanted.specifier


@pytest.mark.parametrize("line", LOCKED, ids=lambda line: line.partition(" ")[0])
def test_a_library_has_fingerprints(line: str) -> None:
    requirement, *hashes = line.split(" --hash=")
    name = Requirement(requirement).name
    assert canonicalize_name(name) == name
    assert hashes
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", one) for one in hashes)
