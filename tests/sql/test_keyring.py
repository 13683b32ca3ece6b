"""Persons' keys and bodies: bound to their place, readable with the master key alone."""

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Engine, make_url, select, text
from structlog.testing import capture_logs

from journeys import JourneyId, Journeys, verbs
from journeys.adapters.sql.database.connections import connect, reading, writing
from journeys.adapters.sql.database.guards import unguards
from journeys.adapters.sql.database.tables import JOURNEYS, Tables
from journeys.adapters.sql.keys.cipher import Cipher, commitment
from journeys.adapters.sql.keys.keyring import STORE_SECRETS, Keyring, keys
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.wiring import open_journeys
from journeys.errors import BrokenHistory, Conflict, Erased, KeyMissing, KeyWrong
from journeys.keys import MasterKey
from tests.connections import connection_of
from tests.invented import BY_ANNA, FEB_1, KEYS, WALK, looking, opened
from tests.scenario import BOOK
from tests.servers import WAITING
from tests.sql.attacked import Attacked

OTHER = MasterKey(bytes(32))
ELSEWHERE = JourneyId(UUID(int=9))
WORDS = ("Klarinetspil på havnen", "Fyrværkerimager i Thy", "Undulatopdræt")
"""What nobody else says in any test."""

LONG_WORDS = [word for said in WORDS for word in said.split() if len(word) > 3]

RING = Keyring(KEYS)

PARKED = {"body": b"", "version": 1000, "stream": "nobody"}
"""What stands in a column while two values are swapped: no stream has a version twice."""


@pytest.fixture
def walks(database_url: str) -> Iterator[Journeys]:
    """Yield a store in which two persons have said something."""
    with open_journeys(database_url, keys=KEYS, book=BOOK) as store:
        for journey in (WALK, ELSEWHERE):
            opened(store, journey)
            for words in WORDS:
                store.decide(journey, verbs.state_hope, BY_ANNA, None, words=words, on=FEB_1)
        yield store


def test_a_body_is_opened_in_its_own_place_alone() -> None:
    """Another version, kind or stream, another key, or one byte that is another: nothing."""
    cipher = Cipher("a", bytes(32))
    body = cipher.close(1, "hope-stated", b"words")
    assert cipher.open(1, "hope-stated", body) == b"words"
    assert body != cipher.close(1, "hope-stated", b"words")
    for opener, version, topic, closed in (
        (cipher, 2, "hope-stated", body),
        (cipher, 1, "hope-stated/2", body),
        (Cipher("b", bytes(32)), 1, "hope-stated", body),
        (Cipher("a", bytes([1] * 32)), 1, "hope-stated", body),
        (cipher, 1, "hope-stated", body[:-1]),
        (cipher, 1, "hope-stated", b""),
    ):
        with pytest.raises(BrokenHistory, match="cannot be decrypted") as error:
            opener.open(version, topic, closed)
        assert error.value.__cause__ is None
    for at in range(1, len(body)):
        flipped = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        with pytest.raises(BrokenHistory):
            cipher.open(1, "hope-stated", flipped)


def test_a_body_from_before_there_were_commitments_is_opened_as_before() -> None:
    """It has no salt: nothing but the key proves what it says."""
    nonce, place = bytes(12), b"a\n1\nhope-stated"
    older = b"\x01" + nonce + AESGCM(bytes(32)).encrypt(nonce, b"words", place)
    cipher = Cipher("a", bytes(32))
    assert cipher.opened(1, "hope-stated", older) == (b"words", None)
    with pytest.raises(BrokenHistory):
        cipher.open(1, "hope-stated", b"\x04" + older[1:])


def test_the_salt_and_the_words_prove_themselves_without_the_key() -> None:
    """The commitment stands in the sealed body; two bodies of the same words share no salt."""
    cipher = Cipher("a", bytes(32))
    bodies = [cipher.close(1, "hope-stated", b"words") for _ in range(2)]
    opened = [cipher.opened(1, "hope-stated", body) for body in bodies]
    for body, (words, salt) in zip(bodies, opened, strict=True):
        assert salt is not None
        assert body[13:45] == sha256(b"journeys body\n" + salt + words).digest()
    assert opened[0].salt != opened[1].salt


