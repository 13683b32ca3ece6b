"""Subject access: everything that is held on a person, to be handed over (GDPR art. 15).

Who recorded an entry and who looked at one are left out of it: they are staff at work, and their
names are given only where the citizen's rights cannot do without, after their own were weighed
(EU-Domstolen C-579/21; Datatilsynet 2024-32-0283). What an entry itself says stays as it was
recorded: that somebody is the responsible caseworker is part of the citizen's own case.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from journeys.domain.person_record import PersonRecord
from journeys.domain.rulebook import Rulebook
from journeys.projections.continuity import Continuity, continuity
from journeys.projections.duties import OwedDuty, every_duty
from journeys.projections.identity import PersonIdentity, person_identity
from journeys.projections.looks import (
    LookLine,
    LookLineWithStaff,
    looks,
    looks_with_staff,
)
from journeys.projections.milestones import Milestones, milestones
from journeys.projections.periods import periods
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.steps import steps
from journeys.projections.timeline import TimelineEntry, TimelineLine, timeline_entry, timeline_line
from journeys.projections.view import View


class SubjectAccess(View):
    """Indsigt: everything that is held on a person. Nobody who recorded or looked is named."""

    journey: UUID
    on: date
    """The day of the views below; all else is whatever was ever kept."""
    identity: PersonIdentity | None
    former_identities: tuple[PersonIdentity, ...]
    """Numbers and names that were replaced; the numbers go on finding the person."""
    entries: tuple[TimelineEntry, ...]
    """Everything recorded, in the order of its recording; what was retracted is marked."""
    milestones: Milestones
    safety: Safety
    duties: tuple[OwedDuty, ...]
    """Met ones too."""
    continuity: Continuity
    periods: tuple[dict[str, Any], ...]
    steps: tuple[dict[str, Any], ...]
    rows: Mapping[str, tuple[dict[str, Any], ...]]
    """How the same is kept for lists and counts, by table."""
    requests: tuple[str, ...]
    """The ids of other systems' requests that are remembered."""
    looks: tuple[LookLine, ...]


class SubjectAccessWithStaff(SubjectAccess):
    """Indsigt med navne: the same, with who recorded each entry and who looked."""

    entries: tuple[TimelineLine, ...]
    looks: tuple[LookLineWithStaff, ...]


def subject_access(journey_id: UUID, held: PersonRecord, book: Rulebook, on: date) -> SubjectAccess:
    """Return everything that is held, without staff."""
    history = held.history
    return SubjectAccess(
        **_everything(journey_id, held, book, on),
        entries=tuple(timeline_entry(entry, history) for entry in history.entries),
        looks=looks(journey_id, held.looks).looks,
    )


def subject_access_with_staff(
    journey_id: UUID, held: PersonRecord, book: Rulebook, on: date
) -> SubjectAccessWithStaff:
    """Return everything that is held, with who recorded it and who looked."""
    history = held.history
    return SubjectAccessWithStaff(
        **_everything(journey_id, held, book, on),
        entries=tuple(timeline_line(entry, history) for entry in history.entries),
        looks=looks_with_staff(journey_id, held.looks).looks,
    )


def _everything(journey_id: UUID, held: PersonRecord, book: Rulebook, on: date) -> dict[str, Any]:
    history, seen = held.history, held.history.on(on)
    identities = tuple(person_identity(journey_id, each) for each in held.identities)
    return {
        "journey": journey_id,
        "on": on,
        "identity": identities[0] if identities else None,
        "former_identities": identities[1:],
        "milestones": milestones(journey_id, history, book, on),
        "safety": safety(journey_id, history, book, on),
        "duties": every_duty(seen, book),
        "continuity": continuity(journey_id, history, book, on),
        "periods": tuple(period._asdict() for period in periods(seen)),
        "steps": tuple(step._asdict() for step in steps(seen)),
        "rows": {table: tuple(map(dict, rows)) for table, rows in held.rows.items()},
        "requests": tuple(dict.fromkeys([*_of_entries(held), *held.requests])),
    }


def _of_entries(held: PersonRecord) -> list[str]:
    return [entry.request_id for entry in held.history.entries if entry.request_id is not None]
