"""A post: its tasks, and how much of them is free; counts, and never a name."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import Taken
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import Hours, JourneyId, PostId
from journeys.projections.employers.coverage import (
    PostOnDay,
    TaskOnDay,
    coverage,
    free_since,
    post_on_day,
)
from journeys.projections.view import AsKnown, SetAside, View


class CodeName(View):
    """Kode: a code of a vocabulary, and its name in both languages."""

    code: str
    da: str
    en: str

    @classmethod
    def of(cls, book: Rulebook, vocabulary: str, code: str) -> "CodeName":
        """Return the name of a code; of one that the vocabulary has lost, the code itself."""
        term = book.vocabularies[vocabulary].terms.get(code)
        return cls(code=code, da=term.da if term else code, en=term.en if term else code)


class PostTask(View):
    """Opgave: a task of a post, and how many of its hours nobody takes."""

    task: UUID
    words: str
    since: date
    withdrawn: date | None
    """From this day on nobody can take it."""
    hours: Hours
    """Hours a week."""
    free_hours: Hours
    """0 where it was withdrawn, or the post is not open."""
    free_since: date | None
    """Since when it has had free hours without a break; None where it has none."""
    days_free: int | None
    """For how many days that is."""
    competences: tuple[CodeName, ...]
    competence_words: str
    """Shown beside the codes, and never compared."""
    when: str


class PostPerson(View):
    """Borger i en stilling: one person in it, by the journey's id, and what they do there."""

    journey: UUID
    tasks: tuple[UUID, ...]
    since: date
    """The first day of the time that runs, whatever they did in it."""


class PostOverview(AsKnown):
    """Stilling: a post on a day, with its tasks in the order in which they were carved out."""

    employer: UUID
    employer_name: str
    employer_kind: CodeName
    post: UUID
    post_kind: CodeName
    words: str
    on: date
    known_at: datetime | None
    project_leader: str
    """Empty where there is none."""
    since: date
    until: date | None
    """The last day, where one is agreed."""
    closed: date | None
    """From this day on nobody begins in it."""
    is_open: bool
    """Whether somebody can begin in it on the day."""
    may_share: int
    """How many people may share it."""
    people: int
    """How many share it on the day."""
    free_places: int
    hours: Hours
    """Hours a week of its tasks together, without those that were withdrawn."""
    free_hours: Hours
    tasks: tuple[PostTask, ...]
    who: tuple[PostPerson, ...] | None = None
    """Who is in it, by id of the journey; None where that was not requested."""
    some_restricted: bool = False
    """Whether somebody in it is left out of `who`, whose journey is restricted to others."""
    uncounted: int = 0
    """How many journeys could not be read: what they take is not counted."""
    set_aside: SetAside = Field(default_factory=dict)
    """With `who`: the journeys that cannot be read and are not restricted, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        who = self.who and tuple(each for each in self.who if str(each.journey) not in set_aside)
        return self.model_copy(update={"who": who, "set_aside": {**self.set_aside, **set_aside}})


def post_overview(
    history: EmployerHistory,
    post: PostId,
    taken: Sequence[Taken],
    book: Rulebook,
    on: date,
    *,
    known_at: datetime | None = None,
) -> PostOverview | None:
    """Return a post on a day; None where the employer has no such post by then.

    `history` and `taken` are as known at the moment.
    """
    standings = coverage(history, post, taken)
    now = post_on_day(standings, on)
    registered = history.on(on).employer.registered
    if now is None:
        return None
    return PostOverview(
        employer=history.stream,
        employer_name=history.on(on).employer.name,
        employer_kind=CodeName.of(book, "employer", registered.employer_kind if registered else ""),
        post=post,
        post_kind=CodeName.of(book, "post", now.post.post_kind),
        words=now.post.words,
        on=on,
        known_at=known_at,
        project_leader=now.post.project_leader or "",
        since=now.post.since,
        until=now.post.until,
        closed=now.post.closed,
        is_open=now.is_open,
        may_share=now.post.may_share,
        people=now.people,
        free_places=now.free_places,
        hours=now.hours,
        free_hours=now.free_hours,
        tasks=tuple(_task(each, standings, book, on) for each in now.tasks),
    )


def _task(
    standing: TaskOnDay, standings: Sequence[PostOnDay], book: Rulebook, on: date
) -> PostTask:
    held = standing.record
    since = free_since(standings, held.task.task, on)
    return PostTask(
        task=held.task.task,
        words=held.task.words,
        since=held.since,
        withdrawn=held.withdrawn,
        hours=held.task.hours,
        free_hours=standing.free,
        free_since=since,
        days_free=None if since is None else (on - since).days,
        competences=competence_names(held.task.competences, book),
        competence_words=held.task.competence_words,
        when=held.task.when,
    )


def competence_names(codes: Iterable[str], book: Rulebook) -> tuple[CodeName, ...]:
    """Return what a task asks for, by code and in words."""
    return tuple(CodeName.of(book, "competence", code) for code in codes)


def in_post(
    taken: Iterable[Taken], post: PostId, on: date, restricted: Collection[JourneyId] = ()
) -> tuple[PostPerson, ...]:
    """Return who is in a post on a day, by the id of the journey, without restricted ones."""
    found = dict[JourneyId, list[Taken]]()
    for each in taken:
        if each.post == post and each.journey not in restricted:
            found.setdefault(each.journey, []).append(each)
    return tuple(
        PostPerson(
            journey=journey,
            tasks=tuple(dict.fromkeys(each.task for each in found[journey] if each.covers(on))),
            since=_without_break(found[journey], on),
        )
        for journey in sorted(found)
        if any(each.covers(on) for each in found[journey])
    )


def _without_break(taken: Sequence[Taken], on: date) -> date:
    """Return the first day of the time that covers a day, through places that follow each other."""
    since = on
    for each in sorted(taken, key=lambda each: each.starts, reverse=True):
        if each.starts <= since and (each.ends is None or since <= each.ends):
            since = each.starts
    return since
