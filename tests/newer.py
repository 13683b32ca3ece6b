"""Entries as a newer version of the library records them, under the person's key."""

import json
from typing import Any

from journeys import JourneyId, Journeys
from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.transactions import SQLTransaction
from journeys.app.ports.store import Transaction
from tests.invented import ANNA, WALK

Body = dict[str, Any]

RESTED = {"on": "2026-02-01", "kind": "journey-rested", "reason": "Sommer"}
ENVELOPE = {"actor": ANNA, "role": "caseworker", "request_id": None}
SUBGOAL = {
    "on": "2026-02-01",
    "kind": "subgoal-set",
    "subgoal": "0bdcf044-8f5e-4d7c-9a41-6a1f2c3d4e5f",
    "title": "Lave mad",
    "why": "Ro",
}

BODIES: dict[str, tuple[str, Body]] = {
    "kind": ("dream-dreamt", {"event": {"on": "2026-02-01", "kind": "dream-dreamt"}, **ENVELOPE}),
    "version": ("journey-rested/2", {"event": {**RESTED, "kind": "journey-rested/2"}, **ENVELOPE}),
    "field": ("journey-rested", {"event": {**RESTED, "until": "2026-03-01"}, **ENVELOPE}),
    "envelope": ("journey-rested", {"event": RESTED, **ENVELOPE, "device": "tavle"}),
    "choice": ("subgoal-set", {"event": {**SUBGOAL, "set_by": "a-robot"}, **ENVELOPE}),
}
"""By what is new of it, the topic and the body of an entry."""


def record_newer(walks: Journeys, new: str, journey: JourneyId = WALK) -> None:
    """Record an entry that only a newer version knows."""
    append(walks, *BODIES[new], journey=journey)


def append(
    walks: Journeys, topic: str, body: Body, *, journey: JourneyId = WALK, key: bytes | None = None
) -> None:
    """Append an entry to a journey, under the person's key or another."""
    stream = str(journey)
    with walks.store.writing() as transaction:
        log, connection = sql(transaction).log, sql(transaction).connection
        version = len(log.log.stream(connection, stream)) + 1
        cipher = Cipher(stream, key or log.keyring.cipher(connection, stream).key)
        closed = cipher.close(version, topic, json.dumps(body).encode())
        log.log.append(connection, [(stream, version, topic, closed)])


def sql(transaction: Transaction) -> SQLTransaction:
    """Return a transaction with all that it has."""
    assert isinstance(transaction, SQLTransaction)
    return transaction
