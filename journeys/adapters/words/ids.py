"""Ids as people see them: their first characters, which are enough to type."""

import re
from uuid import UUID

SHOWN = 8
"""How many characters of an id are shown."""
WHOLE_ID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")


def short(thing: UUID) -> str:
    """Return the characters of an id that people see and can type."""
    return str(thing)[:SHOWN]
