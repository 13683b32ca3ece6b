"""The law log in one transaction: which editions of the law this store was used with.

It names no person, so its bodies are in the clear. Each carries a mark that only this store can
make: somebody who alters the database without the master key cannot add an edition.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection

from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import Event, LogRow
from journeys.adapters.sql.log.mapper import moment_of
from journeys.domain.errors import EntryNewer
from journeys.domain.law.sealed import SealedEdition

TABLES = "journeys_law"  # the name of the log's tables
READ = "law-edition-read"
"""The topic of every entry. Its stream is the day of the edition."""


class EditionBody(BaseModel):
    """What the body of a sealed edition holds. Names are stored for ever: add, never rename.

    A version that adds a field leaves the mark of these as it is: by it an older version knows that
    the entry is this store's, and a newer one's.
    """

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, defer_build=True)

    digest: str
    library: str
    mark: str


@dataclass(frozen=True, slots=True)
class SQLLawLog:
    """The sealed editions of the law, on one connection in one transaction."""

    connection: Connection
    log: EventLog
    keyring: Keyring

    def sealed(self) -> Sequence[SealedEdition]:
        """Return every edition that this store sealed, the oldest entry first.

        An entry that it did not make says nothing: `unmarked` finds it. Raises EntryNewer.
        """
        return self.editions(self.log.scan(self.connection))

    def editions(self, rows: Iterable[LogRow]) -> Sequence[SealedEdition]:
        """Return the editions in these rows of the log, as `sealed` does. Raises EntryNewer."""
        return [found for row in rows if (found := self._edition(row)) is not None]

    def seal(self, digests: Mapping[date, str], library: str) -> Sequence[SealedEdition]:
        """Seal these editions, by their digests, and return those that were not sealed so.

        Others who seal wait until it is committed.
        """
        # What others sealed meanwhile is seen only under the lock.
        self.log.lock(self.connection)
        earlier = self.sealed()
        known = {(each.edition, each.digest) for each in earlier}
        new = [each for each in digests.items() if each not in known]
        events = [
            self._stored(
                edition, sum(edition == each.edition for each in earlier) + 1, digest, library
            )
            for edition, digest in new
        ]
        self.log.append(self.connection, events)
        return self.sealed()[len(earlier) :]

    def unmarked(self) -> int | None:
        """Return the position of the first entry that this store did not make; else None."""
        rows = self.log.scan(self.connection)
        return next((row.position for row in rows if not self._is_marked(row)), None)

    def _is_marked(self, row: LogRow) -> bool:
        with suppress(EntryNewer):
            return self._edition(row) is not None
        return True

    def _edition(self, row: LogRow) -> SealedEdition | None:
        """Return the edition of a row; None where this store did not make it. Raises EntryNewer."""
        try:
            body = EditionBody.model_validate_json(row.body)
            edition, at = date.fromisoformat(row.stream), moment_of(row.recorded_us)
        except (ValidationError, OverflowError, TypeError, ValueError):
            return None
        mark = self._mark(row.stream, row.version, body.digest, body.library)
        if row.topic != READ or not hmac.compare_digest(mark.encode(), body.mark.encode()):
            return None
        if body.model_extra:
            raise EntryNewer(
                "The edition {edition} in the law log was written by a newer version of journeys: "
                "upgrade this one.",
                edition=edition,
            )
        return SealedEdition(edition, body.digest, body.library, at, row.position)

    def _stored(self, edition: date, version: int, digest: str, library: str) -> Event:
        stream = edition.isoformat()
        mark = self._mark(stream, version, digest, library)
        body = EditionBody(digest=digest, library=library, mark=mark)
        return stream, version, READ, body.model_dump_json().encode()

    def _mark(self, stream: str, version: int, digest: str, library: str) -> str:
        marked = f"{stream}\n{version}\n{digest}\n{library}"
        return self.keyring.keyed_hash(self.connection, "law", marked).hex()