def test_a_body_that_opens_to_other_words_than_it_commits_to_is_not_opened() -> None:
    """Who has the key can seal such a body: it is refused, so it says nothing to anybody."""
    nonce, salt, place = bytes(12), bytes(16), b"a\n1\nhope-stated"
    for said, committed in ((b"words", b"other"), (b"other", b"words"), (b"", b"words")):
        ciphertext = AESGCM(bytes(32)).encrypt(nonce, salt + said, place)
        body = b"\x03" + nonce + commitment(salt + committed) + ciphertext
        with pytest.raises(BrokenHistory, match="cannot be decrypted"):
            Cipher("a", bytes(32)).open(1, "hope-stated", body)


@pytest.mark.parametrize(
    ("one", "other", "column"),
    [(2, 3, "body"), (2, 6, "body"), (1, 2, "body"), (2, 3, "version"), (2, 6, "stream")],
)
def test_bodies_that_were_swapped_are_not_read(
    walks: Journeys, engine: Engine, one: int, other: int, column: str
) -> None:
    """Within a person's journey or across two; the error says where, and none of the words."""
    with engine.connect() as connection:
        for statement in unguards("journeys_events", connection.dialect.name):
            connection.exec_driver_sql(statement)
        log = Attacked(connection, Random(1), Tables(JOURNEYS))  # noqa: S311 - no secret
        rows = {row.position: row for row in log.rows}
        values = [getattr(rows[position], column) for position in (one, other)]
        log.change(one, **{column: PARKED[column]})
        log.change(other, **{column: values[0]})
        log.change(one, **{column: values[1]})
        mine = looking(walks.joining(connection))
        with pytest.raises(BrokenHistory, match="cannot be decrypted") as error:
            mine.history(WALK)
        assert not any(word in str(error.value) for word in LONG_WORDS)
        connection.rollback()
    assert looking(walks).history(WALK).entries


def test_a_stream_without_a_key_has_no_cipher_until_it_is_given_one(engine: Engine) -> None:
    """And none for ever once its key was destroyed."""
    open_journeys(str(engine.url.render_as_string(hide_password=False)), keys=KEYS).close()
    with writing(engine) as connection:
        assert RING.find_cipher(connection, "a") is None
        with pytest.raises(BrokenHistory, match="has lost its key"):
            RING.cipher(connection, "a")
        body = RING.create_cipher(connection, "a").close(1, "x", b"words")
        assert RING.cipher(connection, "a").open(1, "x", body) == b"words"
        assert RING.ciphers(connection, ["a"])["a"].open(1, "x", body) == b"words"
        with pytest.raises(Conflict, match="at the same moment"):
            RING.create_cipher(connection, "a")
        RING.destroy(connection, "a")
        for ask in (RING.cipher, RING.cipher):
            with pytest.raises(Erased) as erased:
                ask(connection, "a")
            assert erased.value.journey == "a"
        with pytest.raises(Erased):
            RING.ciphers(connection, ["a"])
        assert RING.erased(connection) == {"a"}


def test_a_key_from_elsewhere_is_kept_as_it_is(engine: Engine) -> None:
    """For a stream that never had one; and it is known again only as the key of that stream."""
    open_journeys(str(engine.url.render_as_string(hide_password=False)), keys=KEYS).close()
    with writing(engine) as connection:
        assert RING.add_keys(connection, {"a": OTHER.secret})["a"].key == OTHER.secret
        assert RING.cipher(connection, "a").key == OTHER.secret
        with pytest.raises(Conflict):
            RING.add_keys(connection, {"a": OTHER.secret})
        kept = select(keys.c.wrapped).where(keys.c.holder == "a")
        wrapped: bytes = connection.execute(kept).scalar_one()
    assert RING.can_unwrap(wrapped, "a")
    assert not RING.can_unwrap(wrapped, "b")
    assert not Keyring(OTHER).can_unwrap(wrapped, "a")


