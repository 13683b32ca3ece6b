"""Matching: which posts are shown for one citizen, and which citizens for one post."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.posts import Task
from journeys.domain.history import History
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId, PostId
from journeys.projections.employers.coverage import ByPost, PostOnDay
from journeys.projections.employers.lists import by_words, posts_on_day
from journeys.projections.employers.match import (
    CitizenMatch,
    PersonForTask,
    PostForCitizen,
    PostMatch,
    TaskForPeople,
    TaskMatch,
    Wish,
)
from journeys.projections.employers.matched_person import (
    Person,
    competences_of,
    in_common,
    person_of,
    placement_in_words,
    reasons,
)
from journeys.projections.employers.post import CodeName, competence_names
from journeys.projections.view import SetAside

NOTHING_IN_COMMON = Message("No code in common: read for yourself.")
"""The reason where a task or a citizen has no code, or none is the same."""


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
    person, journey = person_of(history.stream, history, on), history.on(on).journey
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
            Wish(on=each.on, words=each.words) for each in competences_of(history, on) if each.words
        ),
        taken_part=tuple(
            placement_in_words(each, book) for each in journey.work.placements.values()
        ),
        posts=tuple(sorted(found, key=by_words)),
        set_aside=set_aside,
    )


def _for_citizen(
    employer: EmployerHistory, taken: ByPost, person: Person, book: Rulebook, on: date
) -> Iterator[PostForCitizen]:
    name = employer.on(on).employer.name
    for post, standing in posts_on_day(employer, taken, on):
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
                        task=each.record.task.task,
                        words=each.record.task.words,
                        free_hours=each.free,
                        when=each.record.task.when,
                        competences=competence_names(each.record.task.competences, book),
                        competence_words=each.record.task.competence_words,
                        reasons=reasons(each.record.task, person, book) or (NOTHING_IN_COMMON,),
                        in_common=in_common(each.record.task, person),
                    )
                    for each in standing.free_tasks
                ),
                been_there=person.been_in.get(post, ()),
            )


def post_match(
    employer: EmployerHistory,
    post: PostId,
    standing: PostOnDay,
    citizens: Iterable[tuple[JourneyId, History]],
    book: Rulebook,
    *,
    on: date,
    responsible: str,
) -> PostMatch:
    """Return which of these citizens has a code in common with which free task of a post."""
    people = sorted(
        (person_of(journey, history, on) for journey, history in citizens),
        key=lambda each: each.journey,
    )
    free = [each for each in standing.free_tasks if standing.free_places]
    matched = {
        person.journey for person in people for each in free if in_common(each.record.task, person)
    }
    return PostMatch(
        employer=employer.stream,
        employer_name=employer.on(on).employer.name,
        post=post,
        words=standing.post.words,
        on=on,
        responsible=responsible,
        free_places=standing.free_places,
        tasks=tuple(
            TaskForPeople(
                task=each.record.task.task,
                words=each.record.task.words,
                free_hours=each.free,
                when=each.record.task.when,
                competences=competence_names(each.record.task.competences, book),
                competence_words=each.record.task.competence_words,
                people=tuple(_for_task(each.record.task, post, people, book)),
            )
            for each in free
        ),
        without_code=tuple(each.journey for each in people if each.journey not in matched),
        read=tuple(each.journey for each in people),
    )


def _for_task(
    task: Task, post: PostId, people: Sequence[Person], book: Rulebook
) -> Iterator[PersonForTask]:
    for person in people:
        if common := in_common(task, person):
            yield PersonForTask(
                journey=person.journey,
                reasons=reasons(task, person, book),
                in_common=common,
                wishes=person.wishes,
                been_there=person.been_in.get(post, ()),
            )
