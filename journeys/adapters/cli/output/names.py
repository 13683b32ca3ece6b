"""Names on a screen: what stands for a journey where people read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from typer import TyperException

from journeys.adapters.words.ids import short
from journeys.domain.errors import Conflict, Refused, StoreError
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.reading import Reader


@dataclass(frozen=True)
class ShownNames:
    """How journeys are shown to one who looks."""

    names: Mapping[UUID, str] = field(default_factory=dict)
    """By journey, the name of its person: of those that may be seen and are known."""

    def of(self, journey: UUID) -> str:
        """Return the name of a journey's person; where there is none, the first signs of its id."""
        return self.names.get(journey) or short(journey)


def read_names(reader: Callable[[], "Reader"], journeys: Iterable[UUID]) -> ShownNames:
    """Return how these journeys are shown to a reader: the ids alone where no name may be seen.

    Nor is one shown that cannot be read, or where the look cannot be logged: that stops no command.
    """
    wanted = list(map(JourneyId, journeys))
    try:
        named = reader().names(wanted) if wanted else ()
    except (Refused, StoreError, Conflict, TyperException):
        return ShownNames()
    return ShownNames({each.journey: each.name for each in named})
