"""The reader's language: which one, and the messages in it.

Messages are written in English in the code and translated by gettext (`locale/fr`). The language is chosen
once, before the command line is built, because help texts are read when it is.
"""

from __future__ import annotations

import functools
import gettext as _gettext
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")

_LOCALE = Path(__file__).parent / "locale"
_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_current: Language = "en"
_plain = False


def use(language: Language) -> None:
    """Answer in this language from now on."""
    global _current, _plain, _translations
    _current, _plain = language, False
    # Typer asks gettext itself for the headings of its help.
    os.environ["LANGUAGE"] = language
    _gettext.bindtextdomain("perr", _LOCALE)
    _gettext.textdomain("perr")
    _translations = (
        _gettext.NullTranslations()
        if language == "en"
        else _gettext.translation("perr", _LOCALE, languages=[language], fallback=True)
    )


def current() -> Language:
    """The language in use."""
    return _current


def wanted(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """The language that a call asks for: `--lang`, else `PERR_LANG`, else the locale, else English.

    A value that is no language is left for the command line to refuse.
    """
    words = iter(arguments)
    for word in words:
        name, _, value = word.partition("=")
        if name in ("--lang", "--data") and not value:
            value = next(words, "")
        if name == "--lang" and value in LANGUAGES:
            return value
        if not word.startswith("-"):
            break
    for name in ("PERR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def plain() -> None:
    """Write messages with plain spaces from now on, because a program reads them."""
    global _plain
    _plain = True


def _(message: str) -> str:
    """The message in the reader's language."""
    return _spaced(_translations.gettext(message))


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for `n` things in the reader's language."""
    return _spaced(_translations.ngettext(singular, plural, n))


def _spaced(message: str) -> str:
    return typeset(message) if _current == "fr" and not _plain else message


@functools.cache
def typeset(french: str) -> str:
    r"""French as it is printed: no line ends before `; ! ? %` (a narrow space), or before `:` and inside « » (a space).

    After the *Lexique des règles typographiques en usage à l'Imprimerie nationale*.

    >>> typeset("« Oui » : 3 % ; non")
    '«\xa0Oui\xa0»\xa0: 3\u202f%\u202f; non'
    """
    narrow = re.sub(r" (?=[;!?%])", "\N{NARROW NO-BREAK SPACE}", french)
    return re.sub(r"(?<=«) | (?=[:»])", "\N{NO-BREAK SPACE}", narrow)


def named(name: str, value: str) -> str:
    """A name and what it says: “name: value”."""
    return _("{name}: {value}").format(name=name, value=value)


def joined(sentence: str, hint: str) -> str:
    """What is wrong, and what to do: “sentence ; hint”, parted alike in every language, for whoever takes it apart."""
    return f"{sentence} ; {hint}"


def N_(message: str) -> str:
    """Marks a message that is translated later, where it is shown."""
    return message


def significant(value: float) -> str:
    """A factor as people write it, without noughts at its end."""
    return _with_comma(f"{value:.2g}")


def decimal(value: float, places: int) -> str:
    """A number as people write it: with a decimal comma in French."""
    return _with_comma(f"{value:.{places}f}")


def _with_comma(number: str) -> str:
    return number.replace(".", ",") if _current == "fr" else number
