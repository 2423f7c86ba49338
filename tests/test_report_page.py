"""The page of a report: what its HTML says, and what a reader can do with it in a browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import Perr, needs

HOSTILE = (
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    '" onmouseover="window.hit = 1',
    "' autofocus onfocus='window.hit = 1",
    "</style><script>window.hit = 1</script>",
    "</title></svg><svg onload=window.hit=1>",
    "{{ 7 * 7 }}{% raw %}",
    "<a href=javascript:window.hit=1>x</a>",
    "&lt;b&gt; &amp; &#60;",
    "<!-- --><style>*{display:none}</style>",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Writes the report of the shipped protocols, once a language."""
    folder = tmp_path_factory.mktemp("pages")

    def write(language: str) -> Path:
        page = folder / f"{language}.html"
        if not page.exists():
            words = ["--lang", language, "report", "ris", "savigny", "-o", str(page), "--date", "2026-01-31"]
            subprocess.run([sys.executable, "-m", "perr_cli", *words], check=True)
        return page

    return write


@pytest.fixture
def document(written: Callable[..., Path]) -> Any:
    """The page's elements."""
    return lxml.html.fromstring(written("fr").read_text(encoding="utf-8"))


def test_a_page_has_what_a_reader_without_eyes_needs(document: Any) -> None:
    assert document.get("lang") == "fr"
    assert document.findtext(".//title") == "Ris-Orangis et Savigny-le-Temple\u00a0: engagements comparés"
    assert all(table.findtext(".//caption/span") for table in document.iter("table"))
    assert {head.get("scope") for head in document.iter("th")} == {"col", "row"}
    levels = [int(heading.tag[1]) for heading in document.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(chart.findtext("title") for chart in document.xpath("//svg"))
    assert {item.get("lang") for item in document.xpath("//section[@class='documents']//span[not(@class)]")} == {"fr"}


def test_every_link_leads_somewhere_in_the_page(document: Any) -> None:
    ids = Counter(document.xpath("//@id"))
    assert max(ids.values()) == 1
    assert {link.removeprefix("#") for link in document.xpath("//@href")} <= set(ids)
    assert not document.xpath("//@src|//link|//iframe|//object|//@style|//@*[starts-with(name(), 'on')]")


def test_every_text_stands_in_the_page_word_for_word(document: Any, items: dict[str, Any]) -> None:
    shown = Counter(document.xpath("//span[@lang='fr']/text()"))
    assert [item.id for item in items.values() if not shown[item.text]] == []


def test_a_chart_says_what_it_shows(document: Any) -> None:
    assert document.xpath("//svg/title/text()")[:2] == [
        "Ris-Orangis\u00a0: 10 même engagement, 2 même sujet, 1 sans équivalent; "
        "Savigny-le-Temple\u00a0: 9 même engagement, 1 même sujet, 1 sans équivalent",
        "Ris-Orangis\u00a0: 9 même engagement, 2 même sujet; "
        "Savigny-le-Temple\u00a0: 8 même engagement, 2 même sujet, 1 sans équivalent",
    ]


class Open(NamedTuple):
    """A page in a browser: what it has asked for and what it has told the console."""

    page: Page
    asked: list[str]
    told: list[str]


Opened = Callable[..., Open]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or any other that is called so."""
    program = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens a page as somebody with such a screen, and such wishes, sees it."""
    contexts = []

    def open_(path: Path, *, width: int = 1280, **wishes: Any) -> Open:
        context = browser.new_context(viewport={"width": width, "height": 900}, **wishes)
        contexts.append(context)
        page = context.new_page()
        asked: list[str] = []
        told: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: told.append(dialog.message))
        page.goto(path.as_uri())
        return Open(page, asked, told)

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("language", "width", "wishes"),
    [("fr", 1280, {}), ("en", 1280, {"color_scheme": "dark"}), ("fr", 320, {})],
    ids=str,
)
def test_a_page_is_accessible_quiet_and_alone(
    opened: Opened, written: Callable[..., Path], language: str, width: int, wishes: dict[str, Any]
) -> None:
    path = written(language)
    page, asked, told = opened(path, width=width, **wishes)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (asked, told) == ([path.as_uri()], [])


def _shown(page: Page) -> list[str]:
    return page.locator(".theme table.rows tbody tr, .theme ul.rows li").filter(visible=True).all_inner_texts()


