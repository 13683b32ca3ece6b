"""Views by name: what may be asked of every journey without writing a function.

Each takes a history, a rulebook, a day and a moment. History and rulebook are those known at the
moment already.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.projections.briefing import Briefing, briefing
from journeys.projections.citizen_path import CitizenPath, path
from journeys.projections.continuity import Continuity, continuity
from journeys.projections.duties import OwedDuty, every_duty
from journeys.projections.effects.facts import JourneyFacts
from journeys.projections.effects.reading import facts
from journeys.projections.milestones import Milestones, milestones
from journeys.projections.periods import Period, every_period
from journeys.projections.replay import Replay, replay
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.steps import StepRow, steps
from journeys.projections.timeline import Timeline, timeline

T = TypeVar("T")
Asked: TypeAlias = Callable[[History, Rulebook, date, datetime | None], T]
"""A view as it is asked of every journey."""


def _briefing(history: History, book: Rulebook, on: date, known_at: datetime | None) -> Briefing:
    return briefing(history.stream, history, book, on, known_at)


def _continuity(history: History, book: Rulebook, on: date, _: datetime | None) -> Continuity:
    return continuity(history.stream, history, book, on)


def _duties(history: History, book: Rulebook, on: date, _: datetime | None) -> tuple[OwedDuty, ...]:
    return every_duty(history.on(on), book)


def _facts(history: History, book: Rulebook, _: date, __: datetime | None) -> JourneyFacts:
    return facts(history, book)


def _milestones(
    history: History, book: Rulebook, on: date, known_at: datetime | None
) -> Milestones:
    return milestones(history.stream, history, book, on, known_at)


def _path(history: History, book: Rulebook, on: date, known_at: datetime | None) -> CitizenPath:
    return path(history.stream, history, book, on, known_at)


def _periods(history: History, book: Rulebook, on: date, _: datetime | None) -> tuple[Period, ...]:
    return every_period(history.on(on), book)


def _replay(history: History, book: Rulebook, on: date, known_at: datetime | None) -> Replay:
    return replay(history.stream, history, book, on, known_at)


def _safety(history: History, book: Rulebook, on: date, known_at: datetime | None) -> Safety:
    return safety(history.stream, history, book, on, known_at)


def _steps(history: History, _: Rulebook, on: date, __: datetime | None) -> tuple[StepRow, ...]:
    return steps(history.on(on))


def _timeline(history: History, _: Rulebook, on: date, known_at: datetime | None) -> Timeline:
    return timeline(history.stream, history, on, known_at)


VIEWS: Mapping[str, Asked[Any]] = MappingProxyType(
    {
        "briefing": _briefing,
        "continuity": _continuity,
        "duties": _duties,
        "facts": _facts,
        "milestones": _milestones,
        "path": _path,
        "periods": _periods,
        "replay": _replay,
        "safety": _safety,
        "steps": _steps,
        "timeline": _timeline,
    }
)
"""By name."""
