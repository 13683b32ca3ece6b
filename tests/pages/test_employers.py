"""The pages about employers: one to hand over, and the room for work in charts and tables."""

from decimal import Decimal

import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped]

from journeys import pages
from journeys.employers import PostChanged
from journeys.language import LANGUAGES, Language, spoken
from journeys.masking import masked_room
from journeys.projections.employers.masked_room import OF_PEOPLE
from tests.pages.employers import (
    BARE,
    GREENHOUSE,
    LONG,
    POTS,
    SHELVES,
    SHOP,
    TAKEN,
    TODAY,
    WATERING,
    page_of,
    room_of,
    takes,
)
from tests.pages.samples import EMPLOYERS, SAMPLES
from tests.pages.test_path import read
from tests.pages.test_staff import cells


def test_who_to_call_stands_first_with_the_office_of_the_municipalitys_file() -> None:
    """By name, and a telephone that can be pressed."""
    page = lxml_html.fromstring(pages.employer(page_of()))
    first = page.xpath("//main/section")[0]
    assert "Karen Bach" in first.text_content()
    assert first.xpath(".//a/@href") == ["tel:12345678"]
    assert "Torvet 1" in first.text_content()


def test_without_an_office_every_sheet_names_the_contact() -> None:
    """At its foot."""
    text = pages.employer(page_of(office=None))
    assert "Karen" in text.partition("@bottom-left")[2].partition("}")[0]
    assert "tel:" not in text
    said = read(pages.employer(page_of(office=None), language="en"))
    assert "Say it to Karen Bach the next time you talk." in said
    assert "Call us" not in said
    assert "Call us" in read(pages.employer(page_of(), language="en"))


def test_the_page_says_what_was_promised_needed_and_answered() -> None:
    """In both languages, and what somebody said as it was said."""
    text = " ".join(read(pages.employer(page_of(), language="en")).split())
    for said in (
        "We answered on 8 March 2026, after 5 days: To opgaver er skåret ud.",
        "We have not answered yet. Our own deadline is 30 November 2026.",
        "“At nogen ringer tilbage samme dag, når vi ringer.”",
        "The municipality promises",
        "You promise",
    ):
        assert said in text, said
    late = read(pages.employer(LONG, language="en"))
    assert "Our own deadline was 17 September 2026." in late


@pytest.mark.parametrize(
    ("share", "people", "says"),
    [
        (1, 0, "The place is free."),
        (1, 1, "The place is taken."),
        (2, 0, "Both places are free."),
        (2, 1, "1 of 2 places is free."),
        (2, 2, "Both places are taken."),
        (3, 0, "All 3 places are free."),
        (3, 1, "2 of 3 places are free."),
        (3, 3, "All 3 places are taken."),
    ],
)
def test_a_post_says_how_many_places_are_free(share: int, people: int, says: str) -> None:
    """And never whose the others are."""
    taken = [takes(nr, GREENHOUSE, WATERING, 1, since=TODAY) for nr in range(people)]
    changed = PostChanged(on=TODAY, post=GREENHOUSE, may_share=share)
    page = lxml_html.fromstring(pages.employer(page_of(taken, changed), language="en"))
    (post,) = page.xpath("//div[@class='post'][contains(., 'drivhuset')]")
    assert says in post.text_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_employers_page_is_the_same_whoever_is_there(language: Language) -> None:
    """To the letter: with other people, since other days and for other hours."""
    others = [
        takes(8, GREENHOUSE, WATERING, 8, since=TODAY),
        takes(9, SHOP, SHELVES, 1, since=TODAY),
    ]
    one, other = (pages.employer(page_of(each), language=language) for each in (TAKEN, others))
    assert one == other


def test_a_task_says_whether_somebody_has_it() -> None:
    """In words, so that nothing depends on colour."""
    text = read(pages.employer(page_of([takes(1, GREENHOUSE, POTS, 2, since=TODAY)])))
    assert text.count("Nogen har den.") == 1
    assert text.count("Ingen har den lige nu.") == 2


def test_an_employer_who_was_only_registered_has_a_page_without_empty_parts() -> None:
    """Who to call, and nothing else."""
    page = lxml_html.fromstring(pages.employer(BARE))
    assert len(page.xpath("//main//section")) == 1


