"""Commands about strengths: what somebody can, wants and belongs to."""

from functools import partial

import typer

from journeys.adapters.cli.input.asking import asks
from journeys.domain import verbs

app = typer.Typer(help="Styrker: what the citizen is able to do, and wants to.")
community = typer.Typer(help="Fællesskab: a club, a volunteer place, a network.")
strength, tie = partial(asks, app), partial(asks, community)

strength(
    "competence",
    verbs.record_competence,
    "Kompetence: something the citizen is able to do.",
    words="What it is.",
)
strength(
    "potential",
    verbs.notice_potential,
    "Potentiale: something that others had not seen yet.",
    words="What it is.",
)
strength(
    "profile",
    verbs.draw_resource_profile,
    "Ressourceprofil: draw it together; an element may be left open.",
)
strength(
    "progress",
    verbs.measure_progress,
    "Progression: score an instrument; an item may be left unanswered.",
    version="Måleinstrument: its version.",
)
strength("wellbeing", verbs.tell_wellbeing, "Trivsel: how the citizen is; nobody has to tell.")
strength(
    "challenge",
    verbs.agree_challenge,
    "Udfordring: agree on one that serves a goal of the citizen's own.",
    words="What it is.",
    subgoal="Delmål: the own step it serves; a hope, where it is left out.",
)

tie(
    "start",
    verbs.start_community_tie,
    "Fællesskab: the citizen becomes part of one; it counts as a step.",
    makes="tie",
)
tie("end", verbs.end_community_tie, "Fællesskab: the citizen's time in it comes to its end.")