def test_a_receipt_is_read_when_the_person_no_longer_is(engine: Engine) -> None:
    """It has a key of the store's own, and is bound to the stream in which it stands."""
    open_journeys(str(engine.url.render_as_string(hide_password=False)), keys=KEYS).close()
    with writing(engine) as connection:
        RING.create_cipher(connection, "a")
        receipt = RING.receipt_cipher(connection, "a").close(2, "erased", b"who and why")
        RING.destroy(connection, "a")
        assert RING.receipt_cipher(connection, "a").open(2, "erased", receipt) == b"who and why"
        with pytest.raises(BrokenHistory):
            RING.receipt_cipher(connection, "b").open(2, "erased", receipt)


def test_those_who_were_erased_are_found_by_how_they_begin(engine: Engine) -> None:
    """Two at most, in order, and a sign that stands for any other stands for itself.

    Only those of the log that is asked: an employer that was erased is no journey.
    """
    open_journeys(str(engine.url.render_as_string(hide_password=False)), keys=KEYS).close()
    with writing(engine) as connection:
        for stream in ("ad", "ac", "a%c", "b", "ae"):
            RING.create_cipher(connection, stream)
        for stream in ("ad", "ac", "a%c", "b"):
            RING.destroy(connection, stream)
        log = EventLog(Tables(JOURNEYS), signing=Keyring(KEYS).signer)
        log.append(connection, [(each, 1, "x", b"") for each in ("ad", "ac", "a%c", "b", "ae")])
        events = log.tables.events
        assert RING.erased_like(connection, "a", events) == ["a%c", "ac"]
        assert RING.erased_like(connection, "ad", events) == ["ad"]
        assert RING.erased_like(connection, "a%", events) == ["a%c"]
        assert RING.erased_like(connection, "ae", events) == []
        assert RING.erased_like(connection, "c", events) == []
        of_employers = Tables("journeys_employers").events
        assert RING.erased_like(connection, "a", of_employers) == []
        assert RING.erased(connection) == {"ad", "ac", "a%c", "b"}


def given_meanwhile(url: str, first_does: Callable[[Connection], None]) -> Future[None]:
    """Let somebody give a stream its key, and wait, while another transaction goes before."""
    open_journeys(url, keys=KEYS).close()
    engine = connect(url)
    waiting = text(WAITING)

    def give() -> None:
        with writing(engine) as connection:
            RING.create_cipher(connection, "a")

    with ThreadPoolExecutor() as threads, engine.connect() as observer:
        observer.execution_options(isolation_level="AUTOCOMMIT")
        with writing(engine) as first:
            first_does(first)
            second = threads.submit(give)
            while not (second.done() or observer.execute(waiting).scalar_one()):
                pass
    engine.dispose()
    return second


def test_two_who_give_a_stream_its_key_at_once_are_told(postgresql_url: str) -> None:
    """The second waits for the first, and then records nothing under a key of its own."""

    def first_gives(first: Connection) -> None:
        RING.create_cipher(first, "a")

    second = given_meanwhile(postgresql_url, first_gives)
    with pytest.raises(Conflict):
        second.result()


def test_postgresql_gives_nobody_a_key_while_the_master_key_is_changed(postgresql_url: str) -> None:
    """Whoever asks waits, and is told; a key that only the old master key opens is never kept."""

    def first_rewraps(first: Connection) -> None:
        assert RING.rewrap(first, OTHER) == len(STORE_SECRETS)

    second = given_meanwhile(postgresql_url, first_rewraps)
    with pytest.raises(KeyWrong):
        second.result()
    engine = connect(postgresql_url)
    with reading(engine) as connection:
        assert Keyring(OTHER).find_cipher(connection, "a") is None
    engine.dispose()


