"""Receipts: the last entry in the stream of an erased person, under a key of the store's own."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection, Row, select

from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import Event
from journeys.adapters.sql.log.mapper import ERASED, RECEIPTS, is_newer, moment_of
from journeys.domain.erasure import ErasedCounts, Erasure, Receipt
from journeys.domain.errors import BrokenHistory, EntryNewer
from journeys.domain.vocabulary import JourneyId


class ReceiptBody(BaseModel):
    """What the body of a receipt holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    actor: str
    role: str
    erasure: Erasure
    gone: ErasedCounts


def find(
    connection: Connection, log: EventLog, keyring: Keyring, journey: JourneyId
) -> Receipt | None:
    """Return the receipt for a journey; None where nobody was erased.

    Raises EntryNewer, and BrokenHistory where it cannot be read.
    """
    row = next(iter(_rows(connection, log, str(journey))), None)
    if row is None:
        return None
    cipher = keyring.receipt_cipher(connection, str(journey))
    body = _body(cipher, row, str(journey))
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


def has_own_receipt(connection: Connection, log: EventLog, keyring: Keyring, stream: str) -> bool:
    """Return whether a stream has exactly one receipt, and this store encrypted it."""
    cipher = keyring.receipt_cipher(connection, stream)
    try:
        (row,) = _rows(connection, log, stream)
        _body(cipher, row, stream)
    except EntryNewer:
        return True
    except (BrokenHistory, ValueError):
        return False
    return True


def _body(cipher: Cipher, row: Row[*tuple[Any, ...]], stream: str) -> ReceiptBody:
    opened = cipher.open(row.version, row.topic, row.body)
    try:
        return ReceiptBody.model_validate_json(opened)
    except ValidationError as error:
        # pydantic's own text would repeat the reason.
        if is_newer(error):
            raise EntryNewer(
                "The receipt of journey {journey} was written by a newer version of journeys: "
                "upgrade this one.",
                journey=stream,
            ) from None
        raise BrokenHistory(
            "The receipt of journey {journey} cannot be read.", journey=stream
        ) from None


def _rows(connection: Connection, log: EventLog, stream: str) -> Sequence[Row[*tuple[Any, ...]]]:
    column = log.tables.events.c
    columns = [column.version, column.topic, column.position, column.recorded_us, column.body]
    receipts = select(*columns).where(column.stream == stream, column.topic.in_(RECEIPTS))
    return connection.execute(receipts.order_by(column.version)).all()


def encrypted(keyring: Keyring, connection: Connection, receipt: Receipt) -> Event:
    """Return a receipt as it is appended; the log gives it its position and time."""
    stream, version = str(receipt.journey), receipt.version
    body = ReceiptBody(
        actor=receipt.actor, role=receipt.role, erasure=receipt.erasure, gone=receipt.gone
    )
    cipher = keyring.receipt_cipher(connection, stream)
    return stream, version, ERASED, cipher.close(version, ERASED, body.model_dump_json().encode())
