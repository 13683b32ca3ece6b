"""The form of what trying work would leave: the sums, their meaning, and what they leave out."""

from collections.abc import Iterator

from journeys.adapters.cli.output.render import (
    Column,
    Parts,
    bullets,
    form,
    section,
    table,
    title,
)
from journeys.adapters.words.language import grouped, in_spoken_language, say
from journeys.domain.law.rates import Household
from journeys.domain.message import Message
from journeys.projections.safety.money import Kroner, RestsOn
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


@form
def while_paid(view: WhilePaid) -> Parts:
    """Draw the page for a pension that is paid."""
    yield title("What if you work, and the pension is paid: {whom}", whom=_whom(view))
    yield from _sums(
        view,
        (Message("Wage"), view.wage),
        (Message("Pension beside it"), view.pension),
        ground=Message("The pension, without a wage"),
    )
    yield section("What that means", bullets(_means_paid(view)))
    yield from _grounds(view)


@form
def while_resting(view: WhileResting) -> Parts:
    """Draw the page for a fleksjob while the pension rests."""
    yield title("What if you take a fleksjob, and the pension rests: {whom}", whom=_whom(view))
    yield from _sums(
        view,
        (Message("Wage"), view.wage),
        (Message("Fleksløntilskud beside it"), view.subsidy),
        ground=Message("The full pension"),
    )
    yield section("What that means", bullets(_means_resting(view)))
    yield from _grounds(view)


def _whom(view: WhatIf) -> str:
    return f"{say(HOUSEHOLD[view.household])}, {view.year}"


def _sums(view: WhatIf, *amounts: tuple[str, Kroner], ground: str) -> Parts:
    difference = (
        Message("Together is less than that by")
        if view.above_ground.year < 0
        else Message("Together is more than that by")
    )
    yield table(
        (
            *amounts,
            (Message("Together"), view.together),
            (say("{ground}: what you fall back to", ground=ground), view.ground),
            (difference, view.above_ground),
        ),
        Column("Before tax", lambda row: row[0]),
        Column("kr. a month", lambda row: grouped(abs(row[1].month)), is_number=True),
        Column("kr. a year", lambda row: grouped(abs(row[1].year)), is_number=True),
    )


def _means_paid(view: WhilePaid) -> Iterator[str]:
    yield _extra(view)
    yield say("Income up to {kr} kr. a year lowers nothing.", kr=grouped(view.deduction))
    yield say("Income counted here: {kr} kr. a year.", kr=grouped(view.counted))
    if view.too_little:
        yield say("Something would be left of the pension, but too little to be paid.")
    yield say(
        "The pension is paid up to an income of {kr} kr. a year.", kr=grouped(view.paid_up_to)
    )
    yield say(
        "Less of it than {smallest} kr. a year is not paid: that amount falls away just"
        " above. Without that limit, it would reach zero at {zero} kr.",
        smallest=grouped(view.smallest.year),
        zero=grouped(view.reaches_zero_at),
    )


def _means_resting(view: WhileResting) -> Iterator[str]:
    yield _extra(view)
    ceiling = say(
        "Wage and subsidy are never more than the full-time wage, {ceiling} kr.",
        ceiling=grouped(view.full_time_wage.month),
    )
    limits = say("That limits it here.") if view.limited else say("It does not limit it here.")
    yield f"{ceiling} {limits}"


def _extra(view: WhatIf) -> str:
    return say(
        "Of one krone more in wage, {left} øre would be left.",
        left=round(view.extra_krone_leaves * 100),
    )


def _grounds(view: WhatIf) -> Parts:
    if view.weak:
        yield section(
            "How sure this is",
            [say("Not sure: it rests on a rate from a weak or old source.")],
        )
    yield section("What is not counted", bullets(map(in_spoken_language, view.not_counted)))
    yield section("How it was rounded", bullets(map(in_spoken_language, view.rounding)))
    yield section("What this answer rests on", bullets(map(_rests_on, view.rests_on)))


def _rests_on(rate: RestsOn) -> str:
    rate_line = say(
        UNIT[rate.unit],
        rate=in_spoken_language(rate),
        year=Message("no year named") if rate.year is None else rate.year,
        value=rate.value if rate.unit == "share" else grouped(rate.value),
    )
    sure = f" {say(SURE[rate.tag])}" if rate.tag in SURE else ""
    return f"{rate_line}{sure}\n{say('Source: {source}', source=rate.source)}"
