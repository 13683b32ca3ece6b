"""Identities as they are stored, opened one by one: one that does not open stops no other."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from journeys.adapters.sql.database.streams import UNNAMED, journey_of
from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.keys.keyring import FIND, Keyring
from journeys.domain.errors import BrokenHistory, Erased, KeyWrong
from journeys.domain.identity import Identity
from journeys.domain.vocabulary import JourneyId

PLACE = (0, "identity")
"""What an identity's body is bound to, in place of an entry's version and topic."""

NOT_OPENED = (
    "The stored identity of journey {journey} was altered. Restore the store from a backup."
)


def identity_in(cipher: Cipher, stream: str, body: bytes) -> Identity:
    """Return the identity in a body. Raises BrokenHistory where it is none."""
    try:
        stored = json.loads(cipher.open(*PLACE, body))
        if all(isinstance(each, str) for each in stored):
            return Identity(*stored)
    except (BrokenHistory, TypeError, ValueError):
        pass  # outside of this, or the error below would carry what the body says
    raise BrokenHistory(NOT_OPENED, journey=stream)


def require_journey(stream: object) -> JourneyId:
    """Return the journey of a stream. Raises BrokenHistory where its name is no id."""
    journey = journey_of(stream)
    if journey is None:
        raise BrokenHistory(NOT_OPENED, journey=UNNAMED)
    return journey


def opened_identities(
    connection: Connection, keyring: Keyring, rows: Iterable[Any]
) -> dict[str, Identity | BrokenHistory]:
    """Return by stream the identity of each of these rows, or why it does not open.

    Raises KeyWrong where the master key of the store is another one.
    """
    bodies = {row.stream: row.body for row in rows}
    try:
        ciphers = keyring.ciphers(connection, list(bodies))
    except (BrokenHistory, Erased, KeyWrong):
        keyring.secret(connection, FIND)
        ciphers = {}  # one of them has no key: look for each on its own
    opened = dict[str, Identity | BrokenHistory]()
    for stream, body in bodies.items():
        name = stream if journey_of(stream) else UNNAMED
        try:
            require_journey(stream)
            cipher = ciphers.get(stream) or keyring.cipher(connection, stream)
            opened[name] = identity_in(cipher, stream, body)
        except (BrokenHistory, Erased, KeyWrong):
            opened[name] = BrokenHistory(NOT_OPENED, journey=name)
    return opened
