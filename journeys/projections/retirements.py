"""Retirements: which closed journeys may go on a day, from when and by when, and which are kept."""

from datetime import date
from typing import Literal, Self
from uuid import UUID

from pydantic import Field

from journeys.domain.decisions.retiring import Kept, retention_status
from journeys.domain.history import History
from journeys.domain.keeping import Retention
from journeys.domain.rulebook import Rulebook
from journeys.projections.view import SetAside, View


class Periods(View):
    """Frister: what the municipality's own file says of closed journeys; None where it does not."""

    may_go_months: int | None
    may_go_source: str
    must_go_months: int | None
    must_go_source: str
    discard: Literal["allowed", "not-allowed"] | None
    """Whether closed journeys may be discarded; None: not known, and then they are kept."""
    discard_source: str


class KeptFor(View):
    """Hvorfor den gemmes: one reason for which a journey is kept."""

    why: Literal["pension", "appeal", "duty", "no-period", "not-yet", "later-entry"]
    day: date | None
    """Since when it holds the journey. Of `not-yet` and `later-entry`, which day is waited for."""
    about: str
    """Of a duty: its kind."""


class ClosedJourney(View):
    """Lukket sag: one closed journey, by its days; no words."""

    journey: UUID
    closed: date
    counted_from: date | None
    """The day on which the last thing that held it ended; None while anything holds it."""
    may_go: date | None
    """The day from which it may go; None where that is not known yet, or no period is set."""
    must_go: date | None
    """The day by which it must have gone; None as for `may_go`."""
    goes: bool
    """Whether it may go on the day of the view. Whether it may be discarded, the periods say."""
    kept: tuple[KeptFor, ...]
    """Every reason for which it is kept; empty where it may go."""


class Retirements(View):
    """Kassation: the closed journeys of a day, those that must go first, first."""

    on: date
    periods: Periods
    journeys: tuple[ClosedJourney, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """Those that cannot be read, or are restricted to others, and why: they are kept."""

    @property
    def going(self) -> tuple[ClosedJourney, ...]:
        """The journeys that may go."""
        return tuple(each for each in self.journeys if each.goes)

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        return self.model_copy(
            update={
                "journeys": tuple(
                    each for each in self.journeys if str(each.journey) not in set_aside
                ),
                "set_aside": {**self.set_aside, **set_aside},
            }
        )


def periods(retention: Retention) -> Periods:
    """Return what the municipality's own file says of closed journeys."""
    return Periods(**retention.model_dump())


def closed_journey(
    journey_id: UUID, history: History, book: Rulebook, on: date
) -> ClosedJourney | None:
    """Return one closed journey as it stands on a day; None where it is not closed then."""
    found = retention_status(history, book, on)
    if found is None:
        return None
    return ClosedJourney(
        journey=journey_id,
        closed=found.closed,
        counted_from=found.counted_from,
        may_go=found.may_go,
        must_go=found.must_go,
        goes=not found.kept,
        kept=tuple(map(_kept_for, found.kept)),
    )


def by_due_day(journey: ClosedJourney) -> tuple[date, date, str]:
    """Return by what closed journeys are ordered: the day they must go by, or else may go from."""
    may = journey.may_go or date.max
    return journey.must_go or date.max, may, str(journey.journey)


def _kept_for(kept: Kept) -> KeptFor:
    return KeptFor(why=kept.why, day=kept.day, about=kept.about)
