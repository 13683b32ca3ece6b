"""A feed of CloudEvents 1.0 in JSON: what a host hands to a queue, a hook or a stream.

Each tells that an entry was recorded, on which journey, and nothing of what it says: no words, no
name, no number, nobody of the staff.
"""

import json
from collections.abc import Callable

from journeys.app.ports.reactors import Happened, Reactor

CONTENT_TYPE = "application/cloudevents+json"


def cloud_event(happened: Happened, source: str) -> dict[str, object]:
    """Return a CloudEvent 1.0 in structured mode. Id and source tell it from all others."""
    return {
        "specversion": "1.0",
        "id": str(happened.position),
        "source": source,
        "type": f"journeys.{happened.kind}",
        "subject": str(happened.journey),
        "time": happened.recorded_at.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": {"version": happened.version},
    }


def feed(send: Callable[[str], object], source: str) -> Reactor:
    """Return a reactor that sends each entry as a CloudEvent in JSON.

    `source` names the store for those who receive it, as a URI. What `send` raises is tried again.
    """

    def sent(happened: Happened) -> None:
        send(json.dumps(cloud_event(happened, source)))

    return sent
