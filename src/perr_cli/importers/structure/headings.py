"""Which words of a document name its parts: themes by the scheme, communes, preconditions, columns, its end.

All words come from the thesaurus (`themes` and `outline`); how a heading looks is for `structure` to weigh.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from perr_cli.importers.markers import Labels, alternatives
from perr_cli.outline import Outline
from perr_cli.text import base, fold, is_stop_word, slug, tokens
from perr_cli.themes import ThemeName

_CONTRACTED = {"du": "Le ", "des": "Les "}
"""What stands in a preposition besides « de »."""
_OF = re.compile(r"(de|du|des|d)(?:['’]|\s)\s*", re.I)
_LINE = 14
"""The most words of a line of signatures."""
LONGEST = 24
"""The most words of a heading."""
_SMALL = frozenset("a au aux d de des du en et l la le les lès les lez sous sur s sainte saint".split()) - {
    "saint",
    "sainte",
}


@dataclass(frozen=True, slots=True)
class ThemeMatch:
    """A theme that words name: its key, and which part of the words that count are its names (0 to 1)."""

    key: str
    cover: float
    known: bool


class Headings:
    """Reads words as names of parts."""

    def __init__(self, themes: Sequence[ThemeName], outline: Outline, verbs: Iterable[str] = ()) -> None:
        """`verbs` are infinitives: a text that begins with one is a commitment and no heading."""
        self._themes = [
            (theme.key, [_key(name) for name in (theme.fr, *_parts(theme.fr), *theme.names) if _key(name)])
            for theme in themes
        ]
        self._hints = [(theme.key, [key for hint in theme.hints if (key := _key(hint))]) for theme in themes]
        self._outline = outline
        self._theme_labels = [
            [_bare(form) for form in _forms(phrase)] for phrase in sorted(outline.themes, key=len, reverse=True)
        ]
        self._longest_label = max(map(len, self._theme_labels), default=0)
        self._verbs = frozenset(fold(verb).split()[0] for verb in verbs)
        self.labels = Labels(
            (
                ("objective", outline.objectives),
                ("action", outline.actions),
                ("theme", outline.themes),
                ("section", outline.sections),
            )
        )
        self._heads = [
            (kind, _singular(phrase))
            for kind, phrases in (
                ("theme", outline.themes),
                ("section", outline.sections),
                ("objective", outline.objectives),
                ("action", outline.actions),
                ("other", outline.columns),
            )
            for phrase in phrases
        ]
        self._titles = _phrases(outline.titles)
        behind = r"(?:['’]\s?|\s*:\s*|\s+(?:[–—-]\s+)?)(?=[^\W\d_])"
        self._communes = re.compile(rf"\b(?:{alternatives(outline.communes, plural=False)}){behind}", re.I)

    def theme(self, text: str, labelled: bool) -> ThemeMatch | None:
        """The theme that a heading names: one of the scheme; where it is labelled as a theme, else one of its own."""
        bare = self.without_label(text)
        words = _key(bare)
        best: ThemeMatch | None = None
        place = 0
        for key, names in self._themes:
            covered = {word for name in names if set(name) <= set(words) for word in name}
            if covered:
                # The whole of a long label counts for more than a word that two themes share.
                match = ThemeMatch(key, len(covered) / len(set(words)), True)
                first = min(map(words.index, covered))
                if best is None or (match.cover, -first) > (best.cover, -place):
                    best, place = match, first
        if best or not labelled or not slug(bare):
            return best
        return self._hinted(words) or ThemeMatch(slug(bare), 0.0, False)

    def _hinted(self, words: tuple[str, ...]) -> ThemeMatch | None:
        """The theme that words of a heading hint at: « Bien habiter »; None where they hint at none, or at two."""
        counts = Counter({key: sum(set(hint) <= set(words) for hint in hints) for key, hints in self._hints})
        (first, most), (_, next_) = counts.most_common(2) if len(counts) > 1 else [("", 0), ("", 0)]
        return ThemeMatch(first, 0.25, True) if most > next_ else None

    def without_label(self, text: str) -> str:
        """A theme's heading without « Thématique », « Axe 2 : » and the like."""
        marker, rest = self.labels.split(text)
        if marker.label or marker.family:
            return self.without_label(rest) if rest and rest != text else rest
        first = self._labelled(text)
        return text[first:].strip(" :–—-.") if first else text.strip(" :.")

    def is_labelled(self, text: str) -> bool:
        """Whether a text begins as documents label themes: « Thématique emploi », « Axe II »."""
        return self.labels.split(text)[0].label == "theme" or bool(self._labelled(text))

    def _labelled(self, text: str) -> int:
        """Where the word behind a label without a number begins: « Thématique emploi », « Pilier cohésion sociale »."""
        words = list(islice(tokens(text), self._longest_label + 1))
        said = [_bare(token.form) for token in words]
        found = (label for label in self._theme_labels if said[: len(label)] == label and len(said) > len(label))
        label = next(found, None)
        return words[len(label)].start if label is not None else 0

    def begins_with_a_verb(self, text: str) -> bool:
        """Whether a text begins as a commitment does: with an infinitive, or « En développant »."""
        words = [token.form for token in tokens(text)][:3]
        if not words:
            return False
        if words[0] in ("s", "se", "ne", "n") and len(words) > 1:
            words = words[1:]
        gerund = words[0] == "en" and len(words) > 1 and words[1].endswith("ant")
        return words[0] in self._verbs or gerund or words[0] == "par" or bool(_INFINITIVE.fullmatch(words[0]))

    def title(self, text: str) -> tuple[str, str] | None:
        """What a text says as the protocol's title, and what stands behind it."""
        found = self._titles.search(text)
        if not found or any(not is_stop_word(token.form) for token in tokens(text[: found.start()])):
            return None
        return text[: found.end()].strip(), text[found.end() :].strip(" :–—-,.")

    def rank(self, title: str) -> int:
        """How surely a title is the protocol's: the place of its phrase in the outline, the first being the surest."""
        phrases = [[token.form for token in tokens(phrase)] for phrase in self._outline.titles]
        words = [token.form for token in tokens(title)]
        return next((n for n, phrase in enumerate(phrases) if _within(phrase, words)), len(phrases))

    def commune(self, text: str) -> str | None:
        """The commune's name that a text says, behind « Commune de », « Ville d' » and the like."""
        for found in self._communes.finditer(text):
            # « Communauté de communes de … » is no commune, « Contrat de ville de … » may be a larger body's.
            before = fold(text[: found.start()]).split()[-3:]
            # « de Ville-d'Avray », « de Ville Neuve »: a part of the name.
            own = "-" in found.group() or text[found.end() :].startswith("-") or before[-1:] == ["de"]
            name = (
                None
                if own or any(word.startswith(("communaut", "contrat", "politique")) for word in before)
                else _name(text[found.end() :])
            )
            if name:
                article = _CONTRACTED.get(fold(found.group()).split()[-1].rstrip("'’ "), "")
                return article + name
        return None

    def is_only_named(self, title: str, name: str) -> bool:
        """Whether what stands behind a title is a name and what introduces it, and nothing else."""
        bare = [token.form for token in tokens(re.sub(r"\([^)]*\)", "", title))]
        own = [token.form for token in tokens(name)]
        before = bare[: len(bare) - len(own)]
        introducing = {form for phrase in self._outline.communes for form in _forms(phrase)}
        return bare[len(before) :] == own and all(form in introducing or is_stop_word(form) for form in before)

    def name(self, text: str) -> str | None:
        """A text that stands alone as a name: « RIS - ORANGIS », « Évry »."""
        return _name(text)

    def name_behind(self, title: str) -> str | None:
        """The name behind a protocol's title: « de la commune de Bonneville », « d'Évry », « – RIS - ORANGIS »."""
        of = _OF.match(title)
        name = _name(title[of.end() :] if of else title)
        return self.commune(title) or (name and _CONTRACTED.get(fold(of.group(1)) if of else "", "") + name)

    def is_preconditions(self, text: str) -> bool:
        """Whether a heading opens the preconditions."""
        words = [token.form for token in tokens(self.without_label(text))]
        return len(words) <= LONGEST and any(
            _within(phrase, words) for phrase in map(_forms, self._outline.preconditions)
        )

    def is_aside(self, text: str) -> bool:
        """Whether a heading opens a part without commitments."""
        words = [token.form for token in tokens(self.without_label(text))]
        opens = any(words[: len(phrase)] == phrase for phrase in map(_forms, self._outline.asides))
        return opens and len(words) <= LONGEST and not self.begins_with_a_verb(text)

    def is_end(self, text: str) -> bool:
        """Whether a text begins the document's end."""
        words = [token.form for token in tokens(text)]
        if len(words) > _LINE or text.rstrip().endswith(":"):
            return False
        return any(words[: len(phrase)] == phrase for phrase in map(_forms, self._outline.ends))

    def column(self, text: str) -> str | None:
        """What a column holds that is headed so: theme, section, objective, action, both or other."""
        words = _singular(text)
        if text.strip(" .:").lower() in ("n°", "no", "#", "n", "n°."):
            return "other"
        if not words or len(words) > 8:
            return None
        anywhere = len(words) <= 4 and not self.begins_with_a_verb(text)
        found = {
            kind
            for kind, phrase in self._heads
            if phrase and phrase[0] in words and _begins(words, phrase, anywhere=anywhere)
        }
        if {"objective", "action"} <= found:
            return "both"
        return next((kind for kind in ("action", "objective", "other", "theme", "section") if kind in found), None)


