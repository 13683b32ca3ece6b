"""The employers' streams and their read tables, in the transaction of the journeys' log."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias

from journeys.app.ports.log import Request, StreamRecording
from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.employers.history import EmployerEntry, EmployerHistory
from journeys.domain.erasure import Receipt
from journeys.domain.errors import StoreError
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId

EmployerRecording: TypeAlias = StreamRecording[EmployerId, EmployerEvent]
"""Events to be recorded on an employer."""


class EmployerLog(Protocol):
    """Port: the streams of employers, in one transaction.

    Who waits here waits first for the streams, then for the head of the journeys' log, then for
    that of the employers' (the lock order): nobody ends in a deadlock.
    """

    def history(self, employer: EmployerId, /) -> EmployerHistory:
        """Return the whole history; an empty one where there is none. Raises EmployerErased."""

    def existing(self, employer: EmployerId, /) -> EmployerHistory:
        """Return the whole history. Raises UnknownEmployer where there is none, EmployerErased."""

    def read(self, employer: EmployerId, /) -> EmployerHistory | StoreError:
        """Return the whole history, or the error where this employer alone is damaged."""

    def read_together(
        self, employers: Sequence[EmployerId]
    ) -> Mapping[EmployerId, EmployerHistory | StoreError]:
        """Return each of these employers as `read` does, all of them by few statements."""

    def load_to_decide(
        self, employer: EmployerId, /, request: Request | None = None
    ) -> EmployerHistory:
        """Return the whole history to decide on, with what was appended in this transaction.

        Nobody else records on any stream until the transaction ends: what citizens take is read
        after it. Raises as `history`.
        """

    def lock_employers(self, employers: Sequence[EmployerId]) -> None:
        """Wait until nobody decides on these employers; then let nobody else record.

        Until the transaction ends.
        """

    def prefetch(self, employers: Sequence[EmployerId]) -> None:
        """Lock these employers, and look up together which of them exist, for `load_to_decide`."""

    def employers(self) -> Sequence[EmployerId]:
        """Return every employer that has entries and was not erased."""

    def append(
        self, recordings: Sequence[EmployerRecording], actor: Actor, request: Request | None
    ) -> tuple[EmployerEntry, ...]:
        """Seal the events and return their entries; remember the request. Raises Conflict."""

    def requested(self, request: Request) -> bool | None:
        """Return whether this very request was made under its id; None where none was."""

    def remember(self, request: Request) -> None:
        """Remember a request that nothing was recorded for. Raises Conflict as `append`."""

    def receipt(self, employer: EmployerId, /) -> Receipt | None:
        """Return the receipt for an erasure; None where it was not erased."""

    def destroy_key(self, employer: EmployerId, /) -> None:
        """Destroy the key of an employer (crypto-shredding), and delete the requests on it."""

    def append_receipt(self, receipt: Receipt) -> Receipt:
        """Seal the receipt after the last entry of an employer that was erased."""

    def number_digest(self, number: str) -> bytes:
        """Return the digest by which a CVR or P-number is found; only this store can compute it."""


class EmployerRows(Protocol):
    """Port: the rows of employers in the read models, in the same transaction."""

    def refresh(self, histories: Mapping[EmployerId, EmployerHistory], book: Rulebook) -> None:
        """Bring the rows of these employers up to date."""

    def forget(self, employer: EmployerId) -> int:
        """Delete every row of an employer; return how many there were."""
