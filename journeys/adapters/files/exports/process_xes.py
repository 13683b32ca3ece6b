"""The process log as XES (IEEE 1849-2016): a trace for each case.

The events of a trace stand by day of effect, then as recorded, and their moments keep that order.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from journeys.adapters.files.exports.process_table import TASKS
from journeys.projections.process_log import ProcessCase, ProcessEvent, midnight

HEADER = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" \
uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event">
<string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
<string key="lifecycle:transition" value="complete"/>
<int key="nr" value="0"/>
<date key="recorded" value="1970-01-01T00:00:00.000+00:00"/>
</global>
<classifier name="Kind" keys="concept:name"/>
<string key="lifecycle:model" value="standard"/>
"""

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A sign that no XML can hold. Only the role in an entry from another store could have one."""

REPLACED = "\ufffd"


def write(cases: Iterable[ProcessCase], file: BinaryIO) -> None:
    """Write a trace for each case."""
    file.write(HEADER.encode())
    for case in cases:
        file.writelines(f"{line}\n".encode() for line in _trace(case))
    file.write(b"</log>\n")


def _trace(case: ProcessCase) -> Iterator[str]:
    yield "<trace>"
    yield _attribute("string", "concept:name", case.case)
    if case.municipality is not None:
        yield _attribute("string", "municipality", case.municipality)
    for moment, event in case.in_time:
        yield f"<event>{''.join(_attributes(moment, event))}</event>"
    yield "</trace>"


def _attributes(moment: datetime, event: ProcessEvent) -> Iterator[str]:
    yield _attribute("string", "concept:name", event.kind)
    yield _attribute("date", "time:timestamp", _moment(moment))
    yield _attribute("string", "lifecycle:transition", "complete")
    if event.role is not None:
        yield _attribute("string", "org:role", event.role)
    yield _attribute("int", "nr", str(event.nr))
    yield _attribute("date", "recorded", _moment(midnight(event.recorded)))
    if event.retracted_by is not None:
        yield _attribute("int", "retracted_by", str(event.retracted_by))
    tasks = [each.id for each in event.objects if each.type == "task"]
    for thing in event.objects:
        if thing.type != "task":
            yield _attribute("string", thing.field, thing.id)
    if tasks:
        yield _attribute("string", TASKS, " ".join(tasks))


def _attribute(kind: str, key: str, value: str) -> str:
    return f"<{kind} key={quoteattr(key)} value={quoteattr(NOT_XML.sub(REPLACED, value))}/>"


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
