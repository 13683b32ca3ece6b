"""Moves in one transaction: a journey is exported with its proofs, or imported with them."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from journeys.adapters.sql.database.tables import JOURNEYS
from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.log.journeys_log import SQLJourneyLog
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.moved import first_recorded, moved
from journeys.adapters.sql.log.stream_log import raising_conflict
from journeys.adapters.sql.seal import origins
from journeys.adapters.sql.seal.disclosed import disclosed
from journeys.adapters.sql.seal.exported import at_entry, check, entry_count_line, row_of, sealed_as
from journeys.adapters.sql.seal.seal import SQLSeal
from journeys.app.ports.disclosing import Disclosure
from journeys.app.ports.moving import Export, ExportedEntry
from journeys.domain.errors import BrokenHistory, InputUnreadable
from journeys.domain.history import Entry
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId


@dataclass(frozen=True, slots=True)
class SQLMoves:
    """The port `Moves`, on the connection of the log."""

    log: SQLJourneyLog
    seal: SQLSeal

    def forget(self, journey: JourneyId) -> None:
        """Delete the origin of a journey, and the proofs that came with it."""
        origins.forget(self.log.connection, str(journey))

    def export(self, journey: JourneyId) -> Export | None:
        """Return everything of a journey with its proofs; None where it has no entries."""
        connection, stream = self.log.connection, str(journey)
        rows = self.log.log.stream(connection, stream)
        if not rows:
            return None
        cipher = self.log.keyring.cipher(connection, stream)
        try:
            export = Export(
                journey=journey,
                key=self.seal.key(JOURNEYS),
                data_key=cipher.key,
                checkpoint=self.seal.note_of(JOURNEYS, entry_count_line(stream, len(rows))),
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

    def disclose(self, journey: JourneyId, position: int, note: str | None) -> Disclosure:
        """Return the entry at a position of the log, proved in a checkpoint: this one, or a new."""
        return disclosed(self.log, self.seal, journey, position, note)

    def _exported(self, cipher: Cipher, rows: Sequence[StreamRow]) -> Iterator[ExportedEntry]:
        proofs = self.seal.proofs(JOURNEYS, [row.position for row in rows])
        for row, proof in zip(rows, proofs, strict=True):
            position, version, kind, recorded_us, body = row
            entry = json.loads(cipher.open(version, kind, first_recorded(row).body))
            yield ExportedEntry(position, version, kind, recorded_us, body, proof, entry)

    def arrive(self, export: Export, key: str, permit: Callable[[Entry], None]) -> None:
        """Store a journey from the log of this key, as it was sealed there."""
        check(export, key)
        for entry in self._read(export):
            permit(entry)
        connection, stream = self.log.connection, str(export.journey)
        arriving = [
            (stream, each.version, each.kind, moved(sealed_as(each))) for each in export.entries
        ]
        with raising_conflict():
            self.log.add_keys({stream: export.data_key})
            origins.keep(connection, self.log.keyring, export)
            appended = self.log.log.append(connection, arriving, savepoint=False)
            # No entry may be newer than its arrival, or "as known at" would show it too early.
            _refuse_impossible_moments(export, appended.recorded_us)

    def _read(self, export: Export) -> Iterator[Entry]:
        """Yield every entry as it will be read here."""
        mapper = self.log.mapper
        mapper.refuse_unknown([each.kind for each in export.entries], Message("This export"))
        for line, each in enumerate(export.entries, start=1):
            body = json.dumps(each.entry).encode()
            try:
                entry = mapper.entry(export.journey, first_recorded(row_of(each)), body)
            except BrokenHistory as broken:
                raise InputUnreadable([at_entry(line, each, broken.sentence)]) from None
            yield entry


def _refuse_impossible_moments(export: Export, arrived_us: int) -> None:
    """Raise InputUnreadable where an entry is older than the one before it, or newer than now."""
    moments = [first_recorded(row_of(each)).recorded_us for each in export.entries]
    before = [moments[0], *moments]
    for line, (each, recorded_us) in enumerate(zip(export.entries, moments, strict=True), start=1):
        if recorded_us > arrived_us:
            later = Message("this was recorded later than now; see whose clock is wrong.")
            raise InputUnreadable([at_entry(line, each, later)])
        if recorded_us < before[line - 1]:
            earlier = Message("this was recorded before the entry that it follows.")
            raise InputUnreadable([at_entry(line, each, earlier)])
