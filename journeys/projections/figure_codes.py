"""The codes of a manager's figures, and how each is made of its rows."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

FigureCode = Literal[
    "citizens",
    "in-paid-hours",
    "hours-a-week",
    "hours-band",
    "past-due",
    "past-due-days",
    "without-effort",
    "without-effort-days",
    "entered",
    "left",
    "pensions-resting",
    "pensions-asked-back",
    "pensions-asked-back-days",
    "pensions-resumed",
    "subgoals-reached",
    "small-successes",
    "days-to-first-effort",
    "days-to-paid-hour",
    "caseworker-changes",
    "changes-each",
    "longest-gap",
    "handovers-waiting",
    "without-next-step",
    "citizens-past-due",
]
Unit = Literal["citizens", "times", "duties", "hours", "days", "changes"]
Span = Literal["day", "month", "year"]
"""What a figure is about: one day, a month up to that day, or the twelve months up to it."""


class FigureKind(NamedTuple):
    """How a figure is made of its rows."""

    unit: Unit
    counted: Literal["journeys", "rows", "sum", "median"]
    """Whether its number counts journeys or rows, adds up the rows, or is their median."""
    span: Span = "day"
    is_split: bool = False
    """Whether it is counted by value as well: by basis, kind of duty or band of hours."""


FIGURES: Mapping[FigureCode, FigureKind] = MappingProxyType(
    {
        "citizens": FigureKind("citizens", "journeys"),
        "in-paid-hours": FigureKind("citizens", "journeys"),
        "hours-a-week": FigureKind("hours", "sum"),
        "hours-band": FigureKind("citizens", "journeys", is_split=True),
        "past-due": FigureKind("duties", "rows", is_split=True),
        "past-due-days": FigureKind("days", "median", is_split=True),
        "without-effort": FigureKind("citizens", "journeys"),
        "without-effort-days": FigureKind("days", "median"),
        "entered": FigureKind("times", "rows", "month", is_split=True),
        "left": FigureKind("times", "rows", "month", is_split=True),
        "pensions-resting": FigureKind("citizens", "journeys"),
        "pensions-asked-back": FigureKind("citizens", "journeys"),
        "pensions-asked-back-days": FigureKind("days", "median"),
        "pensions-resumed": FigureKind("times", "rows", "month"),
        "subgoals-reached": FigureKind("times", "rows", "month"),
        "small-successes": FigureKind("times", "rows", "month"),
        "days-to-first-effort": FigureKind("days", "median", "year"),
        "days-to-paid-hour": FigureKind("days", "median", "year"),
        "caseworker-changes": FigureKind("times", "rows", "year"),
        "changes-each": FigureKind("changes", "median", "year"),
        "longest-gap": FigureKind("days", "median"),
        "handovers-waiting": FigureKind("duties", "rows"),
        "without-next-step": FigureKind("citizens", "journeys"),
        "citizens-past-due": FigureKind("citizens", "journeys"),
    }
)
"""Every figure, in the order in which it is shown."""

OF_CASEWORKERS: tuple[FigureCode, ...] = ("citizens", "without-next-step", "citizens-past-due")
"""The only figures that are counted for each caseworker."""
