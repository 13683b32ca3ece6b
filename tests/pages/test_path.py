"""The citizen's way as a page: what it says, what it never says, and that it says it everywhere."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from lxml import html as lxml_html  # type: ignore[import-untyped]

from journeys import History, events, pages
from journeys.language import LANGUAGES, Language
from journeys.projections.citizen_path import STEPS_AHEAD, CitizenPath, path
from journeys.projections.path_marks import NEWEST_SHOWN
from journeys.projections.safety.answer import safety
from journeys.testing.strategies import days, histories
from tests.invented import (
    ANNA,
    BAKERY,
    BAKING,
    BO,
    CARLA,
    COOK,
    FEB_1,
    GRANTED,
    JUN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    STUDYING,
    WALK,
    WISHED,
)
from tests.pages.walks import TODAY, history_of, path_of
from tests.projections.safety.test_answer import ENDING
from tests.scenario import BOOK, after
from tests.words.test_words import FORBIDDEN, values


def listed(page: str) -> list[str]:
    """Return what the list on a page says of each thing at a glance, in order."""
    items = lxml_html.fromstring(page).xpath("//ol[@class='list']/li")
    return [_text(next(iter(item.xpath(".//summary")), item)) for item in items]


def _text(element: lxml_html.HtmlElement) -> str:
    return _spaced(element.text_content())


def _spaced(text: str | None) -> str:
    return " ".join((text or "").split())


def read(page: str) -> str:
    """Return all that is read on a page."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", body))


@given(histories(), days())
def test_the_same_way_is_the_same_page_to_the_letter(history: History, on: date) -> None:
    """Made again from the same entries, in either language."""
    for language in LANGUAGES:
        first, again = (
            pages.path(path(WALK, replace(history), BOOK, on), language=language) for _ in range(2)
        )
        assert first == again


@given(histories(), days())
def test_no_page_adds_a_word_that_must_never_be_said(history: History, on: date) -> None:
    """What somebody said stands as it was said; all else is the library's."""
    said = " ".join(
        text for event in history.events for text in values(event.model_dump(mode="json"))
    )
    for language in LANGUAGES:
        for easy in (False, True):
            page = read(pages.path(path(WALK, history, BOOK, on), language=language, easy=easy))
            assert all(match[0] in said for match in FORBIDDEN.finditer(page))


@given(histories(), days())
def test_nobody_of_the_municipality_is_named(history: History, on: date) -> None:
    """Not who recorded, is responsible, was asked to take over, or noticed something."""
    named = events.HandoverAccepted(on=on, by=CARLA, told=on)
    whole = history.followed_by([OPENED, named, events.MentorAssigned(on=on, who=ANNA)])
    whole = replace(whole, entries=tuple(each._replace(actor=BO) for each in whole.entries))
    page = read(pages.path(path(WALK, whole, BOOK, on)))
    assert not {ANNA, BO, CARLA} & set(re.findall(r"[\w.]+", page))


def test_whoever_walks_along_from_outside_is_named() -> None:
    """The citizen's own mentor and a relative by name; a mentor on the staff without."""
    relative = events.RelativeInvolved(on=FEB_1, who="Ida Opfundet", scope="Alt", consent=FEB_1)
    mentor = events.MentorAssigned(on=FEB_1, who="Mads fra bageriet")
    told = after(OPENED, relative, mentor, events.MentorAssigned(on=FEB_1, who=ANNA)).history
    page = read(pages.path(path(WALK, told, BOOK, MAY_1)))
    assert "Ida Opfundet" in page
    assert "Mads fra bageriet" in page
    assert "En mentor er med dig på vejen." in page
    assert ANNA not in page


def test_no_duty_or_sanction_of_the_citizen_is_on_it() -> None:
    """They are talked about; a picture of the way is not their place."""
    told = after(
        OPENED,
        events.DutyExplained(on=FEB_1, words="Møde hver uge"),
        events.SanctionConsidered(on=MAR_1, considerations="Sanktionen overvejes"),
    ).history
    page = read(pages.path(path(WALK, told, BOOK, MAY_1)))
    assert "Møde hver uge" not in page
    assert "anktion" not in page


@given(histories(), days())
def test_what_is_not_for_a_page_is_on_none(history: History, on: date) -> None:
    """Whatever else there is: no sanction, no duty talked about, no number of anybody's."""
    number, sanction = "711299-1234", "Sanktionsmærke"
    whole = history.followed_by(
        [
            OPENED.model_copy(update={"on": on}),
            events.SanctionConsidered(on=on, considerations=sanction),
            events.DutyExplained(on=on, words=sanction),
            events.WishesHeard(on=on, matter="sanktion", words=sanction),
            events.HopeStated(on=on, words=f"Mit nummer er {number}"),
            COOK.model_copy(update={"on": on, "title": f"Ringe om 7112991234 og {number}"}),
        ]
    )
    view = path(WALK, whole, BOOK, on)
    for made in (pages.path(view), pages.path(view, easy=True), pages.card(view)):
        text = re.sub(r"\s", "", read(made))
        assert not re.search(r"711299-?1234", text)
        assert sanction not in text
    assert "711299" not in pages.picture(view)


def test_html_in_any_words_is_inert() -> None:
    """In the list, in the picture, and as the citizen's own words."""
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
    hope = events.HopeStated(on=FEB_1, words=evil)
    step = COOK.model_copy(update={"title": evil, "why": evil})
    page = pages.path(path(WALK, after(OPENED, hope, step).history, BOOK, MAY_1))
    document = lxml_html.fromstring(page)
    assert not document.xpath("//script | //img")
    assert evil in read(page)
    assert all(each.startswith("#") for each in document.xpath("//@src | //@href"))


