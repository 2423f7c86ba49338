"""What a protocol file may say: Pydantic models, and their errors told as problems with a line.

The JSON Schema of `perr schema protocol` is made from these models.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from perr_cli.language import N_
from perr_cli.problems import Problem, problem
from perr_cli.storage import Document, Place
from perr_cli.text import slug, visible


class StrictModel(BaseModel):
    """A mapping of a file: no other keys than these, every scalar a text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _says_something(text: str) -> str:
    """Refuse a text of which nothing can be seen."""
    if all(c.isspace() or unicodedata.category(c) == "Cf" for c in text):
        raise ValueError(text)
    return text


def _forwards(places: str) -> str:
    """Refuse a range that ends before it begins."""
    first, _, last = places.partition("-")
    if last and int(last) < int(first):
        raise ValueError(places)
    return places


NonEmpty = Annotated[str, Field(pattern=r"\S"), AfterValidator(_says_something)]
Lines = Annotated[str, Field(pattern=r"^[1-9][0-9]*-[1-9][0-9]*$"), AfterValidator(_forwards)]
Pages = Annotated[str, Field(pattern=r"^[1-9][0-9]*(-[1-9][0-9]*)?$"), AfterValidator(_forwards)]


class TextModel(StrictModel):
    """A text of the document: a plain string, or a mapping with what it means and why."""

    text: NonEmpty = Field(description="Word for word what the source says, its slips included.")
    reading: NonEmpty | None = Field(None, description="What it means, where that differs from the text.")
    note: str | None = Field(None, description="Why there is a reading, or what a reader should know.")


