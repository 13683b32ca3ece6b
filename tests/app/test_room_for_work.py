"""The whole way once: a need, two tasks, a post for two, and two citizens who share it."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from journeys import Actor, JourneyId, Journeys, PlacementId, Reader, employers, pages, verbs
from journeys.employers import EmployerId, NeedId, PostId, Task, TaskId
from journeys.errors import Refused
from journeys.events import PostTaken, TaskTaken
from tests.invented import BY_ANNA, looking
from tests.pages.test_path import read

LYNGEN, HANDS, GREENHOUSE = EmployerId(UUID(int=1)), NeedId(UUID(int=2)), PostId(UUID(int=3))
WATERING, POTS = TaskId(UUID(int=4)), TaskId(UUID(int=5))
BIRGIT, OMAR = JourneyId(UUID(int=11)), JourneyId(UUID(int=12))
BOSS = Actor("dorte.example", "manager")
JANUARY, MARCH, APRIL, JUNE, AUGUST = (date(2026, month, 1) for month in (1, 3, 4, 6, 8))

Town = Journeys


def placement(who: JourneyId) -> PlacementId:
    """Return the placement of a citizen."""
    return PlacementId(UUID(int=who.int + 100))


def takes(task: TaskId, hours: int) -> PostTaken:
    """Return what somebody takes of the post."""
    return PostTaken(
        employer=LYNGEN,
        post=GREENHOUSE,
        tasks=(TaskTaken(task=task, hours=Decimal(hours)),),
    )


def on_lyngen(town: Town, verb: Any, on: date, **told: Any) -> None:  # noqa: ANN401 - as verbs have
    """Record on the nursery."""
    town.employers.decide(LYNGEN, verb, BY_ANNA, on=on, **told)


def begins(town: Town, who: JourneyId, task: TaskId, hours: int, words: str) -> None:
    """Let a citizen begin with a task, in the citizen's words."""
    town.decide(
        who,
        verbs.start_placement,
        BY_ANNA,
        placement=placement(who),
        placement_kind="småjob",
        employer="Gartneriet Lyngen",
        tasks=words,
        paid_hours=Decimal(hours),
        post=takes(task, hours),
        on=APRIL,
    )


@pytest.fixture
def town(walks: Journeys) -> Town:
    """Return a store where a nursery told a need, and two share a post with two tasks."""
    on_lyngen(
        walks,
        employers.register_employer,
        JANUARY,
        name="Gartneriet Lyngen",
        employer_kind="privat",
        contact="Karen Bach",
    )
    on_lyngen(
        walks, employers.tell_need, MARCH, need=HANDS, words="Vi kan ikke nå vandingen om morgenen."
    )
    for key, words, hours in ((WATERING, "Vanding", 8), (POTS, "Potter og jord", 6)):
        task = Task(task=key, words=words, hours=Decimal(hours))
        on_lyngen(walks, employers.carve_task, date(2026, 3, 6), task=task, need=HANDS)
    on_lyngen(
        walks,
        employers.answer_need,
        date(2026, 3, 6),
        need=HANDS,
        words="Vi har fundet to opgaver sammen.",
    )
    on_lyngen(
        walks,
        employers.open_post,
        date(2026, 3, 16),
        post=GREENHOUSE,
        post_kind="småjob",
        words="Medhjælper i drivhuset",
        carved=[WATERING, POTS],
        may_share=2,
    )
    for who in (BIRGIT, OMAR):
        walks.decide(
            who,
            verbs.open_journey,
            BY_ANNA,
            municipality="621",
            basis="kontanthjælp",
            responsible="anna.example",
            on=JANUARY,
        )
    begins(walks, BIRGIT, WATERING, 4, "Vande planterne, før butikken åbner")
    begins(walks, OMAR, POTS, 6, "Fylde potter med Ali")
    return walks


def manager(town: Town) -> Reader:
    """Return the store as a manager sees it."""
    return town.seen_by(BOSS, "ledelse")


def room_says(town: Town, on: date) -> str:
    """Return what the manager's room page says first of a day, in English."""
    page = pages.room(manager(town).room(on=on, months=4), language="en")
    return " ".join(read(page).split())


def path_says(town: Town, who: JourneyId, on: date) -> str:
    """Return what a citizen's page says of a day, in English."""
    page = pages.path(looking(town).path(who, on=on), language="en")
    return " ".join(read(page).split())


def employer_reads(town: Town, on: date) -> str:
    """Return what the employer's page says of a day, in English."""
    page = pages.employer(looking(town).employer_page(LYNGEN, on=on), language="en")
    return " ".join(read(page).split())


def goes_up(town: Town) -> None:
    """Let the one who waters do so for two hours more."""
    town.decide(
        BIRGIT,
        verbs.change_placement_hours,
        BY_ANNA,
        placement=placement(BIRGIT),
        paid_hours=Decimal(6),
        post=takes(WATERING, 6),
        on=JUNE,
    )


