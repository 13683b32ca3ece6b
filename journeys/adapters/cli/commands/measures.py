"""Commands about measures and aids: what the municipality grants toward work."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import typer

from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.domain import verbs
from journeys.domain.history import History

app = typer.Typer(help="Measures: grant one, begin it, and note what it did.")
aid = typer.Typer(help="Aids and personal assistance: grant one, and note that it is there.")
measure = partial(add_verb, app)

measure(
    "grant",
    verbs.grant_measure,
    "Grant a measure: what is to begin, and which job effort it supports.",
    makes="measure",
)


def kind_of_measure(history: History, given: Mapping[str, Any]) -> str:
    """Return the matter in which wishes are heard before a measure begins."""
    return history.journey.measures.granted[given["measure"]].granted.measure_kind


measure(
    "start",
    verbs.start_measure,
    "A measure begins, after the citizen's wishes were heard.",
    hears=kind_of_measure,
)
measure("end", verbs.end_measure, "A measure ends, with a note of what it did.")

add_verb(
    aid,
    "grant",
    verbs.grant_aid,
    "Grant something that makes work possible.",
    makes="aid",
    words="What it is, where the code says too little.",
)
add_verb(aid, "arrived", verbs.deliver_aid, "What was granted is there.")
