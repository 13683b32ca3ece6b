"""In a real browser: for everybody's eyes, ears and hands, on a phone and on paper."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import pairwise, product

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from journeys import events, pages
from journeys.language import LANGUAGES, Language
from journeys.projections.citizen_path import path
from tests.effort import LONG, tries
from tests.invented import ANNA, KITCHEN, OPENED, WALK
from tests.pages.boxes import faults, on_screen
from tests.pages.browsing import Scheme, needs_browser, opened, violations
from tests.pages.samples import A_FEW, AT_TEN, CITIZENS, SAMPLES
from tests.pages.walks import TODAY, WALKS, WITH_OFFICE, path_of, twelve_steps
from tests.scenario import after

pytestmark = needs_browser

WIDTHS = NARROW, PHONE, TABLET, DESK, WIDE = 320, 390, 768, 1280, 1920
SCREEN = 844
"""How high the screen of such a phone is."""
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LOOKS: Mapping[Language, tuple[int, Scheme, bool]] = {
    "da": (NARROW, "dark", False),
    "en": (DESK, "light", True),
}
"""How wide, in light or dark, in easy words or not. With `make long` all there is."""
ALL: tuple[tuple[int, Scheme, bool], ...] = tuple(product(WIDTHS, SCHEMES, (False, True)))
IN_LANGUAGES: list[tuple[str, Language]] = [
    (name, language)
    for name, language in product(SAMPLES, LANGUAGES)
    if LONG or language == "da" or name in A_FEW
]
"""The samples in Danish, and a few in English; with `make long` all in both."""
HEADINGS = "[...document.querySelectorAll('h1,h2,h3')].map(each => Number(each.tagName[1]))"
TWELVE = ["twelve", *(name for name in WALKS if name != "sixty-steps")]


@pytest.mark.parametrize(
    ("name", "language"),
    [each for each in IN_LANGUAGES if LONG or each[0] in A_FEW or each[0] not in WALKS],
)
def test_nothing_keeps_anybody_out(browser: Browser, name: str, language: Language) -> None:
    """axe-core finds nothing by WCAG 2.1, A and AA; nothing is asked for over a network."""
    for width, scheme, easy in ALL if LONG else (LOOKS[language],):
        html = SAMPLES[name](language, easy=easy and name in CITIZENS)
        with opened(browser, html, width=width, scheme=scheme) as page:
            assert violations(page) == [], (width, scheme, easy)


def test_the_check_finds_what_it_looks_for(browser: Browser) -> None:
    """A test that cannot fail proves nothing."""
    with opened(browser, "<html><body><p style='color: #ccc'>Svært at se") as page:
        found = {name for name, _ in violations(page)}
    assert {"color-contrast", "document-title", "html-has-lang"} <= found


@pytest.mark.parametrize(("name", "language"), IN_LANGUAGES)
def test_a_page_fits_wherever_it_is_looked_at(
    browser: Browser, name: str, language: Language
) -> None:
    """320 wide is also 1,280 at a zoom of 400 %: one scrolls one way only, but within a table.

    No word is cut off, or on top of another; there is one main part, one title, and no level of
    heading is left out.
    """
    looks = (False, True) if LONG else (language == "da",)
    for easy in looks if name in CITIZENS else (False,):
        with opened(browser, SAMPLES[name](language, easy=easy)) as page:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert faults(on_screen(page)) == []
            assert page.locator("main").count() == page.locator("h1").count() == 1
            assert page.locator("html").get_attribute("lang") == language
            levels = page.evaluate(HEADINGS)
            assert levels[0] == 1
            assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


def test_on_a_phone_a_timeline_is_cards_and_on_a_desk_a_table(browser: Browser) -> None:
    """What happened comes first in both, then the day; a screen reader has the same table."""
    with opened(browser, SAMPLES["timeline"]("da")) as page:
        for width, is_table in ((NARROW, False), (PHONE, False), (TABLET, True), (DESK, True)):
            page.set_viewport_size({"width": width, "height": 900})
            row = page.locator("tbody tr").first
            boxes = [cell.bounding_box() for cell in row.locator("th, td").all()]
            tops = [box["y"] for box in boxes if box]
            assert (len(set(tops)) == 1) is is_table
            assert tops == sorted(tops)
            assert row.get_by_role("rowheader").count() == 1
            assert row.get_by_role("cell").count() == 4
            assert page.get_by_role("columnheader").count() == (5 if is_table else 0)
            says = row.locator("td").first.inner_text()
            assert says.startswith("Gælder fra: ") is not is_table


def test_on_a_phone_a_trend_shows_its_newest_month_first(browser: Browser) -> None:
    """The whole number stands beside its name before anything is scrolled."""
    with opened(browser, SAMPLES["trend"]("da"), width=NARROW) as page:
        for table in page.locator(".wide").all():
            frame = table.bounding_box()
            newest = table.locator("thead th.number").first
            box = newest.bounding_box()
            assert newest.inner_text() == "11.2026"
            assert frame is not None
            assert box is not None
            assert box["x"] + box["width"] <= frame["x"] + frame["width"]


def sheets_of(browser: Browser, html: str) -> int:
    """Return on how many sheets Chromium prints a page; each is A4."""
    with opened(browser, html) as page:
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
    with pikepdf.open(BytesIO(printed)) as paper:
        for sheet in paper.pages:
            _, _, width, height = map(float, sheet.mediabox)
            assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
        return len(paper.pages)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        (name, language)
        for name, language in product(TWELVE, LANGUAGES)
        if LONG or language == "da" or name == "twelve"
    ],
)
def test_the_words_of_a_way_are_one_a4_and_a_dozen_steps_are_two(
    browser: Browser, name: str, language: Language
) -> None:
    """Printed as they come, with nothing folded; the picture has a sheet of its own after them."""
    whole = after(*twelve_steps()).history
    view = path(WALK, whole, WITH_OFFICE, TODAY) if name == "twelve" else path_of(name)
    words = sheets_of(browser, pages.path(view, language=language, with_picture=False))
    assert words <= (2 if name == "twelve" else 1)
    assert sheets_of(browser, pages.path(view, language=language)) > words


@pytest.mark.parametrize("name", WALKS)
def test_on_a_phone_the_next_talk_and_the_next_step_are_on_the_first_screen(
    browser: Browser, name: str
) -> None:
    """With whom to call, and why the step was set; words of sixty letters may need more room."""
    step = ".next .title" if name == "long-words" else ".next .thing"
    with opened(browser, pages.path(path_of(name)), width=PHONE, height=SCREEN) as page:
        for part in (".card:has(.call)", step):
            box = page.locator(part).first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= SCREEN


def test_the_foot_of_the_page_is_the_last_thing_on_a_phone_and_on_a_desk(browser: Browser) -> None:
    """Also where the picture stands beneath the words."""
    bottom = "each => each.getBoundingClientRect().bottom"
    for width in (PHONE, DESK):
        with opened(browser, pages.path(path_of("first-weeks")), width=width) as page:
            foot = page.eval_on_selector("main > footer", bottom)
            others = page.eval_on_selector_all("main > :not(footer)", f"all => all.map({bottom})")
            assert foot >= max(others), width


def test_no_word_turns_the_line_that_it_stands_in_around(browser: Browser) -> None:
    """Neither Arabic words, nor a sign that turns around what follows it (U+202E)."""
    turned = "\u202eTorvet 1"
    agreed = AT_TEN.model_copy(update={"place": turned})
    step = events.SubgoalSet(on=TODAY, subgoal=KITCHEN, title=turned, why=turned, done_by="me")
    well = events.SmallSuccessNoticed(on=TODAY, words="أعمل في مخبز", noticed_by=ANNA)
    view = path(WALK, after(OPENED, step, well, agreed).history, WITH_OFFICE, TODAY)
    left_of = """words => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            return [...words].map((_, nr) => {
                const range = document.createRange();
                range.setStart(node, at + nr);
                range.setEnd(node, at + nr + 1);
                return range.getBoundingClientRect().left;
            });
        }
    }"""
    with opened(browser, pages.path(view)) as page:
        for words in ("Hvordan:", "Det gør du.", "Hvorfor:", "Gik godt:"):
            places = page.evaluate(left_of, words)
            assert places == sorted(places), words
        assert (
            page.eval_on_selector(".next .title", "each => getComputedStyle(each).direction")
            == "ltr"
        )
        assert "\u202e" not in page.inner_text("main")
        arabic = page.evaluate(left_of, "أعمل")
        assert arabic == sorted(arabic, reverse=True)


@pytest.mark.parametrize("name", ["first-weeks", "long-words", "fleksjob"])
def test_nothing_is_scrolled_sideways_from_a_small_phone_to_a_wide_desk(
    browser: Browser, name: str
) -> None:
    """At widths between them, in easy words too."""
    for easy in (False, True):
        with opened(browser, pages.path(path_of(name), easy=easy)) as page:
            for width in range(NARROW, WIDE + 1, tries(160, 40)):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert faults(on_screen(page)) == []


def tabbed(page: Page) -> Iterator[str]:
    """Yield what has the focus, one after the other, until it comes around."""
    first = None
    while True:
        page.keyboard.press("Tab")
        told: str = page.evaluate(
            "(e => e.getAttribute('href') || e.tagName.toLowerCase())(document.activeElement)"
        )
        if told in (first, "body"):
            return
        first = first or told
        yield told


def test_by_keyboard_one_comes_first_to_the_page_itself_then_to_whom_to_call(
    browser: Browser,
) -> None:
    """Then to what is folded together, in the order in which it stands."""
    with opened(browser, SAMPLES["long-with-pauses"]("da")) as page:
        assert list(tabbed(page)) == ["#main", "tel:12345678", "summary"]
        page.locator(".fold > summary").click()
        page.locator("h1").click()
        assert list(tabbed(page))[-2:] == ["summary", "summary"]
