"""Identity: who a journey is about, as views."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Literal
from uuid import UUID

from journeys.domain.identity import Identity
from journeys.domain.vocabulary import JourneyId
from journeys.projections.view import SetAside, View


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


class PersonNames(tuple[PersonName, ...]):  # noqa: SLOT001 - none can be added to a tuple
    """Navne: those that were found, in alphabetical order."""

    set_aside: SetAside
    """By journey whose identity does not open, why: who it is about is not known here."""
    restricted: AbstractSet[JourneyId]
    """Beskyttet: those that are restricted to others than the one who looks: they are not named."""


def person_names(
    names: Mapping[JourneyId, str],
    set_aside: SetAside,
    restricted: AbstractSet[JourneyId] = frozenset(),
) -> PersonNames:
    """Return the names that were found, and the identities that do not open."""
    found = (PersonName(journey=journey, name=name) for journey, name in names.items())
    persons = PersonNames(sorted(found, key=lambda each: (each.name.casefold(), each.journey)))
    persons.set_aside = set_aside
    persons.restricted = restricted
    return persons
