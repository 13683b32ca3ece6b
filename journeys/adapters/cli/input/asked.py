"""How each argument of a verb is asked for, said once; what its type says is not said again."""

from typing import NamedTuple


class Asked(NamedTuple):
    """One argument as people are asked for it."""

    help: str
    metavar: str | None = None
    """What stands for the value; by its type where it is None."""
    flag: str = ""
    """The option; by the argument's name where it is empty."""
    you: bool = False
    """Whether it is the name of whoever asks, where nothing is typed."""
    today: bool = True
    """Of `on`: whether it is today, where nothing is typed."""
    vocabulary: str = ""
    """Of a code: the vocabulary that it is in."""


def a_code(help_: str, vocabulary: str, flag: str = "") -> Asked:
    """Return how a code is asked for, and where its list is."""
    return Asked(
        f"{help_} (journeys vocabulary {vocabulary}).", "CODE", flag, vocabulary=vocabulary
    )


ASKED = {
    # Words, as they were said.
    "words": Asked("The words, as they were said."),
    "reason": Asked("Why, in neutral words."),
    "why": Asked("Why it is worth it."),
    "title": Asked("What the step is."),
    "what": Asked("What it is."),
    "about": Asked("What you talked about."),
    "scope": Asked("What they may know and do."),
    "job_goal": Asked("A job goal, if there is one."),
    "learned": Asked("What was learned."),
    "seen_where": Asked("Where it was seen."),
    "effect": Asked("Effektnotat: what it changed, also where it changed little."),
    "considerations": Asked("Hovedhensyn: the facts and what was weighed."),
    "explanation": Asked("Begrundelse: why, in plain words."),
    "legal_basis": Asked("Hjemmel: act and section."),
    "tasks": Asked("Opgaver: what is done there."),
    "competences": Asked("Kompetencer: what the citizen brings to it."),
    "employer": Asked("Virksomhed: where."),
    "provider": Asked("Leverandør: who gives it."),
    "group": Asked("Hold: the group it is done in, where it is."),
    "appeal_to": Asked("Klageinstans: to whom the citizen can appeal."),
    # Who.
    "who": Asked("Who it is.", "NAME"),
    "to": Asked("Who is asked to take over.", "NAME"),
    "noticed_by": Asked("Who noticed.", "NAME", "--by", you=True),
    "made_with": Asked("Who drew it together with the citizen.", "NAME", you=True),
    "took_part": Asked("Who else took part. May be given several times.", "NAME", "--with"),
    "agreed_by": Asked("Who agreed to it; give it once for each."),
    "set_by": Asked("Who set it."),
    "done_by": Asked("Who does it; me is the citizen."),
    "rater": Asked("Who answers."),
    # Codes: which there are on a day, `journeys vocabulary` says.
    "basis": a_code("Forsørgelsesgrundlag: what the citizen lives on", "support-basis"),
    "target_group": a_code("Målgruppe: its number in the law", "target-group", "--group"),
    "phase": a_code("Fase: which", "phase"),
    "level": a_code("Støttetrin: how much", "support-level"),
    "matter": a_code("Sagsemne: what it is about", "matter"),
    "track": a_code("Spor: which of the parallel tracks it is on", "track"),
    "placement_kind": a_code("Slags plads: what it is", "placement", "--kind"),
    "education_kind": a_code("Slags uddannelse: what it is", "education", "--kind"),
    "measure_kind": a_code("Slags tilbud: what it is", "measure", "--kind"),
    "aid_kind": a_code("Slags støtte: what it is", "aid", "--kind"),
    # Closed choices.
    "competence": Asked("Slags kompetence: faglig, personlig eller social.", flag="--kind"),
    "outcome": Asked("Udfald: what is decided."),
    "answer": Asked("Udfald af klagen: stadfæstet, ændret eller hjemvist.", flag="--outcome"),
    "how": Asked("How the citizen was told."),
    "scheme": Asked("Ordning: new is førtidspension; old is højeste, mellemste or almindelig."),
    "ground": Asked("Grundlag: the citizen's own wish, or a ruling."),
    # Days.
    "on": Asked("Virkningsdato: the day it takes effect, as 2026-12-31 or 31.12.2026."),
    "told": Asked("The day the citizen was told."),
    "consent": Asked("Samtykke: the day the citizen agreed."),
    "due": Asked("By when the two talk again."),
    "review": Asked("By when the two look at it again."),
    "hearing": Asked("Partshøring: the day the citizen was heard as a party."),
    "effective": Asked("From when it holds, where that is another day."),
    "appeal_by": Asked("Klagefrist: the last day to appeal."),
    "born": Asked("Day of birth."),
    "reassessment": Asked("Revurdering: by when, where one is set."),
    "paid_from": Asked("The day it is paid from, as the kommune decided."),
    # Numbers.
    "paid_hours": Asked("Lønnede timer: paid hours a week."),
    "present_hours": Asked("Hours a week that somebody is there."),
    "hours_a_week": Asked("Hours a week, where they are agreed."),
    "version": Asked("Which version.", "NUMBER"),
    # What can be so or not.
    "against_wish": Asked("Imod borgerens ønske: it goes against what the citizen wishes."),
    "with_consent": Asked("Samtykke: the citizen agrees to it."),
    "special_circumstances": Asked("Særlige omstændigheder: the law's exception holds."),
    # Instruments.
    "instrument": Asked("Måleinstrument: its name in the municipality's file.", "NAME"),
    "scores": Asked("A score for an item. May be given several times.", "ITEM=NUMBER", "--score"),
    "elements": Asked(
        "Words for an element (journeys vocabulary profile-element). May be given several times.",
        "CODE=WORDS",
        "--element",
    ),
    # Things that exist.
    "subgoal": Asked("Delmål: its id or first signs; may be left out where one alone is open."),
    "placement": Asked("Plads: its id or first signs; may be left out where one alone runs."),
    "education": Asked("Uddannelse: its id or first signs; may be left out where one alone runs."),
    "measure": Asked("Tilbud: its id or first signs; may be left out where one alone is open."),
    "ruling": Asked("Afgørelse: its id or first signs; may be left out where one alone is meant."),
    "aid": Asked("Støtte: its id or first signs; may be left out where one alone is awaited."),
    "tie": Asked("Fællesskab: its id or first signs; may be left out where there is one alone."),
    "serves": Asked(
        "Jobindsats: the placement, education, measure or subgoal toward a job that it supports.",
        "ID",
    ),
}
"""By the name of the argument in every verb that has it."""
