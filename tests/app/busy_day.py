"""A busy day in a process that looks at everything: spans, metrics and the lines of the log.

The process tells what it saw, as JSON.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from multiprocessing.connection import Connection
from typing import Any
from uuid import uuid4

import structlog
from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import journeys
from journeys import Actor, Happened, History, Journeys, decide, events, verbs
from journeys.errors import Conflict, JourneysError
from tests.invented import BY_ANNA, FEB_1, GRANTED, KEYS, WALK, opened

NAME, CPR, WORDS = "Birgit Eksempel", "711299-1234", "hemmelighed"
ACTOR = Actor("Bo Sagsbehandler", "caseworker")
PERSONAL = (
    *("Birgit", "Eksempel", CPR, CPR.replace("-", ""), "Bo Sagsbehandler", WORDS, "anna.example"),
    *(str(WALK), WALK.hex, "fortroligt formål", "brev-om-birgit"),
)
"""What nobody who looks from outside may find: names, numbers, words, and ids in the clear."""


def see_a_day(url: str, told: Connection) -> None:
    """Live through the day, and tell what was seen of it."""
    spans, reader, lines = InMemorySpanExporter(), InMemoryMetricReader(), list[dict[str, Any]]()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    trace.set_tracer_provider(provider)
    metrics.set_meter_provider(MeterProvider([reader]))
    structlog.configure(processors=[structlog.processors.add_log_level, _into(lines)])
    with journeys.open(url, keys=KEYS, today=lambda: date(2026, 12, 31)) as store:
        live(store)
    seen = {
        "spans": [json.loads(each.to_json()) for each in spans.get_finished_spans()],
        "metrics": list(_points(reader)),
        "lines": lines,
        "all": _everything(reader),
    }
    told.send(json.dumps(seen, ensure_ascii=False))


def live(store: Journeys) -> None:
    """Record, be refused, look, rebuild and react, with a person's name in everything."""
    opened(store)
    store.persons.identify(WALK, name=NAME, number=CPR, actor=BY_ANNA, purpose="fortroligt formål")
    words = f"{WORDS} om {NAME}"
    for _ in range(2):
        store.decide(
            WALK, verbs.state_hope, ACTOR, request_id="brev-om-birgit", words=words, on=FEB_1
        )
    (last,) = store.decide(WALK, verbs.notice_small_success, ACTOR, **_success(words))
    store.retract(WALK, entry=last.version, why=words, on=FEB_1, actor=ACTOR)
    store.record_all([(WALK, lambda history: _hope(store, history, "Et job"))], ACTOR)
    with suppress(JourneysError):
        store.decide(WALK, verbs.state_hope, ACTOR, words=f"Ring til {CPR}", on=FEB_1)
    with suppress(JourneysError):
        store.decide(WALK, verbs.rest_pension, ACTOR, on=FEB_1)
    with suppress(JourneysError):
        store.decide(words, verbs.state_hope, ACTOR, words=words, on=FEB_1)  # type: ignore[arg-type]
    with suppress(Conflict):
        store.record(WALK, _beaten, ACTOR)
    with suppress(ZeroDivisionError):
        store.record(WALK, _faulty, ACTOR)
    store.decide(WALK, verbs.grant_pension, ACTOR, scheme="new", born=GRANTED.born, on=GRANTED.on)
    store.explain_safety(WALK, on=FEB_1, actor=ACTOR)
    store.rehearsing().decide(WALK, verbs.state_hope, ACTOR, words=words * 2, on=FEB_1)
    seen = store.seen_by(ACTOR, "fortroligt formål", "brev-om-birgit")
    seen.milestones(WALK)
    seen.find(CPR)
    seen.called("Birgit", most=5)
    seen.names([WALK])
    seen.subject_access(WALK, on=FEB_1)
    seen.audit.replay(WALK, on=FEB_1)
    with suppress(JourneysError):
        seen.find(f"{NAME} {CPR}")
    store.maintenance.rebuild()
    for name in ("breve", CPR):
        with suppress(JourneysError):
            store.reactors.react(name, _refuse, since=0)
    store.health(probe=True)


def _success(words: str) -> dict[str, Any]:
    return {"words": words, "noticed_by": NAME, "on": FEB_1}


def _hope(store: Journeys, history: History, words: str) -> list[events.Event]:
    return decide(
        history, verbs.state_hope, ACTOR, store.book, store.today(), words=words, on=FEB_1
    )


def _beaten(_history: History) -> list[events.Event]:
    raise Conflict(NAME)


def _faulty(_history: History) -> list[events.Event]:
    raise ZeroDivisionError(f"{NAME} {CPR} {uuid4()}")


def _refuse(happened: Happened) -> None:
    raise ConnectionError(f"{NAME} {happened}")


def _into(lines: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - a processor of structlog's
    def keep(_logger: object, _method: str, line: dict[str, Any]) -> None:
        lines.append(dict(line))
        raise structlog.DropEvent

    return keep


def _points(reader: InMemoryMetricReader) -> Iterator[dict[str, Any]]:
    """Yield each point of each metric: its name, its attributes and its value."""
    data = reader.get_metrics_data()
    for resource in data.resource_metrics if data else ():
        for scope in resource.scope_metrics:
            for metric in scope.metrics:
                for point in metric.data.data_points:
                    value = getattr(point, "value", None)
                    yield {
                        "name": metric.name,
                        "attributes": dict(point.attributes or {}),
                        "value": getattr(point, "count", None) if value is None else value,
                    }


def _everything(reader: InMemoryMetricReader) -> str:
    """Return whatever else an exporter would send."""
    data = reader.get_metrics_data()
    return data.to_json() if data else ""
