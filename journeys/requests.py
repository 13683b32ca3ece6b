"""Requests: what is asked under an id of the caller's; asking again gives the first answer."""

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from typing import NamedTuple

from journeys.domain.roles import Actor
from journeys.domain.vocabulary import JourneyId


class Request(NamedTuple):
    """Forespørgsel: the id it is asked under, on which journey, and what is asked, as a digest."""

    id: str
    journey: JourneyId
    digest: str
    """Tells whether the same is asked again, and gives nothing of it away."""


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
