"""Tantivy through Python, with its French stemmer, over a prepared index."""

from __future__ import annotations

import os

from benchmarks.peers import script, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import tantivy

    from benchmarks.peers.interface import Row, Search

NAME = "tantivy, French stems"
NEEDS = "pip install 'perr-cli[bench]' (tantivy)"
WARM = True


def is_here() -> bool:
    """Whether it is installed."""
    from importlib.util import find_spec

    return find_spec("tantivy") is not None


def build(data: str, rows: Iterable[Row], index: str) -> None:  # noqa: ARG001  (peers share a signature)
    """An index in one segment."""
    import tantivy

    schema = (
        tantivy.SchemaBuilder()
        .add_text_field("own", tokenizer_name="french")
        .add_text_field("around", tokenizer_name="french")
        .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        .add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
        .build()
    )
    os.makedirs(_path(index))
    made = tantivy.Index(schema, _path(index))
    made.register_tokenizer("french", _french())
    writer = made.writer(num_threads=1)
    for row in rows:
        writer.add_document(tantivy.Document(id=row.id, text=row.text, own=row.meant, around=row.around))
    writer.commit()
    writer.wait_merging_threads()


def command(data: str, index: str, query: str, limit: int) -> list[str]:  # noqa: ARG001
    """A Python script that opens the index and asks it once."""
    return script.command(__name__, index, query, limit)


def opened(data: str, index: str) -> Search:  # noqa: ARG001
    """The index, opened once."""
    import tantivy

    made = tantivy.Index.open(_path(index))
    analyzer = _french()
    return lambda query, limit: [ref for ref, _ in _hits(made, analyzer, query, limit)]


def _path(index: str) -> str:
    return os.path.join(index, "tantivy")


def _french() -> tantivy.TextAnalyzer:
    """Accents go first, so that they never change what is found."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for step in (Filter.lowercase(), Filter.ascii_fold(), Filter.stemmer("french")):
        builder = builder.filter(step)
    return builder.build()


def _hits(made: tantivy.Index, analyzer: tantivy.TextAnalyzer, query: str, limit: int) -> Iterator[tuple[str, str]]:
    searcher = made.searcher()
    most = limit or max(1, searcher.num_docs)
    hits = searcher.search(_query(made, analyzer, query, 0), most, count=False).hits
    if not hits:
        hits = searcher.search(_query(made, analyzer, query, 1), most, count=False).hits
    for _, address in hits:
        document = searcher.doc(address)
        yield document["id"][0], document["text"][0]


def _query(made: tantivy.Index, analyzer: tantivy.TextAnalyzer, query: str, slips: int) -> tantivy.Query:
    """Every term somewhere, one at least in the item's own words; with slips, words that differ by so many."""
    from tantivy import Occur, Query

    schema = made.schema

    def in_field(field: str, term: words.Term) -> tantivy.Query:
        if term.prefix:
            return Query.regex_query(schema, field, f"{term.words[-1]}.*")
        stems = analyzer.analyze(" ".join(term.words))
        if len(stems) > 1:
            return Query.phrase_query(schema, field, list(stems))
        if slips:
            return Query.fuzzy_term_query(schema, field, stems[0], slips)
        return Query.term_query(schema, field, stems[0])

    parts, own = [], []
    for term in words.terms(query):
        fields = [(Occur.Should, in_field(field, term)) for field in ("own", "around")]
        parts.append((Occur.MustNot if term.excluded else Occur.Must, Query.boolean_query(fields)))
        own += [] if term.excluded else fields[:1]
    return Query.boolean_query([*parts, (Occur.Must, Query.boolean_query(own))])


def once() -> None:
    """Answer this call."""
    import tantivy

    script.run(lambda index, query, limit: _hits(tantivy.Index.open(_path(index)), _french(), query, limit))
