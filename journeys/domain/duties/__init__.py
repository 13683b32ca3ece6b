"""Duties: what is owed, to whom, since when, due when and met when. Read off one history.

Nothing is stored about a duty: facts raise it and facts meet it, so none can be lost, and a day
that passes changes none of them.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from journeys.domain.duties.casework import FOLLOW_UP, HANDOVER, WALKING
from journeys.domain.duties.duty import Duty
from journeys.domain.duties.income_gaps import income_gaps
from journeys.domain.duties.law_changes import weakened
from journeys.domain.duties.rights import RIGHTS
from journeys.domain.duties.rule import Moment, Watch
from journeys.domain.duties.silence import silences
from journeys.domain.events.fact import Fact
from journeys.domain.events.people import JourneyClosed
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook

__all__ = ["FOLLOW_UP", "HANDOVER", "Duty", "duties", "open_duties"]

WATCHES = (*RIGHTS, *WALKING)
"""Every duty that one entry raises and one entry meets."""


@cache
def watches_of(fact: type[Fact]) -> tuple[Watch, ...]:
    """Return the watches that a fact of this kind can set off."""
    return tuple(watch for watch in WATCHES if issubclass(fact, watch.by))


@cache
def ended_by(fact: type[Fact]) -> frozenset[str]:
    """Return the kinds of duties that a fact of this kind can meet, or end."""
    return frozenset(
        watch.kind for watch in WATCHES if issubclass(fact, (JourneyClosed, *watch.through))
    )


def duties(history: History, book: Rulebook) -> tuple[Duty, ...]:
    """Return every duty the history raises, met or open, by the day it is owed from.

    One that will be owed from a later day (a silence that has not lasted yet) is among them.
    """
    told = [
        *_watched(history, book),
        *silences(history, book),
        *income_gaps(history, book),
        *weakened(history, book),
    ]
    return tuple(sorted(told, key=lambda duty: (duty.since, duty.kind, duty.about, duty.raised)))


def open_duties(history: History, book: Rulebook, on: date) -> tuple[Duty, ...]:
    """Return what is owed and not met on that day, as known in this history."""
    return tuple(
        # One that a later day of the law will end is as open as the others today.
        duty._replace(met=None, met_by=None)
        for duty in duties(history.on(on), book)
        if duty.is_open(on)
    )


class _Waiting(NamedTuple):
    """A duty that nothing has met yet, and who is watching for what does."""

    duty: Duty
    watch: Watch


def _watched(history: History, book: Rulebook) -> Iterator[Duty]:
    waiting = list[_Waiting]()
    for nr, change in enumerate(history.changes):
        entry = change.entry
        watches, ended = watches_of(type(entry.event)), ended_by(type(entry.event))
        if not (watches or (waiting and ended)):
            continue
        moment = Moment(*change, book)
        if met := [each for each in waiting if each.watch.kind in ended and _ends(each, moment)]:
            yield from (each.duty.met_at(entry.event.on, entry.version) for each in met)
            waiting = [each for each in waiting if each not in met]
        for watch in watches:
            for about in watch.raised(moment):
                if any(each.watch is watch and each.duty.about == about for each in waiting):
                    continue
                duty = _new(watch, moment, about)
                if already := watch.already(moment, history.in_force[:nr]):
                    yield duty.met_at(duty.since, already.version)
                else:
                    waiting.append(_Waiting(duty, watch))
    yield from (each.duty for each in waiting)


def _ends(waiting: _Waiting, moment: Moment) -> bool:
    if isinstance(moment.event, JourneyClosed):
        return moment.book.duties[waiting.watch.kind].ends_with_journey
    return waiting.watch.met(moment, waiting.duty)


def _new(watch: Watch, moment: Moment, about: str) -> Duty:
    since = moment.event.on
    return Duty(
        kind=watch.kind,
        about=about,
        since=since,
        due=watch.due(moment) or moment.book.due(watch.kind, since),
        raised=moment.entry.version,
        owed_by=about if watch.by_name else "",
    )
