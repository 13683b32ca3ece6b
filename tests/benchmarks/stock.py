"""Stock eventsourcing doing the same work: what ours is compared with."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.cipher import AESCipher
from eventsourcing.domain import Aggregate, event
from eventsourcing.utils import clear_topic_cache
from sqlalchemy import make_url


class StockWalk(Aggregate):
    """A journey as eventsourcing's own classes write one."""

    def __init__(self, municipality: str, basis: str, responsible: str, on: str) -> None:
        self.municipality = municipality
        self.basis = basis
        self.responsible = responsible
        self.opened = on
        self.successes: list[str] = []

    @event("SmallSuccessNoticed")
    def notice(self, words: str, noticed_by: str, on: str) -> None:
        """Notice a small success."""
        self.successes.append(f"{on} {noticed_by}: {words}")


class EncryptedStock(Application[UUID]):
    """A stock application that encrypts, as this library does: what is like for like."""

    name = "encrypted"
    env = {  # noqa: RUF012 - as eventsourcing has it
        "CIPHER_TOPIC": "eventsourcing.cipher:AESCipher",
        "CIPHER_KEY": AESCipher.create_key(32),
    }


def environment(url: str) -> dict[str, str]:
    """Return the settings of a stock application in the database at this URL."""
    parts = make_url(url)
    if parts.drivername == "sqlite":
        return {
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": f"{parts.database}-stock",
        }
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(parts.database),
        "POSTGRES_HOST": str(parts.host or parts.query["host"]),
        "POSTGRES_PORT": str(parts.port or 5432),
        "POSTGRES_USER": str(parts.username),
        "POSTGRES_PASSWORD": str(parts.password or "none"),
    }


@contextmanager
def stock(
    url: str, application_class: type[Application[UUID]] = Application
) -> Iterator[Application[UUID]]:
    """Yield a stock application beside the store at this URL."""
    clear_topic_cache()
    application = application_class(env=environment(url))
    try:
        yield application
    finally:
        application.close()
