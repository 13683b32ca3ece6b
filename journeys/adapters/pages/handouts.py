"""Handouts: the letter of safety, a card to prepare for a talk, and the date of that talk.

And the statement of how accessible they are, which is about no citizen.
"""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from journeys.adapters.pages.foot import foot_of_sheet
from journeys.adapters.pages.rendering import printable, rendered
from journeys.adapters.words.days import clock, weekday_and_day, where_and_how
from journeys.adapters.words.language import Language, in_spoken_language, say, spoken
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.domain.standard import rulebook
from journeys.projections.accessibility import accessibility_statement
from journeys.projections.citizen_path import CitizenPath
from journeys.projections.safety.letter import Letter
from journeys.projections.safety.wording import ASK_FIRST, CONTACT

TIME_ZONE = "Europe/Copenhagen"
QUESTIONS = (
    Message("What went well since we last talked?"),
    Message("What would you like to try?"),
    Message("What do you need from us?"),
)


def letter(view: Letter, *, easy: bool = False) -> str:
    """Return the letter of safety as one page of HTML, in the letter's own language."""
    with spoken(view.language):
        foot = f"{in_spoken_language(ASK_FIRST)} {foot_of_sheet(view.office, view.language)}"
    return rendered("letter.html.j2", view.language, letter=view, foot=foot, easy=easy)


def card(view: CitizenPath, *, language: Language = "da", easy: bool = False) -> str:
    """Return the card with which a citizen prepares for the next talk, as one page of HTML."""
    steps = () if view.next_step is None else (view.next_step, *view.ahead)
    return rendered(
        "card.html.j2",
        language,
        view=view,
        steps=steps,
        questions=QUESTIONS,
        contact=CONTACT,
        foot=foot_of_sheet(view.office, language),
        easy=easy,
    )


def appointment_page(
    view: CitizenPath, *, language: Language = "da", easy: bool = False
) -> str | None:
    """Return the next talk as one page of HTML to print; None where none is agreed.

    One that was called off is a page until its day: it says so.
    """
    talk = view.appointment
    if talk is None:
        return None
    with spoken(language):
        when = weekday_and_day(talk.due) + (f" {clock(talk.time)}" if talk.time else "")
    foot = foot_of_sheet(view.office, language)
    facts = {"view": view, "talk": talk, "when": when, "foot": foot, "easy": easy}
    return rendered("appointment.html.j2", language, **facts)


def accessibility(tried: date, *, language: Language = "da", book: Rulebook | None = None) -> str:
    """Return the accessibility statement of a municipality as one page of HTML, to publish.

    `tried` is the day on which the pages were last tried; `book` has the municipality's office.
    """
    view = accessibility_statement(book or rulebook(), tried)
    foot = {"foot": foot_of_sheet(view.office, language)} if view.office else {}
    return rendered("accessibility.html.j2", language, view=view, easy=False, **foot)


def appointment(view: CitizenPath, *, language: Language = "da") -> bytes | None:
    """Return the next talk for a calendar (iCalendar, RFC 5545); None where none is agreed.

    It is the same entry when it is moved, and takes the entry away when it was called off. Its
    title does not say what it is about, because others may see a calendar.
    """
    talk = view.appointment
    if talk is None:
        return None
    with spoken(language):
        title, where = say("Appointment"), printable(where_and_how(talk))
    event = Event()
    event.add("uid", str(talk.uid))
    event.add("sequence", talk.changes)
    event.add("dtstamp", datetime.combine(view.on, time(), UTC))
    if talk.time is None:
        event.add("dtstart", talk.due)
    else:
        at = datetime.combine(talk.due, talk.time)
        event.add("dtstart", at, parameters={"TZID": TIME_ZONE})
    event.add("summary", title)
    if where:
        event.add("location", where)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if talk.time is None else "OPAQUE")
    event.add("status", "CANCELLED" if talk.called_off else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//journeys//journeys//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if talk.called_off else "PUBLISH")
    if talk.time is not None:
        calendar.add_component(_danish_time())
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _danish_time() -> Timezone:
    """Return Danish time: an hour ahead of UTC, and two from the last Sunday of March to October's.

    Written out, so that the file needs no list of time zones and is the same everywhere.
    """
    zone = Timezone()
    zone.add("tzid", TIME_ZONE)
    for part, first, month, before, after in (
        (TimezoneDaylight(), datetime(1996, 3, 31, 2), 3, 1, 2),  # noqa: DTZ001 - local time
        (TimezoneStandard(), datetime(1996, 10, 27, 3), 10, 2, 1),  # noqa: DTZ001 - local time
    ):
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
