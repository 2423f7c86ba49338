"""Which tags are markup, and which are words that somebody put between `<` and `>`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_KNOWN = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote"
    " body br button canvas caption center cite code col colgroup command data datalist dd del details dfn dialog"
    " dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head"
    " header hgroup hr html i iframe img input ins isindex kbd keygen label legend li link listing main map mark"
    " marquee math menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup"
    " option output p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp script search section"
    " select slot small source spacer span strike strong style sub summary sup svg table tbody td template"
    " textarea tfoot th thead time title tr track tt u ul var video wbr xmp".split()
)
"""The elements of HTML, those of the past included. `<nom de la ville>` is none, it says something."""
_OFTEN = frozenset(
    "a b big blockquote body br center div em font h1 h2 h3 h4 h5 h6 head hr html i img li ol p pre s small span strike"
    " strong sub sup table tbody td tfoot th thead title tr u ul".split()
)
"""Those that stand in a text which is no page. Another one (`<source>`) is a word there, unless something closes it."""
_OWN = re.compile(r"[a-z]+([-:][a-z0-9]+)+")
"""How an attribute is called that a page has made up: `data-toggle`."""
_BARE = frozenset(
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled download hidden"
    " inert ismap itemscope loop multiple muted nohref nomodule noresize noshade novalidate nowrap open"
    " playsinline readonly required reversed selected".split()
)
"""The attributes that say something without a value. `<a définir avec la ville>` has none of them."""


def is_markup(tag: str, attrs: Sequence[tuple[str, str | None]], *, closes: Callable[[str], bool] | None) -> bool:
    """Whether a tag, in small letters, is markup. In a text that is no page, `closes` says whether something closes an
    element; in a page any element of HTML is meant, and whatever has an attribute with a value."""
    known = tag in _OFTEN or (tag in _KNOWN and (closes is None or closes(tag)))
    if not known and not re.search("[-:]", tag):
        return False
    if closes is None and any(value is not None for _, value in attrs):
        return True
    return all(name in _BARE or _OWN.fullmatch(name) if value is None else name[:1].isalpha() for name, value in attrs)
