"""Rules on what texts say: a text in, what is found out. Objectives stand from line 5 on, their texts in column 5."""

from __future__ import annotations

from pathlib import Path

import pytest

from perr_cli.validation.rules.apostrophes import Apostrophes
from perr_cli.validation.rules.characters import Characters
from perr_cli.validation.rules.digits import Digits
from perr_cli.validation.rules.empty_text import EmptyText
from perr_cli.validation.rules.hyphens import Hyphens
from perr_cli.validation.rules.quotes import Quotes
from perr_cli.validation.rules.slips import Slips
from tests.validation.checked import HEAD, found, in_texts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Développer l’emploi – « ensemble » : œuvrer à 20 °C… €", []),
        ("Espaces insécables : ici et « là »", []),
        ("→ ● 👍 漢字", []),
        ("D\ufffdvelopper", ["5:6: a character was lost: “D\ufffdvelopper”"]),
        ("Faire d?velopper", ["5:12: a character was lost: “d?velopper”"]),
        ("Pourquoi ? Pour qui? Voir https://a.fr/x?y=z", []),
        ("DÃ©velopper", ["5:6: “Ã©” is “é” in a wrong encoding"]),
        ("lâ€™emploi", ["5:6: “â€™” is “’” in a wrong encoding"]),
        ("Å“uvrer", ["5:5: “Å“” is “œ” in a wrong encoding"]),
        ("ÂGE, ÉLÈVES, CHÂTEAU, Ångström, âgé", []),
        ("De\u0301velopper", ["5:6: “e\u0301” is a letter and an accent by themselves"]),
        ("Identiﬁer", ["5:11: “ﬁ” is one sign for several letters"]),
        ("Dé\u00advelopper", ["5:7: an invisible character, U+00AD"]),
        ("Dé\u200bvelopper", ["5:7: an invisible character, U+200B"]),
        ("Une famille 👩\u200d👩\u200d👧", []),
        ("\uf0b7 Créer", ["5:5: the character U+F0B7 belongs to a font, or is none"]),
        ('"a\\u0007b"', ["5:5: the character U+0007 belongs to a font, or is none"]),
        ("Dé\u00advelopper l'of\ufb01ce, dé\u00advelopper", [
            "5:7: an invisible character, U+00AD", "5:21: “ﬁ” is one sign for several letters",
        ]),
    ],
)  # fmt: skip
def test_characters(tmp_path: Path, text: str, told: list[str]) -> None:
    assert in_texts(tmp_path, Characters, text) == told


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["Lever l'un", "l'autre"], []),
        (["Lever l’un", "l’autre"], []),
        (["Dire ' et ’ seuls"], []),
        (
            ["Lever l'un et l'autre", "Dire l’autre"],
            ["6:11: ’ here, but ' is more frequent in this file (1 to 2)"],
        ),
        (
            ["Lever l’un, d’un, l`un", "Dire l'autre"],
            [
                "5:24: ` here, but ’ is more frequent in this file (1 to 2)",
                "6:11: ' here, but ’ is more frequent in this file (1 to 2)",
            ],
        ),
    ],
)
def test_apostrophes(tmp_path: Path, texts: list[str], told: list[str]) -> None:
    assert in_texts(tmp_path, Apostrophes, *texts) == told


@pytest.mark.parametrize(
    "text",
    [
        "Orienter les 16-25 ans", "la 2e chance", "la 1ère, les 1ers, la 1re", "le CO2, 25 m2", "P@ss", "en 3D", "H24",
        "de 10h30 à 12h", "l'E2C", "C2i", "a1b@exemple.fr", "www.jeun3s.fr", "Job2Job", "0,5ha", "10km", "1901",
        "une ZAC2 bis", "0-3ans",
    ],
)  # fmt: skip
def test_digits_that_people_write(tmp_path: Path, text: str) -> None:
    assert in_texts(tmp_path, Digits, text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("les bai1leurs", ["5:9: a digit stands in the word “bai1leurs”"]),
        ("le l0gement", ["5:8: a digit stands in the word “l0gement”"]),
        ("le 1ogement et l'1nsertion", [
            "5:8: a digit stands in the word “1ogement”", "5:22: a digit stands in the word “1nsertion”",
        ]),
    ],
)  # fmt: skip
def test_digits_that_a_scanner_reads(tmp_path: Path, text: str, told: list[str]) -> None:
    assert in_texts(tmp_path, Digits, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Déve- lopper", ["“Déve- lopper” is broken as at the end of a line ; write “Développer”"]),
        ("Accompa¬gner", ["“Accompa¬gner” is broken as at the end of a line ; write “Accompagner”"]),
        ("Le savoir- être", ["“savoir- être” is broken as at the end of a line ; write “savoir-être”"]),
        ("Le suivi pré- et post-natal", []),
        ("Un emploi - un avenir", []),
        ("Emploi – insertion, porte-à-porte", []),
        ("Volet 1- emploi", []),
    ],
)
def test_hyphens(tmp_path: Path, text: str, told: list[str]) -> None:
    got = [
        problem.split(": ", 1)[1].partition(", if")[0] for problem in found(tmp_path, Hyphens, a=HEAD + f"  - {text}\n")
    ]
    assert got == told


