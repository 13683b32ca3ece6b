"""What every event has."""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

JOURNEY = "journey"
"""What most facts rest on: that the journey was opened."""


def unsaid(value: object) -> bool:
    """Whether a field says nothing. Fields that are added later are stored only where they do."""
    return value is None


class Fact(BaseModel):  # noqa: PLW1641 - pydantic gives what is frozen its hash
    """Hændelse: something that holds from a day on. Frozen; never refuses when replayed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    professional: ClassVar[str]
    """I fagland: what happened, in a caseworker's words."""
    citizen: ClassVar[str]
    """I borgerland: the same, said to the citizen; a setback is never told as a failure."""

    on: date
    """Virkningsdato: the day of effect, chosen by whoever records."""

    def __eq__(self, other: object) -> bool:
        """Whether both say the same. A decision looks at all there is; pydantic's own is slow."""
        return type(self) is type(other) and self.__dict__ == other.__dict__

    @property
    def establishes(self) -> str | None:
        """What this fact brings into being, which a journey can hold only once; else None."""
        return None

    @property
    def provides(self) -> str | None:
        """What later facts may rest on; mostly what it establishes."""
        return self.establishes

    @property
    def rests_on(self) -> str | None:
        """What must have been brought into being for this fact to mean anything; else None."""
        return JOURNEY
