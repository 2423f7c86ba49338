"""A query as people type it, read into terms.

Grammar::

    query  := term*                      the words of the call, joined by spaces
    term   := ["-"] ( phrase | prefix | word )
    phrase := '"' anything but '"' '"'   words in this order, function words included
    prefix := word "*"                   every word that begins so (aller-v*: its last word)
    word   := anything else              a compound (aller-vers, l'eau) is its words in a row

A leading "-" excludes. There is no other syntax: `AND`, `titre:`, `(`, a lone quotation mark or star are
plain characters, and what is left without a letter or a digit is no term. Function words count only inside a
phrase or a term of the thesaurus (CONTRACT §5), which is for `terms` to see.
"""

import re
from enum import Enum
from typing import NamedTuple

from perr_cli import text
from perr_cli.errors import QueryError
from perr_cli.language import _


class Kind(str, Enum):
    """How a term is to be matched."""

    word = "word"
    phrase = "phrase"
    prefix = "prefix"
    filler = "filler"
    """A function word, which counts only as a part of a term of the thesaurus."""


class Term(NamedTuple):
    """One thing to look for: `forms` are its folded words, which must stand in a row."""

    kind: Kind
    input: str
    forms: tuple[str, ...]
    excluded: bool = False


class Query(NamedTuple):
    """What to look for, and what must not stand there."""

    text: str
    terms: tuple[Term, ...]
    """In the order of the query, fillers included."""
    excluded: tuple[Term, ...]


MAX_TERMS = 4096
"""More words than this in one query are refused: nobody types them, and time grows with them."""

_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|"?(?P<word>[^\s"]+))')


def parse(query: str) -> Query:
    """The terms of a query; raises `QueryError` where nothing is left to look for.

    >>> [term.forms for term in parse('mobilité "estime de soi" citoy*').terms]
    [('mobilite',), ('estime', 'de', 'soi'), ('citoy',)]
    """
    found = [term for match in _TERM.finditer(query) for term in [_term(match)] if term]
    terms = tuple(term for term in found if not term.excluded)
    excluded = tuple(term for term in found if term.excluded and term.kind is not Kind.filler)
    if len(found) > MAX_TERMS:
        raise QueryError(
            _("the query has more than {limit} words").format(limit=MAX_TERMS),
            _("ask for fewer at a time"),
        )
    if excluded and all(term.kind is Kind.filler for term in terms):
        raise QueryError(_("the query only excludes"), _("add a word to look for: perr search mobilité -- -emploi"))
    if not found and not any(text.tokens(query)):
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
    while len(forms) > 1 and text.is_stop_word(forms[0]):  # l'eau, d'aller-vers, l'em*
        forms = forms[1:]
    if kind is Kind.word and len(forms) == 1 and text.is_stop_word(forms[0]):
        kind = Kind.filler
    return _made(kind, match.group(), forms, excluded)


def _made(kind: Kind, typed: str, forms: tuple[str, ...], excluded: bool) -> Term | None:
    return Term(kind=kind, input=typed, forms=forms, excluded=excluded) if forms else None
