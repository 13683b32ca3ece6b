"""The page of a law that is tried: what it says, and that nothing depends on colour alone."""

from lxml import html as lxml_html  # type: ignore[import-untyped]

from journeys import pages
from journeys.adapters.words.law_tried import notes
from journeys.language import spoken
from tests.pages.laws import MASKED, RATES, TRIED, rates_of


def read(page: str) -> str:
    """Return the text of a page."""
    return " ".join(" ".join(lxml_html.fromstring(page).find("body").itertext()).split())


def test_the_page_says_what_would_become_of_the_answers() -> None:
    """With a bar and a line for each, and the rules that make the difference."""
    page = pages.law_tried(TRIED, language="en")
    text = read(page)
    assert "1327 citizens have an answer about a pension that day." in text
    assert "Weaker for 412, stronger for 3, the same for 912." in text
    assert "Once the law is in use, 409 of the weaker must be told of it" in text
    assert "Weaker (the answer stays) old depends on something depends on something 102" in text
    assert "consent to a withdrawal from the age of 60 Weaker 310" in text
    assert page.count("<rect") == 3
    assert "fewer than five" not in text


def test_masked_it_has_no_small_number() -> None:
    """Nor a bar that would be as long as one."""
    page = pages.law_tried(MASKED, language="en")
    assert "Weaker for *, stronger for *, the same for 912." in read(page)
    assert "Stronger: *" in read(page)
    assert "* is fewer than five" in read(page)
    assert 'width="0.0"' in page


def test_the_sign_of_a_small_number_is_explained_only_where_it_stands() -> None:
    """On the screen answers that stay the same are not shown."""
    *changed, same = TRIED.answers
    view = TRIED.model_copy(
        update={"answers": (*changed, same.model_copy(update={"citizens": None}))}
    )
    with spoken("en"):
        for shown, explained in ((changed, False), (view.answers, True)):
            assert any("fewer than five" in each for each in notes(view, shown)) == explained


def test_sums_stand_beside_those_of_today() -> None:
    """A chart and a table for each household; the lines differ in shape."""
    page = pages.law_tried(RATES, language="en")
    text = read(page)
    assert "Work while the pension is paid, single (reelt enlig), 2024" in text
    assert "A fleksjob while the pension rests, single (reelt enlig), 2024" in text
    assert "none of this is a promise" in text
    assert "In a fleksjob the full-time wage is 30,000 kr. a month." in text
    assert page.count('<path class="compared" d="M58') == 4
    assert page.count('<path class="began" d="M58') == 4


def test_of_rates_that_change_nothing_it_says_so() -> None:
    """There is no table then."""
    text = read(pages.law_tried(rates_of(), language="en"))
    assert "No sum of the table is another under these rates." in text


def test_it_is_said_in_danish() -> None:
    """As everything that is handed over."""
    assert "Svagere for 412, stærkere for 3, det samme for 912." in read(pages.law_tried(TRIED))
