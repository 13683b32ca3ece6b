"""What trying work would leave, drawn: the sums, what they mean, and what they leave out."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from journeys.adapters.cli.output.console import section, table
from journeys.adapters.words.language import grouped, in_spoken_language, say
from journeys.domain.law.rates import Household
from journeys.domain.message import Message
from journeys.projections.safety.money import Kroner, RestsOn, SumNote
from journeys.projections.safety.what_if import WhatIf, WhilePaid
from journeys.projections.safety.what_if_resting import WhileResting

HOUSEHOLD: dict[Household, str] = {
    "single": Message("single (reelt enlig)"),
    "couple": Message("with a partner without a pension"),
    "couple-pensioner": Message("with a partner who has a pension too"),
}
SURE = {
    "weak": Message("Weak: read in a weak or old source only."),
    "derived": Message("Derived from other rates: it may be a krone or two off."),
    "own": Message("Added in the municipality's own file."),
}
UNIT = {
    "kroner-month": Message("{rate}, {year}: {value} kr. a month."),
    "kroner-year": Message("{rate}, {year}: {value} kr. a year."),
    "share": Message("{rate}, {year}: {value} of each krone."),
}


def while_paid(view: WhilePaid) -> Group:
    """Return the page for a pension that is paid."""
    rows = [(say("Wage"), view.wage), (say("Pension beside it"), view.pension)]
    return Group(
        Text(
            say("What if you work, and the pension is paid: {whom}", whom=_whom(view)), style="bold"
        ),
        _sums(view, rows, say("The pension, without a wage")),
        section("What that means", _means_paid(view)),
        *_grounds(view),
    )


def while_resting(view: WhileResting) -> Group:
    """Return the page for a fleksjob while the pension rests."""
    rows = [(say("Wage"), view.wage), (say("Fleksløntilskud beside it"), view.subsidy)]
    return Group(
        Text(
            say("What if you take a fleksjob, and the pension rests: {whom}", whom=_whom(view)),
            style="bold",
        ),
        _sums(view, rows, say("The full pension")),
        section("What that means", _means_resting(view)),
        *_grounds(view),
    )


def _whom(view: WhatIf) -> str:
    return f"{say(HOUSEHOLD[view.household])}, {view.year}"


def _sums(view: WhatIf, rows: list[tuple[str, Kroner]], ground: str) -> Table:
    less = view.above_ground.year < 0
    drawn = table("Before tax", "kr. a month", "kr. a year", numbers=[1, 2])
    for title, amount in (
        *rows,
        (say("Together"), view.together),
        (say("{ground}: what you fall back to", ground=ground), view.ground),
        (
            say("Together is less than that by") if less else say("Together is more than that by"),
            view.above_ground,
        ),
    ):
        drawn.add_row(Text(title), _kr(abs(amount.month)), _kr(abs(amount.year)))
    return drawn


def _means_paid(view: WhilePaid) -> Iterator[tuple[str, str]]:
    yield "-", _extra(view)
    yield "-", say("Income up to {kr} kr. a year lowers nothing.", kr=_kr(view.deduction))
    yield "-", say("Income counted here: {kr} kr. a year.", kr=_kr(view.counted))
    if view.too_little:
        yield "-", say("Something would be left of the pension, but too little to be paid.")
    yield (
        "-",
        say("The pension is paid up to an income of {kr} kr. a year.", kr=_kr(view.paid_up_to)),
    )
    smallest, zero = _kr(view.smallest.year), _kr(view.reaches_zero_at)
    yield (
        "-",
        say(
            "Less of it than {smallest} kr. a year is not paid, so that falls away just above. "
            "Counted on, it would reach zero at {zero} kr.",
            smallest=smallest,
            zero=zero,
        ),
    )


def _means_resting(view: WhileResting) -> Iterator[tuple[str, str]]:
    yield "-", _extra(view)
    ceiling = say(
        "Wage and subsidy are never more than the full-time wage, {ceiling} kr.",
        ceiling=_kr(view.full_time_wage.month),
    )
    limits = say("That limits it here.") if view.limited else say("It does not limit it here.")
    yield "-", f"{ceiling} {limits}"


def _extra(view: WhatIf) -> str:
    return say(
        "Of one krone more in wage, {left} øre would be left.",
        left=round(view.extra_krone_leaves * 100),
    )


def _grounds(view: WhatIf) -> Iterator[RenderableType]:
    if view.weak:
        yield section(
            "How sure this is",
            [say("Not sure: it rests on a rate from a weak or old source.")],
        )
    yield section("What is not counted", _noted(view.not_counted))
    yield section("How it was rounded", _noted(view.rounding))
    yield section("What this answer rests on", map(_rests_on, view.rests_on))


def _noted(notes: Iterable[SumNote]) -> Iterator[tuple[str, str]]:
    return (("-", in_spoken_language(note)) for note in notes)


def _rests_on(rate: RestsOn) -> tuple[str, str]:
    said = say(
        UNIT[rate.unit],
        rate=in_spoken_language(rate),
        year=Message("no year named") if rate.year is None else rate.year,
        value=rate.value if rate.unit == "share" else _kr(rate.value),
    )
    sure = f" {say(SURE[rate.tag])}" if rate.tag in SURE else ""
    return "-", f"{said}{sure}\n{say('Source: {source}', source=rate.source)}"


def _kr(amount: Decimal) -> str:
    return grouped(amount)
