"""Caseload: which journeys are open, and who is responsible."""

from datetime import date
from typing import Literal, Self
from uuid import UUID

from pydantic import Field

from journeys.projections.view import SetAside, View


class CaseloadLine(View):
    """One journey in the list: codes and days, no words."""

    journey: UUID
    municipality: str
    opened: date
    state: Literal["open", "resting"]
    responsible: str
    support_basis: str
    """What the citizen lives on that day; empty where it is not known."""


class Caseload(View):
    """Sagsstamme: the journeys open or resting on a day, in the order they were opened."""

    on: date
    cases: tuple[CaseloadLine, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """Those that cannot be read, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        return self.model_copy(
            update={
                "cases": tuple(each for each in self.cases if str(each.journey) not in set_aside),
                "set_aside": {**self.set_aside, **set_aside},
            }
        )
