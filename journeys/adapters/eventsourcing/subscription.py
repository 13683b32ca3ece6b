"""Following a log as it grows, without a thread of its own."""

from collections import deque
from collections.abc import Sequence
from threading import Event, Lock
from typing import TYPE_CHECKING

from eventsourcing.persistence import ApplicationRecorder, Notification, Subscription
from sqlalchemy import Engine

from journeys.adapters.sql.database.listening import listen

if TYPE_CHECKING:
    import psycopg

BATCH = 500  # notifications selected at once
POLL = 0.05  # seconds between two looks into a SQLite file
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
        engine: Engine,
        channel: str,
        gt: int | None = None,
        topics: Sequence[str] = (),
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._engine = engine
        self._channel = channel
        self._connection: psycopg.Connection | None = None
        self._in_use = Lock()  # the connection must not be closed under a thread that waits on it

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
        from psycopg import OperationalError  # noqa: PLC0415 - SQLite needs no psycopg

        with self._in_use:
            try:
                if self._connection is None:
                    # A commit before LISTEN sent no notification here: look again at once.
                    self._listen()
                else:
                    deque(self._connection.notifies(timeout=LISTEN, stop_after=1), maxlen=0)
            except OperationalError:
                # A lost connection loses no event: the next look finds what was committed.
                self._hang_up()
                self._stopped.wait(POLL)

    def _listen(self) -> None:
        self._connection = listen(self._engine, self._channel)

    def _close(self) -> None:
        with self._in_use:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def subscription(
    recorder: ApplicationRecorder,
    engine: Engine,
    channel: str,
    gt: int | None = None,
    topics: Sequence[str] = (),
) -> SQLAlchemySubscription:
    """Return the subscription that suits the engine's database."""
    if engine.dialect.name == "postgresql":
        return ListeningSubscription(recorder, engine, channel, gt, topics)
    return SQLAlchemySubscription(recorder, gt, topics)
