"""Rates in a municipality's file: [[rate]], of a year that the library has no source for."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from journeys.adapters.files.problems import Problems, did_you_mean
from journeys.domain.law.rates import Rate, Rates
from journeys.domain.law.source import Source
from journeys.domain.message import Message


class OwnRate(BaseModel):
    """A year's rate that a municipality read in a source, in kroner before tax."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    year: Annotated[int, Field(ge=date.min.year, le=date.max.year)]
    kroner: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]
    act: str = Field(min_length=1)
    section: str = ""
    read_at: str = Field(min_length=1)

    def among(self, rates: Rates) -> Rate:
        """Return it as a rate, tagged as the municipality's own."""
        return Rate(
            kind=rates.kinds[self.name],
            year=self.year,
            value=self.kroner,
            tag="own",
            source=Source(act=self.act, section=self.section, read_at=self.read_at),
        )


def check_rates(own: Sequence[OwnRate], rates: Rates, problems: Problems) -> None:
    """Add a fault for each rate that is unknown, described twice, or already in the library."""
    for each in own:
        if each.name not in rates.kinds:
            problems.add(
                Message(
                    "rate {name}: there is no such rate.{hint}",
                    name=each.name,
                    hint=did_you_mean(each.name, rates.kinds),
                )
            )
        elif found := rates.find(each.name, each.year):
            problems.add(
                Message(
                    "rate {name}: the library already has it for {year}, {value} ({citation}, "
                    "{read_at}); leave it out.",
                    name=each.name,
                    year=each.year,
                    value=found.value,
                    citation=found.source.citation,
                    read_at=found.source.read_at,
                )
            )
    dated = [(each.name, each.year) for each in own]
    for name, year in sorted({each for each in dated if dated.count(each) > 1}):
        problems.add(Message("rate {name}: {year} is described twice.", name=name, year=year))
