"""What strangers give to perr, each with the law that holds for all of it: it is read as it is, or refused in words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from perr_cli import corpus, deciding, files, importers, importing, model, query, recording, storage, thesaurus, writing
from perr_cli.decisions import Decision, Verdict
from perr_cli.errors import PerrError, QueryError, UnusableData
from perr_cli.exporters import FormatOptions, formatter
from perr_cli.importers.interface import UnusableDocument
from perr_cli.importers.structure import understand
from perr_cli.importers.structure.headings import Headings
from perr_cli.library import Library, open_library
from perr_cli.problems import Severity
from perr_cli.results import ShowResult
from perr_cli.search import search
from perr_cli.writing import SourceNote
from tests.hostile import strings

DATA = Path(__file__).parents[2] / "data"
EXAMPLES = Path(__file__).parents[1] / "examples" / "import"


class Target(NamedTuple):
    """A way in: what tries it, and valid inputs to begin with."""

    run: Callable[[bytes], object]
    """Returns for every input; an exception or a failed assertion is a fault."""
    seeds: Callable[[], list[bytes]]


def protocol(data: bytes) -> None:
    """A protocol file: its texts come out of JSON as they went in, or it is refused."""
    try:
        document = storage.parse(data, "x.yaml")
    except storage.Unreadable:
        return
    said, problems = model.validate(document, "x.yaml")
    if said is None:
        assert problems
        return
    made = corpus.make_protocol(said, "x.yaml")
    out = formatter("json")(ShowResult(protocols=(made,)), FormatOptions())
    assert isinstance(out, str)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)
    [shown] = json.loads(out)["protocols"]
    texts = [text for theme in document.data["themes"] for one in theme["objectives"] for text in _texts(one)]
    assert [text for theme in shown["themes"] for one in theme["objectives"] for text in _texts(one)] == texts


def _texts(objective: str | dict[str, object]) -> Iterable[object]:
    if isinstance(objective, str):
        yield objective
        return
    yield objective["text"]
    actions = objective.get("actions") or ()
    assert isinstance(actions, Iterable)
    yield from (one["text"] if isinstance(one, dict) else one for one in actions)


@cache
def _library() -> Library:
    return open_library()


def words(data: bytes) -> None:
    """A query: plain words, with hits whose marks stand in their texts; or it is refused."""
    text = data.decode("utf-8", "replace")
    try:
        query.parse(text)
        result = search(_library().index, text)
    except QueryError:
        return
    assert result.query.text == text
    for hit in result.hits:
        ends = [
            0,
            *(place for mark in hit.highlights for place in (mark.start, mark.end)),
            len(hit.reading or hit.text),
        ]
        assert ends == sorted(ends)


def knowledge(data: bytes) -> None:
    """A thesaurus: read, or told what is wrong."""
    with _file("thesaurus.yaml", data) as path:
        wrong = any(one.severity is Severity.error for one in thesaurus.check([path]))
        try:
            thesaurus.load([path])
        except UnusableData:
            assert wrong
        else:
            assert not wrong


def decided(data: bytes) -> None:
    """Decisions: read with their problems; one more is added to those that were there, or the file stays as it was."""
    one = Decision(left="a/emploi/1", right="b/emploi/9", kind=Verdict.shared, note="x", left_text="a", right_text="b")
    with _file("decisions.yaml", data) as path:
        before = deciding.load([path])
        try:
            recording.record(path, one, lambda read: next((d for d in read if d.pair == one.pair), None))
        except PerrError:
            assert path.read_bytes() == data
            return
        after = deciding.load([path])
        assert {d.pair for d in after} == {d.pair for d in before} | {one.pair}


@contextmanager
def _file(name: str, data: bytes) -> Iterator[Path]:
    """A file with these bytes."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        yield path


@cache
def _headings() -> tuple[Headings, frozenset[str]]:
    known = thesaurus.load(files.thesauri(()))
    return Headings(known.themes, known.outline, known.lexicon.verbs), importing.vocabulary(known)


def document(name: str) -> Callable[[bytes], None]:
    """A document of a kind: no word of a text is lost, and what is written of it is a protocol that says the same."""

    def run(data: bytes) -> None:
        try:
            read = importers.read(data, name)
        except UnusableDocument:
            return
        if name.endswith(".txt") and not re.search("[<&]", read.text):  # nothing of it is markup
            said = " ".join(line.text for block in read.blocks for line in block.lines)
            assert Counter(_words(said)) == Counter(_words(read.text))
        for draft in understand(read, *_headings()).drafts:
            written = writing.write(draft, SourceNote(name, "0" * 64)).text
            try:
                document = storage.parse(written.encode(), "x")
            except storage.Unreadable:  # a document may say more in one text than a protocol takes
                assert max(map(len, written.split("\n"))) > storage.MAX_TEXT
                continue
            assert [
                text for theme in document.data["themes"] for one in theme["objectives"] for text in _texts(one)
            ] == [text.text for theme in draft.themes for one in theme.objectives for text in (one.said, *one.actions)]

    return run


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _shipped() -> list[bytes]:
    return [path.read_bytes()[:12_000].rpartition(b"\n  - text")[0] for path in sorted(DATA.rglob("protocols/*.yaml"))]


def _examples(*suffixes: str) -> Callable[[], list[bytes]]:
    def seeds() -> list[bytes]:
        found = [
            path for path in sorted(EXAMPLES.rglob("*")) if path.suffix in suffixes and "expected" not in path.parts
        ]
        return [data for path in found if len(data := path.read_bytes()) < 100_000]

    return seeds


def _queries() -> list[bytes]:
    return [text.encode() for text in (*strings.QUERIES, "mobilité", '"aller vers" -emploi', "TFPB cit*")]


def _entries() -> list[bytes]:
    return [(DATA / "thesaurus.yaml").read_bytes()[:6_000].rpartition(b"\n- ")[0]]


def _decisions() -> list[bytes]:
    short = b"- {left: a/emploi/1, right: b/emploi/2, kind: shared, note: x}\n"
    long = b"- left: a/emploi/1.1\n  right: b/x/1\n  kind: none\n  note: >-\n    x\n    y\n  left_text: 'a'\n"
    return [short + long, long + b"# x\n" + short, b"[{left: a/x/1, right: b/x/1, kind: related}]\n"]


TARGETS = {
    "protocol": Target(protocol, _shipped),
    "query": Target(words, _queries),
    "thesaurus": Target(knowledge, _entries),
    "decisions": Target(decided, _decisions),
    "text": Target(document("a.txt"), _examples(".txt", ".rst")),
    "markdown": Target(document("a.md"), _examples(".md")),
    "html": Target(document("a.html"), _examples(".html")),
    "docx": Target(document("a.docx"), _examples(".docx")),
    "pdf": Target(document("a.pdf"), _examples(".pdf")),
}
