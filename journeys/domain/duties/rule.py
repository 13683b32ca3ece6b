"""A watch: it looks at one moment, an entry and the journey before and after it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from journeys.domain.duties.duty import Duty
from journeys.domain.events.fact import Fact
from journeys.domain.history import Entry
from journeys.domain.journey import Event, Journey
from journeys.domain.rulebook import Rulebook


class Moment(NamedTuple):
    """An entry, and the journey just before and just after it."""

    entry: Entry
    before: Journey
    after: Journey
    book: Rulebook

    @property
    def event(self) -> Event:
        """What happened."""
        return self.entry.event


def _at_once(_moment: Moment, _duty: Duty) -> bool:
    return True


def _nothing_yet(_moment: Moment, _seen: Sequence[Entry]) -> Entry | None:
    return None


def _as_the_kind_says(_moment: Moment) -> date | None:
    return None


class Watch(NamedTuple):
    """One kind of duty: what raises it, about what; what meets it; and by when.

    Most facts of a journey neither raise nor meet a given duty: what can is named by its kind, so
    that no other is looked at.
    """

    kind: str
    by: tuple[type[Fact], ...]
    """The facts that can raise it."""
    raised: Callable[[Moment], Iterable[str]]
    through: tuple[type[Fact], ...]
    """The facts that can meet it."""
    met: Callable[[Moment, Duty], bool] = _at_once
    already: Callable[[Moment, Sequence[Entry]], Entry | None] = _nothing_yet
    """What met it before it could wait."""
    due: Callable[[Moment], date | None] = _as_the_kind_says
    by_name: bool = False
    """Whether what it is about is the name of who owes it."""
