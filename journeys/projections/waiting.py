"""Waiting: what waits on each journey of a desk, and whether it is late, today or this week."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple, Self
from uuid import UUID

from journeys.domain.days import days_after
from journeys.domain.duties import FOLLOW_UP
from journeys.domain.events.measures import MeasureEnded, MeasureStarted
from journeys.domain.events.rulings import RulingMade
from journeys.domain.events.work import PlacementEnded, PlacementStarted
from journeys.domain.history import History
from journeys.domain.journey import Event, Journey
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.appointments import AgreedTalk
from journeys.projections.duties import OwedDuty
from journeys.projections.path_marks import code_name
from journeys.projections.view import View

BEGINS: Final = "begins"
ENDS: Final = "ends"
"""Kinds of what waits, beside the kinds of duties: something begins or ends on its day."""

A_WEEK = 7


class Waiting(View):
    """Det, der venter: a duty, an agreed talk, or something that begins or ends."""

    journey: UUID
    kind: str
    """The kind of duty, `begins` or `ends`."""
    da: str
    en: str
    """What to do, or what begins or ends."""
    due: date
    talk: AgreedTalk | None = None
    """Of an agreed talk: when, where and how."""
    at: str = ""
    """Of what begins or ends: where."""
    ruling: int | None = None
    """The entry of the ruling it is about, by version."""
    safety: bool = False
    """Whether it is about economic safety."""

    def without_words(self) -> Self:
        """Return the same without where it is: words that name somebody's workplace."""
        talk = self.talk and self.talk.model_copy(update={"place": None})
        return self.model_copy(update={"at": "", "talk": talk})


class Split(NamedTuple):
    """Det, der venter, efter dag: late, today, and until Sunday."""

    past_due: tuple[Waiting, ...]
    today: tuple[Waiting, ...]
    this_week: tuple[Waiting, ...]


def waiting(
    journey: JourneyId, history: History, owed: Iterable[OwedDuty], book: Rulebook, on: date
) -> Iterator[Waiting]:
    """Yield what waits on one journey for the person who is responsible, until Sunday.

    A journey that rests is quiet: only economic safety and a talk that is to come wait on it.
    """
    as_of = history.on(on)
    people = as_of.journey.people
    # Economic safety comes first, also where something else has waited longer.
    for duty in sorted(owed, key=lambda each: not book.duties[each.kind].safety):
        safety = book.duties[duty.kind].safety
        quiet = people.status == "resting" and not (
            safety or (duty.kind == FOLLOW_UP and duty.due >= on)
        )
        if duty.by == people.responsible and duty.due <= sunday(on) and not quiet:
            yield Waiting(
                journey=journey,
                kind=duty.kind,
                da=duty.da,
                en=duty.en,
                due=duty.due,
                talk=_talk(as_of, duty),
                ruling=_ruling(as_of, duty),
                safety=safety,
            )
    for event in history.events:
        if on <= event.on <= sunday(on):
            yield from _begins_or_ends(journey, event, history.journey, book)


def split(waits: Iterable[Waiting], on: date) -> Split:
    """Return what waits by its day. What is late keeps its order; a day goes by its times."""
    found = list(waits)
    today = [each for each in found if each.due == on]
    return Split(
        past_due=tuple(each for each in found if each.due < on),
        today=tuple(sorted(today, key=_by_time)),
        this_week=tuple(sorted((each for each in found if each.due > on), key=_by_time)),
    )


def sunday(on: date) -> date:
    """Return the last day of the week of a day."""
    return days_after(on, A_WEEK - on.isoweekday())


def _by_time(each: Waiting) -> tuple[date, bool, str]:
    at = None if each.talk is None else each.talk.time
    return each.due, at is None, "" if at is None else at.isoformat()


def _talk(as_of: History, duty: OwedDuty) -> AgreedTalk | None:
    if duty.kind != FOLLOW_UP:
        return None
    agreed = next(entry.event for entry in as_of.in_force if entry.version == duty.raised)
    return AgreedTalk.of(agreed)  # type: ignore[arg-type] # only such a fact raises this duty


def _ruling(as_of: History, duty: OwedDuty) -> int | None:
    if not duty.about:
        return None
    for entry in as_of.in_force:
        if isinstance(entry.event, RulingMade) and str(entry.event.ruling) == duty.about:
            return entry.version
    return None


def _begins_or_ends(
    journey: JourneyId, event: Event, now: Journey, book: Rulebook
) -> Iterator[Waiting]:
    match event:
        case PlacementStarted(placement=thing) | PlacementEnded(placement=thing):
            place = now.work.placements.get(thing)
            if place is None:
                return
            code, at = place.placement_kind, place.employer
            kind = BEGINS if isinstance(event, PlacementStarted) else ENDS
        case MeasureStarted(measure=measure) | MeasureEnded(measure=measure):
            given = now.measures.granted.get(measure)
            # A placement that is part of a measure stands for it.
            if given is None or any(
                each.measure == measure for each in now.work.placements.values()
            ):
                return
            code, at = given.granted.measure_kind, given.granted.provider
            kind = BEGINS if isinstance(event, MeasureStarted) else ENDS
        case _:
            return
    name = code_name(code, book)
    yield Waiting(journey=journey, kind=kind, da=name.da, en=name.en, due=event.on, at=at or "")
