"""A person's word on a pair written into a `decisions.yaml`: whole or not at all, by one at a time.

What is to be written is read again before, and must say exactly what was there and the new decision.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from perr_cli import deciding, files, storage
from perr_cli.decisions import DecideResult, Decision, Decisions, Verdict, prose
from perr_cli.editing import Text
from perr_cli.errors import DecisionError
from perr_cli.index import Filters
from perr_cli.items import Item, Level
from perr_cli.language import _
from perr_cli.library import Library
from perr_cli.problems import Problem
from perr_cli.storage import Document
from perr_cli.text import display_path

Former = Callable[[Decisions], "Decision | None"]
"""Which of the decisions of a file the new one takes the place of."""


def decide(
    library: Library, folders: Sequence[Path], a: Item, b: Item, kind: Verdict, note: str | None = None
) -> DecideResult:
    """Write a decision on two items into the `decisions.yaml` of the data folders. A former note stays where `note` is
    None; an empty one removes it.

    Raises `DecisionError`, `OutputError`: then the file is as it was.
    """
    _check(a, b, note or "")
    items = library.index.items(Filters(protocols=(a.protocol, b.protocol)))

    def former(known: Decisions) -> Decision | None:
        return known.former(a, b, items)

    decision = Decision(
        left=a.id, right=b.id, kind=kind, note=note if note is None else prose(note) or "",
        left_text=prose(a.text), right_text=prose(b.text),
    )  # fmt: skip
    protocols = [entry.path for entry in library.protocols if entry.ref in decision.protocols]
    path = _place(folders, former(library.decisions), protocols)
    written, replaced = record(path, decision, former)
    return DecideResult(decision=written, replaced=replaced, path=display_path(path))


def _check(a: Item, b: Item, note: str) -> None:
    """Refuse what nobody can decide on."""
    for item in (a, b):
        if item.level is Level.precondition:
            sentence = _("{id} is a precondition, which is not compared")
            raise _refused(sentence, _("decide on two commitments"), id=item.id)
    if a.protocol == b.protocol:
        sentence = _("{id} is on both sides") if a.id == b.id else _("{left} and {right} are in one protocol")
        raise _refused(sentence, _("decide on items of two communes"), id=a.id, left=a.id, right=b.id)
    if len(note) > storage.MAX_TEXT:
        raise _refused(_("a note of more than {limit} characters"), _("make it shorter"), limit=storage.MAX_TEXT)


def _place(folders: Sequence[Path], former: Decision | None, protocols: Iterable[str]) -> Path:
    """The file that has a former decision, else that beside both protocols."""
    places = [path for path in files.decisions(folders) if former and display_path(path) == former.path]
    place = places[0] if places else _beside(folders, protocols)
    if place.parent.resolve() == files.shipped_data().resolve():
        raise _refused(
            _("what comes with perr is not written into"), _("name a folder of your own: perr --data DIR decide …")
        )
    return place


def _beside(folders: Sequence[Path], protocols: Iterable[str]) -> Path:
    held: dict[Path, set[str]] = {}
    for folder in folders or [files.shipped_data()]:
        held.setdefault(files.decisions_beside(folder), set()).update(map(display_path, files.find([folder])))
    fitting = [place for place, names in held.items() if names.issuperset(protocols)]
    if fitting:
        return fitting[0]
    raise _refused(
        _("the two items are in different folders: {folders}"), _("put their protocols into one folder"),
        folders=", ".join(display_path(place.parent) for place in held),
    )  # fmt: skip


def _refused(sentence: str, hint: str, **arguments: str | int) -> DecisionError:
    return DecisionError(sentence.format(**arguments), hint)


def _refused_for(wrong: Problem) -> DecisionError:
    return DecisionError(f"{wrong.place}: {wrong.message}", wrong.hint)


def record(path: Path, decision: Decision, former: Former) -> tuple[Decision, Decision | None]:
    """Write a decision into a file, in the place of a former one or at its end: the decision as it stands there, and
    the former one. Raises `DecisionError`, `OutputError`."""
    name = display_path(path)
    if path.is_symlink():
        raise _refused(
            _("{path} is a link, and may lead to another's file"), _("put a file in its place"), path=name
        )  # fmt: skip
    with _alone(path.parent):
        old = _bytes(path, name)
        document, known = _read(old, name)
        bom, encoding = storage.encoding_of(old)
        text = Text(old[len(bom) :].decode(encoding), document)
        replaced = former(Decisions(known))
        if replaced:
            decision = _in_place_of(replaced, decision)
            wanted = [decision if d is replaced else d for d in known]
            changed = text.replaced(known.index(replaced), decision)
        else:
            decision = replace(decision, note=decision.note or None)
            wanted = [*known, decision]
            changed = text.appended(decision)
        new = _first_that_says(wanted, (bom + candidate.encode(encoding) for candidate in changed), name)
        with storage.atomic(path) as temporary:
            temporary.write_bytes(new)
            if _bytes(path, name) != old:
                raise _refused(_("{path} has just been changed"), _("try again"), path=name)
    return decision, replaced


def _in_place_of(former: Decision, decision: Decision) -> Decision:
    """The new decision the way round that the former one is, with its note where it has none of its own."""
    turned = decision.left.partition("/")[0] != former.left.partition("/")[0]
    note = former.note if decision.note is None else decision.note or None
    return replace(decision.turned() if turned else decision, note=note)


def _bytes(target: Path, name: str) -> bytes:
    """What a file holds; nothing where there is none."""
    if not os.path.lexists(target):
        return b""
    try:
        return storage.read_bytes(target)
    except storage.Unreadable as unreadable:
        raise _refused_for(replace(unreadable.problem, path=name)) from None


def _read(data: bytes, name: str) -> tuple[Document, list[Decision]]:
    """A file's document and its decisions, of which none may be wrong."""
    try:
        document = storage.parse(data, name, list)
    except storage.Unreadable as unreadable:
        raise _refused_for(unreadable.problem) from None
    decisions, problems = deciding.check(document, name)
    for wrong in (*problems, *Decisions(decisions).problems):
        raise _refused_for(wrong)
    return document, decisions


def _first_that_says(wanted: Sequence[Decision], candidates: Iterator[bytes], name: str) -> bytes:
    """The first of some contents that reads as exactly these decisions."""
    for candidate in candidates:
        if len(candidate) > storage.MAX_BYTES:
            sentence = _("{path} would have more than {limit} bytes")
            raise _refused(sentence, _("remove what is not needed any more"), path=name, limit=storage.MAX_BYTES)
        with contextlib.suppress(DecisionError):
            if _read(candidate, name)[1] == wanted:
                return candidate
    raise _refused(
        _("{path} is written in a way that perr cannot add to"),
        _("write its entries as “- left: …” with the other keys below"), path=name,
    )  # fmt: skip


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other perr writes into the folder meanwhile, where the system can lock one: elsewhere the file is only
    looked at once more before it is replaced."""
    descriptor = None
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)
