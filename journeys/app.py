"""Journeys: the use cases, and the ports they need.

One way through: load the history, ask a verb, append what it decided, refresh the read tables;
all in one transaction, the caller's own where the caller asks.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple, Protocol, Self

import structlog
from sqlalchemy import Connection

from journeys.domain.decisions.corrections import Replacement, nothing_instead, retract
from journeys.domain.decisions.deciding import P, Verb, decide
from journeys.domain.decisions.privacy import refuse_private_name
from journeys.domain.decisions.rules import said
from journeys.domain.errors import Conflict, UnknownJourney
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.law import Law
from journeys.domain.vocabulary import JourneyId
from journeys.projections.caseload import Caseload, caseload, ids_like
from journeys.projections.milestones import Milestones, milestones
from journeys.projections.overview import Overview, overview
from journeys.projections.periods import Period, periods
from journeys.projections.safety import Safety, safety
from journeys.projections.steps import StepRow, steps
from journeys.projections.timeline import Timeline, timeline

log = structlog.get_logger(__name__)

Decision = Callable[[History], list[Event]]
"""What to record next on a history: a verb with its arguments given."""


class Recording(NamedTuple):
    """Events to be recorded on a journey, after the newest entry that the decision saw."""

    journey: JourneyId
    after: int
    events: Sequence[Event]


class JourneyLog(Protocol):
    """Port: the streams, in one transaction."""

    def history(self, journey: JourneyId) -> History:
        """Return the whole history; an empty one where there is none."""

    def append(
        self, recordings: Sequence[Recording], actor: str, request_id: str | None
    ) -> tuple[Entry, ...]:
        """Seal the events and return their entries. Raises Conflict where a stream has grown."""


class ReadModels(Protocol):
    """Port: the read tables, in the same transaction."""

    def refresh(self, histories: Mapping[JourneyId, History]) -> None:
        """Make the rows of these journeys what the projections say."""


class Transaction(Protocol):
    """The log and the read tables, together or not at all; and the connection views ask."""

    @property
    def log(self) -> JourneyLog:
        """The streams."""

    @property
    def rows(self) -> ReadModels:
        """The read tables."""

    @property
    def connection(self) -> Connection:
        """What views across journeys ask."""


class Store(Protocol):
    """Port: where transactions come from."""

    def writing(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that may write; it commits at the end, or rolls back."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that sees one state of the store and only reads."""

    def joining(self, connection: Connection) -> Self:
        """Return the same store inside a transaction that somebody else owns."""

    def close(self) -> None:
        """Let go of every connection."""


