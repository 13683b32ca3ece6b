"""What a process of its own does with a store that nobody looks at from outside."""

import sys
from multiprocessing.connection import Connection

import journeys
from journeys.adapters.wiring import open_journeys
from tests.invented import KEYS, opened


def without_the_extra(url: str, told: Connection) -> None:
    """Record where OpenTelemetry cannot be imported; tell of the observer, and what is loaded."""
    assert "journeys.adapters.telemetry" not in sys.modules
    sys.modules["opentelemetry"] = None  # type: ignore[assignment] # as if it were not installed
    with journeys.open(url, keys=KEYS) as store:
        opened(store)
        observer = getattr(store.store, "observer")  # noqa: B009 - of SQL
        told.send((observer, [name for name in sys.modules if "telemetry" in name]))


def opened_by_the_script(url: str, told: Connection) -> None:
    """Open a store as the script does, and tell whether OpenTelemetry was imported."""
    open_journeys(url, keys=KEYS).close()
    told.send("opentelemetry" in sys.modules)
