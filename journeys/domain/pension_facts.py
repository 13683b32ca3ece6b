"""Pension facts: the recorded facts that the answer about the pension depends on.

Facts with a later day are among them: nobody is told that a right is kept while its end, or a
ruling on it, is already recorded.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from typing import NamedTuple

from journeys.domain.events import rulings
from journeys.domain.events.pension import (
    Pension,
    PensionFact,
    PensionGranted,
    PensionResumed,
    PensionSchemeChanged,
    PensionWithdrawn,
    ReassessmentSet,
)
from journeys.domain.events.people import JourneyOpened, SupportBasisChanged
from journeys.domain.events.rulings import (
    AppealDecided,
    Ruling,
    RulingFact,
    RulingMade,
    WishesHeard,
)
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.vocabulary import FOLKEPENSION, WITHDRAWAL

BEARING = (PensionFact, RulingFact, JourneyOpened, SupportBasisChanged)
"""The facts that the answer can depend on."""


class PensionFacts(NamedTuple):
    """Sådan står sagen: the facts as of one day."""

    pension: Pension
    reassessment: date | None = None
    """The day by which the right is reassessed: the next one, or else the last that has passed."""
    heard: bool = False
    """Whether the citizen was heard on a withdrawal and nothing was decided since."""
    rulings: tuple[Ruling, ...] = ()
    """Rulings that end the pension, where that end is not recorded for the day they give."""
    sent_back: tuple[Ruling, ...] = ()
    """Rulings on withdrawal, of any outcome, that an appeal sent back; nothing decided since."""
    changed: tuple[Ruling, ...] = ()
    """Rulings on withdrawal, of any outcome, that an appeal changed; nothing decided since."""
    ends: PensionWithdrawn | None = None
    """The end of the pension that is recorded for a later day."""
    ended_by: Ruling | None = None
    """The ruling behind that end."""
    void_end: PensionWithdrawn | None = None
    """An end recorded for a later day, by a ruling that did not stand on appeal."""
    folkepension: date | None = None
    """From when the citizen lives on folkepension; it may be a later day."""
    moves: date | None = None
    """The later day on which the pension is recorded as moved to the new scheme."""
    past: History | None = None
    """The history up to that day, to ask for an earlier one."""

    def pension_on(self, day: date) -> Pension:
        """Return the pension as of an earlier day; without a past, as it is."""
        return self.pension if self.past is None else self.past.on(day).journey.pension


def pension_facts(history: History, on: date) -> PensionFacts:
    """Return the facts as of a day, with what this history records for later days."""
    as_of = history.on(on)
    pension, events = as_of.journey.pension, history.memoised(_bearing)
    facts = (event for event in events if isinstance(event, RulingFact))
    made = reduce(rulings.evolve, facts, rulings.Rulings()).made
    about = [ruling for ruling in made.values() if _is_about(ruling, pension)]
    undone = {ruling.made.ruling for ruling in about if ruling.undone}
    ahead = [
        event
        for event in events
        if isinstance(event, PensionWithdrawn) and event.on > on and pension.exists
    ]
    ends = next((each for each in ahead if each.ruling not in undone), None)
    open_appeals = [
        ruling
        for ruling in about
        if ruling.undone and not _decided_since_appeal(ruling, about, events, pension, on)
    ]
    return PensionFacts(
        pension=pension,
        reassessment=_reassessment(events, pension, on),
        heard=_heard_since_decision(events, pension, on),
        rulings=tuple(
            ruling
            for ruling in about
            if ruling.withdraws(date.max)
            and not ruling.undone
            and _is_unrecorded(ruling, pension, ends, on)
        ),
        sent_back=tuple(each for each in open_appeals if each.answer == "sent-back"),
        changed=tuple(each for each in open_appeals if each.answer == "changed"),
        ends=ends,
        ended_by=None if ends is None else made.get(ends.ruling),
        void_end=next((each for each in ahead if each.ruling in undone), None),
        folkepension=_folkepension(events, on),
        moves=_moves(events, pension, on),
        past=as_of,
    )


def _bearing(history: History) -> tuple[Event, ...]:
    """Return the events that the answer can depend on: few of a long journey's."""
    return tuple(event for event in history.events if isinstance(event, BEARING))


