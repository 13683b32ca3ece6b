"""Any employers with any posts, and anything that citizens take: no rule was asked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from journeys import JourneyId, PlacementId, employers
from journeys.employers import (
    EmployerEntry,
    EmployerEvent,
    EmployerHistory,
    EmployerId,
    NeedId,
    PostId,
    Taken,
    TaskId,
)
from journeys.events import EntryRetracted
from journeys.testing.invented import ANNA, BO, JAN_1

FIRMS = [EmployerId(UUID(int=nr)) for nr in (9_001, 9_002)]
POSTS = [PostId(UUID(int=nr)) for nr in (9_101, 9_102)]
TASKS = [TaskId(UUID(int=nr)) for nr in (9_201, 9_202, 9_203)]
OF_POST = {POSTS[0]: TASKS[:2], POSTS[1]: TASKS[2:]}
PEOPLE = [JourneyId(UUID(int=nr)) for nr in (9_301, 9_302, 9_303)]
DAYS = [JAN_1 + timedelta(15 * nr) for nr in range(12)]

on = st.sampled_from(DAYS)
hours = st.decimals("0.5", 12, places=1)
may_share = st.integers(1, 2)
until = st.none() | st.sampled_from(DAYS)
words = st.just("Brød")


def _of_post(post: PostId) -> list[st.SearchStrategy[EmployerEvent]]:
    """Return what may be recorded of a post and its tasks: no task is ever in two posts."""
    task_id = st.sampled_from(OF_POST[post])
    task = st.builds(employers.Task, task=task_id, words=words, hours=hours)
    this = st.just(post)
    return [
        st.builds(
            employers.PostOpened,
            on=on,
            post=this,
            post_kind=st.sampled_from(["småjob", "fleksjob"]),
            words=words,
            tasks=st.lists(task, max_size=2).map(tuple),
            carved=st.lists(task_id, max_size=1).map(tuple),
            may_share=may_share,
            until=until,
        ),
        st.builds(
            employers.PostChanged, on=on, post=this, may_share=st.none() | may_share, until=until
        ),
        st.builds(employers.PostClosed, on=on, post=this, why=words),
        st.builds(employers.TaskCarvedOut, on=on, task=task, post=st.none() | this),
        st.builds(employers.TaskWithdrawn, on=on, task=task_id, why=words),
    ]


FACTS: st.SearchStrategy[EmployerEvent] = st.one_of(
    *(each for one in POSTS for each in _of_post(one)),
    st.builds(
        employers.EmployerContactChanged,
        on=on,
        to=st.sampled_from([ANNA, BO]),
        why=words,
        told=st.none() | on,
    ),
    st.builds(employers.NeedTold, on=on, need=st.just(NeedId(UUID(int=9_401))), words=words),
    st.builds(employers.NeedAnswered, on=on, need=st.just(NeedId(UUID(int=9_401))), words=words),
    st.builds(EntryRetracted, on=on, entry=st.integers(1, 5), why=words),
)


def registered(employer_kind: str, number: str | None = None) -> employers.EmployerRegistered:
    """Return the registration of an employer."""
    return employers.EmployerRegistered(
        on=JAN_1, name="Opfundet", p_number=number, employer_kind=employer_kind, contact=ANNA
    )


def a_history(employer: EmployerId, facts: Sequence[EmployerEvent]) -> EmployerHistory:
    """Return an employer of whom these were recorded."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return EmployerHistory(
        tuple(
            EmployerEntry(employer, nr, nr, moment, ANNA, fact)
            for nr, fact in enumerate(facts, start=1)
        )
    )


@st.composite
def facts(draw: st.DrawFn) -> list[EmployerEvent]:
    """Return what was recorded of an employer: it is registered, and then anything."""
    kind = draw(st.sampled_from(["privat", "egen kommune"]))
    return [registered(kind), *draw(st.lists(FACTS, max_size=8))]


@st.composite
def takings(draw: st.DrawFn, firms: Sequence[EmployerId] = FIRMS) -> list[Taken]:
    """Return what citizens take, whatever there is."""
    found = []
    for nr in range(draw(st.integers(0, 5))):
        starts = draw(on)
        length = draw(st.none() | st.integers(1, 90))
        ends: date | None = None if length is None else starts + timedelta(length)
        post = draw(st.sampled_from(POSTS))
        found.append(
            Taken(
                draw(st.sampled_from(PEOPLE)),
                PlacementId(UUID(int=9_500 + nr)),
                draw(st.sampled_from(firms)),
                post,
                draw(st.sampled_from(OF_POST[post])),
                draw(hours.map(Decimal)),
                starts,
                ends,
            )
        )
    return found
