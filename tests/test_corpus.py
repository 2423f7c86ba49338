"""Protocol files read: ids, what is wrong told with its line, and a bad file that never hides a good one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from perr_cli import files
from perr_cli.corpus import load_all
from perr_cli.errors import UnusableData

Folder = Callable[..., Path]

FULL = """commune: Saint-Denis
insee: 93066
{extra}preconditions:
- Respect par l'Etat
themes:
- key: emploi
  title: Emploi
  objectives:
  - text: Un
    section: Insertion
    actions: [Deux, {{text: Trios, reading: Trois, note: coquille}}]
- key: securite
  objectives:
  - Quatre
- key: emploi
  objectives:
  - text: Cinq
"""


def read(folder: Path) -> tuple[list[str], list[str]]:
    corpus = load_all(files.find([folder]), str.upper)
    ids = [item.id for protocol in corpus.protocols for item in protocol.items()]
    return ids, [str(problem).replace(str(folder) + "/", "") for problem in corpus.problems]


def test_ids_follow_the_document_and_a_theme_continued_goes_on_counting(folder: Folder) -> None:
    ids, problems = read(folder(full=FULL.format(extra="")))
    assert (ids, problems) == (
        [
            "saint-denis/preconditions/1",
            "saint-denis/emploi/1",
            "saint-denis/emploi/1.1",
            "saint-denis/emploi/1.2",
            "saint-denis/securite/1",
            "saint-denis/emploi/2",
            "bonneville/emploi/1",
        ],
        [],
    )


@pytest.mark.parametrize(
    ("extra", "begins"),
    [("id: sd-93\n", "sd-93/"), ("edition: 2019\n", "saint-denis@2019/"), ("epci:\n", "saint-denis/")],
)
def test_an_id_or_an_edition_stands_at_the_beginning(folder: Folder, extra: str, begins: str) -> None:
    ids, _ = read(folder(full=FULL.format(extra=extra)))
    assert all(i.startswith(begins) for i in ids if "bonneville" not in i)


def test_two_files_with_one_beginning_are_named_and_never_merged(folder: Folder) -> None:
    ids, problems = read(folder(a=FULL.format(extra=""), b=FULL.format(extra="")))
    assert len(ids) == 7
    assert len(problems) == 1
    assert problems[0].startswith("b.yaml: saint-denis is also in ")
    assert problems[0].endswith("a.yaml ; give one of the two files an “id” or an “edition”")


def test_the_title_of_a_theme_without_one_comes_from_the_scheme(folder: Folder) -> None:
    data = folder(full=FULL.format(extra=""))
    (protocol,) = load_all([str(data / "full.yaml")], str.upper).protocols
    assert [theme.title for theme in protocol.themes] == ["Emploi", "SECURITE", "EMPLOI"]
    assert protocol.themes[0].objectives[0].actions[1].meaning == "Trois"


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("commune: A\n", ["bad.yaml:1:1: themes is missing ; add it"]),
        ("commune:\nthemes: []\n", ["bad.yaml:1:1: commune is missing ; add it"]),
        ("commune: ' '\nthemes: []\n", ["bad.yaml:1:10: commune is empty ; fill it in, or remove the line"]),
        (
            "commune: A\ntheme: []\nthemes: []\n",
            ["bad.yaml:2:1: theme is not known ; did you mean “themes”?"],
        ),
        ("x: 1\ncommune: A\nthemes: []\n", ["bad.yaml:1:1: x is not known ; did you mean “title”?"]),
        ("commune: A\nthemes: x\n", ["bad.yaml:2:9: themes must be a list ; see `perr schema protocol`"]),
        (
            "commune: A\ninsee: 1004\nthemes: []\n",
            ['bad.yaml:2:8: insee: “1004” is not an INSEE code of five characters ; write "01004"'],
        ),
        (
            "commune: A\nthemes:\n- key: emploi\n  objectives:\n  - txt: T\n",
            [
                "bad.yaml:5:5: themes[1].objectives[1].text is missing ; add it",
                "bad.yaml:5:5: themes[1].objectives[1].txt is not known ; did you mean “text”?",
            ],
        ),
        (
            "commune: A\npreconditions: [un]\nthemes:\n- key: preconditions\n  objectives: [T]\n",
            ["bad.yaml:4:8: themes[1].key: “preconditions” is not a theme key ; write lien-social"],
        ),
        (
            "commune: A\nthemes:\n- key: Lien Social\n  objectives: [T]\n",
            ["bad.yaml:3:8: themes[1].key: “Lien Social” is not a theme key ; write lien-social"],
        ),
        (
            "commune: A\nthemes:\n- key: emploi\n  objectives: ['\u200b']\n",
            ["bad.yaml:4:16: themes[1].objectives[1].text is empty ; fill it in, or remove the line"],
        ),
        (
            "commune: A\nsource: {document: a, lines: 9-2}\nthemes: []\n",
            ["bad.yaml:2:30: source.lines: “9-2” is not a range of lines ; write 1-29"],
        ),
        (
            "commune: A\ndepartement: ٣٣\nthemes: []\n",
            ['bad.yaml:2:14: departement: “٣٣” is not a département\'s number ; write "91"'],
        ),
        ("commune: '🙂'\nthemes: []\n", ["bad.yaml:1:10: commune: “🙂” is not a name with letters ; write id: …"]),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_the_good_file_is_read(
    folder: Folder, yaml: str, told: list[str]
) -> None:
    assert read(folder(bad=yaml)) == (["bonneville/emploi/1"], told)


@pytest.mark.parametrize("code", ["01004", '"01004"', "2A004", "'75056'"])
def test_an_insee_code_is_five_characters_however_it_is_quoted(folder: Folder, code: str) -> None:
    data = folder(full=f"commune: A\ninsee: {code}\nthemes: []\n")
    (protocol,) = load_all([str(data / "full.yaml")]).protocols
    assert protocol.insee == code.strip("\"'")


def test_a_folder_is_walked_once_whatever_its_links(folder: Folder) -> None:
    data = folder()
    (data / "again").symlink_to(data)
    (data / ".hidden.yaml").write_text("x")
    (data / "decisions.yaml").write_text("[]")
    (data / "A.YML").write_text("x")
    (data / "itself").symlink_to("itself")  # without an end, and not called like a protocol
    assert list(files.find([data, data])) == [str(data / "A.YML"), str(data / "good.yaml")]


def test_a_link_to_what_holds_the_folder_leads_nowhere_new(folder: Folder) -> None:
    data = folder()
    (data / "root").symlink_to("/")
    (data / "up.yaml").symlink_to("..")
    assert list(files.find([data])) == [str(data / "good.yaml")]


def test_who_stands_in_a_folder_may_not_see_what_holds_it(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    data = folder()
    see = os.stat

    def stat(path: str | Path, **how: bool) -> os.stat_result:
        if str(path) == str(data.parent):
            raise PermissionError
        return see(path, **how)

    monkeypatch.setattr("perr_cli.files.os.stat", stat)
    assert list(files.find([data])) == [str(data / "good.yaml")]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnusableData, match="No such file or directory"):
        files.find([tmp_path / "nowhere"])


def test_two_editions_of_one_commune_stand_beside_each_other(folder: Folder) -> None:
    ids, problems = read(folder(a=FULL.format(extra="edition: '2015'\n"), b=FULL.format(extra="edition: '2019'\n")))
    assert problems == []
    assert {i.partition("/")[0] for i in ids} == {"bonneville", "saint-denis@2015", "saint-denis@2019"}


def test_two_communes_of_one_name_go_by_their_ids(folder: Folder) -> None:
    ids, problems = read(folder(a=FULL.format(extra="id: sd-93\n"), b=FULL.format(extra="id: sd-2\n")))
    assert problems == []
    assert {i.partition("/")[0] for i in ids} == {"bonneville", "sd-93", "sd-2"}


@pytest.mark.parametrize("bad", [b"", b"\x00", b"[" * 100_000, b"a: &x 1", b"\xff\xfea", b"a: b\n---\nc: d\n"])
def test_one_bad_file_never_hides_the_good_one(folder: Folder, bad: bytes) -> None:
    ids, problems = read(folder(bad=bad))
    assert ids == ["bonneville/emploi/1"]
    assert len(problems) == 1
    assert problems[0].startswith("bad.yaml:")


def test_one_folder_under_two_names_is_read_once(folder: Folder) -> None:
    data = folder()
    (data.parent / "link").symlink_to(data)
    names = [data, data.parent / "link", data / ".." / data.name, data / "good.yaml"]
    assert list(files.find(names)) == [str(data / "good.yaml")]
