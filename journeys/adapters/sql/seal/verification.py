"""The verification of a store: each log, and what is stored alongside it, held to its head.

Without the master key everything is verified that needs no reading.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlalchemy.exc import InvalidRequestError

from journeys.adapters.sql.database.persistence_errors import PersistenceError
from journeys.adapters.sql.database.tables import SEALED, tables_of
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.head_note import heads_in_note
from journeys.adapters.sql.log.law_log import SQLLawLog
from journeys.adapters.sql.proofs.heads import (
    COMPANIONS,
    REACTORS,
    REQUESTS,
    Companion,
    StoreHeads,
)
from journeys.adapters.sql.proofs.merkle import root
from journeys.adapters.sql.proofs.notes import NoteKey, NoteRefused, encoded
from journeys.adapters.sql.seal import alongside, origins, places
from journeys.adapters.sql.seal.bodies import Opener
from journeys.adapters.sql.seal.checkpoints import Held, held_by, keys_by_log
from journeys.adapters.sql.seal.keys_check import wrong_key
from journeys.adapters.sql.seal.verifier import LogVerifier, fault_at, readable
from journeys.app.ports.sealing import Fault, Verdict
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message

PUT_BACK = {
    REQUESTS: Message("the requests were put back, or the head that seals them was altered"),
    REACTORS: Message("the reactors were put back, or the head that seals them was altered"),
}
"""By companion table, the fault where the head holds another than was signed last."""

BODIES = {"journeys", "access", "employers"}
"""The logs whose bodies are encrypted."""

WITH_KEYS = {"journeys", "employers"}
"""The logs whose streams have a key each, and end with a receipt when they are erased."""


@dataclass
class Verification:
    """The verification of a store's logs, by name, on one connection in one transaction.

    Without `key` no signature is checked, without `keyring` nothing that needs reading. `held` is
    what checkpoints sign.
    """

    connection: Connection
    logs: Mapping[str, EventLog]
    key: NoteKey | None
    keyring: Keyring | None
    held: Held
    _signed: dict[str, StoreHeads] = field(default_factory=dict)
    """By log, what the note of its head says; without those that this store did not sign."""
    _erased: set[str] = field(default_factory=set)
    """The journeys and the employers with a receipt for an erasure."""

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return the verdict on each log, with its first fault."""
        for name, log in self.logs.items():
            if heads := self._heads_in_note(name, log):
                self._signed[name] = heads
        return tuple(self._verdict(name, log) for name, log in self.logs.items())

    def _heads_in_note(self, name: str, log: EventLog) -> StoreHeads | None:
        """Return what the note in the head row of a log says; None where none was signed."""
        try:
            with readable(self.connection):
                head = log.head(self.connection)
        except PersistenceError:
            return None  # the verdict on the log says so
        return heads_in_note(head, keys_by_log(self.key, self.logs)[name]) if self.key else None

    def _verdict(self, name: str, log: EventLog) -> Verdict:
        own, held = self._signed.get(name), self.held.heads.get(name, frozenset())
        # The heads of the other logs say how long this one was when they were signed.
        seen = {heads.logs[name] for heads in self._signed.values()}
        opener = Opener(self.connection, self.keyring) if self.keyring and name in BODIES else None
        signed = own and own.logs[name]
        verifier = LogVerifier(
            log, self.connection, {*seen, *held}, signed, opener, needs_note=bool(self.key)
        )
        fault = verifier.fault()
        if name in WITH_KEYS:
            self._erased |= verifier.erased
        if fault is None or fault.upto is not None:
            # A fault of one entry tells the place, and may be why the head is another.
            found = places.misplaced_look if name == "access" else places.gap
            marked = self._unmarked(log) if name == "law" else None
            fault = _first([fault, marked, verifier.unopened, found(self.connection, log)])
        if fault is None:
            fault = self._first_alongside(name, log, opener.moved if opener else set())
        return Verdict(
            log=name,
            entries=verifier.size,
            root=encoded(root(verifier.frontier)),
            checkpoints=len(held),
            fault=fault,
        )

    def _unmarked(self, log: EventLog) -> Fault | None:
        if self.keyring is None:
            return None
        position = SQLLawLog(self.connection, log, self.keyring).unmarked()
        if position is None:
            return None
        return fault_at(position, "the edition is none that this store sealed")

    def _first_alongside(self, name: str, log: EventLog, moved: set[str]) -> Fault | None:
        try:
            return next(self._alongside(name, log, moved), None)
        except (AttributeError, InvalidRequestError, TypeError, ValueError):
            # SQLite takes a value of any type in any column, and a row can be there twice.
            return fault_at(None, "a row beside it holds something that was never written")

    def _alongside(self, name: str, log: EventLog, moved: set[str]) -> Iterator[Fault]:
        """Yield the faults of what is stored alongside a log that holds, in order."""
        sealed = Companion.stored(log.head(self.connection).companion)
        if fault := self._wrong_companion(name, sealed):
            yield fault
        if name == "store" and (fault := alongside.wrong_schema(self.connection, log)):
            yield fault
        if self.keyring:
            yield from filter(None, self._with_keys(name, log, moved, sealed, self.keyring))

    def _with_keys(
        self, name: str, log: EventLog, moved: set[str], sealed: Companion, keyring: Keyring
    ) -> Iterator[Fault | None]:
        connection = self.connection
        match name:
            case "employers":
                yield wrong_key(connection, log, keyring, self._erased)
            case "journeys":
                yield wrong_key(connection, log, keyring, self._erased)
                # An erasure deletes the person's origin too.
                yield origins.fault(connection, log, keyring, moved - self._erased)
                yield alongside.wrong_requests(connection, log, sealed, keyring)
            case "store":
                yield alongside.wrong_identity(connection, log, keyring, self._erased)
                yield alongside.wrong_reactors(connection, sealed, keyring)

    def _wrong_companion(self, name: str, stored: Companion) -> Fault | None:
        """Return the fault where the head holds another companion than was signed last."""
        table = COMPANIONS.get(name)
        if table is None and stored != Companion():
            return fault_at(None, "the head is not the one that was signed")
        if table is None or name not in self._signed:
            return None
        seen = [heads.companions[table] for heads in self._signed.values()]
        seen += self.held.companions.get(table, ())
        same = [each.digest for each in seen if each.changes == stored.changes]
        own = self._signed[name].companions[table]
        if stored == own and max(seen).changes == own.changes and {*same} == {own.digest}:
            return None
        return fault_at(None, PUT_BACK[table])


def verdicts_without_keys(
    connection: Connection, key: str, notes: Sequence[str]
) -> tuple[Verdict, ...]:
    """Return the verdict on each log of a store, by the public key of its checkpoints alone.

    Raises InputUnreadable where the key is none, or a note no checkpoint that it signed.
    """
    try:
        public = NoteKey.parse(key)
    except NoteRefused as refused:
        raise InputUnreadable([refused.sentence]) from None
    logs = {name: EventLog(tables_of(tables)) for tables, name in SEALED.items()}
    held = held_by(notes, keys_by_log(public, logs))
    return Verification(connection, logs, public, None, held).verdicts()


def _first(faults: Iterable[Fault | None]) -> Fault | None:
    """Return the first of these faults; where one entry is named, no range stands before it."""
    found = [each for each in faults if each is not None]
    exact = [each for each in found if each.upto is None]
    return min(exact or found, key=lambda each: each.position or 0, default=None)
