"""Standing: the recorded facts that the answer about the pension hangs on.

What is recorded with a later day is among them: nobody is told that a right is kept while its end,
or a ruling on it, stands in the record.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import reduce
from typing import NamedTuple

from journeys.domain.events import rulings
from journeys.domain.events.pension import Pension, PensionWithdrawn, ReassessmentSet
from journeys.domain.events.rulings import Ruling, RulingFact
from journeys.domain.history import History
from journeys.domain.journey import Event, Journey
from journeys.domain.vocabulary import WITHDRAWAL, RulingId


class Standing(NamedTuple):
    """Sådan står sagen: the facts of one day."""

    pension: Pension
    reassessment: date | None
    """By when the right is looked at again."""
    heard: bool
    """Whether the citizen was heard on a withdrawal, and nothing was decided yet."""
    rulings: tuple[Ruling, ...]
    """Rulings that end the pension, where the end is not recorded, or their day has come."""
    sent_back: tuple[Ruling, ...]
    """Rulings on that which an appeal sent back, and which were not made anew yet."""
    ends: date | None
    """The day ahead from which the pension is recorded as withdrawn."""
    undone: tuple[Ruling, ...]
    """Rulings that an appeal took back, by which the pension is recorded as withdrawn."""


def standing(history: History, on: date) -> Standing:
    """Return the facts of a day, with what this history knows of later days."""
    ahead = [event for event in history.events if event.on > on]
    return standing_of(history.on(on).journey, ahead, on)


def standing_of(journey: Journey, ahead: Sequence[Event], on: date) -> Standing:
    """Return the facts of a journey on a day, and of what is recorded with a later one."""
    pension = journey.pension
    made = reduce(
        rulings.evolve, (event for event in ahead if isinstance(event, RulingFact)), journey.rulings
    ).made
    ending = [ruling for ruling in made.values() if _ends(ruling, pension)]
    recorded = [event for event in ahead if isinstance(event, PensionWithdrawn)]
    ends = [each.on for each in recorded if each.ruling not in made or not made[each.ruling].undone]
    withdrawn_by = {*(each.ruling for each in recorded), pension.withdrawn_by}
    return Standing(
        pension=pension,
        reassessment=pension.reassessment or _reassessment(ahead),
        heard=WITHDRAWAL in journey.rulings.heard and not _decided(made.values()),
        rulings=tuple(
            ruling
            for ruling in ending
            if not ruling.undone and _waits(ruling, withdrawn_by, pension, on)
        ),
        sent_back=tuple(
            ruling
            for ruling in ending
            if ruling.answer == "sent-back" and not _made_anew(ruling, made.values())
        ),
        ends=min(ends, default=None),
        undone=tuple(
            ruling
            for by, ruling in made.items()
            if by in withdrawn_by and ruling.undone and not _made_anew(ruling, made.values())
        ),
    )


def _ends(ruling: Ruling, pension: Pension) -> bool:
    """Whether a ruling ends this pension, on whatever day, and not one before it."""
    of_this = pension.granted is not None and ruling.made.on >= pension.granted
    return of_this and ruling.withdraws(date.max)


def _waits(
    ruling: Ruling, withdrawn_by: Collection[RulingId | None], pension: Pension, on: date
) -> bool:
    """Whether its end is not recorded; or is for a later day, although it says an earlier one."""
    made = ruling.made
    if pension.state == "withdrawn":
        # One before it was overtaken by the ruling that ended the pension.
        later = pension.since is not None and made.on >= pension.since
        return later and made.ruling != pension.withdrawn_by
    if made.ruling in withdrawn_by:
        return made.effective is not None and made.effective <= on
    return True


def _reassessment(ahead: Iterable[Event]) -> date | None:
    """Return the day of a reassessment that is recorded as set on a later day."""
    return next((event.due for event in ahead if isinstance(event, ReassessmentSet)), None)


def _decided(made: Iterable[Ruling]) -> bool:
    return any(ruling.made.matter == WITHDRAWAL for ruling in made)


def _made_anew(ruling: Ruling, made: Iterable[Ruling]) -> bool:
    """Whether that matter was decided again after the appeal was answered."""
    answered = ruling.answered
    return answered is not None and any(
        other.made.matter == WITHDRAWAL and other.made.on >= answered for other in made
    )
