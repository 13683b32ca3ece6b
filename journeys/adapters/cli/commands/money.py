"""The command that calculates what trying work would leave. It reads the rates, and no store."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Annotated, get_args

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import SAFETY
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import hours
from journeys.domain.errors import Refused
from journeys.domain.law.rates import Household

if TYPE_CHECKING:
    from journeys.projections.safety.what_if import WhilePaid
    from journeys.projections.safety.what_if_resting import WhileResting

app = typer.Typer()

KRONER = re.compile(r"\d{1,7}([.,]\d{1,2})?")


def kroner(text: str) -> Decimal:
    """Return the kroner: 4000, 4000.50 or 4000,50. Raises ValueError."""
    if not KRONER.fullmatch(text.strip()):
        raise ValueError("Write kroner as 4000 or 4000.50, without a sign between thousands.")
    return Decimal(text.strip().replace(",", "."))


def _amount(about: str, *names: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        *names, parser=kroner, metavar="KRONER", help=about
    )
    return option


@app.command("what-if", rich_help_panel=SAFETY)
def what_if(
    ctx: typer.Context,
    *,
    household: Annotated[
        Household,
        typer.Option(
            **one_of(Choice("household", get_args(Household))),
            help="The household; couple-pensioner where the partner has a pension too.",
        ),
    ],
    wage_month: Annotated[Decimal | None, _amount("The wage of a month, before tax.")] = None,
    hours_week: Annotated[
        Decimal | None,
        typer.Option("--hours", parser=hours, metavar="HOURS", help="Paid hours a week."),
    ] = None,
    hourly_wage: Annotated[Decimal | None, _amount("The wage of an hour.")] = None,
    lowest: Annotated[
        Decimal | None, _amount("Instead of one wage a range: its lowest, of a month.", "--from")
    ] = None,
    highest: Annotated[Decimal | None, _amount("The highest wage of the range.", "--to")] = None,
    step: Annotated[
        Decimal | None, _amount("From each wage of the range to the next; else 1000.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            help="By the rates of which year; else the newest that has all of them.",
        ),
    ] = None,
    other_income: Annotated[Decimal | None, _amount("Your other income of a year.")] = None,
    partner_income: Annotated[
        Decimal | None, _amount("The income of a partner in a year, beside wage.")
    ] = None,
    fleksjob: Annotated[
        bool,
        typer.Option(
            "--fleksjob",
            help="While the pension rests; the wage is with the employer's pension share.",
        ),
    ] = False,
    full_time_wage: Annotated[
        Decimal | None, _amount("In a flexi-job, the wage of a full-time month.")
    ] = None,
) -> None:
    """Regneeksempel: what work would leave beside the pension, before tax."""
    from journeys.adapters.cli.output.forms import money as forms
    from journeys.adapters.cli.output.forms.wage_range import wages as range_form
    from journeys.projections.safety.money import ZERO
    from journeys.projections.safety.wage_range import MORE, WageRange, wage_range
    from journeys.projections.safety.what_if import what_if as while_paid
    from journeys.projections.safety.what_if_resting import what_if_resting

    run = session(ctx)
    rates = run.book.rates
    view: WhilePaid | WhileResting | WageRange
    try:
        _fitting(fleksjob, full_time_wage, [other_income, partner_income])
        _one_or_many([wage_month, hours_week, hourly_wage], [lowest, highest], step)
        answer = (
            partial(
                while_paid,
                rates,
                household=household,
                year=year,
                other_income_year=other_income or ZERO,
                partner_income_year=partner_income or ZERO,
            )
            if full_time_wage is None
            else partial(
                what_if_resting,
                rates,
                household=household,
                year=year,
                full_time_wage_month=full_time_wage,
            )
        )
        if lowest is not None and highest is not None:
            view = wage_range(
                lambda wage: answer(wage_month=wage),
                lowest=lowest,
                highest=highest,
                step=MORE if step is None else step,
            )
        else:
            view = answer(wage_month=wage_month, hours_week=hours_week, hourly_wage=hourly_wage)
    except Refused as refused:
        # The amounts were typed: to the script that is a usage error, as of any other option.
        raise TyperException(refused.sentence) from None
    except ValueError as error:
        raise TyperException(*error.args) from None
    if isinstance(view, WageRange):
        run.answer(view, range_form)
    else:
        run.answer(view, forms.what_if)


def _fitting(
    fleksjob: bool,  # noqa: FBT001 - as it was typed
    full_time_wage: Decimal | None,
    incomes: list[Decimal | None],
) -> None:
    """Raise ValueError where options were typed that do not go together."""
    if not fleksjob and full_time_wage is not None:
        raise ValueError("--full-time-wage needs --fleksjob.")
    if fleksjob and full_time_wage is None:
        raise ValueError("--fleksjob needs --full-time-wage: wage and subsidy never exceed it.")
    if fleksjob and incomes != [None] * len(incomes):
        raise ValueError("Other income counts beside a pension that is paid: leave it out.")


def _one_or_many(
    one: Sequence[Decimal | None], ends: Sequence[Decimal | None], step: Decimal | None
) -> None:
    """Raise ValueError where it is not clear whether one wage is meant or a range."""
    typed = [each for each in ends if each is not None]
    if (typed or step is not None) and len(typed) < len(ends):
        raise ValueError("A range of wages needs both --from and --to.")
    if typed and any(each is not None for each in one):
        raise ValueError("Give one wage, or a range with --from and --to.")
