"""What an import recorded on a journey, to compare with the table."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Literal, NamedTuple
from uuid import UUID, uuid5

from journeys.adapters.files.registers.code_file import State
from journeys.adapters.files.registers.table import StateRun
from journeys.domain.events.work import Education, Placement
from journeys.domain.history import History
from journeys.domain.message import Message
from journeys.domain.vocabulary import NOT_STATED, JourneyId
from journeys.projections.periods import Period, periods


def derived_id(
    journey: JourneyId, track: Literal["placement", "education"], kind: str, on: date
) -> UUID:
    """Return the id of the placement or education that an import starts on that day.

    It is derived from the data, so that a later import recognises its own.
    """
    return uuid5(journey, f"{track}/{kind}/{on.isoformat()}")


def own_placements(journey: JourneyId, placements: Iterable[Placement]) -> tuple[Placement, ...]:
    """Return those of the placements that an import started."""
    return tuple(
        each
        for each in placements
        if each.placement == derived_id(journey, "placement", each.placement_kind, each.since)
    )


def own_educations(journey: JourneyId, educations: Iterable[Education]) -> tuple[Education, ...]:
    """Return those of the educations that an import started."""
    return tuple(
        each
        for each in educations
        if each.education == derived_id(journey, "education", each.education_kind, each.since)
    )


NOTHING = Message("nothing")


class ShownState(NamedTuple):
    """What a journey shows on a day: its basis, and the import's own placements and educations."""

    basis: str | None
    placements: tuple[str, ...]
    educations: tuple[str, ...]
    closed: bool

    @property
    def blank(self) -> bool:
        """Whether it says only that nothing is stated."""
        return self == ShownState(NOT_STATED, (), (), closed=False)

    def agrees(self, state: State) -> bool:
        """Whether a journey in that state shows this.

        A journey that a person closed is no contradiction: a register does not decide whether
        the municipality and the citizen go on together.
        """
        if state.closes:
            return self.closed
        return self[:3] == expected(state)[:3]

    @property
    def in_words(self) -> Message:
        """What it is in words: the basis, and the activities."""
        activities = "".join(f" + {each}" for each in (*self.placements, *self.educations))
        text = Message(
            "{support_basis}{activities}",
            support_basis=self.basis or NOTHING,
            activities=activities,
        )
        if not self.closed:
            return text
        return NOTHING if self.basis is None else Message("{state} (closed)", state=text)


def expected(state: State) -> ShownState:
    """Return what a journey in that state shows."""
    return ShownState(
        state.support_basis,
        (state.placement,) if state.placement else (),
        (state.education,) if state.education else (),
        closed=state.closes is not None,
    )


class Mismatch(NamedTuple):
    """A period from which on the table and the journey differ, with what each says."""

    period: int
    state: State
    shown: ShownState


@dataclass(frozen=True, slots=True)
class RecordedPeriods:
    """The periods that an import recorded on a journey, and those of its basis and state."""

    periods: tuple[Period, ...]

    def newest(self, days: Iterable[date]) -> date | None:
        """Return the newest of these days on which a basis or activity begins or ends; else None.

        Resting and closing do not count: others record them as well.
        """
        stated = _bounds(period for period in self.periods if period.track != "journey")
        return max(stated.intersection(days), default=None)

    def on(self, day: date) -> ShownState:
        """Return what the journey shows on that day."""
        values: dict[str, tuple[str, ...]] = {}
        for period in self.periods:
            if period.covers(day):
                values[period.track] = (*values.get(period.track, ()), period.value)
        return ShownState(
            next(iter(values.get("basis", ())), None),
            values.get("placement", ()),
            values.get("education", ()),
            closed="journey" not in values,
        )

    def differences(self, runs: Sequence[StateRun], days: Sequence[date]) -> Iterator[Mismatch]:
        """Yield where the observed periods of a table differ from the journey.

        Only days on which either of them changes are compared: in between no difference can begin.
        """
        changes = {run.period for run in runs} | {
            bisect_left(days, day) for day in _bounds(self.periods)
        }
        for period in sorted(changes):
            if period < len(days) and (state := state_at(runs, period)) is not None:
                shown = self.on(days[period])
                if not shown.agrees(state):
                    yield Mismatch(period, state, shown)


def recorded_periods(journey: JourneyId, history: History) -> RecordedPeriods:
    """Return the periods of a history that an import recorded, and those of its basis."""
    work = history.journey.work
    own = {place.placement for place in own_placements(journey, work.placements.values())} | {
        study.education for study in own_educations(journey, work.educations.values())
    }
    return RecordedPeriods(
        tuple(
            period
            for period in periods(history)
            if period.track in ("journey", "basis") or period.thing in own
        )
    )


def state_at(runs: Sequence[StateRun], period: int) -> State | None:
    """Return the state in a period; None where nothing is observed."""
    nr = bisect_right(runs, period, key=attrgetter("period"))
    return runs[nr - 1].state if nr else None


def _bounds(some: Iterable[Period]) -> set[date]:
    """Return the days on which any of the periods begins or ends."""
    return {day for each in some for day in (each.starts, each.ends) if day is not None}
