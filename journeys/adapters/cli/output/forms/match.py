"""The forms of a match: reasons in words, in the order of the alphabet; no score, no ranking."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Lines, Parts, form, section, title
from journeys.adapters.words.language import in_spoken_language, say, say_of
from journeys.domain.vocabulary import Hours
from journeys.projections.employers.match import (
    CitizenMatch,
    PersonForTask,
    PostForCitizen,
    PostMatch,
    TaskMatch,
    Wish,
)
from journeys.projections.employers.post import CodeName


class _Task(Protocol):
    @property
    def words(self) -> str: ...
    @property
    def free_hours(self) -> Hours: ...
    @property
    def when(self) -> str: ...
    @property
    def competences(self) -> tuple[CodeName, ...]: ...
    @property
    def competence_words(self) -> str: ...


@form
def for_citizen(view: CitizenMatch, names: ShownNames = NO_NAMES) -> Parts:
    """Draw what the citizen wants and can in their own words, then each post with its reasons."""
    yield title("Posts with free tasks for {who}", who=names.id_and_name(view.journey))
    yield section(say("Wishes"), _wishes(view.wishes))
    yield section(say("Job goals"), _wishes(view.job_goals))
    yield section(say("Can, in words that nothing compares"), _wishes(view.competences))
    yield section(say("Has worked or tried work"), map(say, view.taken_part))
    if not view.posts:
        yield say("No post has a free task on {on}.", on=view.on)
    for each in view.posts:
        yield section(_heading(each), _for_citizen(each))


def _heading(post: PostForCitizen) -> str:
    return say_of(
        post.free_places,
        "{words}, {employer} ({kind}; {count} free place)",
        "{words}, {employer} ({kind}; {count} free places)",
        words=post.words,
        employer=post.employer_name,
        kind=in_spoken_language(post.post_kind),
    )


def _for_citizen(post: PostForCitizen) -> Lines:
    yield from map(say, post.been_there)
    for task in post.tasks:
        yield "-", _task_line(task)
        yield from _reasons(task)


def _reasons(task: TaskMatch) -> Iterator[str]:
    return (f"  {say(reason)}" for reason in task.reasons)


@form
def for_post(view: PostMatch, names: ShownNames = NO_NAMES) -> Parts:
    """Draw each task of a post, and who could do it and why, in the order of their names."""
    yield title(
        "{words}, {employer}: who could do what", words=view.words, employer=view.employer_name
    )
    yield say_of(
        len(view.read),
        "{count} citizen of {responsible} was read; it is a logged look.",
        "{count} citizens of {responsible} were read; each is a logged look.",
        responsible=view.responsible,
    )
    yield ""
    for task in view.tasks:
        people = sorted(task.people, key=lambda each: names.of(each.journey).casefold())
        yield section(
            _task_line(task),
            (line for each in people for line in _person(each, names)),
            say("Nobody has a code in common with it: read for yourself."),
        )
    if view.without_code:
        who = ", ".join(sorted(map(names.id_and_name, view.without_code), key=str.casefold))
        yield section(say("Without a code in common: read for yourself"), [who])
    if view.some_restricted:
        yield say("Somebody is not shown: their journey is restricted to others.")


def _person(person: PersonForTask, names: ShownNames) -> Lines:
    yield "-", names.id_and_name(person.journey)
    yield from (f"  {say(each)}" for each in (*person.reasons, *person.been_there))
    for each in person.wishes:
        yield f"  {_wish(each)}"


def _task_line(task: _Task) -> str:
    asks = [*map(in_spoken_language, task.competences), task.competence_words]
    parts = [
        say("{words}: {hours} hours a week free", words=task.words, hours=task.free_hours),
        task.when,
        say("asks for {codes}", codes=", ".join(filter(None, asks))) if any(asks) else "",
    ]
    return ", ".join(filter(None, parts))


def _wishes(wishes: Iterable[Wish]) -> Lines:
    return ((each.on, say('"{words}"', words=each.words)) for each in wishes)


def _wish(wish: Wish) -> str:
    return say('wish of {on}: "{words}"', on=wish.on, words=wish.words)