def test_a_pause_and_a_return_are_bends_of_the_way_and_lose_nothing() -> None:
    """They are worded neutrally, and the path continues."""
    told = after(
        OPENED,
        events.JourneyRested(on=FEB_1, reason="Noget andet"),
        events.JourneyResumed(on=MAR_1),
    ).history
    page = pages.path(path(WALK, told, BOOK, MAY_1))
    (bend,) = lxml_html.fromstring(page).xpath("//li[@class='bend']")
    assert "Vi holder en pause" in _text(bend)
    assert "bevaret" not in page
    assert "Noget andet" not in read(page)


def test_who_leaves_one_thing_for_another_on_a_day_moved() -> None:
    """That is one thing on the way, not an end and a beginning; what was learned stays."""
    ended = events.PlacementEnded(
        on=MAY_1, placement=BAKERY, reason="Aftalt tid", learned="At bage"
    )
    study = STUDYING.model_copy(update={"on": MAY_1})
    view = path(WALK, after(OPENED, BAKING, ended, study).history, BOOK, JUN_1)
    assert [mark.what for mark in view.done] == ["opened", "began", "moved"]
    moved = listed(pages.path(view))[2]
    assert "Fra Småjob til Videregående uddannelse" in moved
    assert "Det lærte du: »At bage«" in moved


def test_more_paid_hours_are_a_step_of_their_own_and_fewer_are_none() -> None:
    """In the list and in the picture alike; where, beneath it."""
    began = BAKING.model_copy(update={"employer": "Bageriet", "paid_hours": Decimal(5)})
    more, fewer = (
        events.PlacementHoursChanged(on=on, placement=BAKERY, paid_hours=Decimal(paid))
        for on, paid in ((MAY_1, "8"), (MAY_9, "6.5"))
    )
    view = path(WALK, after(OPENED, began, more, fewer).history, BOOK, JUN_1)
    page = pages.path(view)
    began_at, risen = listed(page)[1:3]
    assert began_at.endswith("Begyndte: Småjob hos Bageriet 5 timer med løn om ugen")
    assert risen.endswith("Flere lønnede timer: fra 5 til 8 om ugen Småjob hos Bageriet")
    assert len(listed(page)) == 4
    assert "Småjob hos Bageriet, 6,5 timer med løn om ugen" in read(page)
    assert "More paid hours: from 5 to 8 a week" in pages.path(view, language="en")


def test_a_praktik_is_on_the_page_once_though_it_is_measure_and_placement() -> None:
    """Where the placement is recorded as part of the measure."""
    view = path_of("long-with-pauses")
    marks = [*(mark for year in view.earlier for mark in year.marks), *view.done]
    (began,) = [mark for mark in marks if mark.what == "began"]
    assert (began.thing and began.thing.da, began.at) == ("Praktik", "Elmely Planter")


def test_no_ruling_and_no_day_to_appeal_is_left_out_of_the_net() -> None:
    """Nobody loses a pension because the page was short."""
    ruled = ENDING.model_copy(update={"on": MAR_1, "effective": JUN_1})
    view = path(WALK, after(OPENED, GRANTED, WISHED, ruled).history, BOOK, MAY_1)
    for easy in (False, True):
        page = read(pages.path(view, easy=easy))
        assert "Der er en afgørelse om at tage din pension fra dig." in page
        assert "Du kan klage over afgørelsen til Ankestyrelsen." in page
        assert "9. maj 2026" in page


@given(histories(), days())
def test_whatever_was_recorded_of_the_pension_is_on_the_page(history: History, on: date) -> None:
    """Every sentence that rests on an entry of this journey, the risk, and what is found out."""
    page = read(pages.path(path(WALK, history, BOOK, on)))
    ground = safety(WALK, history, BOOK, on)
    for each in ground.everything_said:
        assert each.text in page or not each.entries
    for line in (ground.risk, ground.looking_into):
        assert line is None or line.da in page
    assert ("Vil du se reglerne og det, vi ikke ved" in page) == (ground.state != "none")


def test_sixty_steps_are_no_endless_way() -> None:
    """The newest one by one, older ones by year; a few ahead, and how many more there are."""
    view = path_of("sixty-steps")
    assert len(view.done) == NEWEST_SHOWN
    assert [year.year for year in view.earlier] == [2021, 2022, 2023, 2024]
    assert view.next_step is not None
    assert len(view.ahead) == STEPS_AHEAD
    whole = sum(len(year.marks) for year in view.earlier) + len(view.done)
    assert whole == 1 + 48 + 12
    assert 48 + 1 + STEPS_AHEAD + view.more_ahead == 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_recorded_is_still_a_page(language: Language) -> None:
    """With an open road."""
    page = pages.path(path(WALK, History(), BOOK, TODAY), language=language)
    assert len(listed(page)) == 1


def test_many_open_steps_show_which_comes_next() -> None:
    """The one that was set first."""
    second = events.SubgoalSet(on=MAR_1, subgoal=COOK.subgoal, title="Senere", why="Ro")
    view: CitizenPath = path(WALK, after(OPENED, COOK, second).history, BOOK, MAY_1)
    assert view.next_step is not None
    assert view == path(WALK, after(OPENED, COOK, second).history, BOOK, MAY_1)


def test_it_is_told_as_it_was_known() -> None:
    """What was recorded later is not on it."""
    history = history_of("first-weeks")
    early = history.entries[0].recorded_at
    view = path(WALK, history, BOOK, TODAY, early)
    assert view.known_at == early
    assert "Sådan stod der i din sag" in pages.path(view)
