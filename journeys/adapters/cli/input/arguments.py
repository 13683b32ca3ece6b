"""The arguments that many commands share."""

from datetime import date, datetime
from typing import Annotated

import typer

from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.completing import open_journeys
from journeys.adapters.cli.input.dates import moment, today
from journeys.adapters.cli.input.days import a_day
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
        **a_day("past"),
        default_factory=today,
        show_default="today",
        help="The day it takes effect, as 2026-12-31 or 31.12.2026.",
    ),
]
OnAnyDay = Annotated[
    date,
    typer.Option(
        "--on",
        **a_day("either"),
        default_factory=today,
        show_default="today",
        help="The day it takes effect, as 2026-12-31 or 31.12.2026.",
    ),
]
"""The same, of what may also be planned."""
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be recorded, and store nothing.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Ask nothing: for scripts, after a dry run.")]
Publish = Annotated[
    bool,
    typer.Option(
        "--publish",
        help="Show what may leave the house, ask, and record it: later numbers are held to it.",
    ),
]
RequestId = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="For scripts: the same request again records nothing twice."),
]
Sure = Annotated[
    list[str] | None,
    typer.Option(
        "--sure",
        **one_of(Choice("sure", CODES)) | {"metavar": "CODE"},
        show_default=False,
        help="It is meant, although it is asked about: the code of the doubt. May be given several "
        "times.",
    ),
]
SeenOn = Annotated[
    date,
    typer.Option(
        "--on",
        **a_day("either"),
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
EMPLOYERS = "Employers, posts and tasks"
RECORD = "The record and its store"
