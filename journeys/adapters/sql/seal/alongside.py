"""The check of what is stored alongside the logs: identities, requests, reactors and the schema."""

import json
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select

from journeys.adapters.sql.database.versions import SCHEMA
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.keys.persons import mac_of, people
from journeys.adapters.sql.log import requests
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.moved import MOVED
from journeys.adapters.sql.log.reactors import digest_of_reactors
from journeys.adapters.sql.log.store_log import SQLStoreLog
from journeys.adapters.sql.proofs.heads import Companion
from journeys.adapters.sql.seal.verifier import fault_at
from journeys.app.ports.sealing import Fault
from journeys.domain.errors import BrokenHistory, Erased, KeyWrong


def wrong_identity(
    connection: Connection, log: EventLog, keyring: Keyring, erased: Collection[str]
) -> Fault | None:
    """Return the first entry after which somebody's identity was taken out, set back or altered.

    `log` is the store log; `erased` are the streams with a receipt.
    """
    noted = SQLStoreLog(connection, log).identities()
    there = set(connection.scalars(select(people.c.stream).distinct()))
    for stream, (position, mac) in sorted(noted.items(), key=lambda each: each[1]):
        if stream in erased:
            continue
        try:
            cipher = keyring.cipher(connection, stream)
        except (BrokenHistory, Erased, KeyWrong):
            continue  # `keys_check` tells of the key
        if mac_of(connection, cipher, stream).hex() != mac:
            return fault_at(
                position,
                "the identity on journey {stream} is not what was stored last",
                stream=stream,
            )
    for stream in sorted(there - (noted.keys() - erased)):
        return fault_at(
            None, "the identity on journey {stream} was put in, or put back", stream=stream
        )
    return None


def wrong_schema(connection: Connection, log: EventLog) -> Fault | None:
    """Return the first change of the schema that took it back, or was not noted."""
    before, position = "", None
    for position, schema in SQLStoreLog(connection, log).schemas():
        if schema is None:
            return fault_at(position, "the entry about the schema cannot be read")
        if schema.schema_version <= before or (before and schema.before != before):
            return fault_at(
                position,
                "the schema was {before} already, and was brought from {other} to {after} again",
                before=before,
                other=schema.before,
                after=schema.schema_version,
            )
        before = schema.schema_version
    now = ", ".join(map(str, connection.scalars(select(SCHEMA.c.version_num))))
    if now == before:
        return None
    return fault_at(
        position, "the schema was brought to {before}, and is {now} now", before=before, now=now
    )


def wrong_reactors(connection: Connection, sealed: Companion, keyring: Keyring) -> Fault | None:
    """Return the fault where a reactor does not stand where it was left."""
    if digest_of_reactors(connection, keyring) == sealed.digest:
        return None
    return fault_at(
        None, "a reactor does not stand where it was left: entries would be skipped, or come again"
    )


def wrong_requests(
    connection: Connection, log: EventLog, sealed: Companion, keyring: Keyring
) -> Fault | None:
    """Return the first entry whose request is not remembered as it was.

    The position is None where the request of no entry tells.
    """
    # With one row often enough, other rows could be left out of a sum that stays the same.
    if requests.sum_of_all(connection, keyring) == sealed.digest and requests.differ(connection):
        return None
    position = next(_forgotten(connection, log, keyring), None)
    if position is None:
        return fault_at(None, "the requests that are remembered are not those that were sealed")
    return fault_at(position, "its request was removed, renamed or altered")


def _forgotten(connection: Connection, log: EventLog, keyring: Keyring) -> Iterator[int]:
    """Yield the positions of entries whose request is not there.

    Entries before the first one with a request that is there may be older than the table.
    """
    table = requests.requests
    rows = connection.execute(select(table.c.request_id, table.c.stream))
    known = {tuple(row) for row in rows}
    in_use = False
    for row in log.scan(connection):
        if row.body[:1] == MOVED:
            continue
        try:
            cipher = keyring.cipher(connection, row.stream)
            request_id = json.loads(cipher.open(row.version, row.topic, row.body))["request_id"]
        except (BrokenHistory, Erased, KeyWrong, LookupError, TypeError, ValueError):
            continue
        if request_id is None:
            continue
        if (request_id, row.stream) in known:
            in_use = True
        elif in_use:
            yield row.position
