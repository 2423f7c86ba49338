"""Decisions: what a file may say, which of them hold, which are stale, and that they always win in a comparison."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli.alignment import PairKind
from perr_cli.compare import DiffResult, Pair, diff
from perr_cli.deciding import load
from perr_cli.decisions import Decision, Decisions, Verdict
from perr_cli.index import Index
from perr_cli.items import Item, Level
from perr_cli.library import open_library

KIND = "kind: shared"


def item(ref: str, text: str) -> Item:
    return Item(
        id=ref, commune=ref.partition("/")[0], theme="emploi", section=None, level=Level.objective, text=text,
        reading=None, objective=None,
    )  # fmt: skip


A = [
    item("a/emploi/1", "Favoriser la mobilité"),
    item("a/emploi/2", "Soutenir les clubs"),
    item("a/emploi/3", "Rénover"),
]
B = [item("b/emploi/1", "Rénover les écoles"), item("b/emploi/2", "Favoriser la mobilité"), item("b/emploi/3", "Taxer")]


def read(tmp_path: Path, text: str | bytes) -> Decisions:
    (tmp_path / "d.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load([tmp_path / "d.yaml"])


def told(tmp_path: Path, decisions: Decisions) -> list[str]:
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in decisions.problems]


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("- {left: a/emploi/1, right: b/emploi/1, kind: same}",
         "d.yaml:1:47: [1].kind: “same” is not a kind of pair ; write shared, related, none"),
        ("- {left: a/emploi/1, right: b/emploi/1, kind: none, nte: x}",
         "d.yaml:1:53: [1].nte is not known ; did you mean “note”?"),
        ("- {left: Ris, right: b/emploi/1, kind: none}",
         "d.yaml:1:10: [1].left: “Ris” is not an item's id ; write ris-orangis/emploi/1.3"),
        ("- {left: a/emploi/1, right: b/emploi/1}", "d.yaml:1:3: [1].kind is missing ; add it"),
        ("- {left: a/emploi/1, right: b/emploi/1, kind: [none]}",
         "d.yaml:1:41: [1].kind must be a text ; see `perr schema decisions-file`"),
        ("- left: a/preconditions/1\n  right: b/emploi/1\n  kind: none",
         "d.yaml:1:3: a/preconditions/1 is a precondition, which is not compared ; decide on two commitments"),
        ("- {left: a/emploi/1, right: a/emploi/1, kind: none}",
         "d.yaml:1:3: a/emploi/1 is on both sides ; decide on items of two communes"),
        ("- {left: a/emploi/1, right: a/emploi/2, kind: none}",
         "d.yaml:1:3: a/emploi/1 and a/emploi/2 are in one protocol ; decide on items of two communes"),
        ("- {left: &x a/emploi/1, right: *x, kind: none}",
         "d.yaml:1:10: anchors, aliases and merge keys are not allowed ; write the text out"),
        ("- {left: !!str a/emploi/1}",
         "d.yaml:1:10: the tag tag:yaml.org,2002:str is not allowed ; every value is text: remove the tag"),
        ("- {left: a/emploi/1, left: a/emploi/2}",
         "d.yaml:1:22: “left” stands here and in line 1 ; keep one of them"),
        ("left: a/emploi/1", "d.yaml:1: no list of decisions in this file ; begin with “- left:”"),
        ("none", "d.yaml:1: no list of decisions in this file ; begin with “- left:”"),
        ("- a", "d.yaml:1:3: [1] must be a mapping ; see `perr schema decisions-file`"),
        (b"- \xe9", "d.yaml:1: not UTF-8, at byte 2 ; save the file as UTF-8"),
    ],
)  # fmt: skip
def test_refused_with_its_place(tmp_path: Path, yaml: str | bytes, message: str) -> None:
    decisions = read(tmp_path, yaml)
    assert (told(tmp_path, decisions), len(decisions)) == ([message], 0)


@pytest.mark.parametrize(
    "yaml", ["", "# nothing yet\n", "---\n", "[]", "- # hm\n  {left: a/emploi/1, right: b/emploi/1, kind: none}"]
)
def test_an_empty_file_is_no_problem(tmp_path: Path, yaml: str) -> None:
    assert told(tmp_path, read(tmp_path, yaml)) == []


def test_two_decisions_on_one_pair_are_a_problem_and_the_first_counts(tmp_path: Path) -> None:
    decisions = read(
        tmp_path,
        "- {left: a/emploi/1, right: b/emploi/1, kind: none}\n- {left: b/emploi/1, right: a/emploi/1, kind: shared}\n",
    )
    assert told(tmp_path, decisions) == [
        f"d.yaml:2:3: b/emploi/1 and a/emploi/1 are decided on in {tmp_path}/d.yaml:1, too ; keep one of the two"
    ]
    assert [decision.kind for decision in decisions] == [Verdict.none]


def test_one_bad_entry_never_hides_the_others(tmp_path: Path) -> None:
    decisions = read(tmp_path, "- {}\n- {left: a/emploi/1, right: b/emploi/1, kind: none}\n- x\n")
    assert (len(decisions.problems), [decision.kind for decision in decisions]) == (4, [Verdict.none])


def test_what_is_no_file_is_named_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "link").symlink_to("nowhere")
    messages = [p.message for p in load([tmp_path / "fifo", tmp_path, tmp_path / "link"]).problems]
    assert messages == [
        "not a regular file", "cannot be read: Is a directory", "cannot be read: No such file or directory",
    ]  # fmt: skip


def decided(left: str, right: str, **more: str) -> Decision:
    return Decision(left=left, right=right, kind=Verdict.shared, path="d.yaml", line=1, column=3, **more)


def stale(decision: Decision) -> list[str]:
    return [str(warning) for warning in Decisions([decision]).stale([*A, *B], lambda ref: ref == "c")]


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (decided("a/emploi/9", "b/emploi/1"),
         "a/emploi/9 does not exist any more ; decide on another item with `perr decide`, or remove it"),
        (decided("c/emploi/1", "b/emploi/1"),
         "c/emploi/1 does not exist any more ; decide on another item with `perr decide`, or remove it"),
        (decided("a/emploi/1", "b/emploi/1", left_text="Favoriser"),
         "a/emploi/1 says something else now ; decide again (`perr decide a/emploi/1 b/emploi/1 --shared`),"
         " or remove it"),
        (decided("a/emploi/9", "b/emploi/1", left_text="Soutenir les clubs"),
         "its texts are a/emploi/2 and b/emploi/1 now ; decide again (`perr decide a/emploi/2 b/emploi/1 --shared`),"
         " or remove it"),
        (decided("a/emploi/1", "b/emploi/1", left_text="Rénover", right_text="Taxer"),
         "its texts are a/emploi/3 and b/emploi/3 now ; decide again (`perr decide a/emploi/3 b/emploi/3 --shared`),"
         " or remove it"),
    ],
)  # fmt: skip
def test_a_stale_decision_is_named_with_what_to_do_and_not_applied(decision: Decision, reason: str) -> None:
    assert stale(decision) == [
        f"d.yaml:1:3: the decision on {decision.left} and {decision.right} is not applied: {reason}"
    ]
    assert [Decisions([decision]).on(a, b) for a in A for b in B] == [None] * 9


@pytest.mark.parametrize(
    "decision",
    [
        decided("a/emploi/1", "b/emploi/1"),
        decided("b/emploi/1", "a/emploi/1", left_text="Rénover les\n écoles ", right_text="Favoriser la mobilité"),
        decided("a/emploi/1", "d/emploi/1"),  # of a protocol that may be there all the same
    ],
)
def test_what_is_not_stale(decision: Decision) -> None:
    assert stale(decision) == []


def test_what_holds_between_two_communes_has_the_items_in_their_order() -> None:
    decisions = Decisions([
        Decision(left="b/emploi/2", right="a/emploi/1", kind=Verdict.none),
        Decision(left="a/emploi/2", right="b/emploi/3", kind=Verdict.related, left_text="autre"),
        Decision(left="a/emploi/2", right="c/emploi/3", kind=Verdict.related),
    ])  # fmt: skip
    own, other = {i.id: i for i in A}, {i.id: i for i in B}
    assert [(a.id, b.id) for a, b, _ in decisions.between(own, other)] == [("a/emploi/1", "b/emploi/2")]
    assert [(b.id, a.id) for b, a, _ in decisions.between(other, own)] == [("b/emploi/2", "a/emploi/1")]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of the items A and B."""
    data = tmp_path_factory.mktemp("data")
    for name, items in (("a", A), ("b", B)):
        texts = "".join(f"  - text: {item.text}\n" for item in items)
        (data / f"{name}.yaml").write_text(f"commune: {name}\nthemes:\n- key: emploi\n  objectives:\n{texts}", "utf-8")
    return open_library([data]).index


