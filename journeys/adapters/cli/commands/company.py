"""Commands about the company: who walks along, when the two talk, and how somebody is met."""

from functools import partial

import typer

from journeys.adapters.cli.input.arguments import PEOPLE
from journeys.adapters.cli.input.asking import asks
from journeys.domain import verbs

app = typer.Typer()
relative = typer.Typer(help="Pårørende: somebody close walks along, with the citizen's consent.")
mentor = typer.Typer(help="Mentor: somebody walks along as a mentor.")
company = partial(asks, app, panel=PEOPLE)

company(
    "meet-me",
    verbs.note_meeting_need,
    "Sådan møder I mig: how the citizen wants to be met, in own words.",
)
company(
    "life-phase",
    verbs.change_life_phase,
    "Livsfaseovergang: what changes, why, and when the citizen was told.",
    what="What changes.",
    why="Why it changes.",
)
company("follow-up", verbs.agree_follow_up, "Opfølgning: agree by when the two talk again.")

asks(
    relative,
    "involve",
    verbs.involve_relative,
    "Pårørende: somebody close walks along from this day.",
    who="Who it is, by a name the citizen uses.",
)
asks(
    relative,
    "release",
    verbs.release_relative,
    "Pårørende: somebody close no longer takes part.",
    who="Who it is, by the same name.",
)
asks(mentor, "assign", verbs.assign_mentor, "Mentor: a mentor walks along from this day.")
asks(mentor, "release", verbs.release_mentor, "Mentor: a mentor no longer walks along.")
