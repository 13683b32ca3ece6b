"""Periods: which value each track had from which day to which, read off the fold entry by entry.

`_values` is the list of the tracks that follow from the history alone. A period is what the folded
state says, so that periods cannot drift apart from the state that decisions read. A measure is
counted where no placement that is part of it runs: the two are one activity
(`projections/activities.py`).

The track `accepted-offer` alone holds moments: a handover that was accepted, on the day it was.
Several of one day are several rows, which periods of the track `caseworker` cannot show. The track
`restricted` has a row for each of the staff to whom the journey is restricted. The track
`income` alone follows from the rulebook too: it says what the citizen lives on, whatever support
basis was recorded.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

from journeys.domain.events.measures import Measures
from journeys.domain.events.pension import Pension
from journeys.domain.events.people import HandoverAccepted, People
from journeys.domain.events.plan import Plan
from journeys.domain.events.work import Work
from journeys.domain.history import Entry, History
from journeys.domain.income import incomes
from journeys.domain.journey import Journey
from journeys.domain.rulebook import Rulebook
from journeys.projections.activities import measures_alone

Track = Literal[
    "journey",
    "basis",
    "target-group",
    "caseworker",
    "phase",
    "measure",
    "placement",
    "education",
    "pension",
    "accepted-offer",
    "restricted",
    "income",
]
NEW_CASEWORKER, SAME_CASEWORKER = "new-caseworker", "same-caseworker"
"""The values of an accepted offer: by somebody else, or by who was responsible already."""
Key = tuple[Track, UUID | None]


class Value(NamedTuple):
    """The value of a track: a code, and for a placement its hours a week."""

    code: str
    paid_hours: float | None = None
    present_hours: float | None = None
    paid_from: date | None = None


class Period(NamedTuple):
    """A value of a track from `starts` up to but not including `ends`; None where it goes on.

    An accepted offer is a moment: it starts and ends on its day.
    `thing` is the id of the placement, measure or education; None on tracks with one value a day.
    """

    track: Track
    value: str
    starts: date
    ends: date | None = None
    thing: UUID | None = None
    paid_hours: float | None = None
    present_hours: float | None = None

    def covers(self, day: date) -> bool:
        """Whether the value holds on that day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


def every_period(history: History, book: Rulebook) -> tuple[Period, ...]:
    """Return the periods of every track, the income last."""
    return (*history.memoised(periods), *income_periods(history, book))


def income_periods(history: History, book: Rulebook) -> tuple[Period, ...]:
    """Return what the citizen lives on, one code a day (`Income.mainly`); none where none is known.

    A recorded support basis that no longer holds is not among them, nor a pension that rests.
    """
    found = list[Period]()
    for each in incomes(history, book):
        if found and (found[-1].value, found[-1].ends) == (each.mainly, each.starts):
            found[-1] = found[-1]._replace(ends=each.ends)
        else:
            found.append(Period("income", each.mainly, each.starts, each.ends))
    return tuple(each for each in found if each.value)


def periods(history: History) -> tuple[Period, ...]:
    """Return the periods of the tracks that follow from the history alone.

    They are sorted by track, then by the day they start.
    """
    found = [*_each_period(history), *_accepted_offers(history), *_restrictions(history)]
    found.sort(key=lambda each: (each.track, each.starts, str(each.thing or ""), each.value))
    return tuple(found)


def _each_period(history: History) -> Iterator[Period]:
    values, since = dict[Key, Value](), dict[Key, date]()
    for entry, _, journey in history.changes_to(_slices):
        before, values = values, _values(journey)
        if before == values:
            continue
        for key in before.keys() | values.keys():
            if before.get(key) != values.get(key):
                if key in before:
                    yield from _period(key, before[key], since[key], ends=entry.event.on)
                since[key] = entry.event.on
    for key, value in values.items():
        yield from _period(key, value, since[key], ends=None)


def accepted_offers(history: History) -> Iterator[tuple[Entry, str]]:
    """Yield the handovers that were accepted by the person they were offered to.

    With each whether that is a new caseworker or the same one.
    """
    for entry, before, _ in history.changes_to(_people):
        event, people = entry.event, before.people
        if isinstance(event, HandoverAccepted) and people.offered_to(event.by):
            yield entry, SAME_CASEWORKER if event.by == people.responsible else NEW_CASEWORKER


def _accepted_offers(history: History) -> Iterator[Period]:
    for entry, value in accepted_offers(history):
        yield Period("accepted-offer", value, starts=entry.event.on, ends=entry.event.on)


def _restrictions(history: History) -> Iterator[Period]:
    """Yield a period for each of the staff to whom a journey was restricted."""
    since: tuple[date, tuple[str, ...]] | None = None
    for entry, _, journey in history.changes_to(_people):
        day, names = entry.event.on, journey.people.restricted_to
        if since is not None and names is not None and (names or ("",)) == since[1]:
            continue
        if since is not None and since[0] < day:
            yield from (Period("restricted", name, since[0], day) for name in since[1])
        # To nobody by name, it is restricted still.
        since = None if names is None else (day, names or ("",))
    if since is not None:
        yield from (Period("restricted", name, since[0]) for name in since[1])


def _period(key: Key, value: Value, starts: date, ends: date | None) -> Iterator[Period]:
    if starts == ends:
        return
    period = Period(
        track=key[0],
        value=value.code,
        starts=starts,
        ends=ends,
        thing=key[1],
        paid_hours=value.paid_hours,
        present_hours=value.present_hours,
    )
    if value.paid_from is None:
        yield period
    else:
        yield from _resumed(period, value.paid_from)


def _resumed(period: Period, paid_from: date) -> Iterator[Period]:
    """Split a resumed pension on the day that payment starts, as decided."""
    if period.ends is not None and paid_from >= period.ends:
        yield period
        return
    if paid_from > period.starts:
        yield period._replace(ends=paid_from)
    yield period._replace(value="paid", starts=max(paid_from, period.starts))


def _people(journey: Journey) -> tuple[People]:
    return (journey.people,)


def _slices(journey: Journey) -> tuple[People, Plan, Measures, Work, Pension]:
    """Return the parts of the state that periods are read off; most events change none of them."""
    return journey.people, journey.plan, journey.measures, journey.work, journey.pension


def _values(journey: Journey) -> dict[Key, Value]:
    """Return the value that each track has now."""
    people, plan, measures, work, pension = _slices(journey)
    values: dict[Key, Value] = {}
    if people.status in ("open", "resting"):
        values["journey", None] = Value(people.status)
    if people.basis:
        values["basis", None] = Value(people.basis)
    if people.target_group:
        values["target-group", None] = Value(people.target_group)
    if people.responsible:
        values["caseworker", None] = Value(people.responsible)
    if plan.phase:
        values["phase", None] = Value(plan.phase)
    for measure in measures_alone(measures, work):
        values["measure", measure.granted.measure] = Value(measure.granted.measure_kind)
    for place in work.running:
        values["placement", place.placement] = Value(
            place.placement_kind,
            paid_hours=None if place.paid_hours is None else float(place.paid_hours),
            present_hours=None if place.present_hours is None else float(place.present_hours),
        )
    for study in work.studying:
        values["education", study.education] = Value(study.education_kind)
    if pension.state != "none":
        values["pension", None] = Value(
            pension.state, paid_from=pension.paid_from if pension.state == "resumed" else None
        )
    return values
