"""Following a log as it grows, without a thread of its own."""

from collections import deque
from collections.abc import Sequence
from threading import Event

from eventsourcing.persistence import ApplicationRecorder, Notification, Subscription
from sqlalchemy import Engine

from journeys.adapters.sql.database.connections import can_listen
from journeys.adapters.sql.database.forks import ForkSafeLock
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.watching import ListeningWatch

BATCH = 500  # notifications selected at once
POLL = 0.05  # seconds between two looks at a log without notifications
LISTEN = 0.5  # seconds until the log is read without a notification: the server may be gone


class SQLAlchemySubscription(Subscription[ApplicationRecorder]):
    """Yields the notifications after a position, and waits at the end of the log for more.

    Ends soon after stop() is called, from any thread. Raises eventsourcing's persistence errors
    when the log cannot be read.
    """

    def __init__(
        self, recorder: ApplicationRecorder, gt: int | None = None, topics: Sequence[str] = ()
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._position = gt or 0
        self._pending: deque[Notification] = deque()
        self._stopped = Event()

    def stop(self) -> None:
        """End the iteration, now or at the next step."""
        super().stop()
        self._stopped.set()

    def __next__(self) -> Notification:
        while not self._stopped.is_set():
            if self._pending:
                return self._pending.popleft()
            if not self._fetch():
                self._wait()
        raise StopIteration

    def _fetch(self) -> bool:
        """Look for more, and return whether there was anything new, of whatever topic."""
        last = self._recorder.max_notification_id() or 0
        if last <= self._position:
            return False
        self._pending.extend(
            self._recorder.select_notifications(
                self._position, BATCH, last, self._topics, inclusive_of_start=False
            )
        )
        # A batch that is not full has passed over everything up to the last position.
        self._position = self._pending[-1].id if len(self._pending) == BATCH else last
        return True

    def _wait(self) -> None:
        self._stopped.wait(POLL)


class ListeningSubscription(SQLAlchemySubscription):
    """Waits by PostgreSQL's LISTEN for the notification that the log's trigger sends."""

    def __init__(
        self,
        recorder: ApplicationRecorder,
        watch: ListeningWatch,
        gt: int | None = None,
        topics: Sequence[str] = (),
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._watch = watch
        self._in_use = ForkSafeLock()
        """The watch must not be closed under a thread that waits on it."""

    def __next__(self) -> Notification:
        try:
            return super().__next__()
        except BaseException:
            self._close()
            raise

    def __exit__(self, *args: object, **kwargs: object) -> None:
        """Stop, and close the listening connection."""
        super().__exit__(*args, **kwargs)
        self._close()

    def _wait(self) -> None:
        with self._in_use:
            self._watch.wait(self._stopped, LISTEN)

    def _close(self) -> None:
        with self._in_use:
            self._watch.close()


def subscription(
    recorder: ApplicationRecorder,
    engine: Engine,
    tables: Tables,
    gt: int | None = None,
    topics: Sequence[str] = (),
) -> SQLAlchemySubscription:
    """Return the subscription that suits the engine's database.

    Where it cannot listen it selects the newest position. A reactor's loop looks at the version of
    a SQLite file (`PollingWatch`), which takes a connection that somebody must close: who drops a
    subscription of eventsourcing's need not.
    """
    if can_listen(engine):
        return ListeningSubscription(recorder, ListeningWatch(engine, tables), gt, topics)
    return SQLAlchemySubscription(recorder, gt, topics)
