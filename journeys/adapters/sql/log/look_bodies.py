"""The bodies of looks: what is stored of one, under the key of the person who was looked at."""

from pydantic import BaseModel, ConfigDict, ValidationError

from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.log.log_rows import Event, StreamRow
from journeys.adapters.sql.log.mapper import is_newer, moment_of
from journeys.domain.errors import BrokenHistory, EntryNewer
from journeys.domain.looks import LoggedLook, Look
from journeys.domain.roles import Actor
from journeys.domain.vocabulary import JourneyId


class LookBody(BaseModel):
    """What the body of a noted look holds. Names are stored for ever: add, never rename."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    actor: str
    role: str
    purpose: str
    request_id: str | None = None


def stored_look(cipher: Cipher, journey: JourneyId, version: int, look: Look) -> Event:
    """Return a look as it is stored, under the key of the person who was looked at."""
    body = LookBody(
        actor=look.actor.name,
        role=look.actor.role,
        purpose=look.purpose,
        request_id=look.request_id,
    )
    encrypted = cipher.close(version, look.view, body.model_dump_json().encode())
    return str(journey), version, look.view, encrypted


def read_look(cipher: Cipher, journey: JourneyId, row: StreamRow) -> LoggedLook:
    """Return the look of a row. Raises EntryNewer, and BrokenHistory where it cannot be read."""
    try:
        body = LookBody.model_validate_json(cipher.open(row.version, row.topic, row.body))
    except ValidationError as error:
        # pydantic's own text would repeat who looked.
        if is_newer(error):
            raise EntryNewer(
                "Look {version} at journey {journey} was written by a newer version of journeys: "
                "upgrade this one.",
                version=row.version,
                journey=journey,
            ) from None
        raise BrokenHistory(
            "Look {version} at journey {journey} cannot be read.",
            version=row.version,
            journey=journey,
        ) from None
    look = Look(Actor(body.actor, body.role), row.topic, body.purpose, body.request_id)
    return LoggedLook(moment_of(row.recorded_us), row.position, look)
