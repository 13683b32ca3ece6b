"""Invented employers with their posts, what citizens take of them, and arbitrary ones of both."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from journeys import JourneyId, PlacementId
from journeys.domain.vocabulary import OWN_WORKPLACE
from journeys.employers import (
    EmployerEntry,
    EmployerEvent,
    EmployerHistory,
    EmployerId,
    EmployerRegistered,
    PostChanged,
    PostClosed,
    PostId,
    PostOpened,
    Taken,
    Task,
    TaskCarvedOut,
    TaskId,
    TaskWithdrawn,
)
from journeys.events import EntryRetracted
from tests.invented import ANNA, JAN_1

NOVO = EmployerId(UUID(int=901))
CANTEEN, STORE = PostId(UUID(int=911)), PostId(UUID(int=912))
DISHES, TABLES, BOXES = (TaskId(UUID(int=each)) for each in (921, 922, 923))
FIRST_DAY = date(2026, 1, 1)
FIRST_MOMENT = datetime(2026, 1, 1, 8, tzinfo=UTC)

REGISTERED = EmployerRegistered(on=JAN_1, name="Novo", employer_kind="privat", contact=ANNA)


def task(key: TaskId, words: str = "Opvask", hours: int = 6, *codes: str) -> Task:
    """Return a task."""
    return Task(task=key, words=words, hours=Decimal(hours), competences=codes)


def opened_post(
    *tasks: Task, on: date = JAN_1, post: PostId = CANTEEN, share: int = 2, words: str = "Kantinen"
) -> PostOpened:
    """Return that a post was opened."""
    return PostOpened(
        on=on, post=post, post_kind="småjob", words=words, tasks=tasks, may_share=share
    )


def employer(*facts: EmployerEvent, key: EmployerId = NOVO) -> EmployerHistory:
    """Return the history of an employer with these events, each recorded an hour after the last."""
    return EmployerHistory(
        tuple(
            EmployerEntry(key, nr, nr, FIRST_MOMENT + timedelta(hours=nr), ANNA, fact)
            for nr, fact in enumerate(facts, start=1)
        )
    )


def taken(
    who: int,
    key: TaskId,
    hours: int,
    starts: date,
    ends: date | None = None,
    *,
    post: PostId = CANTEEN,
) -> Taken:
    """Return what one citizen takes."""
    journey, placement = JourneyId(UUID(int=who)), PlacementId(UUID(int=1000 + who))
    return Taken(journey, placement, NOVO, post, key, Decimal(hours), starts, ends)


DAYS = st.integers(0, 40).map(lambda days: FIRST_DAY + timedelta(days=days))
POSTS, TASKS = st.sampled_from([CANTEEN, STORE]), st.sampled_from([DISHES, TABLES, BOXES])
CODES = st.lists(st.sampled_from(["køkken", "lager", "it"]), unique=True, max_size=2).map(tuple)
A_TASK = st.builds(
    Task,
    task=TASKS,
    words=st.just("Opgave"),
    hours=st.sampled_from([Decimal(4), Decimal("7.5")]),
    competences=CODES,
)
EVENTS: st.SearchStrategy[EmployerEvent] = st.one_of(
    st.builds(
        EmployerRegistered,
        on=DAYS,
        name=st.just("Novo"),
        employer_kind=st.sampled_from(["privat", OWN_WORKPLACE]),
        contact=st.just(ANNA),
    ),
    st.builds(
        PostOpened,
        on=DAYS,
        post=POSTS,
        post_kind=st.sampled_from(["småjob", "praktikplads"]),
        words=st.sampled_from(["Ål", "Zoo", "Café"]),
        tasks=st.lists(A_TASK, max_size=2).map(tuple),
        carved=st.lists(TASKS, max_size=2).map(tuple),
        may_share=st.integers(1, 3),
        until=st.none() | DAYS,
    ),
    st.builds(
        PostChanged,
        on=DAYS,
        post=POSTS,
        may_share=st.none() | st.integers(1, 3),
        until=st.none() | DAYS,
    ),
    st.builds(PostClosed, on=DAYS, post=POSTS, why=st.just("Slut")),
    st.builds(TaskCarvedOut, on=DAYS, task=A_TASK, post=st.none() | POSTS),
    st.builds(TaskWithdrawn, on=DAYS, task=TASKS, why=st.just("Slut")),
    st.builds(EntryRetracted, on=DAYS, entry=st.integers(1, 8), why=st.just("Fejl")),
)
EMPLOYERS: st.SearchStrategy[EmployerHistory] = st.lists(EVENTS, max_size=8).map(
    lambda events: employer(REGISTERED, *events)
)
"""Arbitrary employers, registered on the first day."""


def _span(days: tuple[date, date | None]) -> tuple[date, date | None]:
    starts, ends = days
    return (starts, ends) if ends is None or starts <= ends else (ends, starts)


A_TAKEN = st.builds(
    lambda who, post, key, hours, span: Taken(
        JourneyId(UUID(int=who)),
        PlacementId(UUID(int=1000 + who)),
        NOVO,
        post,
        key,
        hours,
        *_span(span),
    ),
    st.integers(1, 4),
    POSTS,
    TASKS,
    st.sampled_from([Decimal(2), Decimal(4)]),
    st.tuples(DAYS, st.none() | DAYS),
)
TAKEN: st.SearchStrategy[Sequence[Taken]] = st.lists(A_TAKEN, max_size=6)
"""What up to four citizens take of those posts, whether there is room for it or not."""
