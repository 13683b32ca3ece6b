"""Requests: what was asked under an id of the caller's, so that a repeated call is idempotent."""

import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from uuid import UUID

from journeys.app.ports.log import Request
from journeys.domain.decisions.forms import not_understood
from journeys.domain.errors import Refused
from journeys.domain.message import Message
from journeys.domain.roles import Actor


def id_used() -> Refused:
    """Return the refusal of a request id under which something else was asked."""
    return Refused(
        "request-id-used",
        "Something else was asked under this request id, or by somebody else. Choose a new one.",
    )


def was_answered(requested: bool | None) -> bool:  # noqa: FBT001 - what a log says of a request
    """Return whether a request was made before, by what the log says of its id.

    Refused: request-id-used, where it was something else, or somebody else.
    """
    if requested is False:
        raise id_used()
    return requested is True


def request(request_id: str, stream: UUID, actor: Actor, asked: object) -> Request:
    """Return a request of an actor; `asked` is what distinguishes it from others, as plain data.

    It may hold days, ids, decimals and sets; the order of a set makes no difference.
    """
    try:
        canonical = json.dumps([*_who(actor), asked], sort_keys=True, default=_plain)
    except (TypeError, ValueError):
        raise not_understood("asked", Message("plain data, as JSON can hold it")) from None
    return Request(request_id, stream, sha256(canonical.encode()).hexdigest())


def _who(actor: Actor) -> Iterable[str]:
    """Return an actor as plain data; the same as before anybody could act on behalf of another."""
    return [*actor[:2], *(actor.on_behalf_of or ())]


def _plain(value: object) -> object:
    match value:
        case AbstractSet():
            return sorted(map(str, value))
        case Mapping():
            return dict(value)
        case _:
            return str(value)
