"""Payment: the days on which nothing changes that income depends on, and whether a pension is paid.

Income and the duties about it are read off these stretches of days, so that they cannot disagree.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.joining import JoiningFact
from journeys.domain.events.pension import (
    Pension,
    PensionFact,
    PensionGranted,
    PensionResumed,
)
from journeys.domain.events.people import People, PeopleFact
from journeys.domain.events.work import Work, WorkFact
from journeys.domain.history import Change, History
from journeys.domain.journey import EMPTY, Journey
from journeys.domain.vocabulary import FOLKEPENSION

MAY_CHANGE_STRETCHES = (PeopleFact, WorkFact, PensionFact, EntryRetracted, JoiningFact)
"""The facts of the slices that stretches are read off (`_sources`), and what takes facts back."""


class Stretch(NamedTuple):
    """The days from `starts` up to the next stretch."""

    starts: date
    journey: Journey
    paid_from: date | None
    """From which day the førtidspension is paid; None where it is not paid in these days, and for
    somebody who lives on folkepension."""
    basis_holds: bool
    """Whether the recorded support basis still says what the citizen lives on."""
    stated: date
    """The day of effect of the recorded support basis."""
    entry: int
    """The entry that began it, by version."""

    @property
    def is_paid(self) -> bool:
        """Whether the førtidspension is paid in these days."""
        return self.paid_from is not None


BasisValidity = Literal["valid", "until-paid", "outdated"]
"""Whether the recorded support basis still says what the citizen lives on: yes; only until the
resumed pension is paid; or no longer."""


class _BackPayment(NamedTuple):
    """The days before a resumption takes effect for which it decides that the pension is paid."""

    starts: date
    ends: date
    entry: int

    def covers(self, day: date) -> bool:
        return self.starts <= day < self.ends


class _Day(NamedTuple):
    """A day on which something changed, and what holds after it."""

    on: date
    journey: Journey
    basis: BasisValidity
    stated: date
    entry: int
    resumed: int
    """The newest resumption, by version; 0 where there is none."""


def stretches(history: History) -> tuple[Stretch, ...]:
    """Return the stretches in order: one begins where something changes and where payment begins.

    A resumption counts from the day it decides for payment. Where that day is earlier than its day
    of effect, the days between count as paid on every day of the history that knows of it.
    """
    return history.memoised(_stretches)


def is_followed(journey: Journey) -> bool:
    """Return whether income is followed: while the journey is open or rests.

    After closing it is followed if a pension was granted.
    """
    status = journey.people.status
    return status in ("open", "resting") or (status == "closed" and journey.pension.state != "none")


def _stretches(history: History) -> tuple[Stretch, ...]:
    back_payments = tuple(_back_payments(history))
    days = pairwise([*_days(history), None])
    return tuple(
        each
        for day, following in days
        if day is not None
        for each in _stretches_from(day, following, back_payments)
    )


def _stretches_from(
    day: _Day, following: _Day | None, back_payments: tuple[_BackPayment, ...]
) -> Iterator[Stretch]:
    begun_by = {day.on: day.entry}
    payments = [(each.starts, each.entry) for each in back_payments]
    if day.journey.pension.state == "resumed" and day.journey.pension.paid_from is not None:
        payments.append((day.journey.pension.paid_from, day.resumed))
    begun_by |= {
        starts: entry
        for starts, entry in payments
        if day.on < starts and (following is None or starts < following.on)
    }
    for starts, entry in sorted(begun_by.items()):
        yield _stretch(day, starts, entry, back_payments)


def _stretch(
    day: _Day, starts: date, entry: int, back_payments: tuple[_BackPayment, ...]
) -> Stretch:
    pension, journey = day.journey.pension, day.journey
    paid_from = pension.paid_from if pension.paid_on(starts) else None
    awaits_payment = pension.state == "resumed" and paid_from is None
    holds = day.basis == "valid" or (day.basis == "until-paid" and awaits_payment)
    if paid_from is None and pension.state != "none":
        covering = (each.starts for each in back_payments if each.covers(starts))
        paid_from = min(covering, default=None)
        holds = holds and paid_from is None
    # What becomes of a førtidspension beside the folkepension was not read: one of them is shown.
    on_folkepension = journey.people.basis == FOLKEPENSION
    return Stretch(
        starts,
        journey,
        paid_from=None if on_folkepension else paid_from,
        basis_holds=on_folkepension or holds,
        stated=day.stated,
        entry=entry,
    )


def _days(history: History) -> Iterator[_Day]:
    journey, resumed, stated = EMPTY, 0, date.min
    basis: BasisValidity = "valid"
    by_day = groupby(history.changes_to(_sources), key=lambda change: change.entry.event.on)
    for on, changes in by_day:
        entry = 0
        for change in changes:
            entry, journey = change.entry.version, change.after
            if change.before.people.basis != journey.people.basis:
                stated = on
            basis = _validity_after(basis, change)
            if isinstance(change.entry.event, PensionResumed):
                resumed = entry
        yield _Day(on, journey, basis, stated, entry, resumed)


def _sources(journey: Journey) -> tuple[People, Work, Pension]:
    """Return the slices that show what the citizen lives on."""
    return journey.people, journey.work, journey.pension


def _validity_after(basis: BasisValidity, change: Change) -> BasisValidity:
    """Return whether the support basis is still valid after an entry.

    A basis from before the pension was granted is not, nor one from before it was paid again.
    """
    event = change.entry.event
    if isinstance(event, PensionGranted):
        return "outdated"
    if change.before.people.basis != change.after.people.basis:
        return "valid"
    if isinstance(event, PensionResumed) and basis == "valid":
        return "until-paid"
    return basis


def _back_payments(history: History) -> Iterator[_BackPayment]:
    """Yield for which earlier days resumptions pay, those of later days than this history's too."""
    for entry in history.entries:
        event = entry.event
        if (
            isinstance(event, PensionResumed)
            and event.paid_from < event.on
            and entry.version not in history.retracted
        ):
            yield _BackPayment(event.paid_from, event.on, entry.version)
