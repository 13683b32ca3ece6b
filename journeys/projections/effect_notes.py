"""Effect notes: what was noted of each measure of a kind when it ended, in the words of the day."""

from collections.abc import Iterator
from datetime import date
from typing import Self
from uuid import UUID

from pydantic import Field

from journeys.domain.history import History
from journeys.projections.view import SetAside, View


class EffectNote(View):
    """Effektnotat: what one measure changed for one citizen, as it was noted."""

    journey: UUID
    ended: date
    provider: str
    """As it was written; empty where it was not."""
    effect: str


class EffectNotes(View):
    """Effektnotater: those of every measure of a kind that has ended by a day, by day, then id."""

    measure: str
    on: date
    notes: tuple[EffectNote, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """The journeys that cannot be read or are restricted to others, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        return self.model_copy(
            update={
                "notes": tuple(each for each in self.notes if str(each.journey) not in set_aside),
                "set_aside": {**self.set_aside, **set_aside},
            }
        )


def effect_notes(history: History, measure: str, on: date) -> Iterator[EffectNote]:
    """Yield the notes of the measures of a kind that have ended on one journey by that day."""
    for each in history.on(on).journey.measures.granted.values():
        if each.granted.measure_kind == measure and each.ended is not None:
            yield EffectNote(
                journey=history.stream,
                ended=each.ended,
                provider=each.granted.provider,
                effect=each.effect,
            )
