"""Commands about measures and aids: what the municipality grants beside and toward work."""

from functools import partial

import typer

from journeys.adapters.cli.input.asking import asks
from journeys.domain import verbs

app = typer.Typer(help="Tilbud: grant it, begin it, and note what it did.")
aid = typer.Typer(help="Hjælpemiddel, personlig assistance: grant it, and get it in place.")
measure = partial(asks, app)

measure(
    "grant",
    verbs.grant_measure,
    "Tilbud bevilget: what is to begin, and which job effort it supports.",
    makes="measure",
)
measure("start", verbs.start_measure, "Tilbud begyndt: after the citizen's wishes were heard.")
measure("end", verbs.end_measure, "Tilbud slut: it comes to its end, with what it did.")

asks(
    aid,
    "grant",
    verbs.grant_aid,
    "Støtte bevilget: something that makes work possible.",
    makes="aid",
    words="What it is, where the code says too little.",
)
asks(aid, "arrived", verbs.deliver_aid, "Støtte på plads: what was granted is there.")
