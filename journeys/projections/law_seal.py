"""How the law in use compares with the editions of it that a store has sealed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from journeys.domain.events.pension import SafetyExplained
from journeys.domain.history import History
from journeys.domain.law import Law
from journeys.domain.law.sealed import SealedEdition
from journeys.projections.view import SetAside, View

SealState = Literal["sealed", "not-sealed", "changed", "missing"]
"""Whether the edition is what was sealed; not sealed here; changed under its old name, now or when
it was sealed again; or sealed, and missing from the law in use."""

WRONG: tuple[SealState, ...] = ("changed", "missing")
"""States in which an answer that was given can no longer be given again as it was."""


class SealedDigest(View):
    """Segl: a digest that a store sealed for an edition, when, and by which version."""

    digest: str
    at: datetime
    library: str
    position: int
    """Its place in the law log."""


class RestingExplanation(View):
    """Forklaring: an explanation to a citizen that rests on an edition; its words are not shown."""

    journey: UUID
    entry: int
    digest: str | None
    """The digest that it carries; None where it was recorded before digests were."""


class EditionSeal(View):
    """Udgave og segl: one edition of the law, as it is in use and as the store sealed it."""

    edition: date
    digest: str | None
    """Of the law in use, as read in that edition; None where it has no such edition."""
    state: SealState
    sealed: tuple[SealedDigest, ...]
    """What the store sealed for it, the oldest entry first; empty where it is not sealed there."""
    explanations: tuple[RestingExplanation, ...] = ()
    """Where it is wrong and `audit verify` asks: the explanations that rest on it."""
    set_aside: SetAside = Field(default_factory=dict)
    """Then, too: the journeys that cannot be read, and may have more of them; and why."""

    @property
    def sealed_at(self) -> datetime | None:
        """When the law in use was sealed for that edition; None where it was not."""
        return next((each.at for each in self.sealed if each.digest == self.digest), None)


def edition_seals(law: Law, sealed: Iterable[SealedEdition]) -> tuple[EditionSeal, ...]:
    """Return the seal of every edition that is in use or was sealed, the oldest first."""
    seals = tuple(sealed)
    days = {*law.digests, *(each.edition for each in seals)}
    return tuple(edition_seal(law, seals, day) for day in sorted(days))


def edition_seal(law: Law, sealed: Iterable[SealedEdition], edition: date) -> EditionSeal:
    """Return the seal of one edition of the law in use."""
    digest = law.digests.get(edition)
    digests = tuple(
        SealedDigest(digest=each.digest, at=each.at, library=each.library, position=each.position)
        for each in sealed
        if each.edition == edition
    )
    return EditionSeal(
        edition=edition, digest=digest, state=_state(digest, digests), sealed=digests
    )


def resting_on(
    editions: Iterable[date], journey: UUID, history: History
) -> Sequence[tuple[date, RestingExplanation]]:
    """Return the explanations on a journey that rest on these editions, each with its edition."""
    wanted = frozenset(editions)
    return [
        (
            entry.event.edition,
            RestingExplanation(journey=journey, entry=entry.version, digest=entry.event.law_digest),
        )
        for entry in history.entries
        if isinstance(entry.event, SafetyExplained) and entry.event.edition in wanted
    ]


def _state(digest: str | None, sealed: Sequence[SealedDigest]) -> SealState:
    if not sealed:
        return "not-sealed"
    if digest is None:
        return "missing"
    return "sealed" if {each.digest for each in sealed} == {digest} else "changed"
