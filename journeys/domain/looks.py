"""Looks: who looked at a journey, at what and why. They have a log of their own, the access log."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from journeys.domain.message import Message
from journeys.domain.roles import Actor


class Look(NamedTuple):
    """Opslag: somebody looks at a view of a journey, for a purpose."""

    actor: Actor
    view: str
    purpose: str
    request_id: str | None = None


class LoggedLook(NamedTuple):
    """Opslag foretaget: a look in the access log. `position` counts all looks of the store."""

    at: datetime
    position: int
    look: Look


class ReadLooks(NamedTuple):
    """The looks at a journey that can be read, the oldest first; and why others cannot."""

    looks: Sequence[LoggedLook]
    set_aside: Mapping[int, Message]
    """By the position of a look in the access log."""


class LooksBy(NamedTuple):
    """The looks of one person that can be read, the oldest first; and what cannot be read."""

    looks: Sequence[tuple[UUID, LoggedLook]]
    """Each with the stream that was looked at: of a journey, or of an employer."""
    set_aside: Mapping[int, Message]
    """By its position in the access log, a look that may be theirs, and why it cannot be read."""
    erased: int
    """How many looks of anybody were at what has been erased since: who looked is erased, too."""
