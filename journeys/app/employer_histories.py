"""Employers' histories, and what citizens take of their posts, as known now or at a moment."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from journeys.app.ports.store import Transaction
from journeys.app.room import taken_by
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import Taken, taken_at
from journeys.domain.errors import StoreError
from journeys.domain.events.joining import JourneyAbsorbed
from journeys.domain.history import History
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId, JourneyId, PostId
from journeys.projections.alphabetical import alphabetical
from journeys.projections.duties import EmployerDuty
from journeys.projections.employers.coverage import posts_by_day
from journeys.projections.employers.employer import owed_duties
from journeys.projections.employers.lists import EmployerDuties


class KnownEmployers(NamedTuple):
    """Virksomheder og deres pladser: what employers have, and what citizens take of it."""

    histories: Mapping[EmployerId, EmployerHistory]
    taken: Sequence[Taken]
    set_aside: Mapping[str, Message]
    """The employers that cannot be read, and why."""
    damaged: Mapping[str, Message]
    """The journeys that cannot be read, and why: what they take is not counted."""
    stamped_ahead: int = 0
    """How many entries the moment hides that are stamped later than now."""


class KnownPlaces(NamedTuple):
    """Pladser: what citizens take of some posts, as known at a moment."""

    taken: Sequence[Taken]
    damaged: Mapping[str, Message]
    """The journeys that cannot be read, and why. Who is shown counts alone is not shown these."""
    stamped_ahead: int = 0


def known_employers(transaction: Transaction, known_at: datetime | None = None) -> KnownEmployers:
    """Return every employer, and what citizens take of their posts. Nobody is shown.

    An employer that is damaged is set aside by name.
    """
    found, set_aside = dict[EmployerId, EmployerHistory](), dict[str, Message]()
    ahead = 0
    every = transaction.employers.employers()
    for employer, history in transaction.employers.read_together(every).items():
        if isinstance(history, StoreError):
            set_aside[str(employer)] = history.sentence
            continue
        if known_at is not None:
            ahead += history.stamped_ahead(known_at, transaction.now)
        as_known = history if known_at is None else history.known_at(known_at)
        if as_known.entries:
            found[employer] = as_known
    posts = [post for history in found.values() for post in posts_by_day(history)]
    known = known_places(transaction, posts, known_at)
    return KnownEmployers(
        histories=found,
        taken=known.taken,
        set_aside=set_aside,
        damaged=known.damaged,
        stamped_ahead=ahead + known.stamped_ahead,
    )


def known_places(
    transaction: Transaction, posts: Sequence[PostId], known_at: datetime | None = None
) -> KnownPlaces:
    """Return what citizens take of these posts. Nobody is shown.

    As known at a moment it is read in every journey that ever named one of them: what was
    retracted since was taken then.
    """
    if known_at is None:
        return KnownPlaces(transaction.queries.taken(posts), {})
    taken, damaged, ahead = list[Taken](), dict[str, Message](), 0
    naming = (each for post in posts for each in transaction.queries.named_post(post))
    named, wanted = list(dict.fromkeys(naming)), frozenset(posts)
    read = {**transaction.many.read_together(named)}
    waiting, done = list(read), set[JourneyId]()
    while waiting:
        journey = waiting.pop()
        if journey in done:
            continue
        done.add(journey)
        history = read.get(journey) or transaction.many.read(journey)
        if isinstance(history, StoreError):
            damaged[str(journey)] = history.sentence
            continue
        known = _as_it_was(transaction, history, known_at)
        if isinstance(known, StoreError):
            damaged[str(journey)] = known.sentence
            continue
        ahead += history.own.stamped_ahead(known_at, transaction.now)
        # What was joined to it since was a journey of its own then, and somebody else.
        waiting += history.streams
        if known.merged_into is None:
            taken += (each for each in taken_by(journey, known) if each.post in wanted)
        else:
            waiting.append(known.merged_into)
    return KnownPlaces(taken, damaged, ahead)


def _as_it_was(
    transaction: Transaction, history: History, moment: datetime
) -> History | StoreError:
    """Return a journey as it was at a moment: with what was joined to it then, and not since.

    The error where what was joined to it then cannot be read.
    """
    own = history.own.known_at(moment)
    others = list[tuple[JourneyAbsorbed, History]]()
    for by in own.absorbed:
        other = transaction.many.read(by.absorbed)
        if not isinstance(other, StoreError):
            other = _as_it_was(transaction, other, moment)
        if isinstance(other, StoreError):
            return other
        others.append((by, other))
    return own.joined_with(others) if others else own


def owed_to_employers(
    transaction: Transaction, book: Rulebook, on: date, owed_by: str | None, kind: str | None = None
) -> EmployerDuties:
    """Return what is owed to employers on a day, as known now: by one person or all, by due day.

    The rows say of which employers anything may be owed; their histories say what.
    """
    found = transaction.queries.employer_duties(on, book, owed_by)
    owed, set_aside = list[EmployerDuty](), dict(found.set_aside)
    employers = list(dict.fromkeys(each.employer for each in found.owed))
    for employer, history in transaction.employers.read_together(employers).items():
        if isinstance(history, StoreError):
            set_aside[str(employer)] = history.sentence
            continue
        taken = taken_at(employer, transaction.queries.taken(list(posts_by_day(history))))
        owed += (
            EmployerDuty(
                employer=employer,
                employer_name=history.on(on).employer.name,
                owed=each,
            )
            for each in owed_duties(history, taken, book, on)
            if kind in (None, each.kind) and owed_by in (None, each.by)
        )
    owed.sort(key=lambda each: (each.owed.due, alphabetical(each.employer_name), each.employer))
    return EmployerDuties(on=on, owed=tuple(owed), set_aside=set_aside)
