"""What a journey tells of what an import gave it, to lay beside the table."""

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
from journeys.domain.vocabulary import NOT_STATED, JourneyId
from journeys.projections.periods import Period, periods


def derived_id(
    journey: JourneyId, track: Literal["placement", "education"], kind: str, on: date
) -> UUID:
    """Return the id of the placement or education that an import starts on that day.

    It can be told from the thing itself, so that an import knows its own again.
    """
    return uuid5(journey, f"{track}/{kind}/{on.isoformat()}")


def own_placements(journey: JourneyId, held: Iterable[Placement]) -> tuple[Placement, ...]:
    """Return those of the placements that an import started."""
    return tuple(
        each
        for each in held
        if each.placement == derived_id(journey, "placement", each.placement_kind, each.since)
    )


def own_educations(journey: JourneyId, followed: Iterable[Education]) -> tuple[Education, ...]:
    """Return those of the educations that an import started."""
    return tuple(
        each
        for each in followed
        if each.education == derived_id(journey, "education", each.education_kind, each.since)
    )


class ShownState(NamedTuple):
    """What a journey shows on a day: basis, the import's own placements and educations."""

    basis: str | None
    placements: tuple[str, ...]
    educations: tuple[str, ...]
    closed: bool

    @property
    def blank(self) -> bool:
        """Whether it says no more than that nothing is stated."""
        return self == ShownState(NOT_STATED, (), (), closed=False)

    def agrees(self, state: State) -> bool:
        """Whether a journey in that state shows this.

        A journey that somebody closed is no contradiction: who walks along is not the register's
        to say.
        """
        if state.closes:
            return self.closed
        return self[:3] == expected(state)[:3]

    def __str__(self) -> str:
        """Return it in words: a basis, and what is done beside it."""
        if self.closed and self.basis is None:
            return "nothing"
        said = " + ".join([self.basis or "nothing", *self.placements, *self.educations])
        return f"{said} (closed)" if self.closed else said


def expected(state: State) -> ShownState:
    """Return what a journey shows that is in that state."""
    return ShownState(
        state.support_basis,
        (state.placement,) if state.placement else (),
        (state.education,) if state.education else (),
        closed=state.closes is not None,
    )


class Mismatch(NamedTuple):
    """A period from whose first day on the table says one thing, and the journey another."""

    period: int
    state: State
    shown: ShownState


@dataclass(frozen=True, slots=True)
class RecordedPeriods:
    """The periods of a journey that an import speaks of; what others recorded beside is not."""

    periods: tuple[Period, ...]

    def newest(self, days: Iterable[date]) -> date | None:
        """Return the newest of the days on which anything that a table states begins or ends.

        Whether the journey rests or is closed does not count: that is for others to say as well.
        """
        stated = _bounds(period for period in self.periods if period.track != "journey")
        return max(stated.intersection(days), default=None)

    def on(self, day: date) -> ShownState:
        """Return what is shown on that day."""
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
        """Yield where the observed periods of a table say something else.

        Between two days on which either of them changes, nothing can begin to differ.
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
    """Return what the history tells of an import's own."""
    work = history.journey.work
    own = {held.placement for held in own_placements(journey, work.placements.values())} | {
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
    """Return the state of the run that a period is in; None where nothing is observed."""
    nr = bisect_right(runs, period, key=attrgetter("period"))
    return runs[nr - 1].state if nr else None


def _bounds(told_of: Iterable[Period]) -> set[date]:
    """Return the days on which any of the periods begins or ends."""
    return {day for each in told_of for day in (each.starts, each.ends) if day is not None}
