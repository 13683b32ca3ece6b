"""Moves in one transaction: a journey leaves with its proofs, or arrives with them."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from journeys.adapters.sql.database.tables import JOURNEYS
from journeys.adapters.sql.keys.keyring import Cipher
from journeys.adapters.sql.log.journeys_log import SQLJourneyLog, conflicting
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.moved import first_recorded, moved
from journeys.adapters.sql.seal import origins
from journeys.adapters.sql.seal.exported import ENTRIES, check, row_of, said_of, sealed_as
from journeys.adapters.sql.seal.seal import SQLSeal
from journeys.app.ports.moving import Export, ExportedEntry
from journeys.domain.errors import BrokenHistory, InputUnreadable
from journeys.domain.history import Entry
from journeys.domain.vocabulary import JourneyId


@dataclass(frozen=True, slots=True)
class SQLMoves:
    """Moves from and to a store, on the connection of its log."""

    log: SQLJourneyLog
    seal: SQLSeal

    def forget(self, journey: JourneyId) -> None:
        """Forget where a journey came from, and the proofs that came with it."""
        origins.forget(self.log.connection, str(journey))

    def leave(self, journey: JourneyId) -> Export | None:
        """Return everything of a journey with its proofs; None where nothing was recorded.

        Raises Erased, and BrokenHistory where it is not what was sealed.
        """
        connection, stream = self.log.connection, str(journey)
        rows = self.log.log.stream(connection, stream)
        if not rows:
            return None
        cipher = self.log.keyring.opened(connection, stream)
        try:
            export = Export(
                journey=journey,
                key=self.seal.key(JOURNEYS),
                data_key=cipher.key,
                checkpoint=self.seal.checkpoint(JOURNEYS, said_of(stream, len(rows))),
                entries=tuple(self._exported(cipher, rows)),
            )
            check(export, export.key)
        except (InputUnreadable, TypeError, ValueError) as error:
            raise BrokenHistory(
                "Journey {journey} is not what was sealed, and is not handed out. `journeys "
                "audit verify` says where the log was altered.",
                journey=journey,
            ) from error
        return export

    def _exported(self, cipher: Cipher, rows: Sequence[StreamRow]) -> Iterator[ExportedEntry]:
        proofs = self.seal.proofs(JOURNEYS, [row.position for row in rows])
        for row, proof in zip(rows, proofs, strict=True):
            position, version, kind, recorded_us, body = row
            told = json.loads(cipher.open(version, kind, first_recorded(row).body))
            yield ExportedEntry(position, version, kind, recorded_us, body, proof, told)

    def arrive(self, export: Export, key: str, permit: Callable[[Entry], None]) -> None:
        """Keep a journey that left the log of this key, as it is sealed there.

        `permit` passes each entry as it will be read here, or raises, before anything is kept.
        Raises InputUnreadable and UnknownKind where it does not hold, cannot be read, or was
        recorded at a moment that cannot be; Conflict where the journey, or its key, is here
        already.
        """
        check(export, key)
        for entry in self._read(export):
            permit(entry)
        connection, stream = self.log.connection, str(export.journey)
        arriving = [
            (stream, each.version, each.kind, moved(sealed_as(each))) for each in export.entries
        ]
        with self.log.together(), conflicting():
            self.log.keyring.adopted(connection, {stream: export.data_key})
            origins.keep(connection, self.log.keyring, export)
            appended = self.log.log.append(connection, arriving, savepoint=False)
            # What is known now was known later than all of it; else "as known then" would lie.
            _refuse_impossible_moments(export, appended.recorded_us)

    def _read(self, export: Export) -> Iterator[Entry]:
        """Yield every entry as it will be read here."""
        mapper = self.log.mapper
        mapper.refuse_unknown([each.kind for each in export.entries], "This export")
        for line, each in enumerate(export.entries, start=1):
            told = json.dumps(each.entry).encode()
            try:
                entry = mapper.entry(export.journey, first_recorded(row_of(each)), told)
            except BrokenHistory as broken:
                raise _unreadable(line, each, str(broken)) from None
            yield entry


def _refuse_impossible_moments(export: Export, arrived_us: int) -> None:
    """Raise InputUnreadable where an entry is older than the one before, or younger than now."""
    moments = [first_recorded(row_of(each)).recorded_us for each in export.entries]
    before = [moments[0], *moments]
    for line, (each, recorded_us) in enumerate(zip(export.entries, moments, strict=True), start=1):
        if recorded_us > arrived_us:
            raise _unreadable(
                line, each, "this was recorded later than now; see whose clock is wrong."
            )
        if recorded_us < before[line - 1]:
            raise _unreadable(line, each, "this was recorded before the entry that it follows.")


def _unreadable(line: int, entry: ExportedEntry, what: str) -> InputUnreadable:
    return InputUnreadable([f"{ENTRIES}, line {line}, position {entry.position}: {what}"])
