"""The seal of a new store and of an upgraded one, and of a schema that must not be taken back.

Somebody who takes the schema back to an older version, and lets it be upgraded again, could have
signed what they like by the upgrade. So an upgrade begins only where the store log noted the last.
"""

from sqlalchemy import Connection, inspect, select

from journeys.adapters.sql.database.persistence_errors import ProgrammingError
from journeys.adapters.sql.database.tables import EMPLOYERS, JOURNEYS, SEALED, tables_of
from journeys.adapters.sql.database.versions import NEWEST
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.keys.persons import mac_of, people
from journeys.adapters.sql.log import requests
from journeys.adapters.sql.log.event_log import Clock, EventLog
from journeys.adapters.sql.log.head_note import Change
from journeys.adapters.sql.log.reactors import digest_of_reactors
from journeys.adapters.sql.log.store_log import TABLES as STORE
from journeys.adapters.sql.log.store_log import SQLStoreLog
from journeys.adapters.sql.proofs.heads import ADDED_LOG, Companion

EMPTY = "empty"
"""In place of the schema version before, of a store that has no entries yet."""

SIGNED = "0013"
"""The schema version from which on heads are signed."""

WITH_EMPLOYERS = "0015"
"""The schema version from which on there is an employers' log, and notes name it."""

TAKEN_BACK = (
    "This store was of a newer schema before, and was taken back to an older one behind the back "
    "of journeys. Nothing was changed: restore it from a backup."
)


def begin_seal(connection: Connection, keyring: Keyring, before: str, clock: Clock = None) -> None:
    """Sign every head, and seal who the persons are, the requests and the reactors, as they are.

    Only for a store whose heads were never signed. `before` is its schema version before this, or
    `empty`: then nothing but empty logs is signed, whatever somebody put into them meanwhile.
    """
    new = before == EMPTY
    for name in SEALED if new else ():
        log = EventLog(tables_of(name), clock, keyring.signer, empty=True)
        log.change_companion(connection, replaced_by(Companion()))
    logs = {
        name: EventLog(tables_of(name), clock, keyring.signer, unsigned=not new)
        for name in SEALED
        if new or name != EMPLOYERS
    }
    sums = requests.sum_of_all(connection, keyring)
    places = digest_of_reactors(connection, keyring)
    store = SQLStoreLog(connection, logs[STORE])
    store.note_schema(before, NEWEST)
    identified = select(people.c.stream).distinct().order_by(people.c.stream)
    for stream in connection.scalars(identified).all():
        cipher = keyring.cipher(connection, stream)
        store.note_identity(stream, mac_of(connection, cipher, stream))
    companions = {JOURNEYS: Companion(1, sums), STORE: Companion(1, places)}
    for name, log in logs.items():
        log.change_companion(connection, replaced_by(companions.get(name, Companion())))
    if not new:
        add_employers(connection, keyring)


def add_employers(connection: Connection, keyring: Keyring) -> None:
    """Sign the head of the employers' log, which this upgrade has created, as that of no entries.

    Raises BrokenHistory where it is another: a trigger of somebody else's may have written to it.
    """
    log = EventLog(tables_of(EMPLOYERS), signing=keyring.signer, added=True)
    log.change_companion(connection, replaced_by(Companion()))


def seal_upgrade(
    connection: Connection, keyring: Keyring, before: str, *, renamed: bool = True
) -> None:
    """Seal that the schema was upgraded from the version `before`; begin the seal where it did.

    It begins only where this very upgrade `renamed` the signing key. Raises ProgrammingError.
    """
    if before < SIGNED:
        if not renamed:
            raise ProgrammingError(TAKEN_BACK)
        begin_seal(connection, keyring, before)
    else:
        log = EventLog(tables_of(STORE), signing=keyring.signer)
        SQLStoreLog(connection, log).note_schema(before, NEWEST)
        if before < WITH_EMPLOYERS:
            add_employers(connection, keyring)


def refuse_taken_back(connection: Connection, before: str | None) -> None:
    """Pass a store whose schema version is the one that was noted last.

    Raises ProgrammingError where it was taken back. An entry of the store log can be altered, and
    its head not: so no head may name the employers' log in a store that has none.
    """
    tables = tables_of(STORE)
    if not inspect(connection).has_table(tables.events.name):
        return  # as in every store before heads were signed; the migration looks at its keys
    schemas = SQLStoreLog(connection, EventLog(tables)).schemas()
    newest = schemas[-1][1] if schemas else None
    if newest is not None and newest.schema_version != before:
        raise ProgrammingError(TAKEN_BACK)
    if before is not None and SIGNED <= before < WITH_EMPLOYERS:
        heads = [tables_of(name).head for name in SEALED if name != EMPLOYERS]
        notes = [str(connection.scalar(select(head.c.note))) for head in heads]
        if any(f"\n{ADDED_LOG} " in note for note in notes):
            raise ProgrammingError(TAKEN_BACK)


def replaced_by(companion: Companion) -> Change:
    """Return the change after which this is the companion, whatever it was."""
    return lambda _: companion
