"""The citizen's way as a page: what it says, what it never says, and that it says it everywhere."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import example, given
from lxml import html as lxml_html  # type: ignore[import-untyped]

from journeys import History, events, pages
from journeys.adapters.pages.path_items import items_so_far, items_to_come
from journeys.adapters.pages.path_page import SUCCESSES_SHOWN
from journeys.adapters.pages.picture_items import picture_items
from journeys.domain.rulebook import Practice
from journeys.language import LANGUAGES, Language, spoken
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
from tests.pages.walks import TODAY, WALKS, WITH_OFFICE, history_of, path_of
from tests.projections.safety.test_answer import ENDING
from tests.scenario import BOOK, after
from tests.words.test_words import FORBIDDEN, values

SUCCESSES = ("reached", "success", "more-hours", "began", "moved")


def went(page: str) -> tuple[list[str], list[str]]:
    """Return what the list says of the way so far: at once, and folded; the newest first."""
    document = lxml_html.fromstring(page)
    folds = document.xpath("//details[@class='fold']")
    items = document.xpath("//section[@aria-labelledby='went']/ul[@class='went']/li")
    folded = [item for fold in folds for item in fold.xpath("./ul[@class='went']/li")]
    return [_at_a_glance(item) for item in items], [_at_a_glance(item) for item in folded]


def listed(page: str) -> list[str]:
    """Return what the page says in words of each thing on the way, from the beginning on."""
    at_once, folded = went(page)
    ahead = lxml_html.fromstring(page).xpath("//*[@class='thing']")
    return [*[*at_once, *folded][::-1], *map(_text, ahead)]


def in_the_order_of(whole: list[str], part: list[str]) -> bool:
    """Whether a part has its items in the order in which the whole has them."""
    rest = iter(whole)
    return all(each in rest for each in part)


def _at_a_glance(item: lxml_html.HtmlElement) -> str:
    return _text(next(iter(item.xpath(".//summary")), item))


def _text(element: lxml_html.HtmlElement) -> str:
    return _spaced(element.text_content())


def _spaced(text: str | None) -> str:
    return " ".join((text or "").split())


def read(page: str) -> str:
    """Return all that is read on a page."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", body))


def it_says_all_of_the_way_once(view: CitizenPath) -> bool:
    """Whether the page has each thing on the way once, and both parts in the picture's order."""
    page = pages.path(view)
    at_once, folded = went(page)
    with spoken("da"):
        newest_first = [_spaced(item.text) for item in items_so_far(view)[::-1]]
        ahead = [_spaced(item.text) for item in items_to_come(view)]
        drawn = [item for item in picture_items(view) if not item.is_ahead and item.sign != "here"]
    assert len(drawn) == len(newest_first)
    in_order = all(in_the_order_of(newest_first, part) for part in (at_once, folded))
    everything = sorted([*at_once, *folded]) == sorted(newest_first)
    return in_order and everything and listed(page)[len(newest_first) :] == ahead


UNSEEN = COOK.model_copy(update={"title": "\x80"})
"""A step that was recorded elsewhere, with a title that nobody can see."""


@given(histories(), days())
@example(after(OPENED, UNSEEN).history, FEB_1)
def test_the_page_says_each_thing_on_the_way_once_in_the_order_of_the_picture(
    history: History, on: date
) -> None:
    """Whatever was recorded: nothing is for eyes alone, and nothing is there twice."""
    assert it_says_all_of_the_way_once(path(WALK, history, BOOK, on))


@pytest.mark.parametrize("name", WALKS)
def test_of_every_invented_way_too(name: str) -> None:
    """Long ones are folded the same way in both."""
    view = path_of(name)
    assert it_says_all_of_the_way_once(view)
    assert len(listed(pages.path(view))) >= 3


@given(histories(), days())
def test_the_newest_successes_come_first_and_at_most_three_of_them(
    history: History, on: date
) -> None:
    """What else was on the way is folded; without a success the newest of it is shown."""
    view = path(WALK, history, BOOK, on)
    page = pages.path(view)
    (at_once, folded), headings = went(page), read(page)
    assert len(at_once) <= SUCCESSES_SHOWN
    assert bool(at_once) == bool(view.done)
    assert not folded or len(at_once) == SUCCESSES_SHOWN or "Det er lykkedes" in headings
    successes = sum(mark.what in SUCCESSES for mark in view.done)
    assert ("Det er lykkedes" in headings) == (successes > 0)
    assert ("Vejen indtil nu" in headings) == (bool(view.done) and successes == 0)


