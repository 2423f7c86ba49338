"""A query as people type it, read into terms.

Grammar::

    query  := term*                      the words of the call, joined by spaces
    term   := ["-"] ( phrase | prefix | word )
    phrase := '"' anything but '"' '"'   words in this order, function words included
    prefix := word "*"                   every word that begins so (aller-v*: its last word)
    word   := anything else              a compound (aller-vers, l'eau) is its words in a row

A leading "-" excludes. There is no other syntax: `AND`, `titre:`, `(`, a lone quotation mark or star are
plain characters, and what is left without a letter or a digit is no term. Function words count only inside a
phrase (CONTRACT §5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from perr_cli import text
from perr_cli.errors import QueryError
from perr_cli.language import _


class Kind(str, Enum):
    """How a term is to be matched."""

    word = "word"
    phrase = "phrase"
    prefix = "prefix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing to look for: `forms` are its folded words, which must stand in a row."""

    kind: Kind
    input: str
    forms: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for, and what must not stand there."""

    text: str
    terms: tuple[Term, ...]
    excluded: tuple[Term, ...]


MAX_TERMS = 4096
"""More different words than this in one query are refused: nobody types them, and time grows with them."""

_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|"?(?P<word>[^\s"]+))')


def parse(query: str) -> Query:
    """The terms of a query, each once; raises `QueryError` where nothing is left to look for.

    >>> [term.forms for term in parse('mobilité "estime de soi" citoy*').terms]
    [('mobilite',), ('estime', 'de', 'soi'), ('citoy',)]
    """
    found: dict[tuple[Kind, tuple[str, ...], bool], Term] = {}
    for match in _TERM.finditer(query):
        if term := _term(match):
            found.setdefault((term.kind, term.forms, term.excluded), term)
    terms = tuple(term for term in found.values() if not term.excluded)
    excluded = tuple(term for term in found.values() if term.excluded)
    if len(found) > MAX_TERMS:
        raise QueryError(
            _("the query has more than {limit} different words").format(limit=MAX_TERMS),
            _("ask for fewer at a time"),
        )
    if excluded and not terms:
        raise QueryError(_("the query only excludes"), _("add a word to look for: perr search mobilité -- -emploi"))
    if not terms and not any(text.tokens(query)):
        raise QueryError(_("the query is empty"), _("give at least one word: perr search mobilité"))
    return Query(text=query, terms=terms, excluded=excluded)


def _term(match: re.Match[str]) -> Term | None:
    excluded = match["minus"] is not None
    if match["phrase"] is not None:
        forms = tuple(token.form for token in text.tokens(match["phrase"]))
        return _made(Kind.phrase, match.group(), forms, excluded)
    word = match["word"]
    forms = tuple(token.form for token in text.tokens(word))
    kind = Kind.prefix if word.endswith("*") else Kind.word
    while len(forms) > (kind is Kind.prefix) and text.is_stop_word(forms[0]):  # l'eau, d'aller-vers, l'em*
        forms = forms[1:]
    return _made(kind, match.group(), forms, excluded)


def _made(kind: Kind, typed: str, forms: tuple[str, ...], excluded: bool) -> Term | None:
    return Term(kind=kind, input=typed, forms=forms, excluded=excluded) if forms else None
