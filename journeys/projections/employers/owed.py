"""What is owed to employers on a day, off the rows."""

from datetime import date
from typing import NamedTuple

from journeys.domain.days import days_after
from journeys.domain.duties import Duty
from journeys.domain.employers.duties import TASK_FREE
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId
from journeys.projections.employers.room_counts import IdleTask
from journeys.projections.view import SetAside


class OwedToEmployer(NamedTuple):
    """Forpligtelse over for en virksomhed: one duty, whose employer it is, and who owes it."""

    employer: EmployerId
    duty: Duty
    """Of one that depends on what citizens take, `raised` is 0: its history says by which entry."""
    by: str
    """Who owes it: the employer's contact on the day."""


class OwedToEmployers(NamedTuple):
    """Forpligtelser over for virksomheder: what is owed on a day, by due day."""

    owed: tuple[OwedToEmployer, ...]
    set_aside: SetAside
    """The employers and journeys whose rows cannot be read, and why."""


def free_too_long(task: IdleTask, book: Rulebook, on: date) -> Duty | None:
    """Return the duty of a task that has been free too long on a day; None if it has not."""
    owed = days_after(task.since, book.days(TASK_FREE))
    return Duty(TASK_FREE, str(task.task), owed, owed, raised=0) if owed <= on else None
