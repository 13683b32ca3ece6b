"""Beløb: kroner before tax, how they are rounded, and what a sum rests on and leaves out."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeVar

from journeys.domain.errors import RateMissing, Refused
from journeys.domain.law.rates import Household, Rate, Rates, Unit, WorkScenario
from journeys.projections.view import View

MONTHS = 12
"""Months in a year: the sources give a month as a year divided by 12."""
WEEKS = 52
"""Weeks in a year, to convert hours a week into a month's, as STAR's calculator does (star.dk)."""
KRONE = Decimal(1)
ZERO = Decimal(0)

T = TypeVar("T")


class Kroner(View):
    """Beløb: whole kroner before tax, a year and a month of it."""

    year: Decimal
    month: Decimal


class RestsOn(View):
    """Grundlag: a rate that a sum rests on, its year, and where it was read."""

    rate: str
    da: str
    en: str
    unit: Unit
    year: int | None
    """None where no source names a year."""
    value: Decimal
    tag: str
    source: str


class SumNote(View):
    """Forbehold: a note beside a sum, in both languages."""

    note: str
    da: str
    en: str


class Sum(View):
    """What every sum states besides its amounts."""

    rests_on: tuple[RestsOn, ...]
    weak: bool
    """Whether any rate it rests on was read only in a weak or old source."""
    not_counted: tuple[SumNote, ...]
    rounding: tuple[SumNote, ...]


class UsedRates:
    """The rates of one year, with a record of those that were used."""

    def __init__(self, rates: Rates, year: int) -> None:
        self.rates = rates
        self.year = year
        self.used: dict[str, Rate] = {}

    def __getitem__(self, name: str) -> Decimal:
        """Return the value of that rate. Raises RateMissing where the year has none."""
        rate = self.used[name] = self.rates.of(name, self.year)
        return rate.value

    def if_read(self, name: str) -> Decimal | None:
        """Return the value of that rate, or None where the year has none."""
        return self[name] if self.rates.find(name, self.year) else None

    def rests_on(self) -> tuple[RestsOn, ...]:
        """Return the rates that were used, in that order."""
        return tuple(
            RestsOn(
                rate=name,
                da=rate.kind.da,
                en=rate.kind.en,
                unit=rate.kind.unit,
                year=rate.year,
                value=rate.value,
                tag=rate.tag,
                source=rate.source.reference,
            )
            for name, rate in self.used.items()
        )

    @property
    def weak(self) -> bool:
        """Whether any used rate is weak."""
        return any(rate.tag == "weak" for rate in self.used.values())

    def notes(
        self, about: Literal["not-counted", "rounding"], case: WorkScenario, household: Household
    ) -> tuple[SumNote, ...]:
        """Return the notes beside a sum of that kind."""
        return tuple(
            SumNote(note=note.id, da=note.da, en=note.en)
            for note in self.rates.notes
            if note.about == about and note.is_shown(case, household, self.used)
        )


def of_newest_year(rates: Rates, answer: Callable[[int], T]) -> T:
    """Return the answer of the newest year that has every rate it needs.

    Raises RateMissing for the newest year of all where none has.
    """
    years = sorted({rate.year for rate in rates.rates.values() if rate.year}, reverse=True)
    for year in years:
        with suppress(RateMissing):
            return answer(year)
    return answer(max(years, default=date.min.year))


def whole_kroner(amount: Decimal) -> Decimal:
    """Return the amount in whole kroner, half a krone up."""
    return amount.quantize(KRONE, rounding=ROUND_HALF_UP)


def yearly(amount: Decimal) -> Kroner:
    """Return a year's amount, and a month of it."""
    return Kroner(year=whole_kroner(amount), month=whole_kroner(amount / MONTHS))


def monthly(amount: Decimal) -> Kroner:
    """Return a month's amount, and a year of it."""
    return Kroner(year=whole_kroner(amount) * MONTHS, month=whole_kroner(amount))


def add(first: Kroner, second: Kroner) -> Kroner:
    """Return the sum of two amounts."""
    return Kroner(year=first.year + second.year, month=first.month + second.month)


def subtract(first: Kroner, second: Kroner) -> Kroner:
    """Return the first amount minus the second, which may be negative."""
    return Kroner(year=first.year - second.year, month=first.month - second.month)


def wage_of_month(
    wage_month: Decimal | None = None,
    hours_week: Decimal | None = None,
    hourly_wage: Decimal | None = None,
) -> Decimal:
    """Return a month's wage in whole kroner: as given, or from hours a week and kroner an hour.

    Refused: wage-unclear where it is given in neither way or in both; amount-negative.
    """
    by_hours = [each for each in (hours_week, hourly_wage) if each is not None]
    if wage_month is not None and not by_hours:
        return whole_kroner(not_below_zero(wage_month))
    if wage_month is None and hours_week is not None and hourly_wage is not None:
        hours = not_below_zero(hours_week)
        return whole_kroner(hours * not_below_zero(hourly_wage) * WEEKS / MONTHS)
    raise Refused("wage-unclear", "Give the monthly wage, or the hours a week and the hourly wage.")


def not_below_zero(amount: Decimal) -> Decimal:
    """Return the amount. Refused: amount-negative, also where it is not a number."""
    if not amount.is_finite() or amount < 0:
        raise Refused("amount-negative", "An amount or hours are never below zero.")
    return amount
