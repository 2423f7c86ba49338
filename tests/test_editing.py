"""A list of decisions changed as text: what a person wrote around it stays to the byte, whatever the style."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli.deciding import load
from perr_cli.decisions import Decision, Decisions, Verdict
from perr_cli.errors import DecisionError
from perr_cli.recording import record
from perr_cli.storage import MAX_BYTES

NEW = Decision(left="a/emploi/1", right="b/emploi/2", kind=Verdict.related, note="« ou »: {x}", right_text="Où ?")
ENTRY = '- left: a/emploi/1\n  right: b/emploi/2\n  kind: related\n  note: "« ou »: {x}"\n  right_text: "Où ?"\n'
FLOW = '{left: a/emploi/1, right: b/emploi/2, kind: related, note: "« ou »: {x}", right_text: "Où ?"}'
OTHER = "left: c/emploi/1\n  right: d/emploi/1\n  kind: none\n"


def write(path: Path, decision: Decision = NEW) -> None:
    """Decide, in the place of a decision on the same pair."""
    record(path, decision, lambda known: next((d for d in known if d.pair == decision.pair), None))


def changed(tmp_path: Path, before: str | bytes, decision: Decision = NEW) -> str:
    path = tmp_path / "decisions.yaml"
    path.write_bytes(before if isinstance(before, bytes) else before.encode())
    write(path, decision)
    return path.read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ENTRY),
        ("# nos décisions", f"# nos décisions\n{ENTRY}"),
        ("---\n", f"---\n{ENTRY}"),
        (f"- {OTHER}", f"- {OTHER}{ENTRY}"),
        (f"- {OTHER}".rstrip(), f"- {OTHER}{ENTRY}"),
        (f"- {OTHER}\n# fin\n", f"- {OTHER}\n# fin\n{ENTRY}"),
        (f"---\n- {OTHER}...\n", f"---\n- {OTHER}{ENTRY}...\n"),
        (f"- {OTHER}...", f"- {OTHER}{ENTRY}..."),
        (f"- {OTHER}  note: |\n    deux\n    lignes", f"- {OTHER}  note: |\n    deux\n    lignes\n{ENTRY}"),
        (f"- {OTHER}  note: |+\n    x\n\n\n", f"- {OTHER}  note: |+\n    x\n\n\n{ENTRY}"),
        ("   -   left: c/emploi/1  # oui\n       right: d/emploi/1\n\n       kind: 'none'\n",
         "   -   left: c/emploi/1  # oui\n       right: d/emploi/1\n\n       kind: 'none'\n"
         + "".join(f"   {line}\n" for line in ENTRY.splitlines())),
        ("[]", f"[{FLOW}]"),
        ("[ ]  # vide\n", f"[ {FLOW}]  # vide\n"),
        ("[{left: c/emploi/1, right: d/emploi/1, kind: none}]\n",
         f"[{{left: c/emploi/1, right: d/emploi/1, kind: none}}, {FLOW}]\n"),
        ('[\n  {"left": "c/emploi/1", "right": "d/emploi/1", "kind": "none"}, # ]\n]',
         f'[\n  {{"left": "c/emploi/1", "right": "d/emploi/1", "kind": "none"}}, # ]\n{FLOW}]'),
        ("- {left: c/emploi/1, right: d/emploi/1, kind: none}\n",
         f"- {{left: c/emploi/1, right: d/emploi/1, kind: none}}\n{ENTRY}"),
        (f"- {OTHER}".replace("\n", "\r\n"), f"- {OTHER}{ENTRY}".replace("\n", "\r\n")),
        (f"- {OTHER}".replace("\n", "\r"), f"- {OTHER}{ENTRY}".replace("\n", "\r")),
        (f"\ufeff- {OTHER}", f"\ufeff- {OTHER}{ENTRY}"),
    ],
)  # fmt: skip
def test_one_more_entry(tmp_path: Path, before: str, after: str) -> None:
    assert changed(tmp_path, before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# a\n- left: a/emploi/1 # b\n  # c\n  right: b/emploi/2\n  kind: none # d\n\n  # e\n- " + OTHER,
         "# a\n- left: a/emploi/1 # b\n  # c\n  right: b/emploi/2\n  kind: related # d\n"
         '  note: "« ou »: {x}"\n  right_text: "Où ?"\n\n  # e\n- ' + OTHER),
        ("- {left: a/emploi/1, right: b/emploi/2, kind: none } # a\n",
         '- {left: a/emploi/1, right: b/emploi/2, kind: related, note: "« ou »: {x}", right_text: "Où ?" } # a\n'),
        ("- kind: none\n  note:\n  right: b/emploi/2\n  left: a/emploi/1\n  right_text: 'Où ?'",
         "- kind: related\n  note: \"« ou »: {x}\"\n  right: b/emploi/2\n  left: a/emploi/1\n  right_text: 'Où ?'"),
        ("- left: a/emploi/1\n  note: >- # pourquoi\n    deux\n\n    lignes\n\n  # suite\n  right: b/emploi/2\n"
         '  kind: "none"\n  right_text: Où\n    ça',
         '- left: a/emploi/1\n  note: "« ou »: {x}" # pourquoi\n\n  # suite\n  right: b/emploi/2\n'
         '  kind: related\n  right_text: "Où ?"'),
        ("-\r\n    left: a/emploi/1\r\n    right: b/emploi/2\r\n    kind: none",
         '-\r\n    left: a/emploi/1\r\n    right: b/emploi/2\r\n    kind: related\r\n    note: "« ou »: {x}"\r\n'
         '    right_text: "Où ?"'),
        ("[{left: a/emploi/1,\n right: b/emploi/2, # x\n kind: none,},]",
         "[{left: a/emploi/1,\n right: b/emploi/2, # x\n"
         ' kind: related, note: "« ou »: {x}", right_text: "Où ?",},]'),
    ],
)  # fmt: skip
def test_an_entry_in_its_place(tmp_path: Path, before: str, after: str) -> None:
    assert changed(tmp_path, before) == after
    assert changed(tmp_path, after) == after


def test_the_entry_stays_the_way_round_that_it_was_written(tmp_path: Path) -> None:
    before = '- {left: b/emploi/2, right: a/emploi/1, kind: related, note: "« ou »: {x}"}'
    assert changed(tmp_path, before) == before.replace("related,", 'related, left_text: "Où ?",')


@pytest.mark.parametrize(("note", "kept"), [(None, "vieux"), ("", None), ("neuf", "neuf")])
def test_a_former_note_stays_unless_there_is_a_new_one(tmp_path: Path, note: str | None, kept: str | None) -> None:
    changed(tmp_path, "- left: a/emploi/1\n  right: b/emploi/2\n  kind: none\n  note: vieux\n", replace(NEW, note=note))
    (decision,) = load([tmp_path / "decisions.yaml"])
    assert decision.note == kept


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_another_encoding_stays(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_bytes(f"\ufeff- {OTHER}".encode(encoding))
    write(path)
    assert path.read_bytes().decode(encoding) == f"\ufeff- {OTHER}{ENTRY}"


HOSTILE = ["- {a: b}", 'il dit "oui"', "a\nb\n\nc", "\x1b[31m\x07\x00", "\u202e\u2028\x85\ufeff\ufffe", "'", "é\t#x",
           "x" * 60_000,
           "null", "*x", "!!y", "---", "👩‍👩‍👧\U000e0041", "\\", "\\n", "}", "]", ": "]  # fmt: skip


@pytest.mark.parametrize("note", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("before", ["", "[]", "- {left: a/emploi/1, right: b/emploi/2, kind: none}"])
def test_a_hostile_text_is_only_a_text(tmp_path: Path, before: str, note: str) -> None:
    changed(tmp_path, before, replace(NEW, note=note, left_text=note))
    (decision,) = load([tmp_path / "decisions.yaml"])
    assert (decision.note, decision.left_text) == (note, note)


PIECES = st.sampled_from(
    [
        "# x\n",
        "\n",
        f"- {OTHER}",
        "- {left: e/emploi/1, right: f/emploi/2, kind: shared} # y\n",
        "-\n   kind: none\n   right: h/emploi/1\n   left: g/emploi/1\n   note: |\n     z\n",
    ]
)


@given(
    st.lists(PIECES, unique=True),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
)
def test_whatever_is_there_stays_and_what_is_decided_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], newline: str, cut: bool, note: str
) -> None:
    path = tmp_path_factory.mktemp("d") / "decisions.yaml"
    before = "".join(pieces).replace("\n", newline)
    before = before.removesuffix(newline) if cut else before
    path.write_bytes(before.encode())
    old = list(load([path]))
    decision = replace(NEW, note=note.rstrip("\n") or None)
    write(path, decision)
    assert path.read_bytes().decode().startswith(before)
    assert list(load([path])) == [*old, decision]
    again = replace(decision, kind=Verdict.shared, note="x")
    write(path, again)
    assert list(load([path])) == [*old, again]


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("- {", "{path}:2:1: not valid YAML: did not find expected node content ;"
         " check quotes and indentation at this place"),
        ("- {left: a/emploi/1, right: b/emploi/1, kind: x}",
         "{path}:1:47: [1].kind: “x” is not a kind of pair ; write shared, related, none"),
        ("a: b", "{path}:1: no list of decisions in this file ; begin with “- left:”"),
        ("- ? left\n  : a/emploi/1\n  ? right\n  : b/emploi/2\n  ? kind\n  : |\n    none\n",
         "{path}:6:5: [1].kind: “none\\n” is not a kind of pair ; write shared, related, none"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_understood_is_left_alone(tmp_path: Path, before: str, message: str) -> None:
    path = tmp_path / "decisions.yaml"
    with pytest.raises(DecisionError) as refused:
        changed(tmp_path, before)
    assert (str(refused.value), path.read_text()) == (message.replace("{path}", str(path)), before)


def test_what_cannot_be_changed_surely_is_refused(tmp_path: Path) -> None:
    before = "-\tleft: a/emploi/1\n \tright: b/emploi/2\n"
    path = tmp_path / "decisions.yaml"
    with pytest.raises(DecisionError):
        changed(tmp_path, before)
    assert path.read_text() == before


def test_a_file_never_grows_larger_than_what_is_read(tmp_path: Path) -> None:
    before = "# x\n" * (MAX_BYTES // 4)
    with pytest.raises(DecisionError, match="would have more than 4194304 bytes ; remove what is not needed any more"):
        changed(tmp_path, before)
    assert (tmp_path / "decisions.yaml").read_text() == before


def test_a_file_that_changes_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(f"- {OTHER}")

    def somebody_saves(known: Decisions) -> None:
        assert len(known) == 1
        path.write_text("# mine\n")

    with pytest.raises(DecisionError, match="has just been changed ; try again"):
        record(path, NEW, somebody_saves)
    assert [p.read_text() for p in tmp_path.iterdir()] == ["# mine\n"]


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(f"- {OTHER}")

    def killed(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        write(path)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("decisions.yaml", f"- {OTHER}")]


@pytest.mark.parametrize("there", [True, False])
def test_no_link_is_written_through(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "others.yaml"
    if there:
        target.write_text(OTHER)
    path = tmp_path / "decisions.yaml"
    path.symlink_to(target)
    with pytest.raises(DecisionError) as refused:
        write(path)
    assert str(refused.value) == f"{path} is a link, and may lead to another's file ; put a file in its place"
    assert (path.is_symlink(), target.exists()) == (True, there)
    assert not there or target.read_text() == OTHER