@given(histories(), days())
def test_no_card_is_empty(history: History, on: date) -> None:
    """Each has its heading, and something beneath it."""
    for book in (BOOK, WITH_OFFICE):
        for card in lxml_html.fromstring(pages.path(path(WALK, history, book, on))).xpath(
            "//main/section"
        ):
            heading, *_ = card.xpath(".//h2")
            assert _text(heading)
            assert len(_text(card)) > len(_text(heading))
            assert all(_text(part) for part in card.xpath(".//li | .//ul | .//ol | .//p | .//h3"))


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
    (bend,) = [each for each in listed(page) if "pause" in each]
    assert bend == "1. februar 2026 Vi holder en pause"
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
    assert "Fra småjob til videregående uddannelse" in moved
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
    assert began_at.endswith("Du begyndte i småjob hos Bageriet 5 timer med løn om ugen")
    assert risen.endswith("Flere lønnede timer: fra 5 til 8 om ugen Småjob hos Bageriet")
    assert len(listed(page)) == 3
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
        assert "Der er en afgørelse om, at din ret til pension slutter." in page
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
    assert listed(page) == []
    assert len(lxml_html.fromstring(page).xpath("//main/section")) == 1


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


def test_whom_to_call_is_on_the_page_and_without_an_office_no_card_for_it() -> None:
    """With its place and hours; a telephone can be touched on a phone."""
    told = history_of("first-weeks")
    page = pages.path(path(WALK, told, WITH_OFFICE, TODAY))
    (link,) = lxml_html.fromstring(page).xpath("//a[@class='call']")
    assert (link.get("href"), _text(link)) == ("tel:12345678", "Ring til os: 12 34 56 78")
    assert "Jobhuset, Torvet 1. Mandag til torsdag kl. 9-15" in _spaced(read(page))
    assert "Ring eller skriv til din kontakt" not in read(page)
    without = pages.path(path(WALK, told, BOOK, TODAY))
    assert "tel:" not in without
    assert "Ring eller skriv til din kontakt" in read(without)


def test_the_next_talk_has_its_day_time_and_place() -> None:
    """A day of another year has its year."""
    page = _spaced(read(pages.path(path_of("first-weeks"))))
    assert "tirsdag 1. december Næste samtale kl. 10.00" in page
    assert "Sted: Torvet 1. Hvordan: møde." in page
    assert "Du må gerne tage en med." in page
    assert "tirsdag 5. januar 2027" in _spaced(read(pages.path(path_of("long-words"))))


def test_a_talk_without_a_time_is_held_by_its_day() -> None:
    """The time is still to be agreed."""
    agreed = events.FollowUpAgreed(on=FEB_1, due=JUN_1, how="phone")
    page = _spaced(read(pages.path(path(WALK, after(OPENED, agreed).history, BOOK, MAY_1))))
    assert "mandag 1. juni Næste samtale, senest denne dag" in page
    assert "Klokkeslættet aftaler vi med dig." in page
    assert "tage en med" not in page


def test_a_talk_that_is_called_off_or_was_not_held_is_on_the_page() -> None:
    """Nobody waits for it in vain; and it is no promise any more."""
    agreed = events.FollowUpAgreed(on=FEB_1, due=JUN_1)
    off = events.FollowUpCalledOff(on=MAR_1, due=JUN_1)
    page = _spaced(read(pages.path(path(WALK, after(OPENED, agreed, off).history, BOOK, MAY_1))))
    assert "Samtalen mandag den 1. juni 2026 er aflyst. Vi aftaler en ny med dig." in page
    late = path(WALK, after(OPENED, agreed).history, BOOK, TODAY)
    assert [each.da for each in late.day_passed] == [
        "Vi skulle have talt sammen senest den 1. juni 2026. Ring gerne til os."
    ]
    assert all("talt sammen" not in each.words.da for each in late.promised)
    assert "Vi skulle have talt sammen senest den 1. juni 2026." in read(pages.path(late))


def test_the_talk_that_is_agreed_is_said_once() -> None:
    """In its card, and not among the promises as well."""
    view = path_of("first-weeks")
    assert "Vi taler sammen senest den 1. december 2026." in [each.da for each in view.owed]
    assert all("taler sammen" not in each.words.da for each in view.promised)


@given(histories(), days())
def test_what_is_owed_is_promised_or_late_or_the_next_talk(history: History, on: date) -> None:
    """Nothing of it is left out, and nothing is said twice."""
    for book in (BOOK, BOOK._replace(practice=Practice(days={"silence": 10}))):
        view = path(WALK, history, book, on)
        said = [*(each.words for each in view.promised), *view.day_passed]
        assert len(said) == len(set(said))
        assert set(said) <= set(view.owed)
        left_out = set(view.owed) - set(said)
        assert len(left_out) <= (view.next_talk is not None)
        assert all(each.by is None or each.by >= on for each in view.promised)