def _is_about(ruling: Ruling, pension: Pension) -> bool:
    """Whether a ruling is on the withdrawal of this pension, not of an earlier one."""
    made = ruling.made
    of_this = pension.granted is not None and max(made.on, made.effective_on) >= pension.granted
    return of_this and made.matter == WITHDRAWAL


def _is_unrecorded(
    ruling: Ruling, pension: Pension, ends: PensionWithdrawn | None, on: date
) -> bool:
    """Whether the end that a ruling decides is not recorded for the day the ruling gives.

    If it is recorded for a later day, that is so from the day the ruling gives.
    """
    made = ruling.made
    if ends is not None and made.ruling == ends.ruling:
        return made.effective_on <= on
    if pension.state == "withdrawn":
        return made.ruling != pension.withdrawn_by
    return True


def _heard_since_decision(events: Sequence[Event], pension: Pension, on: date) -> bool:
    """Whether the citizen was heard on a withdrawal of this pension after the last decision."""
    heard = False
    for event in events:
        match event:
            case PensionGranted():
                heard = False
            case WishesHeard() if event.matter == WITHDRAWAL:
                heard = True
            case RulingMade() if event.matter == WITHDRAWAL and event.on <= on:
                heard = False
    return heard and pension.exists


def _reassessment(events: Sequence[Event], pension: Pension, on: date) -> date | None:
    """Return the next day by which the right is reassessed, or else the last that has passed."""
    ahead = (event.due for event in events if isinstance(event, ReassessmentSet) and event.on > on)
    days = sorted(day for day in (pension.reassessment, *ahead) if day is not None)
    return next((day for day in days if day >= on), days[-1] if days else None)


def _folkepension(events: Iterable[Event], on: date) -> date | None:
    """Return the day from which the citizen lives on folkepension, past or later, if recorded."""
    since = None
    for event in events:
        if isinstance(event, JourneyOpened | SupportBasisChanged):
            if event.basis == FOLKEPENSION:
                since = since or event.on
            elif event.on <= on:
                since = None
    return since


def _moves(events: Iterable[Event], pension: Pension, on: date) -> date | None:
    """Return the later day on which a pension of the old scheme is recorded as moved."""
    days = (event.on for event in events if isinstance(event, PensionSchemeChanged))
    return min((day for day in days if day > on and pension.scheme == "old"), default=None)


def _decided_since_appeal(
    appealed: Ruling, about: Iterable[Ruling], events: Sequence[Event], pension: Pension, on: date
) -> bool:
    """Whether the matter of a ruling was decided after the answer to its appeal.

    A new ruling decides it that was made by that day and stands. If the ruling had ended the
    pension and was changed, resuming the pension decides it too. While the pension is withdrawn by
    the ruling, a new one decides it only if it has effect and also ends the pension.
    """
    later = {event.ruling for event in _after_the_answer(appealed, events)}
    newer = [
        other
        for other in about
        if other.made.ruling in later and other.made.on <= on and not other.undone
    ]
    if pension.withdrawn_by == appealed.made.ruling:
        return any(other.withdraws(on) for other in newer)
    return bool(newer) or (appealed.answer == "changed" and _resumed_since(appealed, events, on))


def _after_the_answer(appealed: Ruling, events: Sequence[Event]) -> Iterator[RulingMade]:
    """Yield the rulings that were made after the answer to an appeal."""
    answered = False
    for event in events:
        if isinstance(event, AppealDecided) and event.ruling == appealed.made.ruling:
            answered = True
        if answered and isinstance(event, RulingMade):
            yield event


def _resumed_since(ended_by: Ruling, events: Sequence[Event], on: date) -> bool:
    """Whether a pension that was withdrawn by a ruling is resumed."""
    withdrawn = False
    for event in events:
        if isinstance(event, PensionWithdrawn) and event.ruling == ended_by.made.ruling:
            withdrawn = event.on <= on
        if isinstance(event, PensionResumed) and event.on <= on and withdrawn:
            return True
    return False
