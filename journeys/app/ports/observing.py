"""What is seen of one use case from outside: what was asked, how it ended, and how long it took.

An act carries nothing of a person: no words, no name, no number. Its journey's id is for an
observer to hash, and never to pass on.
"""

from typing import Literal, Protocol
from uuid import UUID

ActKind = Literal["decide", "view", "rebuild", "react"]
Ending = Literal["recorded", "nothing-new", "done", "refused", "conflict", "error"]


class Act:
    """Handling: one decision, view, rebuild or run of a reactor, while it is observed."""

    __slots__ = (
        "code",
        "conflicts",
        "entries",
        "error",
        "journey",
        "kind",
        "name",
        "outcome",
        "reactor",
        "seconds",
        "span",
        "waited",
    )

    def __init__(self, kind: ActKind, name: str, journey: UUID | None) -> None:
        self.kind = kind
        self.name = name
        """The verb that decides, or the method that was called."""
        self.journey = journey
        self.reactor: str | None = None
        """The name of the reactor that ran."""
        self.outcome: Ending = "done"
        self.code: str | None = None
        """Of the refusal."""
        self.error: str | None = None
        """The class of the error; its message could be about a person."""
        self.entries = 0
        """How many entries were recorded, or delivered."""
        self.conflicts = 0
        """How often somebody else wrote first; each but the last was retried."""
        self.waited = 0.0
        """How many seconds of it were waits for locks."""
        self.seconds = 0.0
        self.span: object = None
        """What an observer keeps with it."""


class Observer(Protocol):
    """Port: sees each act begin and end."""

    def began(self, act: Act) -> None:
        """Note that an act begins."""

    def ended(self, act: Act) -> None:
        """Note that it ended, as its outcome says."""

    def lags(self, of: str, reactor: str | None, seconds: float) -> None:
        """Note how far the read tables, or a reactor, are behind the log."""
