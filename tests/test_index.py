"""The index gives back what was put in."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from perr_cli import corpus, files, index, indexing
from perr_cli.corpus import make_protocol
from perr_cli.model import ProtocolModel
from perr_cli.problems import problem
from perr_cli.protocols import Objective, Protocol
from perr_cli.thesaurus import Thesaurus

NOTHING = Thesaurus((), ())


def built(*protocols: Protocol) -> index.Index:
    connection = sqlite3.connect(":memory:")
    indexing.write(connection, NOTHING, map(indexing.Preparer(NOTHING).prepare, protocols), [])
    return index.Index(connection)


def as_read(protocol: Protocol) -> Protocol:
    """The protocol without what the index says about its items."""
    read: dict[str, Any] = {"nature": None, "verbs": (), "partners": ()}

    def objective(said: Objective) -> Objective:
        return replace(said, **read, actions=tuple(replace(action, **read) for action in said.actions))

    themes = tuple(replace(theme, objectives=tuple(map(objective, theme.objectives))) for theme in protocol.themes)
    preconditions = tuple(replace(item, **read) for item in protocol.preconditions)
    return replace(protocol, themes=themes, preconditions=preconditions)


def test_the_shipped_protocols_come_back_whole() -> None:
    loaded = corpus.load_all(files.find([files.shipped_data()]))
    opened = built(*loaded.protocols)
    assert [as_read(opened.protocol(p.ref)) for p in loaded.protocols] == list(loaded.protocols)


def test_problems_come_back_in_order() -> None:
    connection = sqlite3.connect(":memory:")
    found = [problem("a", "not-utf8", line=3, byte=7), problem("b", "no-protocol")]
    indexing.write(connection, NOTHING, [], found)
    assert list(index.Index(connection).problems()) == found


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@settings(max_examples=50)
@given(texts, texts, st.none() | texts)
def test_any_text_comes_back_to_the_letter(objective: str, action: str, reading: str | None) -> None:
    told = {"text": action} | ({"reading": reading} if reading else {})
    themes = [{"key": "emploi", "objectives": [{"text": objective, "actions": [told]}]}]
    said = ProtocolModel.model_validate({"commune": "Bonneville", "themes": themes})
    protocol = make_protocol(said, "x.yaml")
    assert as_read(built(protocol).protocol("bonneville")) == protocol
