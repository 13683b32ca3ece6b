"""Receipts: the last entry of a stream that was erased, under a key of the store's own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection, Row, select

from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import Event
from journeys.adapters.sql.log.mapper import RECEIPTS, is_newer, moment_of
from journeys.adapters.sql.log.stream_kinds import JOURNEY, StreamKind
from journeys.domain.erasure import ErasedCounts, Erasure, Receipt
from journeys.domain.errors import BrokenHistory, EntryNewer


class ReceiptBody(BaseModel):
    """What the body of a receipt holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    actor: str
    role: str
    erasure: Erasure
    gone: ErasedCounts


def find(
    connection: Connection,
    log: EventLog,
    keyring: Keyring,
    stream: UUID,
    of: StreamKind[Any] = JOURNEY,
) -> Receipt | None:
    """Return the receipt for a stream; None where it was not erased.

    Raises EntryNewer, and BrokenHistory where it cannot be read.
    """
    row = next(iter(_rows(connection, log, str(stream))), None)
    return None if row is None else read(connection, keyring, stream, row, of)


def read(
    connection: Connection,
    keyring: Keyring,
    stream: UUID,
    row: Any,  # noqa: ANN401 - of a log, or of a list of erasures
    of: StreamKind[Any] = JOURNEY,
) -> Receipt:
    """Return the receipt in a row. Raises EntryNewer, and BrokenHistory where it cannot be read."""
    cipher = keyring.receipt_cipher(connection, str(stream))
    body = _body(cipher, row, str(stream), of)
    return Receipt(
        stream,
        row.version,
        body.actor,
        body.role,
        body.erasure,
        body.gone,
        row.position,
        moment_of(row.recorded_us),
    )


def has_own_receipt(
    connection: Connection,
    log: EventLog,
    keyring: Keyring,
    stream: str,
    of: StreamKind[Any] = JOURNEY,
) -> bool:
    """Return whether a stream has exactly one receipt, and this store encrypted it."""
    cipher = keyring.receipt_cipher(connection, stream)
    try:
        (row,) = _rows(connection, log, stream)
        _body(cipher, row, stream, of)
    except EntryNewer:
        return True
    except (BrokenHistory, ValueError):
        return False
    return True


def _body(
    cipher: Cipher,
    row: Any,  # noqa: ANN401 - as in `read`
    stream: str,
    of: StreamKind[Any],
) -> ReceiptBody:
    opened = cipher.open(row.version, row.topic, row.body)
    try:
        return ReceiptBody.model_validate_json(opened)
    except ValidationError as error:
        # pydantic's own text would repeat the reason.
        if is_newer(error):
            raise EntryNewer(
                "The receipt of {stream} was written by a newer version of journeys: upgrade this "
                "one.",
                stream=of.named(stream),
            ) from None
        raise BrokenHistory(
            "The receipt of {stream} cannot be read.", stream=of.named(stream)
        ) from None


def _rows(connection: Connection, log: EventLog, stream: str) -> Sequence[Row[*tuple[Any, ...]]]:
    column = log.tables.events.c
    columns = [column.version, column.topic, column.position, column.recorded_us, column.body]
    receipts = select(*columns).where(column.stream == stream, column.topic.in_(RECEIPTS))
    return connection.execute(receipts.order_by(column.version)).all()


def encrypted(
    keyring: Keyring, connection: Connection, receipt: Receipt, of: StreamKind[Any] = JOURNEY
) -> Event:
    """Return a receipt as it is appended; the log gives it its position and time."""
    stream, version = str(receipt.journey), receipt.version
    body = ReceiptBody(
        actor=receipt.actor, role=receipt.role, erasure=receipt.erasure, gone=receipt.gone
    )
    cipher = keyring.receipt_cipher(connection, stream)
    closed = cipher.close(version, of.erased, body.model_dump_json().encode())
    return stream, version, of.erased, closed
