"""ripgrep over the YAML files, each word with every accent that it may carry and any ending."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from benchmarks.peers import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.peers.interface import Row, Search

NAME = "ripgrep"
NEEDS = "install your system's package ripgrep"
WARM = False

_ACCENTS = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü"}


def is_here() -> bool:
    """Whether it is installed."""
    return shutil.which("rg") is not None


def build(data: str, rows: Iterable[Row], index: str) -> None:  # noqa: ARG001  (peers share a signature)
    """Nothing to search faster with: only which items a line of text belongs to."""
    with open(os.path.join(index, "lines.tsv"), "w", encoding="utf-8") as file:
        file.writelines(f"{row.id}\t{text}\n" for row in rows for text in {row.text, row.meant})


def command(data: str, index: str, query: str, limit: int) -> list[str]:  # noqa: ARG001
    """One rg, for the first word: `opened` shows how more are joined."""
    return _rg(words.terms(query)[0], data)


def opened(data: str, index: str) -> Search:
    """A pipe of rg's in effect: lines that have every word and no excluded one."""
    with open(os.path.join(index, "lines.tsv"), encoding="utf-8") as file:
        owner: dict[str, list[str]] = {}
        for line in file:
            ref, text = line.rstrip("\n").split("\t")
            owner.setdefault(text, []).append(ref)

    def lines(term: words.Term) -> set[str]:
        found = subprocess.run(_rg(term, data), capture_output=True, encoding="utf-8", check=False).stdout
        stripped = (re.sub(r"^\s*(- )?((text|reading): )?", "", line) for line in found.splitlines())
        return {line[1:-1].replace("''", "'") if line[:1] in "'\"" else line for line in stripped}

    def search(query: str, limit: int) -> list[str]:
        asked = words.terms(query)
        found = set.intersection(*(lines(term) for term in asked if not term.excluded))
        found = found.difference(*(lines(term) for term in asked if term.excluded))
        refs = dict.fromkeys(ref for line in sorted(found) for ref in owner.get(line, ()))
        return list(refs)[: limit or None]

    return search


def _rg(term: words.Term, data: str) -> list[str]:
    return [
        "rg",
        "-i",
        "--no-filename",
        "--no-line-number",
        r"(?:^|\W)" + r"\w*\W+".join(map(_accented, term.words)),
        data,
    ]


def _accented(word: str) -> str:
    """A pattern for the word with any accents, without its plural's sign.

    >>> _accented("vélos"), _accented("oeuvre")
    ('v[eéèêë]l[oôö]', '(oe|œ)[uùûü]vr[eéèêë]')
    """
    signs = words.fold(word).rstrip("sx").replace("oe", "œ")
    return "".join("(oe|œ)" if sign == "œ" else f"[{_ACCENTS[sign]}]" if sign in _ACCENTS else sign for sign in signs)
