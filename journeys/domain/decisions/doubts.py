"""Tvivl: what a tired person may not have meant. It is no rule: who records says that it is meant.

A decision raises doubts about the events that it would record. Somebody who is sure acknowledges
them by their codes, and the codes are stored with the entry; until then it is refused (`Doubted`).
Decided again on its own result a decision records nothing, and nothing is doubted.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, date
from decimal import Decimal
from itertools import chain
from typing import Any

from journeys.domain.days import days_after
from journeys.domain.decisions.days_ahead import days_of
from journeys.domain.decisions.forms import not_understood
from journeys.domain.decisions.privacy import texts_of
from journeys.domain.doubt import CODES, Doubt, Doubting
from journeys.domain.employers.events import EmployerContactChanged, EmployerRegistered
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.posts import PostOpened, Task, TaskCarvedOut
from journeys.domain.errors import Doubted
from journeys.domain.events.fact import Fact
from journeys.domain.events.path import SubgoalRevised, SubgoalSet
from journeys.domain.events.pension import (
    PensionGranted,
    PensionRestRequested,
    PensionReturnRequested,
    PensionSchemeChanged,
)
from journeys.domain.events.people import HandoverAccepted, HandoverOffered, JourneyOpened
from journeys.domain.events.preparation import PensionApplied
from journeys.domain.events.rulings import RulingAppealed
from journeys.domain.events.work import PlacementHoursChanged, PlacementStarted
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.law.full_time import full_time
from journeys.domain.law.privacy_words import names_diagnosis
from journeys.domain.message import FieldName, Message
from journeys.domain.plain_text import plain
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.stream import AnyHistory

DAYS_AHEAD = 60
"""What is planned further ahead is asked about. Our own choice."""

DAYS_BACK = 60
"""A day of an earlier year is asked about only where it lies further back: a talk of December that
is recorded in January is ordinary. Our own choice."""

LONG_AGO = (PensionGranted, PensionSchemeChanged)
"""What is of an earlier year by its nature, and is typed with its day."""

RIGHTS = (PensionApplied, PensionRestRequested, PensionReturnRequested, RulingAppealed)
"""What a citizen has a right to ask for. It is never doubted: a question could hold it up."""

DAYS_REACHED = 60
"""A subgoal that was reached so recently is not set again without a question. Our own choice."""


Doubts = Callable[[Any, Any, Doubting], Iterator[Doubt]]
"""Yields the doubts of one kind about an event that would be recorded next on a history."""


def require_sure(sure: object) -> frozenset[str]:
    """Return the codes that somebody acknowledges. Refused: not-understood, for any other text."""
    codes = sure if isinstance(sure, Collection) and not isinstance(sure, str) else (None,)
    if any(code not in CODES for code in codes):
        raise not_understood("sure", Message("codes of doubts, such as day-far-ahead"))
    return frozenset(map(str, codes))


def acknowledged(
    history: AnyHistory, events: Sequence[Fact], by: Doubting, sure: Collection[str]
) -> list[tuple[str, ...]]:
    """Return, for each event, the codes of its doubts; all of them are acknowledged by `sure`.

    Raises Doubted with every doubt that is not, of all events at once. A code in `sure` of which
    there is no doubt is left out. Refused: not-understood, where it is the code of no doubt.
    """
    codes, raised = require_sure(sure), list[list[Doubt]]()
    by = by._replace(under_way=_is_under_way(history, by.today))
    for nr, event in enumerate(events, start=1):
        kinds = () if isinstance(event, RIGHTS) else KINDS[type(history)]
        raised.append([doubt for each in kinds for doubt in each(history, event, by)])
        if nr < len(events):
            history = history.followed_by([event])
    if not any(raised):
        return [()] * len(events)
    if doubts := [each for each in chain.from_iterable(raised) if each.code not in codes]:
        raise Doubted(tuple(dict.fromkeys(doubts)))
    return [tuple(dict.fromkeys(doubt.code for doubt in doubts)) for doubts in raised]


def colleagues_in(
    history: AnyHistory, events: Sequence[Fact], actor: Actor, book: Rulebook
) -> frozenset[str]:
    """Return the names of colleagues in these events that only the store can know.

    The actor is known, everybody who recorded on this journey or was responsible for it, and those
    whom the municipality's own file names; so are those who recorded on this employer's stream or
    were its contact.
    """
    named = {name for event in events for _, name in _colleague_in(event)}
    if not named:
        return frozenset()
    known = {actor.name, actor.principal.name, *book.staff, *_known_here(history)}
    return frozenset(named - known)


def _colleague_in(event: Fact) -> Iterator[tuple[str, str]]:
    """Yield the field of an event that names a colleague who is to act, and the name."""
    match event:
        case JourneyOpened(responsible=name):
            yield "responsible", name
        case EmployerRegistered(contact=name):
            yield "contact", name
        case HandoverOffered(to=name) | EmployerContactChanged(to=name):
            yield "to", name


def _known_here(history: AnyHistory) -> Iterator[str]:
    for entry in history.entries:
        yield entry.actor
        match entry.event:
            case JourneyOpened(responsible=name) | HandoverAccepted(by=name):
                yield name
            case EmployerRegistered(contact=name) | EmployerContactChanged(to=name):
                yield name


def _days(_history: AnyHistory, event: Fact, by: Doubting) -> Iterator[Doubt]:
    """Doubt a plan far ahead, and a day of an earlier year on a journey that is under way.

    A past is entered at once, when the journey is new to the store: a pension that was granted long
    ago, a register. From the next day on, such a day is mostly a year mistyped.
    """
    for field, day, planned in days_of(event):
        if day > days_after(by.today, DAYS_AHEAD):
            yield Doubt(
                "day-far-ahead",
                Message(
                    "{field}: {day} is {days} days ahead.",
                    field=FieldName(field),
                    day=day,
                    days=(day - by.today).days,
                ),
            )
        is_earlier = (
            not isinstance(event, LONG_AGO)
            and day.year < by.today.year
            and days_after(day, DAYS_BACK) < by.today
        )
        if is_earlier and not (planned and field != "on") and by.under_way:
            yield Doubt(
                "day-in-earlier-year",
                Message(
                    "{field}: {day} is in an earlier year; today is {today}.",
                    field=FieldName(field),
                    day=day,
                    today=by.today,
                ),
            )


def _is_under_way(history: AnyHistory, today: date) -> bool:
    """Whether the journey was in the store before today."""
    return bool(history.entries) and (history.entries[0].recorded_at.astimezone(UTC).date() < today)


def _hours(history: History, event: Event, _by: Doubting) -> Iterator[Doubt]:
    """Doubt more paid hours than full time, in all, and fewer hours present than paid."""
    if not isinstance(event, PlacementStarted | PlacementHoursChanged):
        return
    running = history.followed_by([event]).on(event.on).journey.work.running
    in_all = sum((place.paid_hours or Decimal(0) for place in running), Decimal(0))
    if event.paid_hours and in_all > full_time().hours:
        yield Doubt(
            "hours-above-full-time",
            Message(
                "{field}: with this, {hours} hours a week are paid in all; full time is {most}.",
                field=FieldName("paid_hours"),
                hours=in_all,
                most=full_time().hours,
            ),
        )
    for place in running:
        paid, present = place.paid_hours, place.present_hours
        if place.placement != event.placement or paid is None or present is None:
            continue
        if present < paid:
            yield Doubt(
                "hours-present-below-paid",
                Message(
                    "{field}: somebody would be there for {present} hours and be paid for {paid}.",
                    field=FieldName("present_hours"),
                    present=present,
                    paid=paid,
                ),
            )


def _colleagues(_history: AnyHistory, event: Fact, by: Doubting) -> Iterator[Doubt]:
    """Doubt the name of a colleague whom nobody has heard of: nobody would follow the stream."""
    for field, name in _colleague_in(event):
        if name in by.strangers:
            yield Doubt(
                "colleague-not-known",
                Message(
                    "{field}: nobody of that name is known here. Check how it is spelt.",
                    field=FieldName(field),
                ),
            )


def _task_hours(_history: AnyHistory, event: Fact, _by: Doubting) -> Iterator[Doubt]:
    """Doubt a task of more hours a week than full time: mostly hours a month, or a slip."""
    match event:
        case TaskCarvedOut(task=task):
            tasks: tuple[Task, ...] = (task,)
        case PostOpened(tasks=tasks):
            pass
        case _:
            return
    for task in tasks:
        if task.hours > full_time().hours:
            yield Doubt(
                "hours-above-full-time",
                Message(
                    "{field}: a task of {hours} hours a week; full time is {most}.",
                    field=FieldName("hours"),
                    hours=task.hours,
                    most=full_time().hours,
                ),
            )


def _posts(history: EmployerHistory, event: Fact, _by: Doubting) -> Iterator[Doubt]:
    """Doubt a post that is called as one that is open on its first day."""
    if not isinstance(event, PostOpened):
        return
    for post in history.on(event.on).employer.room.posts.values():
        if (
            post.post != event.post
            and post.open_on(event.on)
            and _folded(post.words) == _folded(event.words)
        ):
            yield Doubt(
                "post-opened-twice",
                Message(
                    "{field}: a post of that name is open already. If several can share it, "
                    "change how many.",
                    field=FieldName("words"),
                ),
            )
            return


def _subgoals(history: History, event: Event, by: Doubting) -> Iterator[Doubt]:
    """Doubt a subgoal with the title of one that is open, or was reached recently."""
    if not isinstance(event, SubgoalSet | SubgoalRevised) or event.title is None:
        return
    title = _folded(event.title)
    for step in history.journey.path.subgoals.values():
        recently = step.reached and days_after(step.reached, DAYS_REACHED) >= by.today
        if (
            step.subgoal != event.subgoal
            and (step.is_open or recently)
            and _folded(step.title) == title
        ):
            yield Doubt(
                "subgoal-set-twice",
                Message("{field}: there is a subgoal of that title.", field=FieldName("title")),
            )
            return


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _diagnoses(_history: AnyHistory, event: Fact, _by: Doubting) -> Iterator[Doubt]:
    """Doubt words that name a diagnosis. A code is refused; a word may mean something else."""
    for field, text, marker in texts_of(event):
        if not marker and names_diagnosis(plain(text)):
            yield Doubt(
                "words-name-diagnosis",
                Message(
                    "{field}: this names a diagnosis. Write what the citizen can do, or what the "
                    "work has to make room for.",
                    field=FieldName(field),
                ),
            )


KINDS: Mapping[type[AnyHistory], tuple[Doubts, ...]] = {
    History: (_days, _hours, _colleagues, _subgoals, _diagnoses),
    EmployerHistory: (_days, _task_hours, _colleagues, _posts, _diagnoses),
}
"""By kind of stream, the doubts about its events."""
