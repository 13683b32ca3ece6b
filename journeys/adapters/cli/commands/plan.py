"""Commands about the plan: what is agreed about the way, and what has to come first."""

from functools import partial

import typer

from journeys.adapters.cli.input.asking import asks
from journeys.domain import verbs

app = typer.Typer(help="Plan: agree on it, its pace and its support; let a need come first.")
plan = partial(asks, app)

plan("agree", verbs.agree_plan, "Plan: agree on it together; each time it is a new version.")
plan(
    "acknowledge",
    verbs.acknowledge_plan,
    "Planen er set: the citizen has read it, and may comment.",
    version="Which version, where it is not the newest.",
    words="What the citizen says of it.",
)
plan("pace", verbs.agree_pace, "Tempo: agree on it, on the citizen's own terms.")
plan(
    "prioritise",
    verbs.prioritise_path,
    "Prioritering: agree what goes first, and why.",
    words="What goes first now.",
)
plan(
    "need",
    verbs.put_need_first,
    "Noget må komme først: work waits. What it is, is not written down.",
)
plan("need-met", verbs.meet_need, "Noget måtte komme først: it is in place now.")
plan(
    "phase",
    verbs.enter_phase,
    "Fase: a part of the way begins; going back says why.",
    reason="Why, where it goes back.",
)
plan("support", verbs.change_support_level, "Støtte: step it up or down, and say why.")