_INFINITIVE = re.compile(r"[a-z]{2,}(?:er|oir)")


def _key(text: str) -> tuple[str, ...]:
    """The inflection classes of a heading's words that count."""
    return tuple(dict.fromkeys(base(token.form) for token in tokens(text) if not is_stop_word(token.form)))


def _parts(label: str) -> list[str]:
    """The things that a label puts together: « Emploi, développement économique et insertion »."""
    return re.split(r",| et ", label)


@lru_cache(maxsize=1024)
def _forms(phrase: str) -> list[str]:
    """The words of a phrase of the outline, of which there are few; nobody changes the list."""
    return [token.form for token in tokens(phrase)]


def _bare(form: str) -> str:
    """A word without its plural."""
    return form.removesuffix("s") if len(form) > 3 else form


def _singular(text: str) -> list[str]:
    """The words of a column's head that count, without their plural."""
    return [token.form.removesuffix("s") for token in tokens(text) if not is_stop_word(token.form)]


def _begins(words: list[str], phrase: list[str], *, anywhere: bool) -> bool:
    return bool(phrase) and (_within(phrase, words) if anywhere else words[: len(phrase)] == phrase)


def _within(part: list[str], whole: list[str]) -> bool:
    return (
        any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1)) if part else False
    )


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(phrases)})\b", re.I)


