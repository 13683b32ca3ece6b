"""Ids as people type them: in full, or by their first signs. What was typed is never repeated."""

import re
from collections.abc import Collection
from uuid import UUID

from journeys.adapters.cli.output.danish import folded
from journeys.adapters.words.ids import WHOLE_ID

FULL = 36
ID_START = re.compile(r"[0-9a-f][0-9a-f-]{3,34}")


def id_start(text: str) -> str:
    """Return the beginning of an id, or all of it, as ids are stored. Raises ValueError."""
    typed = text.strip().lower()
    if WHOLE_ID.fullmatch(typed):
        return str(UUID(typed))
    if not ID_START.fullmatch(typed):
        raise ValueError("Give the id, or its first 4 signs or more (digits and a to f).")
    return typed


def whole_id(text: str) -> UUID:
    """Return an id that is typed in full. Raises ValueError."""
    try:
        return UUID(text)
    except ValueError:
        raise ValueError("This is no id: give a UUID, or leave it out for a new one.") from None


def completed(start: str, names: Collection[str]) -> str:
    """Return the only name that begins like this; `start` itself where it is not one alone.

    Capital letters and small are the same, and a name in full is meant although others go on.
    """
    begins = folded(start)
    found = [name for name in names if folded(name) == begins] or [
        name for name in names if folded(name).startswith(begins)
    ]
    return found[0] if len(found) == 1 else start
