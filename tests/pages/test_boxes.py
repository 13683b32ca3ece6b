"""No text on any page overlaps another, is cut, or is too small to read on paper."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from journeys import History, Rulebook, pages
from journeys.language import LANGUAGES, Language
from journeys.projections.citizen_path import path
from tests.effort import LONG, tries
from tests.invented import WALK
from tests.pages.boxes import SMALLEST, SMALLEST_EASY, faults, on_paper, on_screen
from tests.pages.browsing import needs_browser, opened
from tests.pages.effects import CLEAR, effects
from tests.pages.samples import A_FEW, CITIZENS, LAWS, STAFF, pdf_of
from tests.pages.strange_words import citizens
from tests.pages.walks import TODAY, WITH_OFFICE
from tests.scenario import BOOK

pytestmark = needs_browser

PHONE, DESK, A4 = 390, 1280, 680
"""In pixels; a sheet's width without its margins."""
HANDED_OVER = [
    (name, easy)
    for name, easy in product(CITIZENS, (False, True))
    if LONG or not easy or name in {*A_FEW, "sixty-steps"}
]
"""What is looked at in plain words and in easy ones: in easy ones it needs more sheets."""


def everywhere(browser: Browser, html: str, *, easy: bool) -> dict[str, list[str]]:
    """Return what is wrong with a page on each screen and on paper; empty where nothing is."""
    smallest = SMALLEST_EASY if easy else SMALLEST
    found = {"pdf": faults(on_paper(pdf_of(html)), smallest)}
    with opened(browser, html, width=DESK) as page:
        found["desk"] = faults(on_screen(page))
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
        found["print"] = faults(on_paper(printed), smallest)
        # What lies wholly outside a sheet is not in the PDF: there the layout is asked.
        page.set_viewport_size({"width": A4, "height": 900})
        page.emulate_media(media="print")
        found["print"] += faults(on_screen(page))
        page.emulate_media(media="null")
        page.set_viewport_size({"width": PHONE, "height": 844})
        found["phone"] = faults(on_screen(page))
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        found["phone"] += faults(on_screen(page))
    return {where: wrong for where, wrong in found.items() if wrong}


@pytest.mark.parametrize(("name", "easy"), HANDED_OVER)
def test_all_that_is_handed_over_can_be_read(browser: Browser, name: str, *, easy: bool) -> None:
    """Whole, on a phone, at a desk and on paper."""
    assert everywhere(browser, CITIZENS[name]("da", easy=easy), easy=easy) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["effects", "management", "management-masked", "two-years"])
def test_all_that_a_committee_reads_can_be_read(
    browser: Browser, name: str, language: Language
) -> None:
    """Whole, on a phone, at a desk and on paper."""
    found = everywhere(browser, STAFF[name](language), easy=False)
    if name == "effects":
        # WeasyPrint sets letters that end at a place one by one: pdfium misplaces their boxes.
        found["pdf"] = [each for each in found.get("pdf", []) if not each.startswith("overlap")]
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("name", ["law-tried", "rates-tried"])
def test_all_that_says_what_a_law_would_do_can_be_read(browser: Browser, name: str) -> None:
    """Whole, on a phone, at a desk and on paper."""
    found = everywhere(browser, LAWS[name]("da"), easy=False)
    # As above: letters that end at a place.
    found["pdf"] = [each for each in found.get("pdf", []) if not each.startswith("overlap")]
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("code", ["virksomhedscenter-for-unge-med-psykiske-udfordringer-i-midtb"])
def test_the_longest_names_can_be_read(browser: Browser, code: str) -> None:
    """Of a measure and of a provider, in whatever line they stand."""
    named = CLEAR.model_copy(update={"measure": code, "split": f"provider:{code}"})
    found = everywhere(browser, pages.effects(effects(named)), easy=False)
    assert found.keys() <= {"pdf"}


@settings(max_examples=tries(10, 500))
@given(
    citizens(),
    st.sampled_from([BOOK, WITH_OFFICE]),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["plain", "easy"]),
)
def test_whatever_somebody_says_can_be_read(
    browser: Browser, history: History, book: Rulebook, language: Language, words: str
) -> None:
    """Long words, capitals, other scripts, emoji: nothing is on top of anything else, or cut."""
    easy = words == "easy"
    view = path(WALK, history, book, TODAY)
    page = pages.path(view, language=language, easy=easy)
    assert everywhere(browser, page, easy=easy) == {}
    with opened(browser, pages.picture(view, language=language), width=PHONE) as shown:
        boxes = on_screen(shown)
        assert boxes
        assert faults(boxes) == []


WRONG = """<html lang="da"><style>
  @page {{ size: A4; margin: 10mm }} body {{ margin: 0; font: 12pt "DejaVu Sans" }}
  p {{ margin: 0 }} {style}
</style><body>{body}"""


@pytest.mark.parametrize(
    ("fault", "style", "body"),
    [
        ("overlap", "p + p { margin-top: -14px }", "<p>Det første<p>Det andet"),
        ("cut", "p { width: 50px; overflow: hidden; white-space: nowrap }", "<p>Et langt ord"),
        (
            "cut",
            "",
            "<svg width='100' height='40'><text x='20' y='20'>Et langt ord</text></svg>",
        ),
        ("outside", "p { margin-left: -30mm }", "<p>Et langt ord"),
    ],
    ids=["overlap", "container", "viewbox", "sheet"],
)
def test_the_check_finds_what_is_wrong(browser: Browser, fault: str, style: str, body: str) -> None:
    """A check that finds nothing proves nothing."""
    found = everywhere(browser, WRONG.format(style=style, body=body), easy=False)
    assert found.keys() == {"pdf", "desk", "phone", "print"}
    assert all(any(each.startswith(fault) for each in wrong) for wrong in found.values())


def test_the_check_finds_small_print(browser: Browser) -> None:
    """On paper, also where a picture makes it small."""
    small = '<svg width="100" height="40" viewBox="0 0 200 80"><text x="9" y="20" font-size="16">'
    for body in ("<p style='font-size: 8.5pt'>Småt</p>", f"{small}Småt</text></svg>"):
        found = everywhere(browser, WRONG.format(style="", body=body), easy=False)
        assert found.keys() == {"pdf", "print"}
    assert everywhere(browser, WRONG.format(style="", body="<p>Stort"), easy=True) == {}


def test_the_check_finds_a_text_in_anothers_card(browser: Browser) -> None:
    """Two cards that lie on each other hide words, also where no two texts meet."""
    style = "section { height: 60px; border: 1px solid } section + section { margin-top: -55px }"
    body = "<section><p style='margin-top: 30px'>Skjult</section><section></section>"
    found = everywhere(browser, WRONG.format(style=style, body=body), easy=False)
    assert {"desk", "phone"} <= found.keys()
