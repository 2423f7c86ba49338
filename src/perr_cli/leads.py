"""How a commitment begins: its lead verbs in the infinitive, and what they say it does."""

from __future__ import annotations

from dataclasses import dataclass, field

from perr_cli.items import Nature


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that leads are recognised by, as the thesaurus has them."""

    verbs: dict[str, Nature] = field(default_factory=dict)
    """Infinitives, also of several words."""
    nouns: dict[str, str] = field(default_factory=dict)
    """Nouns of actions, and the infinitives that they stand for."""
    things: tuple[str, ...] = ()
    """Phrases that begin with such a noun and name a thing, not an action."""
    frames: tuple[str, ...] = ()
    """Formulas that stand before the verb which matters."""
    endings: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """The gerund, the participle and the future by the end of the infinitive."""
