"""The decision of an import for one row: afterwards the journey shows what the row says.

Days up to the newest one already imported are the past, and must match the table; otherwise nothing
is decided. Later days are new: the ordinary verbs decide them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from journeys.adapters.files.problems import Problems, place
from journeys.adapters.files.registers.import_plan import ImportPlan, Opening
from journeys.adapters.files.registers.recorded_periods import (
    Mismatch,
    expected,
    recorded_periods,
    state_at,
)
from journeys.adapters.files.registers.table import PersonRow, Table
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.message import Message
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId


@dataclass(frozen=True, slots=True)
class RowDecision:
    """A decision (`History -> [events]`) after which the journey shows what the row says."""

    journey: JourneyId
    table: Table
    row: PersonRow
    opening: Opening
    book: Rulebook
    actor: Actor
    today: date

    def __call__(self, history: History) -> list[Event]:
        """Return the new events; `[]` where the journey already shows the row (idempotent).

        Raises InputUnreadable where the journey's past contradicts the table, and Refused,
        naming the row and column, where a verb refuses.
        """
        runs, days = self.row.runs, self.table.columns.days
        recorded = recorded_periods(self.journey, history)
        newest = recorded.newest(days)
        # Where a journey ends with nothing stated, a statement contradicts nothing.
        blank = newest is not None and recorded.on(newest).blank
        new = partial(_new, newest, blank)
        mismatches = list(recorded.differences(runs, days))
        self._require_agreement(each for each in mismatches if not new(days[each.period]))
        plan = ImportPlan(self.journey, history, self.book, self.actor, self.today)
        periods_to_decide = {run.period for run in runs} | (
            {days.index(newest)} if newest and blank else set()
        )
        for period in sorted(periods_to_decide):
            if new(days[period]):
                self._decide(plan, period)
        if plan.events:
            mismatches = list(recorded_periods(self.journey, plan.history).differences(runs, days))
        self._require_agreement(mismatches)
        return plan.events

    def _decide(self, plan: ImportPlan, period: int) -> None:
        column = self.table.columns.periods[period]
        before = [run.state for run in self.row.runs if run.period < period and run.state]
        try:
            plan.follow(
                state_at(self.row.runs, period),
                column.day,
                self.opening,
                comes_back=bool(before and before[-1].closes),
            )
        except Refused as refusal:
            where = place(self.table.file, self.row.line, column.name)
            raise Refused(
                refusal.code,
                "{where}: {refusal}",
                where=where,
                refusal=refusal.sentence,
                basis=refusal.basis,
            ) from refusal

    def _require_agreement(self, mismatches: Iterable[Mismatch]) -> None:
        problems = Problems(self.table.file)
        for each in mismatches:
            problems.add(
                Message(
                    "the table says {state}, and the store says {recorded} on {day} (journey "
                    "{journey}). An import adds and never changes: if the table is right, retract "
                    "those entries, then import again.",
                    state=expected(each.state).in_words,
                    recorded=each.shown.in_words,
                    day=self.table.columns.days[each.period],
                    journey=self.journey,
                ),
                row=self.row.line,
                column=self.table.columns.periods[each.period].name,
            )
        problems.refuse()


def _new(newest: date | None, blank: bool, day: date) -> bool:  # noqa: FBT001 - two plain facts
    """Whether nothing from this table is recorded for that day yet."""
    return newest is None or day > newest or (day == newest and blank)
