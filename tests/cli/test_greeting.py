"""`perr` alone: what is loaded, and what to try."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Perr


def test_perr_alone_says_what_is_loaded_and_what_to_try(perr: Perr) -> None:
    assert perr() == (
        0,
        """Search and compare French urban policy protocols (PERR).

2 protocols, 111 commitments: Ris-Orangis, Savigny-le-Temple
They come with perr. Yours: perr --data DIR, or PERR_DATA.

To try:
  perr search mobilité                     what they say about it
  perr show ris-orangis/emploi             a theme, word for word
  perr diff ris-orangis savigny-le-temple  what both promise, and what only one

Help: perr --help for all commands, perr search --help for one, man perr.
""",
        "",
    )


def test_it_speaks_french(perr: Perr) -> None:
    assert perr("--lang", "fr").out == (
        "Chercher et comparer les protocoles d'engagements renforcés et réciproques\n(PERR).\n\n"
        "2 protocoles, 111 engagements\u00a0: Ris-Orangis, Savigny-le-Temple\n"
        "Ils viennent avec perr. Les vôtres\u00a0: perr --data DOSSIER, ou PERR_DATA.\n\n"
        "À essayer\u00a0:\n"
        "  perr search mobilité                     ce qu'ils en disent\n"
        "  perr show ris-orangis/emploi             une thématique, mot pour mot\n"
        "  perr diff ris-orangis savigny-le-temple  ce qu'elles ont en commun, ou non\n\n"
        "Aide\u00a0: perr --help (tout), perr search --help (une commande), man perr.\n"
    )


def test_help_stays_help(perr: Perr) -> None:
    assert perr("--help").out.splitlines()[0] == "Usage: perr [OPTIONS] COMMAND [ARGS]..."


def test_one_commune_is_not_compared(perr: Perr, folder: Callable[..., Path]) -> None:
    data = folder()
    assert perr("--data", data.name).out.splitlines()[2:] == [
        "1 protocol, 1 commitment: Bonneville",
        "From data.",
        "",
        "To try:",
        "  perr --data data search emploi           what they say about it",
        "  perr --data data show bonneville/emploi  a theme, word for word",
        "  perr --data data profile bonneville      how a protocol is written",
        "",
        "Help: perr --help for all commands, perr search --help for one, man perr.",
    ]


def test_a_name_that_a_shell_would_part_is_quoted(perr: Perr, folder: Callable[..., Path]) -> None:
    data = folder().rename(folder().parent / "mes données")
    out = perr("--data", data.name).out
    assert "  perr --data 'mes données' search emploi" in out
    assert "\nFrom mes données.\n" in out


def test_many_communes_are_counted(perr: Perr, folder: Callable[..., Path]) -> None:
    protocol = "commune: Ville {n}\nthemes:\n- key: emploi\n  objectives:\n  - text: Ouvrir des pistes\n"
    data = folder(**{f"v{n}": protocol.format(n=n) for n in range(4)})
    out = perr(env={"PERR_DATA": str(data)}).out
    assert "\n5 protocols, 5 commitments\n" in out
    assert "  perr diff bonneville ville-0" in out


def test_data_that_cannot_be_read_are_told(perr: Perr, folder: Callable[..., Path]) -> None:
    assert perr("--data", "nowhere").status == 2
    done = perr("--data", folder(bad="x").name)
    assert (done.status, "1 protocol," in done.out, "data/bad.yaml" in done.err) == (2, True, True)


@pytest.mark.parametrize("name", ["first", "second"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_it_proposes_works_and_fits_on_the_screen(perr: Perr, name: str, language: str) -> None:
    data = Path(__file__).parents[1] / "judged" / name / "protocols"
    environment = {"PERR_DATA": str(data), "COLUMNS": "80", "HOME": os.environ["HOME"]}
    out = perr("--lang", language, env=environment).out
    assert max(map(len, out.splitlines())) <= 80
    commands = [line.split("  ")[1] for line in out.splitlines() if line.startswith("  perr ")]
    assert len(commands) == 3
    for command in commands:
        assert perr(*shlex.split(command)[1:], env=environment).status == 0, command


@pytest.mark.parametrize("columns", [20, 40, 60])
def test_no_line_is_wider_than_a_narrow_screen(perr: Perr, columns: int) -> None:
    assert max(map(len, perr(env={"COLUMNS": str(columns)}).out.splitlines())) <= columns
