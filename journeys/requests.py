"""Requests: what is asked under an id of the caller's; asking again gives the first answer."""

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from typing import NamedTuple

from journeys.domain.errors import Refused
from journeys.domain.roles import Actor
from journeys.domain.vocabulary import JourneyId


class Request(NamedTuple):
    """Forespørgsel: the id it is asked under, on which journey, and what is asked, as a digest."""

    id: str
    journey: JourneyId
    digest: str
    """Tells whether the same is asked again. Short words can be guessed from it: a store keeps it
    under a key of its own."""


def id_used() -> Refused:
    """Return the refusal of a request id under which something else was asked."""
    return Refused(
        "request-id-used",
        "Something else was asked under this request id, or by somebody else. Choose a new one.",
    )


def repeated(asked: bool | None) -> bool:  # noqa: FBT001 - what a log says of a request
    """Return whether a request was asked before, by what the log says of its id.

    Refused: request-id-used, where it was something else, or somebody else.
    """
    if asked is False:
        raise id_used()
    return asked is True


def request(request_id: str, journey: JourneyId, actor: Actor, asked: object) -> Request:
    """Return a request of an actor; `asked` is what tells it from others, as plain data.

    Days, ids and decimals may stand in it, and sets, whose order makes no difference.
    """
    told = json.dumps([*actor, asked], sort_keys=True, default=_plain)
    return Request(request_id, journey, sha256(told.encode()).hexdigest())


def _plain(value: object) -> object:
    match value:
        case AbstractSet():
            return sorted(map(str, value))
        case Mapping():
            return dict(value)
        case _:
            return str(value)
