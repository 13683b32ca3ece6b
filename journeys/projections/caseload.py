"""Caseload: which journeys are open, and who is responsible."""

from datetime import date
from typing import Literal
from uuid import UUID

from journeys.projections.view import View


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