@dataclass(frozen=True)
class Journeys:
    """The journeys of one municipality's store. Safe to share between threads."""

    store: Store
    law: Law

    def decide(
        self,
        journey_id: JourneyId,
        verb: Verb[P],
        actor: str,
        request_id: str | None = None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[Entry, ...]:
        """Ask a verb, record what it decides, and return the new entries.

        Give `actor`, `request_id` and the verb's own arguments by name; a type checker knows
        them. Nothing is recorded twice: `()` where all was recorded before, and the first
        entries again where the journey has this request id already.

        Raises Refused; Conflict, where somebody else was faster twice; StoreError.
        """
        return self.record(
            journey_id, lambda history: decide(history, verb, *args, **kwargs), actor, request_id
        )

    def retract(
        self,
        journey_id: JourneyId,
        *,
        entry: int,
        why: str,
        on: date,
        actor: str,
        replacement: Replacement = nothing_instead,
        request_id: str | None = None,
    ) -> tuple[Entry, ...]:
        """Take an entry back, and record its replacement in the same commit.

        `replacement` decides on the history as it reads without the entry, for example
        `lambda history: decide(history, open_journey, on=..., ...)`.
        Returns the new entries; raises as `decide`.
        """
        return self.record(
            journey_id,
            lambda history: retract(history, entry=entry, why=why, on=on, replacement=replacement),
            actor,
            request_id,
        )

    def record(
        self,
        journey_id: JourneyId,
        decision: Decision,
        actor: str,
        request_id: str | None = None,
    ) -> tuple[Entry, ...]:
        """Record what a decision says on this journey; returns and raises as `decide`."""
        _named(actor, request_id)
        try:
            return self._record(journey_id, decision, actor, request_id)
        except Conflict:
            # Somebody wrote in between: what they wrote is loaded, and the verb asked anew.
            log.warning("decided anew after a conflict")
            return self._record(journey_id, decision, actor, request_id)

    def _record(
        self, journey_id: JourneyId, decision: Decision, actor: str, request_id: str | None
    ) -> tuple[Entry, ...]:
        with self.store.writing() as transaction:
            history = transaction.log.history(journey_id)
            if request_id is not None and (before := history.of_request(request_id)):
                return before
            events = decision(history)
            if not events:
                return ()
            entries = transaction.log.append(
                [Recording(journey_id, history.version, events)], actor, request_id
            )
            grown = replace(history, entries=history.entries + entries)
            transaction.rows.refresh({journey_id: grown})
            return entries

    def record_all(
        self,
        decisions: Iterable[tuple[JourneyId, Decision]],
        actor: str,
        *,
        dry_run: bool = False,
    ) -> tuple[Recording, ...]:
        """Record many decisions, all of them or none; each journey may come once.

        Returns what was recorded by journey (with `dry_run`: what would be, and nothing is).
        Raises as `decide`.
        """
        _named(actor)
        with self.store.reading() if dry_run else self.store.writing() as transaction:
            histories = dict[JourneyId, History]()
            recordings = []
            for journey_id, decision in decisions:
                history = transaction.log.history(journey_id)
                if events := decision(history):
                    histories[journey_id] = history
                    recordings.append(Recording(journey_id, history.version, events))
            if recordings and not dry_run:
                for entry in transaction.log.append(recordings, actor, None):
                    history = histories[entry.journey]
                    histories[entry.journey] = replace(history, entries=(*history.entries, entry))
                transaction.rows.refresh(histories)
            return tuple(recordings)

    def history(self, journey_id: JourneyId) -> History:
        """Return everything that was recorded on this journey. Raises UnknownJourney."""
        with self.store.reading() as transaction:
            history = transaction.log.history(journey_id)
        if not history.entries:
            raise UnknownJourney(journey_id)
        return history

    def milestones(
        self, journey_id: JourneyId, *, on: date | None = None, known_at: datetime | None = None
    ) -> Milestones:
        """Return where somebody is, has been and goes next. Raises UnknownJourney."""
        return milestones(journey_id, self.history(journey_id), on, known_at)

    def timeline(
        self, journey_id: JourneyId, *, on: date | None = None, known_at: datetime | None = None
    ) -> Timeline:
        """Return everything in order. Raises UnknownJourney."""
        return timeline(journey_id, self.history(journey_id), on, known_at)

    def safety(
        self, journey_id: JourneyId, *, on: date, known_at: datetime | None = None
    ) -> Safety:
        """Return the economic safety on a day. Raises UnknownJourney."""
        return safety(journey_id, self.history(journey_id), self.law, on, known_at)

    def periods(
        self, journey_id: JourneyId, *, on: date | None = None, known_at: datetime | None = None
    ) -> tuple[Period, ...]:
        """Return what held from when to when. Raises UnknownJourney."""
        return periods(self.history(journey_id).seen(on, known_at))

    def steps(
        self, journey_id: JourneyId, *, on: date | None = None, known_at: datetime | None = None
    ) -> tuple[StepRow, ...]:
        """Return the subgoals and small successes. Raises UnknownJourney."""
        return steps(self.history(journey_id).seen(on, known_at))

    def overview(self, *, on: date) -> Overview:
        """Return how many citizens live on what and do what on a day, as known now."""
        with self.store.reading() as transaction:
            return overview(transaction.connection, on)

    def caseload(self, *, on: date, responsible: str | None = None) -> Caseload:
        """Return the journeys that are open on a day, as known now; one person's, or all."""
        with self.store.reading() as transaction:
            return caseload(transaction.connection, on, responsible)

    def ids_like(self, prefix: str) -> tuple[JourneyId, ...]:
        """Return the journeys whose id begins like this, two at most: one is what was meant."""
        with self.store.reading() as transaction:
            return ids_like(transaction.connection, prefix)

    def joining(self, connection: Connection) -> Self:
        """Return the same journeys inside the transaction of a connection that you own.

        Everything is read and recorded there; nothing is committed, and your rollback takes it
        all back. Your connection must be to this store.
        """
        return replace(self, store=self.store.joining(connection))

    def close(self) -> None:
        """Let go of every connection to the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _named(actor: str, request_id: str | None = None) -> None:
    refuse_private_name("actor", said(actor, "actor"))
    if request_id is not None:
        refuse_private_name("request_id", said(request_id, "request-id"))
