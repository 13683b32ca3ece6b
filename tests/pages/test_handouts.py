"""What is handed over beside the way: the letter, the card, the date; on paper and as a picture."""

import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from icalendar import Calendar

from journeys import History, events, pages
from journeys.errors import Refused
from journeys.language import LANGUAGES, Language
from journeys.projections.citizen_path import path
from journeys.projections.safety.answer import safety
from journeys.projections.safety.letter import letter
from journeys.testing.strategies import days, histories
from tests.invented import ANNA, OPENED, WALK
from tests.pages.samples import AT_TEN, BY_DAY, CALLED_OFF, CITIZENS, OFFICE, agreed, pdf_of
from tests.pages.test_path import read
from tests.pages.walks import TODAY, history_of, path_of
from tests.scenario import BOOK, after


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_says_what_the_letter_says(language: Language) -> None:
    """Every line of it, in its order."""
    told = letter(safety(WALK, history_of("fleksjob"), BOOK, TODAY), language)
    page = " ".join(read(pages.letter(told)).split())
    places = [page.index(" ".join(line.split())) for part in told.printed for line in part.lines]
    assert places == sorted(places)
    assert len(places) > 10
    assert told.title in page


def test_a_letter_in_english_says_as_much() -> None:
    """Danish is the source; no part of it is missing."""
    view = safety(WALK, history_of("fleksjob"), BOOK, TODAY)
    danish, english = letter(view), letter(view, "en")
    assert [len(part.lines) for part in danish.parts] == [len(part.lines) for part in english.parts]
    assert "20 November 2026" in english.text


def test_the_card_asks_and_leaves_room_to_write() -> None:
    """What is open, when the talk is, and that nobody has to answer."""
    card = read(pages.card(path_of("first-weeks")))
    assert "Besøge bageriet i Nørregade" in card
    assert "1. december 2026" in card
    assert "Hvad har du lyst til at prøve?" in card
    assert "Du behøver ikke svare på det hele." in card


def test_where_no_talk_is_agreed_the_card_says_so() -> None:
    """And there is no date for a calendar."""
    view = path(WALK, History(), BOOK, TODAY)
    assert "Vi har ikke aftalt en dag endnu." in read(pages.card(view))
    assert pages.appointment(view) is None


@pytest.mark.parametrize(("language", "title"), [("da", "Aftale"), ("en", "Appointment")])
def test_a_date_in_a_calendar_tells_nobody_what_it_is_about(language: Language, title: str) -> None:
    """The same talk is the same entry, so that a calendar that has it takes it once."""
    view = agreed(BY_DAY)
    made = pages.appointment(view, language=language)
    assert made is not None
    assert made == pages.appointment(view, language=language)
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert str(event["SUMMARY"]) == title
    assert event.decoded("DTSTART") == view.next_talk
    assert set(event) == {
        "SUMMARY",
        "DTSTART",
        "DTSTAMP",
        "UID",
        "SEQUENCE",
        "CLASS",
        "TRANSP",
        "STATUS",
    }
    assert str(WALK) not in made.decode()


AGREED = events.FollowUpAgreed(
    on=date(2026, 11, 9), due=date(2026, 12, 1), time=time(10), place="Jobhuset", how="meeting"
)
MOVED = events.FollowUpAgreed(on=date(2026, 11, 10), due=date(2026, 12, 3), time=time(13, 30))
OFF = events.FollowUpCalledOff(on=date(2026, 11, 12), due=date(2026, 12, 3))
TALKED = events.DialogueHeld(on=date(2026, 11, 11), about="Vagterne")
LATER = events.FollowUpAgreed(on=date(2026, 11, 13), due=date(2026, 12, 8))


def calendar_of(*facts: events.Event) -> tuple[Any, Any]:
    """Return the calendar of a journey with these facts, and the entry in it."""
    view = path(WALK, after(OPENED, *facts).history, BOOK, TODAY)
    made = pages.appointment(view)
    assert made is not None
    calendar: Any = Calendar.from_ical(made)
    (event,) = calendar.walk("VEVENT")
    assert str(WALK) not in made.decode()
    return calendar, event


