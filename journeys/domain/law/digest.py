"""The digest of an edition: evidence of how the law was read.

A store seals it, and an explanation to a citizen carries it. So a law file that was changed under
the name of an old edition is found (`journeys audit verify`).
"""

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel

from journeys.domain.fingerprint import fingerprint

NOTHING: tuple[object, ...] = (None, (), {})
"""Values that say nothing: what holds one is left out."""


def digest(day: date, parts: Mapping[str, object]) -> str:
    """Return the SHA-256, in hex, of the parts of the law as read in the edition of that day.

    What is read alike in a later version of the library has the same digest: a field that holds
    its default is left out, and so is an empty table. A row that names a later edition is no part
    of it.
    """
    read = {name: _as_read(day, value) for name, value in parts.items()}
    return fingerprint({name: value for name, value in read.items() if value not in NOTHING})


def _as_read(day: date, value: object) -> object:
    match value:
        case BaseModel():
            return value.model_dump(exclude_defaults=True)
        case tuple() | list():
            rows = (each for each in value if (getattr(each, "edition", None) or day) <= day)
            return tuple(_as_read(day, each) for each in rows)
        case Mapping():
            return {key: _as_read(day, each) for key, each in value.items()}
        case _:
            return value
