"""The page of what a manager asks: tables with bars, and the goals of a committee with curves.

It names caseworkers and is not for handing over; the masked one names nobody.
"""

from typing import NamedTuple

from journeys.adapters.pages.rendering import rendered
from journeys.adapters.pages.staff_pages import HEIGHT, WIDTH, course_line
from journeys.adapters.words.counts import MASKED
from journeys.adapters.words.figure_tables import number_text
from journeys.adapters.words.figures import sections
from journeys.adapters.words.goals import goal_lines, goal_name
from journeys.adapters.words.language import Language, month, say, spoken
from journeys.domain.rulebook import Rulebook
from journeys.domain.standard import rulebook
from journeys.projections.goals import Goals, GoalStanding
from journeys.projections.management import Management

GOAL_HEIGHT = 60
"""How high the curve of a goal is, in units of its own; it is as wide as its column."""


class GoalCurve(NamedTuple):
    """Kurve: the ends of months of one goal, and the height of its target."""

    name: str
    lines: tuple[str, ...]
    months: tuple[tuple[str, str], ...]
    """Each month and its number, the newest first."""
    course: str
    target: float
    """How far from the top the line of the target is."""


def management(
    view: Management,
    *,
    language: Language = "da",
    book: Rulebook | None = None,
    goals: Goals | None = None,
    masked: bool = False,
) -> str:
    """Return what a manager asks as a page: a section for each question.

    Caseworkers stand in the order of the alphabet. `goals` are shown where they are given.
    """
    with spoken(language):
        notes = []
        if masked:
            notes.append(
                say(
                    "{sign} is fewer than five, or a number that would reveal one that is.",
                    sign=MASKED,
                )
            )
        return rendered(
            "management.html.j2",
            language,
            view=view,
            sections=list(sections(view, book or rulebook(), masked=masked)),
            goals=[_curve(each) for each in goals.goals] if goals else [],
            notes=notes,
            width=WIDTH,
            height=HEIGHT,
            goal_height=GOAL_HEIGHT,
            easy=False,
        )


def _curve(goal: GoalStanding) -> GoalCurve:
    numbers = [each.number for each in goal.months]
    most = max(goal.target, goal.baseline, *(each for each in numbers if each is not None)) or 1
    return GoalCurve(
        goal_name(goal),
        goal_lines(goal),
        tuple((month(each.on), number_text(each.number)) for each in reversed(goal.months)),
        course_line(numbers, most, GOAL_HEIGHT) if len(numbers) > 1 else "",
        GOAL_HEIGHT * (1 - goal.target / most),
    )
