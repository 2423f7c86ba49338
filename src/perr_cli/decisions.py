"""What people have decided about pairs of commitments: the decisions, which of them hold, and which are stale.

A decision holds for the two items that it names while they say what they said when it was taken. It has no
direction: one on (a, b) is one on (b, a).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from perr_cli.items import HIDDEN, Item
from perr_cli.problems import Problem, Severity, problem


class Verdict(str, Enum):
    """What a person says about a pair: one of the two kinds of pairs, or that it is none."""

    shared = "shared"
    related = "related"
    none = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on a pair, as it stands in `decisions.yaml`."""

    left: str
    """An item's id."""
    right: str
    kind: Verdict
    note: str | None = None
    left_text: str | None = None
    """The item's text when it was decided; None where nobody wrote it down, and the decision is never stale."""
    right_text: str | None = None
    path: str = field(default="", compare=False, metadata=HIDDEN)
    """The file that it stands in, and where."""
    line: int | None = field(default=None, compare=False, metadata=HIDDEN)
    column: int | None = field(default=None, compare=False, metadata=HIDDEN)

    @property
    def pair(self) -> frozenset[str]:
        """The two ids."""
        return frozenset((self.left, self.right))

    @property
    def protocols(self) -> frozenset[str]:
        """The refs of the protocols of the two items."""
        return frozenset(item.partition("/")[0] for item in self.pair)

    def sides(self) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
        """Each id with its text."""
        return (self.left, self.left_text), (self.right, self.right_text)

    def turned(self) -> Decision:
        """The same decision from the other side."""
        return replace(
            self, left=self.right, left_text=self.right_text, right=self.left, right_text=self.left_text
        )  # fmt: skip

    def holds(self, a: Item, b: Item) -> bool:
        """Whether it is about these two items, and they say what they said."""
        texts = dict(self.sides())
        return self.pair == {a.id, b.id} and all(says(item, texts[item.id]) for item in (a, b))

    def problem(self, code: str, **arguments: str) -> Problem:
        """Something wrong with it, told where it stands."""
        return problem(self.path, code, line=self.line, column=self.column, **arguments)

    def warning(self, code: str, **arguments: str) -> Problem:
        """A reason why it is not applied, told where it stands."""
        return replace(self.problem(code, **arguments), severity=Severity.warning)


def says(item: Item, text: str | None) -> bool:
    """Whether this is the item's text: how lines are broken makes no difference, and no text fits any."""
    return text is None or " ".join(text.split()) == " ".join(item.text.split())


def prose(text: str | None) -> str | None:
    """A text without the line break that ends it where YAML's `|` and `>` were used; nothing for an empty one."""
    return text.rstrip("\n") or None if text else None


class Decisions:
    """All decisions about some data. Of two on one pair, the first counts."""

    def __init__(self, decisions: Iterable[Decision] = (), problems: Iterable[Problem] = ()) -> None:
        self._by_pair: dict[frozenset[str], Decision] = {}
        twice = []
        for decision in decisions:
            first = self._by_pair.setdefault(decision.pair, decision)
            if first is not decision:
                place = ":".join(str(part) for part in (first.path, first.line) if part)
                twice.append(
                    decision.problem("decided-twice", left=decision.left, right=decision.right, first=place)
                )  # fmt: skip
        self.problems = (*problems, *twice)
        """What is wrong in their files; what is not well written decides nothing."""

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._by_pair.values())

    def __len__(self) -> int:
        return len(self._by_pair)

    def on(self, a: Item, b: Item) -> Decision | None:
        """The decision that holds for two items, in whichever order."""
        decision = self._by_pair.get(frozenset((a.id, b.id))) if self._by_pair else None
        return decision if decision and decision.holds(a, b) else None

    def between(self, left: Mapping[str, Item], right: Mapping[str, Item]) -> Iterator[tuple[Item, Item, Decision]]:
        """The decisions that hold for items of two sides, which come by their ids; each with the two."""
        for decision in self:
            for own, other in ((decision.left, decision.right), (decision.right, decision.left)):
                if own in left and other in right and decision.holds(left[own], right[other]):
                    yield left[own], right[other], decision

    def stale(self, items: Iterable[Item], gone: Callable[[str], bool] = lambda _: False) -> tuple[Problem, ...]:
        """A warning for each decision on these items that does not hold any more.

        A decision is judged where the protocols of both its items are those of `items`, or are known to be `gone`
        by their refs.
        """
        if not self._by_pair:
            return ()
        now = _Now(items)
        judged = (d for d in self if all(ref in now.protocols or gone(ref) for ref in d.protocols))
        return tuple(warning for decision in judged if (warning := now.stale(decision)))

    def former(self, a: Item, b: Item, items: Iterable[Item]) -> Decision | None:
        """The decision that a new one on two items takes the place of: that on their ids, else one that would be
        about them, had they not got other ids. `items` are all of their protocols."""
        if frozenset((a.id, b.id)) in self._by_pair:
            return self._by_pair[frozenset((a.id, b.id))]
        now = _Now(items)
        moved = (d for d in self if not now.holds(d) and {now.of(*side) for side in d.sides()} == {a.id, b.id})
        return next(moved, None)


class _Now:
    """Where texts stand now."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {item.id: item for item in items}
        self.protocols = {item.protocol for item in self._items.values()}

    def of(self, id: str, text: str | None) -> str | None:
        """The id under which a text stands: the one it had, else another in its protocol; None where it is gone."""
        item = self._items.get(id)
        if item and says(item, text):
            return id
        if text is None:
            return None
        ref = id.partition("/")[0]
        return next((i.id for i in self._items.values() if i.protocol == ref and says(i, text)), None)

    def holds(self, decision: Decision) -> bool:
        """Whether both texts stand where they stood."""
        return all(self.of(*side) == side[0] for side in decision.sides())

    def stale(self, decision: Decision) -> Problem | None:
        """Why a decision does not hold any more, and what to do."""
        if self.holds(decision):
            return None
        found = [self.of(*side) for side in decision.sides()]
        told = {"left": decision.left, "right": decision.right, "kind": decision.kind.value}
        if None not in found:
            told |= {"now_left": str(found[0]), "now_right": str(found[1])}
            return decision.warning("stale-moved", **told)
        lost = next(item for (item, _), now in zip(decision.sides(), found, strict=True) if now is None)
        code = "stale-changed" if lost in self._items else "stale-gone"
        return decision.warning(code, id=lost, **told)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideResult:
    """What `perr decide` has written, and where."""

    schema: str = field(default="perr.decide/1", init=False)
    decision: Decision
    replaced: Decision | None
    """The decision whose place it took."""
    path: str
