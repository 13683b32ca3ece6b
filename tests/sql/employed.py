"""Employers' streams as the seal sees them: encrypted entries, under a key of each employer."""

from uuid import UUID

from sqlalchemy import func, select

from journeys import JourneyId, Journeys
from journeys.adapters.sql.log.mapper import EMPLOYER_ERASED, EntryCodec
from journeys.adapters.sql.log.receipts import ReceiptBody
from journeys.adapters.sql.log.stream_kinds import EMPLOYER
from journeys.adapters.sql.transactions import SQLTransaction
from journeys.domain.erasure import ErasedCounts, Erasure
from journeys.domain.looks import Look
from journeys.employers import ExpectationsStated
from tests.invented import ANNA, BY_ANNA, FEB_1

FIRM, CLOSED_FIRM = (UUID(int=16**30 + number) for number in (1, 2))


def record_on_employer(walks: Journeys, employer: UUID, words: str) -> None:
    """Append an entry to the stream of an employer, which gets a key with its first."""
    with walks.store.writing() as transaction:
        body = EntryCodec(EMPLOYER).encode(
            ExpectationsStated(on=FEB_1, words=words), ANNA, None, "caseworker"
        )
        append(sql(transaction), str(employer), "expectations-stated", body)


def look_at_employer(walks: Journeys, employer: UUID) -> None:
    """Log a look at an employer, in the access log with those at citizens."""
    with walks.store.writing() as transaction:
        look = Look(BY_ANNA, "employer", "virksomhedssamarbejde")
        transaction.access.note([JourneyId(employer)], look)


def erase_employer(walks: Journeys, employer: UUID) -> None:
    """Destroy the key of an employer, and end its stream with a receipt."""
    body = ReceiptBody(
        actor=ANNA,
        role="manager",
        erasure=Erasure(on=FEB_1, reason="Virksomheden er lukket", authority="GDPR art. 17"),
        gone=ErasedCounts(entries=1, rows=0, numbers=0),
    )
    with walks.store.writing() as transaction:
        on, stream = sql(transaction), str(employer)
        on.store.keyring.destroy(on.connection, stream)
        append(on, stream, EMPLOYER_ERASED, body.model_dump_json().encode())


def append(on: SQLTransaction, stream: str, topic: str, body: bytes) -> None:
    """Append an encrypted entry as the next of its stream."""
    keyring, log, column = on.store.keyring, on.store.employers, on.store.employers.tables.events.c
    newest = select(func.max(column.version)).where(column.stream == stream)
    version = (on.connection.scalar(newest) or 0) + 1
    if topic == EMPLOYER_ERASED:
        cipher = keyring.receipt_cipher(on.connection, stream)
    else:
        (cipher,) = keyring.find_or_create_ciphers(on.connection, [stream], lambda: None).values()
    log.append(on.connection, [(stream, version, topic, cipher.close(version, topic, body))])


def sql(transaction: object) -> SQLTransaction:
    """Return the transaction of a store in SQL, as every store here is."""
    assert isinstance(transaction, SQLTransaction)
    return transaction
