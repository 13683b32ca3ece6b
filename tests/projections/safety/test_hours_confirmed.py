"""What an employer confirms is evidence: no answer about pension, income or duties differs."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from journeys import Entry, History, events
from journeys.domain.duties import duties
from journeys.domain.income import incomes
from journeys.projections.periods import periods
from journeys.projections.places import places
from journeys.projections.safety.answer import safety
from journeys.testing.strategies import BEGINNING, days, events_of, histories
from tests.effort import tries
from tests.invented import ANNA, WALK
from tests.scenario import BOOK


@settings(max_examples=tries(30, 2_000))
@given(histories(), events_of(events.HoursConfirmed), days())
def test_hours_that_are_confirmed_change_no_sentence(
    history: History, confirmed: events.HoursConfirmed, on: date
) -> None:
    """On any day, of any history: nor a period, an income, a duty or a place in a post."""
    nr = history.version + 1
    moment = history.entries[-1].recorded_at if history.entries else BEGINNING
    entry = Entry(WALK, nr, nr, moment, ANNA, confirmed)
    more = replace(history, entries=(*history.entries, entry))
    assert safety(WALK, more, BOOK, on) == safety(WALK, history, BOOK, on)
    assert periods(more) == periods(history)
    assert incomes(more, BOOK) == incomes(history, BOOK)
    assert duties(more, BOOK) == duties(history, BOOK)
    assert places(more) == places(history)
