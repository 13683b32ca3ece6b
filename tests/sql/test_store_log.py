"""What changed beside the journeys, as it is stored: for ever, and without a word of anybody."""

import json

import pytest
from sqlalchemy import Connection

from journeys import Journeys, verbs
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.database.versions import NEWEST
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.keys.persons import mac_of
from journeys.adapters.sql.keys.signing import Signer
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.store_log import IDENTITY, SCHEMA, TABLES, SQLStoreLog
from journeys.errors import BrokenHistory
from tests.app.writers import erase
from tests.connections import connection_of
from tests.invented import BY_ANNA, FEB_1, KEYS, WALK, opened

NAME, NUMBER, NEW = "Anne Prøve", "610203-1234", "710203-1235"
MAC = bytes(range(32))


def identify(walks: Journeys, number: str = NUMBER) -> None:
    """Store who the journey is about."""
    opened(walks)
    walks.persons.identify(WALK, name=NAME, number=number, actor=BY_ANNA, purpose="visitation")


def log_of(connection: Connection) -> SQLStoreLog:
    """Return the store log, which signs."""
    return SQLStoreLog(connection, EventLog(Tables(TABLES), signing=Keyring(KEYS).signer))


def test_an_entry_is_stored_as_it_always_was(walks: Journeys) -> None:
    """By what it is about, with the rest as readable JSON."""
    identify(walks)
    with walks.store.reading() as transaction:
        schema, identity = log_of(connection_of(transaction)).log.scan(connection_of(transaction))
    assert (schema.stream, schema.version, schema.topic) == (SCHEMA, 1, SCHEMA)
    assert json.loads(schema.body).keys() == {"before", "schema_version", "library"}
    assert (identity.stream, identity.version, identity.topic) == (str(WALK), 1, IDENTITY)
    assert json.loads(identity.body).keys() == {"mac"}
    assert len(bytes.fromhex(json.loads(identity.body)["mac"])) == 32


def test_the_store_log_begins_with_its_schema(walks: Journeys) -> None:
    """A new store was empty before."""
    with walks.store.reading() as transaction:
        ((position, schema),) = log_of(connection_of(transaction)).schemas()
    assert schema
    assert (position, schema.before, schema.schema_version) == (1, "empty", NEWEST)


def test_each_change_of_an_identity_is_noted_once(walks: Journeys) -> None:
    """The same identity again changes nothing, and is not noted."""
    identify(walks)
    identify(walks)
    identify(walks, NEW)
    with walks.store.reading() as transaction:
        connection = connection_of(transaction)
        noted = log_of(connection).identities()
        mac = mac_of(connection, Keyring(KEYS).cipher(connection, str(WALK)), str(WALK))
    assert noted == {str(WALK): (3, mac.hex())}


def test_nothing_noted_tells_who_somebody_is(walks: Journeys) -> None:
    """Neither the number nor the name, nor a digest that anybody could compute."""
    identify(walks)
    with walks.store.reading() as transaction:
        connection = connection_of(transaction)
        bodies = [row.body for row in log_of(connection).log.scan(connection)]
        cipher = Keyring(KEYS).cipher(connection, str(WALK))
        other = type(cipher)(str(WALK), bytes(32))
        assert mac_of(connection, cipher, str(WALK)) != mac_of(connection, other, str(WALK))
    for body in bodies:
        for words in (NAME, NUMBER, NUMBER.replace("-", ""), "Anne"):
            assert words.encode() not in body


def test_what_was_noted_of_an_erased_person_stays_and_says_nothing(walks: Journeys) -> None:
    """Its key is gone; the store holds all the same."""
    identify(walks)
    walks.decide(WALK, verbs.close_journey, BY_ANNA, reason="Flyttet", on=FEB_1)
    erase(walks, WALK)
    with walks.store.reading() as transaction:
        assert [*log_of(connection_of(transaction)).identities()] == [str(WALK)]
    assert [each.fault for each in walks.seal.verify()] == [None] * 5


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"mac": 7}', b"\xff"])
def test_what_cannot_be_read_is_no_mac_and_no_schema(walks: Journeys, body: bytes) -> None:
    """Verification finds that nothing fits it."""
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        log = log_of(connection)
        log.log.append(connection, [(str(WALK), 1, IDENTITY, body), (SCHEMA, 2, SCHEMA, body)])
        assert log.identities() == {str(WALK): (2, "")}
        assert log.schemas()[1:] == [(3, None)]


def test_a_field_that_a_newer_version_added_is_passed_over(walks: Journeys) -> None:
    """An older one that verifies reads the rest."""
    body = json.dumps({"mac": MAC.hex(), "more": 1}).encode()
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        log = log_of(connection)
        log.log.append(connection, [(str(WALK), 1, IDENTITY, body)])
        assert log.identities() == {str(WALK): (2, MAC.hex())}


@pytest.mark.parametrize("change", [("0016", "0016"), ("0015", "0016"), ("empty", "0017")])
def test_a_schema_that_went_back_is_found(walks: Journeys, change: tuple[str, str]) -> None:
    """Even if the store itself noted it."""
    with walks.store.writing() as transaction:
        log_of(connection_of(transaction)).note_schema(*change)
    fault = walks.seal.verify()[3].fault
    assert fault
    assert (fault.position, fault.upto) == (2, None)
    assert fault.what.startswith("the schema was 0016 already")


def test_two_who_note_at_once_wait_for_each_other(walks: Journeys) -> None:
    """Each change of one journey is the next version of its stream."""
    opened(walks)
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        for _ in range(3):
            log_of(connection).note_identity(str(WALK), MAC)
        rows = log_of(connection).log.stream(connection, str(WALK))
    assert [row.version for row in rows] == [1, 2, 3]


def test_with_the_signer_of_another_store_nothing_is_noted(walks: Journeys) -> None:
    """The head is not one that it signed."""
    log = EventLog(Tables(TABLES), signing=lambda _: Signer(bytes(32)))
    refused = pytest.raises(BrokenHistory, match="not the one that was signed")
    with refused, walks.store.writing() as transaction:
        SQLStoreLog(connection_of(transaction), log).note_identity(str(WALK), MAC)
