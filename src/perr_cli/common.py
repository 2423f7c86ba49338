"""What several communes have in common: groups of commitments about the same thing, who is in and who is missing.

Two commitments are linked where `perr diff` of their communes would call them shared. A group is all commitments that
are linked for the same reason: the concept that gave most to the score, or the word where no concept gave enough. So
a group has a name that people understand, and for two communes the groups hold exactly the shared pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from perr_cli import comparables
from perr_cli.decisions import Decisions
from perr_cli.index import Filters, Index
from perr_cli.items import HIDDEN, OPTIONAL, Item, Level

if TYPE_CHECKING:
    from perr_cli.links import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Commitments of several communes about the same thing."""

    label: str
    """What it is, in the reader's language."""
    concepts: tuple[str, ...]
    """The concept that it is about; none where only words are common."""
    communes: tuple[str, ...]
    """The protocols with a commitment in it."""
    missing: tuple[str, ...]
    """Those compared that have none."""
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """How many commitments of each commune are about each concept."""

    concepts: tuple[str, ...]
    communes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """By concept, then by commune."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonResult:
    """What communes have in common (CONTRACT §6), what most of them have first."""

    schema: str = field(default="perr.common/1", init=False)
    communes: tuple[str, ...]
    filters: dict[str, Any]
    groups: tuple[Group, ...]
    total: int = field(metadata=HIDDEN)
    """How many groups there are, also those beyond the limit."""
    matrix: Matrix | None = field(default=None, metadata=OPTIONAL)


def common(
    index: Index,
    protocols: Sequence[str],
    *,
    labels: Mapping[str, str],
    keep: Callable[[Item], bool] = lambda _: True,
    least: int = 2,
    matrix: bool = False,
    limit: int = 0,
    decisions: Decisions | None = None,
    filters: Mapping[str, Any] | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> CommonResult:
    """Compare protocols by their refs. `keep` says which items the result is about, `least` how many communes a group
    must have, `limit` how many groups are told (0: all); `labels` name the concepts. `progress` hears how many communes
    of how many are compared.

    Links come from all commitments, so that a filter never changes or creates one. Raises `UnusableData` where a
    protocol has too many of them.
    """
    from perr_cli.links import Links  # numpy, which nothing else needs

    # No protocol is not the same as no filter.
    chosen = Filters(protocols=tuple(protocols) or ("",))
    items = [item for item in index.items(chosen) if item.level is not Level.precondition]
    comparables.check(items)
    kept = [keep(item) for item in items]
    vectors = (vector for *_, vector in comparables.rows(index, chosen))
    members: dict[Reason, set[int]] = {}
    for done, linked in enumerate(Links(items, vectors, decisions or Decisions(), kept).by_protocol(), 1):
        for reason, numbers in linked.items():
            members.setdefault(reason, set()).update(numbers)
        progress(done, len(protocols))
    groups = [
        _group(index, reason, [items[n] for n in sorted(numbers)], protocols, labels)
        for reason, numbers in members.items()
    ]
    groups = [group for group in groups if len(group.communes) >= least]
    groups.sort(key=lambda g: (-len(g.communes), -len(g.items), g.label, g.items[0].id))
    return CommonResult(
        communes=tuple(protocols), filters=dict(filters or {}),
        groups=tuple(groups[: limit or None]), total=len(groups),
        matrix=_matrix([item for item, is_kept in zip(items, kept, strict=True) if is_kept], protocols, least)
        if matrix
        else None,
    )  # fmt: skip


def _group(
    index: Index, reason: Reason, items: Sequence[Item], protocols: Sequence[str], labels: Mapping[str, str]
) -> Group:
    has = {item.protocol for item in items}
    concepts: tuple[str, ...] = ()
    if reason.startswith("#"):
        concepts, label = (reason[1:],), labels.get(reason[1:], reason[1:])
    elif reason.startswith("="):
        label = items[0].text
    else:
        written = index.spellings("base = ?", (reason,))
        label = written[0] if written else reason
    return Group(
        label=label, concepts=concepts, communes=tuple(ref for ref in protocols if ref in has),
        missing=tuple(ref for ref in protocols if ref not in has), items=tuple(items),
    )  # fmt: skip


def _matrix(items: Sequence[Item], protocols: Sequence[str], least: int) -> Matrix:
    """The concepts that commitments of at least so many communes are about, the most widespread first."""
    counts: dict[str, dict[str, int]] = {}
    for item in items:
        for concept in item.concepts:
            of = counts.setdefault(concept, {})
            of[item.protocol] = of.get(item.protocol, 0) + 1
    shown = sorted((c for c in counts if len(counts[c]) >= least), key=lambda c: (-len(counts[c]), c))
    return Matrix(
        concepts=tuple(shown), communes=tuple(protocols),
        counts=tuple(tuple(counts[concept].get(ref, 0) for ref in protocols) for concept in shown),
    )  # fmt: skip
