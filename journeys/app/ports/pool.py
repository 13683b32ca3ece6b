"""The connections that a store has to its database: its own, or those of a host's engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from journeys.domain.message import Message

TOO_FEW = Message("A pool needs at least one connection, and no number or time below zero.")


@dataclass(frozen=True, slots=True)
class Pool:
    """Forbindelser: the connections that a store keeps and shares between threads.

    `size` stay open. `overflow` more are opened while those are in use, and closed afterwards.
    `timeout` is how many seconds a call waits for one before it raises errors.StoreBusy, and at
    most waits for a server that restarts. `recycle` is after how many seconds a connection is
    replaced: choose less than a firewall on the way allows. Raises ValueError.
    """

    size: int = 5
    overflow: int = 10
    timeout: float = 30
    recycle: float | None = None

    def __post_init__(self) -> None:
        if self.size < 1 or min(self.overflow, self.timeout, self.recycle or 0) < 0:
            raise ValueError(TOO_FEW)


class HostEngine(Protocol):
    """A SQLAlchemy Engine of the host's: this library's own layers do not import SQLAlchemy."""

    def get_execution_options(self) -> Mapping[str, Any]:
        """Return the options that each of its statements has."""
