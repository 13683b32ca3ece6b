"""Reading: what is known of one journey for estimating effects, as codes, days and hours.

A plain fact is read as the history has it; what somebody judged with both clocks (bitemporal), so
that it can be read as known on any day. No words and no name are among it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from journeys.domain.events.contact import ContactFact
from journeys.domain.events.path import PathFact
from journeys.domain.events.preparation import PreparationFact
from journeys.domain.events.rulings import RulingFact
from journeys.domain.events.strengths import StrengthFact
from journeys.domain.events.workplace import WorkplaceFact
from journeys.domain.history import History
from journeys.domain.income import pays_wage
from journeys.domain.rulebook import Rulebook
from journeys.projections.effects.facts import JourneyFacts, Span, Valued, Worked
from journeys.projections.effects.read_ends import (
    Closing,
    closed_as,
    closings,
    departed,
    lost_on,
)
from journeys.projections.effects.read_recorded import delays, judged
from journeys.projections.effects.read_starts import started
from journeys.projections.periods import Period, periods

UNREAD = (PathFact, ContactFact, StrengthFact, RulingFact, WorkplaceFact, PreparationFact)


def facts(history: History, book: Rulebook) -> JourneyFacts:
    """Return what is read of one journey. Pure and total.

    Of a journey that was joined to another nothing is read: it is read with that one. A journey
    that was closed and resumed is followed in between as well, with what the closing says.
    """
    if not history.entries or history.merged_into is not None:
        return JourneyFacts(history.stream if history.entries else UUID(int=0), ())
    stream, history = history.stream, _that_matter(history)
    found = history.memoised(periods)
    followed = _joined(_of("journey", found))
    ends = tuple(closings(history, book))
    left = departed(found, followed, ends, book)
    return JourneyFacts(
        journey=stream,
        followed=followed,
        basis=tuple(Valued(each.value, each.starts, each.ends) for each in _of("basis", found)),
        started=tuple(sorted(started(history, found, book), key=lambda each: each.starts)),
        worked=tuple(sorted(_worked(found, ends, book), key=lambda each: each.starts)),
        studied=_joined([*_of("education", found), *closed_as("education", ends)]),
        judged=tuple(judged(history)),
        departed=left,
        lost_on=lost_on(found, ends, left),
        delays=tuple(delays(history)),
    )


def _that_matter(history: History) -> History:
    """Return the history without the families of entries that nothing here is read of.

    No part of the state that is read depends on them, and to fold them takes most of the time.
    """
    entries = (each for each in history.entries if not isinstance(each.event, UNREAD))
    return replace(history, entries=tuple(entries))


def _of(track: str, found: Iterable[Period]) -> Iterator[Period]:
    return (each for each in found if each.track == track)


def _joined(spells: Iterable[Period | Span]) -> tuple[Span, ...]:
    """Return the days of these spells; those that meet or overlap are one."""
    joined = list[Span]()
    for each in sorted(spells, key=lambda each: each.starts):
        last = joined[-1] if joined else None
        if last is None or (last.ends is not None and last.ends < each.starts):
            joined.append(Span(each.starts, each.ends))
        elif last.ends is not None and (each.ends is None or each.ends > last.ends):
            joined[-1] = Span(last.starts, each.ends)
    return tuple(joined)


def _worked(found: Iterable[Period], ends: Sequence[Closing], book: Rulebook) -> Iterator[Worked]:
    """Yield the spells of paid work, as `JourneyFacts.worked` says what counts."""
    kinds = book.vocabularies["placement"].terms
    subsidised = {code for code, term in kinds.items() if term.paid and term.stands_for}
    for each in _of("placement", found):
        if each.value not in subsidised and pays_wage(each.value, each.paid_hours, book):
            yield Worked(each.starts, each.ends, each.paid_hours)
    for days in closed_as("work", ends):
        yield Worked(*days, hours=None)
