"""The picture of the way: few words, never stronger than the answer, and whole in any font."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys import History, events, pages
from journeys.adapters.pages.drawing import LABEL_WIDTH, LOOKS, MOST_LINES, Part, draw
from journeys.adapters.pages.path_page import HIGHEST
from journeys.adapters.pages.picture_items import PictureItem, picture_items
from journeys.adapters.pages.text_width import WIDTHS, text_width
from journeys.language import LANGUAGES, Language, spoken
from journeys.projections.citizen_path import CitizenPath, path
from journeys.projections.path_marks import NEWEST_SHOWN
from journeys.testing.strategies import days, histories
from tests.invented import (
    APR_1,
    BAKING,
    COOK,
    FEB_1,
    GRANTED,
    JUN_1,
    MAR_1,
    MAY_1,
    OPENED,
    WALK,
    WISHED,
)
from tests.pages.strange_words import WORDS, citizens
from tests.pages.walks import TODAY, WALKS, path_of
from tests.pages.widths import FONTS, written
from tests.scenario import BOOK, after

SVG = "{http://www.w3.org/2000/svg}"
TURNING = re.compile("[\x80-\x9f\u202a-\u202e\u2066-\u2069]")
ISOLATES = re.compile("[\u2067\u2069]")


def places(view: CitizenPath, language: Language = "da") -> tuple[PictureItem, ...]:
    """Return what the picture shows, from the top down."""
    with spoken(language):
        return picture_items(view)


def drawn(view: CitizenPath, highest: float | None = None) -> tuple[Part, ...]:
    """Return the picture."""
    with spoken("da"):
        return draw(picture_items(view), highest)


def grounds(view: CitizenPath) -> list[str]:
    """Return the pieces of the safety net in the picture, from the top down."""
    picture = ET.fromstring(pages.picture(view))  # noqa: S314 - our own
    classes = [each.get("class") for each in picture.findall(f"{SVG}path")]
    return [each for each in classes if each in ("sure", "unsure")]


def said_beside(view: CitizenPath) -> list[str]:
    """Return what stands beside each place, from the top down."""
    picture = ET.fromstring(pages.picture(view))  # noqa: S314 - our own
    return [
        " ".join(line.text or "" for line in group.findall(f"{SVG}text"))
        for group in picture.findall(f"{SVG}g")
    ]


def words_of(page: str) -> str:
    """Return the words of a page without its picture."""
    page = re.sub(r"<figure.*?</figure>|<style>.*?</style>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@given(citizens(), st.sampled_from(LANGUAGES))
def test_nothing_is_for_eyes_alone(history: History, language: Language) -> None:
    """Whatever somebody said that is in the picture is whole in the words of the page."""
    view = path(WALK, history, BOOK, TODAY)
    words = words_of(pages.path(view, language=language))
    steps = [view.next_step, *view.ahead]
    in_picture = [mark.words for mark in view.done] + [step.title for step in steps if step]
    said = (TURNING.sub("", each) for each in in_picture)
    assert all(" ".join(each.split()) in TURNING.sub("", words) for each in said)


@given(citizens(), st.sampled_from(LANGUAGES))
def test_no_line_is_wider_than_its_place(history: History, language: Language) -> None:
    """Measured in the widest font that a reader may have."""
    with spoken(language):
        parts = draw(picture_items(path(WALK, history, BOOK, TODAY)))
    for part in parts:
        for placed in part.placed:
            for line in placed.lines:
                look = LOOKS[line.role]
                width = text_width(line.text, look.size, look.weight)
                assert width <= LABEL_WIDTH, line.text


@given(citizens(), st.sampled_from(sorted(HIGHEST.values())))
def test_no_part_is_higher_than_a_sheet(history: History, highest: float) -> None:
    """All places are in one part or another, in their order."""
    view = path(WALK, history, BOOK, TODAY)
    parts = drawn(view, highest)
    assert max(part.height for part in parts) <= highest
    assert [placed.item for part in parts for placed in part.placed] == list(places(view))
    assert all(part.open_end == "" for part in parts[1:])


@given(WORDS)
def test_a_long_text_is_cut_to_a_few_lines_and_whole_in_its_title(words: str) -> None:
    """The title says all of it, but for signs that turn the text, which are on no page."""
    step = COOK.model_copy(update={"title": words})
    view = path(WALK, after(OPENED, step).history, BOOK, MAY_1)
    ((next_one, *_),) = [part.placed for part in drawn(view)]
    lines = [line for line in next_one.lines if line.role == "words"]
    assert 1 <= len(lines) <= MOST_LINES
    if sum(len(line.text) for line in lines) < len(words) / 2:
        assert "…" in lines[-1].text
    picture = ET.fromstring(pages.picture(view))  # noqa: S314 - our own
    titles = [group.findtext(f"{SVG}title") or "" for group in picture.findall(f"{SVG}g")]
    assert TURNING.sub("", words) in TURNING.sub("", titles[0])


@pytest.mark.parametrize("name", WALKS)
def test_the_newest_is_at_the_top(name: str) -> None:
    """The open end, the next step, where the citizen is, and back to the beginning."""
    signs = [place.sign for place in places(path_of(name))]
    order = [sign for sign in signs if sign in ("more", "ahead", "next", "here", "year")]
    assert order == sorted(order, key=("more", "ahead", "next", "here", "year").index)
    assert signs.count("here") == 1


def test_it_says_few_words_and_each_month_once() -> None:
    """A month is named where it begins; its year only where it is not today's."""
    assert said_beside(path_of("fleksjob")) == [
        "Næste skridt Tage traktorkursus",
        "Du er her Dit sikkerhedsnet: det undersøger vi",
        "august Fra 12 til 15 timer",
        "maj Kendte alle kalvene ved navn",
        "februar Malkede alene",
        "januar Fleksjob, 12 timer",
        "Din pension begyndte at hvile Sikkerhedsnet: ikke afklaret dengang",
        "november 2025 Finde en gård, der vil prøve",
        "september 2025 Vi begyndte at arbejde sammen Sikkerhedsnet",
    ]


