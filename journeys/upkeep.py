"""Upkeep: how the read tables stand, whether they say what was recorded, and making them anew.

None of it shows what is recorded about anybody: a difference is named, never what is in it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random

from journeys.domain.rulebook import Rulebook
from journeys.kept import Difference, Progress, Rebuilt, Status
from journeys.ports import Store


def nobody_waits(_done: int, _parts: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True)
class Upkeep:
    """Vedligehold: of the read tables of a store."""

    store: Store
    book: Rulebook

    def status(self) -> Status:
        """Return where the log stands, and how the read tables stand to it and to this code."""
        return self.store.status(self.book)

    def check(
        self, sample: int | None = None, random: Random | None = None
    ) -> Iterator[Difference]:
        """Yield where the rows are not what a fold of the history gives.

        Of every journey, or of a random `sample` of so many. Each part is compared in one state of
        the store. Nothing is repaired: `rebuild` does that.
        """
        return self.store.check(self.book, sample, random or Random())  # noqa: S311 - no secret

    def rebuild(
        self,
        *,
        workers: int = 1,
        only: Collection[str] = (),
        progress: Progress = nobody_waits,
    ) -> Rebuilt:
        """Make the read tables anew, or those named `only`, by this code and this rulebook.

        Asked for after an upgrade, and after a change of the rulebook that duties hang on. They
        are made beside those there are, which everybody goes on using until all is done; one that
        was cut off is gone on with. With several `workers`, processes are started for them: call
        it where your module may be imported. In a transaction of yours, and in a rehearsal, it is
        done at once, in that transaction.

        Raises InputUnreadable for a table there is not, KeyMissing where the keys cannot be handed
        to other processes, and StoreBusy where others read for so long that it cannot switch.
        """
        return self.store.rebuild(self.book, workers=workers, only=only, progress=progress)

    def abandon_rebuild(self) -> bool:
        """Remove what a rebuild that was cut off has made; return whether there was anything."""
        return self.store.abandon_rebuild()
