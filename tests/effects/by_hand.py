"""The method of effects once more, day by day and in plain Python: facts and trials by hand.

Read off the entries alone, without a fold, an array or a spell: what was so on a day is found by
looking at every entry up to it. The lots alone are drawn as the method draws them.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

import numpy as np

from journeys import Entry, History, events
from journeys.projections.effects.drawing_lots import lots

State = Literal["work", "ten-hours", "education", "education-or-work"]
ONE = timedelta(days=1)
NEVER = date.max
PAYING = {"småjob", "deltid", "fuldtid", "fleksjob"}
STANDS_FOR = {"praktik": "virksomhedspraktik", "løntilskud": "løntilskud"}
ENDS = {"pension": "pension", "folkepension": "folkepension", "flyttet": "moved", "død": "died"}
PENSIONS = {"førtidspension": "pension", "folkepension": "folkepension"}
BANDS = (0, 2, 3, 6, 7, 9, 12, 15, 24)
TURNS = (
    events.JourneyOpened,
    events.JourneyRested,
    events.JourneyResumed,
    events.JourneyClosed,
)


class Row(NamedTuple):
    """One row of a trial."""

    journey: UUID
    began: bool
    zero: date
    weeks: int
    """How many whole weeks it is followed."""


class Person:
    """One journey, asked about one day after the other."""

    def __init__(self, history: History) -> None:
        self.entries: Sequence[Entry] = history.entries
        self.journey = history.stream
        self.retracted: dict[int, Entry] = {}
        for each in sorted(self.entries, key=lambda one: -one.version):
            event = each.event
            if isinstance(event, events.EntryRetracted) and each.version not in self.retracted:
                self.retracted[event.entry] = each
        self.facts: list[Any] = [
            each.event
            for each in sorted(self.entries, key=_day)
            if each.version not in self.retracted
            and not isinstance(each.event, events.EntryRetracted)
        ]

    def of(self, *kinds: type, until: date = NEVER) -> list[Any]:
        """Return the facts of these kinds up to a day, the earliest first."""
        return [each for each in self.facts if each.on <= until and isinstance(each, kinds)]

    def followed(self, day: date) -> bool:
        """Whether the journey is open or rests."""
        turns = self.of(*TURNS, until=day)
        return bool(turns) and not isinstance(turns[-1], events.JourneyClosed)

    def closed_as(self, day: date) -> str:
        """Return why the journey is closed on a day; empty where it is not, or nobody knows."""
        turns = self.of(*TURNS, until=day)
        closed = bool(turns) and isinstance(turns[-1], events.JourneyClosed)
        return (turns[-1].why or "") if closed and not turns[-1].moved_to else ""

    def hours(self, day: date) -> list[float | None]:
        """Return the hours a week of each paid job on a day; None where they are not recorded."""
        jobs = list[float | None]()
        for place in self.of(events.PlacementStarted, until=day):
            ends = self.of(events.PlacementEnded, until=day)
            if any(each.placement == place.placement for each in ends):
                continue
            hours = place.paid_hours
            for change in self.of(events.PlacementHoursChanged, until=day):
                if change.placement == place.placement and change.paid_hours is not None:
                    hours = change.paid_hours
            if place.placement_kind == "løntilskud":
                continue
            if hours is None and place.placement_kind in PAYING:
                jobs.append(None)
            elif hours is not None and hours > 0:
                jobs.append(float(hours))
        return jobs

    def is_in(self, state: State, day: date) -> bool:
        """Whether somebody is in a state on a day."""
        work = bool(self.hours(day)) or self.closed_as(day) == "arbejde"
        if state == "work":
            return work
        if state == "ten-hours":
            return sum(each or 0 for each in self.hours(day)) >= 10
        ended = {each.education for each in self.of(events.EducationEnded, until=day)}
        studies = self.of(events.EducationStarted, until=day)
        study = any(each.education not in ended for each in studies)
        study = study or self.closed_as(day) == "uddannelse"
        return study or (work and state == "education-or-work")

    def opened(self) -> date:
        """Return the first day that the journey is followed."""
        return min((each.on for each in self.of(events.JourneyOpened)), default=NEVER)

    def left(self) -> tuple[date, str]:
        """Return the first end that competes with work after the opening, and its kind."""
        opened = self.opened()
        lived = [(each.on, "pension") for each in self.of(events.PensionGranted)]
        lived += [
            (each.on, PENSIONS[each.basis])
            for each in self.of(events.JourneyOpened, events.SupportBasisChanged)
            if each.basis in PENSIONS
        ]
        before = {why for on, why in lived if on <= opened}
        ways = [(on, why) for on, why in lived if on > opened and why not in before]
        turns = self.of(*TURNS)
        if turns and isinstance(turns[-1], events.JourneyClosed):
            why = "moved" if turns[-1].moved_to else ENDS.get(turns[-1].why or "", "")
            ways += [(turns[-1].on, why)] if why else []
        return min(ways, key=lambda each: each[0], default=(NEVER, ""))

    def lost(self) -> date:
        """Return the day from which nothing is known."""
        turns = self.of(*TURNS)
        if not turns or not isinstance(turns[-1], events.JourneyClosed) or turns[-1].moved_to:
            return NEVER
        on, why = turns[-1].on, turns[-1].why
        ended = {each.placement for each in self.of(events.PlacementEnded, until=on)}
        placed = self.of(events.PlacementStarted, until=on)
        running = any(each.placement not in ended for each in placed)
        known = why in {*ENDS, "arbejde", "uddannelse"}
        return NEVER if running or known or self.left()[0] <= on else on

    def starts(self, measure: str) -> Iterator[tuple[date, str]]:
        """Yield each day on which the measure began, and with which provider."""
        granted = self.of(events.MeasureGranted)
        places = self.of(events.PlacementStarted)
        for grant in granted:
            of: list[Any] = [*self.of(events.MeasureStarted), *places]
            days = [each.on for each in of if each.measure == grant.measure]
            if grant.measure_kind == measure and days:
                yield min(days), grant.provider_code or ""
        ids = {grant.measure for grant in granted}
        for place in places:
            if place.measure not in ids and STANDS_FOR.get(place.placement_kind) == measure:
                yield place.on, ""

    def first(self, measure: str) -> tuple[date, str]:
        """Return the day on which the measure first began, and with which provider."""
        return min(self.starts(measure), default=(NEVER, ""), key=lambda each: each[0])

    def providers(self, measure: str) -> list[str]:
        """Return the provider of each beginning of the measure on the day it first began."""
        first, _ = self.first(measure)
        return [provider for day, provider in self.starts(measure) if day == first]

    def basis(self, day: date) -> str:
        """Return what somebody lives on."""
        found = self.of(events.JourneyOpened, events.SupportBasisChanged, until=day)
        return found[-1].basis if found else ""

    def judged(self, field: Literal["phase", "target_group"], day: date) -> str:
        """Return what was judged, as known on a day."""
        known = [
            (each.event.on, recorded(each), nr, getattr(each.event, field))
            for nr, each in enumerate(self.entries)
            if isinstance(each.event, events.PhaseEntered | events.TargetGroupSet)
            and hasattr(each.event, field)
            and max(each.event.on, recorded(each)) <= day
            and (each.version not in self.retracted or day < recorded(self.retracted[each.version]))
        ]
        return max(known, default=(0, 0, 0, ""))[-1]

    def waited(self, day: date) -> int:
        """Return in which band of months a person who is followed has waited by that day."""
        since = day
        while self.followed(since - ONE):
            since -= ONE
        months = int((day - since).days / 30.4375)
        return max(band for band in BANDS if band <= months)

    def kinds(self, day: date) -> dict[str, object]:
        """Return what somebody must have in common with one of those who began."""
        return {
            "basis": self.basis(day),
            "phase": self.judged("phase", day),
            "target-group": self.judged("target_group", day),
            "waited": self.waited(day),
        }


def _day(entry: Entry) -> date:
    return entry.event.on


def recorded(entry: Entry) -> date:
    """Return the day on which an entry was recorded."""
    return entry.recorded_at.astimezone(UTC).date()


def trials(
    people: Sequence[Person], measure: str, cut: date, state: State = "work", split: str = ""
) -> list[Row]:
    """Return the rows of all trials of a measure."""
    kind, _, code = split.partition(":")

    def may(person: Person, day: date) -> bool:
        return (
            day + timedelta(days=13 * 7 - 1) <= cut
            and person.followed(day)
            and not person.is_in(state, day)
            and person.left()[0] > day
            and (kind not in ("basis", "phase", "target-group") or person.kinds(day)[kind] == code)
        )

    firsts = {person.journey: person.first(measure) for person in people}
    began = [
        (person, firsts[person.journey][0])
        for person in people
        if firsts[person.journey][0] < NEVER
        and may(person, firsts[person.journey][0])
        and (kind != "provider" or firsts[person.journey][1] == code)
    ]
    had = [person.kinds(day) for person, day in began]
    rows = [(person, True, day) for person, day in began]
    for year, month in sorted({(day.year, day.month) for _, day in began}):
        next_month = date(year + month // 12, month % 12 + 1, 1)
        days = sorted(day.day for _, day in began if (day.year, day.month) == (year, month))
        many = len(days)
        if many < 5:
            quarter = [
                day.day
                for _, day in began
                if day.year == year and (day.month - 1) // 3 == (month - 1) // 3
            ]
            days = sorted(quarter)
        about = (measure, str((year - 1970) * 12 + month - 1))
        others = list[tuple[int, Person, date]]()
        for person in people:
            place = days[_lot(person, *about, "day") % len(days)]
            day = date(year, month, min(place, (next_month - ONE).day))
            alike = person.followed(day) and all(
                value in {each[name] for each in had} for name, value in person.kinds(day).items()
            )
            if firsts[person.journey][0] >= next_month and may(person, day) and alike:
                others.append((_lot(person, *about, "row"), person, day))
        rows += [(person, False, day) for _, person, day in sorted(others, key=_first)[: 20 * many]]
    return [
        Row(each.journey, arm, zero, max(0, (min(cut + ONE, each.lost()) - zero).days) // 7)
        for each, arm, zero in rows
    ]


def _first(row: tuple[int, Person, date]) -> int:
    return row[0]


def _lot(person: Person, *about: str) -> int:
    halves = [person.journey.int >> 64, person.journey.int & (2**64 - 1)]
    return int(lots(np.array([halves], np.uint64), *about)[0])


def days_in_work(person: Person, row: Row, weeks: int) -> list[int]:
    """Return the days in paid work in each week that counts."""
    gone, counted = person.left()[0], min(row.weeks, weeks)
    worked = [
        day < gone and person.is_in("work", day)
        for day in (row.zero + timedelta(days=nr) for nr in range(7 * counted))
    ]
    return [sum(worked[7 * week : 7 * week + 7]) for week in range(counted)]


def reached(person: Person, row: Row, outcome: str, weeks: int) -> int | None:
    """Return the week in which a row first reached an outcome; None where it did not."""
    gone, why = person.left()
    in_state = {"first-hour": "work", "kept": "work"}.get(outcome, outcome)
    unbroken = 0
    for nr in range(7 * min(row.weeks, weeks)):
        day = row.zero + timedelta(days=nr)
        if outcome in ENDS.values() or outcome == "departed":
            if day == gone and outcome in (why, "departed"):
                return nr // 7
            continue
        if day >= gone:
            return None
        if outcome == "kept" and unbroken >= 26 * 7:
            return nr // 7
        is_in: Any = in_state
        if person.is_in(is_in, day):
            unbroken += 1
            if outcome != "kept":
                return nr // 7
        else:
            unbroken = 0
    return None
