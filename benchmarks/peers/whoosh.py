"""Whoosh, with a French analyzer, over a prepared index."""

from __future__ import annotations

import os

from benchmarks.peers import script, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from benchmarks.peers.interface import Row, Search

NAME = "Whoosh, French stems"
NEEDS = "pip install 'perr-cli[bench]' (Whoosh-Reloaded)"
WARM = True


def is_here() -> bool:
    """Whether it is installed."""
    from importlib.util import find_spec

    return find_spec("whoosh") is not None


def build(data: str, rows: Iterable[Row], index: str) -> None:  # noqa: ARG001  (peers share a signature)
    """An index in one segment."""
    from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer, StemFilter
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.support.charset import accent_map

    # Accents go first, so that they never change what is found.
    plain = RegexTokenizer(r"\w+") | LowercaseFilter() | CharsetFilter(accent_map | {ord("œ"): "oe"})
    french = plain | StemFilter(lang="fr")
    schema = Schema(id=STORED, text=STORED, own=TEXT(analyzer=french), around=TEXT(analyzer=french))
    os.makedirs(_path(index))
    writer = create_in(_path(index), schema).writer(limitmb=256)
    for row in rows:
        writer.add_document(id=row.id, text=row.text, own=row.meant, around=row.around)
    writer.commit(optimize=True)


def command(data: str, index: str, query: str, limit: int) -> list[str]:  # noqa: ARG001
    """A Python script that opens the index and asks it once."""
    return script.command(__name__, index, query, limit)


def opened(data: str, index: str) -> Search:  # noqa: ARG001
    """The index, opened once."""
    searcher = _searcher(index)
    return lambda query, limit: [ref for ref, _ in _hits(searcher, query, limit)]


def _path(index: str) -> str:
    return os.path.join(index, "whoosh")


def _searcher(index: str) -> Any:
    from whoosh.index import open_dir

    return open_dir(_path(index)).searcher()


def _hits(searcher: Any, query: str, limit: int) -> Iterator[tuple[str, str]]:
    hits = searcher.search(_query(searcher, query, 0), limit=limit or None)
    if not hits:
        hits = searcher.search(_query(searcher, query, 1), limit=limit or None)
    for hit in hits:
        yield hit["id"], hit["text"]


def _query(searcher: Any, query: str, slips: int) -> Any:
    """Every term somewhere, one at least in the item's own words; with slips, words that differ by so many."""
    from whoosh.query import And, FuzzyTerm, Not, Or, Phrase, Prefix, Term

    def in_field(field: str, term: words.Term) -> Any:
        if term.prefix:
            return Prefix(field, term.words[-1])
        stems = [token.text for token in searcher.schema[field].analyzer(" ".join(term.words), mode="query")]
        if len(stems) > 1:
            return Phrase(field, stems)
        return FuzzyTerm(field, stems[0], maxdist=slips, prefixlength=1) if slips else Term(field, stems[0])

    parts, own = [], []
    for term in words.terms(query):
        anywhere = Or([in_field("own", term), in_field("around", term)])
        parts.append(Not(anywhere) if term.excluded else anywhere)
        own += [] if term.excluded else [in_field("own", term)]
    return And([*parts, Or(own)])


def once() -> None:
    """Answer this call."""
    script.run(lambda index, query, limit: _hits(_searcher(index), query, limit))
