"""The data dictionary: what each field of an item means, for people who have nothing but the exported table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TITLE = "perr items"
ABOUT = (
    "One row of `perr export`: an objective, an action or a precondition of a protocol. NDJSON rows are as described"
    " here. CSV and Parquet have `objective_id` and `objective_text` instead of `objective`; CSV joins lists by `; `"
    " and leaves a cell empty where there is no value."
)

FIELDS: Mapping[str, str] = {
    "id": (
        "`<commune>/<theme>/<objective>`, with `.<action>` for an action, `<commune>/preconditions/<n>` for a"
        " precondition; numbered in the document's order. The commune has its edition (`@2019`) where it has several"
        " protocols. A corrected file can shift it."
    ),
    "commune": "The commune, as ids write it: lower case, no accents, hyphens.",
    "theme": (
        "The theme's key. The national ones are emploi, education, logement, securite and lien-social; a corpus may"
        " have others. Null for a precondition."
    ),
    "section": "The sub-heading (volet) inside the theme under which it stands, as printed; null where there is none.",
    "level": (
        "`objective` is the first level inside a theme, `action` the second, which belongs to an objective;"
        " `precondition` is what the commune expects of others before the protocol can work."
    ),
    "text": "Word for word what the source says, its slips included.",
    "reading": "What the text means, where that differs from what it says; null where it does not.",
    "objective": "The objective that an action belongs to; null for an objective and a precondition.",
    "nature": (
        "What it does, as its lead verbs say: `lancer` (start or restart), `renforcer` (do more of what exists),"
        " `continuer` (carry on what exists), `soutenir` (help others to do), `coordonner` (link, share, clarify),"
        " `agir` (intervene directly: none of the others). Where verbs differ, the first of these wins."
    ),
    "verbs": "Its lead verbs in the infinitive, in the order of the text.",
    "partners": (
        "The institutions, services and professions that it names, each once, under one name each, in the order of"
        " the text."
    ),
    "concepts": "Ids of the concepts of the thesaurus that stand in it, in the order of the text (`perr thesaurus`).",
}
"""In the order of the columns."""

OBJECTIVE: Mapping[str, str] = {"id": "The objective's id.", "text": "The objective, word for word."}


def described(shape: dict[str, Any]) -> dict[str, Any]:
    """The schema of an item with what its fields mean, which stands once, beside the field."""
    told = {name: _told(shape["properties"][name], text) for name, text in FIELDS.items()}
    for option in told["objective"]["anyOf"]:
        option.pop("description", None)
        for name, text in OBJECTIVE.items() if "properties" in option else ():
            option["properties"][name] = _told(option["properties"][name], text)
    for option in told["nature"]["anyOf"]:
        option.pop("description", None)
    return {**shape, "title": TITLE, "description": ABOUT, "properties": told}


def _told(field: Mapping[str, Any], description: str) -> dict[str, Any]:
    """A field of every row has no default."""
    return {"description": description} | {k: v for k, v in field.items() if k not in ("description", "default")}
