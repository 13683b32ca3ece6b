"""Receipts: the last entry in the stream of somebody who was erased, under a key of the store's."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, Row, select

from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import Event
from journeys.adapters.sql.log.mapper import ERASED, moment_of
from journeys.domain.erasure import Erasure, Gone, Receipt
from journeys.domain.errors import BrokenHistory
from journeys.domain.vocabulary import JourneyId


class ReceiptBody(BaseModel):
    """What the body of a receipt holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    actor: str
    role: str
    erasure: Erasure
    gone: Gone


def find(
    connection: Connection, log: EventLog, keyring: Keyring, journey: JourneyId
) -> Receipt | None:
    """Return the receipt for a journey; None where nobody was erased."""
    row = next(iter(_kept(connection, log, str(journey))), None)
    if row is None:
        return None
    cipher = keyring.receipts(connection, str(journey))
    body = ReceiptBody.model_validate_json(cipher.open(row.version, ERASED, row.body))
    return Receipt(
        journey,
        row.version,
        body.actor,
        body.role,
        body.erasure,
        body.gone,
        row.position,
        moment_of(row.recorded_us),
    )


def holds(connection: Connection, log: EventLog, keyring: Keyring, stream: str) -> bool:
    """Return whether a stream has one receipt, and one that this store sealed."""
    cipher = keyring.receipts(connection, stream)
    try:
        (row,) = _kept(connection, log, stream)
        ReceiptBody.model_validate_json(cipher.open(row.version, ERASED, row.body))
    except (BrokenHistory, ValueError):
        return False
    return True


def _kept(connection: Connection, log: EventLog, stream: str) -> Sequence[Row[*tuple[Any, ...]]]:
    column = log.tables.events.c
    kept = select(column.version, column.position, column.recorded_us, column.body).where(
        column.stream == stream, column.topic == ERASED
    )
    return connection.execute(kept.order_by(column.version)).all()


def closed(keyring: Keyring, connection: Connection, receipt: Receipt) -> Event:
    """Return a receipt as it is appended; its position and moment are the log's to say."""
    stream, version = str(receipt.journey), receipt.version
    body = ReceiptBody(
        actor=receipt.actor, role=receipt.role, erasure=receipt.erasure, gone=receipt.gone
    )
    cipher = keyring.receipts(connection, stream)
    return stream, version, ERASED, cipher.close(version, ERASED, body.model_dump_json().encode())
