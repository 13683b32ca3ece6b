"""Identity: who a journey is about, as views."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from journeys.domain.identity import Identity
from journeys.domain.vocabulary import JourneyId
from journeys.projections.view import View


class PersonIdentity(View):
    """Identitet: the number and the name that a municipality knows somebody by."""

    journey: UUID
    kind: Literal["cpr", "reference"]
    number: str
    name: str


class PersonName(View):
    """Navn: somebody's name, and the journey; no number."""

    journey: UUID
    name: str


def person_identity(journey_id: UUID, identity: Identity) -> PersonIdentity:
    """Return who a journey is about."""
    return PersonIdentity(journey=journey_id, **identity._asdict())


def person_names(names: Mapping[JourneyId, str]) -> tuple[PersonName, ...]:
    """Return the names that were found, in alphabetical order."""
    found = (PersonName(journey=journey, name=name) for journey, name in names.items())
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.journey)))
