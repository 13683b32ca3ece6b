"""What comes through no page, whatever was imported: endless words, turned signs, numbers."""

import re
from datetime import date, timedelta
from time import process_time

import pytest

from journeys import events, pages
from journeys.adapters.pages.path_items import items_so_far, items_to_come
from journeys.adapters.pages.picture_items import picture_items
from journeys.domain.rulebook import TeamOffice
from journeys.language import spoken
from journeys.projections.citizen_path import CitizenPath, path
from journeys.projections.path_marks import FoldedYear, Mark
from tests.invented import COOK, FEB_1, OPENED, WALK
from tests.pages.samples import AT_TEN, agreed
from tests.pages.walks import TODAY, path_of
from tests.scenario import BOOK, after

TURNED = "Ring\u202e \u2067til\x85 os"
NUMBER = "711299-1234"
SECONDS = 20
"""Far more than is needed; a time that grows with the square of a word is beyond it."""


@pytest.mark.parametrize("sign", ["a", "arbejdsmarked", "\u4e2d", "\u05d0", "a\u0301", "aA. ", "-"])
def test_an_endless_word_does_not_hold_up_a_page(sign: str) -> None:
    """Ten thousand letters without a space, or without an end."""
    begun = process_time()
    page = pages.path(endless(sign))
    assert "…" in page.partition('class="way"')[2]
    assert process_time() - begun < SECONDS


def test_an_endless_word_does_not_hold_up_a_document() -> None:
    """Not even one that has many places to hyphenate it."""
    begun = process_time()
    assert pages.pdf(pages.path(endless("arbejdsmarked", 4_000)))
    assert process_time() - begun < SECONDS


def endless(sign: str, letters: int = 10_000) -> CitizenPath:
    """Return the path of somebody with a step of so many letters."""
    step = COOK.model_copy(update={"title": sign * (letters // len(sign))})
    return path(WALK, after(OPENED, step).history, BOOK, TODAY)


def test_signs_that_turn_what_comes_after_them_are_on_no_page() -> None:
    """Neither in the citizen's words nor in the municipality's file; nor in a calendar."""
    office = TeamOffice(name=TURNED, place=TURNED, telephone="12 34 56 78", hours=TURNED)
    talk = AT_TEN.model_copy(update={"place": TURNED})
    step = COOK.model_copy(update={"title": TURNED, "why": TURNED})
    view = agreed(talk, step, events.HopeStated(on=TODAY, words=TURNED), office=office)
    for made in every_form(view):
        assert re.findall("[\x80-\x9f\u202a-\u202e\u2066-\u2069]", made) == []
        assert "Ring til os" in made.replace("\\20 ", " ")


def test_a_number_in_an_imported_place_is_in_no_calendar() -> None:
    """As it is on no page."""
    view = agreed(AT_TEN.model_copy(update={"place": f"Hos {NUMBER}"}))
    for made in every_form(view):
        assert NUMBER not in made


def every_form(view: CitizenPath) -> list[str]:
    """Return all that is handed over of a path with a talk."""
    talk, calendar = pages.appointment_page(view), pages.appointment(view)
    assert talk is not None
    assert calendar is not None
    return [pages.path(view), pages.card(view), talk, calendar.decode().replace("\r\n ", "")]


@pytest.mark.parametrize(
    ("first", "then", "says"),
    [
        ("verify", "guaranteed", "ikke afklaret"),
        ("guaranteed", "verify", "ikke afklaret"),
        ("depends", "guaranteed", "kom an på"),
    ],
)
def test_of_a_folded_year_list_and_picture_say_the_weakest_net(
    first: str, then: str, says: str
) -> None:
    """What was safe at the end of a year was not safe in all of it."""
    marks = tuple(
        Mark(on=date(2020, month, 1), what="success", words="x", net=net)
        for month, net in ((1, first), (2, then))
    )
    year = FoldedYear(year=2020, marks=marks)
    view = path_of("first-weeks").model_copy(update={"earlier": (year,), "done": ()})
    with spoken("da"):
        (listed,) = items_so_far(view)
        drawn = picture_items(view)[-1]
    assert says in listed.text
    assert drawn.net == "unsure"


def test_an_exception_that_begins_later_is_said_where_it_begins() -> None:
    """The right is safe before and after; after, but for special circumstances."""
    marks = tuple(
        Mark(
            on=FEB_1 + timedelta(nr), what="success", words="x", net="guaranteed", net_exception=it
        )
        for nr, it in enumerate((False, True, True))
    )
    view = path_of("first-weeks").model_copy(update={"earlier": (), "done": marks})
    with spoken("en"):
        notes = ["except in special circumstances" in item.text for item in items_so_far(view)]
    assert notes == [False, True, False]


def test_a_title_that_nobody_can_see_is_a_sign_in_the_list_and_in_the_picture() -> None:
    """The same one in both, and in what a screen reader says of the picture."""
    step = COOK.model_copy(update={"title": "\x80"})
    view = path(WALK, after(OPENED, step).history, BOOK, TODAY)
    with spoken("da"):
        (listed,) = items_to_come(view)
        (drawn,) = (item for item in picture_items(view) if item.sign == "next")
    assert listed.text.startswith("\ufffd")
    assert drawn.text == "Næste skridt. \ufffd"
    assert f"<title>{drawn.text}</title>" in pages.picture(view)


def test_a_step_without_a_title_is_no_empty_line() -> None:
    """Other systems may have recorded one."""
    view = agreed(COOK.model_copy(update={"title": ""}))
    with spoken("da"):
        assert all(item.headline for item in items_to_come(view))
