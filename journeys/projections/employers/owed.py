"""What is owed to employers on a day, off the rows."""

from typing import NamedTuple

from journeys.domain.duties import Duty
from journeys.domain.vocabulary import EmployerId
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
