"""Somebody in a post moves out, and back in; and what they are told that is recorded of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from journeys import JourneyId, Journeys, PlacementId, employers, verbs
from journeys.errors import Refused
from tests.app.posted import (
    BAKERY,
    EARLY,
    MILL,
    OVEN,
    begun,
    ended,
    open_post,
    people,
    record,
    registered,
    task,
)
from tests.app.rows import assert_current
from tests.invented import (
    APR_1,
    BY_ANNA,
    FEB_1,
    JUL_1,
    MAR_1,
    MAY_1,
    WALK,
    looking,
    opened,
)
from tests.moving import OTHER, store, taken_in, taken_out


def bakery(walks: Journeys) -> None:
    """Open a post for one person."""
    registered(walks)
    open_post(walks)


def code_of(walks: Journeys, nr: int, on: date, journey: JourneyId = OTHER) -> str:
    """Return the code with which somebody is refused who would begin in the post on a day."""
    with pytest.raises(Refused) as refusal:
        record(walks, opened(walks, journey), begun(nr, on=on))
    return refusal.value.code


@pytest.fixture
def origin(origin_url: str) -> Iterator[Journeys]:
    """Yield a store in which somebody is in a post."""
    with store(origin_url) as walks:
        bakery(walks)
        record(walks, opened(walks), begun(1))
        yield walks


def test_who_moves_to_a_store_without_the_employer_keeps_the_job_there(
    origin: Journeys, walks: Journeys, tmp_path: Path
) -> None:
    """It can end, and nothing more is taken of a post that nobody there knows."""
    taken_in(walks, tmp_path / "out", taken_out(origin, tmp_path / "out"))
    assert looking(walks).history(WALK).journey == looking(origin).history(WALK).journey
    assert people(walks, MAR_1) == {WALK}
    assert_current(walks, WALK)
    assert looking(walks).posts(on=MAR_1).posts == ()
    assert code_of(walks, 2, MAR_1, WALK) == "post-unknown"
    record(walks, WALK, ended(1, MAR_1))
    assert people(walks, MAY_1) == set()
    told = looking(walks).subject_access(WALK, on=MAY_1).model_dump_json()
    assert str(EARLY) in told


def test_who_arrives_in_a_post_that_is_full_there_is_let_in_once_there_is_room(
    origin: Journeys, walks: Journeys, tmp_path: Path
) -> None:
    """No way in fills a post beyond who may share it: it is opened for one more first."""
    bakery(walks)
    record(walks, opened(walks, OTHER), begun(2))
    export = taken_out(origin, tmp_path / "out")
    with pytest.raises(Refused) as refusal:
        taken_in(walks, tmp_path / "out", export)
    assert refusal.value.code == "post-full"
    assert people(walks, MAR_1) == {OTHER}
    walks.employers.decide(
        BAKERY, employers.change_post, BY_ANNA, post=EARLY, on=FEB_1, may_share=2
    )
    taken_in(walks, tmp_path / "out", export)
    seen = looking(walks).post(BAKERY, EARLY, on=MAR_1)
    assert (seen.people, seen.may_share, seen.free_places) == (2, 2, 0)
    assert code_of(walks, 3, MAR_1, JourneyId(MILL)) == "post-full"


def test_who_moved_out_leaves_the_place_and_has_it_again_on_coming_back(origin: Journeys) -> None:
    """Where nobody else took it; else the placement ends first, and then they come back."""
    origin.decide(WALK, verbs.close_journey, BY_ANNA, reason="Flyttet", moved_to="461", on=MAR_1)
    assert people(origin, MAR_1) == set()

    def back() -> object:
        return origin.decide(WALK, verbs.resume_journey, BY_ANNA, reason="Flyttet hjem", on=MAY_1)

    record(origin, opened(origin, OTHER), begun(2, on=APR_1))
    with pytest.raises(Refused) as refusal:
        back()
    assert refusal.value.code == "post-full"
    assert str(OTHER) not in str(refusal.value)
    record(origin, OTHER, ended(2, MAY_1))
    assert back()
    assert people(origin, MAY_1) == {WALK}
    assert_current(origin, WALK, OTHER)


def test_subject_access_names_the_post_and_nobody_else_who_is_in_it(walks: Journeys) -> None:
    """What was taken, by the ids of the employer, the post and the task."""
    registered(walks)
    open_post(walks, EARLY, task(OVEN, 20), may_share=2)
    for nr, each in enumerate((WALK, OTHER), start=1):
        record(walks, opened(walks, each), begun(nr))
    told = looking(walks).subject_access(WALK, on=JUL_1).model_dump_json()
    assert all(str(each) in told for each in (BAKERY, EARLY, OVEN))
    assert str(OTHER) not in told
    assert str(PlacementId(OTHER)) not in told
