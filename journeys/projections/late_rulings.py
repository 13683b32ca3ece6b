"""Rulings against the citizen's wish that were explained late, or not at all."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from journeys.domain.duties import duties
from journeys.domain.duties.rights import EXPLAIN, INFORM
from journeys.domain.events.rulings import RulingMade
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.projections.late import Clocks, clocks_of
from journeys.projections.view import AsKnown, SetAside, View


class LateRuling(View):
    """Afgørelse forklaret for sent: a ruling against the wish; it names no staff.

    It is explained where it says why, on which considerations and how to appeal (`explained`), and
    the citizen was told of it (`told`): either can be late, or missing.
    """

    journey: UUID
    ruling: UUID
    matter: str
    outcome: str
    made: date
    entry: int
    recorded_at: datetime
    explained: Clocks
    told: Clocks


class LateRulings(AsKnown):
    """Afgørelser forklaret for sent: by a day and as known at a moment, the oldest first."""

    on: date
    known_at: datetime | None
    rulings: tuple[LateRuling, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """The journeys that are not shown, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        left = tuple(each for each in self.rulings if str(each.journey) not in set_aside)
        return self.model_copy(
            update={"rulings": left, "set_aside": {**self.set_aside, **set_aside}}
        )


def late_rulings(journey: UUID, history: History, book: Rulebook, on: date) -> Iterator[LateRuling]:
    """Yield the rulings against the wish that were explained late, or not by that day."""
    seen = history.on(on)
    by_number = {each.version: each for each in seen.entries}
    owed = duties(seen, book)
    told = {each.about: each for each in owed if each.kind == INFORM}
    for duty in owed:
        entry = by_number[duty.raised]
        if duty.kind != EXPLAIN or not isinstance(entry.event, RulingMade):
            continue
        explained = clocks_of(seen, book, duty, on)
        informed = clocks_of(seen, book, told[duty.about], on)
        if explained.late is None and informed.late is None:
            continue
        yield LateRuling(
            journey=journey,
            ruling=entry.event.ruling,
            matter=entry.event.matter,
            outcome=entry.event.outcome,
            made=entry.event.on,
            entry=entry.version,
            recorded_at=entry.recorded_at,
            explained=explained,
            told=informed,
        )
