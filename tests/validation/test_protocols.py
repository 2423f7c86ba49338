"""Rules on what a protocol is called, where it is, and what it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from perr_cli import validation
from perr_cli.validation.rules.epci import Epci
from perr_cli.validation.rules.insee import Insee
from perr_cli.validation.rules.readings import Readings
from perr_cli.validation.rules.repeated_text import RepeatedText
from perr_cli.validation.rules.same_commune import SameCommune
from perr_cli.validation.rules.schema import Schema
from perr_cli.validation.rules.themes import Themes
from tests.validation.checked import HEAD, found


def file(commune: str, *lines: str) -> str:
    """A protocol file without themes."""
    return "".join(f"{line}\n" for line in (f"commune: {commune}", *lines, "themes: []"))


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        (HEAD + "  - Un\n", []),
        ("commune: A\n", ["a.yaml:1:1: themes is missing ; add it [missing-field]"]),
        ("a: [", ["a.yaml:2:1: not valid YAML: did not find expected node content ;"
                  " check quotes and indentation at this place [syntax]"]),
        ("", ["a.yaml:1: no protocol in this file ; begin with “commune:” and “themes:” [no-protocol]"]),
        ("a: &x 1\nb: *x\n", ["a.yaml:1:4: anchors, aliases and merge keys are not allowed ;"
                              " write the text out [alias]"]),
        ("commune: A\x07\n", ["a.yaml:1:11: the character U+0007 must not stand here ; remove it [control-character]"]),
    ],
)  # fmt: skip
def test_schema(tmp_path: Path, yaml: str, told: list[str]) -> None:
    assert found(tmp_path, Schema, a=yaml) == told


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (("Saint-Denis", "edition: '2015'"), []),
        (("Saint-Denis", "id: saint-denis-974"), []),
        (("SAINT DENIS",), ["b.yaml:1:10: saint-denis is also in a.yaml ;"
                            " give one of the two files an “id” or an “edition” [same-commune]"]),
        (("Saint-Denys", "id: saint-denis"), ["b.yaml:2:5: saint-denis is also in a.yaml ;"
                                              " give one of the two files an “id” or an “edition” [same-commune]"]),
        (("St Denis", "insee: '93066'"), [
            "b.yaml:2:8: 93066 is also the INSEE code of Saint-Denis, in a.yaml ;"
            " correct one of them, or give both files the same name and different editions [same-insee]"]),
        (("Saint-Denis", "edition: '2015'", "insee: '93066'"), []),
    ],
)  # fmt: skip
def test_same_commune(tmp_path: Path, second: tuple[str, ...], told: list[str]) -> None:
    assert found(tmp_path, SameCommune, a=file("Saint-Denis", "insee: '93066'"), b=file(*second)) == told


def test_two_files_of_one_edition_clash_at_the_edition(tmp_path: Path) -> None:
    same = file("Saint-Denis", "edition: '2019'")
    assert found(tmp_path, SameCommune, a=same, b=same)[0].startswith(
        "b.yaml:2:10: saint-denis@2019 is also in a.yaml ;"
    )


@pytest.mark.parametrize(
    ("insee", "departement"),
    [("01004", "01"), ("75056", "75"), ("2A004", "2A"), ("2B033", "2B"), ("97411", "974"), ("97105", "971"),
     ("97611", "976"), ("98818", "988")],
)  # fmt: skip
def test_a_code_of_its_departement(tmp_path: Path, insee: str, departement: str) -> None:
    assert found(tmp_path, Insee, a=file("A", f"insee: '{insee}'", f"departement: '{departement}'")) == []


@pytest.mark.parametrize(
    ("insee", "departement", "own"),
    [("01004", "10", "01"), ("2A004", "2B", "2A"), ("2A004", "20", "2A"), ("97411", "97", "974"),
     ("97411", "971", "974"), ("91521", "77", "91")],
)  # fmt: skip
def test_a_code_that_contradicts_the_departement(tmp_path: Path, insee: str, departement: str, own: str) -> None:
    assert found(tmp_path, Insee, a=file("A", f"insee: '{insee}'", f"departement: '{departement}'")) == [
        f"a.yaml:3:14: {insee} is a code of the département {own}, not of {departement} ;"
        " correct one of them; the code is INSEE's, not the post's [insee-departement]"
    ]


def test_a_code_that_is_missing(tmp_path: Path) -> None:
    told = ["a.yaml:1:10: the INSEE code is missing ; add “insee:” with the commune's code [missing-insee]"]
    assert found(tmp_path, Insee, a=file("A", "departement: '91'")) == told
    assert found(tmp_path, Insee, a=file("A", "insee: '91521'")) == []


SENART = "epci: Grand Paris Sud Seine-Essonne-Sénart"


@pytest.mark.parametrize(
    ("second", "differs"),
    [
        ("epci: Grand Paris Sud Seine-Essonne-Sénart", False),
        ("epci: Grand Paris Sud", False),
        ("epci: Grand Paris Nord Seine-Essonne-Sénart", False),
        ("epci: grand paris sud Seine Essonne Senart", True),
        ("epci: Grand Paris Sud Seine-Essone-Sénart", True),
        ("epci: Grand Paris du Sud Seine-Essonne-Sénart", True),
        ("departement: '33'\nepci: Grand Paris Sud Seine-Essone-Sénart", True),
        ("departement: '33'\nepci: Grand Paris Sad Seine-Essonne-Sénart", False),
        ("departement: '91'\nepci: Grand Paris Sad Seine-Essonne-Sénart", True),
    ],
)
def test_epci(tmp_path: Path, second: str, differs: bool) -> None:
    first = file("A", SENART, "departement: '91'")
    told = found(tmp_path, Epci, a=first, b=file("B", second), c=file("C", SENART))
    written = second.partition("epci: ")[2]
    expected = (
        f"b.yaml:{1 + second.count(': ')}:7: “{written}” is written “Grand Paris Sud Seine-Essonne-Sénart” in a.yaml ;"
        " write it the same way in both, if it is one body [epci]"
    )
    assert told == ([expected] if differs else [])


THEME = "- key: {key}\n  objectives: [{text}]\n"


@pytest.mark.parametrize(
    ("themes", "told"),
    [
        ((("emploi", "Un"), ("lien-social", "Deux")), []),
        ((("sante", "Un"),), ["3:8: no theme of the scheme has the key “sante”"]),
        ((("emploi", "Un"), ("logement", "Deux"), ("emploi", "Trois")), [
            "7:8: the theme “emploi” begins in line 3 already",
        ]),
        ((("emploi", ""),), ["3:8: the theme “emploi” has no objective"]),
        ((("x", ""), ("x", "")), [
            "3:8: no theme of the scheme has the key “x”", "3:8: the theme “x” has no objective",
            "5:8: the theme “x” begins in line 3 already", "5:8: the theme “x” has no objective",
        ]),
    ],
)  # fmt: skip
def test_themes(tmp_path: Path, themes: tuple[tuple[str, str], ...], told: list[str]) -> None:
    yaml = "commune: A\nthemes:\n" + "".join(THEME.format(key=key, text=text) for key, text in themes)
    assert [p.removeprefix("a.yaml:").partition(" ; ")[0] for p in found(tmp_path, Themes, a=yaml)] == told


def test_the_nearest_theme_is_named_first(tmp_path: Path) -> None:
    (told,) = found(tmp_path, Themes, a="commune: A\nthemes:\n" + THEME.format(key="securites", text="Un"))
    assert " ; write one of: securite, " in told
    assert told.endswith("; or add the theme to `thesaurus.yaml` [unknown-theme]")


SANTE = "themes:\n- key: sante\n  label: {fr: Santé, en: Health}\n"


@pytest.mark.parametrize("place", ["protocols/thesaurus.yaml", "thesaurus.yaml"])
@pytest.mark.parametrize("named", ["protocols", "protocols/a.yaml", "."])
def test_a_theme_of_the_corpus_is_known_whatever_is_named(tmp_path: Path, place: str, named: str) -> None:
    (tmp_path / "protocols").mkdir()
    (tmp_path / "protocols" / "a.yaml").write_text("commune: A\nthemes:\n" + THEME.format(key="sante", text="Un"))
    (tmp_path / place).write_text(SANTE)
    problems = validation.check([tmp_path / named], rules=[Themes]).problems
    assert [p.code for p in problems] == (["unknown-theme"] if (named, place[0]) == (".", "p") else [])


TWICE = "commune: A\nthemes:\n- key: emploi\n  objectives:\n  - text: {first}\n    actions: [{action}]\n  - {second}\n"


@pytest.mark.parametrize(
    ("first", "action", "second", "told"),
    [
        ("Un emploi", "Deux", "Trois", []),
        ("Un emploi", "Deux", "un EMPLOI.", ["7:5: the same text stands in emploi/1, line 5"]),
        ("Un emploi", "Un emploi", "Deux", ["6:15: the same text stands in emploi/1, line 5"]),
        ("Un emploi", "Deux", "{text: Trois, actions: [Deux]}", ["7:29: the same text stands in emploi/1.1, line 6"]),
        ("Un emploi", "Deux", "{text: Un emploi, note: deux fois}", []),
        ("Un emploi\n    note: deux fois", "Deux", "Un emploi", []),
        ("Un emploi", "Deux", "{text: Un emploi, actions: [Deux]}", ["7:12: the same text stands in emploi/1, line 5"]),
        ("Un emploi\n    note: x", "Deux", "{text: Un emploi, actions: [Deux]}", []),
        ("Un emploi\n    reading: Une embauche", "Deux", "Un emploi", []),
    ],
)
def test_repeated_text(tmp_path: Path, first: str, action: str, second: str, told: list[str]) -> None:
    yaml = TWICE.replace("{first}", first).replace("{action}", action).replace("{second}", second)
    got = [p.removeprefix("a.yaml:").partition(" ; ")[0] for p in found(tmp_path, RepeatedText, a=yaml)]
    assert got == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Un", []),
        ("{text: Un, note: vu}", []),
        ("{text: Un, reading: Une, note: le féminin}", []),
        ("{text: Un, reading: Une}", ["5:25: a reading without a note"]),
        ("{text: Un, reading: 'Un ', note: x}", ["5:25: the reading is the text again"]),
        ("{text: Deux, actions: [{text: Un, reading: Une}]}", ["5:48: a reading without a note"]),
    ],
)
def test_readings(tmp_path: Path, text: str, told: list[str]) -> None:
    got = found(tmp_path, Readings, a=HEAD + f"  - {text}\n")
    assert [p.removeprefix("a.yaml:").partition(" ; ")[0] for p in got] == told
