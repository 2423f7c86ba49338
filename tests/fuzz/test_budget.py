"""Each target with a fixed number of changed inputs, the same ones every time."""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz.mutation import mutated
from tests.fuzz.targets import TARGETS

BUDGET = {
    "protocol": 1500, "query": 1500, "thesaurus": 300, "decisions": 500, "text": 200, "markdown": 200, "html": 200,
    "docx": 200, "pdf": 30,
}  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_the_law_of_a_target_holds(name: str) -> None:
    target = TARGETS[name]
    seeds = target.seeds()
    for seed in seeds:
        target.run(seed)
    for number in range(BUDGET[name]):
        target.run(mutated(seeds, Random(f"{name} {number}")))
