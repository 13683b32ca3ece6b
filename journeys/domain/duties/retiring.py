"""Retiring: what holds a closed journey, and by when it must go once nothing does.

Nothing is due while a pension or the right to one stands, an appeal is open or can be made, or any
other duty is unmet. Time counts from the day on which the last of them ended.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from journeys.domain.days import days_after
from journeys.domain.duties.duty import Duty
from journeys.domain.events.people import People
from journeys.domain.events.rulings import AppealDecided, RulingAppealed, RulingMade
from journeys.domain.history import History
from journeys.domain.journey import Journey
from journeys.domain.payment import stretches
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import RulingId

DISCARD_OR_ARCHIVE = "discard-or-archive"

Why = Literal["not-closed", "pension", "appeal", "duty"]

PENSIONS = ("pension", "folkepension")
"""What a support basis leads to that is a pension."""


class Hold(NamedTuple):
    """Hindring: something for whose sake a journey is kept, from a day up to another."""

    why: Why
    starts: date
    ends: date | None
    about: str = ""
    """Of a duty: its kind."""

    def covers(self, day: date) -> bool:
        """Whether it holds the journey on that day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


class Unheld(NamedTuple):
    """Days on which nothing holds a journey, up to another day or for as long as is known."""

    starts: date
    ends: date | None


def retiring(history: History, book: Rulebook, owed: Iterable[Duty]) -> Iterator[Duty]:
    """Yield a duty for each time that nothing holds the journey for long enough to let it go.

    It is owed from the day on which the journey may go, and due on the day by which it must have
    gone. It ends where something holds the journey again. `owed` are its other duties. Where the
    municipality has set no day by which a journey must go, nothing is owed.
    """
    if book.keeping.must_go_months is None:
        return
    for each in unheld(holds(history, book, owed)):
        may, must = book.keeping.may_go(each.starts), book.keeping.must_go(each.starts)
        if may is None or must is None or (each.ends is not None and each.ends <= may):
            continue
        duty = Duty(
            DISCARD_OR_ARCHIVE, "", since=may, due=must, raised=_newest(history, each.starts)
        )
        yield duty if each.ends is None else duty.met_at(each.ends, _newest(history, each.ends))


def holds(history: History, book: Rulebook, owed: Iterable[Duty]) -> tuple[Hold, ...]:
    """Return everything that holds a journey on any day, by its first day.

    `owed` are its duties, met or open; its own duty to go is not among them.
    """
    found = [
        *_not_closed(history),
        *_pensions(history, book),
        *_appeals(history),
        *(
            Hold("duty", duty.since, duty.met, duty.kind)
            for duty in owed
            if duty.kind != DISCARD_OR_ARCHIVE
        ),
    ]
    lasting = (each for each in found if each.ends is None or each.starts < each.ends)
    return tuple(sorted(lasting, key=lambda each: (each.starts, each.why, each.about)))


def unheld(found: Sequence[Hold]) -> Iterator[Unheld]:
    """Yield the days that none of these covers; they stand in the order of their first days."""
    free = date.min
    for hold in found:
        if hold.starts > free:
            yield Unheld(free, hold.starts)
        if hold.ends is None:
            return
        free = max(free, hold.ends)
    yield Unheld(free, None)


def _not_closed(history: History) -> Iterator[Hold]:
    since: date | None = date.min
    for entry, _, journey in history.changes_to(_people):
        if journey.people.status != "closed":
            since = since or entry.event.on
        elif since is not None:
            yield Hold("not-closed", since, entry.event.on)
            since = None
    if since is not None:
        yield Hold("not-closed", since, None)


def _people(journey: Journey) -> tuple[People]:
    return (journey.people,)


def _pensions(history: History, book: Rulebook) -> Iterator[Hold]:
    """Yield the days on which a pension, or the right to one, stands.

    Which pension ends at which age was not read: each is held until it is withdrawn, or the
    citizen has died.
    """
    terms = book.vocabularies["support-basis"].terms
    since: date | None = None
    for days in stretches(history):
        people, pension = days.journey.people, days.journey.pension
        basis = terms.get(people.basis) if days.basis_holds else None
        lives_on_one = basis is not None and basis.leads_to in PENSIONS
        stands = pension.exists or days.is_paid or lives_on_one
        if stands and not (people.gone and people.died):
            since = since or days.starts
        elif since is not None:
            yield Hold("pension", since, days.starts)
            since = None
    if since is not None:
        yield Hold("pension", since, None)


def _appeals(history: History) -> Iterator[Hold]:
    """Yield the days on which an appeal is open, or can still be made.

    One that was sent back is open until the matter is ruled on again.
    """
    matters = dict[RulingId, str]()
    waiting, sent_back = dict[RulingId, date](), dict[RulingId, date]()
    for event in history.events:
        match event:
            case RulingMade():
                matters[event.ruling] = event.matter
                if event.appeal_by is not None:
                    yield Hold("appeal", event.on, days_after(event.appeal_by, 1))
                for ruling in [each for each in sent_back if matters.get(each) == event.matter]:
                    yield Hold("appeal", sent_back.pop(ruling), event.on)
            case RulingAppealed():
                waiting.setdefault(event.ruling, event.on)
            case AppealDecided() if event.ruling in waiting:
                since = waiting.pop(event.ruling)
                if event.answer == "sent-back":
                    sent_back.setdefault(event.ruling, since)
                else:
                    yield Hold("appeal", since, event.on)
            case _:
                pass
    for since in (*waiting.values(), *sent_back.values()):
        yield Hold("appeal", since, None)


def _newest(history: History, on: date) -> int:
    """Return the newest entry in force on a day, by version."""
    return [each.version for each in history.in_force if each.event.on <= on][-1]
