"""Subject access: everything that is kept on a person, to be handed over (GDPR art. 15).

Nobody of the municipality is named: who recorded an entry, who looked, who is responsible, who
noticed something. They are staff at work, and their names are given only where the citizen's rights
require them, after the rights of staff were weighed (EU-Domstolen C-579/21; Datatilsynet
2024-32-0283). `without_staff` says which names stay: relatives and mentors, and those in words.
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
from journeys.projections.periods import every_period
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.steps import steps
from journeys.projections.timeline import TimelineEntry, TimelineLine, timeline_entry, timeline_line
from journeys.projections.view import View
from journeys.projections.without_staff import without_staff


class SubjectAccess(View):
    """Indsigt: everything that is kept on a person, without the name of anybody on the staff."""

    journey: UUID
    on: date
    """The day of the views below; everything else is complete, whatever its day."""
    identity: PersonIdentity | None
    former_identities: tuple[PersonIdentity, ...]
    """Numbers and names that were replaced; the person is still found by the numbers."""
    entries: tuple[TimelineEntry, ...]
    """Everything recorded, in the order it was recorded; retracted entries are marked."""
    milestones: Milestones
    safety: Safety
    duties: tuple[OwedDuty, ...]
    """Including those that are met."""
    continuity: Continuity
    periods: tuple[dict[str, Any], ...]
    steps: tuple[dict[str, Any], ...]
    rows: Mapping[str, tuple[dict[str, Any], ...]]
    """The rows kept for lists and counts, by table."""
    requests: tuple[str, ...]
    """The ids of requests from other systems that are kept."""
    looks: tuple[LookLine, ...]


class SubjectAccessWithStaff(SubjectAccess):
    """Indsigt med navne: the same, with who recorded each entry and who looked."""

    entries: tuple[TimelineLine, ...]
    looks: tuple[LookLineWithStaff, ...]


def subject_access(
    journey_id: UUID, record: PersonRecord, book: Rulebook, on: date
) -> SubjectAccess:
    """Return everything that is kept, without the names of staff."""
    record = without_staff(record)
    history = record.history
    return SubjectAccess(
        **_everything(journey_id, record, book, on),
        entries=tuple(timeline_entry(entry, history) for entry in history.entries),
        looks=looks(journey_id, record.looks).looks,
    )


def subject_access_with_staff(
    journey_id: UUID, record: PersonRecord, book: Rulebook, on: date
) -> SubjectAccessWithStaff:
    """Return everything that is kept, with who recorded it and who looked."""
    history = record.history
    return SubjectAccessWithStaff(
        **_everything(journey_id, record, book, on),
        entries=tuple(timeline_line(entry, history) for entry in history.entries),
        looks=looks_with_staff(journey_id, record.looks).looks,
    )


def _everything(journey_id: UUID, record: PersonRecord, book: Rulebook, on: date) -> dict[str, Any]:
    history, as_of = record.history, record.history.on(on)
    identities = tuple(person_identity(journey_id, each) for each in record.identities)
    return {
        "journey": journey_id,
        "on": on,
        "identity": identities[0] if identities else None,
        "former_identities": identities[1:],
        "milestones": milestones(journey_id, history, book, on),
        "safety": safety(journey_id, history, book, on),
        "duties": every_duty(as_of, book),
        "continuity": continuity(journey_id, history, book, on),
        "periods": tuple(period._asdict() for period in every_period(as_of, book)),
        "steps": tuple(step._asdict() for step in steps(as_of)),
        "rows": {table: tuple(map(dict, rows)) for table, rows in record.rows.items()},
        "requests": tuple(dict.fromkeys([*_request_ids(record), *record.requests])),
    }


def _request_ids(record: PersonRecord) -> list[str]:
    return [entry.request_id for entry in record.history.entries if entry.request_id is not None]
