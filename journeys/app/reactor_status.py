"""The status of reactors, by which a dead one is seen within 30 seconds. Pure: no clock is read.

The health of a store judges its reactors by the same functions.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from journeys.app.delivering import LEASE
from journeys.app.ports.reactors import Reaction, ReactorStatus, RunState, Standing

SILENT = 30_000_000  # microseconds without a heartbeat
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STOPPED = 0
"""Where a lease ends that was given up."""


def status_of(
    standings: Sequence[Standing], failed: Sequence[tuple[str, Reaction]], now_us: int
) -> tuple[ReactorStatus, ...]:
    """Return the status of each reactor; `failed` are the entries that each failed at."""
    return tuple(
        _status(each, [letter for name, letter in failed if name == each.name], now_us)
        for each in standings
    )


def run_state(standing: Standing, now_us: int) -> RunState:
    """Return whether a worker runs, has stopped, or was not heard of for too long."""
    if standing.until_us == STOPPED:
        return "stopped"
    return "running" if unheard_us(standing, now_us) <= SILENT else "silent"


def lag(standing: Standing) -> int:
    """Return how many entries wait for a reactor."""
    return max(0, standing.newest - standing.position)


def waited_us(standing: Standing, now_us: int) -> int:
    """Return for how many microseconds the oldest entry has waited; 0 where none waits."""
    if type(standing.oldest_us) is not int:  # SQLite may hold a value of another type
        return 0
    return max(0, now_us - standing.oldest_us)


def unheard_us(standing: Standing, now_us: int) -> int:
    """Return how many microseconds ago a reactor last took or renewed its lease.

    A clock that was ahead left a moment that has not come: it counts by its distance, too.
    """
    # Before schema 0014 there was no heartbeat: a lease says by its end when it was taken.
    taken_us = standing.until_us - LEASE if standing.until_us else 0
    return abs(now_us - (standing.heartbeat_us or taken_us))


def _status(standing: Standing, failed: Sequence[Reaction], now_us: int) -> ReactorStatus:
    undelivered = (each for each in failed if each.outcome == "undelivered")
    return ReactorStatus(
        name=standing.name,
        position=standing.position,
        state=run_state(standing, now_us),
        lag=lag(standing),
        lag_time=timedelta(microseconds=waited_us(standing, now_us)),
        last_delivery=_moment(standing.delivered_us),
        last_seen=_moment(standing.heartbeat_us),
        dead_letters=standing.dead_letters,
        waiting=next((each for each in undelivered if each.position > standing.position), None),
        letters=tuple(each for each in failed if each.outcome == "set-aside"),
    )


def _moment(us: int | None) -> datetime | None:
    return None if us is None else EPOCH + timedelta(microseconds=us)
