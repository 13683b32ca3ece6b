"""Match: what somebody can do beside what tasks ask for, as reasons in words.

Codes alone are compared. There is no score and no order of merit: posts and people are in the
order of the alphabet. The support basis is never read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Self
from uuid import UUID

from pydantic import Field

from journeys.domain.days import days_after
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.posts import Task
from journeys.domain.events.strengths import CompetenceRecorded
from journeys.domain.events.work import Placement
from journeys.domain.history import History
from journeys.domain.message import Message, Phrase
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import Hours, JourneyId, PostId
from journeys.projections.alphabetical import alphabetical
from journeys.projections.employers.coverage import ByPost, Standing
from journeys.projections.employers.lists import standings_on
from journeys.projections.employers.post import CodeName, competence_names
from journeys.projections.places import places
from journeys.projections.view import SetAside, View

NOTHING_IN_COMMON = Message("No code in common: read for yourself.")
"""The reason where a task or a citizen has no code, or none is the same."""


class Wish(View):
    """Ønske: what the citizen said, in their own words; shown beside and never compared."""

    on: date
    words: str


class TaskMatch(View):
    """One task with free hours, and what it has in common with what the citizen can do."""

    task: UUID
    words: str
    free_hours: Hours
    when: str
    competences: tuple[CodeName, ...]
    """What it asks for, by code."""
    competence_words: str
    """The same in words; shown beside and never compared."""
    reasons: tuple[Message, ...]
    """One for each code in common; or the one that there is none, and to read for oneself."""
    in_common: tuple[str, ...]
    """The codes in common; empty where there are none."""


class PostForCitizen(View):
    """One post with free tasks."""

    employer: UUID
    employer_name: str
    post: UUID
    post_kind: CodeName
    words: str
    free_places: int
    tasks: tuple[TaskMatch, ...]
    been_there: tuple[Message, ...]
    """What the citizen has taken part in there already."""


class CitizenMatch(View):
    """Match for en borger: the posts with free tasks, in the order of the alphabet."""

    journey: UUID
    on: date
    wishes: tuple[Wish, ...]
    job_goals: tuple[Wish, ...]
    competences: tuple[Wish, ...]
    """What was written down without a code: shown beside and never compared."""
    taken_part: tuple[Message, ...]
    """Where the citizen has worked or tried work, and when; the earliest first."""
    posts: tuple[PostForCitizen, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """The employers that cannot be read, and why."""


class PersonForTask(View):
    """One citizen who could do a task, and why."""

    journey: UUID
    reasons: tuple[Message, ...]
    in_common: tuple[str, ...]
    wishes: tuple[Wish, ...]
    """Shown beside and never compared."""
    been_there: tuple[Message, ...]
    """What the citizen has taken part in there already."""


class TaskForPeople(View):
    """One task of a post, and who could do it, by the id of the journey."""

    task: UUID
    words: str
    free_hours: Hours
    when: str
    competences: tuple[CodeName, ...]
    competence_words: str
    people: tuple[PersonForTask, ...]


class PostMatch(View):
    """Match for en stilling: by task, who could do it and why; never a ranking."""

    employer: UUID
    employer_name: str
    post: UUID
    words: str
    on: date
    responsible: str
    free_places: int
    tasks: tuple[TaskForPeople, ...]
    without_code: tuple[UUID, ...]
    """Who was read and has no code in common with any task: read for yourself."""
    read: tuple[UUID, ...]
    """Everybody who was read; each is a logged look."""
    some_restricted: bool = False
    """Whether somebody is left out whose journey is restricted to others."""
    set_aside: SetAside = Field(default_factory=dict)
    """The journeys that cannot be read, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        return self.model_copy(
            update={
                "tasks": tuple(
                    task.model_copy(
                        update={
                            "people": tuple(
                                each for each in task.people if str(each.journey) not in set_aside
                            )
                        }
                    )
                    for task in self.tasks
                ),
                "without_code": tuple(
                    each for each in self.without_code if str(each) not in set_aside
                ),
                "read": tuple(each for each in self.read if str(each) not in set_aside),
                "set_aside": {**self.set_aside, **set_aside},
            }
        )


class _Person(NamedTuple):
    """What is read of a citizen for a match. The support basis is not among it."""

    journey: JourneyId
    coded: Mapping[str, CompetenceRecorded]
    """By code of a competence, where it was written down last."""
    wishes: tuple[Wish, ...]
    been_in: Mapping[PostId, tuple[Message, ...]]


