"""Income: what somebody lives on from day to day, as far as it is known."""

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
    """Indtægt: what somebody lives on from a day on, and by which entry that is known."""

    starts: date
    lives_on: tuple[str, ...]
    """Codes: the pension, wage, the support basis. None of them is a gap."""
    entry: int
    ended: tuple[date, int] | None = None
    """The first day on which it is otherwise, and the entry by which; None where it is still so."""

    @property
    def ends(self) -> date | None:
        """The first day on which it is otherwise; None where it is still so."""
        return None if self.ended is None else self.ended[0]


class _Stretch(NamedTuple):
    """Days from one on, up to the next stretch; None where nobody follows the income."""

    starts: date
    lives_on: tuple[str, ...] | None
    entry: int


Age = Literal["new", "until-paid", "old"]


def incomes(history: History, book: Rulebook) -> tuple[Income, ...]:
    """Return the periods of income in order, without a day between them while it is followed.

    It is followed while somebody walks along, and after that where there is or was a pension.
    """
    by_what = groupby(_stretches(history, book), key=lambda each: each.lives_on)
    turns = [next(group) for _, group in by_what]
    periods = [_period(turn, after) for turn, after in pairwise([*turns, None]) if turn]
    return tuple(each for each in periods if each is not None)


def pays(place: Placement, book: Rulebook) -> bool:
    """Whether a placement pays a wage: by its paid hours, or by its kind where none are told."""
    if place.paid_hours is not None:
        return place.paid_hours > 0
    term = book.vocabularies["placement"].terms.get(place.placement_kind)
    return term is not None and term.paid


def _period(turn: _Stretch, after: _Stretch | None) -> Income | None:
    if turn.lives_on is None:
        return None
    if after is None:
        return Income(turn.starts, turn.lives_on, turn.entry)
    return Income(turn.starts, turn.lives_on, turn.entry, (after.starts, after.entry))


def _stretches(history: History, book: Rulebook) -> Iterator[_Stretch]:
    """Yield what holds after the last entry of each day that moves it, and from a first pay day."""
    journey, last, resumed = EMPTY, date.min, 0
    basis: Age = "new"
    moved = history.changes_to(_lived_by)
    for on, changes in groupby(moved, key=lambda change: change.entry.event.on):
        paid_from = _to_be_paid(journey)
        if paid_from is not None and last < paid_from < on:
            yield _Stretch(paid_from, _lives_on(journey, book, paid_from, age=basis), resumed)
        for change in changes:
            entry, before, journey = change
            if before.pension is not journey.pension:
                resumed = entry.version
            basis = _aged(basis, change)
        last = on
        yield _Stretch(on, _lives_on(journey, book, on, age=basis), entry.version)
    paid_from = _to_be_paid(journey)
    if paid_from is not None and paid_from > last:
        yield _Stretch(paid_from, _lives_on(journey, book, paid_from, age=basis), resumed)


def _lived_by(journey: Journey) -> tuple[People, Work, Pension]:
    """Return the slices that say what there is to live on."""
    return journey.people, journey.work, journey.pension


def _aged(age: Age, change: Change) -> Age:
    """Return whether a support basis still says what there is to live on, after an entry.

    One from before the pension was granted does not, nor one from before it was paid again.
    """
    event = change.entry.event
    if isinstance(event, PensionGranted):
        return "old"
    if change.before.people.basis != change.after.people.basis:
        return "new"
    if isinstance(event, PensionResumed) and age == "new":
        return "until-paid"
    return age


def _to_be_paid(journey: Journey) -> date | None:
    return journey.pension.paid_from if journey.pension.state == "resumed" else None


def _lives_on(journey: Journey, book: Rulebook, on: date, *, age: Age) -> tuple[str, ...] | None:
    """Return what there is to live on that day, as far as it is known.

    `age` tells whether the support basis says anything of it still.
    """
    pension, basis = journey.pension, journey.people.basis
    followed = journey.people.status in ("open", "resting") or (
        journey.people.status == "closed" and pension.state != "none"
    )
    if not followed:
        return None
    found = [WAGE] if any(pays(place, book) for place in journey.work.running) else []
    if pension.paid_on(on) and basis != FOLKEPENSION:
        found.append(PENSION)
    not_paid_yet = pension.state == "resumed" and not pension.paid_on(on)
    holds = age == "new" or (age == "until-paid" and not_paid_yet)
    if basis and holds and _counts(journey, book):
        found.append(basis)
    return tuple(dict.fromkeys(found))


def _counts(journey: Journey, book: Rulebook) -> bool:
    """Whether the support basis is something to live on."""
    term = book.vocabularies["support-basis"].terms.get(journey.people.basis)
    if journey.pension.state == "none":
        # A wage that is stated lasts as long as the job, where the job was recorded.
        return term is None or term.income != "wage" or not journey.work.placements
    # Whoever was granted a pension lives on it, on a benefit or on wage; own means are no promise.
    return term is not None and term.income == "benefit"
