"""The command that calculates what trying work would leave. It reads the rates, and no store."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import SAFETY
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import hours, today
from journeys.domain.law.rates import Household

app = typer.Typer()

KRONER = re.compile(r"\d{1,7}([.,]\d{1,2})?")


def kroner(text: str) -> Decimal:
    """Return the kroner: 4000, 4000.50 or 4000,50. Raises ValueError."""
    if not KRONER.fullmatch(text.strip()):
        raise ValueError("Write kroner as 4000 or 4000.50, without a sign between thousands.")
    return Decimal(text.strip().replace(",", "."))


def _this_year() -> int:
    return date.fromisoformat(today()).year


def _amount(about: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(parser=kroner, metavar="KRONER", help=about)
    return option


@app.command("what-if", rich_help_panel=SAFETY)
def what_if(
    ctx: typer.Context,
    *,
    household: Annotated[
        Household,
        typer.Option(help="The household; couple-pensioner where the partner has a pension too."),
    ],
    wage_month: Annotated[Decimal | None, _amount("The wage of a month, before tax.")] = None,
    hours_week: Annotated[
        Decimal | None,
        typer.Option("--hours", parser=hours, metavar="HOURS", help="Paid hours a week."),
    ] = None,
    hourly_wage: Annotated[Decimal | None, _amount("The wage of an hour.")] = None,
    year: Annotated[
        int,
        typer.Option(
            metavar="YEAR",
            default_factory=_this_year,
            show_default="this year",
            help="By the rates of which year.",
        ),
    ],
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
    from journeys.projections.safety import what_if as paid
    from journeys.projections.safety.money import ZERO, wage_of_month
    from journeys.projections.safety.what_if_resting import what_if_resting

    run = session(ctx)
    rates = run.book.rates
    try:
        _fitting(fleksjob, full_time_wage, [other_income, partner_income])
        wage = wage_of_month(wage_month, hours_week, hourly_wage)
        if full_time_wage is not None:
            in_fleksjob = what_if_resting(
                rates,
                year=year,
                household=household,
                wage_month=wage,
                full_time_wage_month=full_time_wage,
            )
            run.answer(in_fleksjob, forms.while_resting)
        else:
            beside_pension = paid.what_if(
                rates,
                year=year,
                household=household,
                wage_month=wage,
                other_income_year=other_income or ZERO,
                partner_income_year=partner_income or ZERO,
            )
            run.answer(beside_pension, forms.while_paid)
    except ValueError as error:
        raise TyperException(*error.args) from None


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
