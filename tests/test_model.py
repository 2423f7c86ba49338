"""What a protocol file may say, and what is wrong with one, told with line and column."""

from __future__ import annotations

import pytest

from perr_cli.model import ProtocolModel, validate
from perr_cli.storage import parse

HEAD = "commune: A\nthemes:\n- key: emploi\n  objectives:\n"


def read(yaml: str) -> tuple[ProtocolModel | None, list[str]]:
    protocol, problems = validate(parse(yaml.encode(), "f"), "f")
    return protocol, [str(problem) for problem in problems]


def good(yaml: str) -> ProtocolModel:
    protocol, problems = read(yaml)
    assert problems == []
    assert protocol is not None
    return protocol


def test_commune_key_and_text_are_enough() -> None:
    protocol = good(HEAD + "  - text: Un\n")
    assert (protocol.slug(), protocol.themes[0].objectives[0].text) == ("a", "Un")


@pytest.mark.parametrize(
    ("objective", "told"),
    [
        ("  - Un\n", ("Un", None, None)),
        ("  - text: Un\n", ("Un", None, None)),
        ("  - text: Un\n    reading: Deux\n", ("Un", "Deux", None)),
        ("  - {text: Un, reading: Deux, note: slip}\n", ("Un", "Deux", "slip")),
        ("  - text: Un\n    reading:\n    note:\n", ("Un", None, None)),
    ],
)
def test_a_text_is_a_string_or_a_mapping(objective: str, told: tuple[str, str | None, str | None]) -> None:
    text = good(HEAD + objective).themes[0].objectives[0]
    assert (text.text, text.reading, text.note) == told


def test_a_reading_may_stand_wherever_a_text_does() -> None:
    protocol = good("preconditions:\n- {text: Un, reading: Deux}\n" + HEAD + "  - text: Trois\n    actions: [Quatre]\n")
    assert protocol.preconditions[0].reading == "Deux"
    assert protocol.themes[0].objectives[0].actions[0].text == "Quatre"


@pytest.mark.parametrize("insee", ["01004", '"01004"', "'75056'", "2A004", "2B033", "97411"])
def test_an_insee_code_is_kept_as_typed(insee: str) -> None:
    assert good(f"insee: {insee}\n" + HEAD + "  - Un\n").insee == insee.strip("\"'")


@pytest.mark.parametrize("insee", ["1004", "010040", "2C004", "2a004", "abcde", "1_004", "516"])
def test_an_insee_code_of_another_shape_is_refused(insee: str) -> None:
    assert read(f"insee: {insee}\n" + HEAD + "  - Un\n") == (
        None,
        [f'f:1:8: insee: “{insee}” is not an INSEE code of five characters ; write "01004"'],
    )


@pytest.mark.parametrize(
    ("name", "slug"), [("Évry-Courcouronnes", "evry-courcouronnes"), ("L’Haÿ-les-Roses", "l-hay-les-roses")]
)
def test_a_protocol_goes_by_the_folded_name_or_its_id(name: str, slug: str) -> None:
    yaml = f"commune: {name}\nthemes: []\n"
    assert good(yaml).slug() == slug
    assert good("id: other-91000\n" + yaml).slug() == "other-91000"


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("themes: []\n", ["f:1:1: commune is missing ; add it"]),
        ("commune: A\n", ["f:1:1: themes is missing ; add it"]),
        ("{}\n", ["f:1:1: commune is missing ; add it", "f:1:1: themes is missing ; add it"]),
        ("commune: ''\nthemes: []\n", ["f:1:10: commune is empty ; fill it in, or remove the line"]),
        ("commune: [A]\nthemes: []\n", ["f:1:1: commune must be a text ; see `perr schema protocol`"]),
        ("commune: A\nthemes: {}\n", ["f:2:1: themes must be a list ; see `perr schema protocol`"]),
        ("commune: A\nthemes:\n- emploi\n", ["f:3:3: themes[1] must be a mapping ; see `perr schema protocol`"]),
        ("comune: A\ncommune: A\nthemes: []\n", ["f:1:1: comune is not known ; did you mean “commune”?"]),
        (
            "commune: A\nthemes: []\npreconditon: []\n",
            ["f:3:1: preconditon is not known ; did you mean “preconditions”?"],
        ),
        (
            "commune: A\nthemes:\n- key: emploi\n  objectif: []\n  objectives: []\n",
            ["f:4:3: themes[1].objectif is not known ; did you mean “objectives”?"],
        ),
        (
            HEAD + "  - text: Un\n    action: []\n",
            ["f:6:5: themes[1].objectives[1].action is not known ; did you mean “actions”?"],
        ),
        (
            HEAD + "  - text: Un\n    actions:\n    - text: Deux\n      raeding: x\n",
            ["f:8:7: themes[1].objectives[1].actions[1].raeding is not known ; did you mean “reading”?"],
        ),
        (
            "commune: A\nsource:\n  document: a.txt\n  lines: 29\nthemes: []\n",
            ["f:4:10: source.lines: “29” is not a range of lines ; write 1-29"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(yaml: str, told: list[str]) -> None:
    assert read(yaml) == (None, told)


def test_everything_wrong_is_told_in_the_order_of_the_lines() -> None:
    told = read("insee: 1\ncommune: ' '\nthemes: x\nx: 1\n")[1]
    assert [problem.split(": ")[0] for problem in told] == ["f:1:8", "f:2:10", "f:3:9", "f:4:1"]


def test_of_a_hundred_thousand_faults_a_hundred_are_told() -> None:
    document = parse("".join(f"k{n}: v\n" for n in range(1000)).encode(), "f")
    _protocol, problems = validate(document, "f")
    assert len(problems) == 101
    assert str(problems[-1]) == "f: 902 more things are wrong here ; correct those above first"
