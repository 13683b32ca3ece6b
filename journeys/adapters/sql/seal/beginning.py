"""The beginning of the seal: heads signed for the first time, in a new store or an upgraded one."""

from sqlalchemy import Connection, select

from journeys.adapters.sql.database.tables import JOURNEYS, SEALED, Tables
from journeys.adapters.sql.database.versions import NEWEST
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.keys.persons import mac_of, people
from journeys.adapters.sql.log import requests
from journeys.adapters.sql.log.event_log import Clock, EventLog
from journeys.adapters.sql.log.head_note import Change
from journeys.adapters.sql.log.reactors import digest_of_reactors
from journeys.adapters.sql.log.store_log import TABLES as STORE
from journeys.adapters.sql.log.store_log import SQLStoreLog
from journeys.adapters.sql.proofs.heads import Companion


def begin_seal(connection: Connection, keyring: Keyring, before: str, clock: Clock = None) -> None:
    """Sign every head, and seal who the persons are, the requests and the reactors, as they are.

    Only for a store whose heads were never signed. `before` is its schema version before this, or
    `empty`.
    """
    logs = {name: EventLog(Tables(name), clock, keyring.signer, unsigned=True) for name in SEALED}
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


def replaced_by(companion: Companion) -> Change:
    """Return the change after which this is the companion, whatever it was."""
    return lambda _: companion
