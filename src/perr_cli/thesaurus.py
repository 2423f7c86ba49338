"""The knowledge of the field, from `thesaurus.yaml`: the scheme of the themes."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from perr_cli import storage
from perr_cli.errors import UnusableData
from perr_cli.language import _
from perr_cli.themes import ThemeName


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LabelModel(_Model):
    """A name in both languages."""

    fr: str
    en: str


class ThemeModel(_Model):
    """A theme of the scheme: its key, its label, and the other names that people type or print."""

    key: str = Field(pattern=r"^[a-z0-9-]+$")
    label: LabelModel
    names: tuple[str, ...] = Field((), strict=False)


class ThesaurusModel(_Model):
    """A thesaurus file."""

    themes: tuple[ThemeModel, ...] = Field((), strict=False)


def load(path: Path) -> tuple[ThemeName, ...]:
    """The theme scheme of a thesaurus file. Raises `UnusableData`."""
    try:
        said = ThesaurusModel.model_validate(storage.load(path).data)
    except (storage.Unreadable, ValueError) as error:
        first = str(error).splitlines()[0]
        raise UnusableData(f"{storage.display_path(path)}: {first}", _("correct the thesaurus")) from None
    return tuple(ThemeName(t.key, t.label.fr, t.label.en, t.names) for t in said.themes)
