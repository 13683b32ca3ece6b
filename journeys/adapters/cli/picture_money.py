"""What trying work would leave, drawn: the sums, what they mean, and what they leave out."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from journeys.adapters.cli.page import section, table
from journeys.domain.law.rates import Household
from journeys.projections.money import Kroner, RestsOn, Told
from journeys.projections.what_if import WhatIf, WhilePaid
from journeys.projections.what_if_resting import WhileResting

HOUSEHOLD: dict[Household, str] = {
    "single": "single (reelt enlig)",
    "couple": "with a partner without a pension",
    "couple-pensioner": "with a partner who has a pension too",
}
SURE = {
    "verified": "",
    "weak": " Weak: read in a weak or old source only.",
    "derived": " Derived from other rates: it may be a krone or two off.",
    "own": " Added in the municipality's own file.",
}
UNIT = {"kroner-month": " kr. a month", "kroner-year": " kr. a year", "share": " of each krone"}


def while_paid(view: WhilePaid) -> Group:
    """Return the page for a pension that is paid."""
    rows = [("Wage", view.wage), ("Pension beside it", view.pension)]
    return Group(
        Text(f"What if you work, and the pension is paid: {_whom(view)}", style="bold"),
        _sums(view, rows, "The pension, without a wage"),
        section("What that means", _means_paid(view)),
        *_grounds(view),
    )


def while_resting(view: WhileResting) -> Group:
    """Return the page for a fleksjob while the pension rests."""
    rows = [("Wage", view.wage), ("Fleksløntilskud beside it", view.subsidy)]
    return Group(
        Text(f"What if you take a fleksjob, and the pension rests: {_whom(view)}", style="bold"),
        _sums(view, rows, "The full pension"),
        section("What that means", _means_resting(view)),
        *_grounds(view),
    )


def _whom(view: WhatIf) -> str:
    return f"{HOUSEHOLD[view.household]}, {view.year}"


def _sums(view: WhatIf, rows: list[tuple[str, Kroner]], ground: str) -> Table:
    less = view.above_ground.year < 0
    drawn = table("Before tax", "kr. a month", "kr. a year", numbers=[1, 2])
    for title, amount in (
        *rows,
        ("Together", view.together),
        (f"{ground}: what you fall back to", view.ground),
        (f"Together is {'less' if less else 'more'} than that by", view.above_ground),
    ):
        drawn.add_row(Text(title), _kr(abs(amount.month)), _kr(abs(amount.year)))
    return drawn


def _means_paid(view: WhilePaid) -> Iterator[tuple[str, str]]:
    yield "-", _extra(view)
    yield "-", f"Income up to {_kr(view.deduction)} kr. a year lowers nothing."
    yield "-", f"Income counted here: {_kr(view.counted)} kr. a year."
    if view.too_little:
        yield "-", "Something would be left of the pension, but too little to be paid."
    yield "-", f"The pension is paid up to an income of {_kr(view.paid_up_to)} kr. a year."
    smallest, zero = _kr(view.smallest.year), _kr(view.reaches_zero_at)
    ends = f"Less of it than {smallest} kr. a year is not paid, so that falls away just above."
    yield "-", f"{ends} Counted on, it would reach zero at {zero} kr."


def _means_resting(view: WhileResting) -> Iterator[tuple[str, str]]:
    yield "-", _extra(view)
    ceiling = _kr(view.full_time_wage.month)
    limits = "That limits it here." if view.limited else "It does not limit it here."
    yield "-", f"Wage and subsidy are never more than the full-time wage, {ceiling} kr. {limits}"


def _extra(view: WhatIf) -> str:
    return f"Of one krone more in wage, {view.extra_krone_leaves * 100:.0f} øre would be left."


def _grounds(view: WhatIf) -> Iterator[RenderableType]:
    if view.weak:
        yield section(
            "How sure this is", ["Not sure: it rests on a rate from a weak or old source."]
        )
    yield section("What is not counted", _told(view.not_counted))
    yield section("How it was rounded", _told(view.rounding))
    yield section("What this answer rests on", map(_rests_on, view.rests_on))


def _told(notes: Iterable[Told]) -> Iterator[tuple[str, str]]:
    return (("-", note.en) for note in notes)


def _rests_on(rate: RestsOn) -> tuple[str, str]:
    year = "no year named" if rate.year is None else f"{rate.year}"
    value = f"{rate.value:f}" if rate.unit == "share" else _kr(rate.value)
    return "-", (
        f"{rate.en}, {year}: {value}{UNIT[rate.unit]}.{SURE.get(rate.tag, '')}\n"
        f"Source: {rate.source}"
    )


def _kr(amount: Decimal) -> str:
    return f"{amount:,}"
