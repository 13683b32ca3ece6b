"""What is read of a citizen for a match, and the reasons that follow from it.

It is competences, wishes and where they have been. The support basis is not among it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from journeys.domain.days import days_after
from journeys.domain.employers.posts import Task
from journeys.domain.events.strengths import CompetenceRecorded
from journeys.domain.events.work import Placement
from journeys.domain.history import History
from journeys.domain.message import Message, Phrase
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId, PostId
from journeys.projections.employers.match import Wish
from journeys.projections.employers.post import CodeName
from journeys.projections.places import places


class Person(NamedTuple):
    """Borger i et match: what is compared, and what is shown beside."""

    journey: JourneyId
    coded: Mapping[str, CompetenceRecorded]
    """By code of a competence, where it was written down last."""
    wishes: tuple[Wish, ...]
    been_in: Mapping[PostId, tuple[Message, ...]]


def person_of(journey_id: JourneyId, history: History, on: date) -> Person:
    """Return what is read of a citizen on a day."""
    been_in = dict[PostId, list[tuple[date, date | None]]]()
    for place in places(history):
        if place.starts <= on and place.starts != place.ends:
            been_in.setdefault(place.post, []).append((place.starts, place.ends))
    return Person(
        journey=journey_id,
        coded={code: each for each in competences_of(history, on) for code in each.codes},
        wishes=tuple(
            Wish(on=each.on, words=each.words) for each in history.on(on).journey.path.wishes
        ),
        been_in={
            post: tuple(_been(*each, on) for each in _joined(spans))
            for post, spans in been_in.items()
        },
    )


def competences_of(history: History, on: date) -> Iterator[CompetenceRecorded]:
    """Yield what was written down that the citizen can do, by the day."""
    return (each for each in history.on(on).events if isinstance(each, CompetenceRecorded))


def in_common(task: Task, person: Person) -> tuple[str, ...]:
    """Return the codes that a task asks for and the citizen has, in the order of the task."""
    return tuple(code for code in dict.fromkeys(task.competences) if code in person.coded)


def reasons(task: Task, person: Person, book: Rulebook) -> tuple[Message, ...]:
    """Return a reason for each code in common."""
    return tuple(_reason(code, person.coded[code], book) for code in in_common(task, person))


def _reason(code: str, event: CompetenceRecorded, book: Rulebook) -> Message:
    name = CodeName.of(book, "competence", code)
    competence = Phrase(_inside(name.da), _inside(name.en))
    if event.seen_where:
        return Message(
            "The task asks for {competence}; you wrote it down at {where} on {day}.",
            competence=competence,
            where=event.seen_where,
            day=event.on,
        )
    return Message(
        "The task asks for {competence}; you wrote it down on {day}.",
        competence=competence,
        day=event.on,
    )


def _inside(name: str) -> str:
    """Return a name as it is written inside a sentence: an abbreviation stays as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _joined(
    spans: Sequence[tuple[date, date | None]],
) -> list[tuple[date, date | None]]:
    """Return the same days with those that follow each other as one, the earliest first."""
    found = list[tuple[date, date | None]]()
    for starts, ends in sorted(spans, key=lambda each: each[0]):
        if found and (found[-1][1] is None or starts <= found[-1][1]):
            last = found[-1][1]
            later = None if last is None or ends is None else max(last, ends)
            found[-1] = (found[-1][0], later)
        else:
            found.append((starts, ends))
    return found


def _been(starts: date, ends: date | None, on: date) -> Message:
    if ends is None or ends > on:
        return Message("Has been in it since {starts}.", starts=starts)
    return Message("Was in it from {starts} to {last}.", starts=starts, last=days_after(ends, -1))


def placement_in_words(place: Placement, book: Rulebook) -> Message:
    """Return where the citizen worked or tried work, and when."""
    name = CodeName.of(book, "placement", place.placement_kind)
    kind = Phrase(name.da, name.en)
    where: Phrase | Message = kind
    if place.employer:
        where = Message("{kind} at {employer}", kind=kind, employer=place.employer)
    if place.ended is None:
        return Message("{where} since {since}.", where=where, since=place.since)
    return Message(
        "{where} from {since}, ended {ended}.", where=where, since=place.since, ended=place.ended
    )
