"""The read models, kept up to date in the transaction that records."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId


class ReadModels(Protocol):
    """Port: the read tables, in the same transaction."""

    def refresh(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Make the rows of these journeys what the projections say."""

    def add(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Add the rows of these journeys, which have none."""

    def advance(self, journey: JourneyId, before: History, after: History, book: Rulebook) -> None:
        """Make the rows of a journey what the projections say `after` what they said `before`."""

    def of(self, journey: JourneyId) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row of a journey, by table."""

    def forget(self, journey: JourneyId) -> int:
        """Remove every row of a journey; return how many."""