def test_an_hour_stands_in_the_calendar_in_danish_time() -> None:
    """With the time zone written out, and the place."""
    calendar, event = calendar_of(AGREED)
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert event.to_ical().decode().count("20261201T100000") == 1
    assert str(event["LOCATION"]) == "Jobhuset, møde"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Copenhagen"]
    summer = event.decoded("DTSTART").replace(month=7)
    assert summer.utcoffset() == timedelta(hours=2)


def test_an_appointment_that_is_moved_is_the_same_entry_in_the_calendar() -> None:
    """Its number goes up with every change, and another appointment is another entry."""
    (_, first), (_, moved) = calendar_of(AGREED), calendar_of(AGREED, MOVED)
    assert str(first["UID"]) == str(moved["UID"])
    assert (first["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)
    _, another = calendar_of(AGREED, MOVED, OFF, LATER)
    assert str(another["UID"]) != str(first["UID"])
    assert not isinstance(another.decoded("DTSTART"), datetime)


def test_an_appointment_that_is_called_off_is_taken_out_of_the_calendar() -> None:
    """The same entry, cancelled; once its day has passed, there is nothing to take out."""
    calendar, event = calendar_of(AGREED, MOVED, OFF)
    _, first = calendar_of(AGREED)
    assert (str(calendar["METHOD"]), str(event["STATUS"])) == ("CANCEL", "CANCELLED")
    assert (str(event["UID"]), event["SEQUENCE"]) == (str(first["UID"]), 2)
    view = path(WALK, after(OPENED, AGREED, MOVED, OFF).history, BOOK, date(2026, 12, 4))
    assert pages.appointment(view) is None


def test_a_talk_before_the_day_that_was_agreed_moves_the_entry_in_the_calendar() -> None:
    """Else the day that was agreed before would stay in the citizen's calendar."""
    (_, first), (_, moved) = calendar_of(AGREED), calendar_of(AGREED, TALKED, LATER)
    assert str(first["UID"]) == str(moved["UID"])
    assert moved["SEQUENCE"] > first["SEQUENCE"]


def test_a_corrected_appointment_is_the_same_entry_in_the_calendar() -> None:
    """What was recorded by mistake is retracted, and recorded as it is."""
    taken_back = events.EntryRetracted(on=date(2026, 11, 10), entry=2, why="Forkert dag")
    (_, first), (_, corrected) = calendar_of(AGREED), calendar_of(AGREED, taken_back, MOVED)
    assert str(first["UID"]) == str(corrected["UID"])
    assert corrected["SEQUENCE"] > first["SEQUENCE"]


@given(histories(), days())
def test_any_history_gives_a_calendar_or_none(history: History, on: date) -> None:
    """It never fails, and says no journey's id."""
    view = path(WALK, history, BOOK, on)
    made = pages.appointment(view)
    assert (made is None) == (view.appointment is None)
    assert made is None or str(WALK) not in made.decode()
    if view.next_talk is not None:
        assert view.appointment is not None
        assert (view.appointment.due, view.appointment.called_off) == (view.next_talk, False)


def test_an_appointment_is_a_page_to_print() -> None:
    """When, where and how; and that it can be moved."""
    view = path(WALK, after(OPENED, AGREED).history, BOOK, TODAY)
    made = pages.appointment_page(view)
    assert made is not None
    page = read(made)
    for part in ("tirsdag den 1. december 2026 kl. 10.00", "Sted: Jobhuset.", "Hvordan: møde."):
        assert part in page
    assert ANNA not in page
    card = read(pages.card(view))
    assert "Vi har aftalt at tale sammen tirsdag den 1. december 2026 kl. 10.00." in card
    off = path(WALK, after(OPENED, AGREED, MOVED, OFF).history, BOOK, TODAY)
    assert "Aftalen er aflyst" in read(pages.appointment_page(off) or "")
    assert pages.appointment_page(path(WALK, History(), BOOK, TODAY)) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("easy", [False, True])
def test_whom_to_call_stands_on_the_card_and_on_the_appointment(
    language: Language, *, easy: bool
) -> None:
    """With a number that a telephone dials; without an office nothing empty is printed."""
    for view in (agreed(AT_TEN), agreed(BY_DAY), agreed(AT_TEN, CALLED_OFF)):
        made = (
            pages.card(view, language=language, easy=easy),
            pages.appointment_page(view, language=language, easy=easy) or "",
        )
        for page in made:
            assert 'href="tel:12345678"' in page
            for part in (OFFICE.name, OFFICE.place, OFFICE.hours):
                assert part in read(page)
    view = agreed(AT_TEN, office=None)
    for page in (pages.card(view), pages.appointment_page(view) or ""):
        assert "tel:" not in page
        assert 'id="office"' not in page


def test_an_appointment_by_a_day_does_not_look_like_one_at_a_time() -> None:
    """It says "by" before the day, and who agrees on the time."""
    page = read(pages.appointment_page(agreed(BY_DAY)) or "")
    assert "Senest torsdag den 3. december 2026" in page
    assert "Klokkeslættet aftaler vi med dig." in page


def test_an_appointment_that_is_called_off_says_so_before_its_day() -> None:
    """Nothing invites to it any more, on the page and on the card."""
    off = agreed(AT_TEN, CALLED_OFF)
    page, card = read(pages.appointment_page(off) or ""), read(pages.card(off))
    assert "Aflyst: tirsdag den 1. december 2026 kl. 10.00" in page
    assert "Aftalen tirsdag den 1. december 2026 er aflyst." in card
    assert "Vi har ikke aftalt en dag endnu." in card
    for each in (page, card):
        assert "Du må gerne tage en med." not in each
        assert "Sted:" not in each


def described(node: pikepdf.Object) -> list[str]:
    """Return what is said in place of each figure below this element."""
    if isinstance(node, pikepdf.Array):
        return [each for child in node for each in described(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    below = described(node.K) if "/K" in node else []
    return [str(node.get("/Alt", "")), *below] if node.S == "/Figure" else below


def elements(node: pikepdf.Object) -> list[str]:
    """Return the kinds of all structure elements below this one, in reading order."""
    if isinstance(node, pikepdf.Array):
        return [each for child in node for each in elements(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    below = elements(node.K) if "/K" in node else []
    return [str(node.S), *below]


@pytest.mark.parametrize("name", CITIZENS)
def test_a_pdf_can_be_read_aloud(name: str) -> None:
    """Tagged, with a language and a title that is shown, headings in order, figures described.

    These are the checks of PDF/UA-1 (ISO 14289-1, 7.1 to 7.4, 7.18) that a machine can make of
    what these pages hold.
    """
    with pikepdf.open(BytesIO(pdf_of(CITIZENS[name]("da")))) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "da"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"]
        found = elements(root.StructTreeRoot.K)
        headings = [int(each[2:]) for each in found if each[:2] == "/H" and each[2:].isdigit()]
        assert all(described(root.StructTreeRoot.K))
        assert headings[0] == 1
        deepest = 0
        for level in headings:
            assert level <= deepest + 1
            deepest = level
        assert {"/LI", "/P"} <= set(found)
        for page in pdf.pages:
            assert page.Tabs == "/S"
            fonts = page.Resources.Font.values()
            assert all("/ToUnicode" in font for font in fonts)
            if "/Annots" in page:
                assert all("/Contents" in link for link in page.Annots)


def test_a_picture_is_drawn_for_those_who_cannot_show_svg() -> None:
    """PNG, as large as is sharp on paper."""
    made = pages.png(pages.picture(path_of("long-with-pauses")))
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(made[16:20], "big") == 960


@pytest.mark.parametrize(("name", "extra"), [("weasyprint", "pdf"), ("resvg_py", "png")])
def test_who_lacks_the_library_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    """Hosts without a need for PDF have no library for it."""
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Refused) as refused:
        (pages.pdf if extra == "pdf" else pages.png)("<p>")
    assert refused.value.code == "library-missing"
    assert f"journeys[{extra}]" in str(refused.value)
