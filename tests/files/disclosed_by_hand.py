"""Disclosures as an auditor makes them, and as a municipality could that keeps to no rule."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from journeys import JourneyId, Journeys
from journeys.adapters.sql.keys.cipher import COMMITTED, ENCRYPTED, Cipher, commitment
from journeys.adapters.sql.log.journeys_log import SQLJourneyLog
from journeys.app.ports.disclosing import Disclosure
from journeys.errors import BrokenHistory
from tests.effort import tries
from tests.invented import WALK
from tests.moving import AUDITOR
from tests.two_ways import TwoWays, two_ways

NUMBER, KIND = 3, "small-success-noticed"
SHUT = JourneyId(UUID(int=78))
"""A journey whose entries open in two ways."""
BOTH_WAYS = tries(3, 100)


def disclosure(walks: Journeys, journey: JourneyId = WALK, number: int = NUMBER) -> Disclosure:
    """Return one entry as an auditor discloses it."""
    return walks.seen_by(AUDITOR, "revision").audit.disclose(journey, number)


def sealed_by_hand(walks: Journeys, body: Callable[[bytes, int], bytes]) -> int:
    """Seal an entry whose body a municipality made in its own way; return its position.

    `body` is given the key of the journey, and the version of the entry.
    """
    with walks.store.writing() as transaction:
        log = transaction.log
        assert isinstance(log, SQLJourneyLog)
        stream, connection = str(SHUT), log.connection
        if not (rows := log.log.stream(connection, stream)):
            log.add_keys({stream: bytes(range(32))})
        key, version = log.keyring.cipher(connection, stream).key, len(rows) + 1
        appended = log.log.append(connection, [(stream, version, KIND, body(key, version))])
        return appended.positions[0]


def disclosed_by_hand(
    walks: Journeys, position: int, salt: bytes | None, words: bytes
) -> Disclosure:
    """Return what a municipality would disclose that keeps to no rule."""
    with walks.store.reading() as transaction:
        log = transaction.log
        assert isinstance(log, SQLJourneyLog)
        note = transaction.seal.checkpoint()
        found = transaction.moves.disclose(WALK, 1, note)
        (row,) = log.log.scan(log.connection, after=position - 1, upto=position)
        return replace(
            found,
            journey=JourneyId(UUID(row.stream)),
            position=position,
            version=row.version,
            kind=row.topic,
            recorded_us=row.recorded_us,
            body=row.body,
            salt=salt,
            words=words,
            proof=transaction.seal.proof_in(position, note),  # type: ignore[attr-defined]
        )


def place_of(version: int) -> bytes:
    """Return what a body of the journey that is sealed by hand is bound to."""
    return f"{SHUT}\n{version}\n{KIND}".encode()


def without_commitment(walks: Journeys) -> Disclosure:
    """Return an entry that was sealed before bodies held a commitment."""
    words = b'{"event":{"words":"Et job"}}'

    def body(key: bytes, version: int) -> bytes:
        return ENCRYPTED + bytes(12) + AESGCM(key).encrypt(bytes(12), words, place_of(version))

    return disclosed_by_hand(walks, sealed_by_hand(walks, body), None, words)


def in_two_ways(walks: Journeys) -> Iterator[tuple[Disclosure, Disclosure]]:
    """Yield entries whose body opens under two keys, each disclosed in either way."""
    for _ in range(BOTH_WAYS):
        made = list[TwoWays]()

        def body(key: bytes, version: int, made: list[TwoWays] = made) -> bytes:
            made.append(two_ways(key, place_of(version)))
            committed = commitment(made[0].salts[0] + made[0].words[0])
            return COMMITTED + made[0].nonce + committed + made[0].ciphertext

        position = sealed_by_hand(walks, body)
        (found,) = made
        one, other = (
            disclosed_by_hand(walks, position, salt, words)
            for salt, words in zip(found.salts, found.words, strict=True)
        )
        assert_opens_once(one, found)
        yield one, other


def assert_opens_once(sealed: Disclosure, found: TwoWays) -> None:
    """AES-GCM opens it with either key, to other words; this library with one of them."""
    place = place_of(sealed.version)
    for key, salt, words in zip(found.keys, found.salts, found.words, strict=True):
        assert AESGCM(key).decrypt(found.nonce, found.ciphertext, place) == salt + words
    first, second = (Cipher(str(SHUT), key) for key in found.keys)
    assert first.open(sealed.version, KIND, sealed.body) == found.words[0]
    with pytest.raises(BrokenHistory):
        second.open(sealed.version, KIND, sealed.body)
