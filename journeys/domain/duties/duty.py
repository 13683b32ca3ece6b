"""A duty, as one history gives it."""

from datetime import date
from typing import NamedTuple, Self


class Duty(NamedTuple):
    """Forpligtelse: what is owed, and the entries that raised and met it."""

    kind: str
    about: str
    """Its subject: an id, a name or a day; empty where it has none."""
    since: date
    due: date
    raised: int
    """The entry that raised it, by version."""
    owed_by: str = ""
    """Who owes it; empty where it is the person who is responsible."""
    met: date | None = None
    met_by: int | None = None
    """The entry that met it, by version."""

    @property
    def name(self) -> str:
        """The name by which it is left open when a journey is closed."""
        return f"{self.kind}:{self.about}" if self.about else self.kind

    def is_open(self, on: date) -> bool:
        """Whether it is owed on that day."""
        return self.since <= on and (self.met is None or on < self.met)

    def met_at(self, on: date, entry: int) -> Self:
        """Return this duty, met on that day by that entry."""
        return self._replace(met=on, met_by=entry)
