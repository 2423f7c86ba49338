"""Invented communes in an index in memory, and a small thesaurus to read them with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from perr_cli import files, indexing, thesaurus
from perr_cli.compare import DiffResult, diff
from perr_cli.concepts import Entry, Kind
from perr_cli.corpus import make_protocol
from perr_cli.index import Index
from perr_cli.indexing import Preparer
from perr_cli.items import Nature
from perr_cli.leads import Lexicon
from perr_cli.model import ProtocolModel
from perr_cli.protocols import Protocol
from perr_cli.report import About, Labels, Report, report
from perr_cli.themes import ThemeName
from perr_cli.thesaurus import Thesaurus

SMALL = Thesaurus(
    themes=(ThemeName("emploi", "Emploi", "Employment", ()), ThemeName("logement", "Logement", "Housing", ())),
    entries=(
        Entry("emploi", "emploi", "employment", weight=2),
        Entry("mobilite", "mobilité", "mobility", terms=("déplacement",), related=("emploi",)),
        Entry("permis", "permis de conduire", "driving licence", weight=4, broader=("mobilite",)),
        Entry("gusp", "gestion urbaine et sociale de proximité", "local management", Kind.device, 5,
              acronyms=(("GUSP", "gestion urbaine et sociale de proximité"),), related=("proprete",)),
        Entry("proprete", "propreté", "cleanliness"),
        Entry("garde", "modes de garde", "childcare", terms=("accueil du jeune enfant",), members=("crèche",)),
        Entry("liens-ecole", "liens avec l'école", "links with school",
              signs=((("parents", "familles"), ("école", "collège")),)),
        Entry("cls-sante", "contrat local de santé", "health contract", Kind.device, 5,
              acronyms=(("CLS", "contrat local de santé"),), context=("santé", "soins")),
        Entry("cls-securite", "contrat local de sécurité", "safety contract", Kind.device, 5,
              acronyms=(("CLS", "contrat local de sécurité"),), context=("sécurité", "délinquance")),
        Entry("mairie", "mairie", "mairie", Kind.partner),
    ),
    lexicon=Lexicon(
        verbs={"développer": Nature.renforcer, "poursuivre": Nature.continuer, "sensibiliser": Nature.agir,
               "mettre en place": Nature.lancer},
        nouns={"poursuite": "poursuivre", "sensibilisation": "sensibiliser"},
    ),
    generic=("action", "quartier", "territoire"),
    asides=("afin de", "afin d", "notamment", "dans le cadre"),
)  # fmt: skip
"""A thesaurus with an entry of every sort."""

Said = str | Mapping[str, Any]
"""A text, or what a file says of an objective."""
Commune = Mapping[str, Sequence[Said]]
"""Theme → objectives."""


@lru_cache
def preparer(*, shipped: bool = False) -> Preparer:
    """What reads with the small thesaurus, or with the one that ships with perr."""
    return Preparer(thesaurus.load(files.thesauri([files.shipped_data()])) if shipped else SMALL)


def opened(communes: Mapping[str, Commune], *, shipped: bool = False) -> Index:
    """An index of communes, which come by their names."""
    said = [
        {"commune": name, "themes": [{"key": key, "objectives": list(texts)} for key, texts in themes.items()]}
        for name, themes in communes.items()
    ]
    return indexed([make_protocol(ProtocolModel.model_validate(one), "x.yaml") for one in said], shipped=shipped)


def indexed(protocols: Iterable[Protocol], *, shipped: bool = False) -> Index:
    """An index of protocols."""
    reader = preparer(shipped=shipped)
    connection = sqlite3.connect(":memory:")
    indexing.write(connection, reader.known, map(reader.prepare, protocols), [])
    return Index(connection)


def compared(left: Commune, right: Commune, *, shipped: bool = False, **options: Any) -> DiffResult:
    """Two communes, `a` and `b`, side by side."""
    return diff(opened({"a": left, "b": right}, shipped=shipped), "a", "b", **options)


def reported(communes: Mapping[str, Commune], *, title: str = "A title", **options: Any) -> Report:
    """A report on communes, whose names are their refs."""
    return report(
        opened(communes), list(communes), about=About(title, (), None, "1.0", "0123456789abcdef" * 4),
        labels=Labels({"emploi": "Employment", "logement": "Housing"}, {"gusp": "GUSP", "mobilite": "mobility"}),
        **options,
    )  # fmt: skip
