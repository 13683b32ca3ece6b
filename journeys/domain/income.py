"""Income: what the citizen lives on, period by period, as far as it is known."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from journeys.domain.events.pension import Pension, PensionGranted, PensionResumed
from journeys.domain.events.people import People
from journeys.domain.events.work import Placement, Work
from journeys.domain.history import Change, History
from journeys.domain.journey import EMPTY, Journey
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import FOLKEPENSION, PENSION, WAGE


class Income(NamedTuple):
    """Indtægt: one period, what the citizen lives on in it, and the entry that says so."""

    starts: date
    lives_on: tuple[str, ...]
    """Codes: the pension, wage, the support basis. Where it is empty, the period is a gap."""
    entry: int
    ended: tuple[date, int] | None = None
    """The first day after the period, and the entry that ended it; None while it lasts."""

    @property
    def ends(self) -> date | None:
        """The first day after the period; None while it lasts."""
        return None if self.ended is None else self.ended[0]


class _Stretch(NamedTuple):
    """The days from one to the next stretch. `lives_on` is None while income is not followed."""

    starts: date
    lives_on: tuple[str, ...] | None
    entry: int


BasisValidity = Literal["valid", "until-paid", "outdated"]
"""Whether the recorded support basis still says what the citizen lives on: yes; only until the
resumed pension is paid; or no longer."""


def incomes(history: History, book: Rulebook) -> tuple[Income, ...]:
    """Return the periods of income in order, without days between them while income is followed.

    It is followed while the journey is open or rests, and after closing if a pension was granted.
    """
    groups = groupby(_stretches(history, book), key=lambda each: each.lives_on)
    firsts = [next(group) for _, group in groups]
    periods = [_period(first, after) for first, after in pairwise([*firsts, None]) if first]
    return tuple(each for each in periods if each is not None)


def pays(place: Placement, book: Rulebook) -> bool:
    """Return whether a placement pays a wage: by its paid hours, else by its kind."""
    if place.paid_hours is not None:
        return place.paid_hours > 0
    term = book.vocabularies["placement"].terms.get(place.placement_kind)
    return term is not None and term.paid


def _period(first: _Stretch, after: _Stretch | None) -> Income | None:
    if first.lives_on is None:
        return None
    if after is None:
        return Income(first.starts, first.lives_on, first.entry)
    return Income(first.starts, first.lives_on, first.entry, (after.starts, after.entry))


def _stretches(history: History, book: Rulebook) -> Iterator[_Stretch]:
    """Yield a stretch from each day of change, and from the day a resumed pension is paid."""
    journey, last, resumed = EMPTY, date.min, 0
    basis: BasisValidity = "valid"
    changed = history.changes_to(_sources)
    for on, changes in groupby(changed, key=lambda change: change.entry.event.on):
        paid_from = _to_be_paid(journey)
        if paid_from is not None and last < paid_from < on:
            yield _Stretch(paid_from, _lives_on(journey, book, paid_from, basis=basis), resumed)
        for change in changes:
            entry, before, journey = change
            if before.pension is not journey.pension:
                resumed = entry.version
            basis = _validity_after(basis, change)
        last = on
        yield _Stretch(on, _lives_on(journey, book, on, basis=basis), entry.version)
    paid_from = _to_be_paid(journey)
    if paid_from is not None and paid_from > last:
        yield _Stretch(paid_from, _lives_on(journey, book, paid_from, basis=basis), resumed)


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


def _to_be_paid(journey: Journey) -> date | None:
    return journey.pension.paid_from if journey.pension.state == "resumed" else None


def _lives_on(
    journey: Journey, book: Rulebook, on: date, *, basis: BasisValidity
) -> tuple[str, ...] | None:
    """Return what the citizen lives on that day, as far as it is known; None if not followed."""
    pension, code = journey.pension, journey.people.basis
    followed = journey.people.status in ("open", "resting") or (
        journey.people.status == "closed" and pension.state != "none"
    )
    if not followed:
        return None
    found = [WAGE] if any(pays(place, book) for place in journey.work.running) else []
    if pension.paid_on(on) and code != FOLKEPENSION:
        found.append(PENSION)
    not_paid_yet = pension.state == "resumed" and not pension.paid_on(on)
    valid = basis == "valid" or (basis == "until-paid" and not_paid_yet)
    if code and valid and _is_income(journey, book):
        found.append(code)
    return tuple(dict.fromkeys(found))


def _is_income(journey: Journey, book: Rulebook) -> bool:
    """Whether the support basis is an income."""
    term = book.vocabularies["support-basis"].terms.get(journey.people.basis)
    if journey.pension.state == "none":
        # A stated wage counts unless jobs are recorded: then they show whether it is paid.
        return term is None or term.income != "wage" or not journey.work.placements
    # After a pension was granted, only a benefit counts besides it and a wage, not own means.
    return term is not None and term.income == "benefit"
