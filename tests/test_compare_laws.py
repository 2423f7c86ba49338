"""Laws that hold for any two communes: what a comparison never does, whatever they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from perr_cli.compare import DiffResult, Only, Pair, diff
from perr_cli.decisions import Decision, Decisions, Verdict
from perr_cli.index import Filters, Index
from perr_cli.items import Item, Level, Nature
from tests.invented import Commune, opened

PHRASES = (
    """
développer|poursuivre|sensibiliser|mettre en place|poursuite|emploi|mobilité|déplacements|permis de conduire|GUSP
gestion urbaine et sociale de proximité|propreté|modes de garde|crèche|parents|école|collège|CLS|santé|délinquance
contrat local de santé|mairie|quartier|action|vélo|jardins partagés|Œuvre|aînés|de la|l'|les|et|afin de|notamment
dans le cadre|,|.|;|…|12
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

texts = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=7).map(" ".join)
said = st.fixed_dictionaries({"text": texts}, optional={"reading": texts})
objectives = st.fixed_dictionaries({"text": texts}, optional={"reading": texts, "actions": st.lists(said, max_size=3)})
themes = st.sampled_from(["emploi", "logement", "lien-social"])
communes = st.lists(st.tuples(themes, objectives), min_size=1, max_size=4).map(
    lambda told: {key: [text for at, text in told if at == key] for key in dict.fromkeys(at for at, _ in told)}
)
law = settings(max_examples=60)

Key = tuple[str, str]


def by_ids(result: DiffResult) -> dict[Key, Pair]:
    return {(pair.left.id, pair.right.id): pair for pair in result.pairs}


def commitments(index: Index, ref: str) -> list[Item]:
    return [item for item in index.items(Filters(protocols=(ref,))) if item.level is not Level.precondition]


def turned(pair: Pair) -> Pair:
    """The pair from the other side."""
    why = pair.why
    reasons = why.reasons and tuple(replace(reason, left=reason.right, right=reason.left) for reason in why.reasons)
    why = replace(why, left_spans=why.right_spans, right_spans=why.left_spans, reasons=reasons)
    return replace(pair, left=pair.right, right=pair.left, why=why)


@law
@given(communes)
def test_a_commune_shares_every_commitment_with_itself(a: Commune) -> None:
    index = opened({"a": a})
    result = diff(index, "a", "a")
    alike = {pair.left.id: (pair.kind.value, pair.score) for pair in result.pairs if pair.left.id == pair.right.id}
    assert alike == {item.id: ("shared", 1.0) for item in commitments(index, "a")}
    assert (result.only_left, result.only_right) == ((), ())


@law
@given(communes, communes)
def test_the_mirror_mirrors_to_the_letter(a: Commune, b: Commune) -> None:
    index = opened({"a": a, "b": b})
    there, back = diff(index, "a", "b", explain=True), diff(index, "b", "a", explain=True)
    assert by_ids(there) == {(p.right.id, p.left.id): turned(p) for p in back.pairs}
    assert (there.only_left, there.only_right) == (back.only_right, back.only_left)
    assert {(t.theme, t.left, t.left_shared, t.left_related, t.left_alone) for t in there.themes} == {
        (t.theme, t.right, t.right_shared, t.right_related, t.right_alone) for t in back.themes
    }


@law
@given(communes, communes)
def test_every_commitment_is_in_a_pair_or_alone(a: Commune, b: Commune) -> None:
    index = opened({"a": a, "b": b})
    result = diff(index, "a", "b")
    for ref, paired, alone in (
        ("a", {pair.left.id for pair in result.pairs}, [item.id for item in result.only_left]),
        ("b", {pair.right.id for pair in result.pairs}, [item.id for item in result.only_right]),
    ):
        assert sorted([*paired, *alone]) == sorted(item.id for item in commitments(index, ref))
    assert len(by_ids(result)) == len(result.pairs)


@law
@given(communes, communes)
def test_counts_by_theme_add_up(a: Commune, b: Commune) -> None:
    result = compared_in(opened({"a": a, "b": b}))
    for side, alone in (("left", result.only_left), ("right", result.only_right)):
        paired = {getattr(pair, side).id for pair in result.pairs}
        assert sum(getattr(theme, side) for theme in result.themes) == len(paired) + len(alone)
        assert sum(getattr(theme, f"{side}_alone") for theme in result.themes) == len(alone)
        for kind in ("shared", "related"):
            of_kind = {getattr(pair, side).id for pair in result.pairs if pair.kind.value == kind}
            assert sum(getattr(theme, f"{side}_{kind}") for theme in result.themes) == len(of_kind)


def compared_in(index: Index, **options: Any) -> DiffResult:
    return diff(index, "a", "b", **options)


KEEPS: list[Callable[[Item], bool]] = [
    lambda item: item.theme == "emploi",
    lambda item: item.level is Level.action,
    lambda item: "mobilite" in item.concepts,
    lambda item: item.nature is Nature.agir,
    lambda item: item.id < "a/emploi/2",
    lambda _: False,
]


