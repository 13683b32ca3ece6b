"""The help of each argument of a verb, said once; its type says the rest."""

from typing import NamedTuple


class ArgumentHelp(NamedTuple):
    """What people are told about one argument, and how they type it."""

    help: str
    metavar: str | None = None
    """What stands for the value; by its type where it is None."""
    flag: str = ""
    """The option; by the argument's name where it is empty."""
    you: bool = False
    """Whether its default is the actor's name."""
    today: bool = True
    """Of `on`: whether its default is today."""
    vocabulary: str = ""
    """Of a code: the vocabulary that it is in."""


def a_code(help_: str, vocabulary: str, flag: str = "") -> ArgumentHelp:
    """Return the help of a code, with the command that lists its vocabulary."""
    return ArgumentHelp(
        f"{help_} (journeys vocabulary {vocabulary}).", "CODE", flag, vocabulary=vocabulary
    )


THINGS = ("subgoal", "placement", "education", "measure", "ruling", "aid", "tie")
"""The arguments that name a thing of the journey. They are typed without an option."""

ARGUMENTS = {
    # Words, as they were said.
    "words": ArgumentHelp("The words, as they were said."),
    "reason": ArgumentHelp("Why, in neutral words."),
    "why": ArgumentHelp("Why it is worth it."),
    "title": ArgumentHelp("What the step is."),
    "what": ArgumentHelp("What it is."),
    "about": ArgumentHelp("What you talked about."),
    "scope": ArgumentHelp("What they may know and do."),
    "job_goal": ArgumentHelp("A job goal, if there is one."),
    "learned": ArgumentHelp("What was learned."),
    "seen_where": ArgumentHelp("Where it was seen."),
    "effect": ArgumentHelp("What it changed, also where it changed little."),
    "considerations": ArgumentHelp("The facts, and what was weighed."),
    "explanation": ArgumentHelp("The reasons, in plain words."),
    "legal_basis": ArgumentHelp("The legal basis: act and section."),
    "tasks": ArgumentHelp("What is done there."),
    "competences": ArgumentHelp("What the citizen brings to it."),
    "employer": ArgumentHelp("The employer: where."),
    "provider": ArgumentHelp(
        "Who provides it, in words; or the code or the name of a provider in the municipality's "
        "file (journeys vocabulary provider).",
        "TEXT",
        vocabulary="provider",
    ),
    "group": ArgumentHelp("The group it is done in, if there is one."),
    "municipality": a_code("The municipality: its three digits, such as 621", "municipality"),
    "moved_to": a_code("The municipality to which the journey moved", "municipality"),
    "appeal_to": ArgumentHelp("To whom the citizen can appeal."),
    # Who.
    "who": ArgumentHelp("Who it is.", "NAME"),
    "responsible": ArgumentHelp("Who is responsible.", "NAME", you=True),
    "to": ArgumentHelp("Who is asked to take over.", "NAME"),
    "open_to": ArgumentHelp(
        "Who may open it beside the responsible person, by the name under which they act; may be "
        "given several times.",
        "NAME",
    ),
    "noticed_by": ArgumentHelp("Who noticed.", "NAME", "--by", you=True),
    "made_with": ArgumentHelp("Who drew it together with the citizen.", "NAME", you=True),
    "took_part": ArgumentHelp("Who else took part. May be given several times.", "NAME", "--with"),
    "agreed_by": ArgumentHelp("Who agreed to it; give it once for each."),
    "set_by": ArgumentHelp("Who set it."),
    "done_by": ArgumentHelp("Who does it; me is the citizen."),
    "rater": ArgumentHelp("Who answers."),
    # Codes: which there are on a day, `journeys vocabulary` says.
    "basis": a_code("What the citizen lives on", "support-basis"),
    "target_group": a_code("The target group: its number in the law", "target-group", "--group"),
    "phase": a_code("Which phase", "phase"),
    "level": a_code("How much support", "support-level"),
    "matter": a_code("What the case is about", "matter"),
    "track": a_code("Which of the parallel tracks it is on", "track"),
    "placement_kind": a_code("What kind of placement it is", "placement", "--kind"),
    "education_kind": a_code("What kind of education it is", "education", "--kind"),
    "measure_kind": a_code("What kind of measure it is", "measure", "--kind"),
    "aid_kind": a_code("What kind of aid it is", "aid", "--kind"),
    "codes": a_code("What it is by code; may be given several times", "competence", "--code"),
    # Closed choices.
    "competence": ArgumentHelp("Professional, personal or social.", flag="--kind"),
    "outcome": ArgumentHelp("What is decided."),
    "answer": ArgumentHelp(
        "Whether the ruling was upheld, changed or sent back.", flag="--outcome"
    ),
    "how": ArgumentHelp("How the citizen was told."),
    "scheme": ArgumentHelp("new or old; old is the highest, middle or ordinary pension of before."),
    "ground": ArgumentHelp("The citizen's own wish, or a ruling that is recorded (ruling make)."),
    # Days.
    "on": ArgumentHelp("The day it takes effect, as 2026-12-31 or 31.12.2026."),
    "told": ArgumentHelp("The day the citizen was told."),
    "consent": ArgumentHelp("The day the citizen agreed."),
    "due": ArgumentHelp("By when the two talk again."),
    "time": ArgumentHelp("At what time, as 10 or 10.30.", flag="--at"),
    "place": ArgumentHelp("Where the two meet."),
    "review": ArgumentHelp("By when the two look at it again."),
    "hearing": ArgumentHelp("The day the citizen was heard as a party."),
    "effective": ArgumentHelp("From when it holds, where that is another day."),
    "appeal_by": ArgumentHelp("The last day to appeal."),
    "born": ArgumentHelp("Day of birth."),
    "case_begun": ArgumentHelp(
        "The day the case was begun, by which the scheme goes. Without it, nothing is promised "
        "about a pension of the old scheme granted after the new one began."
    ),
    "reassessment": ArgumentHelp("By when the right is reassessed, if a day is set."),
    "paid_from": ArgumentHelp("The day it is paid from, as the municipality decided."),
    # Numbers.
    "paid_hours": ArgumentHelp("Paid hours a week."),
    "present_hours": ArgumentHelp("Hours a week that somebody is there."),
    "hours_a_week": ArgumentHelp("Hours a week, where they are agreed."),
    "version": ArgumentHelp("Which version.", "NUMBER"),
    # Yes or no.
    "against_wish": ArgumentHelp("It goes against what the citizen wishes."),
    "with_consent": ArgumentHelp("The citizen agrees to it."),
    "special_circumstances": ArgumentHelp("The law's exception for special circumstances holds."),
    # Instruments.
    "instrument": ArgumentHelp("The instrument: its name in the municipality's file.", "NAME"),
    "scores": ArgumentHelp(
        "A score for an item. May be given several times.", "ITEM=NUMBER", "--score"
    ),
    "elements": ArgumentHelp(
        "Words for an element (journeys vocabulary profile-element). May be given several times.",
        "CODE=WORDS",
        "--element",
    ),
    # Things of the journey.
    **{
        thing: ArgumentHelp(
            f"The {thing}: its id or first signs; may be left out where only one can be meant."
        )
        for thing in THINGS
    },
    "serves": ArgumentHelp(
        "The placement, education, measure or subgoal toward a job that it supports.", "ID"
    ),
}
"""By the name of the argument, in every verb that has it."""

CLOSING = a_code("What it led to, where that is known", "closing")
"""Of the argument `why` of a closing; elsewhere it is somebody's words."""
