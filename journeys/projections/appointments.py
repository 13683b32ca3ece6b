"""Appointments: when the two talk next, where and how, as views show it."""

from datetime import date
from typing import Self
from uuid import UUID, uuid5

from journeys.domain.appointments import Appointment
from journeys.domain.events.contact import FollowUpAgreed
from journeys.domain.history import JOINED
from journeys.domain.vocabulary import MeetingForm, TimeOfDay
from journeys.projections.view import View


class AgreedTalk(View):
    """Aftale: the talk that is agreed. Nobody of the municipality is named in it."""

    due: date
    """The day; without a time, the talk is to be held by then."""
    time: TimeOfDay | None
    """The local time of day; None where only the day is agreed."""
    place: str
    how: MeetingForm | None

    @classmethod
    def of(cls, agreed: FollowUpAgreed) -> Self:
        """Return the talk that a fact agrees on."""
        return cls(due=agreed.due, time=agreed.time, place=agreed.place or "", how=agreed.how)


class CalendarEntry(AgreedTalk):
    """Aftale til en kalender: also when it was called off, and what identifies it when moved."""

    called_off: bool
    first: int
    """The entry by which it was first agreed: it stays the same while the appointment is moved."""
    uid: UUID
    """What identifies it in a calendar: also the same where its journey is joined to another."""
    changes: int
    """How often it was moved, called off or corrected."""


def calendar_entry(found: Appointment | None, on: date) -> CalendarEntry | None:
    """Return what stands in the citizen's calendar from that day on; None where nothing does."""
    if found is None or found.agreed.due < on:
        return None
    return CalendarEntry(
        **dict(AgreedTalk.of(found.agreed)),
        called_off=found.called_off,
        first=found.first.version,
        uid=uuid5(found.first.journey, f"appointment {found.first.version % JOINED}"),
        changes=found.changes,
    )