def test_hyphens_of_a_folded_scalar(tmp_path: Path) -> None:
    told = found(tmp_path, Hyphens, a=HEAD + "  - text: >\n      Le pro-\n      gramme\n")
    assert [problem.split(" ; ")[0] for problem in told] == [
        "a.yaml:5:11: “pro- gramme” is broken as at the end of a line"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("« un » (deux) [trois] “quatre”", []),
        ("« un « deux » trois »", []),
        ("a) un b) deux 1) trois 2.1) quatre iii) cinq", []),
        ("Oui :)", []),
        ("un „deux“ trois", []),
        ("« un", ["5:5: “«” is never closed"]),
        ("Dire « un « deux »", ["5:10: “«” is never closed"]),
        ("un » deux", ["5:8: “»” closes nothing"]),
        ("La ville (quartiers, centre", ["5:14: “(” is never closed"]),
        ("La ville, quartiers) et centre", ["5:24: “)” closes nothing"]),
        ("Le CLSPD et la GUP) et centre", ["5:23: “)” closes nothing"]),
        ("dire un \" deux", ["5:13: “\"” is never closed"]),
        ("dire “un", ["5:10: ““” is never closed"]),
        ("un) deux » trois ( quatre", ["5:7: “)” closes nothing", "5:14: “»” closes nothing",
                                       "5:22: “(” is never closed"]),
    ],
)  # fmt: skip
def test_quotes(tmp_path: Path, text: str, told: list[str]) -> None:
    assert in_texts(tmp_path, Quotes, text) == told


@pytest.mark.parametrize(
    "text",
    ["Mobilité", "Se baigner", "Mobilité :", "Poursuivre l'accompagnement...", "Et les jeunes", "Actions du quartier"],
)
def test_texts_that_say_something(tmp_path: Path, text: str) -> None:
    assert in_texts(tmp_path, EmptyText, f'"{text}"') == []


@pytest.mark.parametrize(
    "text", ["…", "...", "-", "2.1", "•", "Notamment :", "Animer", "Objectif 2", "Action n°3 :", "Sensibiliser…",
             "Et", "Développer :", "etc."],
)  # fmt: skip
def test_texts_that_say_nothing(tmp_path: Path, text: str) -> None:
    assert in_texts(tmp_path, EmptyText, f'"{text}"') == [f"5:5: “{text}” says nothing"]


def test_an_action_and_a_precondition_say_something_too_and_a_title_need_not(tmp_path: Path) -> None:
    yaml = (
        HEAD.replace("themes:", "title: …\npreconditions: [Idem, …]\nthemes:")
        + "  - text: Un emploi\n    actions: […]\n"
    )
    told = found(tmp_path, EmptyText, a=yaml)
    assert [problem.partition(": ")[0] for problem in told] == ["a.yaml:3:23", "a.yaml:8:15"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("L'accompagement", ["5:7: “accompagement” stands nowhere else, and is one letter from “accompagnement”"]),
        ("Les habitnats", ["5:9: “habitnats” stands nowhere else, and is one letter from “habitants”"]),
        ("Le loggement", ["5:8: “loggement” stands nowhere else, and is one letter from “logement”"]),
        ("La prévcntion", ["5:8: “prévcntion” stands nowhere else, and is one letter from “prévention”"]),
        ("L'lnsertion", ["5:7: “lnsertion” stands nowhere else, and is one letter from “insertion”"]),
        ("Le projet Démon", ["5:15: “Démon” stands nowhere else, and is one letter from “Démos”"]),
        ("Démon de midi", []),  # a capital at the beginning is no name
        ("Le démon", []),
        ("Les habitnats habitnats habitnats", []),  # nobody slips three times
        ("Veillera, veillent, développeront, élaborés, ressortissantes, généralisées", []),
        ("La dernière vallée, une petite fille, le complet, revenir, navale, tuteurs", []),
        ("Le quartier Vallès, à Démonville, HABITNT, CLSPR", []),
        ("Les médiathéques", []),  # an accent is no letter
        ("Les " + "x" * 5000, []),
    ],
)
def test_slips(tmp_path: Path, text: str, told: list[str]) -> None:
    assert in_texts(tmp_path, Slips, text) == told


def test_what_two_files_have_is_no_slip_and_what_five_have_is_known(tmp_path: Path) -> None:
    words = ["les planctons"] * 5 + ["les planctoons", "les accompagements", "les accompagements"]
    files = {f"f{n}": HEAD.replace("Bonneville", f"B{n}") + f"  - {word}\n" for n, word in enumerate(words)}
    told = found(tmp_path, Slips, **files)
    assert [problem.partition(" ; ")[0] for problem in told] == [
        "f5.yaml:5:9: “planctoons” stands nowhere else, and is one letter from “planctons”"
    ]


def test_a_reading_mends_what_its_text_has(tmp_path: Path) -> None:
    yaml = HEAD + "  - {text: 'les bai1leurs (habitnats', reading: les bailleurs, note: x}\n"
    for rule in (Characters, Digits, Quotes, Slips):
        assert found(tmp_path, rule, a=yaml) == []
    turned = HEAD + "  - {text: les bailleurs, reading: les bai1leurs, note: x}\n"
    assert found(tmp_path, Digits, a=turned)[0].startswith("a.yaml:5:40: a digit stands in the word “bai1leurs”")
