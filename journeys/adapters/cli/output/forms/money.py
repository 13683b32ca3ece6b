"""The form of what trying work would leave: the sums, what they mean, and what they leave out."""

from collections.abc import Callable, Iterator

from rich.table import Table
from rich.text import Text

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
from journeys.adapters.words.names import HOUSEHOLDS
from journeys.domain.law.rates import WorkScenario
from journeys.domain.message import Message
from journeys.projections.safety.money import Kroner, RestsOn, Sum
from journeys.projections.safety.wage_range import WageRange
from journeys.projections.safety.what_if import WhatIf, WhilePaid
from journeys.projections.safety.what_if_resting import WhileResting

TITLE: dict[WorkScenario, str] = {
    "paid": Message("What if you work, and the pension is paid: {whom}"),
    "resting": Message("What if you take a fleksjob, and the pension rests: {whom}"),
}
BESIDE: dict[WorkScenario, str] = {
    "paid": Message("Pension beside it"),
    "resting": Message("Fleksløntilskud beside it"),
}
GROUND: dict[WorkScenario, str] = {
    "paid": Message("The pension, without a wage"),
    "resting": Message("The full pension"),
}
SURE = {
    "weak": Message("Weak: read in a weak or old source only."),
    "derived": Message("Derived from other rates: it may be a krone or two off."),
    "open": Message("To be verified: it was not read for this year."),
    "own": Message("Added in the municipality's own file."),
}
UNIT = {
    "kroner-month": Message("{rate}, {year}: {value} kr. a month."),
    "kroner-year": Message("{rate}, {year}: {value} kr. a year."),
    "share": Message("{rate}, {year}: {value} of each krone."),
}


@form
def what_if(view: WhilePaid | WhileResting) -> Parts:
    """Draw the page for one wage."""
    yield from heading(view)
    yield _sums(view, view.pension if isinstance(view, WhilePaid) else view.subsidy)
    means = _means_paid(view) if isinstance(view, WhilePaid) else _means_resting(view)
    yield section("What that means", bullets(means))
    yield from grounds(view)


def heading(view: WhatIf | WageRange) -> Parts:
    """Yield the first lines of a page: by which year, and of whom."""
    if view.newest_year:
        yield Text(say("By the rates of {year}: the newest year with all of them.", year=view.year))
    yield title(TITLE[view.case], whom=f"{say(HOUSEHOLDS[view.household])}, {view.year}")


def _sums(view: WhilePaid | WhileResting, beside: Kroner) -> Table:
    difference = (
        Message("Together is less than that by")
        if view.above_ground.year < 0
        else Message("Together is more than that by")
    )
    return table(
        (
            (Message("Wage"), view.wage),
            (BESIDE[view.case], beside),
            (Message("Together"), view.together),
            (say("{ground}, to compare with", ground=GROUND[view.case]), view.ground),
            (difference, view.above_ground),
        ),
        Column("Before tax and AM-bidrag", lambda row: row[0]),
        Column("kr. a month", lambda row: grouped(abs(row[1].month)), is_number=True),
        Column("kr. a year", lambda row: grouped(abs(row[1].year)), is_number=True),
    )


def _means_paid(view: WhilePaid) -> Iterator[str]:
    yield _extra(view)
    yield say("Income up to {kr} kr. a year lowers nothing.", kr=grouped(view.deduction))
    yield say(
        "Income counted here: {kr} kr. a year. Of that, {wage} kr. is the wage after AM-bidrag.",
        kr=grouped(view.counted),
        wage=grouped(view.wage_counted),
    )
    yield from LIMIT[view.small_pensions](view)


def _with_limit(view: WhilePaid) -> Iterator[str]:
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


def _with_open_limit(view: WhilePaid) -> Iterator[str]:
    yield from _without_limit(view)
    yield say(
        "To be verified: a pension below {smallest} kr. a year may not have been paid in {year}.",
        smallest=grouped(view.smallest.year),
        year=view.year,
    )
    if view.may_be_too_little:
        yield say("That is so little that it may be nothing at all.")


def _without_limit(view: WhilePaid) -> Iterator[str]:
    yield say(
        "The pension reaches zero at a counted income of {zero} kr. a year.",
        zero=grouped(view.reaches_zero_at),
    )


LIMIT: dict[str, Callable[[WhilePaid], Iterator[str]]] = {
    "limit": _with_limit,
    "to-verify": _with_open_limit,
    "paid": _without_limit,
}


def _means_resting(view: WhileResting) -> Iterator[str]:
    yield _extra(view)
    if view.wage.month > view.full_time_wage.month:
        yield say("The wage alone is more than the full-time wage: there is no subsidy beside it.")
        return
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


def grounds(view: Sum) -> Parts:
    """Yield what a sum leaves out, how it was rounded, and what it rests on."""
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
        UNIT[rate.unit] if rate.value else Message("{rate}: none from {year} on."),
        rate=in_spoken_language(rate),
        year=Message("no year named") if rate.year is None else rate.year,
        value=rate.value if rate.unit == "share" else grouped(rate.value),
    )
    sure = f" {say(SURE[rate.tag])}" if rate.value and rate.tag in SURE else ""
    return f"{rate_line}{sure}\n{say('Source: {source}', source=rate.source)}"