def test_a_filter_leaves_the_rows_with_the_words(opened: Opened, written: Callable[..., Path]) -> None:
    page = opened(written("en")).page
    every = _shown(page)
    assert page.get_by_role("status").inner_text() == f"{len(every)} of {len(every)} shown"
    page.get_by_label("Show only what has these words").fill("MOBILITE freins")
    some = _shown(page)
    assert some == [row for row in every if "mobilité" in row.lower() and "freins" in row.lower()]
    assert 0 < len(some) < 20
    assert page.get_by_role("status").inner_text() == f"{len(some)} of {len(every)} shown"
    page.get_by_label("Show only what has these words").fill("xylophone")
    assert _shown(page) == []
    assert page.locator(".theme").filter(visible=True).count() == 0
    page.get_by_label("Show only what has these words").fill("")
    assert _shown(page) == every


def test_tabs_are_chosen_by_arrows(opened: Opened, written: Callable[..., Path]) -> None:
    page = opened(written("en")).page

    def seen() -> tuple[str, list[str]]:
        chosen = page.get_by_role("tab", selected=True)
        return chosen.inner_text(), page.locator(".theme h3").filter(visible=True).all_inner_texts()

    name, themes = seen()
    assert (name, len(themes)) == ("All themes", 5)
    page.get_by_role("tab", name="All themes").focus()
    for key, theme in [("ArrowRight", 0), ("ArrowRight", 1), ("End", 4), ("ArrowLeft", 3), ("Home", None)]:
        page.keyboard.press(key)
        assert seen() == (("All themes", themes) if theme is None else (themes[theme], [themes[theme]]))
        assert page.evaluate("document.activeElement.textContent") == seen()[0]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.theme').id") == "panel-5"


def test_a_link_to_a_theme_shows_it(opened: Opened, written: Callable[..., Path]) -> None:
    page = opened(written("en")).page
    page.get_by_role("tab").nth(2).click()
    page.get_by_role("navigation").get_by_role("link").nth(4).click()
    page.get_by_role("tab", name="All themes", selected=True).wait_for()  # the page hears of it after the click
    assert page.locator("#theme-3").is_visible()


def test_a_column_sorts_up_down_and_back(opened: Opened, written: Callable[..., Path]) -> None:
    page = opened(written("en")).page
    table = page.locator("table", has=page.get_by_text("Commitments by theme, in figures"))

    def column() -> list[int]:
        return [int(cell) for cell in table.locator("tbody td:nth-child(3)").all_inner_texts()]

    before = column()
    head = table.get_by_role("columnheader", name="Commitments")
    head.get_by_role("button").focus()
    for order, expected in [
        ("ascending", sorted(before)), ("descending", sorted(before, reverse=True)), (None, before),
    ]:  # fmt: skip
        page.keyboard.press("Enter")
        assert (head.get_attribute("aria-sort"), column()) == (order, expected)


def test_the_first_stop_of_the_keyboard_skips_to_the_content(opened: Opened, written: Callable[..., Path]) -> None:
    page = opened(written("en")).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_nothing_is_lost_without_scripts(opened: Opened, written: Callable[..., Path]) -> None:
    bare = opened(written("en"), java_script_enabled=False).page
    whole = opened(written("en")).page
    assert _shown(bare) == _shown(whole)
    assert not bare.locator("#tools").is_visible()


def test_paper_has_everything_whatever_is_chosen(
    opened: Opened, written: Callable[..., Path], items: dict[str, Any]
) -> None:
    page = opened(written("en")).page
    page.get_by_role("tab").nth(3).click()
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    size = tuple(round(side) for side in printed[0].get_size())
    text = re.sub(r"\s", "", "".join(sheet.get_textpage().get_text_bounded() for sheet in printed))
    printed.close()
    assert size == (595, 842)  # points of an A4 page
    assert [item.id for item in items.values() if re.sub(r"\s", "", item.text) not in text] == []
    assert "Skiptothecontent" not in text


def test_a_persons_text_is_only_shown(opened: Opened, perr: Perr, folder: Callable[..., Path], tmp_path: Path) -> None:
    objectives = [{"text": text, "actions": [{"text": text}]} for text in HOSTILE]
    towns = {
        name: json.dumps(
            {"commune": f"{name} <b>", "themes": [{"key": "emploi", "title": "<i>Emploi", "objectives": objectives}]}
        )
        for name in ("aix", "bix")
    }
    done = perr("--data", str(folder(**towns)), "report", "aix-b", "bix-b", "-o", "r.html", "--title", HOSTILE[0])
    assert (done.err, done.status) == ("", 0)
    page, asked, told = opened(tmp_path / "r.html")
    assert page.evaluate("window.hit") is None
    assert page.title() == page.locator("h1").inner_text() == HOSTILE[0]
    assert page.locator("script").count() == page.locator("style").count() == 1
    assert page.locator("img, b, i, a[href^='java']").count() == 0
    assert (len(asked), told) == (1, [])
    assert set(HOSTILE) == set(page.locator("[lang=fr]").all_text_contents())