def test_a_store_keeps_its_own_secrets_once(walks: Journeys, engine: Engine) -> None:
    """Wrapped by the master key; another opens none of them, and a lost one is told."""
    assert walks
    with writing(engine) as connection:
        secrets = {holder: RING.secret(connection, holder) for holder in STORE_SECRETS}
        assert len({*secrets.values()}) == len(STORE_SECRETS)
        RING.create_secrets(connection)
        assert {holder: RING.secret(connection, holder) for holder in STORE_SECRETS} == secrets
        for holder in STORE_SECRETS:
            with pytest.raises(KeyWrong):
                Keyring(OTHER).secret(connection, holder)
            RING.destroy(connection, holder)
            with pytest.raises(KeyMissing, match="restore it from a backup"):
                RING.secret(connection, holder)
        with pytest.raises(KeyMissing, match="restore it from a backup"):
            RING.secret(connection, "nobody")


def test_another_master_key_takes_the_place_of_the_first(
    walks: Journeys, engine: Engine, database_url: str
) -> None:
    """Every key is wrapped anew, and no row of a log is touched."""
    rows = select(Tables(JOURNEYS).events)
    with writing(engine) as connection:
        before = connection.execute(rows).all()
        assert RING.rewrap(connection, OTHER) == 2 + len(STORE_SECRETS)
        assert connection.execute(rows).all() == before
    with pytest.raises(KeyWrong):
        looking(walks).history(WALK)
    with open_journeys(database_url, keys=OTHER, book=BOOK) as again:
        assert looking(again).history(WALK).entries
        assert again.seal.verify()[0].fault is None


def test_no_word_is_in_any_file_of_a_sqlite_store(sqlite_url: str, tmp_path: Path) -> None:
    """Neither while it is open, with its journal, nor after; nor is the master key."""
    with open_journeys(sqlite_url, keys=KEYS, book=BOOK) as store:
        assert_nothing_is_read(tmp_path)
        speak(store)
        assert (tmp_path / "store.db-wal").stat().st_size
        assert_nothing_is_read(tmp_path)
    assert_nothing_is_read(tmp_path)


def test_no_word_is_in_any_file_of_a_postgresql_server(postgresql_url: str) -> None:
    """Tables, indexes, journals and logs: everything that the server writes."""
    with open_journeys(postgresql_url, keys=KEYS, book=BOOK) as store:
        speak(store)
    engine = connect(postgresql_url)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text("CHECKPOINT"))
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        # What is searched is what holds the entries.
        with reading(engine) as other:
            wrapped: bytes = other.execute(
                select(keys.c.wrapped).where(keys.c.holder == str(WALK))
            ).scalar_one()
    engine.dispose()
    assert make_url(postgresql_url).query["host"]
    assert any(wrapped in content for content in contents(folder))
    assert_nothing_is_read(folder)


def speak(store: Journeys) -> None:
    """Let somebody say everything, under a request id, and be looked at."""
    opened(store)
    for number, words in enumerate(WORDS):
        store.decide(WALK, verbs.state_hope, BY_ANNA, f"ask-{number}", words=words, on=FEB_1)
    assert looking(store).timeline(WALK).lines


def contents(folder: Path) -> Iterator[bytes]:
    """Yield what is in each file of a folder."""
    for path, _, names in os.walk(folder):
        for name in names:
            # Another test may drop its database on the same server meanwhile.
            with suppress(FileNotFoundError):
                if Path(path, name).is_file():
                    yield Path(path, name).read_bytes()


def assert_nothing_is_read(folder: Path) -> None:
    """Expect no word and no master key in any file."""
    secret = [word.encode() for word in LONG_WORDS] + [KEYS.secret, KEYS.text.encode()]
    for content in contents(folder):
        assert not [each for each in secret if each in content]


def test_no_word_and_no_key_is_in_any_log_line(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Even where a host lets every statement be logged with all that is given to it."""
    for logger in (None, "sqlalchemy", "psycopg"):
        caplog.set_level(logging.DEBUG, logger)
    with capture_logs() as told, open_journeys(database_url, keys=KEYS, book=BOOK) as store:
        speak(store)
        with store.store.reading() as transaction:
            key = Keyring(KEYS).secret(connection_of(transaction), STORE_SECRETS[0])
    lines = caplog.text + repr(told)
    assert "journeys_keys" in lines
    for secret in (KEYS.text, repr(KEYS.secret), repr(key), key.hex(), *LONG_WORDS):
        assert secret not in lines
