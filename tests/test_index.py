"""The index gives back what was put in."""

from __future__ import annotations

import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from perr_cli import corpus, index
from perr_cli.corpus import make_protocol, shipped_data
from perr_cli.items import Protocol
from perr_cli.model import ProtocolModel
from perr_cli.problems import problem


def built(*protocols: Protocol) -> index.Index:
    connection = sqlite3.connect(":memory:")
    index.build(connection, [], protocols, [])
    return index.Index(connection)


def test_the_shipped_protocols_come_back_whole() -> None:
    loaded = corpus.load([file.path for file in corpus.find_files([shipped_data()])])
    opened = built(*loaded.protocols)
    assert [opened.protocol(p.ref) for p in loaded.protocols] == list(loaded.protocols)


def test_problems_come_back_in_order() -> None:
    connection = sqlite3.connect(":memory:")
    found = [problem("a", "not-utf8", line=3, byte=7), problem("b", "no-protocol")]
    index.build(connection, [], [], found)
    assert list(index.Index(connection).problems()) == found


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@settings(max_examples=50)
@given(texts, texts, st.none() | texts)
def test_any_text_comes_back_to_the_letter(objective: str, action: str, reading: str | None) -> None:
    told = {"text": action} | ({"reading": reading} if reading else {})
    themes = [{"key": "emploi", "objectives": [{"text": objective, "actions": [told]}]}]
    said = ProtocolModel.model_validate({"commune": "Bonneville", "themes": themes})
    protocol = make_protocol(said, "x.yaml")
    assert built(protocol).protocol("bonneville") == protocol
