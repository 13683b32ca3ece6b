"""What is set aside: streams that the last rebuild could not read, and damage that is seen now."""

from collections.abc import Iterator

from sqlalchemy import exists, insert, select

from journeys.adapters.sql.database.streams import UNNAMED, journey_of
from journeys.adapters.sql.log.damage import (
    NO_ENTRIES,
    NO_ID,
    erased_streams,
    misnamed,
)
from journeys.adapters.sql.readmodels import tables as read
from journeys.adapters.sql.rebuild.parts import set_aside
from journeys.adapters.sql.rebuild.suspects import suspect_streams
from journeys.adapters.sql.transactions import SQLTransaction
from journeys.domain.errors import StoreError
from journeys.domain.message import Message, as_message
from journeys.domain.vocabulary import EmployerId, JourneyId


def set_misnamed_aside(transaction: SQLTransaction) -> None:
    """Set the streams that no journey's id names aside: they keep the rows that they have."""
    if streams := [each.stream for each in transaction.many.misnamed()]:
        values = [{"journey": stream, "why": NO_ID} for stream in streams]
        transaction.connection.execute(insert(set_aside), values)


def set_aside_by_rebuild(transaction: SQLTransaction) -> dict[str, str]:
    """Return by journey or employer why the last rebuild set it aside.

    One without an id is named by its place.
    """
    connection = transaction.connection
    why = {row.journey: row.why for row in connection.execute(select(set_aside))}
    tables = transaction.log.log.tables
    strange = {each.stream: each.name for each in misnamed(connection, tables, why)}
    # Said as it is found now, where it still is: what is stored is the sentence in English alone.
    employers = {str(each): each for each in transaction.employers.employers()} if why else {}
    return {
        strange.get(name, name): _found_now(transaction, name, employers.get(name))
        or as_message(reason)
        for name, reason in why.items()
    }


def _found_now(
    transaction: SQLTransaction, name: str, employer: EmployerId | None
) -> Message | None:
    journey = journey_of(name)
    if employer is not None:
        found: object = transaction.employers.read(employer)
    else:
        found = None if journey is None else transaction.many.read(journey)
    return as_message(found.args[0]) if isinstance(found, StoreError) else None


def damaged(transaction: SQLTransaction) -> dict[str, str]:
    """Return the journeys that are seen to be damaged without reading what is recorded, and why.

    A stream that is no journey's, one with a hole or without its key, and a row without a stream.
    """
    found: dict[str, str] = dict(transaction.many.set_aside())
    for journey in _suspect(transaction):
        history = transaction.many.read(journey)
        if isinstance(history, StoreError):
            found[str(journey)] = history.sentence
    events = transaction.log.log.tables.events.c
    has_entries = exists().where(events.stream == read.journeys.c.journey)
    rows = select(read.journeys.c.journey).where(~has_entries)
    for name in transaction.connection.scalars(rows):
        found[name if journey_of(name) else UNNAMED] = NO_ENTRIES
    return found


def _suspect(transaction: SQLTransaction) -> Iterator[JourneyId]:
    tables = transaction.log.log.tables
    found = suspect_streams(transaction.connection, tables)
    gone = erased_streams(transaction.connection, tables)
    for stream in found:
        journey = journey_of(stream)
        if journey is not None and stream not in gone:
            yield journey