def stops(town: Town) -> None:
    """Let the one who fills pots stop."""
    town.decide(
        OMAR,
        verbs.end_placement,
        BY_ANNA,
        placement=placement(OMAR),
        reason="Nyt job",
        learned="At være med fra morgenen",
        on=AUGUST,
    )


def test_a_need_was_answered_within_a_week(town: Town) -> None:
    """And the employer's page says how long it took."""
    text = employer_reads(town, APRIL)
    assert "We answered on 6 March 2026, after 5 days: Vi har fundet to opgaver sammen." in text


def test_two_share_the_post_and_it_is_full(town: Town) -> None:
    """The manager's page says so, and the employer's; a third has no place."""
    assert "2 of 2 places are taken. 10 of 14 hours a week are taken: 71" in room_says(town, APRIL)
    assert "Both places are taken." in employer_reads(town, APRIL)
    third = JourneyId(UUID(int=13))
    town.decide(
        third,
        verbs.open_journey,
        BY_ANNA,
        municipality="621",
        basis="kontanthjælp",
        responsible="anna.example",
        on=JANUARY,
    )
    with pytest.raises(Refused) as refusal:
        begins(town, third, WATERING, 1, "")
    assert refusal.value.code == "post-full"


def test_one_goes_up_in_hours(town: Town) -> None:
    """On the citizen's page it is a success, and on the manager's the hours are more."""
    goes_up(town)
    text = path_says(town, BIRGIT, JUNE)
    assert "More paid hours: from 4 to 6 a week" in text
    assert "Tasks: Vande planterne, før butikken åbner" in text
    drawn = pages.picture(looking(town).path(BIRGIT, on=JUNE), language="en")
    assert "Vande" in drawn
    assert "2 of 2 places are taken. 12 of 14 hours a week are taken: 86" in room_says(town, JUNE)
    with pytest.raises(Refused) as refusal:
        town.decide(
            BIRGIT,
            verbs.change_placement_hours,
            BY_ANNA,
            placement=placement(BIRGIT),
            post=takes(WATERING, 9),
            on=date(2026, 7, 1),
        )
    assert refusal.value.code == "task-taken"


def test_one_stops_and_the_post_is_half_free_again(town: Town) -> None:
    """Both citizens' pages, the employer's and the manager's say so, each in its own words."""
    goes_up(town)
    stops(town)
    assert "1 of 2 places is taken. 6 of 14 hours a week are taken: 43" in room_says(town, AUGUST)
    post = employer_reads(town, AUGUST)
    assert "1 of 2 places is free. Tasks that nobody has: 6 hours a week." in post
    omar = path_says(town, OMAR, AUGUST)
    assert "The small job at Gartneriet Lyngen has ended" in omar
    assert "What you learned: “At være med fra morgenen”" in omar
    birgit = path_says(town, BIRGIT, AUGUST)
    assert "has ended" not in birgit
    assert "Gartneriet Lyngen" in birgit
    (june, august) = (manager(town).room(on=on).day.whole.people for on in (JUNE, AUGUST))
    assert (june, august) == (2, 1)


def test_no_citizens_page_names_the_other(town: Town) -> None:
    """Nor says that somebody shares the post; and the employer's page names neither."""
    goes_up(town)
    stops(town)
    for who, other in ((BIRGIT, OMAR), (OMAR, BIRGIT)):
        view = looking(town).path(who, on=AUGUST)
        shown = view.model_dump_json() + pages.path(view) + pages.picture(view)
        assert str(other) not in shown
        assert str(placement(other)) not in shown
    assert "potter" not in path_says(town, BIRGIT, AUGUST).lower()
    assert "planterne" not in path_says(town, OMAR, AUGUST)
    handed = looking(town).employer_page(LYNGEN, on=AUGUST)
    shown = handed.model_dump_json() + pages.employer(handed)
    assert not any(str(each) in shown for each in (BIRGIT, OMAR))
    assert "Ali" not in shown


def test_who_takes_other_tasks_is_not_said_to_do_the_first_ones(town: Town) -> None:
    """Words were said of those alone."""
    stops(town)
    town.decide(
        BIRGIT,
        verbs.change_placement_hours,
        BY_ANNA,
        placement=placement(BIRGIT),
        post=takes(POTS, 4),
        on=date(2026, 9, 1),
    )
    view = looking(town).path(BIRGIT, on=date(2026, 9, 1))
    assert [each.tasks for each in view.now] == [""]
    assert [each.tasks for each in looking(town).path(BIRGIT, on=AUGUST).now] == [
        "Vande planterne, før butikken åbner"
    ]


def test_the_pages_of_the_month_before_stay_as_they_were(town: Town) -> None:
    """The manager's page shows all months: full until July, half free in August."""
    goes_up(town)
    stops(town)
    months = manager(town).room(on=AUGUST, months=4).months
    assert [(each.whole.people, each.whole.taken_hours) for each in months] == [
        (2, Decimal(10)),
        (2, Decimal(10)),
        (2, Decimal(12)),
        (2, Decimal(12)),
        (1, Decimal(6)),
    ]
