"""The arguments that many commands share."""

from datetime import date, datetime
from typing import Annotated

import typer

from journeys.adapters.cli.input.completing import among, open_journeys
from journeys.adapters.cli.input.dates import day, moment, today
from journeys.adapters.cli.input.pairs import choice
from journeys.adapters.cli.input.who import asked_for, journey_start
from journeys.domain.doubt import CODES

JOURNEY = typer.Argument(
    metavar="ID",
    parser=journey_start,
    callback=asked_for,
    autocompletion=open_journeys,
    help="The journey's id, or its first 4 signs; - asks who it is.",
)
JourneyArgument = Annotated[str, JOURNEY]
JourneyIfAny = Annotated[str | None, JOURNEY]

On = Annotated[
    date,
    typer.Option(
        parser=day,
        metavar="DATE",
        default_factory=today,
        show_default="today",
        help="The day it takes effect, as 2026-12-31 or 31.12.2026.",
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be recorded, and store nothing.")
]
RequestId = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="For scripts: the same request again records nothing twice."),
]
Sure = Annotated[
    list[str] | None,
    typer.Option(
        "--sure",
        metavar="CODE",
        parser=choice(CODES),
        autocompletion=among(CODES),
        show_default=False,
        help="It is meant, although it is asked about: the code of the doubt. May be given several "
        "times.",
    ),
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

# The parts of the help, in the order in which they are shown.
LOOK = "Look"
PEOPLE = "The journey, and who takes part"
WAY = "The way"
MUNICIPALITY = "What the municipality decides and grants"
SAFETY = "Work, and the safety to try"
RECORD = "The record and its store"
