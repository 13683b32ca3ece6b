"""Looks: who looked at a journey, at what and why. They are kept in a log of their own."""

from datetime import datetime
from typing import NamedTuple

from journeys.domain.roles import Actor


class Look(NamedTuple):
    """Opslag: somebody looks at a view of a journey, for a purpose."""

    actor: Actor
    view: str
    purpose: str
    request_id: str | None = None


class LoggedLook(NamedTuple):
    """Opslag foretaget: a look as it was noted; `position` counts those at the whole store."""

    at: datetime
    position: int
    look: Look
