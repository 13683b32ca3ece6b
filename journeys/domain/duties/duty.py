"""One duty."""

from datetime import date
from typing import NamedTuple, Self


class Duty(NamedTuple):
    """Forpligtelse: what is owed, and the entries that raised and met it."""

    kind: str
    about: str
    """What tells it from others of its kind: a ruling's id, a name, a version; or nothing."""
    since: date
    due: date
    raised: int
    """The entry that raised it, by version."""
    owed_by: str = ""
    """Who owes it, where that is not whoever is responsible."""
    met: date | None = None
    met_by: int | None = None
    """The entry that met it, by version."""

    @property
    def name(self) -> str:
        """What it is called where it is knowingly left open."""
        return f"{self.kind}:{self.about}" if self.about else self.kind

    def is_open(self, on: date) -> bool:
        """Whether it is owed on that day."""
        return self.since <= on and (self.met is None or on < self.met)

    def met_at(self, on: date, entry: int) -> Self:
        """Return the same, met on that day by that entry."""
        return self._replace(met=on, met_by=entry)