_NAME = re.compile(r"[^\W\d_][^\W\d_]*(?:\s?[-–'’]\s?[^\W\d_]+|\s[^\W\d_]+)*")


def _name(text: str) -> str | None:
    """A commune's name at the beginning of a text, as people write it; None where there is none."""
    found = _NAME.match(text.strip(' «»"“”:–—-'))
    if not found:
        return None
    first, *_ = found.group().split(" – ")  # « RIS – ORANGIS », but « Ville de Bonneville – Site officiel »
    words = re.split(r"(\s?[-–]\s?|\s|['’])", found.group() if first.isupper() else first)
    kept: list[str] = []
    for word in words[::2]:
        if kept and word[:1].islower() and fold(word) not in _SMALL:
            break
        kept.append(word)
    while kept and fold(kept[-1]) in _SMALL:
        kept.pop()
    if not kept or not kept[0][:1].isupper() or len(kept) > 8 or all(is_stop_word(fold(word)) for word in kept):
        return None
    parts = [part for index, part in enumerate(words[: 2 * len(kept) - 1])]
    name = re.sub(r"\s?[-–]\s?", "-", "".join(parts))
    return titled(name) if name.isupper() and len(name) > 3 else name


def titled(name: str) -> str:
    """A name in capitals as people write it: `SAVIGNY-LE-TEMPLE` → `Savigny-le-Temple`, `LE MÉE SUR SEINE` →
    `Le Mée-sur-Seine`: all of a commune's words are parted by hyphens, but an article at the beginning."""
    words = re.split(r"[\s-]+", name.lower())
    told = [word if n and fold(word) in _SMALL else _capital(word) for n, word in enumerate(words)]
    article = told[0] in ("Le", "La", "Les") and len(told) > 1
    return (
        f"{told[0]} {'-'.join((told[1:-1] and [_capital(told[1]), *told[2:]]) or [_capital(told[1])])}"
        if article
        else "-".join(told)
    )


def spelled(name: str, texts: Iterable[str]) -> str:
    """A name that was printed in capitals as these texts write it elsewhere, most often; itself where they do not."""
    wanted = [token.form for token in tokens(name)]
    found: Counter[str] = Counter()
    for text in texts:
        words = list(tokens(text))
        for start in range(len(words) - len(wanted) + 1):
            part = words[start : start + len(wanted)]
            written = text[part[0].start : part[-1].end]
            if [word.form for word in part] == wanted and written[0].isupper() and not written.isupper():
                found[written] += 1
    return max(found, key=lambda written: (found[written], "-" in written, written)) if found else name


def _capital(word: str) -> str:
    """A word with a capital, behind an elision, too."""
    elided = re.match(r"([dl]['’])(.+)", word)
    return elided.group(1) + elided.group(2).capitalize() if elided else word.capitalize()
