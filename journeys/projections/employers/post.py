"""A post: its tasks, and how much of them is free; counts, and never a name."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from journeys.domain.vocabulary import Hours
from journeys.projections.view import AsKnown, SetAside, View


class CodeName(View):
    """Kode: a code of a vocabulary, and its name in both languages."""

    code: str
    da: str
    en: str


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
    """Since when some of its hours have been free without a break; None where none are."""
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
    """Hours a week of its tasks together."""
    free_hours: Hours
    tasks: tuple[PostTask, ...]
    who: tuple[PostPerson, ...] | None = None
    """Who is in it, by id of the journey; None where that was not requested."""
    some_restricted: bool = False
    """Whether somebody in it is left out of `who`, whose journey is restricted to others."""
    set_aside: SetAside = Field(default_factory=dict)
    """The journeys that cannot be read, and why."""
