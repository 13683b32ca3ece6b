"""Goals of a committee: a number to reach by a day."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Direction = Literal["up", "down"]

Count = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
"""No figure is below zero."""


class Goal(BaseModel):
    """Politisk mål: which figure is to go from where to where, by which day, and who decided it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    indicator: str
    """The code of a figure that a manager sees."""
    value: str = ""
    """The part of the figure, by its code; empty: the whole of it."""
    baseline: Count
    """The number from which the committee starts."""
    starts: date = Field(alias="from")
    """The day of the baseline."""
    target: Count
    day: date
    """The day by which the target is to be reached."""
    decided_by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    """Who decided it, and when."""

    @property
    def direction(self) -> Direction:
        """Whether the number is to rise or to fall."""
        return "up" if self.target > self.baseline else "down"

    def is_met_by(self, number: float) -> bool:
        """Whether a number has reached the target."""
        return number >= self.target if self.direction == "up" else number <= self.target
