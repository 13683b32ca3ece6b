"""What is recorded about a citizen, without the names of staff (indsigt uden medarbejdere).

Three kinds of fields hold a name. One that only staff can fill is never shown. That of a relative
or a mentor is the citizen's own to know. Any other name is shown where this journey says that it is
a relative's, a mentor's, the citizen's own, or that of somebody outside the municipality who
recorded it; the name of staff, and one that nothing is known of, is not. Two people stay two: the
views count changes of caseworker. Words are the citizen's own, and stay as they were said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from journeys.domain.events.contact import (
    MentorAssigned,
    MentorReleased,
    RelativeInvolved,
    RelativeReleased,
)
from journeys.domain.events.fact import name_fields
from journeys.domain.events.people import (
    AccessRestricted,
    HandoverAccepted,
    HandoverDeclined,
    HandoverOffered,
    JourneyClosed,
    JourneyOpened,
)
from journeys.domain.history import Entry
from journeys.domain.journey import Event
from journeys.domain.person_record import PersonRecord
from journeys.domain.roles import EXTERNAL_ROLES

STAFF, SOMEBODY = "en medarbejder", "en anden person"
"""What stands in place of a name, in the language of the record; the second is `(2)`."""

OF_STAFF: Mapping[type[Event], str] = MappingProxyType(
    {
        AccessRestricted: "open_to",
        JourneyOpened: "responsible",
        HandoverOffered: "to",
        HandoverAccepted: "by",
        HandoverDeclined: "by",
    }
)
"""By event, the field that only staff can fill."""

OF_THE_CITIZENS_OWN = (RelativeInvolved, RelativeReleased, MentorAssigned, MentorReleased)
"""The events whose `who` the citizen knows: a relative or a mentor."""


def without_staff(record: PersonRecord) -> PersonRecord:
    """Return the same record with a placeholder for each name of staff, in entries and rows."""
    shown = _placeholders(record)
    history = record.history
    entries = tuple(_hidden(entry, shown) for entry in history.entries)
    rows = {
        table: tuple({key: _text(value, shown) for key, value in row.items()} for row in rows)
        for table, rows in record.rows.items()
    }
    return record._replace(history=replace(history, entries=entries), rows=rows)


def _placeholders(record: PersonRecord) -> Mapping[str, str]:
    """Return what stands in place of each name that is not shown."""
    staff = dict.fromkeys(_staff(record))
    own = {*_own(record)}
    shown, others = dict[str, str](), 0
    for nr, name in enumerate(staff, start=1):
        shown[name] = STAFF if nr == 1 else f"{STAFF} ({nr})"
    for entry in record.history.entries:
        for name in _names(entry.event):
            if name and name not in shown and name not in own:
                others += 1
                shown[name] = SOMEBODY if others == 1 else f"{SOMEBODY} ({others})"
    return shown


def _staff(record: PersonRecord) -> Iterator[str]:
    """Yield the names of those who act for the municipality, in the order they come."""
    for entry in record.history.entries:
        field = OF_STAFF.get(type(entry.event))
        if field is not None:
            yield from _each(getattr(entry.event, field))
        if entry.role not in EXTERNAL_ROLES and entry.actor:
            yield entry.actor
    for each in record.looks:
        if each.look.actor.role not in EXTERNAL_ROLES:
            yield each.look.actor.name


def _own(record: PersonRecord) -> Iterator[str]:
    """Yield the names that are shown: of those close to the citizen, and of others outside."""
    for entry in record.history.entries:
        if isinstance(entry.event, OF_THE_CITIZENS_OWN):
            yield entry.event.who
        if entry.role in EXTERNAL_ROLES:
            yield entry.actor
    for identity in record.identities:
        yield identity.name


def _names(event: Event) -> Iterator[str]:
    for field in name_fields(type(event)):
        value = getattr(event, field)
        if not isinstance(event, JourneyClosed):
            yield from _each(value)


def _each(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in a field that holds one, or several."""
    return (value,) if isinstance(value, str) else value


def _hidden(entry: Entry, shown: Mapping[str, str]) -> Entry:
    fields = name_fields(type(entry.event))
    if not fields:
        return entry
    update: dict[str, Any] = {}
    for field in fields:
        value = getattr(entry.event, field)
        update[field] = (
            _text(value, shown)
            if isinstance(value, str)
            else tuple(_text(each, shown) for each in value)
        )
    return entry._replace(event=entry.event.model_copy(update=update))


def _text(value: Any, shown: Mapping[str, str]) -> Any:  # noqa: ANN401 - any column
    """Return a name, or the name of a duty that is about somebody, without the name of staff."""
    if not isinstance(value, str):
        return value
    kind, colon, about = value.partition(":")
    if colon and about in shown:
        return f"{kind}:{shown[about]}"
    return shown.get(value, value)