def pairs(result: DiffResult, *, mirrored: bool = False) -> dict[tuple[str, str], Pair]:
    if mirrored:
        return {(pair.right.id, pair.left.id): pair for pair in result.pairs}
    return {(pair.left.id, pair.right.id): pair for pair in result.pairs}


def test_a_decision_makes_and_unmakes_pairs_and_says_so(index: Index) -> None:
    decisions = Decisions([
        Decision(left="b/emploi/2", right="a/emploi/1", kind=Verdict.none),
        Decision(left="a/emploi/2", right="b/emploi/3", kind=Verdict.related, note="taxe sur les clubs"),
    ])  # fmt: skip
    before = pairs(diff(index, "a", "b"))
    after = pairs(diff(index, "a", "b", decisions=decisions))
    assert set(before) - set(after) == {("a/emploi/1", "b/emploi/2")}
    assert set(after) - set(before) == {("a/emploi/2", "b/emploi/3")}
    pair = after["a/emploi/2", "b/emploi/3"]
    assert (pair.kind, pair.score, pair.decided, pair.note) == (PairKind.related, 0.0, True, "taxe sur les clubs")


def test_filters_apply_to_decided_pairs_too(index: Index) -> None:
    decisions = Decisions([Decision(left="a/emploi/2", right="b/emploi/3", kind=Verdict.shared)])
    result = diff(index, "a", "b", decisions=decisions, keep=lambda item: item.id != "b/emploi/3")
    assert [pair for pair in result.pairs if pair.decided] == []


PAIRS = st.sampled_from([(a.id, b.id) for a in A for b in B])


@given(st.dictionaries(PAIRS, st.tuples(st.sampled_from(Verdict), st.booleans())))
def test_a_decision_always_wins_and_mirrors(index: Index, said: dict[tuple[str, str], tuple[Verdict, bool]]) -> None:
    decisions = Decisions(
        Decision(left=b, right=a, kind=kind) if turned else Decision(left=a, right=b, kind=kind)
        for (a, b), (kind, turned) in said.items()
    )
    plain, found = pairs(diff(index, "a", "b")), pairs(diff(index, "a", "b", decisions=decisions))
    mirror = pairs(diff(index, "b", "a", decisions=decisions), mirrored=True)
    for key in ((a.id, b.id) for a in A for b in B):
        if key in said:
            assert (found[key].kind.value if key in found else "none") == said[key][0].value
        else:
            assert found.get(key) == plain.get(key)
    assert {key: (p.kind, p.decided, p.score) for key, p in found.items()} == {
        key: (p.kind, p.decided, p.score) for key, p in mirror.items()
    }
