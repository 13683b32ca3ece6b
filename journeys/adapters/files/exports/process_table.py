"""The process log as a table: a row for each event, and a column for each type of thing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from journeys.projections.process_log import OF_A_CASE, SERVES, ProcessCase

TASKS = "tasks"
THINGS = (*OF_A_CASE, SERVES, "employer", "post")
"""The columns with the id of a thing, or nothing."""
COLUMNS = (
    *("case", "nr", "kind", "on", "recorded", "role", "retracted_by", "municipality"),
    *THINGS,
    TASKS,
)

Row = Mapping[str, Any]
"""By column; what an event does not have is left out."""


def rows(cases: Iterable[ProcessCase]) -> Iterator[Row]:
    """Yield the row of each event."""
    for case in cases:
        for event in case.events:
            row: dict[str, Any] = {"case": case.case, "municipality": case.municipality}
            row.update(zip(event._fields, event, strict=True))
            del row["objects"]
            for thing in event.objects:
                if thing.type == "task":
                    row.setdefault(TASKS, []).append(thing.id)
                else:
                    row[thing.field] = thing.id
            yield row
