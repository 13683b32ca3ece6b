"""The arguments that many commands share."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import typer

from journeys.adapters.cli.dates import day, hours, moment, today
from journeys.adapters.cli.ids import id_start

JourneyArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID", parser=id_start, help="Forløb: the journey's id, or its first 4 signs."
    ),
]
SubgoalArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="SUBGOAL",
        parser=id_start,
        help="Delmål: its id or first signs; may be left out where one alone is open.",
    ),
]
PlacementArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="PLACEMENT",
        parser=id_start,
        help="Plads: its id or first signs; may be left out where one alone runs.",
    ),
]
EducationArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="EDUCATION",
        parser=id_start,
        help="Uddannelse: its id or first signs; may be left out where one alone runs.",
    ),
]

On = Annotated[
    date,
    typer.Option(
        parser=day,
        metavar="DATE",
        default_factory=today,
        show_default="today",
        help="Virkningsdato: the day it takes effect, as 2026-12-31 or 31.12.2026.",
    ),
]
RequestId = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="For scripts: the same request again records nothing twice."),
]
SeenOn = Annotated[
    date,
    typer.Option(
        "--on",
        parser=day,
        metavar="DATE",
        default_factory=today,
        show_default="today",
        help="How it stands on that day.",
    ),
]
KnownAt = Annotated[
    datetime | None,
    typer.Option(
        parser=moment,
        metavar="MOMENT",
        show_default="now",
        help="As it was known then: 2026-12-31 (that whole day) or 2026-12-31T14:30.",
    ),
]

Words = Annotated[str, typer.Option(metavar="TEXT", help="The words, as they were said.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, in neutral words.")]
ReasonIfAny = Annotated[
    str, typer.Option(metavar="TEXT", show_default=False, help="Why, in neutral words.")
]
PaidHours = Annotated[
    Decimal | None,
    typer.Option(parser=hours, metavar="HOURS", help="Lønnede timer: paid hours a week."),
]
PresentHours = Annotated[
    Decimal | None,
    typer.Option(parser=hours, metavar="HOURS", help="Hours a week that somebody is there."),
]

# The parts of the help, in the order in which they are shown.
LOOK = "Look"
PEOPLE = "The journey, and who walks along"
WAY = "The way"
SAFETY = "Work, and the safety to try"
RECORD = "The record and its store"
