"""Retention: how long a municipality keeps closed journeys, and whether they may be discarded.

The law leaves both to each municipality, so the library has no period of its own.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from journeys.domain.days import months_after

Months = Annotated[int, Field(ge=1, le=1200, strict=True)]
Source = Annotated[str, StringConstraints(strip_whitespace=True)]


class Retention(BaseModel):
    """Opbevaring: what a municipality has decided about closed journeys, each with its source.

    What is left out is not known: without a period nothing is due, and what is not said to be
    discardable is kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    may_go_months: Months | None = None
    """So many months after nothing holds it any more, a journey may go."""
    may_go_source: Source = ""
    must_go_months: Months | None = None
    """So many months after the same day, it must have gone."""
    must_go_source: Source = ""
    discard: Literal["allowed", "not-allowed"] | None = None
    """Kassation: whether it may be discarded without being handed over to an archive."""
    discard_source: Source = ""

    def may_go(self, since: date) -> date | None:
        """Return the day from which a journey may go that nothing holds since a day.

        Where that is not set, it is the day by which it must have gone.
        """
        if self.may_go_months is None:
            return self.must_go(since)
        return months_after(since, self.may_go_months)

    def must_go(self, since: date) -> date | None:
        """Return the day by which it must have gone."""
        return None if self.must_go_months is None else months_after(since, self.must_go_months)
