"""Commands about the way: wishes, hopes, small successes, and subgoals: its steps."""

from functools import partial

import typer

from journeys.adapters.cli.input.arguments import WAY
from journeys.adapters.cli.input.asking import asks
from journeys.domain import verbs

app = typer.Typer()
subgoal = typer.Typer(help="Delmål: set it, revise it, reach it, or lay it aside for now.")
way, step = partial(asks, app, panel=WAY), partial(asks, subgoal)

way("wish", verbs.express_wish_to_work, "Lyst til arbejde: the citizen wants to work.")
way("hope", verbs.state_hope, "Håb, drøm, mål: in the citizen's own words.")
way(
    "success",
    verbs.notice_small_success,
    "Lille succes: something went well, and somebody noticed.",
    subgoal="Delmål: the step it leads toward.",
)

step("set", verbs.set_subgoal, "Delmål: set a concrete next step, with its why.", makes="subgoal")
step(
    "revise",
    verbs.revise_subgoal,
    "Delmål: change it to fit better; what is left out stays as it was.",
)
step("reach", verbs.reach_subgoal, "Delmål: it is reached.", words="What there is to say of it.")
step("set-aside", verbs.set_aside_subgoal, "Delmål: lay it aside for now; the reason is kept.")
