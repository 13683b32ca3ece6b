"""Commands about rulings: hear wishes, decide and explain, tell the citizen, answer an appeal."""

from functools import partial

import typer

from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.adapters.cli.output.argument_help import ArgumentHelp
from journeys.domain import verbs

app = typer.Typer(help="Rulings: hear wishes first, decide and explain, tell, answer an appeal.")
ruling = partial(add_verb, app)

ruling("hear", verbs.hear_wishes, "What the citizen wishes, before it is decided.")
ruling(
    "make",
    verbs.make_ruling,
    "A ruling: what is decided, on what ground, and how it can be appealed.",
    makes="ruling",
    on=ArgumentHelp("The day it was made. From when it holds is --effective."),
    hears=lambda _history, given: str(given["matter"]),
)
ruling("inform", verbs.inform_citizen, "The citizen is told what was decided.")
ruling(
    "appeal",
    verbs.appeal_ruling,
    "The citizen appeals: asks that it is looked at again.",
    words="What the citizen says.",
)
ruling(
    "answer",
    verbs.decide_appeal,
    "What came of an appeal.",
    words="What was answered.",
)
ruling(
    "explain-duty",
    verbs.explain_duty,
    "Rights and duties were explained. Never in the citizen's picture.",
    words="What was explained.",
)
ruling(
    "consider-sanction",
    verbs.consider_sanction,
    "A sanction is considered; the sanction itself is a ruling. Never in the picture.",
)
