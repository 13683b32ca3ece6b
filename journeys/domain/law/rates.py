"""Satser: amounts and shares of the law, by year, each with its source and how sure it is.

Where no source gives a rate for a year, there is none, and asking for it raises RateMissing.
Nothing is extrapolated.
"""

import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from journeys.domain.errors import RateMissing
from journeys.domain.law.source import Source, Tag

Unit = Literal["kroner-month", "kroner-year", "share"]
"""Enhed: kroner a month or a year, before tax; or a share of one."""

Household = Literal["single", "couple", "couple-pensioner"]
"""Husstand: reelt enlig; with a partner without a pension; with a partner who has one too."""

WorkScenario = Literal["paid", "resting"]
"""Whether work is tried while the pension is paid, or in a fleksjob while it rests."""


class RateKind(BaseModel):
    """Slags sats: one kind of rate, its unit, and its act."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    unit: Unit
    da: str
    en: str
    act: str
    section: str = ""


class Rate(BaseModel):
    """Sats: the value for one year, where it was read, and how sure it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: RateKind
    year: int | None
    """None where no source names a year."""
    value: Annotated[Decimal, Field(gt=0)]
    tag: Tag | Literal["own"]
    """How sure it is; `own` where a municipality added it."""
    source: Source


class Note(BaseModel):
    """Forbehold: what a sum leaves out or how it was rounded, and for which sums it is shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    about: Literal["not-counted", "rounding"] = "not-counted"
    cases: tuple[WorkScenario, ...] = ("paid", "resting")
    households: tuple[Household, ...] = ("single", "couple", "couple-pensioner")
    da: str
    en: str


class Rates(BaseModel):
    """Satser: by name and year, with the notes shown beside every sum that rests on them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: date
    """The day on which they were read."""
    kinds: dict[str, RateKind]
    rates: dict[tuple[str, int | None], Rate]
    notes: tuple[Note, ...]

    def of(self, name: str, year: int) -> Rate:
        """Return the rate of that year. Raises RateMissing where there is none."""
        found = self.find(name, year)
        if found is None:
            raise RateMissing(name, year, self.years(name))
        return found

    def find(self, name: str, year: int) -> Rate | None:
        """Return the rate of that year, or else the one without a year, if any."""
        return self.rates.get((name, year)) or self.rates.get((name, None))

    def years(self, name: str) -> tuple[int, ...]:
        """Return the years for which there is a rate of that name."""
        return tuple(sorted(year for each, year in self.rates if each == name and year is not None))

    def with_own(self, added: Iterable[Rate]) -> "Rates":
        """Return the rates with these added; none that is there already changes."""
        own = {(rate.kind.name, rate.year): rate for rate in added}
        return self.model_copy(update={"rates": own | self.rates})


class _Value(BaseModel):
    """One value of a rate, as in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int | None = None
    value: Annotated[Decimal, Field(gt=0)]
    tag: Tag
    read_at: str


class RateLine(RateKind):
    """One rate with all its values, as in the file."""

    values: tuple[_Value, ...]

    def rates(self, kind: RateKind) -> Iterable[Rate]:
        """Yield its values as rates of that kind."""
        for each in self.values:
            source = Source(act=self.act, section=self.section, read_at=each.read_at)
            yield Rate(kind=kind, year=each.year, value=each.value, tag=each.tag, source=source)


def parse_rates(data: dict[str, Any]) -> Rates:
    """Return the rates in the data of a file. Raises pydantic's ValidationError, and KeyError."""
    lines = [RateLine.model_validate(line) for line in data["rate"]]
    kinds = {line.name: RateKind(**line.model_dump(exclude={"values"})) for line in lines}
    return Rates(
        edition=data["edition"],
        kinds=kinds,
        rates={
            (line.name, rate.year): rate for line in lines for rate in line.rates(kinds[line.name])
        },
        notes=tuple(Note.model_validate(note) for note in data["note"]),
    )


@cache
def rates() -> Rates:
    """Return the rates that come with this version of the library."""
    text = files(__package__).joinpath("rates.toml").read_text(encoding="utf-8")
    return parse_rates(tomllib.loads(text, parse_float=Decimal))
