"""The knowledge of the field as people write it: `thesaurus.yaml` files read, checked and put together.

The thesaurus that comes with perr is read first. One beside a corpus adds to it, and replaces the themes,
concepts, partners, verbs and nouns whose key, id or word it names again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from perr_cli import storage
from perr_cli.concepts import Entry, Kind, set_names, sign
from perr_cli.errors import UnusableData
from perr_cli.grammar import Forms
from perr_cli.items import Nature
from perr_cli.language import N_
from perr_cli.leads import Lexicon
from perr_cli.model import NonEmpty, StrictModel, ThemeKey, problems_of
from perr_cli.outline import Outline
from perr_cli.problems import Problem, in_a_file_of, problem
from perr_cli.storage import Document, Place
from perr_cli.text import display_path, tokens, visible
from perr_cli.themes import ThemeName


def _with_words(phrase: str) -> str:
    """Refuse a phrase in which no word can be found, and one that is no phrase but a text."""
    if not 0 < sum(1 for _ in tokens(phrase)) <= MAX_WRITTEN:
        raise ValueError(phrase)
    return phrase


def _with_parts(sign: str) -> str:
    """Refuse a sign with a part in which no word can be found."""
    for part in sign.split("&"):
        _with_words(part)
    return sign


Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Phrase = Annotated[NonEmpty, AfterValidator(_with_words)]
MAX_WRITTEN = 20
"""The most words of a phrase, those that tie included."""
MAX_SIGNS = 200_000
"""The most phrases in the signs of a thesaurus, each set counted as often as it is used."""

Phrases = Annotated[tuple[Phrase, ...], Field(strict=False)]
Ids = Annotated[tuple[Id, ...], Field(strict=False)]


class LabelModel(StrictModel):
    """A name in both languages."""

    fr: Phrase
    en: NonEmpty


class NamedThemeModel(StrictModel):
    """A theme of the scheme: its key, its label, and the other names that people type or print."""

    key: ThemeKey
    label: LabelModel
    names: Phrases = ()
    topics: Phrases = Field((), description="What people type for it, though a document may make it its own theme.")
    hints: Phrases = Field((), description="Words that tell it in a heading that has none of its names.")


class OutlineModel(StrictModel):
    """What documents call the parts of a protocol."""

    titles: Phrases = ()  # the protocol itself
    communes: Phrases = ()  # before a commune's name
    preconditions: Phrases = ()
    themes: Phrases = ()  # labels: « Axe 2 : … »
    sections: Phrases = ()
    objectives: Phrases = ()  # labels, and heads of columns
    actions: Phrases = ()
    columns: Phrases = ()  # heads of columns that hold no commitment
    asides: Phrases = ()  # headings of parts that hold no commitment
    ends: Phrases = ()  # what the end of a document begins with: signatures


class EntryModel(StrictModel):
    """What a concept and a partner have in common."""

    id: Id
    acronyms: dict[Phrase, Phrase] = Field({}, description="Each acronym, as written in capitals: what it stands for.")
    terms: Phrases = Field((), description="Other wordings that mean the same: whoever searches one wants the others.")
    members: Phrases = Field((), description="What is one of them: found by the name of the entry, not by each other.")
    excludes: Phrases = Field((), alias="not", description="Phrases in which its words mean something else.")
    context: Phrases = Field((), description="Words of which one must stand nearby, where its own are ambiguous.")


class ConceptModel(EntryModel):
    """A concept: what commitments are about, whom they are for, by what means."""

    label: LabelModel
    signs: Annotated[tuple[Annotated[NonEmpty, AfterValidator(_with_parts)], ...], Field(strict=False)] = Field(
        (), description="`a & b`: words, phrases or @sets that tell it when they stand together in one commitment."
    )
    broader: Ids = Field((), description="Ids of what it is a kind or a part of.")
    related: Ids = Field((), description="Ids of what is near, neither broader nor narrower.")
    kind: str = Field("topic", pattern=r"^(topic|device|public|actor|means)$")
    weight: str = Field(
        "3", pattern=r"^([1-4](\.5)?|5)$", description="How specific it is: 1 hardly, 5 a named device."
    )


class PartnerModel(EntryModel):
    """A named institution, service or profession, under its one canonical name."""

    name: Phrase
    capital: Phrases = Field((), description="Terms that count only when written with a capital.")
    proper: str = Field(
        "",
        pattern=r"^(place|name|alone)$",
        description="How the proper name that follows completes the partner's: it is its `place`, its own `name`, or"
        " stands `alone` for it.",
    )
    ends: Phrases = Field((), description="Last words of the proper names of such partners.")
    where: Phrases = Field((), description="Phrases in which it is a place or a time: “à l'école”.")


class VerbsModel(StrictModel):
    """Infinitives, also of several words, by the nature of what they commit to."""

    lancer: Phrases = ()
    renforcer: Phrases = ()
    continuer: Phrases = ()
    soutenir: Phrases = ()
    coordonner: Phrases = ()
    agir: Phrases = ()


class EndingModel(StrictModel):
    """What the end of an infinitive becomes in other forms of the verb."""

    gerund: NonEmpty = Field(description="en … : the end of `renforçant`.")
    participle: NonEmpty = Field(description="sera … : the end of `renforcé`, in the masculine singular.")
    future: NonEmpty = Field(description="it … : the end of `renforcera`, third person singular.")
    present: NonEmpty = Field(description="it … : the end of `renforce`, third person singular.")
    plural: NonEmpty = Field(description="they … : the end of `renforcent`.")


class ThesaurusModel(StrictModel):
    """A thesaurus file."""

    themes: tuple[NamedThemeModel, ...] = Field((), strict=False)
    sets: dict[Id, Phrases] = Field({}, description="Phrases under one name, for signs.")
    concepts: tuple[ConceptModel, ...] = Field((), strict=False)
    partners: tuple[PartnerModel, ...] = Field((), strict=False)
    verbs: VerbsModel = VerbsModel()
    nouns: dict[Phrase, Phrase] = Field({}, description="Nouns of actions, and the infinitives that they stand for.")
    adjectives: dict[Phrase, Phrase] = Field(
        {}, description="Adjectives and quantities that tell an action, and the infinitives that they stand for."
    )
    things: Phrases = Field(
        (), description="Phrases that begin with such a noun, or look like an infinitive, and name a thing."
    )
    frames: Phrases = Field((), description="Formulas that stand before the verb which matters.")
    endings: dict[NonEmpty, EndingModel] = Field({}, description="Forms of verbs by the end of the infinitive.")
    generic: Phrases = Field((), description="Words so common that they tell no commitment from another.")
    asides: Phrases = Field((), description="What begins the part of a commitment that says less what it is about.")
    outline: OutlineModel = OutlineModel()


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What perr knows: the theme scheme, the concepts and partners in the order of their files, how commitments begin,
    and what is common to too many of them."""

    themes: tuple[ThemeName, ...]
    entries: tuple[Entry, ...]
    lexicon: Lexicon = field(default_factory=Lexicon)
    generic: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    outline: Outline = field(default_factory=Outline)


