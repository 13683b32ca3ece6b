"""Replay: every view of one journey on a day, as known at a moment (bitemporal).

A view is a pure function of a history, so years later it is computed again; no answer is stored.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

import jsonpatch

from journeys.domain.history import History
from journeys.domain.law import Law
from journeys.domain.law.sealed import SealedEdition
from journeys.domain.rulebook import Rulebook
from journeys.projections.continuity import Continuity, continuity
from journeys.projections.duties import OwedDuty, owed_duties
from journeys.projections.milestones import Milestones, milestones
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.timeline import Timeline, TimelineLine, timeline
from journeys.projections.view import AsKnown


class Replay(AsKnown):
    """Genafspilning: every view of one journey, on a day, as known at a moment."""

    journey: UUID
    on: date
    known_at: datetime | None
    entries: int
    """How many entries were known then."""
    milestones: Milestones
    safety: Safety
    duties: tuple[OwedDuty, ...]
    """What was owed on that day."""
    continuity: Continuity
    timeline: Timeline

    def sealed_in(self, law: Law, sealed: Iterable[SealedEdition]) -> Self:
        """Return the same with what a store has sealed of the edition that its answer used."""
        return self.model_copy(update={"safety": self.safety.sealed_in(law, sealed)})


class NewKnowledge(AsKnown):
    """Ny viden: what became known between two moments, and how that changed the views."""

    journey: UUID
    on: date
    after: datetime
    upto: datetime
    lines: tuple[TimelineLine, ...]
    """The entries recorded in between, retractions included."""
    changes: tuple[dict[str, Any], ...]
    """How the views of that day differ, as a JSON Patch (RFC 6902); without the timeline, which
    grows by those entries."""


def replay(
    journey_id: UUID,
    history: History,
    book: Rulebook,
    on: date,
    known_at: datetime | None = None,
) -> Replay:
    """Return every view of a day, as known at a moment; None means all that is recorded."""
    return Replay(
        journey=journey_id,
        on=on,
        known_at=known_at,
        entries=history.as_of(known_at=known_at).version,
        **{
            name: view()
            for name, view in replay_views(journey_id, history, book, on, known_at).items()
        },
    )


def replay_views(
    journey_id: UUID,
    history: History,
    book: Rulebook,
    on: date,
    known_at: datetime | None = None,
) -> Mapping[str, Callable[[], Any]]:
    """Return the views in a replay by name; each is computed when it is called."""
    known, law = history.as_of(known_at=known_at), book.known_at(known_at)

    return {
        "milestones": lambda: milestones(journey_id, history, book, on, known_at),
        "safety": lambda: safety(journey_id, history, book, on, known_at),
        "duties": lambda: tuple(owed_duties(known, law, on)),
        "continuity": lambda: continuity(journey_id, known, law, on),
        "timeline": lambda: timeline(journey_id, history, on, known_at),
    }


def learned(
    journey_id: UUID,
    history: History,
    book: Rulebook,
    *,
    on: date,
    after: datetime,
    upto: datetime,
) -> NewKnowledge:
    """Return what became known after one moment and up to another, and how the views changed.

    Both sides are views of the same day: only the knowledge of facts and of the law differs.
    """
    before, now = (_comparable(replay(journey_id, history, book, on, at)) for at in (after, upto))
    every_line = timeline(journey_id, history, known_at=upto).lines
    return NewKnowledge(
        journey=journey_id,
        on=on,
        after=after,
        upto=upto,
        lines=tuple(line for line in every_line if after < line.recorded_at <= upto),
        changes=tuple(jsonpatch.make_patch(before, now)),
    )


def _comparable(view: Replay) -> dict[str, Any]:
    """Return the views as JSON, without the timeline and without the moment they are of."""
    return view.model_dump(
        mode="json",
        exclude={
            "known_at": True,
            "timeline": True,
            "milestones": {"known_at"},
            "safety": {"known_at"},
        },
    )
