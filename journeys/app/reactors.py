"""Reactors: code outside that is told of every entry, at least once. The log is the outbox.

One process at a time holds the lease of a reactor. An entry that a reactor raises for is tried
again after a while, then becomes a dead letter.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from journeys.app.delivering import Chance, Clock, Delivery, chance, now_us
from journeys.app.logs import Log
from journeys.app.observing import observed
from journeys.app.ports.reactors import Reacted, Reaction, Reactor, ReactorStatus, Stop
from journeys.app.ports.store import Store, Transaction
from journeys.app.reactor_status import status_of
from journeys.domain.decisions.deciding import require_actor
from journeys.domain.decisions.forms import check_arguments
from journeys.domain.decisions.privacy import refuse_private, refuse_private_name
from journeys.domain.decisions.rules import require_text
from journeys.domain.errors import Refused, StoreBusy, StoreError, StoreUnreachable
from journeys.domain.message import Message
from journeys.domain.roles import Actor

log = Log(__name__)

SECOND = 1_000_000  # microseconds
HEARTBEAT = 10  # seconds after which a loop renews its lease at the latest
STANDBY = 5  # seconds until a worker asks again for a lease that another has
RETRY = 1  # seconds until a store that was lost is asked again


@observed("react", "again")
@dataclass(frozen=True)
class Reactors:
    """Reaktioner: reactors by name, each with its own position in the log and its own ledger.

    Guaranteed: each entry is delivered at least once, in the order of the log, by one worker of a
    reactor at a time. A dead letter comes later than those behind it.
    """

    store: Store
    clock: Clock = now_us
    chance: Chance = chance

    @check_arguments
    def react(self, name: str, reactor: Reactor, *, since: int | None = None) -> Reacted:
        """Deliver every entry up to now that was not delivered to this reactor.

        A new name begins at the log's end, or after the position `since`; a known one continues
        where it was. Each entry is delivered outside of any transaction, and noted when the reactor
        returns: killed in between, it is delivered again. Where the reactor raises, the run stops
        there, and the entry is tried again by a run after a wait (5 seconds, then longer, up to 5
        minutes); after five tries it is set aside as a dead letter, and the run continues after it.
        An entry whose row was altered is set aside at once. Raises StoreBusy where another process
        has the lease of this name. Refused: not-understood, where `since` is no position of the
        log, too; name-missing.
        """
        with self._leased(name, reactor, since) as delivery:
            # What is recorded meanwhile waits for the next run: else this might never end.
            with self.store.reading() as transaction:
                end = transaction.reactions.end()
            return delivery.deliver(end)

    @check_arguments
    def run(self, name: str, reactor: Reactor, stop: Stop, *, since: int | None = None) -> None:
        """Deliver every entry soon after it is recorded, until `stop` is set: a loop for a thread.

        `stop` is a `threading.Event`, or one of `multiprocessing`. Deliveries are those of `react`.
        Where another worker has the lease, this one stands by, and takes over within five seconds
        after that one stops, or within 65 after it was killed. Where the store cannot be reached,
        it warns once in the log and continues as soon as the store is back. The lease is
        renewed every ten seconds: its heartbeat. Raises BrokenHistory where somebody moved the
        reactor, and what ends a store for good, such as SchemaNewer. Refused: as `react`. In a
        host's transaction, or in a rehearsal: ValueError.
        """
        self._check_name(name)
        delivery, is_lost = self._delivery(name, reactor), False
        with self.store.watching() as watch:
            try:
                while not stop.is_set():
                    try:
                        seconds = self._turn(delivery, since, stop)
                    except (StoreUnreachable, StoreBusy) as error:
                        if not is_lost:
                            log.warning(
                                "a reactor lost its store, and waits for it",
                                error=type(error).__name__,
                            )
                        is_lost = True
                        stop.wait(RETRY)
                        continue
                    if is_lost:
                        log.info("a reactor has its store again")
                        is_lost = False
                    if delivery.leads:
                        watch.wait(stop, seconds)
                    else:
                        stop.wait(seconds)
            finally:
                with suppress(StoreError):
                    delivery.release()

    @check_arguments
    def again(self, name: str, reactor: Reactor) -> Reacted:
        """Deliver every entry that was set aside (a dead letter) once more, without a wait.

        Raises as `react`. Refused: reactor-unknown.
        """
        self._require_known(name)
        with self._leased(name, reactor, None) as delivery:
            delivered, stopped_at = 0, None
            for reaction in self.ledger(name):
                if reaction.outcome == "set-aside" and delivery.leads:
                    if delivery.redeliver(reaction.position):
                        delivered += 1
                    else:
                        stopped_at = stopped_at or reaction.position
            with self.store.reading() as transaction:
                position = transaction.reactions.position(name) or 0
            return Reacted(delivered, position, stopped_at)

    @check_arguments
    def retry(self, name: str, position: int) -> Reaction:
        """Have one entry that failed tried again as soon as a worker of this reactor runs.

        A dead letter, or the entry that waits to be tried again. Returns it as it is now. Refused:
        reactor-unknown; no-dead-letter, where no entry failed at this position.
        """
        with self._of_known(name, position) as transaction:
            found = transaction.reactions.schedule(name, position, self.clock())
            return self._letter(transaction, name, position, found=found)

    @check_arguments
    def skip(self, name: str, position: int, *, actor: Actor, reason: str) -> Reaction:
        """Give one entry that failed up: it is not delivered to this reactor any more.

        A dead letter, or the entry that waits to be tried again: then those behind it are next. It
        cannot be taken back; try it in `rehearsing()` first. Who did it and why is stored in the
        clear: name nobody in the reason. Returns it as it is now. Refused: as `retry`;
        actor-missing, reason-missing, words-carry-cpr, words-carry-diagnosis, words-unprintable.
        """
        require_actor(actor)
        refuse_private("reason", require_text(reason, "reason"))
        with self._of_known(name, position) as transaction:
            found = transaction.reactions.skip(name, position, actor, reason, self.clock())
            return self._letter(transaction, name, position, found=found)

    @check_arguments
    def ledger(self, name: str) -> Sequence[Reaction]:
        """Return what became of each entry with a reactor, by position."""
        with self.store.reading() as transaction:
            return transaction.reactions.ledger(name)

    def status(self) -> tuple[ReactorStatus, ...]:
        """Return where each reactor is, by name, how far it lags, and what it failed at."""
        with self.store.reading() as transaction:
            records, failed = transaction.reactions.records(), transaction.reactions.failed()
        return status_of(records, failed, self.clock())

    def _turn(self, delivery: Delivery, since: int | None, stop: Stop) -> float:
        """Deliver what is due; return for how many seconds nothing is to be done."""
        renewed = delivery.renewed_us
        if renewed is None or not 0 <= self.clock() - renewed < HEARTBEAT * SECOND:
            delivery.acquire(since)
        if not delivery.leads:
            return STANDBY
        delivery.deliver(None, stop)
        due = delivery.next_due_us()
        if due is None:
            return HEARTBEAT
        return min(HEARTBEAT, max(0.0, (due - self.clock()) / SECOND))

    def _delivery(self, name: str, reactor: Reactor) -> Delivery:
        return Delivery(self.store, self.clock, self.chance, name, reactor)

    @contextmanager
    def _leased(self, name: str, reactor: Reactor, since: int | None) -> Iterator[Delivery]:
        """Yield a worker that has the lease of a reactor. Raises StoreBusy."""
        self._check_name(name)
        delivery = self._delivery(name, reactor)
        if not delivery.acquire(since):
            raise StoreBusy(
                "Another process runs this reactor, or was interrupted a moment ago. Nothing was "
                "delivered; try again in a minute."
            )
        try:
            yield delivery
        finally:
            delivery.release()

    def _check_name(self, name: str) -> None:
        refuse_private_name("name", require_text(name, "name"))

    def _require_known(self, name: str) -> None:
        """Require that there is a reactor of this name. Refused: reactor-unknown."""
        self._check_name(name)
        with self.store.reading() as transaction:
            _require_known(transaction, name)

    @contextmanager
    def _of_known(self, name: str, position: int) -> Iterator[Transaction]:
        """Yield a writing transaction of a store that has this reactor and this position."""
        self._check_name(name)
        with self.store.writing() as transaction:
            _require_known(transaction, name)
            if not 0 < position <= transaction.reactions.end():
                # It may be more than the column can hold.
                raise _no_dead_letter(name, position)
            yield transaction

    def _letter(
        self, transaction: Transaction, name: str, position: int, *, found: bool
    ) -> Reaction:
        letter = transaction.reactions.letter(name, position)
        if letter is None or not found:
            raise _no_dead_letter(name, position)
        return letter


def _no_dead_letter(name: str, position: int) -> Refused:
    return Refused(
        "no-dead-letter",
        "The reactor {name} has no undelivered entry at position {position}: it was "
        "delivered or skipped, or was not tried yet. `journeys reactors` lists those there "
        "are.",
        name=name,
        position=position,
    )


def _require_known(transaction: Transaction, name: str) -> None:
    names = transaction.reactions.names()
    if name not in names:
        raise Refused(
            "reactor-unknown",
            "There is no reactor {name} in this store. There are: {names}.",
            name=name,
            names=", ".join(names) or Message("none so far"),
        )
