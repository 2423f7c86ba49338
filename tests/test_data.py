"""The shipped protocols say what their source says: every word, in order, and nothing else."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from perr_cli.files import shipped_data
from perr_cli.items import Item, Level
from perr_cli.library import Library
from perr_cli.protocols import Protocol

COMMUNES = ("ris-orangis", "savigny-le-temple")

# Printed around the protocol's texts: its title, the commune, the heading of the preconditions, table debris.
HEADINGS = re.compile(
    r"Conditions de réussite préalables à l'application du Protocole d'Engagements Renforcés et Réciproques"
    r"|Protocole d'Engagements Renforcés et Réciproques|RIS - ORANGIS|SAVIGNY-LE-TEMPLE|^--.*---.*$",
    re.MULTILINE,
)


def source_lines(protocol: Protocol) -> list[str]:
    assert protocol.source is not None
    assert protocol.source.lines is not None
    text = (shipped_data() / "sources" / protocol.source.document).read_text(encoding="utf-8")
    first, last = map(int, protocol.source.lines.split("-"))
    return text.splitlines()[first - 1 : last]


def words(text: str) -> list[str]:
    """Words and the marks inside them; markup, list markers and bold signs are layout."""
    plain = re.sub(r"<[^>]*>|\*\*|[→➔○]|^- |(?<=:)$", " ", text, flags=re.MULTILINE)
    return re.findall(r"[^\s:]+", plain)


def told(protocol: Protocol) -> Iterator[str]:
    """What the file says, in the order of the document."""
    yield from (item.text for item in protocol.preconditions)
    for theme in protocol.themes:
        yield theme.title
        section: str | None = None
        for objective in theme.objectives:
            if objective.section != section and objective.section:
                yield objective.section
            section = objective.section
            yield objective.text
            yield from (action.text for action in objective.actions)


@pytest.mark.parametrize("commune", COMMUNES)
def test_every_word_of_the_source_is_in_the_file_in_order_and_the_other_way_round(
    library: Library, commune: str
) -> None:
    protocol = library.protocol(commune)
    assert words("\n".join(told(protocol))) == words(HEADINGS.sub("", "\n".join(source_lines(protocol))))


@pytest.mark.parametrize("commune", COMMUNES)
def test_counts_are_those_of_the_markers_in_the_source(library: Library, commune: str) -> None:
    protocol = library.protocol(commune)
    lines = source_lines(protocol)
    table = next(i for i, line in enumerate(lines) if "\tProtocole" in line)
    preconditions = sum(line.startswith("- ") for line in lines[:table])
    printed = re.split(r"(?=Thématique )", "\n".join(lines[table + 1 :]))[1:]
    marked = [(len(re.findall("[→➔]", part)), len(re.findall(r"○|^- ", part, flags=re.MULTILINE))) for part in printed]
    counted = [(len(t.objectives), sum(len(o.actions) for o in t.objectives)) for t in protocol.themes]
    assert (len(protocol.preconditions), counted) == (preconditions, marked)


def test_there_are_115_items_with_level_and_section(items: dict[str, Item]) -> None:
    assert len(items) == 115
    assert Counter(item.level for item in items.values()) == {
        Level.action: 77,
        Level.objective: 34,
        Level.precondition: 4,
    }
    assert {item.section for item in items.values()} == {None, "Emploi", "Insertion", "Parentalité", "Education"}
    assert items["ris-orangis/emploi/2.3"].section == "Insertion"


def test_slips_stay_in_the_text_and_have_a_reading_with_a_note(items: dict[str, Item]) -> None:
    item = items["savigny-le-temple/lien-social/2.1"]
    assert item.text == "Poursuivre les partenariats dans le cadre du jumelage ZSP, Démon et micro-folies."
    assert item.reading == "Poursuivre les partenariats dans le cadre du jumelage ZSP, Démos et micro-folies."
    assert item.note == "la source dit « Démon », coquille pour le projet Démos"
    assert all(item.note for item in items.values() if item.reading)
    assert "dès le plus jeune âge" in items["ris-orangis/lien-social/3.1"].meaning


def test_the_block_printed_under_two_themes_stays_in_both_and_says_so(items: dict[str, Item]) -> None:
    for place in ("1", "1.1", "1.2"):
        housing, ties = (items[f"savigny-le-temple/{theme}/{place}"] for theme in ("logement", "lien-social"))
        assert housing.text == ties.text
    assert "deux thématiques" in (items["savigny-le-temple/logement/1"].note or "")


@pytest.mark.parametrize("commune", COMMUNES)
def test_the_source_is_the_one_that_was_read(library: Library, commune: str) -> None:
    source = library.protocol(commune).source
    assert source is not None
    document = (shipped_data() / "sources" / source.document).read_bytes()
    assert source.sha256 == hashlib.sha256(document).hexdigest()


def test_codes_and_bodies(library: Library) -> None:
    told = [(e.name, e.insee, e.departement, e.epci) for e in library.protocols]
    epci = "Grand Paris Sud Seine-Essonne-Sénart"
    assert told == [("Ris-Orangis", "91521", "91", epci), ("Savigny-le-Temple", "77445", "77", epci)]
