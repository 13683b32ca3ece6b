"""The read models, refreshed in the transaction that records."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId


class ReadModels(Protocol):
    """Port: the rows of the read models, in the same transaction."""

    def refresh(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Bring the rows of these journeys up to date."""

    def add(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Add the rows of these journeys, which have none."""

    def advance(self, journey: JourneyId, before: History, after: History, book: Rulebook) -> None:
        """Bring the rows of a journey from its history `before` to that `after`."""

    def of(self, journey: JourneyId) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row of a journey, by table."""

    def forget(self, journey: JourneyId) -> int:
        """Delete every row of a journey; return how many there were."""
