"""The form of a duty's rule: which facts can raise it and meet it, and how each is recognised."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple, TypeAlias

from journeys.domain.duties.duty import Duty
from journeys.domain.events.fact import Fact
from journeys.domain.history import Entry
from journeys.domain.journey import Journey
from journeys.domain.rulebook import Rulebook
from journeys.domain.stream import N, S


class StreamTransition(NamedTuple, Generic[N, S]):
    """An entry, the state of its stream just before and just after it, and the rulebook."""

    entry: N
    before: S
    after: S
    book: Rulebook

    @property
    def event(self) -> Any:  # noqa: ANN401 - an event of the kind of stream
        """What happened."""
        return self.entry.event


Transition: TypeAlias = StreamTransition[Entry, Journey]
"""An entry of a journey, the journey just before and just after it, and the rulebook."""


def _by_any(_transition: object, _duty: Duty) -> bool:
    return True


def _not_already(_transition: object, _earlier: object) -> None:
    return None


def _as_the_kind_says(_transition: object) -> None:
    return None


class DutyRule(NamedTuple, Generic[N, S]):
    """One kind of duty: what raises it and for what, what meets it, and by when.

    Most facts of a stream neither raise nor meet a given duty. The types of those that can are
    listed, so that no other fact is looked at.
    """

    kind: str
    raised_by: tuple[type[Fact], ...]
    """The facts that can raise it."""
    subjects: Callable[[StreamTransition[N, S]], Iterable[str]]
    """What a fact raises it for: one duty for each, with that as its `about`."""
    met_by: tuple[type[Fact], ...]
    """The facts that can meet it."""
    is_met: Callable[[StreamTransition[N, S], Duty], bool] = _by_any
    already_met: Callable[[StreamTransition[N, S], Sequence[N]], N | None] = _not_already
    """The entry that met it before it was raised: of the earlier entries, or this one itself."""
    due: Callable[[StreamTransition[N, S]], date | None] = _as_the_kind_says
    """By when, where the fact itself says so."""
    owed_by_subject: bool = False
    """Whether its subject is the name of the person who owes it."""
