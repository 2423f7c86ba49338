"""What themes are called: the scheme's labels, and the headings that documents print."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perr_cli.language import Language


class ThemeName(NamedTuple):
    """A theme of the scheme: its key, its label in both languages, and the other names that people use."""

    key: str
    fr: str
    en: str
    names: tuple[str, ...]
    topics: tuple[str, ...] = ()
    """What people type for it, too, though a document may make it a theme of its own."""
    hints: tuple[str, ...] = ()
    """Words that tell it in a heading that has none of its names."""

    def label(self, language: Language) -> str:
        """Its label in a language."""
        return self.fr if language == "fr" else self.en


def labels(scheme: Sequence[ThemeName], printed: Iterable[tuple[str, str]], language: Language) -> dict[str, str]:
    """Key → label of every theme: those of the scheme, then those that only documents have, as first printed."""
    known = {theme.key: theme.label(language) for theme in scheme}
    for key, title in printed:
        known.setdefault(key, title)
    return known
