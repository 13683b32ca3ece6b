"""The record of what was published of a store."""

from collections.abc import Sequence
from typing import Protocol

from journeys.projections.publication import Publication


class PublicationLog(Protocol):
    """Port: what was published, in the same transaction. It names nobody, and is sealed."""

    def all(self) -> Sequence[Publication]:
        """Return every publication, the oldest first.

        Raises BrokenHistory where one is missing or cannot be read: what the next is compared with
        must be all there was.
        """

    def locked(self) -> Sequence[Publication]:
        """Return the same; others who publish wait until the transaction ends.

        Raises BrokenHistory where the log was altered.
        """

    def note(self, publication: Publication) -> None:
        """Note a publication."""