def test_an_hour_is_one() -> None:
    """And hours are many, also half of one."""
    for paid, hours in (("1", "1 time"), ("0.5", "0,5 timer"), ("8", "8 timer")):
        began = BAKING.model_copy(update={"paid_hours": Decimal(paid)})
        view = path(WALK, after(OPENED, began).history, BOOK, JUN_1)
        assert f"Småjob, {hours}" in [place.words for place in places(view)]


def test_what_was_set_aside_is_a_calm_place_with_a_word() -> None:
    """A sign alone is not enough; why it was set aside is not there."""
    aside = events.SubgoalSetAside(on=APR_1, subgoal=COOK.subgoal, reason="For svært")
    view = path(WALK, after(OPENED, COOK, aside).history, BOOK, MAY_1)
    assert f"april {COOK.title} Sat på pause" in said_beside(view)


def test_the_net_is_drawn_under_the_stretch_it_carries() -> None:
    """Not certain where it must be checked; none where no pension was granted by then."""
    began = events.PensionRested(on=APR_1)
    granted = GRANTED.model_copy(update={"on": MAR_1})
    view = path(WALK, after(OPENED, granted, WISHED, began, BAKING).history, BOOK, MAY_1)
    assert [mark.net != "none" for mark in view.done] == [False, True, True]
    assert [place.net for place in places(view)] == ["unsure", "unsure", "unsure", "none"]
    assert grounds(view) == ["unsure"]
    assert "det undersøger vi" in " ".join(said_beside(view))


def test_the_ground_is_as_weak_as_the_weaker_of_its_ends() -> None:
    """A right that was safe until a day does not look safe beyond it."""
    safe, later = date(2025, 3, 1), date(2026, 3, 1)
    granted = GRANTED.model_copy(update={"on": safe})
    told = after(
        OPENED.model_copy(update={"on": safe}), granted, WISHED, events.PensionRested(on=later)
    ).history
    view = path(WALK, told, BOOK, MAY_1)
    assert [mark.net for mark in view.done] == ["guaranteed-until", "verify"]
    assert grounds(view) == ["unsure"]


