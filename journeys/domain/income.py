"""Income: what the citizen lives on, period by period, as far as it is known."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import NamedTuple

from journeys.domain.events.work import Placement
from journeys.domain.history import History
from journeys.domain.payment import Stretch, is_followed, stretches
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import FOLKEPENSION, PENSION, WAGE, Hours


class Income(NamedTuple):
    """Indtægt: one period, what the citizen lives on in it, and the entry that says so."""

    starts: date
    lives_on: tuple[str, ...]
    """Codes: the wage, the pension, the support basis. Where it is empty, the period is a gap."""
    entry: int
    ended: tuple[date, int] | None = None
    """The first day after the period, and the entry that ended it; None while it lasts."""

    @property
    def ends(self) -> date | None:
        """The first day after the period; None while it lasts."""
        return None if self.ended is None else self.ended[0]

    @property
    def mainly(self) -> str:
        """The one code that a list or a count shows: a benefit, else the pension, else the wage.

        Empty in a gap.
        """
        return self.lives_on[-1] if self.lives_on else ""

    def covers(self, day: date) -> bool:
        """Return whether the day is in the period."""
        return self.starts <= day and (self.ends is None or day < self.ends)


def incomes(history: History, book: Rulebook) -> tuple[Income, ...]:
    """Return the periods of income in order, without days between them while income is followed.

    It is followed while the journey is open or rests, and after closing if a pension was granted.
    A førtidspension that is paid on the day of the age of folkepension is folkepension from then on
    (lov om social pension § 1 a).
    """
    lived = [(each, _lives_on(each, book)) for each in _split_at_folkepension(history, book)]
    firsts = [next(group) for _, group in groupby(lived, key=lambda each: each[1])]
    periods = []
    for (first, lives_on), after in pairwise([*firsts, (None, None)]):
        if first is not None and lives_on is not None:
            next_, _ = after
            ended = None if next_ is None else (next_.starts, next_.entry)
            periods.append(Income(first.starts, lives_on, first.entry, ended))
    return tuple(periods)


def income_on(history: History, book: Rulebook, day: date) -> Income | None:
    """Return the income on that day; None where it is not followed."""
    return next((each for each in incomes(history, book) if each.covers(day)), None)


def support_basis_on(history: History, book: Rulebook, day: date) -> str:
    """Return the one code of what the citizen lives on that day; empty where none is known.

    The recorded support basis is not shown where it no longer holds: a pension that rests is not
    what somebody lives on.
    """
    found = income_on(history, book, day)
    return "" if found is None else found.mainly


def pays(place: Placement, book: Rulebook) -> bool:
    """Return whether a placement pays a wage: by its paid hours, else by its kind."""
    return pays_wage(place.placement_kind, place.paid_hours, book)


def pays_wage(placement_kind: str, paid_hours: Hours | float | None, book: Rulebook) -> bool:
    """Return the same for a kind of placement and its paid hours, None where not recorded."""
    if paid_hours is not None:
        return paid_hours > 0
    term = book.vocabularies["placement"].terms.get(placement_kind)
    return term is not None and term.paid


def _split_at_folkepension(history: History, book: Rulebook) -> Iterator[Stretch]:
    """Yield the stretches; one in which the age of folkepension is reached is two."""
    for days, after in pairwise([*stretches(history), None]):
        if days is None:
            continue
        yield days
        reached = _folkepension_day(days, book)
        ends = date.max if after is None else after.starts
        if reached is not None and days.starts < reached < ends:
            yield days._replace(starts=reached)


def _folkepension_day(days: Stretch, book: Rulebook) -> date | None:
    """Return the day from which the pension that is paid is folkepension; None where it is not."""
    reached = book.law.newest.folkepension(days.journey.pension.born)
    if reached is None or reached.age.at_least or days.paid_from is None:
        return None
    return reached.day if days.paid_from <= reached.day else None


def _lives_on(days: Stretch, book: Rulebook) -> tuple[str, ...] | None:
    """Return what the citizen lives on in these days, as far as it is known; None: not followed."""
    if not is_followed(days.journey):
        return None
    has_wage = any(pays(place, book) for place in days.journey.work.running)
    found = [WAGE] if has_wage else []
    if days.is_paid:
        reached = _folkepension_day(days, book)
        found.append(PENSION if reached is None or days.starts < reached else FOLKEPENSION)
    code = days.journey.people.basis
    if code and days.basis_holds and _is_income(days, book, has_wage=has_wage):
        found.append(code)
    return tuple(dict.fromkeys(found))


def _is_income(days: Stretch, book: Rulebook, *, has_wage: bool) -> bool:
    """Whether the support basis is an income."""
    journey = days.journey
    term = book.vocabularies["support-basis"].terms.get(journey.people.basis)
    if term is not None and term.income == "wage" and _has_job_since(days, book):
        # Where jobs are recorded, they show whether a stated wage is paid.
        return has_wage
    if journey.pension.state == "none":
        return True
    # After a pension was granted, only a benefit counts besides it and a wage, not own means.
    return term is not None and term.income == "benefit"


def _has_job_since(days: Stretch, book: Rulebook) -> bool:
    """Whether a paid placement is recorded that had not ended when the support basis was stated."""
    return any(
        pays(place, book) and (place.ended is None or place.ended > days.stated)
        for place in days.journey.work.placements.values()
    )