@dataclass(frozen=True, slots=True)
class _File:
    """A file that says what a thesaurus file may say."""

    name: str
    document: Document
    said: ThesaurusModel

    def entries(self) -> Iterator[tuple[Place, ConceptModel | PartnerModel]]:
        """Its concepts and partners, each with its place."""
        for number, concept in enumerate(self.said.concepts):
            yield ("concepts", number), concept
        for number, partner in enumerate(self.said.partners):
            yield ("partners", number), partner

    def problem(self, place: Place, code: str, **arguments: str) -> Problem:
        """A problem at a place of the file."""
        mark = self.document.mark(place)
        line, column = (mark.line, mark.column) if mark else (None, None)
        return problem(self.name, code, line=line, column=column, **arguments)


def load(paths: Sequence[Path]) -> Thesaurus:
    """The thesaurus files put together, the later over the earlier. Raises `UnusableData`, which tells the first
    problem."""
    known, problems = read(paths)
    for first in problems:
        raise UnusableData(f"{first.place}: {first.message}", first.hint)
    return known


def read(paths: Sequence[Path]) -> tuple[Thesaurus, list[Problem]]:
    """The same without the files that have a problem, and what is wrong with these."""
    themes: dict[str, ThemeName] = {}
    entries: dict[str, Entry] = {}
    sets: dict[str, tuple[str, ...]] = {}
    lexicon = Lexicon()
    generic: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    outline = Outline()
    problems: list[Problem] = []
    for path in paths:
        file, wrong = _read(path)
        if file:
            wrong = _wrong(file, set(entries), sets)
        if not file or wrong:
            problems += wrong
            continue
        sets.update(file.said.sets)
        lexicon = _extended(lexicon, file.said)
        generic += file.said.generic
        asides += file.said.asides
        outline = outline.extended(file.said.outline.model_dump())
        themes.update(
            (t.key, ThemeName(t.key, t.label.fr, t.label.en, t.names, t.topics, t.hints)) for t in file.said.themes
        )
        entries.update((model.id, _entry(model, sets)) for _, model in file.entries())
    known = Thesaurus(
        tuple(themes.values()), tuple(entries.values()), lexicon, _once(generic), _once(asides), outline
    )  # fmt: skip
    return known, problems


def check(paths: Sequence[Path]) -> list[Problem]:
    """All that is wrong in thesaurus files, each read over those before it."""
    found: list[Problem] = []
    known: set[str] = set()
    sets: dict[str, tuple[str, ...]] = {}
    for path in paths:
        file, wrong = _read(path)
        found += wrong
        if file:
            found += _wrong(file, known, sets)
            sets.update(file.said.sets)
            known.update(model.id for _, model in file.entries())
    return found


