"""Income gaps: days on which no income of the citizen is known."""

from collections.abc import Iterator

from journeys.domain.duties.duty import Duty
from journeys.domain.history import History
from journeys.domain.income import incomes
from journeys.domain.rulebook import Rulebook

KIND = "income-gap"


def income_gaps(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield a duty for each stretch of days without support basis, paid hours or pension."""
    for each in incomes(history, book):
        if not each.lives_on:
            gap = Duty(KIND, "", since=each.starts, due=each.starts, raised=each.entry)
            yield gap if each.ended is None else gap.met_at(*each.ended)