def _as_mapping(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Text = Annotated[TextModel, BeforeValidator(_as_mapping, json_schema_input_type=str | TextModel)]


class ObjectiveModel(TextModel):
    """An objective (→) and its actions (○)."""

    section: NonEmpty | None = Field(None, description="The sub-heading it stands under, if any.")
    actions: tuple[Text, ...] = Field((), strict=False)


ObjectiveText = Annotated[ObjectiveModel, BeforeValidator(_as_mapping, json_schema_input_type=str | ObjectiveModel)]


def _no_other_part(key: str) -> str:
    """Refuse the key that ids use for something else."""
    if key == "preconditions":
        raise ValueError(key)
    return key


ThemeKey = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"), AfterValidator(_no_other_part)]


class ThemeModel(StrictModel):
    """One of the themes, in the document's order."""

    key: ThemeKey = Field(description="A key of the theme scheme, such as `emploi`.")
    title: NonEmpty | None = Field(None, description="The heading as printed.")
    objectives: tuple[ObjectiveText, ...] = Field(strict=False)


class SourceModel(StrictModel):
    """The document that the protocol was taken from."""

    document: NonEmpty = Field(description="A file in the `sources/` folder beside `protocols/`.")
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    lines: Lines | None = Field(None, description="`1-29`: its part of the text.")
    pages: Pages | None = Field(None, description="`3-7`: its pages in a PDF.")


class ProtocolModel(StrictModel):
    """A protocol file: one commune's Protocole d'Engagements Renforcés et Réciproques."""

    commune: NonEmpty = Field(description="The commune's name.")
    insee: str | None = Field(None, pattern=r"^([0-9]{5}|2[AB][0-9]{3})$", description="The INSEE code, quoted.")
    departement: str | None = Field(None, pattern=r"^([0-9]{2}|2[AB]|9[78][0-9])$")
    epci: NonEmpty | None = Field(None, description="The intercommunal body.")
    id: str | None = Field(
        None, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Instead of the folded name, where two communes bear it."
    )
    edition: str | None = Field(
        None, pattern=r"^[A-Za-z0-9-]+$", description="Only where a commune has several protocols."
    )
    title: NonEmpty | None = None
    source: SourceModel | None = None
    preconditions: tuple[Text, ...] = Field((), strict=False)
    themes: tuple[ThemeModel, ...] = Field(strict=False)

    def slug(self) -> str:
        """What `<commune>` is in the ids: the file's id, else the folded name."""
        return self.id or slug(self.commune)


_MOST = 100
"""Problems that are told of one file: nobody reads more, and a file may have a hundred thousand."""

# What each patterned field should look like, in words and by an example.
_EXPECTED = {
    "insee": (N_("an INSEE code of five characters"), '"01004"'),
    "departement": (N_("a département's number"), '"91"'),
    "id": (N_("an id of lower-case letters, digits and hyphens"), "saint-denis-93066"),
    "edition": (N_("an edition of letters, digits and hyphens"), '"2019"'),
    "key": (N_("a theme key"), "lien-social"),
    "sha256": (N_("a SHA-256 fingerprint of 64 digits"), "e3b0c442…"),
    "lines": (N_("a range of lines"), "1-29"),
    "pages": (N_("a range of pages"), "3-7"),
}

_TYPES = {
    "string_type": N_("a text"),
    "tuple_type": N_("a list"),
    "model_type": N_("a mapping"),
    "model_attributes_type": N_("a mapping"),
    "dict_type": N_("a mapping"),
}


def validate(document: Document, name: str) -> tuple[ProtocolModel | None, list[Problem]]:
    """The protocol that a document says, or what is wrong with it, in the order of the lines."""
    data = _without_absent(document.data)
    try:
        protocol = ProtocolModel.model_validate(data)
    except ValidationError as error:
        return None, problems_of(error, document, name, _MODELS)
    if not protocol.slug():
        mark = document.mark(("commune",))
        value = visible(protocol.commune)
        wrong = problem(
            name, "bad-value", line=mark.line if mark else None, column=mark.column if mark else None,
            field="commune", value=value, expected=N_("a name with letters"), example="id: …",
        )  # fmt: skip
        return None, [wrong]
    return protocol, []


def problems_of(
    error: ValidationError,
    document: Document,
    name: str,
    models: Mapping[str, type[BaseModel]],
    *,
    expected: Mapping[str, tuple[str, str]] = _EXPECTED,
    schema: str = "protocol",
) -> list[Problem]:
    """What is wrong with a document, in the order of its lines. `models` has the model behind each name of the
    file ("" for the whole file), to suggest the nearest field; `expected` what patterned fields should look like;
    `schema` the name of the file's schema."""
    errors = error.errors(include_url=False, include_context=False)
    found = [_problem(e, document, name, models, expected, schema) for e in errors[:_MOST]]
    more = [problem(name, "more", n=str(len(errors) - _MOST))] if len(errors) > _MOST else []
    return [*sorted(found, key=lambda p: (p.line or 0, p.column or 0)), *more]


def _without_absent(value: Any) -> Any:
    """The data without the keys that have nothing behind them."""
    if isinstance(value, dict):
        return {key: _without_absent(child) for key, child in value.items() if child is not None}
    if isinstance(value, list):
        return [_without_absent(child) for child in value]
    return value


def _problem(
    error: Any,
    document: Document,
    name: str,
    models: Mapping[str, type[BaseModel]],
    patterns: Mapping[str, tuple[str, str]],
    schema: str,
) -> Problem:
    place: Place = tuple(error["loc"])
    is_key = place[-1:] == ("[key]",)  # Pydantic's word for the key of a mapping
    place = place[:-1] if is_key else place
    # What a list or a mapping holds is of the kind that its name says.
    names = [part for part in (place[:-1] if is_key else place) if isinstance(part, str)]
    field = names[-1] if names else ""
    shown = visible(_dotted(place))
    mark = document.key(place) if is_key else document.mark(place)
    line, column = (mark.line, mark.column) if mark else (None, None)

    def wrong(code: str, **arguments: str) -> Problem:
        return problem(name, code, line=line, column=column, field=shown, **arguments)

    kind = error["type"]
    value = visible(str(error["input"]))[:60]
    if kind == "extra_forbidden":
        key = document.key(place) or mark
        line, column = (key.line, key.column) if key else (None, None)
        nearest = difflib.get_close_matches(field, _known(place, models), n=1, cutoff=0)
        return wrong("unknown-field", nearest=nearest[0])
    if kind == "missing":
        return wrong("missing-field")
    if kind in _TYPES:
        if error["input"] is None:
            return wrong("empty")
        return wrong("wrong-type", expected=_TYPES[kind], schema=schema)
    if field not in patterns or not value.strip():
        return wrong("empty")
    expected, example = patterns[field]
    return wrong("bad-value", value=value, expected=expected, example=example)


def _dotted(place: Place) -> str:
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _known(place: Place, models: Mapping[str, type[BaseModel]]) -> list[str]:
    """The field names of the mapping around a place, to suggest the nearest."""
    names = [part for part in place[:-1] if isinstance(part, str) and part in models]
    fields = models[names[-1] if names else ""].model_fields
    return [field.alias or name for name, field in fields.items()]


_MODELS: dict[str, type[BaseModel]] = {
    "": ProtocolModel,
    "source": SourceModel,
    "themes": ThemeModel,
    "objectives": ObjectiveModel,
    "actions": TextModel,
    "preconditions": TextModel,
}
