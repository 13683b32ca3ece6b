"""Handouts: the letter of safety, a card to prepare for a talk, and its calendar entry."""

from datetime import UTC, datetime, time
from uuid import uuid5

from icalendar import Calendar, Event

from journeys.adapters.pages.rendering import rendered
from journeys.adapters.words.language import Language, say, spoken
from journeys.domain.message import Message
from journeys.projections.citizen_path import CitizenPath
from journeys.projections.safety.letter import Letter
from journeys.projections.safety.wording import CONTACT

QUESTIONS = (
    Message("What went well since we last talked?"),
    Message("What would you like to try?"),
    Message("What do you need from us?"),
)


def letter(view: Letter, *, easy: bool = False) -> str:
    """Return the letter of safety as one page of HTML, in the letter's own language."""
    return rendered("letter.html.j2", view.language, letter=view, easy=easy)


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
        easy=easy,
    )


def appointment(view: CitizenPath, *, language: Language = "da") -> bytes | None:
    """Return the next talk for a calendar (iCalendar, RFC 5545); None where no day is agreed.

    Its title does not say what it is about, because others may see a calendar.
    """
    if view.next_talk is None:
        return None
    with spoken(language):
        title = say("Appointment")
    event = Event()
    event.add("uid", str(uuid5(view.journey, view.next_talk.isoformat())))
    event.add("dtstamp", datetime.combine(view.on, time(), UTC))
    event.add("dtstart", view.next_talk)
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", "-//journeys//journeys//DA")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
