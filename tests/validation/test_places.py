"""Where a finding is: at the very word where that can be told, else at the text's beginning."""

from __future__ import annotations

from pathlib import Path

import pytest

from perr_cli.validation.reading import Spot, read
from perr_cli.validation.rules.digits import Digits
from tests.validation.checked import HEAD, found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("  - les bai1leurs", "5:9"),
        ("  - text: les bai1leurs", "5:15"),
        ("  -    les   bai1leurs", "5:14"),
        ("  - 'les bai1leurs'", "5:10"),
        ('  - "les bai1leurs"', "5:10"),
        ("  - {text: les bai1leurs}", "5:16"),
        ("  - 🙂 les bai1leurs # bai1leurs", "5:11"),
        ("  - 'l''un, les bai1leurs'", "5:5"),  # an escape: the text's beginning
        ('  - "l\\u2019un, les bai1leurs"', "5:5"),
        ("  - les\n    bai1leurs", "5:5"),  # several lines
        ("  - >\n    les bai1leurs", "5:5"),
        ("  - |\n    les bai1leurs", "5:5"),
    ],
)
def test_a_word_is_found_in_its_line(tmp_path: Path, text: str, place: str) -> None:
    (told,) = found(tmp_path, Digits, a=f"{HEAD}{text}\n")
    assert told.startswith(f"a.yaml:{place}: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_and_line_ends_move_nothing(tmp_path: Path, encoding: str) -> None:
    yaml = f"{HEAD}  - les bai1leurs\n".replace("\n", "\r\n")
    (tmp_path / "a.yaml").write_bytes(yaml.encode(encoding))
    (told,) = found(tmp_path, Digits)
    assert told.startswith("a.yaml:5:9: ")


def test_what_is_not_there_is_told_at_what_is_around_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD + "  - Un\n", encoding="utf-8")
    file = read(path)
    assert file.spot(("insee",)) == Spot(str(path), 1, 1)
    assert file.spot(("themes", 0, "title")) == Spot(str(path), 3, 3)
    path.unlink()
    assert read(path).spot(("insee",)) == Spot(str(path))


def test_texts_are_those_that_are_meant_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        """commune: A
epci: E
title: T
preconditions: [P, {text: Q, reading: R, note: n}]
themes:
- key: emploi
  title: Emploi
  objectives:
  - {text: Un, section: S}
  - {text: Deux, section: S, actions: [Trois, {text: Quatre}]}
""",
        encoding="utf-8",
    )
    said = read(path).said
    assert [one.text for one in said] == ["A", "E", "T", "P", "R", "Emploi", "S", "Un", "Deux", "Trois", "Quatre"]
    assert said[4].place == ("preconditions", 1, "reading")
    assert [one.text for one in said if one.note] == ["R"]
    assert [one.item.short_id for one in said if one.item][-1] == "emploi/2.2"
