"""Lists over employers: those there are, their posts, and what is owed to them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from journeys.domain.vocabulary import Hours
from journeys.projections.duties import OwedDuty
from journeys.projections.employers.post import CodeName
from journeys.projections.view import AsKnown, SetAside, View


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
    free_tasks: int
    """How many of its tasks have free hours."""


class PostList(AsKnown):
    """Stillinger: in the order of the Danish alphabet, by what each is called."""

    on: date
    known_at: datetime | None
    posts: tuple[PostLine, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """The employers that cannot be read, and why."""


class EmployerDuty(View):
    """One duty with the employer it is owed to."""

    employer: UUID
    employer_name: str
    owed: OwedDuty


class EmployerDuties(View):
    """Forpligtelser over for virksomheder: what is owed on a day, by due day."""

    on: date
    owed: tuple[EmployerDuty, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """The employers that cannot be read, and why."""
