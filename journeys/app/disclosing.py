"""Disclosing: one entry of a journey for a court, and what was recorded about it later."""

from dataclasses import replace

from journeys.app.ports.disclosing import Disclosure, Later
from journeys.app.ports.store import Transaction
from journeys.domain.errors import NoSuchEntry
from journeys.domain.history import Entry, History, is_own
from journeys.domain.vocabulary import JourneyId


def disclosure_of(
    transaction: Transaction,
    history: History,
    journey: JourneyId,
    number: int,
    checkpoint: str | None,
) -> Disclosure:
    """Return an entry of a journey by its number, with what proves it and what came of it later.

    Raises NoSuchEntry, and as `Moves.disclose`.
    """
    entry = _entry(transaction, history, journey, number)
    found = transaction.moves.disclose(entry.journey, entry.position, checkpoint)
    return replace(found, later=later_than(history, entry))


def later_than(history: History, entry: Entry) -> Later | None:
    """Return which later entry retracts this one, and which replaces it; None where none does."""
    by = history.retracted.get(entry.version)
    if by is None:
        return None
    # A correction retracts and records again in one commit: at one moment, by the same person.
    replacing = (
        each.version
        for each in history.entries
        if each.position > by.position
        and (each.recorded_at, each.actor, each.event.kind)
        == (by.recorded_at, by.actor, entry.event.kind)
    )
    return Later(by.version, next(replacing, None))


def _entry(transaction: Transaction, history: History, journey: JourneyId, number: int) -> Entry:
    """Return the entry of a number: of the journey's own stream, or of one that was joined."""
    if is_own(number):
        # Also of the stream that ended: it is read in the history of the one that stays.
        position = transaction.log.position(journey, number)
        found = (each for each in history.entries if each.position == position)
    else:
        found = (each for each in history.entries if each.version == number)
    if (entry := next(found, None)) is None:
        raise NoSuchEntry(journey, number)
    return entry
