"""What is owed to employers on a day, off the rows."""

from datetime import date
from typing import NamedTuple

from journeys.domain.days import days_after
from journeys.domain.duties import Duty
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId
from journeys.projections.employers.room_counts import FreeTask
from journeys.projections.view import SetAside


class OwedToEmployer(NamedTuple):
    """Forpligtelse over for en virksomhed: one duty, whose employer it is, and who owes it."""

    employer: EmployerId
    duty: Duty
    by: str
    """Who owes it: the person that the duty names, or else the employer's contact."""


class OwedToEmployers(NamedTuple):
    """Forpligtelser over for virksomheder: what is owed on a day, by due day."""

    owed: tuple[OwedToEmployer, ...]
    set_aside: SetAside
    """The employers whose rows cannot be read, and why."""


TASK_FREE = "task-free"


def free_too_long(task: FreeTask, book: Rulebook, on: date) -> Duty | None:
    """Return the duty to look at a task that has been free too long on a day; None if it has not.

    It depends on what citizens take, so no row of a table holds it.
    """
    owed = days_after(task.since, book.days(TASK_FREE))
    return Duty(TASK_FREE, str(task.task), owed, owed, 0) if owed <= on else None
