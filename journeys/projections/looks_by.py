"""Looks by one employee: at whom, at what and why, in a period."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Self
from uuid import UUID

from pydantic import Field

from journeys.domain.looks import LooksBy
from journeys.projections.looks import VIEW_NAMES, LookLine, ViewName
from journeys.projections.view import SetAside, View

EMPLOYER_VIEW_NAMES: Mapping[str, ViewName] = MappingProxyType(
    {
        "employer": ViewName("Virksomhed", "an employer, and who is in its posts, as counts"),
        "employer-page": ViewName("Virksomhedens side", "what an employer is handed"),
        "employer-timeline": ViewName("Virksomhedens tidslinje", "everything of an employer"),
        "looks-by": VIEW_NAMES["looks-by"],
        "match-for-post": ViewName("Hvem kan opgaven", "a post, for which somebody is searched"),
        "post": ViewName("Stilling", "a post, and who is in it"),
    }
)
"""By view, what a look is called that is noted at an employer."""


class EmployeeLook(LookLine):
    """Opslag af en medarbejder: at which journey or employer, in which role, for which request."""

    position: int
    """Its position in the access log."""
    journey: UUID | None
    employer: UUID | None
    role: str
    request_id: str | None


class EmployeeLooks(View):
    """Medarbejderens opslag: every look of one employee in a period, the oldest first."""

    employee: str
    after: datetime
    upto: datetime
    looks: tuple[EmployeeLook, ...]
    erased: int
    """How many looks of the period, by anybody, were at what was erased since: who looked cannot be
    read any more."""
    set_aside: SetAside = Field(default_factory=dict)
    """By its position in the access log, a look of the period that cannot be read and may be
    theirs; by id, a journey at which this look could not be noted."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without the looks at these journeys, which are named."""
        left = tuple(
            each for each in self.looks if str(each.journey or each.employer) not in set_aside
        )
        return self.model_copy(update={"looks": left, "set_aside": {**self.set_aside, **set_aside}})


def employee_looks(
    found: LooksBy, employers: Collection[UUID], *, employee: str, after: datetime, upto: datetime
) -> EmployeeLooks:
    """Return the looks of an employee after a moment, up to and with another."""
    lines = list[EmployeeLook]()
    for stream, noted in found.looks:
        of_employer = stream in employers
        view = noted.look.view
        words = (EMPLOYER_VIEW_NAMES if of_employer else VIEW_NAMES).get(view, ViewName(view, view))
        lines.append(
            EmployeeLook(
                at=noted.at,
                view=view,
                da=words.da,
                en=words.en,
                purpose=noted.look.purpose,
                position=noted.position,
                journey=None if of_employer else stream,
                employer=stream if of_employer else None,
                role=noted.look.actor.role,
                request_id=noted.look.request_id,
            )
        )
    return EmployeeLooks(
        employee=employee,
        after=after,
        upto=upto,
        looks=tuple(lines),
        erased=found.erased,
        set_aside={str(position): why for position, why in found.set_aside.items()},
    )
