"""The status of reactors, by which a dead one is seen within 30 seconds. Pure: no clock is read.

The health of a store judges its reactors by the same functions.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from journeys.app.delivering import LEASE
from journeys.app.ports.reactors import Reaction, ReactorRecord, ReactorStatus, RunState

SILENT = 30_000_000  # microseconds without a heartbeat
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STOPPED = 0
"""Where a lease ends that was given up."""


def status_of(
    records: Sequence[ReactorRecord], failed: Sequence[tuple[str, Reaction]], now_us: int
) -> tuple[ReactorStatus, ...]:
    """Return the status of each reactor; `failed` are the entries that each failed at."""
    return tuple(
        _status(each, [letter for name, letter in failed if name == each.name], now_us)
        for each in records
    )


def run_state(record: ReactorRecord, now_us: int) -> RunState:
    """Return whether a worker runs, has stopped, or was not heard of for too long."""
    if record.until_us == STOPPED:
        return "stopped"
    return "running" if unheard_us(record, now_us) <= SILENT else "silent"


def lag(record: ReactorRecord) -> int:
    """Return how many entries wait for a reactor."""
    return max(0, record.newest - record.position)


def waited_us(record: ReactorRecord, now_us: int) -> int:
    """Return for how many microseconds the oldest entry has waited; 0 where none waits."""
    if type(record.oldest_us) is not int:  # SQLite may hold a value of another type
        return 0
    return max(0, now_us - record.oldest_us)


def unheard_us(record: ReactorRecord, now_us: int) -> int:
    """Return how many microseconds ago a reactor last took or renewed its lease.

    A clock that was ahead left a moment that has not come: it counts by its distance, too.
    """
    # An older version wrote no heartbeat: a lease says by its end when it was taken.
    taken_us = record.until_us - LEASE if record.until_us else 0
    return abs(now_us - (record.heartbeat_us or taken_us))


def _status(record: ReactorRecord, failed: Sequence[Reaction], now_us: int) -> ReactorStatus:
    undelivered = (each for each in failed if each.outcome == "undelivered")
    return ReactorStatus(
        name=record.name,
        position=record.position,
        state=run_state(record, now_us),
        lag=lag(record),
        lag_time=timedelta(microseconds=waited_us(record, now_us)),
        last_delivery=_moment(record.delivered_us),
        last_seen=_moment(record.heartbeat_us),
        dead_letters=record.dead_letters,
        waiting=next((each for each in undelivered if each.position > record.position), None),
        letters=tuple(each for each in failed if each.outcome == "set-aside"),
    )


def _moment(us: int | None) -> datetime | None:
    return None if us is None else EPOCH + timedelta(microseconds=us)
