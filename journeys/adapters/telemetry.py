"""OpenTelemetry: a span for each decision, view, rebuild and run of a reactor, and metrics.

Only the extra `otel` brings its API, and only a host configures what becomes of it; without one
every call here does nothing. A journey is named by a keyed hash, which only this store can compute.
An error is named by its class, never by its message: that could be about a person.
"""

import hmac
from contextvars import Token
from importlib.metadata import version
from typing import NamedTuple

from opentelemetry import context, metrics, trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, Status, StatusCode

from journeys.app.ports.observing import Act

LIBRARY = "journeys"
HASH = 16  # bytes of the hash of a journey: nobody meets another one by chance


class _Started(NamedTuple):
    """A span, and what ends its being the current one."""

    span: Span
    token: Token[Context]


class Telemetry:
    """Fulfils the port `Observer`. `key` is the store's own, for the hashes of its journeys."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._store = self._hash(b"store")[:16]
        released = version(LIBRARY)
        self._tracer = trace.get_tracer(LIBRARY, released)
        meter = metrics.get_meter(LIBRARY, released)
        self._appends = meter.create_counter(
            "journeys.appends", "{entry}", "Entries that were recorded, by verb"
        )
        self._refusals = meter.create_counter(
            "journeys.refusals", "{refusal}", "Refusals, by code and verb"
        )
        self._conflicts = meter.create_counter(
            "journeys.conflicts", "{conflict}", "Conflicts with somebody who wrote first"
        )
        self._waits = meter.create_histogram(
            "journeys.waits", "s", "How long each act waited for locks"
        )
        self._lag = meter.create_gauge(
            "journeys.lag", "s", "How old the oldest entry is that is not where it must be"
        )

    def began(self, act: Act) -> None:
        """Start the span of an act, as the current one."""
        span = self._tracer.start_span(f"{act.kind} {act.name}")
        if not span.is_recording():
            return
        span.set_attributes({"journeys.verb": act.name, "journeys.store": self._store})
        if act.journey is not None:
            span.set_attribute("journeys.journey", self._hash(act.journey.bytes))
        act.span = _Started(span, context.attach(trace.set_span_in_context(span)))

    def ended(self, act: Act) -> None:
        """Count what came of an act, and end its span."""
        attributes = {"journeys.kind": act.kind, "journeys.store": self._store}
        self._waits.record(act.waited, attributes)
        if act.kind == "decide" and act.entries:
            self._appends.add(act.entries, self._by(act))
        if act.code is not None:
            self._refusals.add(1, {**self._by(act), "journeys.code": act.code})
        if act.conflicts:
            self._conflicts.add(act.conflicts, self._by(act))
        if isinstance(act.span, _Started):
            self._end(act, *act.span)

    def lags(self, of: str, reactor: str | None, seconds: float) -> None:
        """Set the gauge of the read tables' lag, or of a reactor's."""
        of_reactor = {} if reactor is None else {"journeys.reactor": reactor}
        self._lag.set(seconds, {"journeys.of": of, "journeys.store": self._store, **of_reactor})

    def _end(self, act: Act, span: Span, token: Token[Context]) -> None:
        span.set_attribute("journeys.outcome", act.outcome)
        if act.kind in {"decide", "react"}:
            span.set_attribute("journeys.entries", act.entries)
        for name, value in (
            ("journeys.code", act.code),
            ("journeys.reactor", act.reactor),
            ("error.type", act.error),
        ):
            if value is not None:
                span.set_attribute(name, value)
        if act.outcome in {"conflict", "error"}:
            span.set_status(Status(StatusCode.ERROR))
        span.end()
        context.detach(token)

    def _by(self, act: Act) -> dict[str, str]:
        return {"journeys.verb": act.name, "journeys.store": self._store}

    def _hash(self, what: bytes) -> str:
        return hmac.digest(self._key, what, "sha256")[:HASH].hex()
