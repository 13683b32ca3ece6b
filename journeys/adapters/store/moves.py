"""Moves in one transaction: a journey leaves with its proofs, or arrives with them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from journeys.adapters.store import origins
from journeys.adapters.store.exported import ENTRIES, check, row_of, said_of, sealed_as
from journeys.adapters.store.journeylog import SQLJourneyLog, conflicting
from journeys.adapters.store.keyring import Cipher
from journeys.adapters.store.log import StreamRow
from journeys.adapters.store.moved import first_recorded, moved
from journeys.adapters.store.seal import SQLSeal
from journeys.adapters.store.tables import JOURNEYS
from journeys.domain.errors import BrokenHistory, InputUnreadable
from journeys.domain.vocabulary import JourneyId
from journeys.exports import Export, ExportedEntry


@dataclass(frozen=True, slots=True)
class SQLMoves:
    """Moves from and to a store, on the connection of its log."""

    log: SQLJourneyLog
    seal: SQLSeal

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
                f"Journey {journey} is not what was sealed, and is not handed out. "
                "`journeys audit verify` says where the log was altered."
            ) from error
        return export

    def _exported(self, cipher: Cipher, rows: Sequence[StreamRow]) -> Iterator[ExportedEntry]:
        proofs = self.seal.proofs(JOURNEYS, [row.position for row in rows])
        for row, proof in zip(rows, proofs, strict=True):
            position, version, kind, recorded_us, body = row
            told = json.loads(cipher.open(version, kind, first_recorded(row).body))
            yield ExportedEntry(position, version, kind, recorded_us, body, proof, told)

    def arrive(self, export: Export, key: str) -> None:
        """Keep a journey that left the log of this key, as it is sealed there.

        Raises InputUnreadable and UnknownKind where it does not hold or cannot be read; Conflict
        where the journey, or its key, is here already.
        """
        check(export, key)
        self._read(export)
        connection, stream = self.log.connection, str(export.journey)
        arriving = [
            (stream, each.version, each.kind, moved(sealed_as(each))) for each in export.entries
        ]
        with self.log.together(), conflicting():
            self.log.keyring.adopted(connection, stream, export.data_key)
            origins.keep(connection, self.log.keyring, export)
            self.log.log.append(connection, arriving, savepoint=False)

    def _read(self, export: Export) -> None:
        """Read every entry as it will be read here, before anything is kept."""
        mapper = self.log.mapper
        mapper.refuse_unknown([each.kind for each in export.entries], "This export")
        for line, each in enumerate(export.entries, start=1):
            row = first_recorded(row_of(each))
            told = json.dumps(each.entry).encode()
            try:
                mapper.entry(export.journey, row._replace(body=told))
            except BrokenHistory as broken:
                where = f"{ENTRIES}, line {line}, position {each.position}"
                raise InputUnreadable([f"{where}: {broken}"]) from None
