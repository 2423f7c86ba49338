"""Items found again in their sources: word for word, wherever layout put them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perr_cli import importers
from perr_cli.files import shipped_data
from perr_cli.importers.interface import Block, Extract, Kind, Line, UnusableDocument
from perr_cli.importers.stream import missing_words, stream
from perr_cli.library import Library, open_library
from perr_cli.protocols import Source
from perr_cli.provenance import Told, align, open_source, trace, trace_all


def extract(*blocks: list[str], kinds: tuple[Kind, ...] = ()) -> Extract:
    """A document of blocks, each of some printed lines."""
    text, made = "", []
    for number, lines in enumerate(blocks):
        told = []
        for line in lines:
            told.append(Line(line, len(text), len(text) + len(line)))
            text += line + "\n"
        made.append(Block(lines=tuple(told), kind=kinds[number] if kinds else Kind.body))
    return Extract(text=text, blocks=tuple(made))


def found(document: Extract, text: str) -> str | None:
    """The document's own signs for a text."""
    words = stream(document)
    place = words.find(text)
    return "".join(document.text[at] for at in words.places(place)) if place else None


@pytest.mark.parametrize(
    ("lines", "text", "signs"),
    [
        (["→ Lever les freins"], "Lever les freins", "Lever les freins"),
        (["Lever les", "freins"], "Lever les freins", "Lever lesfreins"),
        (["le dévelop-", "pement"], "le développement", "le dévelop-pement"),
        (["porte-à-", "porte"], "porte-à-porte", "porte-à-porte"),
        (["l’", "emploi"], "l’emploi", "l’emploi"),
        (["e\ufb03cace"], "efficace", "e\ufb03\ufb03\ufb03cace"),
        (["pas\u00adserelle"], "passerelle", "passerelle"),
        (["a  b\tc"], "a b c", "a b\tc"),
    ],
)
def test_layout_never_matters(lines: list[str], text: str, signs: str) -> None:
    assert found(extract(lines), text) == signs


@pytest.mark.parametrize("text", ["Lever des freins", "lever les freins", "Lever les freins.", "Levér les freins"])
def test_every_sign_matters(text: str) -> None:
    assert found(extract(["Lever les freins"]), text) is None


def test_what_is_on_every_page_does_not_part_a_text() -> None:
    document = extract(["Lever les"], ["- 3 -"], ["freins"], kinds=(Kind.body, Kind.footer, Kind.body))
    assert found(document, "Lever les freins") == "Lever lesfreins"


def test_a_text_is_found_where_it_is_all_that_an_entry_says() -> None:
    words = stream(extract(["Favoriser la mobilité des jeunes"], ["• Favoriser la mobilité"]))
    place = words.find("Favoriser la mobilité")
    assert place
    assert words.block(place.start) == 1


def test_a_text_that_is_printed_twice_is_found_behind_the_one_before() -> None:
    words = stream(extract(["A"], ["Lever les freins"], ["B"], ["Lever les freins"]))
    places = align(words, [Told("1", "A"), Told("2", "B"), Told("3", "Lever les freins")])
    assert [words.block(places[key].start) for key in "123"] == [0, 2, 3]


def test_words_that_nothing_covers_are_told() -> None:
    words = stream(extract(["→ Lever les freins"], ["○ Ouvrir une crèche"]))
    covered = align(words, [Told("1", "Lever les freins")]).values()
    assert [said for _, _, said in missing_words(words, [*covered])] == ["Ouvrir une crèche"]


def test_the_marker_that_a_list_gives_is_no_word() -> None:
    read = importers.read("<ol><li>Action n° 3 : développer<li>- former</ol>".encode(), "a.html")
    assert [said for _, _, said in missing_words(stream(read), [])] == ["Action n° 3 : développer", "former"]


@given(st.lists(st.lists(st.text("abcé'-", min_size=1, max_size=8), min_size=1, max_size=6), min_size=1, max_size=5))
def test_a_text_that_was_cut_into_lines_is_found(words: list[list[str]]) -> None:
    """Each paragraph is printed a word a line."""
    document = extract(*words)
    for paragraph in words:
        text = " ".join(paragraph)
        assert stream(document).find(text) is not None


def test_every_shipped_item_is_traced_to_its_words(library: Library) -> None:
    text = next((shipped_data() / "sources").iterdir()).read_text(encoding="utf-8")
    for entry in library.protocols:
        protocol = library.protocol(entry.ref)
        places = trace_all(protocol)
        for item in protocol.items():
            (span,) = places[item.id]
            assert text[span.start : span.end] == item.text
            assert text.count("\n", 0, span.start) + 1 == span.line_start


def test_a_block_that_is_printed_twice_is_traced_to_its_own_place(library: Library) -> None:
    protocol = library.protocol("savigny-le-temple")
    lines = [
        trace(protocol, library.item(f"savigny/{place}/1")).spans[0].line_start for place in ("logement", "lien-social")
    ]
    assert lines == [40, 41]


def test_a_name_of_a_source_is_no_path(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "data" / "protocols"
    folder.mkdir(parents=True)
    with pytest.raises(UnusableDocument, match=r"data/sources/secret\.txt: cannot be read"):
        open_source(Source(document="../../secret.txt"), str(folder / "a.yaml"))


def test_no_protocol_is_its_own_source(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("commune: A\n", encoding="utf-8")
    with pytest.raises(UnusableDocument, match=r"sources/a\.yaml: cannot be read: No such file"):
        open_source(Source(document="../protocols/a.yaml"), str(path))


def test_a_text_may_have_the_markup_of_its_source() -> None:
    read = importers.read(b"Ouvrir <b>la</b> maison\n", "a.txt")
    assert found(read, "Ouvrir la maison") == found(read, "Ouvrir <b>la</b> maison") == "Ouvrir la maison"
    assert found(read, "Ouvrir <i>la</i> maison") is None


def test_an_item_of_two_pages_has_two_spans(tmp_path: Path) -> None:
    """As the example with an item that a page breaks."""
    from perr_cli.importing import Input, Target, Told, opened

    example = Path(__file__).parent / "examples/import/pdf-writer"
    opened((), Target(tmp_path), Told()).run(Input(next(example.glob("*.pdf"))))
    library = open_library((tmp_path,))
    protocol = library.protocol(library.protocols[0].ref)
    (broken,) = [spans for spans in trace_all(protocol).values() if len(spans) > 1]
    assert [span.page for span in broken] == [broken[0].page, (broken[0].page or 0) + 1]


def test_a_table_whose_columns_are_themes_is_proved_column_by_column(tmp_path: Path) -> None:
    from perr_cli import importing, validation
    from perr_cli.importing import Input, Target
    from perr_cli.validation.rules.fidelity import Fidelity

    document = tmp_path / "a.html"
    document.write_text(
        "<h1>Commune de Bonneville</h1><table><tr><th>Emploi</th><th>Habitat</th><th>Éducation</th></tr>"
        "<tr><td>→ Lever les freins</td><td>→ Rénover les tours</td><td>→ Accueillir</td></tr>"
        "<tr><td>○ Ouvrir une crèche</td><td>○ Isoler</td><td>○ Aider</td></tr></table>",
        encoding="utf-8",
    )
    importing.opened((), Target(tmp_path / "out"), importing.Told()).run(Input(document))
    assert validation.check([tmp_path / "out"], rules=[Fidelity]).problems == []
