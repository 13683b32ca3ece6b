"""What an entry of a placement in a post says on a screen: a line for each part."""

from decimal import Decimal
from uuid import UUID

from journeys import PlacementId, events
from journeys.adapters.words.entries import field_lines
from journeys.employers import EmployerId, PostId, TaskId
from journeys.language import spoken
from journeys.projections.timeline import timeline
from tests.invented import APR_1, OPENED, WALK
from tests.scenario import after


def an_id(nr: int) -> UUID:
    """Return an invented id, told from others by its first signs."""
    return UUID(f"0000{nr:04}-0000-4000-8000-000000000000")


STARTED = events.PlacementStarted(
    on=APR_1,
    placement=PlacementId(an_id(1)),
    placement_kind="småjob",
    employer="Caféen",
    post=events.PostTaken(
        employer=EmployerId(an_id(2)),
        post=PostId(an_id(3)),
        tasks=(
            events.TaskTaken(task=TaskId(an_id(4)), hours=Decimal("7.5")),
            events.TaskTaken(task=TaskId(an_id(5)), hours=Decimal(2)),
        ),
    ),
)


def test_the_post_and_each_task_with_its_hours_have_a_line() -> None:
    """Numbers are written as in the language that is spoken."""
    line = timeline(WALK, after(OPENED, STARTED).history).lines[-1]
    with spoken("da"):
        shown = "\n".join(field_lines(line))
    assert "Caféen" in shown
    for nr in (2, 3, 4, 5):
        assert f"0000{nr:04}" in shown
    assert "00000004: 7,5" in shown
    assert "00000005: 2" in shown
    assert "{" not in shown