def test_a_promise_has_a_day_where_the_municipalitys_own_file_sets_one() -> None:
    """A deadline that is this library's choice was promised to nobody."""
    told = after(OPENED, events.PlanAgreed(on=FEB_1, version=1, words="Planen")).history
    own = BOOK._replace(practice=Practice(days={"plan-acknowledgement": 40}))
    (of_file,), (of_library,) = (
        [each for each in path(WALK, told, book, FEB_1).promised if "planen" in each.words.da]
        for book in (own, BOOK)
    )
    assert (of_file.by, of_library.by) == (date(2026, 3, 13), None)
    page = _spaced(read(pages.path(path(WALK, told, own, FEB_1))))
    assert "Vi går planen igennem sammen med dig. Senest den 13. marts 2026." in page


def test_who_rests_or_stopped_reads_it_first_and_is_not_pushed() -> None:
    """The next step waits until the break is over, or until somebody comes back."""
    rested = events.JourneyRested(on=MAR_1)
    closed = events.JourneyClosed(on=MAR_1, reason="Flyttet")
    for event, first, step in (
        (rested, "Vi holder en pause.", "Når pausen er slut"),
        (closed, "Vi er stoppet for nu. Du kan altid komme igen.", "Hvis du kommer igen"),
    ):
        page = pages.path(path(WALK, after(OPENED, COOK, event).history, BOOK, MAY_1))
        assert first in _spaced(read(page))
        assert step in read(page)
        assert "æste skridt" not in read(page)
        assert not lxml_html.fromstring(page).xpath("//*[contains(@class, 'card next')]")
    assert "Vi er ikke begyndt endnu." in read(pages.path(path(WALK, History(), BOOK, TODAY)))


def test_the_way_back_is_shown_while_it_can_be_walked() -> None:
    """To somebody whose pension rests or who asked for it; who is paid it reads what holds now."""
    resting, paid = path_of("fleksjob"), path_of("back-to-the-pension")
    assert "Hvis du vil have din pension igen" in read(pages.path(resting))
    assert resting.net.way_back
    assert (paid.net.state, paid.net.way_back) == ("paid", ())
    assert "Hvis du vil have din pension igen" not in read(pages.path(paid))
    asked = path(WALK, history_of("back-to-the-pension"), BOOK, date(2026, 6, 5))
    assert asked.net.state == "return-asked"
    page = read(pages.path(asked))
    assert "Vejen tilbage" in page
    assert "Hvis du vil have din pension igen" not in page


def test_what_runs_now_is_not_said_beneath_what_has_just_begun() -> None:
    """Nor beneath more hours in it; once it has fewer, what it is now is said as well."""
    young = read(pages.path(path_of("young-in-education")))
    assert "Lige nu" not in young
    farm = _spaced(read(pages.path(path_of("fleksjob"))))
    assert "fra 12 til 15 om ugen Fleksjob hos Kildegården" in farm
    assert "Lige nu" not in farm
    (job,) = [each for each in WALKS["fleksjob"] if isinstance(each, events.PlacementStarted)]
    fewer = events.PlacementHoursChanged(
        on=TODAY, placement=job.placement, paid_hours=Decimal("6.5")
    )
    told = after(*WALKS["fleksjob"], fewer).history
    less = _spaced(read(pages.path(path(WALK, told, WITH_OFFICE, TODAY))))
    assert "Lige nu Fleksjob hos Kildegården, 6,5 timer med løn om ugen" in less


def test_without_the_picture_the_page_says_the_same_in_words() -> None:
    """It is a sheet less on paper."""
    view = path_of("fleksjob")
    whole, words = pages.path(view), pages.path(view, with_picture=False)
    assert "<svg" not in words
    assert listed(words) == listed(whole)


def test_a_why_that_the_caseworker_wrote_is_not_quoted_as_the_citizens() -> None:
    """What the citizen said stands between quotation marks."""
    for who, why in (("citizen", "»Ro«"), ("together", "»Ro«"), ("caseworker", "Ro")):
        step = COOK.model_copy(update={"why": "Ro", "set_by": who})
        page = pages.path(path(WALK, after(OPENED, step).history, BOOK, MAY_1))
        (line,) = lxml_html.fromstring(page).xpath("//*[@class='thing']/p[2]")
        assert _text(line) == f"Hvorfor: {why}"