def citizen_match(
    history: History,
    employers: Iterable[EmployerHistory],
    taken: ByPost,
    book: Rulebook,
    *,
    on: date,
    set_aside: SetAside,
) -> CitizenMatch:
    """Return the posts that somebody can begin in, beside what one citizen can and wants."""
    person, journey = _person(history.stream, history, on), history.on(on).journey
    found = [
        each for employer in employers for each in _for_citizen(employer, taken, person, book, on)
    ]
    return CitizenMatch(
        journey=person.journey,
        on=on,
        wishes=person.wishes,
        job_goals=tuple(
            Wish(on=each.on, words=each.job_goal) for each in journey.path.hopes if each.job_goal
        ),
        competences=tuple(
            Wish(on=each.on, words=each.words) for each in _competences(history, on) if each.words
        ),
        taken_part=tuple(_placement(each, book) for each in journey.work.placements.values()),
        posts=tuple(sorted(found, key=_by_words)),
        set_aside=set_aside,
    )


def _by_words(line: PostForCitizen) -> tuple[tuple[str, str], tuple[str, str], UUID]:
    return alphabetical(line.words), alphabetical(line.employer_name), line.post


def _for_citizen(
    employer: EmployerHistory, taken: ByPost, person: _Person, book: Rulebook, on: date
) -> Iterator[PostForCitizen]:
    name = _name(employer, on)
    for post, standing in standings_on(employer, taken, on):
        if standing.takes_more:
            yield PostForCitizen(
                employer=employer.stream,
                employer_name=name,
                post=post,
                post_kind=CodeName.of(book, "post", standing.post.post_kind),
                words=standing.post.words,
                free_places=standing.free_places,
                tasks=tuple(
                    TaskMatch(
                        task=each.held.task.task,
                        words=each.held.task.words,
                        free_hours=each.free,
                        when=each.held.task.when,
                        competences=competence_names(each.held.task.competences, book),
                        competence_words=each.held.task.competence_words,
                        reasons=_reasons(each.held.task, person, book) or (NOTHING_IN_COMMON,),
                        in_common=_in_common(each.held.task, person),
                    )
                    for each in standing.free_tasks
                ),
                been_there=person.been_in.get(post, ()),
            )


def post_match(
    employer: EmployerHistory,
    post: PostId,
    standing: Standing,
    citizens: Iterable[tuple[JourneyId, History]],
    book: Rulebook,
    *,
    on: date,
    responsible: str,
) -> PostMatch:
    """Return which of these citizens has a code in common with which free task of a post."""
    people = sorted(
        (_person(journey, history, on) for journey, history in citizens),
        key=lambda each: each.journey,
    )
    free = [each for each in standing.free_tasks if standing.free_places]
    matched = {
        person.journey for person in people for each in free if _in_common(each.held.task, person)
    }
    return PostMatch(
        employer=employer.stream,
        employer_name=_name(employer, on),
        post=post,
        words=standing.post.words,
        on=on,
        responsible=responsible,
        free_places=standing.free_places,
        tasks=tuple(
            TaskForPeople(
                task=each.held.task.task,
                words=each.held.task.words,
                free_hours=each.free,
                when=each.held.task.when,
                competences=competence_names(each.held.task.competences, book),
                competence_words=each.held.task.competence_words,
                people=tuple(_for_task(each.held.task, post, people, book)),
            )
            for each in free
        ),
        without_code=tuple(each.journey for each in people if each.journey not in matched),
        read=tuple(each.journey for each in people),
    )


def _for_task(
    task: Task, post: PostId, people: Sequence[_Person], book: Rulebook
) -> Iterator[PersonForTask]:
    for person in people:
        if in_common := _in_common(task, person):
            yield PersonForTask(
                journey=person.journey,
                reasons=_reasons(task, person, book),
                in_common=in_common,
                wishes=person.wishes,
                been_there=person.been_in.get(post, ()),
            )


def _name(employer: EmployerHistory, on: date) -> str:
    registered = employer.on(on).employer.registered
    return registered.name if registered else ""


def _person(journey_id: JourneyId, history: History, on: date) -> _Person:
    been_in = dict[PostId, list[tuple[date, date | None]]]()
    for place in places(history):
        if place.starts <= on and place.starts != place.ends:
            been_in.setdefault(place.post, []).append((place.starts, place.ends))
    return _Person(
        journey=journey_id,
        coded={code: each for each in _competences(history, on) for code in codes_of(each)},
        wishes=tuple(
            Wish(on=each.on, words=each.words) for each in history.on(on).journey.path.wishes
        ),
        been_in={
            post: tuple(_been(*each, on) for each in _joined(spans))
            for post, spans in been_in.items()
        },
    )


def codes_of(event: CompetenceRecorded) -> tuple[str, ...]:
    """Return the codes of what was written down; none where it has words alone."""
    return event.codes


def _competences(history: History, on: date) -> Iterator[CompetenceRecorded]:
    return (each for each in history.on(on).events if isinstance(each, CompetenceRecorded))


def _in_common(task: Task, person: _Person) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(task.competences) if code in person.coded)


def _reasons(task: Task, person: _Person, book: Rulebook) -> tuple[Message, ...]:
    return tuple(_reason(code, person.coded[code], book) for code in _in_common(task, person))


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


def _placement(place: Placement, book: Rulebook) -> Message:
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
