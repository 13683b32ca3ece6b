"""The form of a duty's rule: which facts can raise it and meet it, and how each is recognised."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from journeys.domain.duties.duty import Duty
from journeys.domain.events.fact import Fact
from journeys.domain.history import Entry
from journeys.domain.journey import Event, Journey
from journeys.domain.rulebook import Rulebook


class Transition(NamedTuple):
    """An entry, the journey just before and just after it, and the rulebook."""

    entry: Entry
    before: Journey
    after: Journey
    book: Rulebook

    @property
    def event(self) -> Event:
        """What happened."""
        return self.entry.event


def _by_any(_transition: Transition, _duty: Duty) -> bool:
    return True


def _not_already(_transition: Transition, _earlier: Sequence[Entry]) -> Entry | None:
    return None


def _as_the_kind_says(_transition: Transition) -> date | None:
    return None


class DutyRule(NamedTuple):
    """One kind of duty: what raises it and for what, what meets it, and by when.

    Most facts of a journey neither raise nor meet a given duty. The types of those that can are
    listed, so that no other fact is looked at.
    """

    kind: str
    raised_by: tuple[type[Fact], ...]
    """The facts that can raise it."""
    subjects: Callable[[Transition], Iterable[str]]
    """What a fact raises it for: one duty for each, with that as its `about`."""
    met_by: tuple[type[Fact], ...]
    """The facts that can meet it."""
    is_met: Callable[[Transition, Duty], bool] = _by_any
    already_met: Callable[[Transition, Sequence[Entry]], Entry | None] = _not_already
    """The entry that met it before it was raised: of the earlier entries, or this one itself."""
    due: Callable[[Transition], date | None] = _as_the_kind_says
    """By when, where the fact itself says so."""
    owed_by_subject: bool = False
    """Whether its subject is the name of the person who owes it."""
