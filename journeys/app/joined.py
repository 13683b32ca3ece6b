"""What is stored apart from the entries of a citizen whose journeys were joined: read of all."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress

from journeys.app.ports.persons import Names
from journeys.app.ports.store import Transaction
from journeys.domain.errors import Erased, Refused, StoreError, UnknownJourney
from journeys.domain.identity import Identity
from journeys.domain.looks import ReadLooks
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId


def identity_of(transaction: Transaction, streams: Sequence[JourneyId]) -> Identity | None:
    """Return the identity of a citizen: that of the first of these streams that has one."""
    return next(
        (found for each in streams if (found := transaction.people.of(each)) is not None), None
    )


def identities_of(transaction: Transaction, streams: Sequence[JourneyId]) -> Sequence[Identity]:
    """Return every identity there was on these streams, the current one first, each once."""
    return list(
        dict.fromkeys(found for each in streams for found in transaction.people.all_of(each))
    )


def joined_looks(of_streams: Iterable[ReadLooks]) -> ReadLooks:
    """Return the looks at several streams as one log, oldest first.

    A look at a citizen whose journeys were joined is noted on each of them, and is one look.
    """
    each_log = list(of_streams)
    if len(each_log) == 1:
        return each_log[0]
    found = sorted((look for log in each_log for look in log.looks), key=lambda look: look.position)
    once = {(look.at, look.look): look for look in reversed(found)}
    set_aside = dict[int, Message]()
    for log in each_log:
        set_aside.update(log.set_aside)
    return ReadLooks(list(reversed(once.values())), set_aside)


def staying_names(transaction: Transaction, names: Names) -> Names:
    """Return the names by the journey that stays; its own name comes before another's."""
    found = dict[JourneyId, str]()
    joined = transaction.log.staying_of(list(names.found))
    for journey, name in names.found.items():
        staying = joined.get(journey, journey)
        if staying == journey or staying not in found:
            found[staying] = name
    return names._replace(found=found)


def names_of(transaction: Transaction, journeys: Sequence[JourneyId]) -> Names:
    """Return the names of the persons of these journeys, by the journey that is asked for.

    Who is known on a journey that was joined to one of these alone is known by that name.
    """
    names = transaction.people.names(journeys)
    found = dict(names.found)
    nameless = [each for each in journeys if each not in found and str(each) not in names.set_aside]
    for journey in transaction.log.joined_among(nameless):
        with suppress(StoreError, UnknownJourney, Erased):  # nobody is known by it here
            identity = identity_of(transaction, transaction.log.existing(journey).streams)
            if identity is not None:
                found[journey] = identity.name
    return names._replace(found=found)


def restricted_of(
    transaction: Transaction, journeys: Sequence[JourneyId], restricted: AbstractSet[JourneyId]
) -> frozenset[JourneyId]:
    """Return those of these journeys that are restricted, also by the id of one that ended."""
    if not restricted:
        return frozenset()
    staying = transaction.log.staying_of(journeys)
    return frozenset(each for each in journeys if staying.get(each, each) in restricted)


def joined_cannot_leave() -> Refused:
    """Return the refusal to export a journey that another was joined to."""
    return Refused(
        "joined-cannot-leave",
        "This citizen has two journeys that were joined, and an export holds one. Retract the "
        "entry that joined them, export both, and join them where they arrive.",
    )
