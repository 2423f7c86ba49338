"""Messages in French and English: none untranslated, none unused, and the language that a call gets."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import perr_cli
from perr_cli.cli.app import COMMANDS
from perr_cli.language import typeset, wanted
from tests.conftest import Perr

SOURCE = Path(perr_cli.__file__).parent
FRENCH = SOURCE / "locale" / "fr" / "LC_MESSAGES"
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "ngettext": (1, 2)}
AT_RUN_TIME = {"error", "warning"}  # severities, translated where a finding is shown


def catalog() -> Any:
    return read_po(io.BytesIO((FRENCH / "perr.po").read_bytes()), locale="fr")


def messages() -> Iterator[str | tuple[str, ...]]:
    """Every message in the code and in the page of a report."""
    methods = [("**.py", "python"), ("**/page.html", "jinja2")]
    for _, _, message, _, _ in extract_from_dir(SOURCE, method_map=methods, keywords=KEYWORDS):
        yield message


def texts(message: Any) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def places(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", text))


def test_every_message_has_a_french_one_with_the_same_places() -> None:
    french = catalog()
    for message in messages():
        first = texts(message)[0]
        assert first in french, first
        for translated in texts(french[first].string):
            assert translated, first
            assert places(translated) == places(first)


def test_no_french_message_is_unused() -> None:
    used = {texts(message)[0] for message in messages()} | AT_RUN_TIME
    ours = {texts(m.id)[0] for m in catalog() if m.id and "foreign" not in m.auto_comments}
    assert ours - used == set()


def test_the_compiled_catalog_is_that_of_the_text() -> None:
    compiled = read_mo(io.BytesIO((FRENCH / "perr.mo").read_bytes()))
    assert {texts(m.id): texts(m.string) for m in compiled if m.id} == {
        texts(m.id): texts(m.string) for m in catalog() if m.id
    }


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "fr"),
        ([], {"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "C", "PERR_LANG": "fr"}, "fr"),
        (["--lang", "fr", "list"], {"PERR_LANG": "en"}, "fr"),
        (["--lang=en", "list"], {"PERR_LANG": "fr"}, "en"),
        (["--data", "x", "--lang", "fr", "list"], {}, "fr"),
        (["search", "--lang", "fr"], {}, "en"),
        (["--lang", "xx"], {"LANG": "fr"}, "fr"),
    ],
)
def test_the_language_of_a_call(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert wanted(arguments, environment) == language


def test_a_persons_words_are_never_translated(perr: Perr, folder: Callable[..., Path]) -> None:
    data = folder(bad="commune: A\ntheme: []\nthemes: []\n")
    assert perr("--lang", "fr", "--data", data.name, "list").err == (
        "perr: data/bad.yaml:2:1: theme n'est pas connu ; vouliez-vous dire « themes » ?\n"
    )


def test_a_call_speaks_french(perr: Perr) -> None:
    assert perr("--lang", "fr", "search", "xylophone") == (
        1,
        "0 résultat pour « xylophone »\n",
        "perr: rien trouvé pour « xylophone » ; « xylophone » n'est nulle part, ni un mot proche\n",
    )
    assert perr("--lang", "fr", "list", "-o", "x/y").err == (
        "perr: x/y ne peut pas être écrit : fichier ou dossier introuvable ;"
        " choisissez un dossier qui existe et où l'on peut écrire\n"
    )
    assert perr("--lang", "fr", "list", "--frob").err == "perr: option inconnue : --frob ; voir `perr list --help`\n"
    assert perr("--lang", "fr", "--data", "x", "list").err == (
        "perr: x ne peut pas être lu : fichier ou dossier introuvable ;"
        " indiquez un fichier .yaml, ou un dossier qui en contient\n"
    )


ENGLISH = re.compile(
    r"\b(usage|options?:|commands?:|arguments?:|show|exit|default|required|example:|and|or|of|the|this|with|only|name|file)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"`[^`]*`|<[^>]*>|--?[a-z-]+|\bperr( [a-z]+)?\b.*|^  [a-z]+  |stderr|DIR|source|show")
"""What is the same in both languages: commands, options, values."""


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_french_throughout(perr: Perr, command: str) -> None:
    words = ["--lang", "fr", *filter(None, [command]), "--help"]
    done = perr(*words)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"Utilisation\u00a0: {' '.join(['perr', *filter(None, [command])])} ")
    assert "\nOptions\u00a0:\n" in done.out
    assert "  Afficher cette aide.\n" in done.out
    for line in done.out.splitlines()[1:]:
        assert not ENGLISH.search(NAMES.sub("", line)), line


def test_help_has_french_headings_and_places(perr: Perr) -> None:
    told = perr("--lang", "fr", "--help").out
    assert told.startswith("Utilisation\u00a0: perr [OPTIONS] COMMANDE [ARGUMENTS]...\n")
    assert "\nCommandes\u00a0:\n" in told
    told = perr("--lang", "fr", "import", "--help").out
    assert "\nArguments\u00a0:\n  FICHIER...  Des documents" in told
    assert "--commune NOM " in told
    assert "[obligatoire]" in told
    assert told.endswith("\n  Exemple\u00a0: perr import data/sources -o mine --report left-out.json\n")
    assert "[par défaut\u00a0: 0;" in perr("--lang", "fr", "search", "--help").out


def test_what_typer_says_of_a_call_is_french(perr: Perr) -> None:
    assert perr("--lang", "fr", "import", "x").err == ("perr: l'option --output manque ; voir `perr import --help`\n")
    assert perr("--lang", "fr", "list", "--json=1").err.startswith("perr: l'option --json ne prend pas de valeur ;")


def test_french_is_typeset_for_people_and_plain_for_programs(perr: Perr, folder: Callable[..., Path]) -> None:
    data = folder(bad='commune: A\nthemes:\n- key: emploi\n  objectives:\n  - text: "Un mot : « oui"\n').name
    assert "«\u00a0«\u00a0» n'est jamais fermé\n" in perr("--lang", "fr", "validate", data).out
    assert '"message": "« « » n\'est jamais fermé"' in perr("--lang", "fr", "validate", data, "--json").out
    assert "Un mot : « oui\n" in perr("--lang", "fr", "--data", data, "show", "a").out


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        (
            "Pourquoi ? Non ! « Oui » : 3 % ; fin",
            "Pourquoi\u202f? Non\u202f! «\u00a0Oui\u00a0»\u00a0: 3\u202f%\u202f; fin",
        ),
        ("data/bad.yaml:2:1: --only 10:30", "data/bad.yaml:2:1: --only 10:30"),
        ("%(x)s, {n}%", "%(x)s, {n}%"),
    ],
)
def test_the_spaces_of_french(plain: str, printed: str) -> None:
    assert typeset(plain) == printed
