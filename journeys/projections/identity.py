"""Identity: who a journey is about, as it is shown."""

from typing import Literal
from uuid import UUID

from journeys.domain.identity import Identity
from journeys.projections.view import View


class Identified(View):
    """Identitet: the number and the name that a municipality knows somebody by."""

    journey: UUID
    kind: Literal["cpr", "reference"]
    number: str
    name: str


def identified(journey_id: UUID, identity: Identity) -> Identified:
    """Return who a journey is about, as a view."""
    return Identified(journey=journey_id, **identity._asdict())
