"""A synthetic national corpus: protocols of communes that do not exist, the same for the same seed.

The grammar and its words are `words.yaml`. A smaller corpus is the beginning of a larger one.
"""

from __future__ import annotations

import random
import re
import shutil
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

from benchmarks.peers.interface import Row

Tree = dict[str, Any]
"""A protocol file as YAML gives it."""


def generate(communes: int, seed: int) -> Iterator[Tree]:
    """That many protocols, one after the other."""
    source = random.Random(seed)
    taken: set[str] = set()
    for number in range(communes):
        yield _protocol(source, number, taken)


def write(communes: int, seed: int, work: Path) -> Path:
    """The folder with that corpus as files, which is used again where it already stands."""
    folder = work / f"{communes}-communes-seed-{seed}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for tree in generate(communes, seed):
            name = f"{tree['insee']}-{slug(tree['commune'])}.yaml"
            (unfinished / name).write_text("".join(f"{line}\n" for line in _lines(tree)), encoding="utf-8")
        unfinished.rename(folder)
    return folder


def read(folder: Path) -> Iterator[Tree]:
    """The protocols of a folder of protocol files, or of one that holds `protocols/`."""
    inner = folder / "protocols"
    for path in sorted((inner if inner.is_dir() else folder).glob("*.yaml")):
        yield yaml.load(path.read_bytes(), yaml.CSafeLoader)


def rows(trees: Iterable[Tree]) -> Iterator[Row]:
    """Every item with its id as perr gives it, its text, and the words around it."""
    for tree in trees:
        commune = tree.get("id") or slug(tree["commune"])
        for n, text in enumerate(tree.get("preconditions", ()), 1):
            yield Row(f"{commune}/preconditions/{n}", _said(text), _meant(text), tree["commune"])
        for theme in tree["themes"]:
            for n, objective in enumerate(theme["objectives"], 1):
                ref = f"{commune}/{theme['key']}/{n}"
                around = " · ".join((tree["commune"], theme.get("title", theme["key"]), objective.get("section", "")))
                yield Row(ref, _said(objective), _meant(objective), around)
                for m, action in enumerate(objective.get("actions", ()), 1):
                    yield Row(f"{ref}.{m}", _said(action), _meant(action), f"{around} · {_meant(objective)}")


def slug(name: str) -> str:
    """A name as it stands in ids.

    >>> slug("Épinay-sur-Orge")
    'epinay-sur-orge'
    """
    folded = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")


def _said(text: str | Tree) -> str:
    return text if isinstance(text, str) else str(text["text"])


def _meant(text: str | Tree) -> str:
    return text if isinstance(text, str) else str(text.get("reading") or text["text"])


@cache
def _words() -> Tree:
    path = Path(__file__).with_name("words.yaml")
    loaded: Tree = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return loaded


def _protocol(source: random.Random, number: int, taken: set[str]) -> Tree:
    """One commune: about 17 objectives and 50 actions in five themes, as the real ones have."""
    common: Mapping[str, Sequence[str]] = _words()["rules"]
    name = _fill(source, "{commune}", common)
    while slug(name) in taken:
        name = _fill(source, "{commune}", common)
    taken.add(slug(name))
    own = {
        **common,
        "quarter": source.sample(common["quarter"], 3),
        "person": source.sample(common["person"], 3),
        "association": [*source.sample(common["association"], 2), _fill(source, "{Stem} Solidarité", common)],
    }
    themes: list[Tree] = _words()["themes"]
    return {
        "commune": name,
        "insee": f"{1 + number % 19:02d}{1 + number // 19:03d}",
        "departement": f"{1 + number % 19:02d}",
        "preconditions": [_sentence(source, "precondition", own | themes[0]) for _ in range(source.randint(1, 4))],
        "themes": [
            {
                "key": theme["key"],
                "title": theme["title"],
                "objectives": [_objective(source, own | theme) for _ in range(source.randint(3, 4))],
            }
            for theme in themes
        ],
    }


def _objective(source: random.Random, rules: Mapping[str, Sequence[str]]) -> Tree:
    return {
        "text": _sentence(source, "objective", rules),
        "section": _fill(source, "{section}", rules),
        "actions": [_sentence(source, "action", rules) for _ in range(source.randint(1, 5))],
    }


def _sentence(source: random.Random, rule: str, rules: Mapping[str, Sequence[str]]) -> str:
    """A sentence, contracted as French wants it and with a capital."""
    text = _fill(source, f"{{{rule}}}", rules)
    for apart, together in _CONTRACTIONS:
        text = apart.sub(together, text)
    return text[0].upper() + text[1:]


_CONTRACTIONS = [
    (re.compile(r"\bde les "), "des "),
    (re.compile(r"\bde le "), "du "),
    (re.compile(r"\bà les "), "aux "),
    (re.compile(r"\bà le "), "au "),
    (re.compile(r"\bafin de (?=[aeiouéèêhœ])"), "afin d'"),
]
_SLOT = re.compile(r"\{(\w+)(?:\?(\d+))?\}")


def _fill(source: random.Random, template: str, rules: Mapping[str, Sequence[str]]) -> str:
    """The template with every slot filled, and the slots of what fills them."""

    def fill(slot: re.Match[str]) -> str:
        rule, chance = slot.groups()
        if chance and source.random() * 100 >= int(chance):
            return ""
        among = rules[rule.lower()]
        weights = _weights(len(among))
        filled = _fill(source, among[bisect(weights, source.random() * weights[-1])], rules)
        return filled.capitalize() if rule[0].isupper() else filled

    return _SLOT.sub(fill, template)


@cache
def _weights(count: int) -> list[float]:
    """Cumulative weights that fall with the rank, as word frequencies do (Zipf, Mandelbrot)."""
    return list(accumulate((rank + 1.7) ** -0.9 for rank in range(count)))


def _lines(tree: Tree) -> Iterator[str]:
    """The protocol file, laid out as people write it."""
    yield f"commune: {_scalar(tree['commune'])}"
    yield f'insee: "{tree["insee"]}"'
    yield f'departement: "{tree["departement"]}"'
    yield "preconditions:"
    yield from (f"- {_scalar(text)}" for text in tree["preconditions"])
    yield "themes:"
    for theme in tree["themes"]:
        yield f"- key: {theme['key']}"
        yield f"  title: {_scalar(theme['title'])}"
        yield "  objectives:"
        for objective in theme["objectives"]:
            yield f"  - text: {_scalar(objective['text'])}"
            yield f"    section: {_scalar(objective['section'])}"
            yield "    actions:"
            yield from (f"    - {_scalar(text)}" for text in objective["actions"])


def _scalar(text: str) -> str:
    """Plain where YAML reads it back as text, else in single quotes."""
    if re.fullmatch(r"[^\W\d_][^:#]*", text):
        return text
    return "'" + text.replace("'", "''") + "'"
