"""The arguments that several commands about employers share."""

from typing import Annotated

import typer

from journeys.adapters.cli.input.employers import offering
from journeys.adapters.cli.input.employers.finding import employer_start

EMPLOYER = typer.Argument(
    metavar="EMPLOYER",
    parser=employer_start,
    autocompletion=offering.employers,
    help="The employer: a part of its name, its CVR number or P-number, or the first signs of its "
    "id.",
)
EmployerArgument = Annotated[str, EMPLOYER]
EmployerIfAny = Annotated[str | None, EMPLOYER]

PostArgument = Annotated[
    str,
    typer.Argument(
        metavar="POST",
        parser=employer_start,
        autocompletion=offering.posts,
        help="The post: words of it or of its employer, or the first signs of its id.",
    ),
]

Then = Annotated[
    str,
    typer.Option(
        "--then",
        metavar="TEXT",
        show_default=False,
        help="What happens for those who are in it. Nobody's placement ends with it.",
    ),
]

Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why, in neutral words.")]

Tasks = Annotated[
    list[str] | None,
    typer.Option(
        "--task",
        metavar="TASK=HOURS",
        show_default=False,
        help='A task and its hours a week, as in "Filling shelves=6"; after another equals sign '
        "the codes of what it asks for, as in =butik,lager. May be given several times.",
    ),
]
