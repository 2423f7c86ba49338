"""Every rule has a manual in both languages, whose examples are what the rule says of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from perr_cli import language, validation
from perr_cli.errors import UnknownReference
from perr_cli.validation import manual
from perr_cli.validation.interface import Rule
from perr_cli.validation.rules import ON_DEMAND, RULES

ALL = (*RULES, *ON_DEMAND)
FOUND_ELSEWHERE = {
    "fidelity": {"not-in-source", "not-in-file"},
    # What the loader and the models find is shown by one example, and tested where they are.
    "schema": {"bad-value", "unknown-field", "missing-field"},
    "decisions": {"stale-changed", "stale-gone", "decided-same-item"},
    "thesaurus": {"same-id", "unknown-id", "unknown-set"},
}


def codes(example: str, rule: type[Rule], folder: Path) -> set[str]:
    for name, content in manual.files(example):
        (folder / name).write_text(content, encoding="utf-8")
    return {problem.code for problem in validation.check([folder], rules=[rule]).problems}


@pytest.fixture
def french() -> Iterator[None]:
    language.use("fr")
    yield
    language.use("en")


@pytest.mark.parametrize("rule", ALL)
def test_the_passing_example_passes(rule: type[Rule], tmp_path: Path) -> None:
    assert codes(manual.manual(rule).passing, rule, tmp_path) == set()


@pytest.mark.parametrize("rule", ALL)
def test_the_failing_example_shows_all_that_the_rule_finds(rule: type[Rule], tmp_path: Path) -> None:
    expected = FOUND_ELSEWHERE.get(rule.NAME, set(rule.CODES))
    assert codes(manual.manual(rule).failing, rule, tmp_path) == expected


@pytest.mark.parametrize("rule", ALL)
def test_an_example_is_no_worse_by_any_other_rule(rule: type[Rule], tmp_path: Path) -> None:
    for name, content in manual.files(manual.manual(rule).passing):
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = {problem.code for problem in validation.check([tmp_path]).problems}
    assert found <= {"missing-insee", "empty-theme"}


@pytest.mark.parametrize("rule", ALL)
def test_both_manuals_say_the_same_at_the_same_length(rule: type[Rule]) -> None:
    told = manual.manual(rule)
    assert len(told.english.split("\n\n")) == len(told.french.split("\n\n"))
    assert told.english.endswith(".")
    assert told.french.endswith(".")
    assert 0.8 < len(told.french) / len(told.english) < 1.4


@pytest.mark.parametrize("rule", ALL)
def test_a_manual_fits_a_terminal_and_names_what_it_shows(rule: type[Rule]) -> None:
    text = manual.manual(rule).text()
    assert all(len(line) <= 80 for line in text.splitlines())
    assert text.startswith(f"{rule.NAME}\n\n")
    assert all(f"\n  {code} ({kind.severity.value})\n" in text for code, kind in rule.CODES.items())


@pytest.mark.usefixtures("french")
def test_a_manual_speaks_french() -> None:
    text = manual.named("quotes").text()
    assert text.startswith("quotes\n\nLes guillemets et les parenthèses s'ouvrent et se ferment.\n")
    assert "\nElle signale :\n  unclosed (avertissement)\n" in text
    assert "\nPasse :\n" in text
    assert "\nNe passe pas :\n" in text


@pytest.mark.parametrize("rule", ALL)
def test_a_manual_is_found_by_the_rules_name_and_by_every_code(rule: type[Rule]) -> None:
    assert manual.named(rule.NAME).rule is rule
    for code in rule.CODES:
        assert code in manual.named(code).rule.CODES


def test_an_unknown_rule_names_them_all() -> None:
    for name in ("", "quote"):
        with pytest.raises(UnknownReference) as raised:
            manual.named(name)
        assert raised.value.candidates == tuple(rule.NAME for rule in ALL)


def test_names_and_codes_belong_to_one_rule() -> None:
    names = [rule.NAME for rule in ALL]
    told = [code for rule in ALL for code in rule.CODES]
    assert len(set(names)) == len(names)
    assert len(set(told)) == len(told)
    assert not {rule.NAME for rule in ALL for other in ALL if rule is not other and rule.NAME in other.CODES}


def test_every_rule_is_a_module_that_is_registered() -> None:
    folder = Path(validation.rules.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {rule.__module__.rpartition(".")[2] for rule in ALL} == modules
