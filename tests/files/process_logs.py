"""Process logs as others read them: r4pm, DuckDB and the csv module; and what is to be in them."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import duckdb
import r4pm

from journeys import History
from journeys.events import PostTaken

THINGS = ("subgoal", "placement", "education", "measure", "ruling", "aid", "tie", "serves")
SHARED = ("employer", "post", "task")


class Seen(NamedTuple):
    """An event, as whoever reads the file finds it."""

    nr: int
    kind: str
    on: date
    recorded: date
    role: str | None
    retracted_by: int | None
    things: frozenset[tuple[str, str]]
    """The field, and the id."""


class SeenCase(NamedTuple):
    """A case, with its events in the order in which they are read."""

    municipality: str | None
    events: list[Seen]


Log = dict[str, SeenCase]


def expected(histories: Iterable[History]) -> Log:
    """Return what the log of these histories is to hold, with real ids, as it was recorded."""
    log = Log()
    for history in histories:
        place = {entry.version: nr for nr, entry in enumerate(history.entries, 1)}
        events = [
            Seen(
                nr,
                entry.event.kind,
                entry.event.on,
                entry.recorded_at.date(),
                entry.role,
                place[history.retracted[entry.version].version]
                if entry.version in history.retracted
                else None,
                frozenset(_things(entry.event, history)),
            )
            for nr, entry in enumerate(history.entries, 1)
        ]
        log[str(history.stream)] = SeenCase(history.journey.people.municipality or None, events)
    return log


def _things(event: Any, history: History) -> Iterable[tuple[str, str]]:  # noqa: ANN401 - any event
    named = {
        value
        for entry in history.entries
        for field, value in entry.event
        if field in THINGS and field != "serves"
    }
    for field, value in event:
        if field in THINGS and isinstance(value, UUID) and (field != "serves" or value in named):
            yield field, str(value)
        if isinstance(value, PostTaken):
            yield "employer", str(value.employer)
            yield "post", str(value.post)
            yield from (("task", str(task.task)) for task in value.tasks)


def in_time(log: Log) -> Log:
    """Return the same, each case by day of effect, then as recorded."""
    return {
        case: seen._replace(events=sorted(seen.events, key=lambda each: (each.on, each.nr)))
        for case, seen in log.items()
    }


def by_duckdb(file: Path) -> Log:
    """Return a Parquet file as DuckDB reads it."""
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT * FROM read_parquet(?, file_row_number = true) ORDER BY file_row_number",
            [str(file)],
        )
        names = [each[0] for each in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return _table(rows)


def by_csv(file: Path) -> Log:
    """Return a CSV file as the csv module reads it."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows: list[dict[str, Any]] = [
            {name: cell or None for name, cell in row.items()} for row in csv.DictReader(opened)
        ]
    for row in rows:
        row["nr"] = int(row["nr"])
        row["retracted_by"] = row["retracted_by"] and int(row["retracted_by"])
        row["tasks"] = row["tasks"] and row["tasks"].split(" ")
        for name in ("on", "recorded"):
            row[name] = date.fromisoformat(row[name])
    return _table(rows)


def _table(rows: Iterable[dict[str, Any]]) -> Log:
    log = Log()
    for case, of_case in groupby(rows, itemgetter("case")):
        assert case not in log
        each = list(of_case)
        events = [
            Seen._make(
                [*(row[name] for name in Seen._fields[:-1]), frozenset(_things_in(row))],
            )
            for row in each
        ]
        assert len({row["municipality"] for row in each}) == 1
        log[case] = SeenCase(each[0]["municipality"], events)
    return log


def _things_in(row: dict[str, Any]) -> Iterable[tuple[str, str]]:
    yield from ((name, row[name]) for name in (*THINGS, *SHARED[:2]) if row[name])
    yield from (("task", task) for task in row["tasks"] or ())


def _through_r4pm(item: str, file: Path) -> Any:  # noqa: ANN401 - JSON
    """Return what r4pm holds of a file, as it writes it out again."""
    known, copy = r4pm.import_item(item, str(file)), file.with_name(f"{file.name}.again.json")
    r4pm.export_item(known, str(copy))
    r4pm.remove_item(known)
    return json.loads(copy.read_text(encoding="utf-8"))


def by_r4pm_xes(file: Path) -> Log:
    """Return an XES file as r4pm reads it. Each case's moments rise from one event to the next."""
    log = Log()
    for trace in _through_r4pm("EventLog", file)["traces"]:
        about = _values(trace)
        events, moments = list[Seen](), list[datetime]()
        for each in trace["events"]:
            values = _values(each)
            moments.append(datetime.fromisoformat(values["time:timestamp"]))
            assert values["lifecycle:transition"] == "complete"
            tasks = values.get("tasks", "").split()
            events.append(
                Seen(
                    values["nr"],
                    values["concept:name"],
                    moments[-1].date(),
                    datetime.fromisoformat(values["recorded"]).date(),
                    values.get("org:role"),
                    values.get("retracted_by"),
                    frozenset(
                        [
                            *((key, values[key]) for key in (*THINGS, *SHARED) if key in values),
                            *(("task", task) for task in tasks),
                        ]
                    ),
                )
            )
        assert moments == sorted(set(moments))
        log[about["concept:name"]] = SeenCase(about.get("municipality"), events)
    return log


def _values(element: dict[str, Any]) -> dict[str, Any]:
    return {each["key"]: each["value"]["content"] for each in element["attributes"]}


def by_r4pm_ocel(file: Path) -> Log:
    """Return an OCEL file as r4pm reads it; every object is one that some event is about."""
    found = _through_r4pm("OCEL", file)
    types = {each["id"]: each["type"] for each in found["objects"]}
    assert len(types) == len(found["objects"])
    assert set(types.values()) <= {each["name"] for each in found["objectTypes"]}
    assert {each["type"] for each in found["events"]} <= {e["name"] for e in found["eventTypes"]}
    municipalities = {
        each["id"]: value["value"] for each in found["objects"] for value in each["attributes"]
    }
    log, moments, used = Log(), dict[str, list[datetime]](), set[str]()
    for each in found["events"]:
        values = {value["name"]: value["value"] for value in each["attributes"]}
        about = [(one["qualifier"], one["objectId"]) for one in each["relationships"]]
        used.update(name for _, name in about)
        (whole,) = [name for qualifier, name in about if qualifier == "journey"]
        case = whole.removeprefix("journey:")
        for qualifier, name in about:
            assert name.startswith(f"{types[name]}:")
            assert qualifier in (types[name], "serves")
        moment = datetime.fromisoformat(each["time"])
        moments.setdefault(case, []).append(moment)
        log.setdefault(case, SeenCase(municipalities.get(whole), [])).events.append(
            Seen(
                values["nr"],
                each["type"],
                moment.date(),
                datetime.fromisoformat(values["recorded"]).date(),
                values.get("role"),
                values.get("retracted_by"),
                frozenset(
                    (qualifier, name.rpartition(":")[2])
                    for qualifier, name in about
                    if qualifier != "journey"
                ),
            )
        )
    assert used == set(types)
    assert all(each == sorted(set(each)) for each in moments.values())
    return log


READERS: Mapping[str, Callable[[Path], Log]] = {
    "csv": by_csv,
    "parquet": by_duckdb,
    "xes": by_r4pm_xes,
    "ocel": by_r4pm_ocel,
}
"""By format."""