def _wrong(file: _File, known: set[str], sets: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """What is wrong with a file over those before it: the ids and the sets that they know."""
    own = known | {model.id for _, model in file.entries()}
    found = _check(file, own, {**sets, **file.said.sets})
    return sorted(found, key=lambda p: (p.line or 0, p.column or 0))


def _extended(lexicon: Lexicon, said: ThesaurusModel) -> Lexicon:
    """The lexicon with what one more file says."""
    verbs = {verb: nature for nature in Nature for verb in getattr(said.verbs, nature.value)}
    endings = {end: Forms(**forms.model_dump()) for end, forms in said.endings.items()}
    return Lexicon(
        verbs=lexicon.verbs | verbs,
        nouns=lexicon.nouns | said.nouns,
        adjectives=lexicon.adjectives | said.adjectives,
        things=_once(lexicon.things + said.things),
        frames=_once(lexicon.frames + said.frames),
        endings=lexicon.endings | endings,
    )


def _once(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrases))


def _read(path: Path) -> tuple[_File | None, list[Problem]]:
    """A file, or what is wrong with it."""
    name = display_path(path)
    try:
        document = storage.load(path)
        return _File(name, document, ThesaurusModel.model_validate(document.data)), []
    except storage.Unreadable as unreadable:
        wrong = unreadable.problem
        if wrong.code == "no-protocol":
            return None, [problem(name, "no-thesaurus", line=wrong.line)]
        return None, [in_a_file_of("thesaurus", wrong)]
    except ValidationError as error:
        return None, problems_of(error, document, name, _MODELS, expected=_EXPECTED, schema="thesaurus-file")


_MODELS: dict[str, type[BaseModel]] = {
    "": ThesaurusModel,
    "themes": NamedThemeModel,
    "concepts": ConceptModel,
    "partners": PartnerModel,
    "label": LabelModel,
    "verbs": VerbsModel,
    "endings": EndingModel,
    "outline": OutlineModel,
}
"""The model behind each name of a thesaurus file, to suggest the nearest field."""

_EXPECTED: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("id", "broader", "related"), (N_("an id of lower-case letters, digits and hyphens"), "cadre-de-vie")
    ),
    "key": (N_("a theme key"), "lien-social"),
    "sets": (N_("a name of lower-case letters, digits and hyphens"), "parents"),
    **dict.fromkeys(
        (
            "terms",
            "members",
            "not",
            "context",
            "capital",
            "signs",
            "names",
            "topics",
            "acronyms",
            "name",
            "fr",
            "ends",
            "titles",
            "communes",
            "preconditions",
            "objectives",
            "actions",
            "sections",
            "columns",
        ),
        (N_("a phrase of 1 to 20 words"), "mode de garde"),
    ),
    **dict.fromkeys(
        (*(nature.value for nature in Nature), "nouns", "things", "frames", "generic", "asides"),
        (N_("a phrase of 1 to 20 words"), "mettre en place"),
    ),
    "proper": (N_("a way in which a name completes a partner's"), "place, name, alone"),
    "kind": (N_("a kind of concept"), "topic, device, public, actor, means"),
    "weight": (N_("a weight from 1 to 5"), "3"),
}
"""What each patterned field should look like, in words and by an example."""


def _check(file: _File, known: set[str], sets: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """What the models cannot see: ids used twice, and names of entries and sets that do not exist."""
    seen: set[str] = set()
    signs = 0
    for place, model in file.entries():
        if model.id in seen:
            yield file.problem((*place, "id"), "same-id", id=model.id)
        seen.add(model.id)
        if isinstance(model, ConceptModel):
            for name in (*model.broader, *model.related):
                if name not in known:
                    yield file.problem(place, "unknown-id", id=visible(name), entry=model.id)
            for written in model.signs:
                for name in set_names(written):
                    if name not in sets:
                        yield file.problem(place, "unknown-set", name=visible(name), entry=model.id)
                    signs += len(sets.get(name, ()))
                if signs > MAX_SIGNS:
                    yield file.problem(place, "too-many-signs", limit=str(MAX_SIGNS))
                    return


def _entry(model: ConceptModel | PartnerModel, sets: Mapping[str, tuple[str, ...]]) -> Entry:
    if isinstance(model, PartnerModel):
        entry = Entry(
            id=model.id,
            fr=model.name,
            en=model.name,
            kind=Kind.partner,
            capitals=model.capital,
            proper=model.proper,
            ends=model.ends,
            where=model.where,
        )
    else:
        entry = Entry(
            id=model.id, fr=model.label.fr, en=model.label.en, kind=Kind(model.kind), weight=float(model.weight),
            signs=tuple(sign(written, sets) for written in dict.fromkeys(model.signs)),
            broader=model.broader, related=model.related,
        )  # fmt: skip
    return entry._replace(
        acronyms=tuple(model.acronyms.items()), terms=model.terms, members=model.members, excludes=model.excludes,
        context=model.context,
    )  # fmt: skip
