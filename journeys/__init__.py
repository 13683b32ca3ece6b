"""Journeys: event-sourced paths toward work, and the safety to try.

`journeys.open(url)` gives the journeys of a store; the verbs to ask them are functions in
`journeys.verbs`. Errors are in `journeys.errors`.
"""

from journeys import verbs
from journeys.app import Journeys
from journeys.domain import errors
from journeys.domain.decisions.deciding import decide
from journeys.domain.history import Entry, History
from journeys.domain.vocabulary import EducationId, JourneyId, PlacementId, SubgoalId

__all__ = [
    "EducationId",
    "Entry",
    "History",
    "JourneyId",
    "Journeys",
    "PlacementId",
    "SubgoalId",
    "decide",
    "errors",
    "open",
    "verbs",
]


def open(url: str) -> Journeys:  # noqa: A001 - journeys.open reads as what it does
    """Return the journeys in the store at this URL; an empty database is made ready first.

    `sqlite:///path/to/file.db` (made where it is missing) or `postgresql://host/database`.
    Raises errors.StoreError where the store cannot be opened or read.
    """
    # The store brings the database libraries with it; whoever only asks verbs needs none.
    from journeys.adapters.wiring import open_journeys  # noqa: PLC0415

    return open_journeys(url)
