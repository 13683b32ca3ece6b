"""The duties that are owed to employers on a day, and by whom."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, select

from journeys.adapters.sql.database.streams import UNNAMED, parsed_id
from journeys.adapters.sql.queries.employers.room import room_rows
from journeys.adapters.sql.queries.employers.values import day, number, uuid
from journeys.adapters.sql.queries.set_aside import WRONG_VALUE
from journeys.adapters.sql.readmodels.employer_tables import contacts
from journeys.adapters.sql.readmodels.employer_tables import duties as table
from journeys.adapters.sql.readmodels.tables import covers, days_as_stored, owed
from journeys.domain.duties import Duty
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId
from journeys.projections.employers.owed import OwedToEmployer, OwedToEmployers, free_too_long


def owed_to_employers(
    connection: Connection, on: date, book: Rulebook, owed_by: str | None = None
) -> OwedToEmployers:
    """Return what is owed on that day, as known now: by one person or all, by due day."""
    set_aside = dict[str, Message]()
    found = _stored(connection, on, book, set_aside)
    rows, unreadable = room_rows(connection)
    named = _contacts(connection, on)
    found += (
        OwedToEmployer(each.employer, duty, named.get(str(each.employer), ""))
        for each in rows.idle_tasks(on)
        if (duty := free_too_long(each, book, on))
    )
    return OwedToEmployers(
        owed=tuple(
            sorted(
                (each for each in found if owed_by is None or each.by == owed_by),
                key=lambda each: (each.duty.due, each.duty.since, each.employer, each.duty.kind),
            )
        ),
        set_aside=set_aside | unreadable,
    )


def _stored(
    connection: Connection, on: date, book: Rulebook, set_aside: dict[str, Message]
) -> list[OwedToEmployer]:
    """Return the stored duties that are owed, each by whom; rows that say nothing are set aside."""
    by = func.coalesce(contacts.c.contact, "").label("by")
    statement = (
        select(*days_as_stored(table), by)
        .outerjoin(contacts, and_(contacts.c.employer == table.c.employer, covers(contacts, on)))
        .where(owed(on, table))
    )
    found = []
    for row in connection.execute(statement):
        try:
            found.append(OwedToEmployer(EmployerId(uuid(row.employer)), _duty(row, book), row.by))
        except (KeyError, ValueError):
            set_aside[row.employer if parsed_id(row.employer) else UNNAMED] = WRONG_VALUE
    return found


def _duty(row: Any, book: Rulebook) -> Duty:  # noqa: ANN401 - a row as it is stored
    if row.kind not in book.duties:
        raise KeyError(row.kind)
    days = day(row.since), day(row.due)
    return Duty(row.kind, str(row.about), *days, number(row.raised))


def _contacts(connection: Connection, on: date) -> dict[str, str]:
    """Return the contact of each employer on a day."""
    named = select(contacts.c.employer, contacts.c.contact).where(covers(contacts, on))
    return {employer: name for employer, name in connection.execute(named)}  # noqa: C416 - rows are no pairs