def test_an_employer_whose_registration_was_retracted_has_an_empty_page() -> None:
    """It names nobody, and its foot asks nobody to call somebody without a name."""
    page = pages.employer(page_of(facts=(), taken=(), office=None))
    assert lxml_html.fromstring(page).xpath("//main//section") == []
    assert "contact" not in page.partition("@bottom-left")[2].partition("}")[0]


def test_html_in_an_employers_words_is_inert() -> None:
    """As on every page."""
    evil = "<script>alert(1)</script>"
    page = pages.employer(page_of().model_copy(update={"name": evil, "contact": evil}))
    assert not lxml_html.fromstring(page).xpath("//script")


def test_the_room_for_work_has_every_number_of_the_months_in_a_table() -> None:
    """The newest first; what is drawn says nothing that the table does not."""
    view = room_of()
    page = pages.room(view, language="en")
    rows = cells(page, "//section[@aria-labelledby='places']//tbody/tr")
    assert [row[1:] for row in rows] == [
        [str(each) for each in (line.places, line.people, line.posts, line.employers)]
        for line in (day.whole for day in reversed(view.months))
    ]
    charts = lxml_html.fromstring(page).xpath("//*[local-name()='svg'][@role='img']")
    assert len(charts) == 4
    assert not lxml_html.fromstring(page).xpath("//script")


def test_the_room_for_work_says_first_how_much_of_what_is_taken() -> None:
    """Each number with what it is of."""
    text = read(pages.room(room_of(), language="en"))
    for said in (
        "43 open posts at 24 employers.",
        "36 of 48 places are taken.",
        "395 of 494 hours a week are taken: 80\N{NO-BREAK SPACE}%.",
        "5 tasks have free hours. Half of them have had them for 41 days or more",
    ):
        assert said in text, said


def test_of_one_day_nothing_is_drawn() -> None:
    """The tables are of the day."""
    page = lxml_html.fromstring(pages.room(room_of(months=0)))
    assert not page.xpath("//*[local-name()='svg']")
    assert page.xpath("//table")


def test_the_masked_room_is_drawn_without_what_is_taken() -> None:
    """There is no column, no line and no sentence of it."""
    page = pages.room(masked_room(room_of()), language="en", masked=True)
    text = read(page)
    assert "taken" not in text.lower()
    assert "free hours" not in text
    found = lxml_html.fromstring(page)
    # The share of the municipality itself is of what is offered: its line is the only second one.
    assert len(found.xpath("//figure//*[@class='compared']")) == 1
    assert found.xpath("//figure//*[@class='compared']/ancestor::section/@aria-labelledby") == [
        "own"
    ]


def test_whatever_citizens_take_the_masked_room_is_the_same_page() -> None:
    """To the letter."""
    view = room_of()
    other = view.model_copy(
        update={
            "day": view.day.model_copy(
                update={
                    "whole": view.day.whole.model_copy(
                        update=dict.fromkeys(OF_PEOPLE, 3) | {"taken_hours": Decimal(3)}
                    )
                }
            )
        }
    )
    one, two = (pages.room(masked_room(each), masked=True) for each in (view, other))
    assert one == two


def test_the_managers_page_says_the_same_of_the_day() -> None:
    """By kind of post, and at the municipality's own workplaces; masked without what is taken."""
    page = SAMPLES["management"]("en")
    (section,) = lxml_html.fromstring(page).xpath(
        "//section[h2[text()='Room for work at employers']]"
    )
    with spoken("en"):
        rows = [
            [" ".join(cell.text_content().split()) for cell in row]
            for row in section.xpath(".//tr")
        ]
    assert rows[:3] == [
        ["Kind of post", "Places", "Taken", "Posts", "Hours a week", "Hours taken"],
        ["All posts", "48", "36", "43", "494", "395"],
        ["Small job", "21", "16", "19", "112", "79"],
    ]
    assert rows[-1][0] == "Of these the municipality's own"
    masked = SAMPLES["management-masked"]("en")
    (section,) = lxml_html.fromstring(masked).xpath(
        "//section[h2[text()='Room for work at employers']]"
    )
    assert [each.text_content() for each in section.xpath(".//thead//th")] == [
        *("Kind of post", "Places", "Posts", "Hours a week")
    ]


@pytest.mark.parametrize("name", EMPLOYERS)
def test_no_page_about_employers_has_a_script(name: str) -> None:
    """Nor loads anything."""
    page = lxml_html.fromstring(SAMPLES[name]("da"))
    assert not page.xpath("//script | //link | //img | //iframe")
