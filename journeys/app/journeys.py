"""Journeys: the use cases.

One way through: load the history, ask a verb, append what it decided, refresh the read tables;
all in one transaction (a unit of work), or in the caller's own. Views of a person are read through
`seen_by`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from journeys.app.access import LoggedAccess
from journeys.app.observing import observed
from journeys.app.ports.store import HostConnection, Store
from journeys.app.reading import Reader
from journeys.app.recording import Recorded, checked, record_all, record_one
from journeys.app.requests import request
from journeys.domain.decisions.arguments import require_arguments
from journeys.domain.decisions.corrections import Replacement, no_replacement, retract
from journeys.domain.decisions.deciding import Decision, P, Verb, decide_with, require_actor
from journeys.domain.decisions.doubts import require_sure
from journeys.domain.decisions.forms import (
    DAY,
    TEXT,
    check_arguments,
    require_form,
    require_journey_id,
)
from journeys.domain.history import Entry
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.overview import (
    BACK,
    DEFAULT_DIMENSIONS,
    FURTHEST_BACK,
    Dimension,
    Overview,
    Trend,
)

if TYPE_CHECKING:
    from journeys.app.employers import Employers
    from journeys.app.moving import Moving
    from journeys.app.persons import Persons
    from journeys.app.population import Population
    from journeys.app.ports.maintenance import Maintenance
    from journeys.app.reactors import Reactors
    from journeys.app.sealing import Sealing
    from journeys.projections.continuity import ContinuityOverview
    from journeys.projections.health import Health

ID_LETTERS = frozenset("0123456789abcdef-")


def local_day() -> date:
    """Return which day it is in the time zone of this machine."""
    return datetime.now().astimezone().date()


@observed("decide", "decide", "retract", "merge", "record", "record_all", "explain_safety")
@dataclass(frozen=True)
class Journeys:
    """The journeys of one municipality's store. Safe to share between threads.

    What few callers use is imported where they do.
    """

    store: Store
    book: Rulebook
    today: Callable[[], date] = local_day
    """Returns which day it is for those who record: the clock of every rule about days to come."""

    def decide(
        self,
        journey_id: JourneyId,
        verb: Verb[P],
        actor: Actor,
        request_id: str | None = None,
        sure: Collection[str] = (),
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[Entry, ...]:
        """Ask a verb, record what it decides, and return the new entries.

        Give `actor`, `request_id`, `sure` and the verb's own arguments by name; a type checker
        knows them. It is idempotent: `()` where all was recorded before, and a repeated request id
        returns the first answer. `sure` has the codes of doubts that are acknowledged; they are
        stored in the entries (`Entry.sure`), and are no part of the request.

        Raises Refused (request-id-used, where something else was asked under that id, or by
        somebody else; not-understood, where an argument is missing, unknown or of another type
        than its own: an id is a UUID and never its text); Doubted, a Refused with every doubt that
        is not in `sure`: ask the person, and then again; StoreBusy, where others who decide on
        this journey took longer than the lock timeout; Conflict, where every retry met another
        one, or where only your own transaction can be retried (`joining`); StoreError.
        """
        today, arguments = self.today(), require_arguments(verb, args, kwargs)
        return self._record(
            journey_id,
            lambda history: decide_with(
                history, verb, actor, self.book, today, arguments=arguments
            ),
            actor,
            request_id,
            [verb.__name__, (), arguments],
            sure=sure,
        )

    def retract(
        self,
        journey_id: JourneyId,
        *,
        entry: int,
        why: str,
        on: date,
        actor: Actor,
        replacement: Replacement = no_replacement,
        request_id: str | None = None,
        sure: Collection[str] = (),
    ) -> tuple[Entry, ...]:
        """Take an entry back, and record its replacement in the same commit.

        A request id stands for the retraction alone, whatever its replacement: give another id for
        another replacement.

        `replacement` decides on the history as it reads without the entry, for example
        `lambda history: decide(history, open_journey, actor, store.book, store.today(), on=...)`.
        Returns the new entries; raises as `decide`.
        """
        today = self.today()
        return self._record(
            journey_id,
            lambda history: retract(
                history,
                actor,
                self.book,
                today=today,
                entry=entry,
                why=why,
                on=on,
                replacement=replacement,
            ),
            actor,
            request_id,
            ["retract", entry, why, on],
            sure=sure,
        )

    def merge(
        self,
        journey_id: JourneyId,
        *,
        into: JourneyId,
        why: str,
        on: date,
        actor: Actor,
        request_id: str | None = None,
    ) -> tuple[Entry, ...]:
        """Join a journey to another of the same citizen: that one stays, and both ids find it.

        Nothing is copied. Every view, duty and count of the one that stays is made of the entries
        of both. Retracting the `JourneyAbsorbed` entry of the one that stays separates them again.
        Try it in `rehearsing()` first: joined wrongly, one person's record is shown to those who
        look at the other.

        Returns the new entries, one on each; `()` where they are joined so already. Raises
        UnknownJourney, Erased, and as `decide`. Refused: role-may-not, why-missing, journey-same,
        journey-merged, journey-restricted, merge-would-open, merge-would-close, and as `decide`.
        """
        from journeys.app.joining import join

        require_journey_id(journey_id)
        require_journey_id(into)
        require_form("on", on, DAY)
        require_actor(actor, request_id)
        today = require_form("today", self.today(), DAY)
        asked = ["merge", str(journey_id), why, on]
        wanted = None if request_id is None else request(request_id, into, actor, asked)
        return self.store.retrying(
            lambda transaction: join(
                transaction,
                self.book,
                journey_id,
                into,
                actor=actor,
                today=today,
                why=why,
                on=on,
                wanted=wanted,
            )
        )

    def record(
        self,
        journey_id: JourneyId,
        decision: Decision,
        actor: Actor,
        request_id: str | None = None,
        *,
        asked: object = None,
        sure: Collection[str] = (),
    ) -> tuple[Entry, ...]:
        """Record what a decision returns for this journey; returns and raises as `decide`.

        `asked` distinguishes the decision from others, as plain data: the same request id with
        other data is refused. Without it, all that one actor asks on this journey counts as the
        same.
        """
        return self._record(journey_id, checked(decision), actor, request_id, asked, sure=sure)

    def _record(
        self,
        journey_id: JourneyId,
        decision: Decision,
        actor: Actor,
        request_id: str | None,
        asked: object,
        *,
        sure: Collection[str],
    ) -> tuple[Entry, ...]:
        journey_id = require_journey_id(journey_id)
        sure = require_sure(sure)
        require_actor(actor, request_id)
        wanted = None if request_id is None else request(request_id, journey_id, actor, asked)
        return self.store.retrying(
            lambda transaction: record_one(
                transaction,
                self.book,
                journey_id,
                decision,
                actor=actor,
                today=require_form("today", self.today(), DAY),
                wanted=wanted,
                sure=sure,
            )
        )

    def record_all(
        self,
        decisions: Iterable[tuple[JourneyId, Decision]],
        actor: Actor,
        *,
        dry_run: bool = False,
        sure: Collection[str] = (),
    ) -> Recorded:
        """Record many decisions, all of them or none; each journey may come once.

        However many there are, a batch of them is in memory at once; nobody else can record
        meanwhile. Returns how much was recorded (with `dry_run`: would be, and nothing is). Raises
        as `decide`. An import passes as `sure` what a register means that a person would be asked
        about, such as days of earlier years (`errors.DOUBTS` has every code).
        """
        require_actor(actor)
        sure = require_sure(sure)
        today = require_form("today", self.today(), DAY)
        with self.store.reading() if dry_run else self.store.writing() as transaction:
            return record_all(
                transaction, self.book, decisions, actor, today=today, dry_run=dry_run, sure=sure
            )

    def explain_safety(
        self,
        journey_id: JourneyId,
        *,
        on: date,
        actor: Actor,
        request_id: str | None = None,
        sure: Collection[str] = (),
    ) -> tuple[Entry, ...]:
        """Record what the safety view answers that day as explained to the citizen, as given.

        Returns the new entry; `()` where the same was explained that day. Raises UnknownJourney,
        and as `decide`.
        """
        from journeys.app.explaining import explanation

        require_form("on", on, DAY)
        explained = explanation(journey_id, self.book, actor, on=on, today=self.today)
        return self._record(
            journey_id, explained, actor, request_id, ["explain_safety", on], sure=sure
        )

    @property
    def reactors(self) -> "Reactors":
        """Code outside that is told of what is recorded: outbox, leases and dead letters."""
        from journeys.app.reactors import Reactors

        return Reactors(self.store)

    @property
    def maintenance(self) -> "Maintenance":
        """The maintenance of the read models: status, check and rebuild."""
        return self.store.maintenance(self.book)

    def seen_by(self, actor: Actor, purpose: str, request_id: str | None = None) -> Reader:
        """Return the journeys as this actor sees them for this purpose: every view of a person.

        Each look is logged, before anything is shown, with who looked, in which role, at what, and
        with purpose and request id as given here. The citizen can read the purpose: name nobody in
        it. Looks in a rehearsal are logged too: somebody looked.
        Refused: role-may-not; actor-missing, purpose-missing, request-id-missing;
        words-carry-cpr, words-carry-diagnosis, words-unprintable.
        """
        return Reader(LoggedAccess(self.store, self.book, actor, purpose, request_id), self.book)

    def population(self, actor: Actor, purpose: str) -> "Population":
        """Return every journey at once, for what asks the same of each: see `Population.answers`.

        Refused: as `seen_by`; role-may-not, where the actor's role may not see several people at
        once.
        """
        from journeys.app.population import Population

        return Population({"": self.seen_by(actor, purpose).logged})

    @check_arguments
    def overview(self, *, on: date, by: Collection[Dimension] = DEFAULT_DIMENSIONS) -> Overview:
        """Return how many citizens there are on a day, by each dimension, as known now.

        Mask it with `journeys.projections.masking` before it is published.
        """
        with self.store.reading() as transaction:
            return transaction.queries.overview(on, by)

    @check_arguments
    def trend(
        self, *, on: date, by: Collection[Dimension] = DEFAULT_DIMENSIONS, months: int = BACK
    ) -> Trend:
        """Return the same counts on that day, and on it in each of so many months before.

        The months are 1 at least and 60 at most; other numbers are taken as these.
        """
        months = min(max(months, 1), FURTHEST_BACK)
        with self.store.reading() as transaction:
            return transaction.queries.trend(on, by, months)

    @check_arguments
    def continuity_overview(self, *, on: date) -> "ContinuityOverview":
        """Return how continuous the journeys of each municipality are, as known now."""
        with self.store.reading() as transaction:
            return transaction.queries.continuity(on)

    @property
    def persons(self) -> "Persons":
        """Who the journeys are about, and erasure."""
        from journeys.app.persons import Persons

        return Persons(self.store, self.book, self.today)

    @property
    def employers(self) -> "Employers":
        """The employers of the store, and the posts that they open."""
        from journeys.app.employers import Employers

        return Employers(self.store, self.book, self.today)

    @property
    def moving(self) -> "Moving":
        """Journeys that come from another store. One leaves by an auditor's `export`."""
        from journeys.app.moving import Moving

        return Moving(self.store, self.book)

    @property
    def seal(self) -> "Sealing":
        """What proves that nothing recorded was altered."""
        from journeys.app.sealing import Sealing

        return Sealing(self.store, self.book)

    @check_arguments
    def health(self, *, probe: bool = False) -> "Health":
        """Return whether the store is well, check by check. It raises no StoreError: it says so.

        It is read in at most three round trips, and nothing is written. With `probe`, the log is
        locked and something is written that leaves nothing behind: only that proves `writable`,
        which is None otherwise. In a transaction of yours (`joining`) what it meets ends that, too.
        """
        from journeys.app.health import health

        return health(self.store, self.book, self.today(), probe=probe)

    def ids_like(self, prefix: str, *, most: int = 2) -> tuple[JourneyId, ...]:
        """Return the journeys whose id begins like this, at most so many: two are ambiguous.

        For one that was joined to another, that is the one that stays. Erased journeys are returned
        only where there is no other. Refused: not-understood.
        """
        require_form("prefix", prefix, TEXT)
        if not set(prefix.lower()) <= ID_LETTERS:
            return ()
        with self.store.reading() as transaction:
            ids = transaction.queries.ids_like(prefix, most)
            merged = transaction.log.merged_like(prefix.lower())
            found = tuple(dict.fromkeys([*ids, *merged]))[:most]
            return found or tuple(transaction.log.erased_like(prefix.lower()))

    def newest_position(self) -> int:
        """Return the position of the newest entry in the log; 0 where there is none."""
        with self.store.reading() as transaction:
            return transaction.reactions.end()

    @check_arguments
    def keyed_digests(self, texts: Iterable[str]) -> list[bytes]:
        """Return a digest of each text under a key of this store: always the same, in it alone.

        A request id can be made of one: somebody who reads it cannot guess the text.
        """
        with self.store.reading() as transaction:
            return [transaction.log.keyed_hash(text) for text in texts]

    @contextmanager
    def unit_of_work(self) -> Iterator[Self]:
        """Yield the same journeys inside one transaction, committed at the end or rolled back.

        A Conflict in it is to be retried as in `joining`: the whole unit again. Raises StoreError
        where it cannot be committed.
        """
        with self.store.unit_of_work() as store:
            yield replace(self, store=store)

    def joining(self, connection: HostConnection) -> Self:
        """Return the same journeys inside the transaction of a connection that you own.

        Everything is read, recorded and logged there, and nothing is committed. Your rollback
        undoes all of it, logged looks too: show nothing that you roll back. Others who look wait
        from your first look until your transaction ends, and so do others who decide on the same
        journey from your decision on: at most as long as their lock timeout, and you as long as
        that of your own connection. Your connection must be to this store.

        A call that fails is rolled back alone, and your transaction can go on; but not after a
        Conflict. It says that what your transaction has read is no longer so: at REPEATABLE READ or
        SERIALIZABLE, or in SQLite, where others recorded since it began; or that the database ended
        a deadlock, with locks of your own or after a rollback to a savepoint of your own. Roll the
        whole transaction back, and run all of it again from its beginning (`docs/service.md` shows
        the loop). At READ COMMITTED, which is PostgreSQL's default, two who decide at once are no
        Conflict: they wait for each other.

        Verify, sign checkpoints and export in it only where it sees one state: on PostgreSQL at
        REPEATABLE READ. Else what others record meanwhile looks like an alteration.
        """
        return replace(self, store=self.store.joining(connection))

    def rehearsing(self) -> Self:
        """Return the same journeys, where every recording is rolled back again (a dry run).

        Each call returns what would be recorded. It does not see what an earlier one would have
        recorded.
        """
        return replace(self, store=self.store.rehearsing())

    def close(self) -> None:
        """Close every connection to the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
