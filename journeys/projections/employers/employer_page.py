"""What an employer is handed: who to call, what was promised, needs, and posts with their tasks.

It names no citizen. Who is in a post, since when, and for how many hours changes nothing on it: of
a task it says whether somebody has it, and of a post how many places are free.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from journeys.domain.employers.duties import NEED_ANSWER
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import Taken
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import NO_HOURS, EmployerId, Hours
from journeys.projections.alphabetical import alphabetical
from journeys.projections.employers.coverage import (
    PostOnDay,
    TaskOnDay,
    by_post,
)
from journeys.projections.employers.employer import (
    EmployerNeed,
    Expectation,
    PartnershipTerms,
    employer_overview,
)
from journeys.projections.employers.lists import posts_on_day
from journeys.projections.employers.post import CodeName
from journeys.projections.office import Office, office_of
from journeys.projections.view import AsKnown, View


class PageNeed(EmployerNeed):
    """Behov på virksomhedens side: with the day by which it is to be answered."""

    answer_by: date | None
    """None once it was answered."""


class PageTask(View):
    """Opgave på virksomhedens side: what it is, and whether somebody has it."""

    words: str
    hours: Hours
    """Hours a week of the whole task."""
    when: str
    competence_words: str
    somebody_has_it: bool


class PagePost(View):
    """Stilling på virksomhedens side: an open post, its tasks, and how much of it is free."""

    post: UUID
    post_kind: CodeName
    words: str
    until: date | None
    project_leader: str
    may_share: int
    free_places: int
    free_hours: Hours
    """Hours a week of the tasks that nobody has."""
    tasks: tuple[PageTask, ...]


class EmployerPage(AsKnown):
    """Virksomhedens side: one employer on a day, in what can be handed to it."""

    employer: UUID
    on: date
    known_at: datetime | None
    name: str
    contact: str
    """Empty before it was registered."""
    office: Office | None
    """None where the municipality's file has none for the contact."""
    partnerships: tuple[PartnershipTerms, ...]
    """Those that have not ended."""
    expectations: tuple[Expectation, ...]
    """The newest first."""
    needs: tuple[PageNeed, ...]
    """Those without an answer first; the newest first."""
    carved: tuple[PageTask, ...]
    """Tasks that are in no post yet."""
    posts: tuple[PagePost, ...]
    """The open ones, in the order of the alphabet."""


def employer_page(
    employer_id: EmployerId,
    history: EmployerHistory,
    taken: Sequence[Taken],
    book: Rulebook,
    on: date,
    *,
    today: date,
    known_at: datetime | None = None,
) -> EmployerPage:
    """Return what an employer is handed. `history` and `taken` are as known at the moment.

    Of a day after today, who is in the posts today is in them: what is planned for a citizen is
    told by the citizen.
    """
    whole = employer_overview(employer_id, history, (), book, on, known_at=known_at)
    contact = whole.contact.name if whole.contact else ""
    as_of = history.on(on)
    due = {each.about: each.due for each in whole.duties if each.kind == NEED_ANSWER}
    needs = [
        PageNeed(**dict(each), answer_by=due.get(str(each.need))) for each in reversed(whole.needs)
    ]
    tasks = as_of.employer.room.tasks.values()
    return EmployerPage(
        employer=employer_id,
        on=on,
        known_at=known_at,
        name=whole.name,
        contact=contact,
        office=office_of(contact, book),
        partnerships=tuple(each for each in whole.partnerships if each.ended is None),
        expectations=whole.expectations[::-1],
        needs=tuple(sorted(needs, key=lambda each: bool(each.answers))),
        carved=tuple(
            _page_task(TaskOnDay(each, NO_HOURS, each.task.hours))
            for each in tasks
            if each.can_join_a_post
        ),
        posts=_open_posts(history, _up_to(today, on, taken), book, on),
    )


def _up_to(today: date, on: date, taken: Iterable[Taken]) -> Sequence[Taken]:
    """Return what is taken on the day, as far as that is known of today."""
    if on <= today:
        return tuple(taken)
    return tuple(each._replace(ends=None) for each in taken if each.covers(today))


def _open_posts(
    history: EmployerHistory, taken: Iterable[Taken], book: Rulebook, on: date
) -> tuple[PagePost, ...]:
    found = [
        _page_post(standing, book)
        for _, standing in posts_on_day(history, by_post(taken), on)
        if standing.is_open
    ]
    return tuple(sorted(found, key=lambda each: (alphabetical(each.words), each.post)))


def _page_post(standing: PostOnDay, book: Rulebook) -> PagePost:
    post = standing.post
    return PagePost(
        post=post.post,
        post_kind=CodeName.of(book, "post", post.post_kind),
        words=post.words,
        until=post.until,
        project_leader=post.project_leader or "",
        may_share=post.may_share,
        free_places=standing.free_places,
        free_hours=sum(
            (each.record.task.hours for each in standing.present if not each.taken), NO_HOURS
        ),
        tasks=tuple(map(_page_task, standing.present)),
    )


def _page_task(standing: TaskOnDay) -> PageTask:
    task = standing.record.task
    return PageTask(
        words=task.words,
        hours=task.hours,
        when=task.when,
        competence_words=task.competence_words,
        somebody_has_it=bool(standing.taken),
    )
