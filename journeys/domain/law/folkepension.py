"""Folkepensionsalder: the age of folkepension by day of birth, and the day it is reached."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from journeys.domain.days import birthday, months_after
from journeys.domain.law.source import Source


class FolkepensionAge(BaseModel):
    """Folkepensionsalder: the age of folkepension of those born on these days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: date
    born_from: date = date.min
    born_to: date = date.max
    """The last day of birth it applies to."""
    years: int
    months: int = 0
    at_least: bool = False
    """Whether the age may still be raised for them."""
    sources: tuple[Source, ...]

    @property
    def basis(self) -> str:
        """Hjemmel: the citations of its sources."""
        return "; ".join(source.citation for source in self.sources)


class FolkepensionDay(NamedTuple):
    """The day on which somebody reaches the age of folkepension, and the age it is."""

    day: date
    age: FolkepensionAge


def folkepension_day(ages: Iterable[FolkepensionAge], born: date) -> FolkepensionDay | None:
    """Return when somebody born on that day reaches the age; None where none of these applies."""
    for age in ages:
        if age.born_from <= born <= age.born_to:
            return FolkepensionDay(months_after(birthday(born, age.years), age.months), age)
    return None
