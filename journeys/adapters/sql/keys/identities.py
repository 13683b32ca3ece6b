"""Identities as they are stored, opened one by one: one that does not open stops no other."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from journeys.adapters.sql.keys.keyring import FIND, Cipher, Keyring
from journeys.domain.errors import BrokenHistory, Erased, KeyWrong
from journeys.domain.identity import Identity

PLACE = (0, "identity")
"""What an identity's body is bound to, in place of an entry's version and topic."""

NOT_OPENED = (
    "The stored identity of journey {journey} was altered. Restore the store from a backup."
)
NO_ID = "?"
"""What an identity is set aside as whose journey is no id: that might be a number or a name."""


def identity_in(cipher: Cipher, stream: str, body: bytes) -> Identity:
    """Return the identity in a body. Raises BrokenHistory where it is none."""
    try:
        stored = json.loads(cipher.open(*PLACE, body))
        if all(isinstance(each, str) for each in stored):
            return Identity(*stored)
    except (BrokenHistory, TypeError, ValueError):
        pass  # outside of this, or the error below would carry what the body says
    raise BrokenHistory(NOT_OPENED, journey=stream)


def id_of(stream: object) -> UUID:
    """Return the id of a stream. Raises BrokenHistory where its name is none."""
    if not _is_id(stream):
        raise BrokenHistory(NOT_OPENED, journey=NO_ID)
    return UUID(str(stream))


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
        name = stream if _is_id(stream) else NO_ID
        try:
            id_of(stream)
            cipher = ciphers.get(stream) or keyring.cipher(connection, stream)
            opened[name] = identity_in(cipher, stream, body)
        except (BrokenHistory, Erased, KeyWrong):
            opened[name] = BrokenHistory(NOT_OPENED, journey=name)
    return opened


def _is_id(stream: object) -> bool:
    try:
        return isinstance(stream, str) and str(UUID(stream)) == stream
    except ValueError:
        return False
