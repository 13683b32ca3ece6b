"""A post says where somebody works: no answer about pension or income rests on it."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from journeys import Entry, History, events
from journeys.domain.income import incomes
from journeys.projections.periods import periods
from journeys.projections.safety.answer import safety
from journeys.testing.strategies import days, histories
from tests.effort import tries
from tests.invented import WALK
from tests.scenario import BOOK

IN_A_POST = events.PlacementStarted | events.PlacementHoursChanged


def without_post(entry: Entry) -> Entry:
    """Return an entry that names no post."""
    if not isinstance(entry.event, IN_A_POST):
        return entry
    return entry._replace(event=entry.event.model_copy(update={"post": None}))


@settings(max_examples=tries(30, 2_000))
@given(histories(), days())
def test_no_answer_rests_on_a_post(history: History, on: date) -> None:
    """On any day, of any history: a sentence, a period and an income are the same without it."""
    same = replace(history, entries=tuple(map(without_post, history.entries)))
    assert safety(WALK, same, BOOK, on) == safety(WALK, history, BOOK, on)
    assert periods(same) == periods(history)
    assert incomes(same, BOOK) == incomes(history, BOOK)
