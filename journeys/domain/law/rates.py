"""Satser: amounts and shares of the law, by year, each with its source and how sure it is.

Where no source gives a rate for a year, there is none, and asking for it raises RateMissing.
Nothing is extrapolated.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from journeys.domain.errors import RateMissing
from journeys.domain.law.source import Source, Tag
from journeys.domain.message import Phrase

Unit = Literal["kroner-month", "kroner-year", "share"]
"""Enhed: kroner a month or a year, before tax; or a share of one."""

Household = Literal["single", "couple", "couple-pensioner"]
"""Husstand: reelt enlig; with a partner without a pension; with a partner who has one too."""

WorkScenario = Literal["paid", "resting"]
"""Whether work is tried while the pension is paid, or in a fleksjob while it rests."""

RateTag = Tag | Literal["own"]
"""How sure a rate is; `own` where a municipality added it."""


class RateKind(BaseModel):
    """Slags sats: one kind of rate, its unit, and its act."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: str
    unit: Unit
    da: str
    en: str
    act: str
    section: str = ""


class Rate(BaseModel):
    """Sats: the value for one year, where it was read, and how sure it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: RateKind
    year: int | None
    """None where no source names a year."""
    onwards: bool = False
    """Whether it holds for later years too, until another begins."""
    value: Annotated[Decimal, Field(ge=0)]
    """Zero from the year in which the rate no longer exists."""
    tag: RateTag
    source: Source


class Note(BaseModel):
    """Forbehold: what a sum leaves out or how it was rounded, and for which sums it is shown."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str
    about: Literal["not-counted", "rounding"] = "not-counted"
    cases: tuple[WorkScenario, ...] = ("paid", "resting")
    households: tuple[Household, ...] = ("single", "couple", "couple-pensioner")
    rate: str = ""
    """Where one is named: shown beside the sums that rest on this rate, with one of `tags`."""
    tags: tuple[RateTag, ...] = ()
    da: str
    en: str

    def is_shown(self, case: WorkScenario, household: Household, used: Mapping[str, Rate]) -> bool:
        """Whether it is shown beside a sum of that kind, which rests on these rates."""
        fits = case in self.cases and household in self.households
        return fits and (not self.rate or (self.rate in used and used[self.rate].tag in self.tags))


class Rates(BaseModel):
    """Satser: by name and year, with the notes shown beside every sum that rests on them."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    edition: date
    """The day on which they were read."""
    kinds: dict[str, RateKind]
    rates: dict[tuple[str, int | None], Rate]
    notes: tuple[Note, ...]

    def of(self, name: str, year: int) -> Rate:
        """Return the rate of that year. Raises RateMissing where there is none."""
        found = self.find(name, year)
        if found is None:
            kind = self.kinds[name]
            raise RateMissing(name, year, self.years(name), Phrase(da=kind.da, en=kind.en))
        return found

    def find(self, name: str, year: int) -> Rate | None:
        """Return the rate of that year, if any.

        That is its own; else the latest that holds onwards; else the one without a year.
        """
        begun = [
            since
            for (each, since), rate in self.rates.items()
            if each == name and rate.onwards and since is not None and since <= year
        ]
        latest = max(begun, default=None)
        return self.rates.get((name, year)) or self.rates.get((name, latest))

    def years(self, name: str) -> tuple[int, ...]:
        """Return the years for which there is a rate of that name."""
        return tuple(sorted(year for each, year in self.rates if each == name and year is not None))

    def with_own(self, added: Iterable[Rate]) -> "Rates":
        """Return the rates with these added; none that is there already changes."""
        own = {(rate.kind.name, rate.year): rate for rate in added}
        return self.model_copy(update={"rates": own | self.rates})


class _Value(BaseModel):
    """One value of a rate, as in the file: of a year, from a year on, or without a year."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    year: int | None = None
    starts: int | None = Field(default=None, alias="from")
    value: Annotated[Decimal, Field(ge=0)]
    tag: Tag
    read_at: str

    @model_validator(mode="after")
    def _clear(self) -> Self:
        """Raise ValueError where the years are not clear."""
        if self.year is not None and self.starts is not None:
            raise ValueError("give `year` or `from`, not both")
        if not self.value and self.starts is None:
            raise ValueError("a value of 0 ends a rate: give the year `from` which it is gone")
        return self


class RateLine(RateKind):
    """One rate with all its values, as in the file."""

    values: tuple[_Value, ...]

    def rates(self, kind: RateKind) -> Iterable[Rate]:
        """Yield its values as rates of that kind."""
        for each in self.values:
            yield Rate(
                kind=kind,
                year=each.year if each.starts is None else each.starts,
                onwards=each.starts is not None,
                value=each.value,
                tag=each.tag,
                source=Source(act=self.act, section=self.section, read_at=each.read_at),
            )


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
