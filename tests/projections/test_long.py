"""A journey of twice as many entries costs twice as much: no view of it grows with the square."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from uuid import UUID

import pytest

from journeys import AidId, History, PlacementId, SubgoalId, events, pages
from journeys.domain.duties import duties
from journeys.projections.briefing import briefing
from journeys.projections.citizen_path import path
from journeys.projections.continuity import continuity
from journeys.projections.desk import desk
from journeys.projections.periods import every_period
from journeys.projections.replay import replay
from journeys.projections.safety.answer import safety
from journeys.projections.steps import steps
from journeys.projections.timeline import timeline
from tests.counting import AT_TWICE, calls
from tests.effort import tries
from tests.invented import ANNA, BO, GRANTED, OPENED, WALK, WISHED
from tests.scenario import BOOK

ENTRIES = tries(120, 1_000)
BEGAN, DAYS = date(2025, 1, 7), 680
ON = date(2026, 11, 29)


def facts(entries: int) -> list[events.Event]:
    """Return so many facts in the order of their days, of most families and about many things."""
    told: list[events.Event] = [OPENED, GRANTED, WISHED]
    while len(told) < entries:
        nr = len(told)
        on = BEGAN + timedelta(days=nr * DAYS // entries)
        step, place = UUID(int=nr), PlacementId(UUID(int=nr // 10 * 10))
        told += [
            events.SubgoalSet(on=on, subgoal=SubgoalId(step), title=f"Step {nr}", why="To get on"),
            events.SubgoalReached(on=on, subgoal=SubgoalId(step), words="Done"),
            events.DialogueHeld(on=on, about="What comes next"),
            events.FollowUpAgreed(on=on, due=on + timedelta(days=20)),
            events.SmallSuccessNoticed(on=on, words="It went well", noticed_by=ANNA),
            events.PlacementStarted(
                on=on, placement=place, placement_kind="småjob", paid_hours=Decimal(5)
            ),
            events.PlacementEnded(on=on + timedelta(days=1), placement=place, reason="Agreed"),
            events.HandoverOffered(on=on, to=BO, reason="Holidays"),
            events.HandoverAccepted(on=on, by=BO, told=on),
            events.AidGranted(on=on, aid=AidId(step), aid_kind="hjælpemiddel"),
        ]
    return told[:entries]


@cache
def history(entries: int) -> History:
    """Return a history of so many entries, which were recorded in any order."""
    told = facts(entries)
    Random(27).shuffle(told)  # noqa: S311 - always the same order
    return History().followed_by(told)


VIEWS: dict[str, Callable[[History], object]] = {
    "briefing": lambda seen: briefing(WALK, seen, BOOK, ON),
    "continuity": lambda seen: continuity(WALK, seen, BOOK, ON),
    "desk": lambda seen: desk([(WALK, seen)], BOOK, ON, ANNA),
    "duties": lambda seen: duties(seen, BOOK),
    "path": lambda seen: pages.path(path(WALK, seen, BOOK, ON)),
    "easy path": lambda seen: pages.path(path(WALK, seen, BOOK, ON), easy=True),
    "picture": lambda seen: pages.picture(path(WALK, seen, BOOK, ON)),
    "periods": lambda seen: every_period(seen, BOOK),
    "replay": lambda seen: replay(WALK, seen, BOOK, ON),
    "safety": lambda seen: safety(WALK, seen, BOOK, ON),
    "steps": steps,
    "timeline": lambda seen: pages.timeline(timeline(WALK, seen, ON)),
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_twice_as_many_entries_costs_twice_as_much(view: str) -> None:
    """Also the page that is made of it."""
    once, twice = (
        calls(lambda: VIEWS[view](History(history(entries).entries)))  # noqa: B023 - called at once
        for entries in (ENTRIES, 2 * ENTRIES)
    )
    assert twice <= AT_TWICE * once
