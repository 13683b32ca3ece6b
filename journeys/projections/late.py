"""Late: duties that were met after their due day, by the day of effect and by what was known."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Literal, Self
from uuid import UUID

from pydantic import Field

from journeys.domain.duties import Duty, duties
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.projections.view import AsKnown, SetAside, View

Late = Literal["met", "recorded", "not-met"]
"""Which of the two clocks ran past the due day: `met`, the day of effect; `recorded`, the moment at
which it was recorded, though the day of effect was in time; `not-met`, both: it is still owed."""


class Clocks(View):
    """De to ure: when a duty was due and met, and when it was recorded that it was.

    `met` is a day of effect, the other a moment of the log. They are told apart: what took effect
    in time was met in time, also where nobody could know that yet.
    """

    due: date
    met: date | None
    met_by: int | None
    """The entry that met it."""
    met_recorded_at: datetime | None
    late: Late | None
    """None where it was met in time, and known to be, or is not due yet."""
    days: int
    """How many days after the due day it was met, or recorded, or has waited; as `late` says."""
    known_in_time: bool
    """Whether it was recorded by the due day that this was owed at all."""


class LateDuty(View):
    """Forpligtelse opfyldt for sent: what was owed and how late it was met; it names no staff."""

    journey: UUID
    kind: str
    about: str
    da: str
    en: str
    since: date
    raised: int
    """The entry that raised it."""
    raised_recorded_at: datetime
    met_with: str
    """What the entry that met it says happened: an ended journey ends some duties, too."""
    clocks: Clocks


class MetLate(AsKnown):
    """Forpligtelser opfyldt for sent: by a day and as known at a moment, by due day."""

    on: date
    known_at: datetime | None
    kind: str | None
    duties: tuple[LateDuty, ...]
    """Those whose day of effect was late, and those that were recorded late (`clocks.late`)."""
    set_aside: SetAside = Field(default_factory=dict)
    """The journeys that are not shown, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        left = tuple(each for each in self.duties if str(each.journey) not in set_aside)
        return self.model_copy(
            update={"duties": left, "set_aside": {**self.set_aside, **set_aside}}
        )


def late_duties(
    journey: UUID, history: History, book: Rulebook, on: date, kind: str | None = None
) -> Iterator[LateDuty]:
    """Yield the duties of a history that were met by that day, and late: of one kind or all."""
    seen = history.on(on)
    by_number = {each.version: each for each in seen.entries}
    for duty in duties(seen, book):
        if kind not in (None, duty.kind) or duty.met is None or on < duty.met:
            continue
        clocks = clocks_of(seen, book, duty, on)
        if clocks.late is None or clocks.met_by is None:
            continue
        kind_of_duty = book.duties[duty.kind]
        yield LateDuty(
            journey=journey,
            kind=duty.kind,
            about=duty.about,
            da=kind_of_duty.da,
            en=kind_of_duty.en,
            since=duty.since,
            raised=duty.raised,
            raised_recorded_at=by_number[duty.raised].recorded_at,
            met_with=by_number[clocks.met_by].event.professional,
            clocks=clocks,
        )


def clocks_of(history: History, book: Rulebook, duty: Duty, on: date) -> Clocks:
    """Return when a duty of this history was due and met by that day, on both clocks.

    A moment counts to the day that it is in UTC. A duty that its own entry met, or that the law
    ended, is not late.
    """
    recorded_at = {each.version: each.recorded_at for each in history.entries}
    met = None if duty.met is None or on < duty.met else duty.met
    met_by = None if met is None else duty.met_by
    met_at = None if met_by is None else recorded_at[met_by]
    late, days = _late(duty, on, met, met_at)
    known = _as_known_when_due(history, book, duty) if late else None
    if late == "recorded" and (known is None or known.met is not None):
        # A correction is recorded later, too, and so is a whole history that is taken in.
        late, days = None, 0
    return Clocks(
        due=duty.due,
        met=met,
        met_by=met_by,
        met_recorded_at=met_at,
        late=late,
        days=days,
        known_in_time=known is not None or _day(recorded_at[duty.raised]) <= duty.due,
    )


def _late(
    duty: Duty, on: date, met: date | None, met_at: datetime | None
) -> tuple[Late | None, int]:
    """Return which clock ran past the due day, and by how many days."""
    if met is None:
        return ("not-met", (on - duty.due).days) if duty.due < on else (None, 0)
    if duty.due < met:
        return ("met", (met - duty.due).days) if duty.met_by != duty.raised else (None, 0)
    if met_at is not None and duty.due < _day(met_at):
        return "recorded", (_day(met_at) - duty.due).days
    return None, 0


def _as_known_when_due(history: History, book: Rulebook, duty: Duty) -> Duty | None:
    """Return the same duty as it was known at the end of its due day; None where none was."""
    known = history.as_of(duty.due, datetime.combine(duty.due, time.max, UTC))
    same = (duty.kind, duty.about, duty.since)
    found = (each for each in duties(known, book) if (each.kind, each.about, each.since) == same)
    return next(found, None)


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
