"""Markdown read as CommonMark with tables, by the library that Rich renders it with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge
from typing import TYPE_CHECKING, Any

from perr_cli.importers.decoding import decode
from perr_cli.importers.html import Reader
from perr_cli.importers.interface import Block, Cell, Extract, Ignored, Kind, Line, Progress

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_BULLETS = ("•", "○", "▪")
_NOTE = re.compile(r"^ {0,3}(\[\^[^\]\n]+\]:.*)$", re.M)
_ADDRESS = re.compile(r"[/#@]|\w\.\w")
_PIPE = re.compile(r"(?<!\\)\|")
_MARK = re.compile(r"\[\^[^\]\n]+\]")


def extract(data: bytes, name: str, progress: Progress) -> Extract:
    """A Markdown file. See `interface.Extractor`."""
    from markdown_it import MarkdownIt

    text = decode(data, name)
    # Notes are no CommonMark: it would take them for the addresses of links, and lose their words.
    notes = list(_NOTE.finditer(text))
    plain = _NOTE.sub(lambda note: " " * len(note.group()), text).replace("\f", "\n")
    env: dict[str, Any] = {}
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(plain, env)
    reader = _Markdown(plain, parser)
    blocks = (
        *merge(reader.blocks(tokens), reader.definitions(env), key=_start),
        *(Block(lines=(Line(n.group(1).strip(), *n.span(1)),), kind=Kind.footnote) for n in notes),
    )
    progress(1, 1)
    ignored = tuple(Ignored(what, times) for what, times in sorted(reader.html.ignored.items()))
    return Extract(text=text, blocks=blocks, marked_up=True, ignored=ignored)


def _start(block: Block) -> int:
    return block.lines[0].start


class _Markdown:
    """Follows the library's tokens, and finds their lines in the text again."""

    def __init__(self, text: str, parser: MarkdownIt) -> None:
        self.text = text
        self._parser = parser
        self.html = Reader(text)
        self._starts = [0, *(n + 1 for n, sign in enumerate(text) if sign == "\n"), len(text) + 1]
        self._lists: list[tuple[bool, int]] = []
        """Of each open list: whether it is numbered, and the number of its last entry."""
        self._marker = ""
        self._heading = 0
        self._table = self._row = self._column = -1
        self._inside = False

    def blocks(self, tokens: Sequence[Any]) -> Iterator[Block]:
        """The blocks in the order of the text."""
        last = 0
        for token in tokens:
            kind = token.type
            if kind in ("bullet_list_open", "ordered_list_open"):
                start = int(token.attrGet("start") or 1)
                self._lists.append((kind == "ordered_list_open", start - 1))
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif kind == "list_item_open":
                self._marker = self._mark()
            elif kind == "heading_open":
                self._heading = int(token.tag[1])
            elif kind == "heading_close":
                self._heading = 0
            elif kind in ("table_open", "tr_open", "th_open", "td_open", "table_close"):
                self._in_table(kind)
            elif kind == "tr_close" and self._row > 0:
                yield from self._beyond(last - 1)
            elif kind == "inline":
                first, end = token.map
                yield from self._inline(token, max(first, 0), end)
            elif kind == "html_block":
                yield from self.html.read(self._starts[token.map[0]], self._end(token.map[1]))
            elif kind in ("fence", "code_block"):
                yield from self._code(*token.map)
            last = token.map[1] if token.map else last

    def definitions(self, env: dict[str, Any]) -> Iterator[Block]:
        """What Markdown hides as the addresses of links, though it says something else: `[Emploi]: lever`."""
        found = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
        for definition in sorted(found, key=lambda one: int(one["map"][0])):
            if definition["title"] or not _ADDRESS.search(definition["href"]):
                yield from self._code(*definition["map"])

    def _mark(self) -> str:
        numbered, last = self._lists[-1]
        if not numbered:
            return _BULLETS[min(len(self._lists), len(_BULLETS)) - 1]
        self._lists[-1] = (numbered, last + 1)
        return f"{last + 1}."

    def _in_table(self, kind: str) -> None:
        if kind == "table_open":
            self._table += 1
            self._row = -1
        elif kind == "tr_open":
            self._row += 1
            self._column = -1
        elif kind in ("th_open", "td_open"):
            self._column += 1
        self._inside = kind != "table_close"

    def _beyond(self, line: int) -> Iterator[Block]:
        """The cells of a row beyond its table's columns, which Markdown leaves out."""
        cells = _PIPE.split(self.text[self._starts[line] : self._end(line + 1)].strip("> \t\n"))
        for cell in cells[(not cells[0]) + self._column + 1 :]:
            self._column += 1
            for token in self._parser.parseInline(cell.strip()):
                yield from self._inline(token, line, line + 1)

    def _end(self, line: int) -> int:
        return min(self._starts[min(line, len(self._starts) - 1)], len(self.text))

    def _code(self, first: int, end: int) -> Iterator[Block]:
        """Indented text, which in these documents is hardly ever a program."""
        for number in range(first, end):
            start, stop = self._starts[number], self._end(number + 1)
            raw = self.text[start:stop]
            if raw.strip("`~ \n\t"):
                begin = start + len(raw) - len(raw.lstrip())
                yield Block(lines=(Line(raw.strip(), begin, begin + len(raw.strip())),))

    def _inline(self, token: Any, first: int, end: int) -> Iterator[Block]:
        """A paragraph, a heading or a cell: its lines, with markup undone."""
        texts: list[str] = [""]
        bold: list[bool] = []
        depth = 0
        breaks = 0
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                texts.append("")
                breaks += child.type == "hardbreak"
            elif child.type == "strong_open":
                depth += 1
            elif child.type == "strong_close":
                depth -= 1
            elif child.type == "html_inline":
                if child.content.lower().startswith("<br"):
                    texts.append("")
                    breaks += 1
                elif child.content.startswith("<!--"):
                    self.html.ignored["comment"] += 1
                else:
                    texts[-1] += self.html.said(child.content)
            elif child.type == "image":
                self.html.ignored["image"] += 1
            elif child.content:
                texts[-1] += _MARK.sub("", child.content)
                if child.content.strip(" :."):
                    bold.append(depth > 0)
        lines = tuple(self._lines(texts, first, end))
        if not lines:
            return
        block = Block(
            lines=lines, kind=Kind.body, heading=self._heading, marker=self._marker,
            depth=len(self._lists) - 1 if self._lists and self._marker else None,
            bold=bool(bold) and all(bold), broken=breaks > 0,
        )  # fmt: skip
        if self._inside:
            block = replace(block, cell=Cell(self._table, self._row, self._column))
        self._marker = ""
        yield block

    def _lines(self, texts: Sequence[str], first: int, end: int) -> Iterator[Line]:
        """Lines with their places: where a text stands as it is, else the whole line of the file."""
        number = first
        at = self._starts[first]
        for text in texts:
            shown = text.strip()
            if not shown:
                continue
            found = self.text.find(shown, at, self._end(end))
            if found >= 0:
                at = found + len(shown)
                yield Line(shown, found, at)
            else:
                start, stop = self._starts[min(number, len(self._starts) - 2)], self._end(number + 1)
                raw = self.text[start:stop]
                yield Line(shown, start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip()))
            number += 1