def test_a_folded_year_has_the_weakest_net_of_its_days() -> None:
    """A pension that was granted in December does not carry January."""
    early = date(2024, 1, 2)
    steps = [
        events.SmallSuccessNoticed(on=date(2026, 1, 2), words=f"Nummer {nr}", noticed_by="Ida")
        for nr in range(NEWEST_SHOWN)
    ]
    well = events.SmallSuccessNoticed(on=date(2024, 12, 30), words="Godt", noticed_by="Ida")
    granted = GRANTED.model_copy(update={"on": date(2024, 12, 1)})
    opened = OPENED.model_copy(update={"on": early})
    view = path(WALK, after(opened, granted, well, *steps).history, BOOK, FEB_1)
    (year,) = view.earlier
    assert [mark.net == "none" for mark in year.marks] == [True, False]
    assert places(view)[-1].net == "none"


@given(histories(), days())
def test_no_net_is_drawn_ahead(history: History, on: date) -> None:
    """The answer is that of the day of the page, and says nothing of a step that is to come."""
    view = path(WALK, history, BOOK, on)
    for place in places(view):
        assert place.net == "none" or not place.is_ahead


@given(histories(), days(), st.sampled_from(LANGUAGES))
def test_where_the_net_is_not_certain_a_word_says_so(
    history: History, on: date, language: Language
) -> None:
    """A pattern alone is not enough. What is drawn as safe is no more than a safety net."""
    with spoken(language):
        items = picture_items(path(WALK, history, BOOK, on))
        parts = draw(items)
    unsure = {"da": ("undersøger", "ikke afklaret"), "en": ("finding out", "not certain")}[language]
    notes = [place.note for place in items if any(word in place.note for word in unsure)]
    nets = {ground.net for part in parts for ground in part.grounds}
    assert notes or "unsure" not in nets
    claims = re.compile(r"\b(ret|right|sikker|safe)\b")
    assert not any(claims.search(place.note) for place in items)


def test_arabic_and_hebrew_are_read_from_the_right() -> None:
    """Each line says so, also where it begins with a digit; no other line does."""
    for words in ("أريد أن أعمل في مخبز صغير", "3 ימים בשבוע"):
        step = COOK.model_copy(update={"title": words})
        view = path(WALK, after(OPENED, step).history, BOOK, MAY_1)
        ((next_one, *others),) = [part.placed for part in drawn(view)]
        lines = [line.text for line in next_one.lines if line.role == "words"]
        assert all(line[0] == "\u2067" and line[-1] == "\u2069" for line in lines)
        assert " ".join(ISOLATES.sub("", line) for line in lines) == words
        assert not any(ISOLATES.search(line.text) for each in others for line in each.lines)


def test_sixty_steps_are_a_picture_of_a_few_sheets() -> None:
    """The parts are about as high as each other, and the road goes on from one to the next."""
    view = path_of("sixty-steps")
    for easy, sheets in ((False, 2), (True, 3)):
        heights = [part.height for part in drawn(view, HIGHEST[easy])]
        assert len(heights) == sheets
        assert max(heights) - min(heights) < 150
    assert len(drawn(view)) == 1


def test_nothing_recorded_is_an_open_road() -> None:
    """From where the citizen is."""
    view = path(WALK, History(), BOOK, TODAY)
    assert said_beside(view) == ["Du er her"]
    (part,) = drawn(view, HIGHEST[True])
    assert part.open_end
    assert not part.legs
    assert not part.grounds


@pytest.mark.skipif(not FONTS.exists(), reason="DejaVu Sans is not installed: make browser")
def test_the_widths_are_those_of_the_font() -> None:
    """As `python -m tests.pages.widths` writes them."""
    assert WIDTHS.read_text(encoding="utf-8") == written()
