"""CloudEvents 1.0 in JSON: what a host sends to a queue, a webhook or a stream.

    store.reactors.react("queue", feed(queue.publish, source="https://kommune.example/journeys"))

Each says that an entry was recorded, of which kind and on which journey, and nothing of what the
entry says: no words, no name, no number, nobody of the staff. It may be sent twice (at least once);
its id and source are the same then. `CONTENT_TYPE` is its media type.
"""

import json
from collections.abc import Callable

from journeys.app.ports.reactors import Happened, Reactor

__all__ = ["CONTENT_TYPE", "cloud_event", "feed"]

CONTENT_TYPE = "application/cloudevents+json"


def cloud_event(happened: Happened, source: str) -> dict[str, object]:
    """Return an entry as a CloudEvent 1.0 in structured mode; id and source identify it."""
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

    `source` is a URI that names the store to those who receive it. Where `send` raises, the entry
    is sent again the next time.
    """

    def sent(happened: Happened) -> None:
        send(json.dumps(cloud_event(happened, source)))

    return sent
