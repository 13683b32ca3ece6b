"""Goals of a committee in a municipality's file: [[goal]], and what can be wrong with one."""

from collections.abc import Collection, Sequence

from journeys.adapters.files.problems import Problems, did_you_mean
from journeys.domain.goal import Goal
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.projections.figure_codes import FIGURES
from journeys.projections.overview import NO_VALUE, PAID_HOURS

BASIS = "support-basis"


def check_goals(
    goals: Sequence[Goal], book: Rulebook, bases: Collection[str], problems: Problems
) -> None:
    """Add a fault for each goal whose figure or part there is none of, or that has no way to go.

    `bases` are the codes of what people live on, the municipality's own among them.
    """
    described = [(each.indicator, each.value, each.day) for each in goals]
    for indicator, _, day in sorted({each for each in described if described.count(each) > 1}):
        problems.add(
            Message(
                "goal {indicator}: two are to be reached by {day}; leave one out.",
                indicator=indicator,
                day=day,
            )
        )
    for goal in goals:
        kind = {str(code): each for code, each in FIGURES.items()}.get(goal.indicator)
        if kind is None:
            problems.add(
                Message(
                    "goal {indicator}: there is no such figure.{hint}",
                    indicator=goal.indicator,
                    hint=did_you_mean(goal.indicator, FIGURES),
                )
            )
        elif goal.value:
            known = _parts(goal.indicator, book, bases) if kind.is_split else ()
            if goal.value not in known:
                problems.add(
                    Message(
                        "goal {indicator}: the figure has no part {value}.{hint}",
                        indicator=goal.indicator,
                        value=goal.value,
                        hint=did_you_mean(goal.value, known),
                    )
                )
        if goal.target == goal.baseline:
            problems.add(
                Message(
                    "goal {indicator}: target and baseline are the same number; correct one.",
                    indicator=goal.indicator,
                )
            )
        if goal.day <= goal.starts:
            problems.add(
                Message(
                    "goal {indicator}: its day is not after that of the baseline; correct `day` "
                    "or `from`.",
                    indicator=goal.indicator,
                )
            )


def _parts(indicator: str, book: Rulebook, bases: Collection[str]) -> tuple[str, ...]:
    """Return the values that the parts of a figure can have."""
    if indicator == "hours-band":
        return (*PAID_HOURS, NO_VALUE)
    if indicator.startswith("past-due"):
        return tuple(book.duties)
    return (*bases, NO_VALUE)
