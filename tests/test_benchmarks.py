"""The benchmarks' corpus is the same for a seed and valid; their modules need no peer; their figures are right."""

from __future__ import annotations

import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

import benchmarks
from benchmarks import corpus, quality
from benchmarks.peers import peers
from benchmarks.peers.interface import Peer
from benchmarks.tables import Table, as_markdown, as_text
from tests.conftest import Perr

MODULES = [module.name for module in pkgutil.walk_packages(benchmarks.__path__, "benchmarks.")]
PEERS = ("Stemmer", "sklearn", "sqlite_utils", "tantivy", "whoosh")


def test_a_seed_makes_the_same_corpus() -> None:
    assert list(corpus.generate(5, seed=1)) == list(corpus.generate(5, seed=1))
    assert list(corpus.generate(5, seed=1)) != list(corpus.generate(5, seed=2))


def test_a_smaller_corpus_begins_a_larger_one() -> None:
    assert list(corpus.generate(3, seed=1)) == list(islice(corpus.generate(30, seed=1), 3))


def test_files_are_what_was_generated_and_valid(tmp_path: Path, perr: Perr) -> None:
    folder = corpus.write(40, 1, tmp_path)
    generated = {tree["commune"]: tree for tree in corpus.generate(40, 1)}
    assert {tree["commune"]: tree for tree in corpus.read(folder)} == generated
    assert len(generated) == 40
    done = perr("validate", str(folder), "--json")
    found = json.loads(done.out)
    assert (done.status, done.err, found["files"], found["errors"]) == (0, "", 40, 0)
    # Chance writes a sentence twice.
    assert {finding["code"] for finding in found["findings"]} <= {"repeated-text"}


def test_a_corpus_that_is_there_is_used_again(tmp_path: Path) -> None:
    folder = corpus.write(1, 1, tmp_path)
    (folder / "mine").touch()
    assert corpus.write(1, 1, tmp_path) == folder
    assert (folder / "mine").exists()


def test_ids_are_those_of_perr(items: dict[str, object]) -> None:
    data = Path(__file__).parents[1] / "data"
    assert {row.id for row in corpus.rows(corpus.read(data))} == set(items)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_without_peers_and_says_what_it_is(name: str) -> None:
    hidden = f"import sys; sys.modules.update(dict.fromkeys({PEERS})); import {name}; assert {name}.__doc__"
    root = Path(benchmarks.__path__[0]).parent
    subprocess.run([sys.executable, "-c", hidden], cwd=root, check=True)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("peer", [peer for peer in peers() if peer.is_here()], ids=lambda peer: peer.NAME)
def test_a_peer_finds_words_whatever_their_accents(peer: Peer, tmp_path: Path) -> None:
    folder = corpus.write(3, 1, tmp_path)
    (index := tmp_path / "index").mkdir()
    rows = list(corpus.rows(corpus.generate(3, 1)))
    peer.build(str(folder), rows, str(index))
    search = peer.opened(str(folder), str(index))
    having = {row.id for row in rows if "mobilité" in row.text.lower()}
    assert having
    assert having <= set(search("mobilite", 0))
    assert len(search("mobilité", 1)) == 1


def test_gold_counts_what_may_be_found_for_precision_only(tmp_path: Path) -> None:
    table = tmp_path / "gold.tsv"
    table.write_text("# query\tmust\tmay\nvélo\ta,b\tc\tnote\nrien\t\t\n", encoding="utf-8")
    found = {"vélo": ["a", "c"], "rien": []}
    assert quality.mean_f1(lambda query, _: found[query], quality.read(table)) == pytest.approx((2 / 3 + 1) / 2)


def test_a_table_is_text_or_markdown() -> None:
    table = Table("Title", ("", "ms"), [("perr", "9"), ("ripgrep", "16")])
    assert as_text(table) == "Title\n         ms\nperr      9\nripgrep  16"
    assert as_markdown(table).splitlines()[-1] == "| ripgrep | 16 |"
