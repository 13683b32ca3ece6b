"""Verbs about contact: relatives and mentors, talks, and how the citizen wants to be met."""

from collections.abc import Collection
from datetime import date

from journeys.domain.appointments import agreed_talk, last_agreed
from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import (
    require_open,
    require_text,
    require_told_in_time,
    unless_recorded,
)
from journeys.domain.errors import Refused
from journeys.domain.events.contact import (
    DialogueHeld,
    FollowUpAgreed,
    FollowUpCalledOff,
    LifePhaseChanged,
    MeetingNeedNoted,
    MentorAssigned,
    MentorReleased,
    Relative,
    RelativeInvolved,
    RelativeReleased,
)
from journeys.domain.journey import Event
from journeys.domain.vocabulary import MeetingForm, TimeOfDay


def note_meeting_need(case: Case, *, words: str, on: date) -> list[Event]:
    """Sådan møder I mig: note how the citizen wants to be met.

    Refused: words-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    return unless_recorded(case, MeetingNeedNoted(on=on, words=require_text(words, "words")))


def change_life_phase(case: Case, *, what: str, why: str, told: date, on: date) -> list[Event]:
    """Livsfaseovergang: record what changes, why, and when the citizen was told.

    Refused: what-missing, why-missing, told-too-late, journey-not-open, journey-closed.
    """
    require_open(case)
    require_told_in_time(told, on)
    return unless_recorded(
        case,
        LifePhaseChanged(
            on=on, what=require_text(what, "what"), why=require_text(why, "why"), told=told
        ),
    )


def involve_relative(
    case: Case, *, who: str, scope: str, on: date, consent: date | None = None
) -> list[Event]:
    """Inddrag en pårørende: with the citizen's consent, and for what they agreed to.

    Refused: who-missing, scope-missing, consent-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    if consent is None or consent > on:
        raise Refused(
            "consent-missing",
            "A relative takes part only with the citizen's consent. Ask first, and give the day "
            "on which the citizen agreed (consent).",
        )
    if any(Relative(who, scope, each.since) == each for each in case.journey.contact.relatives):
        return []
    return [
        RelativeInvolved(
            on=on, who=require_text(who, "who"), scope=require_text(scope, "scope"), consent=consent
        )
    ]


def release_relative(case: Case, *, who: str, on: date) -> list[Event]:
    """Pårørende trukket ud: a relative no longer takes part.

    Refused: relative-unknown, journey-not-open, journey-closed.
    """
    require_open(case)
    released = RelativeReleased(on=on, who=who)
    if any(relative.who == who for relative in case.journey.contact.relatives):
        return [released]
    if case.is_recorded(released):
        return []
    raise Refused("relative-unknown", "No relative of that name takes part on that day.")


def assign_mentor(case: Case, *, who: str, on: date) -> list[Event]:
    """Tilknyt en mentor: somebody supports the citizen from this day.

    Refused: who-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    assigned = MentorAssigned(on=on, who=require_text(who, "who"))
    return [] if who in case.journey.contact.mentors else [assigned]


def release_mentor(case: Case, *, who: str, on: date) -> list[Event]:
    """Afslut en mentor: a mentor no longer takes part.

    Refused: mentor-unknown, journey-not-open, journey-closed.
    """
    require_open(case)
    released = MentorReleased(on=on, who=who)
    if who in case.journey.contact.mentors:
        return [released]
    if case.is_recorded(released):
        return []
    raise Refused("mentor-unknown", "No mentor of that name takes part on that day.")


def agree_follow_up(
    case: Case,
    *,
    due: date,
    on: date,
    time: TimeOfDay | None = None,
    place: str | None = None,
    how: MeetingForm | None = None,
) -> list[Event]:
    """Aftal opfølgning: agree by when the two talk again, or at what time, where and how.

    It replaces the appointment there was. One for the same day that says nothing else is the same.

    Refused: due-before-on, place-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    if due < on:
        raise Refused(
            "due-before-on",
            "A follow-up cannot be due before the day it is agreed. Choose a later day.",
        )
    if place is not None:
        place = require_text(place, "place")
    agreed = FollowUpAgreed(on=on, due=due, time=time, place=place, how=how)
    now = agreed_talk(case.past, case.book, on)
    if agreed == last_agreed(case.past) or (now is not None and _says_no_more(agreed, now)):
        return []
    return [agreed]


def _says_no_more(agreed: FollowUpAgreed, now: FollowUpAgreed) -> bool:
    """Whether an appointment is for the same day, and says no other time, place or way."""
    return (
        agreed.due == now.due
        and agreed.time in (None, now.time)
        and agreed.place in (None, now.place)
        and agreed.how in (None, now.how)
    )


def call_off_follow_up(case: Case, *, on: date) -> list[Event]:
    """Aflys aftalen: the talk that was agreed is not held; another can be agreed.

    Refused: no-talk-agreed; appointment-past, where its day has passed; journey-not-open,
    journey-closed.
    """
    require_open(case)
    now = agreed_talk(case.past, case.book, on)
    if now is None:
        last = last_agreed(case.past)
        if isinstance(last, FollowUpCalledOff) and last.on == on:
            return []
        raise Refused(
            "no-talk-agreed",
            "No talk is agreed on that day, so none can be called off. `journeys "
            "show` says what is agreed.",
        )
    if now.due < on:
        raise Refused(
            "appointment-past",
            "The talk was agreed for {due}, which has passed. Record the talk if it was held "
            "(talk), or agree on a new day (follow-up).",
            due=now.due,
        )
    return [FollowUpCalledOff(on=on, due=now.due)]


def hold_dialogue(
    case: Case, *, about: str, on: date, took_part: Collection[str] = ()
) -> list[Event]:
    """Hold en samtale: record a talk. It meets every follow-up agreed before.

    Refused: about-missing, took-part-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    participants = tuple(sorted({require_text(name, "took-part") for name in took_part}))
    return unless_recorded(
        case, DialogueHeld(on=on, about=require_text(about, "about"), took_part=participants)
    )