@law
@given(communes, communes, st.sampled_from(KEEPS))
def test_a_filter_takes_pairs_away_and_changes_none(a: Commune, b: Commune, keep: Callable[[Item], bool]) -> None:
    index = opened({"a": a, "b": b})
    whole, some = compared_in(index, explain=True), compared_in(index, explain=True, keep=keep)
    assert some.pairs == tuple(pair for pair in whole.pairs if keep(pair.left) and keep(pair.right))
    paired = {item.id for pair in some.pairs for item in (pair.left, pair.right)}
    for ref, alone in (("a", some.only_left), ("b", some.only_right)):
        kept = [item.id for item in commitments(index, ref) if keep(item)]
        assert [item.id for item in alone] == [name for name in kept if name not in paired]


@law
@given(communes, communes, st.floats(0, 1))
def test_a_least_score_takes_pairs_away_and_changes_none(a: Commune, b: Commune, least: float) -> None:
    index = opened({"a": a, "b": b})
    whole, some = compared_in(index), compared_in(index, least=least)
    assert some.pairs == tuple(pair for pair in whole.pairs if pair.score >= least)


@law
@given(communes, communes, st.sets(st.sampled_from(Only), min_size=1))
def test_only_some_parts_are_those_parts_of_the_whole(a: Commune, b: Commune, only: set[Only]) -> None:
    index = opened({"a": a, "b": b})
    whole, some = compared_in(index), compared_in(index, only=sorted(only))
    assert some.pairs == tuple(pair for pair in whole.pairs if Only(pair.kind.value) in only)
    assert some.only_left == (whole.only_left if Only.left in only else ())
    assert some.only_right == (whole.only_right if Only.right in only else ())
    assert some.themes == whole.themes


@law
@given(communes, communes, st.data())
def test_a_decision_always_wins_and_changes_no_other_pair(a: Commune, b: Commune, data: st.DataObject) -> None:
    index = opened({"a": a, "b": b})
    ours, theirs = ([item.id for item in commitments(index, ref)] for ref in ("a", "b"))
    names = st.tuples(st.sampled_from(ours), st.sampled_from(theirs))
    told = data.draw(st.dictionaries(names, st.tuples(st.sampled_from(Verdict), st.booleans()), max_size=5))
    decisions = Decisions(
        Decision(left=right, right=left, kind=verdict) if back else Decision(left=left, right=right, kind=verdict)
        for (left, right), (verdict, back) in told.items()
    )
    plain = by_ids(compared_in(index, explain=True))
    result = compared_in(index, explain=True, decisions=decisions)
    pairs = by_ids(result)
    assert {names: pair for names, pair in pairs.items() if names not in told} == {
        names: pair for names, pair in plain.items() if names not in told
    }
    for key, (verdict, _) in told.items():
        if verdict is Verdict.none:
            assert key not in pairs
        else:
            assert (pairs[key].kind.value, pairs[key].decided) == (verdict.value, True)
    mirror = diff(index, "b", "a", decisions=decisions, explain=True)
    assert pairs == {(p.right.id, p.left.id): turned(p) for p in mirror.pairs}


@law
@given(communes, communes, st.permutations(["a", "b", "c"]), communes)
def test_what_else_is_loaded_and_in_which_order_changes_nothing(
    a: Commune, b: Commune, order: list[str], c: Commune
) -> None:
    every = {"a": a, "b": b, "c": c}
    alone = compared_in(opened({"a": a, "b": b}), explain=True)
    assert compared_in(opened({name: every[name] for name in order}), explain=True) == alone


@law
@given(communes, communes)
def test_reasons_make_the_score_and_point_at_words(a: Commune, b: Commune) -> None:
    for pair in compared_in(opened({"a": a, "b": b}), explain=True).pairs:
        why = pair.why
        assert why.reasons is not None
        # Each is rounded to a thousandth, and so is the score; less than half a thousandth is no reason.
        thousandths = [round(reason.score * 1000) for reason in why.reasons]
        assert abs(sum(thousandths) - round(pair.score * 1000)) <= (len(thousandths) + 2) / 2
        assert all(reason.score >= 0 and reason.about for reason in why.reasons)
        assert pair.score <= 1
        for item, spans in ((pair.left, why.left_spans), (pair.right, why.right_spans)):
            ends = [0, *(end for _, end in spans)]
            assert all(last <= start < end for last, (start, end) in zip(ends, spans, strict=False))
            assert all(item.meaning[start:end].strip() == item.meaning[start:end] for start, end in spans)
        marked = [pair.left.meaning[x:y].lower() for x, y in why.left_spans]
        marked += [pair.right.meaning[x:y].lower() for x, y in why.right_spans]
        assert all(any(term.lower() in words for words in marked) for term in why.terms)


def test_pairs_come_in_the_order_of_the_left_best_first() -> None:
    a = {"emploi": ["Favoriser la mobilité", "Développer la propreté"]}
    b = {"emploi": ["La mobilité et la propreté", "La propreté", "La mobilité"]}
    result = compared_in(opened({"a": a, "b": b}))
    assert [(p.left.short_id, p.right.short_id) for p in result.pairs] == [
        ("emploi/1", "emploi/3"), ("emploi/1", "emploi/1"), ("emploi/2", "emploi/2"), ("emploi/2", "emploi/1"),
    ]  # fmt: skip
