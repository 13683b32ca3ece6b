"""The base class of every view."""

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict

from journeys.domain.message import Bilingual, Message


class View(BaseModel):
    """An answer: frozen, and the same shape in Python and in JSON."""

    # Validators are built on first use: most processes use few of the views.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


SetAside = Mapping[str, Message]
"""Sat til side: by journey that cannot be read, why and what to do. A view over many journeys shows
the others. One without an id is named by its position in the log."""


class AsKnown(View):
    """A view as known at a moment."""

    stamped_ahead: int = 0
    """How many entries the moment hides that are stamped later than now, because a clock was ahead
    when they were recorded."""

    def with_stamped_ahead(self, entries: int) -> Self:
        """Return the same, and every view in it, with how many such entries are hidden."""
        inside = {
            name: each.with_stamped_ahead(entries)
            for name, each in self
            if isinstance(each, AsKnown)
        }
        return self.model_copy(update={**inside, "stamped_ahead": entries})


class BothLanguages(View):
    """Ord: a text for the citizen in both languages."""

    da: str
    en: str

    @classmethod
    def of(cls, text: Bilingual) -> Self:
        """Return the words of something that has them in both languages."""
        return cls(da=text.da, en=text.en)
