"""The process log as OCEL 2.0 in JSON: events, and every thing that each is about.

The id of an object begins with its type, and with its case where it belongs to one: no two objects
have one id, whatever a host called them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any

from journeys.projections.process_log import (
    JOURNEY,
    KINDS,
    OF_A_CASE,
    SHARED,
    ProcessCase,
    ProcessEvent,
    ProcessObject,
    midnight,
)

MUNICIPALITY = "municipality"
ATTRIBUTES: Mapping[str, str] = {
    "nr": "integer",
    "recorded": "time",
    "role": "string",
    "retracted_by": "integer",
}
"""Of every event, each with its type."""
ALWAYS = "1970-01-01T00:00:00Z"
"""Since when an object has a value that never changes, as OCEL has it."""


class _List:
    """A JSON list that is written as it grows."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.before = file, ""

    def add(self, element: Mapping[str, Any]) -> None:
        self.file.write(f"{self.before}\n{json.dumps(element)}".encode())
        self.before = ","


def write(cases: Iterable[ProcessCase], file: IO[bytes]) -> None:
    """Write the types, the events and, after all of them, the objects.

    The objects of employers are in memory, all others wait on the disk.
    """
    file.write(f'{json.dumps(dict(_types()))[:-1]},\n"events": ['.encode())
    with TemporaryFile(dir=Path(file.name).parent) as waiting:
        events, objects, shared = _List(file), _List(waiting), dict[str, str]()
        for case in cases:
            own = dict[str, str]()
            for moment, event in case.in_time:
                events.add(_event(case, moment, event))
                for thing in event.objects:
                    seen = shared if thing.type in SHARED else own
                    seen[_id(case, thing)] = thing.type
            objects.add(_journey(case))
            for name, of in own.items():
                objects.add(_object(name, of))
        for name, of in shared.items():
            objects.add(_object(name, of))
        waiting.seek(0)
        file.write(b'\n],\n"objects": [')
        copyfileobj(waiting, file)
    file.write(b"\n]}\n")


def _types() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    attributes = [{"name": name, "type": of} for name, of in ATTRIBUTES.items()]
    municipality = {"name": MUNICIPALITY, "type": "string"}
    yield (
        "objectTypes",
        [
            {"name": JOURNEY, "attributes": [municipality]},
            *({"name": each, "attributes": []} for each in (*OF_A_CASE, *SHARED)),
        ],
    )
    yield "eventTypes", [{"name": kind, "attributes": attributes} for kind in KINDS]


def _event(case: ProcessCase, moment: datetime, event: ProcessEvent) -> dict[str, Any]:
    values = {
        "nr": event.nr,
        "recorded": _moment(midnight(event.recorded)),
        "role": event.role,
        "retracted_by": event.retracted_by,
    }
    things = ((_id(case, each), each.field) for each in event.objects)
    return {
        "id": f"{case.case}:{event.nr}",
        "type": event.kind,
        "time": _moment(moment),
        "attributes": [
            {"name": name, "value": value} for name, value in values.items() if value is not None
        ],
        "relationships": [
            {"objectId": each, "qualifier": field}
            for each, field in ((_id_of_case(case), JOURNEY), *things)
        ],
    }


def _journey(case: ProcessCase) -> dict[str, Any]:
    found = _object(_id_of_case(case), JOURNEY)
    if case.municipality is not None:
        value = {"name": MUNICIPALITY, "time": ALWAYS, "value": case.municipality}
        found["attributes"] = [value]
    return found


def _object(name: str, of: str) -> dict[str, Any]:
    return {"id": name, "type": of, "attributes": [], "relationships": []}


def _id_of_case(case: ProcessCase) -> str:
    return f"{JOURNEY}:{case.case}"


def _id(case: ProcessCase, thing: ProcessObject) -> str:
    scope = "" if thing.type in SHARED else f"{case.case}:"
    return f"{thing.type}:{scope}{thing.id}"


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
