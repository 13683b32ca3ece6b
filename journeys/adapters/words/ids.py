"""Ids and digests as people see them: their first characters, which are enough to type."""

import re
from uuid import UUID

from journeys.domain.fingerprint import is_digest

SHOWN = 8
"""How many characters of an id are shown."""
WHOLE_ID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")
SHOWN_OF_A_DIGEST = 16
"""How many hex digits of a digest are shown."""


def shortened(text: str) -> str | None:
    """Return what is shown of a whole id or digest; None for any other text."""
    if WHOLE_ID.fullmatch(text):
        return text[:SHOWN]
    return short_digest(text) if is_digest(text) else None


def short_digest(digest: str) -> str:
    """Return the digits of a digest that people compare on a screen."""
    return digest[:SHOWN_OF_A_DIGEST]


def short(thing: UUID) -> str:
    """Return the characters of an id that people see and can type."""
    return str(thing)[:SHOWN]
