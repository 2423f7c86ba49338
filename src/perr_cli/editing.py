"""A list of decisions as YAML text, changed by the marks of the loader where it must be and nowhere else.

Comments, order, indentation, style and line ends are a person's, and stay. A change is one text or several, to be tried
in turn: whoever writes one reads it first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from perr_cli.decisions import Decision, prose
from perr_cli.storage import Document, Mark, Place
from perr_cli.text import visible

_BREAK = re.compile(r"\r\n|\r|\n")
_END = re.compile(r"^\.\.\.(?=\s|\Z)", re.MULTILINE)


class Text:
    """The text of a file with the marks of what it says, and the changes that can be made to it."""

    def __init__(self, text: str, document: Document) -> None:
        self.text = text
        self.document = document
        self.lines = [0, *(match.end() for match in _BREAK.finditer(text))]
        first = _BREAK.search(text)
        self.newline = first.group() if first else "\n"

    def replaced(self, number: int, decision: Decision) -> Iterator[str]:
        """With an entry changed to say a decision: its values where they stand, what it lacks after its `kind`."""
        edits: list[tuple[int, int, str]] = []
        lacking: dict[str, str] = {}
        said = self.document.data[number]
        for key, value in _fields(decision).items():
            if key not in said:
                lacking |= {key: value} if value else {}
            elif prose(said[key]) != (value or None):
                edits.append(self._value((number, key), _scalar(key, value)))
        start, _end, _text = self._value((number,), "")
        after = self._value((number, "kind"), "")[1]
        if self.text[start : start + 1] == "{":
            added = "".join(f", {key}: {_scalar(key, value)}" for key, value in lacking.items())
        else:
            after = self._line_end(after)
            indent = self.newline + " " * (start - self._line_start(start))
            added = "".join(f"{indent}{key}: {_scalar(key, value)}" for key, value in lacking.items())
        text = self.text
        for begin, end, new in sorted([*edits, (after, after, added)], reverse=True):
            text = text[:begin] + new + text[end:]
        yield text

    def appended(self, decision: Decision) -> Iterator[str]:
        """With one more entry, written as the list is."""
        said = {key: _scalar(key, value) for key, value in _fields(decision).items() if value}
        bounds = self.document.bounds
        start = self._at(bounds[0]) if bounds else 0
        if bounds and self.text[start : start + 1] == "[":
            end = self._at(bounds[1])
            entry = "{" + ", ".join(f"{key}: {value}" for key, value in said.items()) + "}"
            for comma in (", ", ""):  # after an entry; in an empty list, or where there is a comma already
                yield self.text[:end] + comma + entry + self.text[end:]
            return
        indent = " " * (start - self._line_start(start))
        parts = (f"{key}: {value}{self.newline}" for key, value in said.items())
        entry = f"{indent}- " + f"{indent}  ".join(parts)
        mark = _END.search(_BREAK.sub(lambda m: m.group().replace("\r", "\n"), self.text), start)
        end = mark.start() if mark else len(self.text)
        before = self.text[:end]
        yield before + (self.newline if before and not before.endswith(("\n", "\r")) else "") + entry + self.text[end:]

    def _value(self, place: Place, new: str) -> tuple[int, int, str]:
        """From where to where a value stands, and what to write there instead."""
        span = self.document.span(place)
        if span is None:
            raise AssertionError(place)
        start, end = map(self._at, span)
        old = self.text[start:end]
        if old[:1] in ("|", ">"):
            # The line breaks below it stay, and so does a comment beside the sign that it begins with.
            end = start + len(old.rstrip())
            comment = re.match(r"\S*([ \t]+#[^\r\n]*)?", old)
            new += (comment[1] or "") if comment else ""
        elif not old:
            new = f" {new}"
        return start, end, new

    def _at(self, mark: Mark) -> int:
        return self.lines[mark.line - 1] + mark.column - 1

    def _line_start(self, at: int) -> int:
        return max(line for line in self.lines if line <= at)

    def _line_end(self, at: int) -> int:
        following = _BREAK.search(self.text, at)
        return following.start() if following else len(self.text)


def _fields(decision: Decision) -> Mapping[str, str]:
    return {
        "left": decision.left, "right": decision.right, "kind": decision.kind.value, "note": decision.note or "",
        "left_text": decision.left_text or "", "right_text": decision.right_text or "",
    }  # fmt: skip


def _scalar(key: str, value: str) -> str:
    """A value as YAML: a word as it is, a person's text in quotes, with all that cannot be seen written out."""
    if key in ("left", "right", "kind"):
        return value
    return visible(json.dumps(value, ensure_ascii=False))
