"""Commands about rulings: hear wishes, decide and explain, tell the citizen, answer an appeal."""

from functools import partial

import typer

from journeys.adapters.cli.input.asked import Asked
from journeys.adapters.cli.input.asking import asks
from journeys.domain import verbs

app = typer.Typer(help="Afgørelse: hear wishes first, decide and explain, tell, answer an appeal.")
ruling = partial(asks, app)

ruling("hear", verbs.hear_wishes, "Ønsker hørt: what the citizen wishes, before it is decided.")
ruling(
    "make",
    verbs.make_ruling,
    "Afgørelse: what is decided, on what ground, and how it can be appealed.",
    makes="ruling",
    on=Asked("Afgørelsesdato: the day it was made. From when it holds is --effective."),
)
ruling("inform", verbs.inform_citizen, "Underretning: the citizen is told what was decided.")
ruling(
    "appeal",
    verbs.appeal_ruling,
    "Klage: the citizen asks that it is looked at again.",
    words="What the citizen says.",
)
ruling(
    "answer",
    verbs.decide_appeal,
    "Klage afgjort: what came of it.",
    words="What was answered.",
)
ruling(
    "explain-duty",
    verbs.explain_duty,
    "Ret og pligt: they were explained. Never in the citizen's picture.",
    words="What was explained.",
)
ruling(
    "consider-sanction",
    verbs.consider_sanction,
    "Sanktion overvejet: a sanction itself is a ruling. Never in the picture.",
)
