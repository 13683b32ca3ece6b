"""Lists over employers: those there are, their posts, and what is owed to them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from journeys.domain.employers.history import EmployerHistory
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import NO_HOURS, EmployerId, Hours, PostId
from journeys.projections.alphabetical import alphabetical
from journeys.projections.duties import EmployerDuty
from journeys.projections.employers.coverage import (
    ByPost,
    PostOnDay,
    coverage,
    post_on_day,
    posts_by_day,
)
from journeys.projections.employers.post import CodeName
from journeys.projections.view import AsKnown, SetAside, View

if TYPE_CHECKING:
    from journeys.projections.employers.match import PostForCitizen


class EmployerLine(View):
    """One employer in a list."""

    employer: UUID
    name: str
    employer_kind: CodeName
    contact: str
    open_posts: int
    free_places: int
    free_hours: Hours
    needs_unanswered: int


class EmployerList(AsKnown):
    """Virksomheder: in the order of the Danish alphabet."""

    on: date
    known_at: datetime | None
    employers: tuple[EmployerLine, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """The employers that cannot be read, and why."""
    uncounted: int = 0
    """How many journeys could not be read: what they take is not counted."""


class PostLine(View):
    """One post in a list."""

    employer: UUID
    employer_name: str
    post: UUID
    post_kind: CodeName
    words: str
    since: date
    until: date | None
    is_open: bool
    may_share: int
    people: int
    free_places: int
    hours: Hours
    free_hours: Hours
    takes_more: bool
    """Whether one more person can begin in it: there is a place, and there are free hours."""
    free_tasks: int
    """How many of its tasks have free hours."""


class PostList(AsKnown):
    """Stillinger: in the order of the Danish alphabet, by what each is called."""

    on: date
    known_at: datetime | None
    posts: tuple[PostLine, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """The employers that cannot be read, and why."""
    uncounted: int = 0
    """How many journeys could not be read: what they take is not counted."""


class EmployerDuties(View):
    """Forpligtelser over for virksomheder: what is owed on a day, by due day."""

    on: date
    owed: tuple[EmployerDuty, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """The employers that cannot be read, and why."""


def posts_on_day(
    history: EmployerHistory, taken: ByPost, on: date
) -> Iterator[tuple[PostId, PostOnDay]]:
    """Yield how each post that was opened by a day stands on it."""
    for post in posts_by_day(history):
        standing = post_on_day(coverage(history, post, taken.get(post, ())), on)
        if standing is not None:
            yield post, standing


def post_lines(
    history: EmployerHistory, taken: ByPost, book: Rulebook, on: date
) -> tuple[PostLine, ...]:
    """Return the posts of one employer, in the order of the alphabet."""
    name = history.on(on).employer.name
    found = [
        PostLine(
            employer=history.stream,
            employer_name=name,
            post=post,
            post_kind=CodeName.of(book, "post", each.post.post_kind),
            words=each.post.words,
            since=each.post.since,
            until=each.post.until,
            is_open=each.is_open,
            may_share=each.post.may_share,
            people=each.people,
            free_places=each.free_places,
            hours=each.hours,
            free_hours=each.free_hours,
            takes_more=each.takes_more,
            free_tasks=len(each.free_tasks),
        )
        for post, each in posts_on_day(history, taken, on)
    ]
    return tuple(sorted(found, key=by_words))


def by_words(line: "PostLine | PostForCitizen") -> tuple[tuple[str, str], tuple[str, str], UUID]:
    """Return the place of a post among others: by its words, then by its employer's name."""
    return alphabetical(line.words), alphabetical(line.employer_name), line.post


def post_list(
    histories: Iterable[EmployerHistory],
    taken: ByPost,
    book: Rulebook,
    on: date,
    *,
    free_only: bool = False,
    known_at: datetime | None = None,
    set_aside: SetAside,
) -> PostList:
    """Return the posts of these employers; with `free_only` those that somebody can begin in."""
    lines = [
        line
        for history in histories
        for line in post_lines(history, taken, book, on)
        if line.takes_more or not free_only
    ]
    return PostList(
        on=on, known_at=known_at, posts=tuple(sorted(lines, key=by_words)), set_aside=set_aside
    )


def employer_list(
    histories: Mapping[EmployerId, EmployerHistory],
    taken: ByPost,
    book: Rulebook,
    on: date,
    *,
    known_at: datetime | None = None,
    set_aside: SetAside,
) -> EmployerList:
    """Return the employers that are registered on a day."""
    lines = [
        line
        for each in histories.items()
        if (line := _employer_line(*each, taken, book, on)) is not None
    ]
    return EmployerList(
        on=on,
        known_at=known_at,
        employers=tuple(sorted(lines, key=lambda each: (alphabetical(each.name), each.employer))),
        set_aside=set_aside,
    )


def _employer_line(
    key: EmployerId, history: EmployerHistory, taken: ByPost, book: Rulebook, on: date
) -> EmployerLine | None:
    employer = history.on(on).employer
    if employer.registered is None:
        return None
    standings = [each for _, each in posts_on_day(history, taken, on) if each.is_open]
    return EmployerLine(
        employer=key,
        name=employer.registered.name,
        employer_kind=CodeName.of(book, "employer", employer.registered.employer_kind),
        contact=employer.contact.name if employer.contact else "",
        open_posts=len(standings),
        free_places=sum(each.free_places for each in standings),
        free_hours=sum((each.free_hours for each in standings), NO_HOURS),
        needs_unanswered=sum(not need.answered for need in employer.needs.values()),
    )
