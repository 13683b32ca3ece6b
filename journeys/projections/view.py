"""The base class of every view."""

from typing import Self

from pydantic import BaseModel, ConfigDict

from journeys.domain.message import Bilingual


class View(BaseModel):
    """An answer: frozen, and the same shape in Python and in JSON."""

    # Validators are built on first use: most processes use few of the views.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class BothLanguages(View):
    """Ord: a text for the citizen in both languages."""

    da: str
    en: str

    @classmethod
    def of(cls, text: Bilingual) -> Self:
        """Return the words of something that has them in both languages."""
        return cls(da=text.da, en=text.en)
