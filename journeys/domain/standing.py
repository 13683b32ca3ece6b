"""Standing: the recorded facts that the answer about the pension hangs on.

What is recorded with a later day is among them: nobody is told that a right is kept while its end,
or a ruling on it, stands in the record.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from typing import NamedTuple

from journeys.domain.events import rulings
from journeys.domain.events.pension import (
    Pension,
    PensionGranted,
    PensionResumed,
    PensionWithdrawn,
    ReassessmentSet,
)
from journeys.domain.events.rulings import Ruling, RulingFact, RulingMade, WishesHeard
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.vocabulary import WITHDRAWAL


class Standing(NamedTuple):
    """Sådan står sagen: the facts of one day."""

    pension: Pension
    reassessment: date | None
    """By when the right is looked at again: the next such day, or the last that has passed."""
    heard: bool
    """Whether the citizen was heard on a withdrawal, and nothing was decided since."""
    rulings: tuple[Ruling, ...]
    """Rulings that end the pension, and whose end is not recorded for the day they say."""
    sent_back: tuple[Ruling, ...]
    """Rulings on that which an appeal sent back, and on which nothing was decided since."""
    changed: tuple[Ruling, ...]
    """Rulings on that which an appeal changed, and on which nothing was decided since."""
    ends: PensionWithdrawn | None
    """The end of the pension that is recorded for a day ahead."""
    ended_by: Ruling | None
    """The ruling behind that end."""


def standing(history: History, on: date) -> Standing:
    """Return the facts of a day, with what this history knows of later days."""
    return standing_of(history.on(on).journey.pension, tuple(history.events), on)


def standing_of(pension: Pension, events: Sequence[Event], on: date) -> Standing:
    """Return the facts of a day: how the pension stands on it, and all events that are known.

    `events` are in order of effect, those with a later day too.
    """
    facts = (event for event in events if isinstance(event, RulingFact))
    made = reduce(rulings.evolve, facts, rulings.Rulings()).made
    ends = _ends(events, pension, made.values(), on)
    withdrawing = [ruling for ruling in made.values() if _is_about(ruling, pension)]
    decided = _Decided(tuple(events), on)
    return Standing(
        pension=pension,
        reassessment=_reassessment(events, pension, on),
        heard=_heard(events, pension),
        rulings=tuple(
            ruling
            for ruling in withdrawing
            if not ruling.undone and _waits(ruling, pension, ends, on)
        ),
        sent_back=tuple(
            ruling
            for ruling in withdrawing
            if ruling.answer == "sent-back" and not decided.since(ruling, pension)
        ),
        changed=tuple(
            ruling
            for ruling in withdrawing
            if ruling.answer == "changed" and not decided.since(ruling, pension)
        ),
        ends=ends,
        ended_by=None if ends is None else made.get(ends.ruling),
    )


def _is_about(ruling: Ruling, pension: Pension) -> bool:
    """Whether a ruling ends this pension, on whatever day, and not one before it."""
    said = ruling.made
    of_this = pension.granted is not None and max(said.on, said.effective_on) >= pension.granted
    return of_this and ruling.withdraws(date.max)


def _ends(
    events: Iterable[Event], pension: Pension, made: Iterable[Ruling], on: date
) -> PensionWithdrawn | None:
    """Return the first end that is recorded for a day ahead, by a ruling that still stands."""
    undone = {ruling.made.ruling for ruling in made if ruling.undone}
    ahead = (
        event
        for event in events
        if isinstance(event, PensionWithdrawn) and event.on > on and event.ruling not in undone
    )
    return next(ahead, None) if pension.exists else None


def _waits(ruling: Ruling, pension: Pension, ends: PensionWithdrawn | None, on: date) -> bool:
    """Whether a ruling has not become the end that is recorded.

    One whose end is recorded for a later day than it says itself waits from the day it says.
    """
    said = ruling.made
    if ends is not None and said.ruling == ends.ruling:
        return said.effective_on <= on
    if pension.state == "withdrawn":
        return said.ruling != pension.withdrawn_by
    return True


def _heard(events: Sequence[Event], pension: Pension) -> bool:
    """Whether the citizen was heard on a withdrawal of this pension after the last decision."""
    heard = False
    for event in events:
        match event:
            case PensionGranted():
                heard = False
            case WishesHeard() if event.matter == WITHDRAWAL:
                heard = True
            case RulingMade() if event.matter == WITHDRAWAL:
                heard = False
    return heard and pension.exists


def _reassessment(events: Sequence[Event], pension: Pension, on: date) -> date | None:
    """Return the next day by which the right is looked at again, or the last that has passed."""
    ahead = (event.due for event in events if isinstance(event, ReassessmentSet) and event.on > on)
    days = sorted(day for day in (pension.reassessment, *ahead) if day is not None)
    return next((day for day in days if day >= on), days[-1] if days else None)


class _Decided(NamedTuple):
    """What was decided on a withdrawal, and on which day."""

    events: tuple[Event, ...]
    on: date

    def since(self, appealed: Ruling, pension: Pension) -> bool:
        """Whether the matter of a ruling was decided after the answer to its appeal.

        By a new ruling or by taking the pension up again. A pension that is recorded as withdrawn
        by it comes back only by being taken up, or ends anew by a ruling that has effect.
        """
        if appealed.answered is None:
            return False
        after = [event for event in self.events if event.on >= appealed.answered]
        if any(isinstance(event, PensionResumed) and event.on <= self.on for event in after):
            return True
        if pension.withdrawn_by != appealed.made.ruling:
            return any(True for _ in self._rulings(after))
        return any(
            made.outcome != "not-granted" and made.effective_on <= self.on
            for made in self._rulings(after)
        )

    @staticmethod
    def _rulings(events: Iterable[Event]) -> Iterator[RulingMade]:
        return (
            event
            for event in events
            if isinstance(event, RulingMade) and event.matter == WITHDRAWAL
        )
