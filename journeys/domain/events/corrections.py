"""Corrections: nothing is edited. A mistake is retracted, and what was known before is kept."""

from typing import ClassVar, Literal

from journeys.domain.events.fact import Fact
from journeys.domain.vocabulary import Words


class EntryRetracted(Fact):
    """Rettelse: an earlier entry is no longer in force. A retraction can itself be retracted."""

    kind: Literal["entry-retracted"] = "entry-retracted"
    professional: ClassVar = "An entry was retracted"
    citizen: ClassVar = "Something that was written down wrongly was corrected"
    entry: int
    """The version of the entry in this journey's stream."""
    why: Words

    @property
    def rests_on(self) -> str | None:
        """Nothing: even the opening can be retracted."""
        return None
